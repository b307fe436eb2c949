package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"onset/feeds"
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

// place puts a record where the simulated clock will meet it. One that can't
// be placed in time is rejected by its line.
func (im *importer) place(name string, src tracker.Source, rec feeds.Record) {
	published, _ := tracker.ChoosePublished(rec.Item.Published, im.started)
	at := published.Stamp.Time
	if at.IsZero() && published.Stamp.Known() {
		at = published.Stamp.Day.In(im.in.desk.file.Zone).Add(noon)
	}
	if at.IsZero() {
		im.reject(name, fmt.Sprintf("line %d: can't be replayed, because nobody says when it was published", rec.Line))
		return
	}
	rec.Item.Seen = at.UTC()
	im.placed = append(im.placed, replayed{src.ID, rec.Item, at})
}

// replay lets the simulated clock run over what was placed: every article is
// seen when it was published, and every day is closed when it is over.
func (im *importer) replay(ctx context.Context) error {
	if len(im.placed) == 0 {
		return nil
	}
	slices.SortStableFunc(im.placed, func(a, b replayed) int { return a.at.Compare(b.at) })
	live, err := im.in.store.ObservedSince(ctx, im.placed[0].at)
	if err != nil {
		return err
	}
	if live {
		return usagef("--replay: the database holds articles that were observed live after %s, when this history begins; replay into a new one (--db)",
			im.placed[0].at.Format(time.DateOnly))
	}
	zone := im.in.desk.file.Zone
	bar := newProgress(im.app.err, "replaying", int64(len(im.placed)))
	defer bar.done()
	for len(im.placed) > 0 {
		day := tracker.DayOf(im.placed[0].at.In(zone))
		n := slices.IndexFunc(im.placed, func(r replayed) bool { return tracker.DayOf(r.at.In(zone)) != day })
		if n < 0 {
			n = len(im.placed)
		}
		if err := im.replayDay(ctx, im.placed[:n]); err != nil {
			return err
		}
		bar.add(int64(n))
		im.placed = im.placed[n:]
		im.clock.now = (day + 1).In(zone).Add(5 * time.Minute)
		if _, err := im.in.closeDays(ctx, im.clock.now); err != nil {
			return err
		}
	}
	return im.in.finding.flush(ctx, im.in.store)
}

// replayDay stores the articles of one day, a source after the other.
func (im *importer) replayDay(ctx context.Context, day []replayed) error {
	for _, r := range day {
		if _, known := im.pending[r.source]; !known {
			im.order = append(im.order, r.source)
		}
		im.pending[r.source] = append(im.pending[r.source], r.item)
	}
	im.clock.now = day[len(day)-1].at
	return im.flush(ctx)
}
