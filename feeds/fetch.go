package feeds

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"onset/tracker"
)

// confirmations is how often in a row a permanent redirect must lead to the
// same address until that address is adopted.
const confirmations = 3

// homecoming is how many failures in a row make an adopted address be given up
// for the one that the user wrote.
const homecoming = 5

// Fetch asks for one feed and reads it. It never fails: whatever happens is
// told by the class and message of the result, and by its state, which is to
// be kept together with the items. state is what was kept last time; a new
// feed has only its URL.
func (c *Client) Fetch(ctx context.Context, state tracker.FeedState, src tracker.Source, addr tracker.FeedAddress) tracker.Fetch {
	return c.fetch(ctx, state, src, addr, func(wait func()) { wait() })
}

// fetch is Fetch with a say in where the answer is waited for.
func (c *Client) fetch(ctx context.Context, state tracker.FeedState, src tracker.Source, addr tracker.FeedAddress, patiently func(func())) tracker.Fetch {
	if state.URL == "" {
		state.URL = addr.URL
	}
	if state.Source == "" {
		state.Source = src.ID
	}
	if state.Address == "" {
		state.Address = state.URL
	}
	place := src.Place()
	f := tracker.Fetch{At: c.now(), Place: place, State: state}
	if state.Stopped {
		f.Class = tracker.FetchGone
		f.Message = Shown(state.URL) + " said earlier that it is gone for good (410); it is not asked again"
		return f
	}
	if until := c.heldUntil(state.Address, place); !until.IsZero() {
		f.Class = tracker.FetchRateLimited
		f.Message = fmt.Sprintf("%s was not asked: its server wants to be left alone until %s", Shown(state.Address), until.Format(time.RFC3339))
		f.State.NextPoll = until.Add(spread(state.URL, time.Minute))
		return f
	}
	f.State.LastAsked = f.At
	var a answer
	patiently(func() {
		a = c.get(ctx, request{url: state.Address, from: place, etag: state.ETag, lastModified: state.LastModified, agent: addr.UserAgent,
			headers: headersFor(addr, state.Address), accept: acceptFeed})
	})
	if ctx.Err() != nil { // the program is ending: that is nobody's failure
		f.State, f.Class, f.Message = state, tracker.FetchTimeout, Shown(state.Address)+" was given up because the program is ending"
		return f
	}
	if a.class == tracker.FetchUnattended { // nothing was learned of the feed: it is as due as before
		f.State, f.Class, f.Message = state, a.class, Shown(state.Address)+": "+a.message
		return f
	}
	f.Status, f.Bytes = a.status, int64(len(a.body))
	var every time.Duration
	if fault := guarded(func() { every = c.judge(&f, a, src) }); fault != nil {
		f.Items, f.Class = nil, tracker.FetchMalformed
		f.Message = fmt.Sprintf("%s: what it answered could not be read: %v", Shown(state.Address), fault)
	}
	f.Took = max(0, c.now().Sub(f.At))
	c.settle(&f, a, addr, every)
	return f
}

// judge decides what the answer is, and reads it when it is a feed. It returns
// how often the feed itself asks to be polled at most.
func (c *Client) judge(f *tracker.Fetch, a answer, src tracker.Source) time.Duration {
	at := Shown(f.State.Address)
	switch {
	case a.class == tracker.FetchUnchanged:
		judgeUnchanged(f, at)
	case a.class != tracker.FetchOK:
		f.Class, f.Message = a.class, a.message
	case a.status != http.StatusOK && a.status != http.StatusNonAuthoritativeInfo:
		a = explainStatus(a, at)
		f.Class, f.Message = a.class, a.message
	default:
		return c.readFeed(f, a, src)
	}
	return 0
}

// judgeUnchanged takes a 304 for what it is worth: nothing was learned when
// nothing was read before.
func judgeUnchanged(f *tracker.Fetch, at string) {
	if f.State.ETag == "" && f.State.LastModified == "" {
		f.Class = tracker.FetchStatus
		f.Message = at + " says that it did not change (304) though nothing of it could be read before; the server is wrong, it is asked again without conditions"
		return
	}
	f.Class = tracker.FetchUnchanged
}

func (c *Client) readFeed(f *tracker.Fetch, a answer, src tracker.Source) time.Duration {
	at := Shown(f.State.Address)
	sum := sha256.Sum256(a.body)
	hash := hex.EncodeToString(sum[:])
	if hash == f.State.BodySHA256 {
		f.Class = tracker.FetchUnchanged
		keepValidators(&f.State, a.header)
		return f.State.Every
	}
	feed, err := Parse(a.body, Reading{ContentType: a.header.Get("Content-Type"), Address: a.address, Source: src, Now: f.At, Cut: a.cut})
	if err != nil {
		f.Class, f.Message = refusal(err, a, at)
		return 0
	}
	f.Title, f.Items, f.Rejected, f.Class = feed.Title, feed.Items, feed.Rejected, tracker.FetchOK
	for i := range f.Items {
		f.Items[i].Place = f.Place
	}
	switch {
	case len(feed.Items) == 0 && !feed.Whole:
		f.Class = tracker.FetchMalformed
		f.Message = at + " is a feed of which no item could be read; it is asked again later"
		return 0
	case len(feed.Items) == 0:
		f.Class = tracker.FetchEmpty
		f.Message = at + " is a valid feed without any item; if that lasts, the site has stopped filling it"
	case a.cut:
		f.Message = fmt.Sprintf("%s broke off: %d items could be read, the rest is asked for again", at, len(feed.Items))
	case feed.Rejected > 0:
		f.Message = fmt.Sprintf("%s: %d items could be read, %d could not", at, len(feed.Items), feed.Rejected)
	}
	f.State.ETag, f.State.LastModified, f.State.BodySHA256 = "", "", ""
	if feed.Whole {
		f.State.BodySHA256 = hash
		keepValidators(&f.State, a.header)
	}
	proven := answered(a, f.At)
	for i := range f.Items {
		f.Items[i].Answers = proven
	}
	f.State.Every = rhythm(feed.Items, f.At)
	return feed.Every
}

// answered is what a server answered, for what was read out of it.
func answered(a answer, at time.Time) []*tracker.Answer {
	return []*tracker.Answer{{Address: Shown(a.address), At: at, Status: a.status, ContentType: a.header.Get("Content-Type"), Body: a.body}}
}

func keepValidators(s *tracker.FeedState, h http.Header) {
	s.ETag, s.LastModified = h.Get("ETag"), h.Get("Last-Modified")
}

// refusal says why a body is no feed.
func refusal(err error, a answer, at string) (tracker.FetchClass, string) {
	if hurdle := challenge(a); hurdle != "" {
		return tracker.FetchBlocked, at + " shows " + hurdle + " instead of the feed; Onset does not get around it. Ask the site to allow its agent, or use another feed"
	}
	if a.cut {
		return tracker.FetchMalformed, fmt.Sprintf("%s broke off after %d bytes and nothing could be read; it is asked again later", at, len(a.body))
	}
	if errors.Is(err, ErrNotFeed) {
		return tracker.FetchNotFeed, fmt.Sprintf("%s is %v; look for the feed of the site with: onset feeds find SITE", at, err)
	}
	return tracker.FetchMalformed, fmt.Sprintf("%s is a %v; tell the site, it is asked again later", at, err)
}

// settle writes what the outcome means for the next time: failures, moves, and
// when that is.
func (c *Client) settle(f *tracker.Fetch, a answer, addr tracker.FeedAddress, asked time.Duration) {
	s := &f.State
	pause := retryAfter(a.header, f.At)
	if !f.Class.Failed() {
		s.Failures, s.LastGood = 0, f.At
		adopt(s, a.moved, f.At)
		s.NextPoll = c.next(f.At, s, addr, max(asked, maxAge(a.header, f.At)))
		return
	}
	s.Failures++
	if f.Class == tracker.FetchGone {
		s.Stopped, s.NextPoll = true, time.Time{}
		return
	}
	// What a failed answer was conditional on is not asked for again: a 304
	// to it would say that the failure did not change.
	s.ETag, s.LastModified, s.BodySHA256 = "", "", ""
	wait := c.backOff(s, addr)
	s.NextPoll = f.At.Add(max(wait, pause))
	switch {
	case pause > 0: // the server says how long; its other feeds wait no longer
		c.hold(s.Address, f.Place, f.At.Add(pause))
	case f.Class == tracker.FetchRateLimited:
		c.hold(s.Address, f.Place, f.At.Add(wait))
	}
	if s.Address != s.URL && s.Failures%homecoming == 0 {
		move(s, s.URL, f.At, fmt.Sprintf("the new address failed %d times in a row", s.Failures))
	}
}

// Stumbled turns a fetch whose items the program could not digest into a failure
// that says why.
func (c *Client) Stumbled(f tracker.Fetch, addr tracker.FeedAddress, why string) tracker.Fetch {
	f.Items, f.Class, f.Message = nil, tracker.FetchMalformed, Shown(f.State.Address)+": "+why
	c.settle(&f, answer{}, addr, 0)
	return f
}

// adopt counts permanent moves to the same place.
func adopt(s *tracker.FeedState, moved string, at time.Time) {
	switch {
	case moved == "" || moved == s.Address:
		s.MovedTo, s.Moves = "", 0
	case moved != s.MovedTo:
		s.MovedTo, s.Moves = moved, 1
	default:
		s.Moves++
	}
	if s.Moves >= confirmations {
		move(s, s.MovedTo, at, fmt.Sprintf("it redirected there for good, %d times in a row", s.Moves))
	}
}

// movesKept is how many changes of its address are remembered of a feed.
const movesKept = 20

// move changes where a feed is asked for, and keeps where that was before.
func move(s *tracker.FeedState, to string, at time.Time, why string) {
	s.Moved = append(s.Moved[max(0, len(s.Moved)-movesKept+1):len(s.Moved):len(s.Moved)], tracker.Move{From: s.Address, To: to, At: at, Why: why})
	s.Address, s.MovedTo, s.Moves = to, "", 0
}

// SameHost tells whether two addresses are of one host, "www." apart.
func SameHost(a, b string) bool {
	u, errA := url.Parse(a)
	v, errB := url.Parse(b)
	return errA == nil && errB == nil && plainHost(u.Host) == plainHost(v.Host)
}
