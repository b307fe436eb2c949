package web_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"onset/tracker/timeline"
	"onset/web"
)

// A page is made of one moment, which is let go of when the page is made, also
// where that went wrong.
func TestOneMomentAPage(t *testing.T) {
	var held, released atomic.Int32
	hold := func(o *web.Options) {
		o.Snapshot = func(ctx context.Context) (context.Context, func(), error) {
			held.Add(1)
			return ctx, func() { released.Add(1) }, nil
		}
	}
	s, f := serve(t, hold)
	want := func(path string, status int, moments int32) {
		t.Helper()
		held.Store(0)
		released.Store(0)
		r, _ := get(t, http.DefaultClient, s.URL+path)
		if r.StatusCode != status || held.Load() != moments || released.Load() != moments {
			t.Errorf("%s: %s, %d moments held, %d let go; want %d", path, r.Status, held.Load(), released.Load(), moments)
		}
	}
	want("/timeline", 200, 1)
	want("/point/story/war", 200, 1)
	want("/api/v1/search?q=war", 200, 1)
	want("/mention/nothing", 404, 1)
	want("/static/style.css", 200, 0)
	want("/healthz", 200, 0)
	f.panics = true
	want("/timeline", 500, 1)
	f.panics, f.broken = false, errors.New("the disk is gone")
	want("/timeline", 500, 1)
}

// A reader that has no moment left says so, and nothing else is asked.
func TestNoMoment(t *testing.T) {
	s, _ := serve(t, func(o *web.Options) {
		o.Snapshot = func(ctx context.Context) (context.Context, func(), error) {
			return ctx, nil, context.DeadlineExceeded
		}
	})
	if r, page := get(t, http.DefaultClient, s.URL+"/timeline"); r.StatusCode != http.StatusServiceUnavailable || !strings.Contains(page, "too long") {
		t.Error(r.Status)
	}
}

// many is a talking point with more of everything than a page shows.
type many struct{ *fake }

func (m many) Totals(ctx context.Context, narrative, point string) (timeline.Totals, error) {
	totals, err := m.fake.Totals(ctx, narrative, point)
	totals.Counts.All = 1234
	for i := range 321 {
		totals.Debunks = append(totals.Debunks, timeline.Debunk{Mention: fmt.Sprint("d", i)})
	}
	return totals, err
}

// Long lists are led through page by page with links alone, and say how long
// they are.
func TestLongListsHavePages(t *testing.T) {
	s, _ := serve(t, func(o *web.Options) { o.Events = many{o.Events.(*fake)} })
	for path, want := range map[string][]string{
		"/point/story/war": {"1,234 mentions", "page 1 of 25", `rel="next" href="/point/story/war?page=2#mentions"`,
			`href="/point/story/war?page=25#mentions"`, `href="/point/story/war?only=debunks#mentions">all 321 debunks`},
		"/point/story/war?page=3": {"page 3 of 25", `href="/point/story/war?page=1#mentions"`, `rel="prev" href="/point/story/war?page=2#mentions"`,
			`rel="next" href="/point/story/war?page=4#mentions"`},
		"/point/story/war?page=99":             {"page 99 of 25", `rel="prev" href="/point/story/war?page=25#mentions"`},
		"/point/story/war?only=debunks&page=2": {"Every debunk", "321 debunks", "page 2 of 7", `href="/point/story/war?only=debunks&amp;page=3#mentions"`},
	} {
		_, page := get(t, http.DefaultClient, s.URL+path)
		for _, part := range want {
			if !strings.Contains(page, part) {
				t.Errorf("%s lacks %q", path, part)
			}
		}
	}
}
