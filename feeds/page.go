package feeds

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"onset/tracker"
)

// PageRequest is one page to get, with the validators of its last answer.
type PageRequest struct {
	URL          string
	Title        string // of the article; may be empty
	ETag         string
	LastModified string
	Feed         tracker.FeedAddress // whose agent and headers to use; may be empty
	Place        string              // from which it is asked; empty: here
}

// Page is one attempt to get an article's page, and what was read of it.
type Page struct {
	Class        tracker.FetchClass
	Status       int
	Message      string // for a person, when there is no text
	At           time.Time
	Took         time.Duration
	ETag         string
	LastModified string
	Item         tracker.Item // text, title, dates, author and language of the page
	Poor         string       // why the extraction is not to be trusted: "" when it is
	Gone         bool         // it answered 404 or 410, or leads to a page about other things
}

// maxPage is how large a page may be when decoded, in bytes.
const maxPage = 8 << 20

// NeedsPage tells whether the text of an article has to be taken from its page:
// always, never, or where the feed carries too little of it.
func NeedsPage(src tracker.Source, it tracker.Item) bool {
	switch {
	case it.URL == "" || src.Content == tracker.ContentFeed:
		return false
	case src.Content == tracker.ContentPage:
		return true
	}
	return it.Depth != tracker.FullText || len(it.Text) < ShortText
}

// Page asks for the page of an article and reads its text. Like Fetch it never
// fails: the class says how it ended. robots.txt is obeyed.
func (c *Client) Page(ctx context.Context, r PageRequest, src tracker.Source) Page {
	p := Page{At: c.now()}
	defer func() { p.Took = max(0, c.now().Sub(p.At)) }()
	at := Shown(r.URL)
	if until := c.heldUntil(r.URL, r.Place); !until.IsZero() {
		p.Class, p.Message = tracker.FetchRateLimited, fmt.Sprintf("%s was not asked: its server wants to be left alone until %s", at, until.Format(time.RFC3339))
		return p
	}
	if bar := c.barred(ctx, r.URL, r.Place); bar.class != "" {
		p.Class, p.Status, p.Message = bar.class, bar.status, bar.message
		return p
	}
	a := c.get(ctx, request{url: r.URL, from: r.Place, etag: r.ETag, lastModified: r.LastModified, agent: r.Feed.UserAgent,
		headers: headersFor(r.Feed, r.URL), accept: acceptPage, maxBytes: maxPage, page: true})
	p.Status = a.status
	if fault := guarded(func() { c.judgePage(ctx, &p, a, r, src) }); fault != nil {
		p.Class, p.Item, p.Message = tracker.FetchMalformed, tracker.Item{}, fmt.Sprintf("%s: what it answered could not be read: %v; the feed's own text is kept", at, fault)
	}
	return p
}

// headersFor are the headers that were configured for a feed, which may hold a
// key, where they may go to an address: that must be of the feed's own site, and
// as safe on the way.
func headersFor(feed tracker.FeedAddress, address string) map[string]string {
	from, errFeed := url.Parse(feed.URL)
	to, errPage := url.Parse(address)
	if errFeed != nil || errPage != nil || from.Host != "" && (!sameSite(from, to) || stepsDown(from, to)) {
		return nil
	}
	return feed.Headers
}

func (c *Client) judgePage(ctx context.Context, p *Page, a answer, r PageRequest, src tracker.Source) {
	at := Shown(r.URL)
	switch {
	case a.class == tracker.FetchUnchanged:
		p.Class, p.ETag, p.LastModified = a.class, r.ETag, r.LastModified
		return
	case a.class != tracker.FetchOK:
		p.Class, p.Message = a.class, a.message
		return
	case a.status != http.StatusOK:
		a = explainStatus(a, at)
		p.Class, p.Message = a.class, a.message
		p.Gone = a.status == http.StatusNotFound || a.status == http.StatusGone
		if pause := retryAfter(a.header, p.At); pause > 0 || p.Class == tracker.FetchRateLimited {
			c.hold(r.URL, r.Place, p.At.Add(max(pause, time.Minute)))
		}
		return
	}
	if hurdle := challenge(a); hurdle != "" {
		p.Class, p.Message = tracker.FetchBlocked, at+" shows "+hurdle+" instead of the article; Onset does not get around it. The feed's own text is kept"
		return
	}
	if !SameHost(a.address, r.URL) {
		if bar := c.barred(ctx, a.address, r.Place); bar.class != "" {
			p.Class, p.Status, p.Message = bar.class, bar.status, at+" leads elsewhere: "+bar.message
			return
		}
	}
	item, poor, err := ReadPage(a.body, Reading{ContentType: a.header.Get("Content-Type"), Address: a.address, Source: src, Now: p.At, Cut: a.cut})
	if err != nil {
		p.Class, p.Message = tracker.FetchMalformed, fmt.Sprintf("%s: %v; the feed's own text is kept", at, err)
		return
	}
	item.Answers = answered(a, p.At)
	if led := ledAway(r.URL, a.address); led != "" {
		p.Gone = r.Title != "" && !holds(a.body, a.header.Get("Content-Type"), r.Title)
		if p.Gone || led == frontPage {
			poor = "the address leads to " + led + " now"
		}
	}
	item.Place = r.Place
	p.Class, p.Item, p.Poor = tracker.FetchOK, item, poor
	p.ETag, p.LastModified = a.header.Get("ETag"), a.header.Get("Last-Modified")
}

const frontPage = "the front page"

// ledAway names the page that an article's address redirects to when that is
// its site's front page or the section above it, which is how many sites say
// that an article is gone; "" when it leads elsewhere or nowhere.
func ledAway(asked, answered string) string {
	_, from, _ := Canonical(asked)
	_, to, ok := Canonical(answered)
	switch {
	case !ok || from == to:
		return ""
	case isHome(to):
		return frontPage
	case strings.HasPrefix(from, strings.TrimSuffix(to, "/")+"/"):
		return "the section above it"
	}
	return ""
}

// holds tells whether a page has a headline anywhere in its text: then it may
// be about the article after all.
func holds(body []byte, contentType, title string) bool {
	folded := func(s string) string { return strings.ToLower(Line(s)) }
	return strings.Contains(folded(Text(decode(body, contentType))), folded(title))
}

// Fuller returns the item with the better of two texts, the feed's and the
// page's, and with the dates that both claim. The page's text is taken when it
// is trusted, longer, and about the same thing as what the feed says. Which one
// was taken is told by Method.
func Fuller(it tracker.Item, p Page) tracker.Item {
	if p.Class != tracker.FetchOK {
		return it
	}
	page := p.Item
	it.Answers = slices.Concat(it.Answers, page.Answers)
	it.Published = Dating{}.order(append(append([]tracker.DateClaim{}, it.Published...), newClaims(it.Published, page.Published)...))
	if it.Author == "" {
		it.Author = page.Author
	}
	if it.Language == "" {
		it.Language = page.Language
	}
	if p.Poor != "" || len(page.Text) <= len(it.Text) || !sameSubject(it, page.Text) {
		return it
	}
	if it.Title == "" {
		it.Title = page.Title
	}
	it.Text, it.Method, it.Depth, it.SHA256, it.Place = page.Text, page.Method, tracker.FullText, page.SHA256, page.Place
	return it
}

// newClaims are the claims of more that are not among have.
func newClaims(have, more []tracker.DateClaim) []tracker.DateClaim {
	var out []tracker.DateClaim
	for _, m := range more {
		known := false
		for _, h := range have {
			known = known || h.From == m.From && h.Raw == m.Raw
		}
		if !known {
			out = append(out, m)
		}
	}
	return out
}

// sameSite tells whether a canonical link may be believed: the same host, or
// one a subdomain of the other.
func sameSite(a, b *url.URL) bool {
	x, y := plainHost(a.Host), plainHost(b.Host)
	return x == y || hasDomain(x, y) || hasDomain(y, x)
}

func hasDomain(host, domain string) bool {
	return len(host) > len(domain) && host[len(host)-len(domain)-1] == '.' && host[len(host)-len(domain):] == domain
}
