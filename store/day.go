package store

import (
	"context"
	"maps"
	"slices"
	"sort"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// A transaction closes at most so many days, none further from the first, and
// ends when it has taken long enough, so that other writers wait for moments
// only.
const (
	closeDays = 30
	closeTurn = 200 * time.Millisecond
)

// CloseDays has the events decided that rest on counts (comebacks, surges, spread,
// fading, shifts), for days that are over, given in ascending order, and records
// them. Closing a day again adds nothing; after a verdict or late articles it
// brings its events in line. Others may write meanwhile: what ctx or an error
// interrupts is partly done, and does no harm when it is done again. The note is made
// in the last transaction.
func (s *Store) CloseDays(ctx context.Context, w archive.Closing) ([]tracker.Event, error) {
	days := w.Days
	if len(days) == 0 && w.Note != (archive.Closed{}) {
		return nil, s.change(ctx, "noting how far days were closed in", func(t *tx) error { return t.noteClosed(w.Note) })
	}
	var out []tracker.Event
	for len(days) > 0 {
		near := min(closeDays, sort.Search(len(days), func(i int) bool { return days[i] >= days[0]+closeDays }))
		for done := ""; ; {
			if ctx.Err() != nil {
				return out, ctx.Err()
			}
			c := closing{store: s, days: days[:near], cause: w.Cause, only: w.Narratives, done: done}
			if near == len(days) {
				c.note = w.Note
			}
			if err := s.change(ctx, "closing days in", c.run); err != nil {
				return out, err
			}
			out = append(out, c.added...)
			if c.last {
				break
			}
			done = c.done
		}
		days = days[near:]
	}
	return out, nil
}

// closing closes some days that lie near each other, narrative by narrative.
type closing struct {
	*tx
	store *Store
	days  []tracker.Day
	cause string
	only  []string // narratives; none for all

	scene     timeline.Context
	cover     coverState
	uncovered func(tracker.Day) bool

	done  string         // the narrative that was dealt with last, in the order of their ids
	last  bool           // none is left
	note  archive.Closed // how far closing has come once none is left
	added []tracker.Event
}

// run deals with narratives until all are done or its turn is over.
func (c *closing) run(t *tx) (err error) {
	began := time.Now()
	c.tx = t
	if c.scene, err = t.foldContext(); err != nil {
		return err
	}
	if c.cover, err = t.coverState(); err != nil {
		return err
	}
	c.scene.Since = c.cover.begin
	looked, err := t.stretches()
	if err != nil {
		return err
	}
	c.uncovered, c.scene.Looked = looked.uncovered(), looked.days
	stories, err := t.mentioned()
	if err != nil {
		return err
	}
	narratives := slices.Sorted(maps.Keys(stories))
	if len(c.only) > 0 { // also one that left the rules: nothing of it stands
		narratives = slices.Sorted(slices.Values(c.only))
	}
	for _, narrative := range narratives {
		if narrative <= c.done && c.done != "" {
			continue
		}
		if time.Since(began) > closeTurn {
			return nil
		}
		if err := c.narrative(narrative, stories[narrative]); err != nil {
			return err
		}
		c.done = narrative
	}
	c.last = true
	return t.noteClosed(c.note)
}

// narrative closes the days for one narrative.
func (c *closing) narrative(id string, points []keptPoint) error {
	books, err := c.open(points)
	if err != nil {
		return err
	}
	for _, day := range c.days {
		changes, err := c.decide(id, books, day)
		if err != nil {
			return err
		}
		if err := c.keep(day, changes); err != nil {
			return err
		}
	}
	return nil
}

// decide returns how the events change that a day brings for a narrative.
func (c *closing) decide(narrative string, books []*book, day tracker.Day) (changes timeline.Changes, err error) {
	of := timeline.Closing{Narrative: narrative, Day: day, Uncovered: c.uncovered, Scene: c.scene, At: c.now, Cause: c.cause}
	of.Standing, err = c.events("WHERE closed = ? AND narrative = ? AND superseded IS NULL AND kind <> 'correction'", int64(day), narrative)
	if err != nil {
		return changes, err
	}
	today, err := c.ofDay(books, day)
	if err != nil {
		return changes, err
	}
	for _, b := range books {
		of.Ledgers = append(of.Ledgers, b.on(today[b.point.Narrative+"/"+b.point.ID]))
	}
	changes = c.store.decide.Close(of)
	for _, b := range books {
		if b.err != nil {
			return changes, b.err
		}
	}
	return changes, nil
}

// keep records the changes that the close of a day brings.
func (c *closing) keep(day tracker.Day, changes timeline.Changes) (err error) {
	for i := range changes.Add {
		e := &changes.Add[i]
		if e.Coverage, err = c.store.coverageOf(c.tx, *e, tracker.TalkingPoint{Match: map[string]string{"": ""}}, c.cover); err != nil {
			return err
		}
	}
	c.added = append(c.added, changes.Add...)
	return c.keepChanges(changes, day)
}

// firstDay is the first day on which a mention m of an article a may count: zones
// differ, and seeing stands in for publishing.
const firstDay = `CASE WHEN m.cause = 'edit' THEN m.changed / 86400000 + 719162 ELSE coalesce(a.published_day, a.seen / 86400000 + 719162) END`

// TouchedSince returns the narratives of which a mention was recorded, superseded or
// judged at or after an instant (zero: ever), whose article got another text, so that
// it may be dated otherwise, or of which something was found to be covered, or not;
// each with the first day that this may concern.
func (s *Store) TouchedSince(ctx context.Context, since time.Time) (map[string]tracker.Day, error) {
	return s.narrativeDays(ctx, `SELECT p.narrative, min(day) FROM (
			SELECT m.point, `+firstDay+` AS day FROM mention m JOIN article a ON a.id = m.article WHERE m.recorded >= ?1
			UNION ALL SELECT m.point, `+firstDay+` FROM mention m JOIN article a ON a.id = m.article WHERE m.superseded IS NOT NULL AND m.superseded >= ?1
			UNION ALL SELECT m.point, `+firstDay+` FROM mention m JOIN article a ON a.id = m.article
				WHERE m.id IN (SELECT mention FROM verdict WHERE recorded >= ?1 OR superseded >= ?1)
			UNION ALL SELECT m.point, `+firstDay+` - 1 FROM mention m JOIN article a ON a.id = m.article
				WHERE m.article IN (SELECT article FROM revision WHERE number > 1 AND recorded >= ?1)
			UNION ALL SELECT q.n, (SELECT min(since) FROM cover WHERE recorded >= ?1) / 86400000 + 719163 FROM point q
		) t JOIN point p ON p.n = t.point WHERE day IS NOT NULL GROUP BY p.narrative`, since)
}

// narrativeDays reads a day for each narrative that a query selects.
func (s *Store) narrativeDays(ctx context.Context, query string, since time.Time) (map[string]tracker.Day, error) {
	days := map[string]tracker.Day{}
	err := s.look(ctx, "looking for days to close in", func(t *tx) error {
		return t.each(query, []any{since.UnixMilli()}, func(scan func(...any) error) error {
			var narrative string
			var day int64
			err := scan(&narrative, &day)
			days[narrative] = tracker.Day(day)
			return err
		})
	})
	return days, err
}
