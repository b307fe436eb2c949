package demo_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"onset/newsroom/demo"
	"onset/tracker"
	"onset/tracker/query"
	"onset/tracker/rulefile"
	"onset/tracker/text"
)

func articles(t *testing.T) []demo.Article {
	t.Helper()
	all, err := demo.Load()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func rules(t *testing.T) *rulefile.File {
	t.Helper()
	src, err := os.ReadFile("../../narratives.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f, err := rulefile.Parse("narratives.yaml", src)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestExpectations: the shipped rules find in every sample exactly the talking
// points that its author put there.
func TestExpectations(t *testing.T) {
	all := slices.Collect(rules(t).Rules())
	index := query.NewIndex(slices.Values(all))
	for _, a := range articles(t) {
		doc := &query.Doc{
			Title: text.Analyse(a.Title, a.Language), Body: text.Analyse(a.Text, a.Language),
			Lang: a.Language, Source: a.Source,
		}
		var found []string
		for _, h := range index.Match(doc) {
			id, from := all[h.Rule].ID, doc.Body
			if h.Part == tracker.Title {
				from = doc.Title
			}
			found = append(found, id)
			if !slices.Contains(a.Expect, id) {
				t.Errorf("%s: %s is found and not expected: %q", a.URL, id, from.Raw[h.Sentence.Start:h.Sentence.End])
			}
		}
		for _, id := range a.Expect {
			if !slices.Contains(found, id) {
				t.Errorf("%s: %s is expected and not found", a.URL, id)
			}
		}
		for _, id := range a.Expect {
			if !slices.ContainsFunc(all, func(r query.Rule) bool { return r.ID == id }) {
				t.Errorf("%s expects %s, which narratives.yaml does not define", a.URL, id)
			}
		}
	}
}

// TestSamplesTellTheStory: enough articles, of sources that narratives.yaml
// knows, in three languages and three formats.
func TestSamplesTellTheStory(t *testing.T) {
	f := rules(t)
	languages, years, quiet := map[string]int{}, map[int]int{}, 0
	for _, a := range articles(t) {
		languages[a.Language]++
		years[a.Published.Year()]++
		if len(a.Expect) == 0 {
			quiet++
		}
		i := slices.IndexFunc(f.Sources, func(s tracker.Source) bool { return s.ID == a.Source })
		if i < 0 {
			t.Errorf("%s: narratives.yaml has no source %q", a.URL, a.Source)
		} else if !slices.Contains(f.Sources[i].Languages, a.Language) {
			t.Errorf("%s is in %s, its source is not", a.URL, a.Language)
		}
		if got := text.Detect(a.Title, a.Text, ""); got != a.Language {
			t.Errorf("%s is read as %q, want %q", a.URL, got, a.Language)
		}
		if n := len(strings.Fields(a.Text)); n < 115 || n > 350 {
			t.Errorf("%s has %d words", a.URL, n)
		}
	}
	if languages["en"] < 15 || languages["ru"] < 8 || languages["uk"] < 3 || quiet < 8 {
		t.Errorf("languages %v, %d without a talking point", languages, quiet)
	}
	for year := 2022; year <= 2026; year++ {
		if years[year] == 0 {
			t.Errorf("no article of %d", year)
		}
	}
}

// TestFeedsGrowWithTheClock: a feed is read by the parser that Onset uses,
// holds what was published and nothing more, and its ETag stands still between.
func TestFeedsGrowWithTheClock(t *testing.T) {
	formats := map[string]bool{}
	for _, source := range demo.Sources() {
		var own []demo.Article
		for _, a := range articles(t) {
			if a.Source == source {
				own = append(own, a)
			}
		}
		if len(own) == 0 {
			t.Errorf("%s has a feed and no article", source)
			continue
		}
		before := ""
		for i, a := range own {
			for _, later := range []time.Duration{0, time.Minute} {
				page, err := demo.Feed(source, a.Published.Add(later))
				if err != nil {
					t.Fatal(err)
				}
				feed, err := gofeed.NewParser().ParseString(string(page.Body))
				if err != nil {
					t.Fatalf("%s: %v", source, err)
				}
				formats[feed.FeedType] = true
				if len(feed.Items) != min(i+1, 15) || feed.Items[0].Title != a.Title || !feed.Items[0].PublishedParsed.Equal(a.Published) {
					t.Errorf("%s at %v: %d items, first %q", source, a.Published, len(feed.Items), feed.Items[0].Title)
				}
				if !strings.HasPrefix(feed.Title, "Sample feed: ") {
					t.Errorf("%s: title %q does not say that it is a sample", source, feed.Title)
				}
				if (page.ETag == before) != (later > 0) {
					t.Errorf("%s at %v: ETag %s after %s", source, a.Published.Add(later), page.ETag, before)
				}
				before = page.ETag
			}
		}
	}
	if len(formats) != 3 {
		t.Errorf("formats %v, want RSS, Atom and JSON Feed", formats)
	}
}

func TestHandlerKnowsWhatTheClientHas(t *testing.T) {
	now := time.Date(2026, 2, 5, 0, 0, 0, 0, time.UTC)
	server := httptest.NewServer(demo.Handler(func() time.Time { return now }))
	defer server.Close()
	get := func(path, etag string) *http.Response {
		t.Helper()
		r, err := http.NewRequest(http.MethodGet, server.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("If-None-Match", etag)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer
	}
	first := get("/isw", "")
	if first.StatusCode != http.StatusOK || first.Header.Get("ETag") == "" || first.Header.Get("Last-Modified") == "" {
		t.Fatalf("first answer: %d %v", first.StatusCode, first.Header)
	}
	if again := get("/isw", first.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("second answer: %d, want 304", again.StatusCode)
	}
	if none := get("/nobody", ""); none.StatusCode != http.StatusNotFound {
		t.Errorf("unknown feed: %d, want 404", none.StatusCode)
	}
}
