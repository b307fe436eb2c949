package feeds

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/time/rate"

	"onset/tracker"
)

// every returns a feed with n items that far apart, the newest that long ago.
func every(n int, gap, ago time.Duration) string {
	var items []string
	for i := range n {
		at := noon.Add(-ago - time.Duration(i)*gap)
		items = append(items, fmt.Sprintf("<item><title>S%d</title><link>https://outlet.example/%d</link><pubDate>%s</pubDate></item>", i, i, at.Format(time.RFC1123Z)))
	}
	return rssOf(items...)
}

func TestFeedsArePolledByTheirOwnRhythm(t *testing.T) {
	channel := func(doc, extra string) string { return strings.Replace(doc, "<link>", extra+"<link>", 1) }
	syndication := `<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">daily</sy:updatePeriod><sy:updateFrequency xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">12</sy:updateFrequency>`
	for name, c := range map[string]struct {
		h    http.HandlerFunc
		own  time.Duration
		want time.Duration
	}{
		"busy":                 {body(every(30, time.Minute, 0)), 0, 15 * time.Minute},
		"hourly":               {body(every(30, time.Hour, 0)), 0, 30 * time.Minute},
		"weekly":               {body(every(10, 7*24*time.Hour, 0)), 0, 4 * time.Hour},
		"fallen silent":        {body(every(30, time.Minute, 40*time.Hour)), 0, 2 * time.Hour},
		"no dates":             {body(oldFeed), 0, 15 * time.Minute},
		"ttl":                  {body(channel(every(30, time.Minute, 0), "<ttl>60</ttl>")), 0, time.Hour},
		"ttl beyond bounds":    {body(channel(every(30, time.Minute, 0), "<ttl>100000</ttl>")), 0, 4 * time.Hour},
		"update period":        {body(channel(every(30, time.Minute, 0), syndication)), 0, 2 * time.Hour},
		"cache-control":        {body(every(30, time.Minute, 0), "Cache-Control", "public, max-age=3600"), 0, time.Hour},
		"no-cache":             {body(every(30, time.Minute, 0), "Cache-Control", "no-cache, max-age=3600"), 0, 15 * time.Minute},
		"expires":              {body(every(30, time.Minute, 0), "Expires", noon.Add(time.Hour).Format(http.TimeFormat)), 0, time.Hour},
		"set in the file":      {body(every(30, time.Hour, 0), "Cache-Control", "max-age=7200"), time.Minute, time.Minute},
		"nonsense in a header": {body(every(30, time.Minute, 0), "Cache-Control", "max-age=soon", "Expires", "0"), 0, 15 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.on("/feed", c.h)
			p := newPoller(t, s.URL+"/feed")
			p.addr.Every = c.own
			got := p.want(tracker.FetchOK).State.NextPoll.Sub(noon)
			if got > c.want || got < c.want*9/10 {
				t.Errorf("polled again after %v, want %v less at most a tenth", got, c.want)
			}
		})
	}
}

// A 304 brings no items, and the rhythm goes on as it was.
func TestRhythmOutlastsUnchangedAnswers(t *testing.T) {
	s := newSite(t)
	s.on("/feed", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		body(every(30, time.Hour, 0), "ETag", `"x"`)(w, r)
	})
	p := newPoller(t, s.URL+"/feed")
	p.want(tracker.FetchOK)
	at := p.now
	if got := p.want(tracker.FetchUnchanged).State.NextPoll.Sub(at); got < 27*time.Minute || got > 30*time.Minute {
		t.Errorf("polled again after %v, want about 30m", got)
	}
}

func TestPollsAreSpreadOverTime(t *testing.T) {
	c := &Client{}
	slots := make(map[time.Duration]int)
	for i := range 2000 {
		s := &tracker.FeedState{URL: fmt.Sprintf("https://outlet%d.example/feed", i)}
		slots[c.next(noon, s, tracker.FeedAddress{}, 0).Sub(noon).Truncate(10*time.Second)]++
	}
	for at, n := range slots {
		if n > 2000/5 {
			t.Errorf("%d of 2000 feeds come at once, after %v", n, at)
		}
	}
	if len(slots) < 8 {
		t.Errorf("2000 feeds come in %d slots of 10 s", len(slots))
	}
}

// 24 hours in simulated time: every host is asked within its limit, nothing is
// asked twice at once, and every feed gets its turn. ONSET_FEEDS=2000 plays it
// at full size.
func TestADayOfPolling(t *testing.T) {
	feeds := 300
	if n, err := strconv.Atoi(os.Getenv("ONSET_FEEDS")); err == nil {
		feeds = n
	}
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		asked := make(map[string][]time.Time)
		busy, worst := make(map[string]int), 0
		c := &Client{Now: time.Now, Rate: rate.Limit(1), Transport: transport(func(r *http.Request) (*http.Response, error) {
			mu.Lock()
			asked[r.URL.Host] = append(asked[r.URL.Host], time.Now())
			busy[r.URL.Host]++
			worst = max(worst, busy[r.URL.Host])
			mu.Unlock()
			time.Sleep(200 * time.Millisecond)
			mu.Lock()
			busy[r.URL.Host]--
			mu.Unlock()
			code := http.StatusOK
			if r.Header.Get("If-None-Match") != "" {
				code = http.StatusNotModified
			}
			return &http.Response{StatusCode: code, Header: http.Header{"Etag": {`"x"`}}, Body: http.NoBody, Request: r}, nil
		})}
		states := make([]tracker.FeedState, feeds)
		for i := range states {
			states[i] = tracker.FeedState{URL: fmt.Sprintf("https://host%d.example/feed/%d", i/20, i), ETag: `"x"`}
			states[i].NextPoll = time.Now().Add(spread(states[i].URL, defaultMinEvery))
		}
		begin := time.Now()
		polls := make([]int, len(states))
		for time.Since(begin) < 24*time.Hour {
			var jobs []Job
			at := make(map[string]int)
			for i, s := range states {
				if !s.NextPoll.After(time.Now()) {
					jobs = append(jobs, Job{State: s})
					at[s.URL] = i
				}
			}
			c.Poll(t.Context(), jobs, 0, func(j Job, f tracker.Fetch) {
				mu.Lock()
				defer mu.Unlock()
				i := at[j.State.URL]
				states[i] = f.State
				polls[i]++
				if f.Class != tracker.FetchUnchanged {
					t.Errorf("%s: %s", f.Class, f.Message)
				}
			})
			time.Sleep(time.Minute)
		}
		if worst > defaultPerHost {
			t.Errorf("a host was asked %d times at once, want at most %d", worst, defaultPerHost)
		}
		for host, times := range asked {
			for i := defaultBurst + 1; i < len(times); i++ {
				if times[i].Sub(times[i-defaultBurst-1]) < time.Second {
					t.Fatalf("%s was asked faster than its limit", host)
				}
			}
		}
		if least, most := slices.Min(polls), slices.Max(polls); least < 85 || most > 110 {
			t.Errorf("feeds were polled %d to %d times in a day, want about 96", least, most)
		}
	})
}

// sickAndWell answers for hosts "sick…" never, and for all others at once.
func sickAndWell() http.RoundTripper {
	return transport(func(r *http.Request) (*http.Response, error) {
		if strings.HasPrefix(r.URL.Host, "sick") {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}
		time.Sleep(50 * time.Millisecond)
		return &http.Response{StatusCode: http.StatusNotModified, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
	})
}

// Sick feeds keep nobody waiting, whether they are known to be sick or not.
func TestHealthyFeedsAreNotDelayedBySickOnes(t *testing.T) {
	for _, failures := range []int{0, 1} {
		synctest.Test(t, func(t *testing.T) {
			c := &Client{Now: time.Now, Transport: sickAndWell()}
			var jobs []Job
			for i := range 300 {
				name, failed := "well", 0
				if i%3 == 0 {
					name, failed = "sick", failures
				}
				jobs = append(jobs, Job{State: tracker.FeedState{URL: fmt.Sprintf("https://%s%d.example/feed", name, i), ETag: "x", Failures: failed}})
			}
			begin := time.Now()
			var last, sick atomic.Int64
			c.Poll(t.Context(), jobs, 0, func(j Job, f tracker.Fetch) {
				if f.Class.Failed() {
					sick.Add(1)
					return
				}
				last.Store(int64(time.Since(begin)))
			})
			if d := time.Duration(last.Load()); d > 2*time.Second {
				t.Errorf("the last healthy feed came after %v", d)
			}
			if sick.Load() != 100 {
				t.Errorf("%d of 100 sick feeds were told of", sick.Load())
			}
		})
	}
}

// What is done aside keeps no other feed waiting either, and only so many feeds
// are worked on at once.
func TestWaitingAsideKeepsNobodyWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &Client{Now: time.Now, Transport: sickAndWell()}
		var jobs []Job
		for i := range 100 {
			jobs = append(jobs, Job{State: tracker.FeedState{URL: fmt.Sprintf("https://well%d.example/feed/%d", i, i), ETag: "x"}})
		}
		begin := time.Now()
		var last, working, most atomic.Int64
		c.Poll(t.Context(), jobs, 4, func(j Job, _ tracker.Fetch) {
			if strings.HasSuffix(j.State.URL, "0") {
				j.Aside(func() { time.Sleep(time.Minute) })
				return
			}
			most.Store(max(most.Load(), working.Add(1)))
			time.Sleep(10 * time.Millisecond)
			working.Add(-1)
			last.Store(int64(time.Since(begin)))
		})
		if d := time.Duration(last.Load()); d > 5*time.Second {
			t.Errorf("the last feed came after %v", d)
		}
		if most.Load() > 4 {
			t.Errorf("%d feeds were worked on at once, want at most 4", most.Load())
		}
	})
	Job{}.Aside(func() {}) // outside of a poll
}

func unchangedOrNoRobots(r *http.Request) int {
	if r.URL.Path == "/robots.txt" {
		return http.StatusNotFound
	}
	return http.StatusNotModified
}

// Who waits for the other requests of a host is not late for that.
func TestWaitingForTheHostIsNoTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &Client{Now: time.Now, PerHost: 1, Timeout: 3 * time.Second, Transport: transport(func(r *http.Request) (*http.Response, error) {
			time.Sleep(2 * time.Second)
			return &http.Response{StatusCode: unchangedOrNoRobots(r), Header: http.Header{}, Body: http.NoBody, Request: r}, nil
		})}
		var jobs []Job
		for i := range 8 {
			jobs = append(jobs, Job{State: tracker.FeedState{URL: fmt.Sprintf("https://outlet.example/feed/%d", i), ETag: "x"}})
		}
		c.Poll(t.Context(), jobs, 0, func(_ Job, f tracker.Fetch) {
			if f.Class != tracker.FetchUnchanged {
				t.Errorf("%s: %s", f.Class, f.Message)
			}
		})
		var wg sync.WaitGroup
		for range 4 { // pages wait for each other, and leave room for feeds where there is any
			wg.Go(func() {
				if p := c.Page(t.Context(), PageRequest{URL: "https://outlet.example/page", ETag: "x"}, tracker.Source{}); p.Class != tracker.FetchUnchanged {
					t.Errorf("%s: %s", p.Class, p.Message)
				}
			})
		}
		wg.Wait()
	})
}

// A feed is asked for beside the pages of its host that do not answer.
func TestPagesLeaveRoomForFeeds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &Client{Now: time.Now, Transport: transport(func(r *http.Request) (*http.Response, error) {
			if strings.HasPrefix(r.URL.Path, "/page") {
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			return &http.Response{StatusCode: unchangedOrNoRobots(r), Header: http.Header{}, Body: http.NoBody, Request: r}, nil
		})}
		var wg sync.WaitGroup
		for range 2 * defaultPerHost {
			wg.Go(func() { c.Page(t.Context(), PageRequest{URL: "https://outlet.example/page"}, tracker.Source{}) })
		}
		time.Sleep(5 * time.Second)
		begin := time.Now()
		if f := c.Fetch(t.Context(), tracker.FeedState{URL: "https://outlet.example/feed", ETag: "x"}, tracker.Source{}, tracker.FeedAddress{}); f.Class != tracker.FetchUnchanged || time.Since(begin) > 2*time.Second {
			t.Errorf("%s after %v: %s", f.Class, time.Since(begin), f.Message)
		}
		wg.Wait()
	})
}

func TestPollEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	c := &Client{}
	c.Poll(ctx, []Job{{State: tracker.FeedState{URL: "https://a.example/"}}, {State: tracker.FeedState{URL: "not an address"}}}, 1, func(Job, tracker.Fetch) { t.Error("asked after the end") })
}

// Lesson 5: a clock that jumped ahead and back keeps no feed waiting.
func TestDueAfterAClockThatJumped(t *testing.T) {
	for name, c := range map[string]struct {
		s    tracker.FeedState
		want bool
	}{
		"new":       {tracker.FeedState{}, true},
		"now":       {tracker.FeedState{NextPoll: noon}, true},
		"later":     {tracker.FeedState{NextPoll: noon.Add(time.Minute), LastAsked: noon}, false},
		"as asked":  {tracker.FeedState{NextPoll: noon.Add(tracker.LongestPause), LastAsked: noon}, false},
		"next year": {tracker.FeedState{NextPoll: noon.AddDate(1, 0, 0)}, true},
		"asked":     {tracker.FeedState{NextPoll: noon.Add(49 * time.Hour), LastAsked: noon.Add(48 * time.Hour)}, true},
		"stopped":   {tracker.FeedState{Stopped: true}, false},
	} {
		if got := c.s.Due(noon); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
