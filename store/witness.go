package store

import (
	"database/sql"
	"encoding/json"

	"onset/tracker"
	"onset/tracker/archive"
)

// unbounded holds for articles that may be of any day before they were fetched
// first: nobody says when they were published, or only that it was not later.
const unbounded = "(a.published_day IS NULL OR a.published_slack < 0) AND (a.first_fetch OR a.run IS NOT NULL)"

// witnessQuery selects mentions with all that makes them evidence. What stands
// before WHERE is the same for every caller.
const witnessQuery = `SELECT m.n, m.needed, m.id, p.narrative, p.id, CASE WHEN m.marked THEN '' ELSE u.hash END, m.marked, s.id, s.kind, s.country, a.language,
	a.id, a.url, a.title, a.seen, m.recorded,
	m.revision, m.cause, m.changed, m.removed_at, a.withdrawn,
	` + unbounded + `,
	m.part, m.start, m.stop, m.text, m.hits, m.speakers, m.form, m.stance, m.treatment, m.novelty, m.said, m.via, m.hand,
	a.origin, m.utterance, m.retroactive, a.run IS NOT NULL AND NOT a.replayed,
	EXISTS (SELECT 1 FROM verdict v WHERE v.mention = m.id AND v.superseded IS NULL), ` + dateColumns + `
	FROM mention m JOIN article a ON a.id = m.article JOIN source s ON s.n = a.source
	JOIN point p ON p.n = m.point JOIN rule u ON u.n = m.rule `

// witness is a Witness with its row.
type witness struct {
	tracker.Witness
	n      int64
	needed bool
}

// witnesses returns the mentions that a clause after witnessQuery selects,
// with the verdicts of people applied.
func (t *tx) witnesses(clause string, args ...any) ([]witness, error) {
	var out []witness
	var judged []int
	err := t.each(witnessQuery+clause, args, func(scan func(...any) error) error {
		w, verdict, err := scanWitness(scan)
		if verdict {
			judged = append(judged, len(out))
		}
		out = append(out, w)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, i := range judged {
		if err := t.judge(&out[i].Witness); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func scanWitness(scan func(...any) error) (w witness, verdict bool, err error) {
	var date dated
	var changed, removed, gone sql.NullInt64
	var seen, recorded int64
	var hits, speakers, novelty, said, via, hand sql.NullString
	err = scan(append([]any{&w.n, &w.needed, &w.ID, &w.Narrative, &w.TalkingPoint, &w.Rule.Hash, &w.Marked, &w.Source, &w.Kind, &w.Country, &w.Language,
		&w.Article, &w.URL, &w.Title, &seen, &recorded,
		&w.Revision, &w.Cause, &changed, &removed, &gone, &w.Baseline,
		&w.Part, &w.Start, &w.End, &w.Text, &hits, &speakers, &w.Form, &w.Stance, &w.Treatment, &novelty, &said, &via, &hand,
		&w.Origin, &w.Utterance, &w.Retroactive, &w.Imported, &verdict}, date.fields()...)...)
	if err != nil {
		return w, false, err
	}
	w.Rule.ID = w.Narrative + "/" + w.TalkingPoint
	w.Seen, w.Recorded = moment(seen), moment(recorded)
	if w.Published, err = date.stamp(); err != nil {
		return w, false, err
	}
	w.Changed, w.RemovedAt, w.GoneAt = instant(changed), instant(removed), instant(gone)
	w.Hand = tracker.Hand(hand.String)
	w.Removed, w.Gone = removed.Valid, gone.Valid
	for _, c := range []struct {
		text sql.NullString
		into any
	}{{hits, &w.Hits}, {speakers, &w.Speakers}, {novelty, &w.Novelty}, {said, &w.Said}, {via, &w.Via}} {
		if err := decode(c.text, c.into); err != nil {
			return w, false, err
		}
	}
	return w, verdict, nil
}

// judge lays the standing verdicts over a witness; of two of a kind the later
// counts.
func (t *tx) judge(w *tracker.Witness) error {
	return t.each("SELECT action, value, who, recorded FROM verdict WHERE mention = ? AND superseded IS NULL ORDER BY n", []any{w.ID},
		func(scan func(...any) error) error {
			var v archive.Verdict
			var value sql.NullString
			var recorded int64
			if err := scan(&v.Action, &value, &v.Who, &recorded); err != nil {
				return err
			}
			v.Value, v.Recorded = json.RawMessage(value.String), moment(recorded)
			return v.Over(w)
		})
}

func plain(ws []witness) []tracker.Witness {
	out := make([]tracker.Witness, len(ws))
	for i := range ws {
		out[i] = ws[i].Witness
	}
	return out
}
