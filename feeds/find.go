package feeds

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"onset/tracker"
)

// Found is a feed that belongs to a page.
type Found struct {
	URL    string
	Title  string
	Format string
	Items  int
	Via    string // how it was found: "the address itself", "link", "anchor", "usual place"
}

// tries bounds how many addresses are asked in a search.
const tries = 16

// usualPlaces are the paths under which sites keep their feeds.
var usualPlaces = []string{"/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/", "/feed.json", "/export/rss2/index.xml", "/rss/all.xml", "/?feed=rss2", "/news/rss"}

// candidate is an address that may be a feed.
type candidate struct{ url, via string }

// Find looks for the feeds of a page: those it names, those it links to, and
// where it names none, those in the usual places. Each is fetched and read
// before it is called a feed. The error says in words why nothing was found.
func (c *Client) Find(ctx context.Context, page string) ([]Found, error) {
	if !strings.Contains(page, "://") {
		page = "https://" + page
	}
	a := c.get(ctx, request{url: page, accept: acceptPage, maxBytes: maxPage})
	switch {
	case a.class != tracker.FetchOK:
		return nil, fmt.Errorf("finding the feeds of %s: %s", Shown(page), a.message)
	case a.status != http.StatusOK:
		return nil, fmt.Errorf("finding the feeds of %s: %s", Shown(page), explainStatus(a, Shown(page)).message)
	}
	if f, ok := readFound(a, candidate{a.address, "the address itself"}); ok {
		return []Found{f}, nil
	}
	if hurdle := challenge(a); hurdle != "" {
		return nil, fmt.Errorf("finding the feeds of %s: it shows %s instead of the page", Shown(page), hurdle)
	}
	base, err := url.Parse(a.address)
	if err != nil {
		return nil, fmt.Errorf("finding the feeds of %s: %w", Shown(page), err)
	}
	found := c.verify(ctx, namedFeeds(decode(a.body, a.header.Get("Content-Type")), base))
	if len(found) == 0 {
		found = c.verify(ctx, placesOf(base))
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no feed was found for %s: it names none, and none is in the usual places; look on the site for the word RSS", Shown(page))
	}
	return found, nil
}

func placesOf(base *url.URL) []candidate {
	var out []candidate
	for _, p := range usualPlaces {
		if u, err := base.Parse(p); err == nil {
			out = append(out, candidate{u.String(), "usual place"})
		}
	}
	return out
}

// verify keeps the candidates that are feeds, each once.
func (c *Client) verify(ctx context.Context, list []candidate) []Found {
	var out []Found
	seen := make(map[string]bool)
	for _, cand := range list[:min(len(list), tries)] {
		a := c.get(ctx, request{url: cand.url, accept: acceptFeed})
		if a.class != tracker.FetchOK || a.status != http.StatusOK {
			continue
		}
		if f, ok := readFound(a, cand); ok && !seen[a.address] {
			seen[a.address] = true
			out = append(out, f)
		}
	}
	return out
}

func readFound(a answer, cand candidate) (Found, bool) {
	f, err := Parse(a.body, Reading{ContentType: a.header.Get("Content-Type"), Address: a.address})
	if err != nil {
		return Found{}, false
	}
	return Found{URL: cand.url, Title: f.Title, Format: f.Format, Items: len(f.Items), Via: cand.via}, true
}

// namedFeeds lists what a page says its feeds are, then what it links to that
// looks like one.
func namedFeeds(doc string, base *url.URL) []candidate {
	var named, linked []candidate
	seen := make(map[string]bool)
	add := func(list *[]candidate, href, via string) {
		if u := absolute(base, href); u != "" && !seen[u] {
			seen[u] = true
			*list = append(*list, candidate{u, via})
		}
	}
	z := html.NewTokenizer(strings.NewReader(doc))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return append(named, linked...)
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			at := make(map[string]string, len(t.Attr))
			for _, a := range t.Attr {
				at[a.Key] = a.Val
			}
			switch {
			case t.Data == "base" && at["href"] != "":
				if u, err := base.Parse(at["href"]); err == nil {
					base = u
				}
			case t.Data == "link" && strings.Contains(strings.ToLower(at["rel"]), "alternate") && isFeedType(at["type"]):
				add(&named, at["href"], "link")
			case t.Data == "a" && looksLikeFeed(at["href"]):
				add(&linked, at["href"], "anchor")
			}
		}
	}
}

func isFeedType(t string) bool {
	return containsAny(strings.ToLower(t), []string{"rss", "atom", "feed+json", "rdf+xml", "text/xml", "application/xml"}) && !strings.Contains(t, "oembed")
}

func looksLikeFeed(href string) bool {
	h := strings.ToLower(href)
	return containsAny(h, []string{"rss", "/feed", "atom.xml", "feed.xml", "feed.json", ".rdf"}) && !containsAny(h, []string{"feedback", "mailto:", "javascript:", "press"})
}
