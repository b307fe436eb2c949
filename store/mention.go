package store

import (
	"database/sql"
	"slices"

	"onset/tracker"
	"onset/tracker/archive"
)

// claimColumns are what a mention takes from its claim, as stored; two rows
// with equal ones say the same of the same sentence.
type claimColumns struct {
	speakers, form, stance, treatment string
	novelty, said, via, hand          sql.NullString
	saidFrom, saidTo                  sql.NullInt64
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
	return t.insert("INSERT INTO reading (revision, previous, reader, recorded, claims) VALUES (?, ?, ?, ?, ?) RETURNING n",
		revision, previous, it.Reader, millis(t.now), packed(encode(claims)))
}

// foundMention is a mention of a reading, about to be stored.
type foundMention struct {
	tracker.Mention
	id          string
	point, rule int64
	claim       claimColumns
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
	key, err := it.Key, error(nil)
	if rev.Number > 1 { // it may have been met by another key
		if key, err = r.articleKey(rev.Article); err != nil {
			return nil, err
		}
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
		f.claim = claimOf(it.Reading, m)
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
func claimOf(reading tracker.Reading, m tracker.Mention) claimColumns {
	c := tracker.Claim{Form: tracker.OwnVoice, Stance: tracker.Affirms, Treatment: tracker.Asserts}
	if m.Claim >= 0 && m.Claim < len(reading.Claims) {
		c = reading.Claims[m.Claim]
	}
	if m.Stance != "" {
		c.Stance = m.Stance
	}
	return columnsOf(c)
}

func columnsOf(c tracker.Claim) claimColumns {
	if c.Speakers == nil {
		c.Speakers = []tracker.ClaimSpeaker{}
	}
	cols := claimColumns{speakers: encode(c.Speakers), form: string(c.Form), stance: string(c.Stance), treatment: string(c.Treatment)}
	if c.Novelty != nil {
		cols.novelty = sql.NullString{String: encode(c.Novelty), Valid: true}
	}
	if c.Said != nil {
		cols.said = sql.NullString{String: encode(c.Said), Valid: true}
		cols.saidFrom, cols.saidTo = dayColumn(c.Said.From), dayColumn(c.Said.To)
	}
	if len(c.Via) > 0 {
		cols.via = sql.NullString{String: encode(c.Via), Valid: true}
	}
	cols.hand = sql.NullString{String: string(c.Hand), Valid: c.Hand != ""}
	return cols
}
