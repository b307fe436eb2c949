package newsroom

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"
)

// turn lets a clockwork of one job run for a while in fake time.
func turn(t *testing.T, j Job, zone *time.Location, d time.Duration) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), d)
	defer stop()
	c := Clockwork{Zone: zone, Log: zerolog.Nop(), Jobs: []Job{j}}
	if err := c.Run(ctx); err != nil {
		t.Fatal(err)
	}
}

func TestJobsRunAtOnceAndThenOnSchedule(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var runs atomic.Int32
		turn(t, Job{"poll", "@every 15m", func(context.Context) error { runs.Add(1); return nil }},
			time.UTC, 24*time.Hour+time.Minute)
		if got := runs.Load(); got != 1+96 {
			t.Errorf("a day of polling every 15 minutes ran %d times, want 97", got)
		}
	})
}

func TestSlowJobDoesNotOverlapItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var running, most, runs atomic.Int32
		turn(t, Job{"poll", "@every 15m", func(context.Context) error {
			most.Store(max(most.Load(), running.Add(1)))
			time.Sleep(40 * time.Minute)
			running.Add(-1)
			runs.Add(1)
			return nil
		}}, time.UTC, 24*time.Hour)
		if most.Load() != 1 || runs.Load() < 24 {
			t.Errorf("%d runs, at most %d at once", runs.Load(), most.Load())
		}
	})
}

func TestPanicAndFailureStopNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var runs atomic.Int32
		turn(t, Job{"poll", "@every 1h", func(context.Context) error {
			if runs.Add(1)%2 == 0 {
				panic("a bug in a job")
			}
			return errors.New("a feed is down")
		}}, time.UTC, 10*time.Hour+time.Minute)
		if got := runs.Load(); got != 11 {
			t.Errorf("ran %d times, want 11", got)
		}
	})
}

func TestJobEndsWithTheDaemon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var ended atomic.Bool
		turn(t, Job{"poll", "@every 1h", func(ctx context.Context) error {
			<-ctx.Done()
			ended.Store(true)
			return ctx.Err()
		}}, time.UTC, time.Hour)
		if !ended.Load() || time.Since(start) != time.Hour {
			t.Errorf("ended %v after %v", ended.Load(), time.Since(start))
		}
	})
}

// Who is woken works before its time, and who is woken again and again does so now and
// then.
func TestWokenJobsRunBeforeTheirTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), time.Hour)
		defer stop()
		var woken, other atomic.Int32
		wake := make(chan struct{}, 1)
		go func() {
			time.Sleep(time.Minute)
			wake <- struct{}{}
			time.Sleep(time.Minute)
			for range 1000 { // within a second
				select {
				case wake <- struct{}{}:
				default:
				}
				time.Sleep(time.Millisecond)
			}
		}()
		c := Clockwork{Zone: time.UTC, Log: zerolog.Nop(), Wake: wake, Woken: []string{"woken"}, Jobs: []Job{
			{"woken", "@every 24h", func(context.Context) error { woken.Add(1); return nil }},
			{"other", "@every 24h", func(context.Context) error { other.Add(1); return nil }},
		}}
		if err := c.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if got := woken.Load(); got < 1+1+4 || got > 1+1+5 {
			t.Errorf("the one that was woken ran %d times, want at the start, once, and four or five times in a second", got)
		}
		if got := other.Load(); got != 1 {
			t.Errorf("the other ran %d times, want once", got)
		}
	})
}
