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
)

// closeAll does all that is done when days are over, and writes down what
// discovery remembers: for programs that end.
func (in *intake) closeAll(ctx context.Context, now time.Time) ([]tracker.Event, error) {
	events, err := in.closeDays(ctx, now)
	if err != nil {
		return events, err
	}
	return events, in.finding.flush(ctx, in.store)
}

// closeDays decides what rests on counts for the days that are over: those
// since the last time, and earlier ones that new evidence speaks of. It returns
// the events that this brought.
func (in *intake) closeDays(ctx context.Context, now time.Time) ([]tracker.Event, error) {
	last := tracker.DayOf(now.In(in.desk.file.Zone)) - 1
	closed, since, err := in.closedSoFar(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.discover(ctx, last, now); err != nil {
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

// closedSoFar returns how far closing has come; a new database has no days.
func (in *intake) closedSoFar(ctx context.Context) (day tracker.Day, at time.Time, err error) {
	dayText, err := in.store.Meta(ctx, closedDay)
	if err != nil || dayText == "" {
		return 0, time.Time{}, err
	}
	atText, err := in.store.Meta(ctx, closedAt)
	if err != nil {
		return 0, time.Time{}, err
	}
	if day, err = tracker.ParseDay(dayText); err != nil {
		return 0, at, fmt.Errorf("reading how far days were closed: %w", err)
	}
	if at, err = time.Parse(time.RFC3339Nano, atText); err != nil {
		return 0, at, fmt.Errorf("reading when days were closed: %w", err)
	}
	return day, at, nil
}
