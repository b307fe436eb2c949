package feeds

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strings"
	"time"

	"onset/tracker"
)

// History asks for the older articles of an outlet.
type History struct {
	Address string // a feed, a sitemap, or any page of the site
	Since   tracker.Day
	Source  tracker.Source
	Feed    tracker.FeedAddress // whose agent and headers to use; may be empty
	// Done tells which documents were walked to their end before, so that a
	// walk that was interrupted goes on where it stopped; may be nil.
	Done func(document string) bool
}

// Older is one step of a walk through history: an article, or the end of a
// document.
type Older struct {
	Document string       // the sitemap or page of the feed that names it
	Item     tracker.Item // URL and dates, and the text where a feed carries it
	Finished bool         // Document was walked to its end; Item is empty
}

// The bounds of a walk.
const (
	maxDocuments = 5000
	mapsDeep     = 3
)

// Backfill walks the older pages of a feed, or the sitemaps of a site, and
// yields what was published since a day, or at a time that nobody tells. An
// error names one document that could not be read; the walk goes on after it.
func (c *Client) Backfill(ctx context.Context, h History) iter.Seq2[Older, error] {
	return func(yield func(Older, error) bool) {
		w := &walk{c: c, ctx: ctx, h: h, yield: yield, seen: make(map[string]bool)}
		a, err := w.get(h.Address)
		if err != nil {
			yield(Older{Document: h.Address}, err)
			return
		}
		if f, err := w.parse(a); err == nil {
			w.feed(a.address, f)
			if f.Older == "" {
				w.site(first(f.Site, a.address))
			}
			return
		}
		if pages, maps, err := readSitemap(a.body, a.header.Get("Content-Type")); err == nil {
			w.sitemap(h.Address, pages, maps, 0)
			return
		}
		w.site(a.address)
	}
}

// walk is one walk through history.
type walk struct {
	c       *Client
	ctx     context.Context
	h       History
	yield   func(Older, error) bool
	seen    map[string]bool // documents asked for and articles yielded
	asked   int
	stopped bool
}

func (w *walk) get(address string) (answer, error) {
	w.asked++
	a := w.c.get(w.ctx, request{url: address, from: w.h.Source.Place(), agent: w.h.Feed.UserAgent, headers: w.h.Feed.Headers, accept: acceptFeed})
	if a.class == tracker.FetchOK && a.status != http.StatusOK {
		a = explainStatus(a, Shown(address))
	}
	if a.class != tracker.FetchOK {
		return a, fmt.Errorf("reading history: %s", a.message)
	}
	return a, nil
}

func (w *walk) parse(a answer) (Feed, error) {
	return Parse(a.body, Reading{ContentType: a.header.Get("Content-Type"), Address: a.address, Source: w.h.Source, Now: w.c.now(), Cut: a.cut})
}

// give yields an article once.
func (w *walk) give(document string, it tracker.Item) {
	if w.stopped || w.seen[it.Key] {
		return
	}
	w.seen[it.Key] = true
	w.stopped = !w.yield(Older{Document: document, Item: it}, nil)
}

func (w *walk) finish(document string) {
	if !w.stopped {
		w.stopped = !w.yield(Older{Document: document, Finished: true}, nil)
	}
}

func (w *walk) fail(document string, err error) {
	if !w.stopped {
		w.stopped = !w.yield(Older{Document: document}, err)
	}
}

// more tells whether a document is to be asked for, which was not walked before.
func (w *walk) more(document string) bool {
	return w.once(document) && (w.h.Done == nil || !w.h.Done(document))
}

// once tells whether a document is to be asked for, for the first time in this
// walk.
func (w *walk) once(document string) bool {
	if w.stopped || w.ctx.Err() != nil || w.seen[document] || w.asked >= maxDocuments {
		return false
	}
	w.seen[document] = true
	return true
}

// feed follows a feed's own paging until its items are older than asked for, or
// bring nothing new.
func (w *walk) feed(document string, f Feed) {
	for {
		before := len(w.seen)
		recent := 0
		for _, it := range f.Items {
			if w.recent(it.Published) {
				recent++
				w.give(document, it)
			}
		}
		w.finish(document)
		// A page that was walked before is read again: it leads to the next.
		if f.Older == "" || recent == 0 || len(w.seen) == before || !w.once(f.Older) {
			return
		}
		document = f.Older
		a, err := w.get(document)
		if err == nil {
			f, err = w.parse(a)
		}
		if a.status == http.StatusNotFound {
			return // how many sites say that there is no further page
		}
		if err != nil {
			w.fail(document, err)
			return
		}
	}
}

// recent tells whether something is of the time asked for, as far as it tells.
func (w *walk) recent(claims []tracker.DateClaim) bool {
	return len(claims) == 0 || !claims[0].Stamp.Known() || claims[0].Stamp.Day >= w.h.Since
}

// site walks the sitemaps that robots.txt names, or those in the usual places.
func (w *walk) site(address string) {
	base, err := allowed(address)
	if err != nil {
		w.fail(address, err)
		return
	}
	var roots []string
	if rules := w.c.rulesOf(w.ctx, base, w.h.Source.Place()).rules; rules != nil {
		roots = rules.Sitemaps
	}
	if len(roots) == 0 {
		for _, p := range []string{"/sitemap.xml", "/sitemap_index.xml", "/sitemap-index.xml", "/news-sitemap.xml"} {
			roots = append(roots, base.ResolveReference(&url.URL{Path: p}).String())
		}
	}
	found := false
	for _, r := range roots {
		if !w.more(r) {
			found = found || w.h.Done != nil && w.h.Done(r)
			continue
		}
		if a, err := w.get(r); err == nil {
			if pages, maps, err := readSitemap(a.body, a.header.Get("Content-Type")); err == nil {
				found = true
				w.sitemap(r, pages, maps, 0)
			}
		}
	}
	if !found && !w.stopped && w.ctx.Err() == nil {
		w.fail(address, fmt.Errorf("reading history: %s has no sitemap that could be read and no older pages of a feed: nothing older can be found here; give the address of a sitemap, or import what you have: onset import FILE", Shown(address)))
	}
}

// sitemap yields the pages of a sitemap and walks those below it.
func (w *walk) sitemap(document string, pages, maps []place, depth int) {
	d := Dating{Zone: w.h.Source.Zone, Country: w.h.Source.Country, Now: w.c.now()}
	for _, p := range pages {
		it := Identify(tracker.Item{URL: p.Loc, Title: Line(p.Title), Published: p.dates(d), Depth: tracker.TitleOnly, Seen: d.Now})
		if it.URL != "" && w.recent(it.Published) {
			w.give(document, it)
		}
	}
	if len(maps) == 0 {
		w.finish(document)
	}
	for _, m := range maps {
		if depth+1 >= mapsDeep || w.tooOld(m, d) || !w.more(m.Loc) {
			continue
		}
		a, err := w.get(m.Loc)
		if err == nil {
			var inner, below []place
			if inner, below, err = readSitemap(a.body, a.header.Get("Content-Type")); err == nil {
				w.sitemap(m.Loc, inner, below, depth+1)
				continue
			}
			err = fmt.Errorf("reading history: %s: %w", Shown(m.Loc), err)
		}
		w.fail(m.Loc, err)
	}
}

// dates are the claims of a sitemap's line, best first.
func (p place) dates(d Dating) []tracker.DateClaim {
	e := entry{}
	e.date("sitemap:news", p.Published)
	e.changed("sitemap:lastmod", p.LastMod)
	return e.published(d, p.Loc)
}

// tooOld tells whether nothing below a sitemap can be of the time asked for:
// it has not changed since, or its address names a month before.
func (w *walk) tooOld(m place, d Dating) bool {
	if c := d.Read("sitemap:lastmod", m.LastMod); c.Stamp.Known() && c.Stamp.Day < w.h.Since {
		return true
	}
	last := monthIn(m.Loc)
	return last != 0 && last < w.h.Since
}

// monthIn returns the last day of the month that an address names, or 0.
func monthIn(address string) tracker.Day {
	for i := 0; i+7 <= len(address); i++ {
		if !strings.HasPrefix(address[i:], "20") && !strings.HasPrefix(address[i:], "19") || i > 0 && isDigit(address[i-1]) || digits(address[i:]) != 4 && digits(address[i:]) != 6 {
			continue
		}
		rest := strings.TrimLeft(address[i+4:], "-_/.")
		n := digits(rest)
		if month := number(rest[:min(n, 2)]); (n == 1 || n == 2) && month >= 1 && month <= 12 {
			return tracker.Date(number(address[i:i+4]), time.Month(month)+1, 1) - 1
		}
	}
	return 0
}
