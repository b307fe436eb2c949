package newsroom

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/robfig/cron/v3"
	"github.com/rs/zerolog"
)

// Job is one thing that the daemon does again and again.
type Job struct {
	Name string
	When string // cron expression
	Do   func(context.Context) error
}

// Clockwork decides when jobs run: at once when it starts, so that what was
// missed is made up for, and then by their schedules. A job that still runs is
// not started again, and one that panics or fails is logged and runs next time.
type Clockwork struct {
	Zone *time.Location
	Log  zerolog.Logger
	Jobs []Job
	Ran  func(job string, at time.Time, took time.Duration, err error) // told of each run; may be nil
}

// Run works until ctx ends, and returns when every job has returned.
func (c Clockwork) Run(ctx context.Context) error {
	talk := cronLog{c.Log}
	// SkipIfStillRunning stands outside and Recover inside: the other way round
	// one panic would hold the lock for good, and the job would never run again.
	clock := cron.New(cron.WithLocation(c.Zone), cron.WithLogger(talk),
		cron.WithChain(cron.SkipIfStillRunning(talk), cron.Recover(talk)))
	for _, j := range c.Jobs {
		if _, err := clock.AddFunc(j.When, c.logged(ctx, j)); err != nil {
			return fmt.Errorf("scheduling %s at %q: %w", j.Name, j.When, err)
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
func (c Clockwork) logged(ctx context.Context, j Job) func() {
	return func() {
		if ctx.Err() != nil {
			return
		}
		start := time.Now()
		err := j.Do(ctx)
		took := time.Since(start)
		if c.Ran != nil && !errors.Is(err, context.Canceled) {
			c.Ran(j.Name, time.Now(), took, err)
		}
		switch {
		case errors.Is(err, context.Canceled):
		case err != nil:
			c.Log.Error().Err(err).Str("job", j.Name).Dur("took", took).Msg("job failed; it runs again at its next time")
		default:
			c.Log.Debug().Str("job", j.Name).Dur("took", took).Msg("job done")
		}
	}
}

// cronLog lets the scheduler speak through our log.
type cronLog struct{ log zerolog.Logger }

func (l cronLog) Info(msg string, pairs ...any) { l.log.Debug().Fields(pairs).Msg("schedule: " + msg) }

func (l cronLog) Error(err error, msg string, pairs ...any) {
	l.log.Error().Err(err).Fields(pairs).Msg("schedule: " + msg)
}
