package newsroom

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/timeline"
)

// Names under which the store keeps how far closing has come.
const (
	closedDay = "closed day" // the newest day that was closed
	closedAt  = "closed at"  // when closing last ran
	judgedAt  = "judged at"  // when verdicts were last heeded in between
	closingTo = "closing to" // how far a closing has come that has not ended, and when it began
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
	closed, since, err := in.closedSoFar(ctx)
	if err != nil {
		return nil, err
	}
	days, resumed, err := in.daysToClose(ctx, closed, since, last)
	if err != nil || len(days) == 0 && !resumed {
		return nil, err
	}
	var events []tracker.Event
	for step := range slices.Chunk(days, closeStep) {
		added, err := in.Store.CloseDays(ctx, step, timeline.CauseEvidence)
		events = append(events, added...)
		if err != nil {
			return events, err
		}
		come := step[len(step)-1].String() + " " + now.UTC().Format(time.RFC3339Nano)
		if err := in.Store.SetMeta(ctx, closingTo, come); err != nil {
			return events, err
		}
	}
	if err := in.Store.SetMeta(ctx, closedDay, max(last, closed).String()); err != nil {
		return events, err
	}
	if err := in.Store.SetMeta(ctx, closedAt, now.UTC().Format(time.RFC3339Nano)); err != nil {
		return events, err
	}
	return events, in.Store.SetMeta(ctx, closingTo, "")
}

// daysToClose lists the days to close, without those that an interrupted closing
// has dealt with and that nothing speaks of since; resumed tells that there was
// one.
func (in *Intake) daysToClose(ctx context.Context, closed tracker.Day, since time.Time, last tracker.Day) (days []tracker.Day, resumed bool, err error) {
	if days, err = in.daysSince(ctx, since, closed, last); err != nil {
		return nil, false, err
	}
	come, err := in.Store.Meta(ctx, closingTo)
	if err != nil || come == "" {
		return days, false, err
	}
	dayText, beganText, _ := strings.Cut(come, " ")
	to, err := tracker.ParseDay(dayText)
	if err != nil {
		return nil, false, fmt.Errorf("reading how far an interrupted closing came: %w", err)
	}
	began, err := time.Parse(time.RFC3339Nano, beganText)
	if err != nil {
		return nil, false, fmt.Errorf("reading when an interrupted closing began: %w", err)
	}
	again, err := in.daysSince(ctx, began, 0, last)
	return slices.DeleteFunc(days, func(d tracker.Day) bool { return d <= to && !slices.Contains(again, d) }), true, err
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
	closed, since, err := in.closedSoFar(ctx)
	if err != nil || since.IsZero() {
		return nil, err
	}
	heeded, err := in.instant(ctx, judgedAt)
	if err != nil {
		return nil, err
	}
	if heeded.After(since) {
		since = heeded
	}
	narratives, judged, err := in.Store.JudgedDays(ctx, since)
	if err != nil || len(narratives) == 0 {
		return nil, err
	}
	returns, err := in.returnsAfter(ctx, judged)
	if err != nil {
		return nil, err
	}
	events, err := in.Store.CloseDays(ctx, timeline.DaysToJudge(judged, returns, closed), timeline.CauseVerdict, narratives...)
	if err != nil {
		return events, err
	}
	return events, in.Store.SetMeta(ctx, judgedAt, now.UTC().Format(time.RFC3339Nano))
}

// closedSoFar returns how far closing has come; a new database has no days.
func (in *Intake) closedSoFar(ctx context.Context) (day tracker.Day, at time.Time, err error) {
	dayText, err := in.Store.Meta(ctx, closedDay)
	if err != nil || dayText == "" {
		return 0, time.Time{}, err
	}
	if day, err = tracker.ParseDay(dayText); err != nil {
		return 0, at, fmt.Errorf("reading how far days were closed: %w", err)
	}
	at, err = in.instant(ctx, closedAt)
	return day, at, err
}

// instant reads a kept instant; zero when none was kept.
func (in *Intake) instant(ctx context.Context, name string) (at time.Time, err error) {
	text, err := in.Store.Meta(ctx, name)
	if err != nil || text == "" {
		return at, err
	}
	if at, err = time.Parse(time.RFC3339Nano, text); err != nil {
		err = fmt.Errorf("reading the instant kept as %q: %w", name, err)
	}
	return at, err
}
