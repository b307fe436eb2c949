package newsroom

import (
	"context"
	"maps"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// closeStep is how many days are closed before it is written down, so that a
// long closing which is interrupted goes on where it stopped.
const closeStep = 30

// CloseAll does all that is done when days are over, seals what was recorded, writes
// down what discovery remembers and lets go of it, because it is much and needed once
// a day.
func (in *Intake) CloseAll(ctx context.Context, now time.Time) ([]tracker.Event, error) {
	last, err := in.DiscoverAll(ctx, now)
	if err != nil {
		return nil, err
	}
	events, err := in.CloseCounts(ctx, last, now)
	if err != nil {
		return events, err
	}
	return events, in.Seal(ctx, last, in.Desk.File.Timestamps)
}

// DiscoverAll closes days for discovery: the part of closing during which nothing
// else may use the intake. It returns the newest day that is over.
func (in *Intake) DiscoverAll(ctx context.Context, now time.Time) (last tracker.Day, err error) {
	last = in.yesterday(now)
	if err := in.discover(ctx, last, now); err != nil {
		return 0, err
	}
	return last, in.keepFindings(ctx)
}

// CloseDays closes days as CloseAll does, but keeps what discovery remembers in
// memory: a replay closes the next day at once.
func (in *Intake) CloseDays(ctx context.Context, now time.Time) ([]tracker.Event, error) {
	last := in.yesterday(now)
	if err := in.discover(ctx, last, now); err != nil {
		return nil, err
	}
	return in.CloseCounts(ctx, last, now)
}

// yesterday is the newest day that is over.
func (in *Intake) yesterday(now time.Time) tracker.Day {
	return tracker.DayOf(now.In(in.Desk.File.Zone)) - 1
}

// CloseCounts decides what rests on counts for the days that are over: those
// since the last time, and earlier ones that new evidence speaks of. It returns
// the events that this brought. It touches nothing but the database, a moment at
// a time, and goes on where an interrupted one stopped.
func (in *Intake) CloseCounts(ctx context.Context, last tracker.Day, now time.Time) ([]tracker.Event, error) {
	if _, err := in.fold(ctx); err != nil {
		return nil, err
	}
	closed, err := in.Store.Closed(ctx)
	if err != nil {
		return nil, err
	}
	events, again, err := in.closeAgain(ctx, closed)
	if err != nil {
		return events, err
	}
	days, err := in.daysToClose(ctx, closed, last)
	if err != nil || len(days) == 0 && closed.UpTo == 0 && !again {
		return events, err
	}
	for len(days) > closeStep {
		added, err := in.Store.CloseDays(ctx, archive.Closing{Days: days[:closeStep], Cause: timeline.CauseEvidence, Note: archive.Closed{UpTo: days[closeStep-1], Began: now}})
		events = append(events, added...)
		if err != nil {
			return events, err
		}
		days = days[closeStep:]
	}
	added, err := in.Store.CloseDays(ctx, archive.Closing{Days: days, Cause: timeline.CauseEvidence, Note: archive.Closed{Day: max(last, closed.Day), At: now}})
	return append(events, added...), err
}

// closeAgain decides again the days that were closed before, in the narratives that
// new evidence speaks of, and tells whether there were any. One that is interrupted
// begins anew: what is decided again does no harm.
func (in *Intake) closeAgain(ctx context.Context, closed archive.Closed) (events []tracker.Event, any bool, err error) {
	if closed.Day == 0 {
		return nil, false, nil
	}
	touched, err := in.Store.TouchedSince(ctx, closed.At)
	if err != nil {
		return nil, false, err
	}
	events, err = in.closeFrom(ctx, touched, closed.Day, timeline.CauseEvidence)
	return events, len(touched) > 0, err
}

// closeFrom decides the days up to last again in some narratives, each from a day on.
func (in *Intake) closeFrom(ctx context.Context, from map[string]tracker.Day, last tracker.Day, cause string) (events []tracker.Event, err error) {
	for _, n := range slices.Sorted(maps.Keys(from)) {
		days, err := in.daysFrom(ctx, n, from[n], last)
		if err != nil {
			return events, err
		}
		added, err := in.Store.CloseDays(ctx, archive.Closing{Days: days, Cause: cause, Narratives: []string{n}})
		events = append(events, added...)
		if err != nil {
			return events, err
		}
	}
	return events, nil
}

// daysFrom lists the days that what is new of a narrative on a day may concern.
func (in *Intake) daysFrom(ctx context.Context, narrative string, from, last tracker.Day) ([]tracker.Day, error) {
	mentioned, brought, err := in.Store.DaysOf(ctx, []string{narrative}, from)
	if err != nil {
		return nil, err
	}
	uncovered, err := in.Store.Uncovered(ctx)
	return timeline.DaysToClose(from, mentioned, brought, last, uncovered), err
}

// daysToClose lists the days after the newest that was closed, of a new archive those
// on which something may have happened; without those that an interrupted closing
// has dealt with and that nothing speaks of since.
func (in *Intake) daysToClose(ctx context.Context, closed archive.Closed, last tracker.Day) (days []tracker.Day, err error) {
	for d := closed.Day + 1; d <= last && closed.Day != 0; d++ {
		days = append(days, d)
	}
	if closed.Day == 0 {
		days, err = in.daysSince(ctx, closed.At, last)
	}
	if err != nil || closed.UpTo == 0 {
		return days, err
	}
	again, err := in.daysSince(ctx, closed.Began, last)
	return slices.DeleteFunc(days, func(d tracker.Day) bool { return d <= closed.UpTo && !slices.Contains(again, d) }), err
}

// daysSince lists the days that what is new since an instant may concern.
func (in *Intake) daysSince(ctx context.Context, since time.Time, last tracker.Day) (days []tracker.Day, err error) {
	touched, err := in.Store.TouchedSince(ctx, since)
	for n, from := range touched {
		of, err := in.daysFrom(ctx, n, from, last)
		if err != nil {
			return nil, err
		}
		days = append(days, of...)
	}
	slices.Sort(days)
	return slices.Compact(days), err
}

// CloseJudged decides again what rests on counts in the narratives in which
// people judged mentions since that was decided last, on the closed days that it
// may concern. Without verdicts it does nothing. It returns the events that this
// brought.
func (in *Intake) CloseJudged(ctx context.Context, now time.Time) ([]tracker.Event, error) {
	closed, err := in.Store.Closed(ctx)
	if err != nil || closed.At.IsZero() {
		return nil, err
	}
	since := closed.At
	if closed.Judged.After(since) {
		since = closed.Judged
	}
	judged, err := in.Store.JudgedSince(ctx, since)
	if err != nil || len(judged) == 0 {
		return nil, err
	}
	events, err := in.closeFrom(ctx, judged, closed.Day, timeline.CauseVerdict)
	if err != nil {
		return events, err
	}
	_, err = in.Store.CloseDays(ctx, archive.Closing{Note: archive.Closed{Judged: now}})
	return events, err
}
