package store

import (
	"database/sql"
	"slices"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// mentionRow is a mention as it is stored.
type mentionRow struct {
	n, point, article int64
	id                string
	marked            bool // by a person; no rule takes it
	removed           bool
	claim             claimColumns
}

// claimColumns are what a mention takes from its claim, as stored; two rows
// with equal ones say the same of the same sentence.
type claimColumns struct {
	speakers, form, stance, treatment string
	novelty, said, via, hand          sql.NullString
}

// keepReading stores the claims of a reading and returns its number; NULL when
// there are none.
func (t *tx) keepReading(revision int64, previous any, it *archive.ReadItem) (any, error) {
	claims := slices.Clone(it.Reading.Claims)
	for i := range claims {
		claims[i].Text = "" // it is in the revision
	}
	if len(claims) == 0 && previous == nil {
		return nil, nil
	}
	return t.exec("INSERT INTO reading (revision, previous, reader, recorded, claims) VALUES (?, ?, ?, ?, ?)",
		revision, previous, it.Reader, millis(t.now), packed(encode(claims)))
}

// keepMentions stores what a new revision's reading found, and what an edit
// took out. A mention that stood already keeps its row: its evidence is in the
// revision that brought it.
func (r *recorder) keepMentions(it *archive.ReadItem, rev tracker.Revision) error {
	old, err := r.standing(rev.Article)
	if err != nil {
		return err
	}
	found, err := r.found(it, rev)
	if err != nil {
		return err
	}
	for _, m := range found {
		i := slices.IndexFunc(old, func(o mentionRow) bool { return o.id == m.id })
		switch {
		case i < 0:
		case old[i].claim == m.claim && old[i].marked == m.marked && !old[i].removed:
			continue
		default:
			if err := r.supersede(old[i]); err != nil {
				return err
			}
		}
		if err := r.insertMention(m, rev); err != nil {
			return err
		}
	}
	if rev.Cause != tracker.Edit && rev.Cause != tracker.Reextracted {
		return nil
	}
	for _, o := range old {
		if slices.ContainsFunc(found, func(m foundMention) bool { return m.id == o.id }) || o.removed {
			continue
		}
		if o.marked && rev.Cause == tracker.Reextracted {
			continue // a person saw it on the page
		}
		if err := r.lose(o, rev); err != nil {
			return err
		}
	}
	return nil
}

// standing returns the mentions of an article that are not superseded.
func (t *tx) standing(article int64) ([]mentionRow, error) {
	var out []mentionRow
	err := t.each(`SELECT n, id, point, article, removed_at IS NOT NULL, marked, speakers, form, stance, treatment, novelty, said, via, hand
		FROM mention WHERE article = ? AND superseded IS NULL`, []any{article}, func(scan func(...any) error) error {
		var m mentionRow
		c := &m.claim
		err := scan(&m.n, &m.id, &m.point, &m.article, &m.removed, &m.marked, &c.speakers, &c.form, &c.stance, &c.treatment, &c.novelty, &c.said, &c.via, &c.hand)
		out = append(out, m)
		return err
	})
	return out, err
}

// foundMention is a mention of a reading, about to be stored.
type foundMention struct {
	tracker.Mention
	id          string
	point, rule int64
	claim       claimColumns
	said        *tracker.Said
	utterance   string
	marked      bool
}

// moveTo puts the mention where its sentence stands in another text. Where the
// space between the words differs, the hits stay unknown: none is better than a
// wrong one.
func (m *foundMention) moveTo(span tracker.Span, title, body string) {
	sentence := partOf(m.Part, title, body)[span.Start:span.End]
	hits := []tracker.Span{}
	if sentence == m.Text {
		for _, h := range m.Hits {
			hits = append(hits, tracker.Span{Start: h.Start - m.Start + span.Start, End: h.End - m.Start + span.Start})
		}
	}
	m.Text, m.Span, m.Hits = sentence, span, hits
}

// partOf returns the text that offsets into a part of an article count in.
func partOf(part tracker.Part, title, body string) string {
	if part == tracker.Title {
		return title
	}
	return body
}

// found prepares the mentions of a reading and those that people marked in the
// text; of two in the same sentence the first counts.
func (r *recorder) found(it *archive.ReadItem, rev tracker.Revision) ([]foundMention, error) {
	if marked, err := r.marked(); err != nil || len(it.Reading.Mentions) == 0 && !marked {
		return nil, err
	}
	key, err := r.articleKey(rev.Article)
	if err != nil {
		return nil, err
	}
	var out []foundMention
	for i, m := range it.Reading.Mentions {
		f := foundMention{Mention: m}
		f.id = tracker.MentionID(r.batch.Source, key, m.Narrative, m.TalkingPoint, m.Part, m.Text)
		if slices.ContainsFunc(out, func(o foundMention) bool { return o.id == f.id }) {
			continue
		}
		if f.point, f.rule, err = r.rule(m); err != nil {
			return nil, err
		}
		f.claim, f.said = claimOf(it.Reading, m)
		if i < len(it.Utterances) {
			f.utterance = it.Utterances[i]
		}
		out = append(out, f)
	}
	return r.withMarks(out, r.batch.Source, key, it.Title, it.Text)
}

func (t *tx) articleKey(article int64) (key string, err error) {
	_, err = t.get("SELECT coalesce(key, url) FROM article WHERE id = ?", []any{article}, &key)
	return key, err
}

// claimOf returns what a mention takes from its claim; without one the outlet
// speaks, and asserts.
func claimOf(reading tracker.Reading, m tracker.Mention) (claimColumns, *tracker.Said) {
	c := tracker.Claim{Form: tracker.OwnVoice, Stance: tracker.Affirms, Treatment: tracker.Asserts}
	if m.Claim >= 0 && m.Claim < len(reading.Claims) {
		c = reading.Claims[m.Claim]
	}
	if m.Stance != "" {
		c.Stance = m.Stance
	}
	return columnsOf(c)
}

func columnsOf(c tracker.Claim) (claimColumns, *tracker.Said) {
	if c.Speakers == nil {
		c.Speakers = []tracker.ClaimSpeaker{}
	}
	cols := claimColumns{speakers: encode(c.Speakers), form: string(c.Form), stance: string(c.Stance), treatment: string(c.Treatment)}
	if c.Novelty != nil {
		cols.novelty = sql.NullString{String: encode(c.Novelty), Valid: true}
	}
	if c.Said != nil {
		cols.said = sql.NullString{String: encode(c.Said), Valid: true}
	}
	if len(c.Via) > 0 {
		cols.via = sql.NullString{String: encode(c.Via), Valid: true}
	}
	cols.hand = sql.NullString{String: string(c.Hand), Valid: c.Hand != ""}
	return cols, c.Said
}

func (r *recorder) insertMention(m foundMention, rev tracker.Revision) error {
	var changed, from, to any
	if rev.Number > 1 {
		changed = millis(rev.Fetched)
	}
	if m.said != nil {
		from, to = civil(m.said.From), civil(m.said.To)
	}
	hits := m.Hits
	if hits == nil {
		hits = []tracker.Span{}
	}
	_, err := r.exec(`INSERT INTO mention (id, point, rule, article, revision, cause, changed, part, start, stop, text, hits,
		speakers, form, stance, treatment, novelty, said, via, hand, said_from, said_to, utterance, retroactive, marked, recorded)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		m.id, m.point, m.rule, rev.Article, rev.ID, string(rev.Cause), changed, string(m.Part), m.Start, m.End, m.Text, encode(hits),
		m.claim.speakers, m.claim.form, m.claim.stance, m.claim.treatment, m.claim.novelty, m.claim.said, m.claim.via, m.claim.hand, from, to,
		m.utterance, r.batch.Retroactive && !m.marked, m.marked, millis(r.now))
	if err != nil {
		return err
	}
	r.out.Mentions++
	return r.touch(m, rev)
}

// touch notes what a new mention has looked at: all that the first revision of an
// article says is new, and new is needed; from a verdict that waited for the mention is
// learned about every other.
func (r *recorder) touch(m foundMention, rev tracker.Revision) error {
	var judged bool
	_, err := r.get("SELECT EXISTS (SELECT 1 FROM verdict WHERE mention = ? AND superseded IS NULL)", []any{m.id}, &judged)
	switch {
	case judged:
		r.touched.add(m.point, 0)
		r.touched[m.point].all = true
	case rev.Number == 1:
		r.touched.add(m.point, 0)
	default:
		r.touched.add(m.point, rev.Article)
	}
	return err
}

// supersede ends the validity of a mention's row.
func (r *recorder) supersede(m mentionRow) error {
	r.touched.addAll(m.point, timeline.CauseEdit)
	_, err := r.exec("UPDATE mention SET superseded = ? WHERE n = ?", millis(r.now), m.n)
	return err
}

// lose takes a mention out: by an edit it stays as evidence that it was there,
// by another extraction it was never on the page.
func (r *recorder) lose(m mentionRow, rev tracker.Revision) error {
	if err := r.supersede(m); err != nil || rev.Cause != tracker.Edit {
		return err
	}
	_, err := r.exec(`INSERT INTO mention (id, point, rule, article, revision, cause, changed, removed_at, part, start, stop, text, hits,
		speakers, form, stance, treatment, novelty, said, via, hand, said_from, said_to, utterance, retroactive, marked, recorded)
		SELECT id, point, rule, article, revision, cause, changed, ?, part, start, stop, text, hits,
		speakers, form, stance, treatment, novelty, said, via, hand, said_from, said_to, utterance, retroactive, marked, ? FROM mention WHERE n = ?`,
		millis(rev.Fetched), millis(r.now), m.n)
	return err
}
