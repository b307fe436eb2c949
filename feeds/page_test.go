package feeds

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"onset/tracker"
)

const meta = `<html lang="en-GB"><head><title>Port stays open — Outlet</title><link rel="canonical" href="/news/port">
<meta property="og:title" content="Port stays open"><meta name="author" content="A. Writer">
<meta property="article:published_time" content="2026-02-03T09:00:00Z"><meta property="article:modified_time" content="2026-02-03T11:00:00Z">
<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":"NewsArticle","datePublished":"2026-02-03T08:55:00Z","author":[{"name":"B. Other"}]}]}</script></head>`

// articlePage is a page with navigation, an article of n paragraphs, and a footer.
func articlePage(n int) string {
	var b strings.Builder
	b.WriteString(meta + `<body><nav><a href="/a">Home</a> <a href="/b">Weather</a> <a href="/c">Sports</a></nav><main><article><h1>Port stays open</h1><time datetime="2026-02-03T09:01:00Z">3 February</time>`)
	for i := range n {
		fmt.Fprintf(&b, "<p>The harbour master said on Tuesday, in paragraph %d, that the port stays open, that ferries run as planned, and that nobody has to wait.</p>", i)
	}
	b.WriteString(`</article></main><aside class="related"><h3>Related</h3><ul><li><a href="/x">Quite another story about football</a></li></ul></aside><footer>All rights reserved, cookie policy</footer></body></html>`)
	return b.String()
}

func (p *poller) page(url string) Page {
	return p.Page(context.Background(), PageRequest{URL: url}, p.src)
}

func TestPageIsReadWithItsFacts(t *testing.T) {
	s := newSite(t)
	s.on("/news/port", body(articlePage(8), "ETag", `"p"`, "Content-Type", "text/html"))
	p := newPoller(t, "")
	got := p.page(s.URL + "/news/port?utm_source=feed")
	if got.Class != tracker.FetchOK || got.Poor != "" || got.ETag != `"p"` {
		t.Fatalf("class %s, poor %q, message %q", got.Class, got.Poor, got.Message)
	}
	it := got.Item
	if it.Title != "Port stays open" || it.Author != "A. Writer" || it.Language != "en" || it.URL != s.URL+"/news/port" || it.Depth != tracker.FullText || it.Method != "page:readability+trim" {
		t.Errorf("read as %+v", it)
	}
	if !strings.Contains(it.Text, "paragraph 7") || strings.Contains(it.Text, "football") || strings.Count(it.Text, "\n\n") < 7 {
		t.Errorf("text %q", it.Text)
	}
	var from []string
	for _, c := range it.Published {
		from = append(from, c.From+" "+c.Flag)
	}
	if want := "page:json-ld ,page:meta ,page:time ,page:meta date of the last change"; strings.Join(from, ",") != want {
		t.Errorf("dates %v, want %s", from, want)
	}
}

func TestPageAgainIsConditional(t *testing.T) {
	s := newSite(t)
	s.on("/a", status(304, ""))
	got := newPoller(t, "").Page(context.Background(), PageRequest{URL: s.URL + "/a", ETag: `"p"`}, tracker.Source{})
	if got.Class != tracker.FetchUnchanged || got.ETag != `"p"` || s.last.Get("If-None-Match") != `"p"` {
		t.Errorf("class %s, ETag %s", got.Class, got.ETag)
	}
}

// Lesson 7 and 13: hurdles are named, and what is no article is not taken for one.
func TestPagesThatAreNoArticle(t *testing.T) {
	links := "<html><body><ul>" + strings.Repeat("<li><a href=x>Another headline of the day that leads elsewhere</a></li>", 60) + "</ul></body></html>"
	banner := "<html><body><div><p>" + strings.Repeat("We and our partners use cookies to personalise content; manage your consent choices here. ", 8) + "</p></div></body></html>"
	for name, c := range map[string]struct {
		text  string
		code  int
		class tracker.FetchClass
		poor  bool
	}{
		"challenge": {"<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>", 200, tracker.FetchBlocked, false},
		"consent":   {`<html><body><form action="https://consent.google.com/save">Before you continue</form></body></html>`, 200, tracker.FetchBlocked, false},
		"forbidden": {"", 403, tracker.FetchBlocked, false},
		"missing":   {"", 404, tracker.FetchStatus, false},
		"gone":      {"", 410, tracker.FetchGone, false},
		"links":     {links, 200, tracker.FetchOK, true},
		"banner":    {banner, 200, tracker.FetchOK, true},
		"empty":     {"<html></html>", 200, tracker.FetchMalformed, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.on("/a", status(c.code, c.text))
			got := newPoller(t, "").page(s.URL + "/a")
			if got.Class != c.class && !(c.poor && got.Class == tracker.FetchMalformed) {
				t.Fatalf("class %s (%s), want %s", got.Class, got.Message, c.class)
			}
			if c.poor && got.Class == tracker.FetchOK && got.Poor == "" {
				t.Errorf("trusted: %q", got.Item.Text)
			}
			feed := tracker.Item{Title: "Port stays open", Text: "The port stays open."}
			if it := Fuller(feed, got); it.Text != feed.Text {
				t.Errorf("the feed's text gave way to %q", it.Text)
			}
		})
	}
	// A whole article on a site that guards itself is no challenge.
	s := newSite(t)
	s.on("/a", body(strings.Replace(articlePage(12), "</body>", `<script src="/cdn-cgi/challenge-platform/x.js"></script><div class="g-recaptcha"></div></body>`, 1)))
	if got := newPoller(t, "").page(s.URL + "/a"); got.Class != tracker.FetchOK || got.Poor != "" {
		t.Errorf("class %s, poor %q: %s", got.Class, got.Poor, got.Message)
	}
}

func TestFuller(t *testing.T) {
	page := Page{Class: tracker.FetchOK, Item: tracker.Item{Text: strings.Repeat("The harbour master said that the port stays open. ", 20), Method: "page:readability", SHA256: "p",
		Published: []tracker.DateClaim{{From: "page:json-ld", Raw: "x", Stamp: tracker.Stamp{Day: 5}}}}}
	feed := tracker.Item{Title: "Port stays open", Text: "The harbour master said the port stays open.", Method: "feed:summary", SHA256: "f", Depth: tracker.Excerpt,
		Published: []tracker.DateClaim{{From: "rss:pubDate", Raw: "y", Stamp: tracker.Stamp{Day: 4}}}}
	got := Fuller(feed, page)
	if got.Method != "page:readability" || got.Depth != tracker.FullText || got.SHA256 != "p" || len(got.Published) != 2 || got.Published[0].From != "rss:pubDate" {
		t.Errorf("%+v", got)
	}
	if got := Fuller(got, page); len(got.Published) != 2 {
		t.Error("the page's dates are doubled by a second look")
	}
	other := page
	other.Item.Text = strings.Repeat("Quarterly results of several automobile companies disappointed investors yesterday. ", 20)
	if got := Fuller(feed, other); got.Method != "feed:summary" {
		t.Error("a text about something else was taken")
	}
	page.Poor = "mostly links"
	if got := Fuller(feed, page); got.Method != "feed:summary" || len(got.Published) != 2 {
		t.Error("a poor text was taken, or its dates dropped")
	}
}

func TestRobotsAreObeyedAndRemembered(t *testing.T) {
	s := newSite(t)
	s.on("/robots.txt", body("User-agent: *\nDisallow: /private\n\nUser-agent: onset\nDisallow: /private\nDisallow: /secret\n"))
	s.on("/open", body(articlePage(8)))
	s.on("/secret", body(articlePage(8)))
	p := newPoller(t, "")
	if got := p.page(s.URL + "/open"); got.Class != tracker.FetchOK {
		t.Errorf("an open page is %s", got.Class)
	}
	if got := p.page(s.URL + "/secret"); got.Class != tracker.FetchRefused || !strings.Contains(got.Message, "robots.txt") {
		t.Errorf("a page that is closed to us is %s: %s", got.Class, got.Message)
	}
	if n := s.count("/robots.txt"); n != 1 || s.count("/secret") != 0 {
		t.Errorf("robots.txt asked %d times, the closed page %d times", n, s.count("/secret"))
	}
	p.now = p.now.Add(25 * time.Hour)
	s.on("/robots.txt", status(500, ""))
	if got := p.page(s.URL + "/open"); got.Class != tracker.FetchStatus || got.Status != 500 || !strings.Contains(got.Message, "for now") || s.count("/open") != 1 {
		t.Errorf("while robots.txt is in trouble the page is %s: %s", got.Class, got.Message)
	}
	p.now = p.now.Add(time.Hour)
	s.on("/robots.txt", status(404, ""))
	if got := p.page(s.URL + "/open"); got.Class != tracker.FetchOK {
		t.Errorf("without robots.txt the page is %s: %s", got.Class, got.Message)
	}
}

func TestCanonicalLinksAreBelievedWithinASite(t *testing.T) {
	for canonical, want := range map[string]string{"/news/port": "/news/port", "https://other.example/stolen": "/a", "/": "/a", "": "/a"} {
		s := newSite(t)
		s.on("/a", body(strings.Replace(articlePage(8), "/news/port", canonical, 1)))
		if got := newPoller(t, "").page(s.URL + "/a"); got.Item.URL != s.URL+want {
			t.Errorf("canonical %q leads to %s", canonical, got.Item.URL)
		}
	}
}

// What a user configured for a feed may hold a key: it goes to the feed's own
// site and to nobody else's, nor in the open.
func TestHeadersOfAFeedGoToItsOwnSiteOnly(t *testing.T) {
	for page, want := range map[string]bool{
		"https://www.herald.example/a": true, "https://herald.example/a": true, "https://elsewhere.example/a": false,
		"http://herald.example/a": false, "http://feeds.herald.example/a": false,
	} {
		got := headersFor(tracker.FeedAddress{URL: "https://feeds.herald.example/rss", Headers: map[string]string{"X-Key": "open"}}, page)
		if (got != nil) != want {
			t.Errorf("%s gets %v", page, got)
		}
	}
}
