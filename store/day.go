package store

import (
	"context"

	"onset/tracker"
	"onset/tracker/timeline"
)

// daily are the kinds that rest on counts and are decided when a day closes.
const daily = "('resurgence', 'surge', 'spread', 'faded', 'shift')"

// CloseDay decides the events that rest on counts (comebacks, surges, spread,
// fading, shifts) for a day that is over, and records them. Closing a day again
// adds nothing; after a verdict or late articles it brings its events in line.
func (s *Store) CloseDay(ctx context.Context, day tracker.Day, cause string) ([]tracker.Event, error) {
	var out []tracker.Event
	err := s.change(ctx, "closing a day in", func(t *tx) error {
		scene, err := s.foldContext(t)
		if err != nil {
			return err
		}
		cover, err := t.coverState()
		if err != nil {
			return err
		}
		scene.Since = cover.begin
		uncovered, err := t.uncovered()
		if err != nil {
			return err
		}
		narratives, err := t.ledgers(day, scene)
		if err != nil {
			return err
		}
		for narrative, ledgers := range narratives {
			events := timeline.Shifts(narrative, ledgers, day, uncovered, scene)
			for _, l := range ledgers {
				events = append(events, timeline.Daily(l, day, uncovered, scene)...)
			}
			added, err := s.keepDay(t, narrative, day, events, cover, cause)
			if err != nil {
				return err
			}
			out = append(out, added...)
		}
		return nil
	})
	return out, err
}

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

// ledgers returns what each talking point looks like on a day, by narrative.
func (t *tx) ledgers(day tracker.Day, scene timeline.Context) (map[string][]timeline.Ledger, error) {
	points, err := t.points()
	if err != nil {
		return nil, err
	}
	out := map[string][]timeline.Ledger{}
	for _, p := range points {
		ws, err := t.witnesses("WHERE m.point = ? AND m.superseded IS NULL", p.n)
		if err != nil {
			return nil, err
		}
		if len(ws) == 0 {
			continue
		}
		l := timeline.Ledger{Point: p.TalkingPoint, Past: timeline.Sightings(p.TalkingPoint, plain(ws), scene)}
		for _, w := range ws {
			d := tracker.DayOf(w.Seen)
			if w.Published.Known() {
				d = w.Published.Day
			}
			if d >= day-dayMargin && d <= day+dayMargin || w.Cause == tracker.Edit {
				l.Today = append(l.Today, w.Witness)
			}
		}
		if l.Firsts, err = t.standingEvents(p.TalkingPoint); err != nil {
			return nil, err
		}
		out[p.Narrative] = append(out[p.Narrative], l)
	}
	return out, nil
}

// uncovered tells on which days no source at all was looked at.
func (t *tx) uncovered() (func(tracker.Day) bool, error) {
	type stretch struct{ from, to tracker.Day }
	var covered []stretch
	err := t.each(`SELECT c.since, coalesce(c.until, f.covered_to, c.since) FROM cover c LEFT JOIN feed f ON f.n = c.feed
		WHERE c.kind <> 'gap'`, nil, func(scan func(...any) error) error {
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
