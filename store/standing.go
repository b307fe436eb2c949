package store

import (
	"cmp"
	"database/sql"
	"slices"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/edit"
	"onset/tracker/timeline"
)

// mentionRow is a mention as it is stored, or as it is to be.
type mentionRow struct {
	n                              int64 // 0: not stored yet
	id                             string
	point, rule, article, revision int64
	cause                          tracker.Cause // of the text that brought it
	changed, removed               sql.NullInt64 // when that was fetched, if it wasn't the first; when an edit was that took it out
	part                           tracker.Part
	start, stop                    int
	text, hits                     string
	claim                          claimColumns
	utterance                      string
	retroactive                    bool
	marked                         bool // by a person; no rule takes it
}

// mentionColumns are what a mentionRow is read from and written to.
const mentionColumns = `id, point, rule, article, revision, cause, changed, removed_at, part, start, stop, text, hits,
	speakers, form, stance, treatment, novelty, said, via, hand, said_from, said_to, utterance, retroactive, marked`

// fields are the columns in their order.
func (m *mentionRow) fields() []any {
	c := &m.claim
	return []any{&m.id, &m.point, &m.rule, &m.article, &m.revision, &m.cause, &m.changed, &m.removed, &m.part, &m.start, &m.stop, &m.text, &m.hits,
		&c.speakers, &c.form, &c.stance, &c.treatment, &c.novelty, &c.said, &c.via, &c.hand, &c.saidFrom, &c.saidTo, &m.utterance, &m.retroactive, &m.marked}
}

// standing returns the mentions of an article that are not superseded.
func (t *tx) standing(article int64) ([]mentionRow, error) {
	var out []mentionRow
	err := t.each("SELECT n, "+mentionColumns+" FROM mention WHERE article = ? AND superseded IS NULL", []any{article}, func(scan func(...any) error) error {
		var m mentionRow
		err := scan(append([]any{&m.n}, m.fields()...)...)
		out = append(out, m)
		return err
	})
	return out, err
}

// rowOf makes the row of a mention that a text brought.
func rowOf(f foundMention, rev tracker.Revision, retroactive bool) mentionRow {
	hits := f.Hits
	if hits == nil {
		hits = []tracker.Span{}
	}
	m := mentionRow{id: f.id, point: f.point, rule: f.rule, article: rev.Article, revision: rev.ID, cause: rev.Cause,
		part: f.Part, start: f.Start, stop: f.End, text: f.Text, hits: encode(hits),
		claim: f.claim, utterance: f.utterance, retroactive: retroactive && !f.marked, marked: f.marked}
	if rev.Number > 1 {
		m.changed = sql.NullInt64{Int64: rev.Fetched.UnixMilli(), Valid: true}
	}
	return m
}

// after returns the mentions of an article that stand after another text of it:
// rows are those that stood before, found what the text holds. A mention is as old
// as the text that brought its sentence, and says what the latest text makes of it;
// one that stands as it did keeps its row.
func after(rows []mentionRow, found []foundMention, rev tracker.Revision, retroactive bool) []mentionRow {
	var out []mentionRow
	for _, f := range found {
		now := rowOf(f, rev, retroactive)
		if i := slices.IndexFunc(rows, func(o mentionRow) bool { return o.id == f.id }); i >= 0 {
			o := rows[i]
			if edit.FateOf(rev.Cause, o.removed.Valid, o.marked, true, o.saysAs(now)) == edit.Stays {
				now = o
			} else if !o.removed.Valid {
				now.cause, now.changed = o.cause, o.changed
			}
		}
		out = append(out, now)
	}
	for _, o := range rows {
		if slices.ContainsFunc(found, func(f foundMention) bool { return f.id == o.id }) {
			continue
		}
		switch edit.FateOf(rev.Cause, o.removed.Valid, o.marked, false, false) {
		case edit.TakenOut:
			o.n, o.removed = 0, sql.NullInt64{Int64: rev.Fetched.UnixMilli(), Valid: true}
			out = append(out, o)
		case edit.Stays:
			out = append(out, o)
		}
	}
	return out
}

// saysAs tells whether two rows of a mention say the same.
func (m mentionRow) saysAs(o mentionRow) bool { return m.claim == o.claim && m.marked == o.marked }

// provesAs tells whether they prove the same: they say it in the same words of the
// same text, the same text brought it, and the same edit took it out.
func (m mentionRow) provesAs(o mentionRow) bool {
	return m.saysAs(o) && m.revision == o.revision && m.part == o.part && m.start == o.start && m.stop == o.stop && m.hits == o.hits &&
		m.cause == o.cause && m.changed == o.changed && m.removed == o.removed
}

// keepMentions stores what a new text's reading found, and what it took out. It
// returns how many mentions it recorded.
func (r *recorder) keepMentions(it *archive.ReadItem, rev tracker.Revision) (int, error) {
	var old []mentionRow
	var err error
	if rev.Number > 1 { // a new article has none
		if old, err = r.standing(rev.Article); err != nil {
			return 0, err
		}
	}
	found, err := r.found(it, rev)
	if err != nil {
		return 0, err
	}
	_, appeared, err := r.exchange(old, after(old, found, rev, r.batch.Retroactive))
	return len(appeared), err
}

// exchange makes the mentions that stand of an article those of now: it
// supersedes those that are no longer proved, adds what is new, and returns the ids
// of both. Where the evidence is as before, only the rule, and the occasion of
// which others are told to be too, are noted.
func (r *recorder) exchange(old, now []mentionRow) (gone, appeared []string, err error) {
	var fresh []mentionRow
	kept := map[int64]bool{}
	for _, m := range now {
		i := slices.IndexFunc(old, func(o mentionRow) bool { return o.id == m.id })
		if i < 0 || !old[i].provesAs(m) {
			if i >= 0 { // read otherwise it is of the same occasion, unless somebody says of which
				m.utterance = cmp.Or(m.utterance, old[i].utterance)
			}
			m.utterance = cmp.Or(m.utterance, m.id)
			fresh = append(fresh, m)
			continue
		}
		kept[old[i].n] = true
		if err := r.renew(old[i], m); err != nil {
			return nil, nil, err
		}
	}
	for _, o := range old {
		if kept[o.n] {
			continue
		}
		if err := r.supersede(o); err != nil {
			return nil, nil, err
		}
		if !slices.ContainsFunc(now, func(m mentionRow) bool { return m.id == o.id }) {
			gone = append(gone, o.id)
		}
	}
	for _, m := range fresh {
		appeared = append(appeared, m.id)
	}
	return gone, appeared, r.insertMentions(fresh)
}

// renew notes in the row of a mention what of it may change without a new proof.
func (r *recorder) renew(o, m mentionRow) error {
	if o.rule == m.rule && (m.utterance == "" || o.utterance == m.utterance) {
		return nil
	}
	return r.exec("UPDATE mention SET rule = ?, utterance = coalesce(nullif(?, ''), utterance) WHERE n = ?", m.rule, m.utterance, o.n)
}

// insertMentions adds mentions of one article, with their place in lists of mentions.
func (r *recorder) insertMentions(rows []mentionRow) error {
	if len(rows) == 0 {
		return nil
	}
	var source, day int64
	var origin string
	if _, err := r.get("SELECT source, coalesce(published_day, seen / 86400000 + 719163), origin FROM article WHERE id = ?", []any{rows[0].article},
		&source, &day, &origin); err != nil {
		return err
	}
	var values []any
	for i := range rows {
		values = append(append(values, rows[i].fields()...), millis(r.now), source, day, origin)
	}
	if err := r.insertRows("INSERT INTO mention ("+mentionColumns+", recorded, source, day, origin) VALUES ", len(values)/len(rows), values, ""); err != nil {
		return err
	}
	for _, m := range rows {
		if !m.removed.Valid {
			r.out.Mentions++
		}
		if err := r.touch(m); err != nil {
			return err
		}
	}
	return nil
}

// touch notes what a new mention has looked at: all that the first revision of an
// article says is new, and new is needed; from a verdict that waited for the mention is
// learned about every other.
func (r *recorder) touch(m mentionRow) error {
	judged, err := r.judged(m.id)
	switch {
	case judged:
		r.touched.add(m.point, 0)
		r.touched[m.point].all = true
	case m.changed.Valid || m.removed.Valid:
		r.touched.add(m.point, m.article)
	default:
		r.touched.add(m.point, 0)
	}
	return err
}

// judged tells whether a verdict on a mention stands. Mostly there is none at all.
func (t *tx) judged(mention string) (judged bool, err error) {
	if t.unjudged == nil {
		var any bool
		if _, err := t.get("SELECT EXISTS (SELECT 1 FROM verdict WHERE superseded IS NULL)", nil, &any); err != nil {
			return false, err
		}
		none := !any
		t.unjudged = &none
	}
	if *t.unjudged {
		return false, nil
	}
	_, err = t.get("SELECT EXISTS (SELECT 1 FROM verdict WHERE mention = ? AND superseded IS NULL)", []any{mention}, &judged)
	return judged, err
}

// supersede ends the validity of a mention's row.
func (r *recorder) supersede(m mentionRow) error {
	r.touched.addAll(m.point, timeline.CauseEdit)
	return r.exec("UPDATE mention SET superseded = ? WHERE n = ?", millis(r.now), m.n)
}
