package store

import (
	"database/sql"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// restate brings an article in line with how its texts are read and dated now: its
// date, its language, what is counted of it, and its place in the index.
func (r *recorder) restate(a archive.Reread, revisions []tracker.Revision) error {
	var k kept
	if _, err := r.get("SELECT a.source, "+keptColumns+" FROM article a WHERE a.id = ?", []any{a.Article}, append([]any{&r.source}, k.fields()...)...); err != nil {
		return err
	}
	was, err := k.date.stamp()
	if err != nil {
		return err
	}
	published, language := was, a.Texts[len(a.Texts)-1].Reading.Language
	if a.Published != nil {
		published = a.Published.Stamp
		if err := r.keepDates(a, revisions); err != nil {
			return err
		}
	}
	if err := r.indexAnew(a, revisions); err != nil || published == was && language == k.language {
		return err
	}
	if err := r.exec("UPDATE article SET language = ?, published = ?, published_day = ?, published_slack = ?, assumed = ? WHERE id = ?",
		append(append([]any{language}, valuesOf(published)...), a.Article)...); err != nil {
		return err
	}
	r.tally(was, moment(k.seen), k.language, k.Depth, -1)
	r.tally(published, moment(k.seen), language, k.Depth, 1)
	if err := r.keepTallies(); err != nil {
		return err
	}
	rows, err := r.standing(a.Article)
	for _, m := range rows {
		r.touched.addAll(m.point, timeline.CauseSource)
	}
	return err
}

// keepDates keeps the dates of an article as they are read now.
func (r *recorder) keepDates(a archive.Reread, revisions []tracker.Revision) error {
	late, err := r.late(a.Published.Stamp)
	if err != nil {
		return err
	}
	if err := r.exec("UPDATE article SET published_from = coalesce(nullif(?, ?), published_from), late = ? WHERE id = ?",
		a.Published.From, tracker.FromArchive, late, a.Article); err != nil {
		return err
	}
	for i, rev := range revisions {
		dates := a.Texts[i].Dates
		if len(dates) > 0 && dates[0].From == tracker.FromArchive {
			continue
		}
		query, id := "UPDATE revision SET dates = ? WHERE id = ?", rev.ID
		if rev.Number == 1 {
			query, id = "UPDATE article SET dates = ? WHERE id = ?", a.Article
		}
		if err := r.exec(query, encodeDates(dates), id); err != nil {
			return err
		}
	}
	return nil
}

// indexAnew adds the texts to the index that are read in another language now; as
// what they were read as stays in it, they count as stale.
func (r *recorder) indexAnew(a archive.Reread, revisions []tracker.Revision) error {
	var docs []document
	for i, rev := range revisions {
		var was string
		if _, err := r.get("SELECT language FROM revision WHERE id = ?", []any{rev.ID}, &was); err != nil {
			return err
		}
		if now := a.Texts[i].Reading.Language; now != was {
			docs = append(docs, analysed(rev.ID, r.batch.Source, rev.Title, rev.Text, now))
		}
	}
	if err := r.store.index(r.tx, docs); err != nil {
		return err
	}
	return r.staleBy(len(docs))
}

// recount brings in line with the articles in which languages each source was read,
// and which days its imports cover.
func (t *tx) recount() error {
	for _, q := range []string{
		`DELETE FROM spoken WHERE (source, language) NOT IN (SELECT a.source, r.language FROM revision r JOIN article a ON a.id = r.article)`,
		`INSERT INTO spoken (source, language) SELECT DISTINCT a.source, r.language FROM revision r JOIN article a ON a.id = r.article WHERE TRUE ON CONFLICT DO NOTHING`,
	} {
		if err := t.exec(q); err != nil {
			return err
		}
	}
	t.cover = nil // was read before
	return t.coverAnew()
}

// coverAnew brings in line with the articles which days each import covers: as if all
// came once more, in the order in which they did.
func (t *tx) coverAnew() error {
	type importOf struct {
		source int64
		run    string
	}
	spans := map[importOf]*span{}
	if err := t.each("SELECT source, run, dates, seen FROM article WHERE run IS NOT NULL", nil, func(scan func(...any) error) error {
		var of importOf
		var dates sql.NullString
		var seen int64
		if err := scan(&of.source, &of.run, &dates, &seen); err != nil {
			return err
		}
		claims, err := decodeDates(dates)
		date, _ := tracker.ChoosePublished(claims, moment(seen))
		if spans[of] == nil {
			spans[of] = &span{}
		}
		spans[of].add(date.Stamp)
		return err
	}); err != nil {
		return err
	}
	var imports []searched
	if err := t.each("SELECT source, run, depth, recorded FROM searched ORDER BY recorded, source, run", nil, func(scan func(...any) error) error {
		var in searched
		var recorded int64
		err := scan(&in.source, &in.run, &in.depth, &recorded)
		in.recorded = recorded
		imports = append(imports, in)
		return err
	}); err != nil {
		return err
	}
	for _, in := range imports {
		if err := t.exec("DELETE FROM cover WHERE source = ? AND kind = 'imported' AND run = ?", in.source, in.run); err != nil {
			return err
		}
	}
	for _, in := range imports {
		if s := spans[importOf{in.source, in.run}]; s != nil && !s.from.IsZero() {
			if err := t.coverBy(in, *s); err != nil {
				return err
			}
		}
	}
	return nil
}
