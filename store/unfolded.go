package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"onset/tracker"
)

// noteUnfolded keeps which talking points have to be folded, and why. The cause
// that was noted first stands, unless what is noted now looks at more.
func (t *tx) noteUnfolded(d touched) error {
	var rows []any
	for n, how := range d {
		articles := append(slices.Collect(maps.Keys(how.articles)), onlyNew)
		if how.all {
			articles = []int64{everyMention}
		}
		for _, a := range articles {
			rows = append(rows, n, a, how.cause)
		}
	}
	return t.insertRows("INSERT INTO unfolded (point, article, cause) VALUES ", 3, rows, " ON CONFLICT DO NOTHING")
}

// What the column article of unfolded holds where it names none.
const (
	onlyNew      = 0  // mentions that were recorded since are all that is new
	everyMention = -1 // something was taken away: every mention has to be looked at
)

// unfolded returns some of the talking points that have to be folded, those with
// the smallest numbers.
func (t *tx) unfolded(most int) (touched, error) {
	d := touched{}
	err := t.each(`SELECT point, article, cause FROM unfolded
		WHERE point IN (SELECT DISTINCT point FROM unfolded ORDER BY point LIMIT ?) ORDER BY point, article`, []any{most},
		func(scan func(...any) error) error {
			var n, article int64
			var cause string
			if err := scan(&n, &article, &cause); err != nil {
				return err
			}
			if article == everyMention {
				d.addAll(n, cause)
			} else {
				d.add(n, article)
			}
			return nil
		})
	return d, err
}

// foldTurn is how long one transaction folds, so that other writers wait for
// moments only.
const foldTurn = 200 * time.Millisecond

// Fold brings the events in line with all evidence that was recorded with
// FoldLater, and returns what was recorded anew. It is called when a round ends,
// and by whoever opens the database to write: a round that was cut short left its
// evidence noted.
func (s *Store) Fold(ctx context.Context) ([]tracker.Event, error) {
	var out []tracker.Event
	for more := true; more; {
		err := s.change(ctx, "folding events in", func(t *tx) (err error) {
			began := time.Now()
			var added []tracker.Event
			for more && time.Since(began) < foldTurn {
				var events []tracker.Event
				if events, more, err = s.foldSome(t); err != nil {
					return err
				}
				added = append(added, events...)
			}
			out = append(out, added...)
			return nil
		})
		if err != nil || ctx.Err() != nil {
			return out, err
		}
	}
	return out, nil
}

// foldAtOnce is how many talking points are folded before the clock is looked at.
const foldAtOnce = 20

// foldSome folds some of what was noted, and tells whether there may be more.
func (s *Store) foldSome(t *tx) (events []tracker.Event, more bool, err error) {
	d, err := t.unfolded(foldAtOnce)
	if err != nil || len(d) == 0 {
		return nil, false, err
	}
	if events, err = s.foldTouched(t, d); err != nil {
		return nil, false, err
	}
	for n := range d {
		if err := t.exec("DELETE FROM unfolded WHERE point = ?", n); err != nil {
			return nil, false, err
		}
	}
	return events, true, nil
}

// foldNoted folds all that was noted, in the transaction of a verdict or a
// changed rule: what they move must not be mistaken for what new evidence moves.
func (s *Store) foldNoted(t *tx) error {
	for more := true; more; {
		var err error
		if _, more, err = s.foldSome(t); err != nil {
			return err
		}
	}
	return nil
}
