package feeds

import (
	"fmt"
	"strings"
	"testing"

	"onset/tracker"
)

func TestCanonical(t *testing.T) {
	for raw, want := range map[string][2]string{
		"https://outlet.example/news/1":                                       {"https://outlet.example/news/1", "//outlet.example/news/1"},
		"http://www.outlet.example:80/news/1/":                                {"http://www.outlet.example/news/1/", "//outlet.example/news/1"},
		"https://OUTLET.example:443/News/1#comments":                          {"https://outlet.example/News/1", "//outlet.example/News/1"},
		"https://outlet.example/news/1?utm_source=x&id=7&fbclid=y":            {"https://outlet.example/news/1?id=7", "//outlet.example/news/1?id=7"},
		"https://m.outlet.example/news/1":                                     {"https://m.outlet.example/news/1", "//outlet.example/news/1"},
		"https://amp.outlet.example/news/1":                                   {"https://amp.outlet.example/news/1", "//outlet.example/news/1"},
		"https://outlet.example/news/1/amp/":                                  {"https://outlet.example/news/1/amp/", "//outlet.example/news/1"},
		"https://outlet.example/amp/news/1":                                   {"https://outlet.example/amp/news/1", "//outlet.example/news/1"},
		"https://outlet.example/news/1.amp.html?amp=1":                        {"https://outlet.example/news/1.amp.html?amp=1", "//outlet.example/news/1.html"},
		"https://outlet.example/news/index.html":                              {"https://outlet.example/news/index.html", "//outlet.example/news"},
		"https://www.google.com/amp/s/outlet.example/news/1":                  {"https://outlet.example/news/1", "//outlet.example/news/1"},
		"https://outlet-example.cdn.ampproject.org/c/s/outlet.example/news/1": {"https://outlet.example/news/1", "//outlet.example/news/1"},
		"https://outlet.example/news?id=1&from=rss":                           {"https://outlet.example/news?id=1", "//outlet.example/news?id=1"},
		"https://outlet.example/news?id=1&from=2026-02-04":                    {"https://outlet.example/news?id=1&from=2026-02-04", "//outlet.example/news?id=1&from=2026-02-04"},
		"https://user:pw@outlet.example/":                                     {"https://outlet.example/", "//outlet.example"},
		"https://outlet.example/%D0%BC%D0%B8%D1%80":                           {"https://outlet.example/%D0%BC%D0%B8%D1%80", "//outlet.example/%D0%BC%D0%B8%D1%80"},
		"https://m.example/news":                                              {"https://m.example/news", "//m.example/news"},
	} {
		clean, key, ok := Canonical(raw)
		if !ok || clean != want[0] || key != want[1] {
			t.Errorf("%s\n got %s %s\nwant %s %s", raw, clean, key, want[0], want[1])
		}
		if again, key2, _ := Canonical(clean); again != clean || key2 != key {
			t.Errorf("%s: not the same a second time", raw)
		}
	}
	for _, raw := range []string{"", "tag:outlet.example,2026:1", "/news/1", "mailto:a@b", "http://", "javascript:void(0)"} {
		if _, _, ok := Canonical(raw); ok {
			t.Errorf("%q taken for a page", raw)
		}
	}
}

func keysOf(f Feed) map[string]tracker.Item {
	out := make(map[string]tracker.Item)
	for _, it := range f.Items {
		out[it.Key] = it
	}
	return out
}

// Lesson 2: a feed that rewrites all its GUIDs brings nothing new, in whatever
// order, over http or https, with or without trackers.
func TestRewrittenFeedHasTheSameKeys(t *testing.T) {
	before := keysOf(read(t, stories(20)))
	var items []string
	for i := 20; i > 0; i-- {
		s := strings.Replace(story(i), ">id-", ">completely-new-", 1)
		s = strings.Replace(s, "https://outlet.example/news/", "http://www.outlet.example/news/", 1)
		items = append(items, strings.Replace(s, "</link>", "?utm_medium=rss#top</link>", 1))
	}
	for key := range keysOf(read(t, rssOf(items...))) {
		if _, ok := before[key]; !ok {
			t.Errorf("new key %q", key)
		}
	}
}

// Lesson 1: an edited article is the same article.
func TestEditedItemKeepsItsKey(t *testing.T) {
	a := read(t, rssOf(story(1))).Items[0]
	b := read(t, rssOf(strings.NewReplacer("Story 1", "Story 1, corrected", "What happened", "What really happened").Replace(story(1)))).Items[0]
	if a.Key != b.Key || a.SHA256 == b.SHA256 {
		t.Errorf("keys %q and %q, sums equal: %v", a.Key, b.Key, a.SHA256 == b.SHA256)
	}
}

func TestIdentityLadder(t *testing.T) {
	item := func(title, link, guid string) string {
		return fmt.Sprintf("<item><title>%s</title><link>%s</link><guid>%s</guid><pubDate>Tue, 03 Feb 2026 10:00:00 GMT</pubDate></item>", title, link, guid)
	}
	for name, c := range map[string]struct {
		items []string
		rungs []tracker.Rung
	}{
		"pages":                             {[]string{item("A", "https://outlet.example/a", "1"), item("B", "https://outlet.example/b", "2")}, []tracker.Rung{tracker.ByURL, tracker.ByURL}},
		"repeated GUIDs":                    {[]string{item("A", "https://outlet.example/a", "1"), item("B", "https://outlet.example/b", "1")}, []tracker.Rung{tracker.ByURL, tracker.ByURL}},
		"all link to the home page":         {[]string{item("A", "https://outlet.example/", "1"), item("B", "https://outlet.example/", "2")}, []tracker.Rung{tracker.ByGUID, tracker.ByGUID}},
		"one links to the home page":        {[]string{item("A", "https://outlet.example/", "1")}, []tracker.Rung{tracker.ByGUID}},
		"all link to one page":              {[]string{item("A", "https://outlet.example/live", "1"), item("B", "https://outlet.example/live", "2"), item("C", "https://outlet.example/live", "3")}, []tracker.Rung{tracker.ByGUID, tracker.ByGUID, tracker.ByGUID}},
		"anchors of one page":               {[]string{item("A", "https://outlet.example/live#1", "https://outlet.example/live#1"), item("B", "https://outlet.example/live#2", "https://outlet.example/live#2")}, []tracker.Rung{tracker.ByGUID, tracker.ByGUID}},
		"neither page nor GUID":             {[]string{item("A", "", ""), item("B", "", "")}, []tracker.Rung{tracker.ByHash, tracker.ByHash}},
		"no page and one GUID for all":      {[]string{item("A", "", "x"), item("B", "", "x")}, []tracker.Rung{tracker.ByHash, tracker.ByHash}},
		"the home page is link and GUID":    {[]string{item("A", "https://outlet.example/", "https://outlet.example/"), item("B", "https://outlet.example/", "https://outlet.example/")}, []tracker.Rung{tracker.ByHash, tracker.ByHash}},
		"GUID is the page":                  {[]string{item("A", "", "https://outlet.example/a")}, []tracker.Rung{tracker.ByURL}},
		"listed twice":                      {[]string{item("A", "https://outlet.example/a", "1"), item("A", "https://outlet.example/a", "1")}, []tracker.Rung{tracker.ByURL}},
		"listed again under a new headline": {[]string{item("A", "https://outlet.example/a", "1"), item("A, updated", "https://outlet.example/a", "1")}, []tracker.Rung{tracker.ByURL}},
		"not a page":                        {[]string{item("A", "urn:x:1", "1")}, []tracker.Rung{tracker.ByGUID}},
	} {
		t.Run(name, func(t *testing.T) {
			f := read(t, rssOf(c.items...))
			if len(f.Items) != len(c.rungs) {
				t.Fatalf("%d items, want %d", len(f.Items), len(c.rungs))
			}
			for i, it := range f.Items {
				if it.Rung != c.rungs[i] || it.Key == "" {
					t.Errorf("item %d identified by %s %q, want %s", i, it.Rung, it.Key, c.rungs[i])
				}
			}
		})
	}
}
