package newsroom

import (
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

// Place puts a record where the simulated clock will meet it. One that can't
// be placed in time is refused; now is the time by the real clock.
func (im *Importer) Place(src tracker.Source, item tracker.Item, now time.Time) error {
	published, _ := tracker.ChoosePublished(item.Published, now)
	at := published.Stamp.Time
	if at.IsZero() && published.Stamp.Known() {
		at = published.Stamp.Day.In(im.in.Desk.File.Zone).Add(noon)
	}
	if at.IsZero() {
		return errors.New("can't be replayed, because nobody says when it was published")
	}
	item.Seen = at.UTC()
	im.placed = append(im.placed, replayed{src.ID, item, at})
	return nil
}

// replay lets the simulated clock run over what was placed: every article is
// seen when it was published, and every day is closed when it is over.
func (im *Importer) replay(ctx context.Context, bar Progress) error {
	if len(im.placed) == 0 {
		return nil
	}
	slices.SortStableFunc(im.placed, func(a, b replayed) int { return a.at.Compare(b.at) })
	live, err := im.in.Store.ObservedSince(ctx, im.placed[0].at)
	if err != nil {
		return err
	}
	if live {
		return refusedf("--replay: the database holds articles that were observed live after %s, when this history begins; replay into a new one (--db)",
			im.placed[0].at.Format(time.DateOnly))
	}
	zone := im.in.Desk.File.Zone
	bar.Total(int64(len(im.placed)))
	for len(im.placed) > 0 {
		day := tracker.DayOf(im.placed[0].at.In(zone))
		n := slices.IndexFunc(im.placed, func(r replayed) bool { return tracker.DayOf(r.at.In(zone)) != day })
		if n < 0 {
			n = len(im.placed)
		}
		if err := im.replayDay(ctx, im.placed[:n]); err != nil {
			return err
		}
		bar.Add(int64(n))
		im.placed = im.placed[n:]
		over := (day + 1).In(zone).Add(5 * time.Minute)
		im.turn(over)
		if _, err := im.in.CloseDays(ctx, over); err != nil {
			return err
		}
	}
	return im.in.finding.flush(ctx, im.in.Store)
}

// replayDay stores the articles of one day, a source after the other.
func (im *Importer) replayDay(ctx context.Context, day []replayed) error {
	for _, r := range day {
		im.gather(r.source, r.item)
	}
	im.turn(day[len(day)-1].at)
	return im.flush(ctx)
}
