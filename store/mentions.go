package store

import (
	"context"
	"slices"

	"onset/tracker"
)

// Page is a stretch of mentions, newest first by published.
type Page struct {
	Mentions []tracker.Witness
	Next     int64 // cursor for Filter.After; 0 at the end
}

// pageSize is how many rows are read at a time.
const pageSize = 500

// Mentions returns the mentions that f selects, newest first, verdicts of
// people applied.
func (s *Store) Mentions(ctx context.Context, f Filter) (Page, error) {
	p := Page{Mentions: []tracker.Witness{}}
	err := s.look(ctx, "reading the mentions of", func(t *tx) error {
		for after := f.After; ; {
			rows, err := t.mentionRows(f, after)
			if err != nil {
				return err
			}
			for _, w := range rows {
				if !f.passes(w.Witness) {
					continue
				}
				p.Mentions = append(p.Mentions, w.Witness)
				if f.Limit > 0 && len(p.Mentions) == f.Limit {
					p.Next = w.n
					return nil
				}
			}
			if len(rows) < pageSize {
				return nil
			}
			after = rows[len(rows)-1].n
		}
	})
	return p, err
}

// mentionRows reads the next rows after the mention of number after.
func (t *tx) mentionRows(f Filter, after int64) ([]witness, error) {
	var c clause
	c.valid("m.", f)
	c.text("p.narrative", f.Narrative)
	c.text("p.id", f.TalkingPoint)
	c.text("s.id", f.Source)
	if f.Article != 0 {
		c.add("m.article = ?", f.Article)
	}
	if f.Since != 0 {
		c.add("coalesce(a.published_day, a.seen / 86400000 + 719163) >= ?", int64(f.Since))
	}
	if f.Until != 0 {
		c.add("coalesce(a.published_day, a.seen / 86400000 + 719163) <= ?", int64(f.Until))
	}
	if !f.RecordedFrom.IsZero() {
		c.add("m.recorded >= ?", f.RecordedFrom.UnixMilli())
	}
	if !f.Before.IsZero() {
		c.add("m.recorded < ?", f.Before.UnixMilli())
	}
	if after != 0 {
		c.add("(m.revision, m.n) < (SELECT revision, n FROM mention WHERE n = ?)", after)
	}
	c.add("1 ORDER BY m.revision DESC, m.n DESC LIMIT ?", pageSize)
	return t.witnesses(c.where(), c.args...)
}

// passes applies what a verdict may have changed.
func (f Filter) passes(w tracker.Witness) bool {
	switch {
	case f.Speaker != "" && !slices.ContainsFunc(w.Speakers, func(s tracker.ClaimSpeaker) bool { return s.ID == f.Speaker }),
		f.Form != "" && w.Form != f.Form,
		f.Stance != "" && w.Stance != f.Stance,
		f.Treatment != "" && w.Treatment != f.Treatment,
		f.Verdict == "none" && w.Verdict != "",
		f.Verdict != "" && f.Verdict != "none" && w.Verdict != f.Verdict:
		return false
	}
	return true
}

// Mention returns a mention by its id, verdicts applied, standing or not;
// found is false when there never was one.
func (s *Store) Mention(ctx context.Context, id string) (w tracker.Witness, found bool, err error) {
	err = s.look(ctx, "reading a mention of", func(t *tx) error {
		w, found, err = t.mention(id)
		return err
	})
	return w, found, err
}

func (t *tx) mention(id string) (tracker.Witness, bool, error) {
	ws, err := t.witnesses("WHERE m.id = ? ORDER BY m.superseded IS NULL DESC, m.n DESC LIMIT 1", id)
	if err != nil || len(ws) == 0 {
		return tracker.Witness{}, false, err
	}
	return ws[0].Witness, true, nil
}
