package feeds

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"sync"

	"onset/tracker"
)

// Job is one feed that is due.
type Job struct {
	State  tracker.FeedState
	Source tracker.Source
	Feed   tracker.FeedAddress
}

// Poll fetches many feeds and hands out each as it arrives; done is called from
// several goroutines, each with its own feed. workers bounds how many feeds are
// held in memory at once (0: 32). A host's feeds wait for each other and keep
// nobody else waiting; feeds that failed last time come last. Poll returns when
// all are done, or, once ctx has ended, when those begun are.
func (c *Client) Poll(ctx context.Context, jobs []Job, workers int, done func(Job, tracker.Fetch)) {
	rooms := or(workers, defaultWorkers)
	room, ward := make(chan struct{}, rooms), make(chan struct{}, max(1, rooms/2))
	var wg sync.WaitGroup
	for _, queue := range queues(jobs) {
		next := make(chan Job, len(queue))
		for _, j := range queue {
			next <- j
		}
		close(next)
		for range min(len(queue), c.atOnce(queue[0])) {
			wg.Go(func() { c.work(ctx, next, room, ward, done) })
		}
	}
	wg.Wait()
}

func (c *Client) atOnce(j Job) int {
	u, err := url.Parse(j.address())
	if err != nil {
		return 1
	}
	return cap(c.host(u).slots)
}

// work takes jobs one by one. Feeds that failed last time may fill only the
// ward, so that they never take up all the room.
func (c *Client) work(ctx context.Context, next <-chan Job, room, ward chan struct{}, done func(Job, tracker.Fetch)) {
	for j := range next {
		if j.State.Failures > 0 {
			ward <- struct{}{}
		}
		room <- struct{}{}
		if ctx.Err() == nil {
			done(j, c.Fetch(ctx, j.State, j.Source, j.Feed))
		}
		<-room
		if j.State.Failures > 0 {
			<-ward
		}
	}
}

func (j Job) address() string {
	return cmp.Or(j.State.Address, j.State.URL, j.Feed.URL)
}

// queues splits jobs by host, healthy ones first.
func queues(jobs []Job) [][]Job {
	at := make(map[string]int)
	var out [][]Job
	for _, j := range slices.SortedStableFunc(slices.Values(jobs), func(a, b Job) int { return cmp.Compare(a.State.Failures, b.State.Failures) }) {
		name := j.address()
		if u, err := url.Parse(name); err == nil {
			name = u.Host
		}
		i, ok := at[name]
		if !ok {
			i = len(out)
			at[name], out = i, append(out, nil)
		}
		out[i] = append(out[i], j)
	}
	return out
}
