package newsroom

import (
	"context"
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
	if err := in.finding.flush(ctx, in.Store); err != nil {
		return 0, err
	}
	in.finding = nil
	return last, nil
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
	days, err := in.daysToClose(ctx, closed, last)
	if err != nil || len(days) == 0 && closed.UpTo == 0 {
		return nil, err
	}
	var events []tracker.Event
	for len(days) > closeStep {
		added, err := in.Store.CloseNoting(ctx, days[:closeStep], archive.Closed{UpTo: days[closeStep-1], Began: now}, timeline.CauseEvidence)
		events = append(events, added...)
		if err != nil {
			return events, err
		}
		days = days[closeStep:]
	}
	added, err := in.Store.CloseNoting(ctx, days, archive.Closed{Day: max(last, closed.Day), At: now}, timeline.CauseEvidence)
	return append(events, added...), err
}

// daysToClose lists the days to close, without those that an interrupted closing
// has dealt with and that nothing speaks of since.
func (in *Intake) daysToClose(ctx context.Context, closed archive.Closed, last tracker.Day) ([]tracker.Day, error) {
	days, err := in.daysSince(ctx, closed.At, closed.Day, last)
	if err != nil || closed.UpTo == 0 {
		return days, err
	}
	again, err := in.daysSince(ctx, closed.Began, 0, last)
	return slices.DeleteFunc(days, func(d tracker.Day) bool { return d <= closed.UpTo && !slices.Contains(again, d) }), err
}

// daysSince lists the days to close because of what is new since an instant.
func (in *Intake) daysSince(ctx context.Context, since time.Time, closed, last tracker.Day) ([]tracker.Day, error) {
	touched, err := in.Store.TouchedDays(ctx, since)
	if err != nil {
		return nil, err
	}
	returns, err := in.returnsAfter(ctx, touched)
	return timeline.DaysToClose(touched, returns, closed, last), err
}

// returnsAfter lists the days on which something may be back after the first of
// some days.
func (in *Intake) returnsAfter(ctx context.Context, days []tracker.Day) ([]tracker.Day, error) {
	if len(days) == 0 {
		return nil, nil
	}
	return in.Store.ReturnDays(ctx, slices.Min(days))
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
	narratives, judged, err := in.Store.JudgedDays(ctx, since)
	if err != nil || len(narratives) == 0 {
		return nil, err
	}
	returns, err := in.returnsAfter(ctx, judged)
	if err != nil {
		return nil, err
	}
	return in.Store.CloseNoting(ctx, timeline.DaysToJudge(judged, returns, closed.Day), archive.Closed{Judged: now}, timeline.CauseVerdict, narratives...)
}
