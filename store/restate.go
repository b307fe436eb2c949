package store

import (
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// restate brings an article in line with how its texts are read and dated now: its
// date, its language, what is counted of it, and its place in the index.
// It tells whether anything of it is told otherwise now.
func (r *recorder) restate(a archive.Reread, revisions []tracker.Revision) (otherwise bool, err error) {
	var k kept
	if _, err := r.get("SELECT a.source, "+keptColumns+" FROM article a WHERE a.id = ?", []any{a.Article}, append([]any{&r.source}, k.fields()...)...); err != nil {
		return false, err
	}
	was, err := k.date.stamp()
	if err != nil {
		return false, err
	}
	published, language := was, a.Texts[len(a.Texts)-1].Reading.Language
	if a.Published != nil {
		published = a.Published.Stamp
		if err := r.keepDates(a, revisions); err != nil {
			return false, err
		}
	}
	otherwise, err = r.indexAnew(a, revisions)
	if err != nil || published == was && language == k.language {
		return otherwise, err
	}
	if _, err := r.exec("UPDATE article SET language = ?, published = ?, published_day = ?, published_slack = ?, assumed = ? WHERE id = ?",
		append(append([]any{language}, valuesOf(published)...), a.Article)...); err != nil {
		return false, err
	}
	r.tally(was, moment(k.seen), k.language, k.Depth, -1)
	r.tally(published, moment(k.seen), language, k.Depth, 1)
	if err := r.keepTallies(); err != nil {
		return false, err
	}
	rows, err := r.standing(a.Article)
	for _, m := range rows {
		r.touched.addAll(m.point, timeline.CauseSource)
	}
	return true, err
}

// keepDates keeps the dates of an article as they are read now.
func (r *recorder) keepDates(a archive.Reread, revisions []tracker.Revision) error {
	late, err := r.late(a.Published.Stamp)
	if err != nil {
		return err
	}
	if _, err := r.exec("UPDATE article SET published_from = coalesce(nullif(?, ?), published_from), late = ? WHERE id = ?",
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
		if _, err := r.exec(query, encodeDates(dates), id); err != nil {
			return err
		}
	}
	return nil
}

// indexAnew adds the texts to the index that are read in another language now; as
// what they were read as stays in it, they count as stale.
func (r *recorder) indexAnew(a archive.Reread, revisions []tracker.Revision) (added bool, err error) {
	var docs []document
	for i, rev := range revisions {
		var was string
		if _, err := r.get("SELECT language FROM revision WHERE id = ?", []any{rev.ID}, &was); err != nil {
			return false, err
		}
		if now := a.Texts[i].Reading.Language; now != was {
			docs = append(docs, document{rev.ID, r.batch.Source, text.Analyse(rev.Title, now), text.Analyse(rev.Text, now)})
		}
	}
	if err := r.store.index(r.tx, docs); err != nil {
		return false, err
	}
	return len(docs) > 0, r.staleBy(len(docs))
}

// recount brings in line with the articles of a source in which languages it was
// read, and which days its imports cover.
func (t *tx) recount(source int64) error {
	if _, err := t.exec(`DELETE FROM spoken WHERE source = ?1 AND language NOT IN
		(SELECT r.language FROM revision r JOIN article a ON a.id = r.article WHERE a.source = ?1)`, source); err != nil {
		return err
	}
	if _, err := t.exec(`INSERT OR IGNORE INTO spoken (source, language)
		SELECT DISTINCT a.source, r.language FROM revision r JOIN article a ON a.id = r.article WHERE a.source = ?`, source); err != nil {
		return err
	}
	_, err := t.exec(`UPDATE cover SET since = i.since, until = i.until FROM (
			SELECT run, min(at) AS since, max(at + iif(day_only, 86400000 - 1, 0)) AS until FROM (
				SELECT run, coalesce(published, (published_day - 719163) * 86400000) AS at, published IS NULL AS day_only FROM article
				WHERE source = ?1 AND published_day IS NOT NULL AND published_slack <= 0) GROUP BY run) i
		WHERE cover.source = ?1 AND cover.kind = 'imported' AND cover.run = i.run`, source)
	return err
}
