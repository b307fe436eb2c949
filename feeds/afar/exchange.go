package afar

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"onset/feeds"
	"onset/tracker"
)

// Exchange is where a desk hands out requests, and gets the answers. Its zero
// value works.
type Exchange struct {
	mu     sync.Mutex
	places map[string]*place
}

// place is what is known of one place.
type place struct {
	name    string
	met     map[string]time.Time // its fetchers, and when each was here last
	errands []*errand            // that are not answered yet, in their order
	bell    chan struct{}        // closed when there is something new
}

// errand is a request that waits for its answer.
type errand struct {
	Errand
	host  string
	until time.Time // the desk waits no longer
	by    string    // the fetcher that has it; empty: nobody
	done  chan outcome
}

// outcome is what came of an errand.
type outcome struct {
	response *http.Response
	err      error
}

// From returns what asks from a place, for feeds.Client.Elsewhere.
func (x *Exchange) From(name string) http.RoundTripper { return asker{x, name} }

type asker struct {
	x    *Exchange
	name string
}

// RoundTrip waits until a fetcher of the place has made the request. Where none
// has been seen lately it says so at once.
func (a asker) RoundTrip(r *http.Request) (*http.Response, error) {
	e, err := a.x.add(a.name, r)
	if err != nil {
		return nil, err
	}
	select {
	case out := <-e.done:
		if out.response != nil {
			out.response.Request = r
		}
		return out.response, out.err
	case <-r.Context().Done():
		a.x.drop(a.name, e.ID)
		return nil, r.Context().Err()
	}
}

func (x *Exchange) add(name string, r *http.Request) (*errand, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	now := time.Now()
	p := x.place(name)
	if !p.attended(now) {
		return nil, feeds.Told{Class: tracker.FetchUnattended, Message: fmt.Sprintf("it is asked for from %[1]s, and no fetcher of %[1]s has come for work: start one there with onset fetch --to and the address of this desk", name)}
	}
	until, bounded := r.Context().Deadline()
	if !bounded {
		until = now.Add(upload)
	}
	e := &errand{Errand: Errand{ID: rand.Text(), URL: r.URL.String(), Header: r.Header}, host: r.URL.Host, until: until, done: make(chan outcome, 1)}
	p.errands = append(p.errands, e)
	p.ring()
	return e, nil
}

// drop forgets an errand for whose answer nobody waits.
func (x *Exchange) drop(name, id string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.place(name).take(id)
}

func (x *Exchange) place(name string) *place {
	if x.places == nil {
		x.places = make(map[string]*place)
	}
	if x.places[name] == nil {
		x.places[name] = &place{name: name, met: make(map[string]time.Time), bell: make(chan struct{})}
	}
	return x.places[name]
}

// meet notes that a fetcher came, and tells whether it is new.
func (x *Exchange) meet(name, fetcher string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.place(name)
	p.forget(time.Now())
	_, known := p.met[fetcher]
	p.met[fetcher] = time.Now()
	return !known
}

// lease gives a fetcher what it may do, waiting a while for something to come.
func (x *Exchange) lease(ctx context.Context, name string, c call) []Errand {
	over := time.NewTimer(longPoll)
	defer over.Stop()
	for {
		out, bell := x.give(name, c)
		if len(out) > 0 || c.Most <= 0 {
			return out
		}
		select {
		case <-bell:
		case <-over.C:
			return nil
		case <-ctx.Done():
			return nil
		}
	}
}

func (x *Exchange) give(name string, c call) ([]Errand, <-chan struct{}) {
	x.mu.Lock()
	defer x.mu.Unlock()
	now := time.Now()
	p := x.place(name)
	p.met[c.Fetcher] = now
	p.forget(now)
	var out []Errand
	for _, e := range p.errands {
		mine := e.by == c.Fetcher
		if mine && slices.Contains(c.Holds, e.ID) || !mine && (e.by != "" || p.keeper(e.host, c.Fetcher) || len(out) >= c.Most) {
			continue
		}
		e.by, e.Within = c.Fetcher, e.until.Sub(now).Milliseconds()
		out = append(out, e.Errand)
	}
	return out, p.bell
}

// keeper tells whether another fetcher is asking a host.
func (p *place) keeper(host, fetcher string) bool {
	return slices.ContainsFunc(p.errands, func(e *errand) bool { return e.host == host && e.by != "" && e.by != fetcher })
}

// forget takes from fetchers that have gone silent what they hold.
func (p *place) forget(now time.Time) {
	for name, last := range p.met {
		if now.Sub(last) <= silence {
			continue
		}
		delete(p.met, name)
		for _, e := range p.errands {
			if e.by == name {
				e.by = ""
			}
		}
	}
}

// attended tells whether a fetcher of the place is there.
func (p *place) attended(now time.Time) bool {
	p.forget(now)
	return len(p.met) > 0
}

// ring wakes the fetchers that wait.
func (p *place) ring() {
	close(p.bell)
	p.bell = make(chan struct{})
}

// take removes an errand and returns it; nil when it is not there (any more).
func (p *place) take(id string) *errand {
	i := slices.IndexFunc(p.errands, func(e *errand) bool { return e.ID == id })
	if i < 0 {
		return nil
	}
	e := p.errands[i]
	p.errands = slices.Delete(p.errands, i, i+1)
	p.ring() // its host may be free for another fetcher
	return e
}

// answer hands an answer to whoever waits for it, and tells whether somebody did.
func (x *Exchange) answer(name, id string, out outcome) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	e := x.place(name).take(id)
	if e != nil {
		e.done <- out
	}
	return e != nil
}
