package newsroom

import (
	"context"
	"errors"
	"fmt"
	"slices"
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

	Wake  <-chan struct{} // has jobs run before their time; nil never does
	Woken []string        // the names of those jobs
}

// wakePause is how soon jobs are woken again, so that many wakes in a row cost little.
const wakePause = 250 * time.Millisecond

// Run works until ctx ends, and returns when every job has returned.
func (c Clockwork) Run(ctx context.Context) error {
	talk := cronLog{c.Log}
	// SkipIfStillRunning stands outside and Recover inside: the other way round
	// one panic would hold the lock for good, and the job would never run again.
	clock := cron.New(cron.WithLocation(c.Zone), cron.WithLogger(talk),
		cron.WithChain(cron.SkipIfStillRunning(talk), cron.Recover(talk)))
	var all, woken []cron.EntryID
	for _, j := range c.Jobs {
		id, err := clock.AddFunc(j.When, c.logged(ctx, j))
		if err != nil {
			return fmt.Errorf("scheduling %s at %q: %w", j.Name, j.When, err)
		}
		if all = append(all, id); slices.Contains(c.Woken, j.Name) {
			woken = append(woken, id)
		}
	}
	var early sync.WaitGroup
	run := func(ids []cron.EntryID) {
		for _, id := range ids {
			early.Go(clock.Entry(id).WrappedJob.Run)
		}
	}
	run(all)
	clock.Start()
	c.heed(ctx, func() { run(woken) })
	<-clock.Stop().Done()
	early.Wait()
	return nil
}

// heed calls wake whenever jobs are to be woken, until ctx ends.
func (c Clockwork) heed(ctx context.Context, wake func()) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.Wake:
			wake()
		}
		select {
		case <-ctx.Done():
		case <-time.After(wakePause):
		}
	}
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
