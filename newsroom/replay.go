package newsroom

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"onset/tracker"
)

// replayed is an article with the moment at which the simulated clock sees it.
type replayed struct {
	source string
	item   tracker.Item
	at     time.Time
}

// noon is when an article is seen of which only the day is known.
const noon = 12 * time.Hour

// Replay is history that is to be lived through under a simulated clock.
type Replay struct {
	zone   *time.Location // whose midnight a day has
	placed []replayed
}

// NewReplay returns an empty replay.
func NewReplay(zone *time.Location) *Replay { return &Replay{zone: zone} }

// Place puts a record where the simulated clock will meet it. One that can't
// be placed in time is refused; now is the time by the real clock.
func (r *Replay) Place(src tracker.Source, item tracker.Item, now time.Time) error {
	published, _ := tracker.ChoosePublished(item.Published, now)
	at := published.Stamp.Time
	if at.IsZero() && published.Stamp.Known() {
		at = published.Stamp.Day.In(r.zone).Add(noon)
	}
	if at.IsZero() {
		return errors.New("can't be replayed, because nobody says when it was published")
	}
	item.Seen = at.UTC()
	r.placed = append(r.placed, replayed{src.ID, item, at})
	return nil
}

// Begin brings what was placed into its order and returns the midnight before the
// first of it; ok is false when nothing was placed.
func (r *Replay) Begin() (begin time.Time, ok bool) {
	slices.SortStableFunc(r.placed, func(a, b replayed) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.source, b.source))
	})
	if len(r.placed) == 0 {
		return begin, false
	}
	return tracker.DayOf(r.placed[0].at.In(r.zone)).In(r.zone), true
}

// Open makes the rules those in force from the beginning of the replay on, or,
// where articles are stored already, from now on. It refuses a database that
// holds articles observed live after the beginning.
func (r *Replay) Open(ctx context.Context, d *Desk, s Store, begin, now time.Time, turn func(time.Time)) error {
	live, err := s.ObservedSince(ctx, begin)
	if err != nil {
		return err
	}
	if live {
		return refusedf("--replay: the database holds articles that were observed live after %s, when this history begins; replay into a new one (--db)",
			begin.Format(time.DateOnly))
	}
	size, err := s.Size(ctx)
	if err != nil {
		return err
	}
	if turn(begin); size.Articles > 0 {
		turn(now)
	}
	return d.Put(ctx, s)
}

// Replay lets the simulated clock run over what was placed: every article is
// seen when it was published, and every day is closed when it is over.
func (im *Importer) Replay(ctx context.Context, r *Replay, bar Progress) error {
	bar.Total(int64(len(r.placed)))
	for placed := r.placed; len(placed) > 0; {
		day := tracker.DayOf(placed[0].at.In(r.zone))
		n := slices.IndexFunc(placed, func(p replayed) bool { return tracker.DayOf(p.at.In(r.zone)) != day })
		if n < 0 {
			n = len(placed)
		}
		if err := im.replayDay(ctx, placed[:n]); err != nil {
			return err
		}
		bar.Add(int64(n))
		placed = placed[n:]
		over := (day + 1).In(r.zone).Add(5 * time.Minute)
		im.turn(over)
		if _, err := im.in.CloseDays(ctx, over); err != nil {
			return err
		}
	}
	if err := im.noteFiles(ctx); err != nil {
		return err
	}
	return im.in.keepFindings(ctx)
}

// replayDay stores the articles of one day, a source after the other.
func (im *Importer) replayDay(ctx context.Context, day []replayed) error {
	for _, r := range day {
		im.gather(r.source, r.item)
	}
	im.turn(day[len(day)-1].at)
	if err := im.flush(ctx); err != nil {
		return err
	}
	_, err := im.in.fold(ctx)
	return err
}
