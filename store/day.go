package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/timeline"
)

// daily are the kinds that rest on counts and are decided when a day closes.
const daily = "('resurgence', 'surge', 'spread', 'faded', 'shift')"

// closeBatch is how many days one transaction closes, so that other writers
// wait for moments only.
const closeBatch = 60

// CloseDays decides the events that rest on counts (comebacks, surges, spread,
// fading, shifts) for days that are over, in ascending order, and records them.
// Closing a day again adds nothing; after a verdict or late articles it brings
// its events in line. Only limits it to some narratives; none named, it is all.
func (s *Store) CloseDays(ctx context.Context, days []tracker.Day, cause string, only ...string) ([]tracker.Event, error) {
	var out []tracker.Event
	for batch := range slices.Chunk(days, closeBatch) {
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		err := s.change(ctx, "closing days in", func(t *tx) error {
			added, err := s.closeDays(t, batch, cause, only)
			out = append(out, added...)
			return err
		})
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

func (s *Store) closeDays(t *tx, days []tracker.Day, cause string, only []string) ([]tracker.Event, error) {
	scene, err := s.foldContext(t)
	if err != nil {
		return nil, err
	}
	cover, err := t.coverState()
	if err != nil {
		return nil, err
	}
	scene.Since = cover.begin
	uncovered, err := t.uncovered()
	if err != nil {
		return nil, err
	}
	books, err := t.books(scene, only)
	if err != nil {
		return nil, err
	}
	var out []tracker.Event
	for _, day := range days {
		for _, narrative := range slices.Sorted(maps.Keys(books)) {
			var ledgers []timeline.Ledger
			for _, b := range books[narrative] {
				ledgers = append(ledgers, b.on(day))
			}
			events := timeline.Shifts(narrative, ledgers, day, uncovered, scene)
			for _, l := range ledgers {
				events = append(events, timeline.Daily(l, day, uncovered, scene)...)
			}
			added, err := s.keepDay(t, narrative, day, events, cover, cause)
			if err != nil {
				return nil, err
			}
			out = append(out, added...)
		}
	}
	return out, nil
}

// DaysToClose returns the days up to last that are to be closed: those after
// the newest that was, and earlier ones that mentions recorded or judged since
// then speak of. A year of silence is not gone through day by day: only days with mentions
// are returned, and those on which something may have faded.
func (s *Store) DaysToClose(ctx context.Context, closed tracker.Day, since time.Time, last tracker.Day) ([]tracker.Day, error) {
	days := map[tracker.Day]bool{}
	err := s.look(ctx, "looking for days to close in", func(t *tx) error {
		return t.each(`SELECT DISTINCT coalesce(a.published_day, a.seen / 86400000 + 719163)
			FROM (SELECT article FROM mention WHERE recorded >= ?1
				UNION SELECT article FROM mention WHERE superseded IS NOT NULL AND superseded >= ?1
				UNION SELECT article FROM mention WHERE id IN (SELECT mention FROM verdict WHERE recorded >= ?1 OR superseded >= ?1)) m
			JOIN article a ON a.id = m.article`,
			[]any{since.UnixMilli()}, func(scan func(...any) error) error {
				var d int64
				err := scan(&d)
				for after := range tracker.Day(fadeDays + 1) {
					days[tracker.Day(d)+after] = true
				}
				return err
			})
	})
	if closed != 0 {
		for d := closed + 1; d <= last; d++ {
			days[d] = true
		}
	}
	maps.DeleteFunc(days, func(d tracker.Day, _ bool) bool { return d > last })
	return slices.Sorted(maps.Keys(days)), err
}

// fadeDays is how long after a mention its silence may still be an event.
const fadeDays = 21

// keepDay records the events of a narrative's closed day.
func (s *Store) keepDay(t *tx, narrative string, day tracker.Day, events []tracker.Event, cover coverState, cause string) ([]tracker.Event, error) {
	old, err := t.events("WHERE narrative = ? AND superseded IS NULL AND at_to = ? AND kind IN "+daily, narrative, int64(day))
	if err != nil {
		return nil, err
	}
	c := timeline.Diff(old, events, t.now, cause)
	for i := range c.Add {
		if c.Add[i].Coverage, err = s.coverageOf(t, c.Add[i], tracker.TalkingPoint{Match: map[string]string{"": ""}}, cover); err != nil {
			return nil, err
		}
	}
	return c.Add, t.keepChanges(c)
}

// dayMargin is how many days around the closed one may hold witnesses of it:
// zones differ, and seeing stands in for publishing.
const dayMargin = 2

// book is a talking point with all its valid witnesses.
type book struct {
	point  tracker.TalkingPoint
	ws     []witness
	past   []timeline.Sighting
	firsts []tracker.Event
}

// books returns the talking points that have witnesses, by narrative: of some
// narratives, or of all.
func (t *tx) books(scene timeline.Context, only []string) (map[string][]book, error) {
	points, err := t.points()
	if err != nil {
		return nil, err
	}
	out := map[string][]book{}
	for _, p := range points {
		if len(only) > 0 && !slices.Contains(only, p.Narrative) {
			continue
		}
		ws, err := t.witnesses("WHERE m.point = ? AND m.superseded IS NULL", p.n)
		if err != nil {
			return nil, err
		}
		if len(ws) == 0 {
			continue
		}
		b := book{point: p.TalkingPoint, ws: ws, past: timeline.Sightings(p.TalkingPoint, plain(ws), scene)}
		if b.firsts, err = t.standingEvents(p.TalkingPoint); err != nil {
			return nil, err
		}
		out[p.Narrative] = append(out[p.Narrative], b)
	}
	return out, nil
}

// on returns what a talking point looks like on a day.
func (b book) on(day tracker.Day) timeline.Ledger {
	l := timeline.Ledger{Point: b.point, Past: b.past, Firsts: b.firsts}
	for _, w := range b.ws {
		d := tracker.DayOf(w.Seen)
		if w.Published.Known() {
			d = w.Published.Day
		}
		if d >= day-dayMargin && d <= day+dayMargin || w.Cause == tracker.Edit {
			l.Today = append(l.Today, w.Witness)
		}
	}
	return l
}

// uncovered tells on which days no source at all was looked at. An import is a
// collection: it covers the days from its oldest to its newest article,
// whichever source they are of.
func (t *tx) uncovered() (func(tracker.Day) bool, error) {
	type stretch struct{ from, to tracker.Day }
	var covered []stretch
	err := t.each(`SELECT c.since, coalesce(c.until, f.covered_to, c.since) FROM cover c LEFT JOIN feed f ON f.n = c.feed
		WHERE c.kind = 'observed' UNION ALL SELECT min(since), max(until) FROM cover WHERE kind = 'imported' GROUP BY run`, nil, func(scan func(...any) error) error {
		var since, until int64
		err := scan(&since, &until)
		covered = append(covered, stretch{tracker.DayOf(moment(since)), tracker.DayOf(moment(until))})
		return err
	})
	return func(d tracker.Day) bool {
		for _, c := range covered {
			if c.from <= d && d <= c.to {
				return false
			}
		}
		return true
	}, err
}
