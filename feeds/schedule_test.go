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

// Sick feeds keep nobody waiting.
func TestHealthyFeedsAreNotDelayedBySickOnes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &Client{Now: time.Now, Transport: transport(func(r *http.Request) (*http.Response, error) {
			if strings.HasPrefix(r.URL.Host, "sick") {
				select {
				case <-time.After(time.Minute):
				case <-r.Context().Done():
				}
				return nil, context.DeadlineExceeded
			}
			time.Sleep(100 * time.Millisecond)
			return &http.Response{StatusCode: http.StatusNotModified, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
		})}
		var jobs []Job
		for i := range 200 {
			name, failures := "well", 0
			if i%3 == 0 {
				name, failures = "sick", 1
			}
			jobs = append(jobs, Job{State: tracker.FeedState{URL: fmt.Sprintf("https://%s%d.example/feed", name, i), ETag: "x", Failures: failures}})
		}
		begin := time.Now()
		var last atomic.Int64
		c.Poll(t.Context(), jobs, 0, func(j Job, f tracker.Fetch) {
			if !f.Class.Failed() {
				last.Store(int64(time.Since(begin)))
			}
		})
		if d := time.Duration(last.Load()); d > 5*time.Second {
			t.Errorf("the last healthy feed came after %v", d)
		}
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
		"as asked":  {tracker.FeedState{NextPoll: noon.Add(longestAsked), LastAsked: noon}, false},
		"next year": {tracker.FeedState{NextPoll: noon.AddDate(1, 0, 0)}, true},
		"asked":     {tracker.FeedState{NextPoll: noon.Add(49 * time.Hour), LastAsked: noon.Add(48 * time.Hour)}, true},
		"stopped":   {tracker.FeedState{Stopped: true}, false},
	} {
		if got := Due(c.s, noon); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
