package main

import (
	"context"
	"fmt"
	"time"

	"onset/tracker"
	"onset/tracker/timeline"
)

// Names under which the store keeps how far closing has come.
const (
	closedDay = "closed day" // the newest day that was closed
	closedAt  = "closed at"  // when closing last ran
	judgedAt  = "judged at"  // when verdicts were last heeded in between
)

// closeAll does all that is done when days are over, writes down what discovery
// remembers and lets go of it, because it is much and needed once a day.
func (in *intake) closeAll(ctx context.Context, now time.Time) ([]tracker.Event, error) {
	last := in.yesterday(now)
	if err := in.discover(ctx, last, now); err != nil {
		return nil, err
	}
	if err := in.finding.flush(ctx, in.store); err != nil {
		return nil, err
	}
	in.finding = nil
	return in.closeCounts(ctx, last, now)
}

// closeDays does the same for one that goes on with further days: what
// discovery remembers stays in memory.
func (in *intake) closeDays(ctx context.Context, now time.Time) ([]tracker.Event, error) {
	last := in.yesterday(now)
	if err := in.discover(ctx, last, now); err != nil {
		return nil, err
	}
	return in.closeCounts(ctx, last, now)
}

// yesterday is the newest day that is over.
func (in *intake) yesterday(now time.Time) tracker.Day {
	return tracker.DayOf(now.In(in.desk.file.Zone)) - 1
}

// closeCounts decides what rests on counts for the days that are over: those
// since the last time, and earlier ones that new evidence speaks of. It returns
// the events that this brought.
func (in *intake) closeCounts(ctx context.Context, last tracker.Day, now time.Time) ([]tracker.Event, error) {
	closed, since, err := in.closedSoFar(ctx)
	if err != nil {
		return nil, err
	}
	days, err := in.store.DaysToClose(ctx, closed, since, last)
	if err != nil || len(days) == 0 {
		return nil, err
	}
	events, err := in.store.CloseDays(ctx, days, timeline.CauseEvidence)
	if err != nil {
		return events, err
	}
	if err := in.store.SetMeta(ctx, closedDay, max(last, closed).String()); err != nil {
		return events, err
	}
	return events, in.store.SetMeta(ctx, closedAt, now.UTC().Format(time.RFC3339Nano))
}

// closeJudged decides again what rests on counts in the narratives in which
// people judged mentions since that was decided last, on the closed days that it
// may concern. Without verdicts it does nothing. It returns the events that this
// brought.
func (in *intake) closeJudged(ctx context.Context, now time.Time) ([]tracker.Event, error) {
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
	narratives, days, err := in.store.JudgedDays(ctx, since, closed)
	if err != nil || len(narratives) == 0 {
		return nil, err
	}
	events, err := in.store.CloseDays(ctx, days, timeline.CauseEvidence, narratives...)
	if err != nil {
		return events, err
	}
	return events, in.store.SetMeta(ctx, judgedAt, now.UTC().Format(time.RFC3339Nano))
}

// closedSoFar returns how far closing has come; a new database has no days.
func (in *intake) closedSoFar(ctx context.Context) (day tracker.Day, at time.Time, err error) {
	dayText, err := in.store.Meta(ctx, closedDay)
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
func (in *intake) instant(ctx context.Context, name string) (at time.Time, err error) {
	text, err := in.store.Meta(ctx, name)
	if err != nil || text == "" {
		return at, err
	}
	if at, err = time.Parse(time.RFC3339Nano, text); err != nil {
		err = fmt.Errorf("reading the instant kept as %q: %w", name, err)
	}
	return at, err
}
