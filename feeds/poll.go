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

	seat *seat // while it is polled
}

// Aside does something for a polled feed that waits for others, such as asking
// for its pages, without keeping other feeds waiting.
func (j Job) Aside(wait func()) {
	if j.seat == nil {
		wait()
		return
	}
	j.seat.aside(wait)
}

// Poll fetches many feeds and hands out each as it arrives; done is called from
// several goroutines, each with its own feed. workers bounds how many feeds are
// read and handed out at once (0: 32); those that let one wait for their answer
// are not counted, so that sick feeds keep no healthy one waiting. A host's feeds
// wait for each other; those that failed last time come last. Poll returns when
// all are done, or, once ctx has ended, when those begun are.
func (c *Client) Poll(ctx context.Context, jobs []Job, workers int, done func(Job, tracker.Fetch)) {
	c.PollMore(ctx, workers, func(int) []Job {
		all := jobs
		jobs = nil
		return all
	}, done)
}

// PollMore is Poll of feeds that are not all known at first: more is asked for those of
// further hosts, while so many are under way, whenever those of one are done. It
// returns when more has none and nothing is under way.
func (c *Client) PollMore(ctx context.Context, workers int, more func(hosts int) []Job, done func(Job, tracker.Fetch)) {
	l := newLanes(or(workers, defaultWorkers))
	ended := make(chan struct{})
	for hosts := 0; ; hosts-- {
		for _, queue := range queues(more(hosts)) {
			hosts++
			go func() {
				c.drain(ctx, queue, l, done)
				ended <- struct{}{}
			}()
		}
		if hosts == 0 {
			return
		}
		<-ended
	}
}

// drain polls the feeds of one host.
func (c *Client) drain(ctx context.Context, queue []Job, l *lanes, done func(Job, tracker.Fetch)) {
	var wg sync.WaitGroup
	next := make(chan Job, len(queue))
	for _, j := range queue {
		next <- j
	}
	close(next)
	for range min(len(queue), c.atOnce(queue[0])) {
		wg.Go(func() { c.work(ctx, next, l, done) })
	}
	wg.Wait()
}

func (c *Client) atOnce(j Job) int {
	u, err := url.Parse(j.address())
	if err != nil {
		return 1
	}
	return cap(c.host(u, j.Source.Place()).slots)
}

// work takes jobs one by one.
func (c *Client) work(ctx context.Context, next <-chan Job, l *lanes, done func(Job, tracker.Fetch)) {
	for j := range next {
		j.seat = l.enter(j.State.Failures > 0)
		if ctx.Err() == nil {
			f := c.fetch(ctx, j.State, j.Source, j.Feed, j.seat.patiently)
			j.seat.work()
			done(j, f)
		}
		j.seat.leave()
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
			name = j.Source.Place() + "@" + u.Host
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
