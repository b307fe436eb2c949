package newsroom

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"onset/feeds"
	"onset/tracker"
	"onset/tracker/archive"
)

// heraldRules track one line in one source.
const heraldRules = `sources:
  - {id: herald, name: The Herald, country: PL}
narratives:
  - id: port
    title: The port
    talking_points:
      - {id: shut, title: The harbour will be shut, match: harbour}
`

// Why a known article gets another revision, or none.
func TestCausesOfRevisions(t *testing.T) {
	d, err := NewDesk("n.yaml", []byte(heraldRules))
	if err != nil {
		t.Fatal(err)
	}
	in := &Intake{Desk: d}
	src := tracker.Source{ID: "herald"}
	const text = "It rained.\n\nThe ships left in the mornning.\n\nMost read: rain"
	repeats := func(p string) bool { return strings.HasPrefix(p, "Most read") }
	for name, tt := range map[string]struct {
		now, method, sha string
		cause            tracker.Cause
		cosmetic         bool
	}{
		"a slip":             {strings.Replace(text, "mornning", "morning", 1), "page:a", "2", "", true},
		"another word":       {strings.Replace(text, "rained", "snowed", 1), "page:a", "2", "", false},
		"furniture":          {strings.Replace(text, "Most read: rain", "Most read: snow", 1), "page:a", "2", "", true},
		"a sentence":         {text + "\n\nThey came back.", "page:a", "2", "", false},
		"another extractor":  {text + "\n\nMore.", "page:b", "2", tracker.Reextracted, false},
		"the same raw bytes": {text + "\n\nMore.", "page:a", "1", tracker.Reextracted, false},
	} {
		old := tracker.Revision{Title: "T", Text: text, Depth: tracker.FullText, Method: "page:a", SHA256: "1"}
		a := arrival{Item: tracker.Item{Title: "T", Text: tt.now, Depth: tracker.FullText, Method: tt.method, SHA256: tt.sha},
			known: archive.Known{State: archive.Edited, Previous: &old}}
		now := d.Reader().ReadPage(src, a.Item, repeats)
		if cause, cosmetic := in.changed(src, a, &now, repeats); cause != tt.cause || cosmetic != tt.cosmetic {
			t.Errorf("%s: cause %q, cosmetic %v", name, cause, cosmetic)
		}
	}
}

// Pages are looked at again where they are the text or should have been, for as
// long as outlets edit.
func TestWhichPagesAreLookedAtAgain(t *testing.T) {
	now := time.Date(2026, 3, 3, 10, 0, 0, 0, time.UTC)
	page := func(class tracker.FetchClass, status int) *feeds.Page {
		return &feeds.Page{Class: class, Status: status, At: now}
	}
	for name, tt := range map[string]struct {
		method string
		page   *feeds.Page
		age    time.Duration
		want   bool
	}{
		"the feed's text":              {"feed:content", nil, 0, false},
		"the page's":                   {"page:a", page(tracker.FetchOK, 200), 0, true},
		"the page's, too old":          {"page:a", page(tracker.FetchOK, 200), 61 * 24 * time.Hour, false},
		"the feed's, the page was bad": {"feed:summary", page(tracker.FetchOK, 200), 0, false},
		"the page was slow":            {"feed:summary", page(tracker.FetchTimeout, 0), 0, true},
		"the server was ill":           {"feed:summary", page(tracker.FetchStatus, 503), 0, true},
		"it is not there":              {"feed:summary", page(tracker.FetchStatus, 404), 0, false},
		"it keeps programs off":        {"feed:summary", page(tracker.FetchBlocked, 403), 0, false},
	} {
		a := arrival{Item: tracker.Item{Method: tt.method, Seen: now.Add(-tt.age)}, page: tt.page}
		if got := a.recheck(tracker.Source{}, false); !got.IsZero() != tt.want {
			t.Errorf("%s: looked at again %v", name, got)
		}
	}
}

// A site that does not answer for its pages is not asked for all of them in one
// round; those left are looked at later, and imports ask to the end.
func TestPagesOfASilentSiteAreLeftForLater(t *testing.T) {
	news := func() []arrival {
		out := make([]arrival, 12)
		for i := range out {
			out[i].Item = tracker.Item{URL: fmt.Sprintf("https://silent.example/%d", i), Seen: time.Now()}
		}
		return out
	}
	in := &Intake{Desk: &Desk{}, Client: &feeds.Client{Transport: silentSite{}, Rate: 1000}}
	src := tracker.Source{ID: "silent", Content: tracker.ContentPage}
	for name, tt := range map[string]struct {
		p    passage
		most int
	}{
		"a feed":    {passage{fetch: &tracker.Fetch{}, aside: func(wait func()) { wait() }}, silentPages + pagesAtOnce - 1},
		"an import": {passage{missing: true}, 12},
	} {
		arrivals := news()
		if err := in.pages(t.Context(), src, arrivals, tt.p); err != nil {
			t.Fatal(err)
		}
		tried := 0
		for _, a := range arrivals {
			if a.page != nil {
				tried++
			}
			if a.recheck(src, false).IsZero() {
				t.Errorf("%s: %s is never looked at again", name, a.URL)
			}
		}
		if tried < silentPages || tried > tt.most || tt.most == 12 && tried != 12 {
			t.Errorf("%s: %d pages were asked for, want at most %d", name, tried, tt.most)
		}
	}
}

// silentSite answers nothing but that there is no robots.txt.
type silentSite struct{}

func (silentSite) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path == "/robots.txt" {
		return &http.Response{StatusCode: http.StatusNotFound, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
	}
	return nil, context.DeadlineExceeded
}
