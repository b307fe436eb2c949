package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/robfig/cron/v3"
	"github.com/rs/zerolog"
)

// job is one thing that the daemon does again and again.
type job struct {
	name string
	when string // cron expression
	do   func(context.Context) error
}

// clockwork decides when jobs run: at once when it starts, so that what was
// missed is made up for, and then by their schedules. A job that still runs is
// not started again, and one that panics or fails is logged and runs next time.
type clockwork struct {
	zone *time.Location
	log  zerolog.Logger
	jobs []job
	ran  func(job string, at time.Time, took time.Duration, err error) // told of each run; may be nil
}

// run works until ctx ends, and returns when every job has returned.
func (c clockwork) run(ctx context.Context) error {
	talk := cronLog{c.log}
	// SkipIfStillRunning stands outside and Recover inside: the other way round
	// one panic would hold the lock for good, and the job would never run again.
	clock := cron.New(cron.WithLocation(c.zone), cron.WithLogger(talk),
		cron.WithChain(cron.SkipIfStillRunning(talk), cron.Recover(talk)))
	for _, j := range c.jobs {
		if _, err := clock.AddFunc(j.when, c.logged(ctx, j)); err != nil {
			return fmt.Errorf("scheduling %s at %q: %w", j.name, j.when, err)
		}
	}
	var first sync.WaitGroup
	for _, entry := range clock.Entries() {
		first.Go(entry.WrappedJob.Run)
	}
	clock.Start()
	<-ctx.Done()
	<-clock.Stop().Done()
	first.Wait()
	return nil
}

// logged runs a job and tells how it ended.
func (c clockwork) logged(ctx context.Context, j job) func() {
	return func() {
		if ctx.Err() != nil {
			return
		}
		start := time.Now()
		err := j.do(ctx)
		took := time.Since(start)
		if c.ran != nil && !errors.Is(err, context.Canceled) {
			c.ran(j.name, time.Now(), took, err)
		}
		switch {
		case errors.Is(err, context.Canceled):
		case err != nil:
			c.log.Error().Err(err).Str("job", j.name).Dur("took", took).Msg("job failed; it runs again at its next time")
		default:
			c.log.Debug().Str("job", j.name).Dur("took", took).Msg("job done")
		}
	}
}

// cronLog lets the scheduler speak through our log.
type cronLog struct{ log zerolog.Logger }

func (l cronLog) Info(msg string, pairs ...any) { l.log.Debug().Fields(pairs).Msg("schedule: " + msg) }

func (l cronLog) Error(err error, msg string, pairs ...any) {
	l.log.Error().Err(err).Fields(pairs).Msg("schedule: " + msg)
}
