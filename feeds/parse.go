package feeds

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"

	"onset/tracker"
)

// ErrNotFeed says that a body is no feed of any known format.
var ErrNotFeed = errors.New("not a feed")

// ErrMalformed says that a body begins as a feed but that nothing of it could
// be read.
var ErrMalformed = errors.New("malformed feed")

// Reading is what the parsing of a body depends on beside the body.
type Reading struct {
	ContentType string         // the header's; "" for files
	Address     string         // of the feed, against which its links are resolved
	Source      tracker.Source // for zone and country
	Now         time.Time      // when it was fetched
	Cut         bool           // the body ended early
}

// Feed is what was read of a body.
type Feed struct {
	Format   string // "rss 2.0", "atom 1.0", "json"
	Title    string
	Site     string // the page that the feed belongs to
	Language string
	Every    time.Duration // how often it asks to be polled at most; 0: it doesn't say
	Older    string        // address of the page of older items; "" when there is none
	Items    []tracker.Item
	Repeated int  // items that say the same as another of them, left out
	Rejected int  // items that could not be read
	Whole    bool // everything that was sent could be read
}

// Parse reads a feed of any format, of RSS 0.9x to 2.0, RDF, Atom and JSON
// Feed, in any encoding. Items that can be read are read, whatever is wrong
// with the document around them. The error is ErrNotFeed or ErrMalformed, with
// what was found instead.
func Parse(body []byte, r Reading) (f Feed, err error) {
	if fault := guarded(func() { f, err = parse(body, r) }); fault != nil {
		return Feed{}, fmt.Errorf("%w: %w", ErrMalformed, fault)
	}
	return f, err
}

func parse(body []byte, r Reading) (Feed, error) {
	if bytes.HasPrefix(body, gzipMark) {
		unpacked, cut := unzip(body)
		body, r.Cut = unpacked, r.Cut || cut
	}
	doc := strings.TrimLeft(decode(body, r.ContentType), " \t\r\n\x00")
	if doc == "" {
		return Feed{}, fmt.Errorf("%w: the body is empty", ErrNotFeed)
	}
	var d document
	var rejected int
	var err error
	if doc[0] == '{' {
		d, rejected, err = parseJSON(doc)
	} else {
		d, rejected, err = parseXML(doc)
	}
	if err != nil {
		return Feed{}, err
	}
	return d.feed(r, rejected), nil
}

// feed cleans a document and identifies its items.
func (d *document) feed(r Reading, rejected int) Feed {
	base, err := url.Parse(r.Address)
	if err != nil || base.Host == "" {
		base, _ = url.Parse(d.link) // a saved file knows only its site
	}
	f := Feed{Format: strings.TrimSpace(d.format), Title: Line(d.title), Site: absolute(base, d.link), Language: languageOf(d.language),
		Every: d.every(), Older: absolute(base, first(d.next, d.archive, d.paged(r.Address))), Rejected: rejected, Whole: rejected == 0 && !r.Cut}
	dating, language := d.dating(r), f.Language
	if len(r.Source.Languages) > 0 && !slices.Contains(r.Source.Languages, language) {
		language = "" // what the software puts there by itself
	}
	f.Items = make([]tracker.Item, 0, len(d.entries))
	for i := range d.entries {
		e := &d.entries[i]
		if e.nameless() {
			f.Rejected++ // it was read, and is empty
			continue
		}
		var it tracker.Item
		if guarded(func() { it = e.item(base, dating, language) }) != nil {
			f.Rejected++
			continue
		}
		it.Seen = r.Now
		f.Items = append(f.Items, it)
	}
	attribute(f.Items, r.Source)
	identify(f.Items, f.Site)
	all := len(f.Items)
	f.Items = distinct(f.Items)
	f.Repeated = all - len(f.Items)
	return f
}

// dating is how the dates of the feed are read: in the order of day and month
// that all of them allow.
func (d *document) dating(r Reading) Dating {
	dating := Dating{Zone: r.Source.Zone, Country: r.Source.Country, Now: r.Now}
	var seen orders
	for _, e := range d.entries {
		for _, date := range e.dates {
			seen.add(date.raw, dating)
		}
	}
	dating.Order = seen.settled()
	return dating
}

// paged is the next page of a feed of WordPress, which has pages but names none.
func (d *document) paged(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || !strings.Contains(d.generator, "wordpress") || len(d.entries) == 0 {
		return ""
	}
	q := u.Query()
	page, _ := strconv.Atoi(q.Get("paged")) // none is the first
	q.Set("paged", strconv.Itoa(max(page, 1)+1))
	u.RawQuery = q.Encode()
	return u.String()
}

// every is the longest of the pauses that the feed asks for.
func (d *document) every() time.Duration {
	minutes, _ := strconv.Atoi(strings.TrimSpace(d.ttl)) // 0 when it is no number
	every := time.Duration(max(0, min(minutes, 7*24*60))) * time.Minute
	period := map[string]time.Duration{"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour,
		"monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour}[strings.ToLower(strings.TrimSpace(d.period))]
	if n, err := strconv.Atoi(strings.TrimSpace(d.frequency)); err == nil && n > 1 {
		period /= time.Duration(n)
	}
	return max(every, period)
}

// parseXML reads RSS, RDF or Atom. gofeed reads the document as a whole; what
// it can't read, or reads as nothing, is read item by item.
func parseXML(doc string) (document, int, error) {
	doc = mend(dropDeclaration(doc))
	slim, l := lift(doc)
	starts := itemStarts(slim)
	whole, err := parseWhole(slim, l)
	if err == nil && len(whole.entries) == len(starts) {
		for i := range whole.entries {
			whole.entries[i].about(slim[starts[i]:])
		}
	}
	if err == nil && len(whole.entries) == len(starts) && !anyBroken(whole.entries) {
		return whole, 0, nil
	}
	root := rootTag(slim)
	if root == "" {
		return document{}, 0, fmt.Errorf("%w: it is %s", ErrNotFeed, looksLike(doc))
	}
	if len(starts) == 0 {
		if err == nil {
			return whole, 0, nil
		}
		return document{}, 0, fmt.Errorf("%w: no item begins in it, and it breaks off (%v)", ErrMalformed, err)
	}
	d, rejected := salvage(slim, root, starts, l)
	if err == nil && len(sound(whole.entries)) >= len(d.entries) {
		return whole, max(0, len(starts)-len(whole.entries)), nil
	}
	if len(d.entries) == 0 {
		return document{}, rejected, fmt.Errorf("%w: none of its %d items could be read", ErrMalformed, len(starts))
	}
	return d, rejected, nil
}

// maxNesting is how deep elements may nest. The parser recurses, and a document
// of nothing but start tags would exhaust its stack.
const maxNesting = 10_000

func nestedTooDeep(doc string) bool {
	f := newFinder(doc)
	depth := 0
	for i := f.find("<", 0); i >= 0 && i+1 < len(doc); i = f.find("<", i+1) {
		switch doc[i+1] {
		case '/':
			depth--
		case '!', '?':
		default:
			if end := f.find(">", i); end < 0 || doc[end-1] != '/' {
				depth++
			}
		}
		if depth > maxNesting {
			return true
		}
	}
	return false
}

// parseWhole reads a document by gofeed. A panic of it is an error like others.
func parseWhole(doc string, l *lifted) (d document, err error) {
	if fault := guarded(func() { d, err = byGofeed(doc, l) }); fault != nil {
		return document{}, fault
	}
	return d, err
}

func byGofeed(doc string, l *lifted) (document, error) {
	if nestedTooDeep(doc) {
		return document{}, fmt.Errorf("its elements nest more than %d deep", maxNesting)
	}
	switch gofeed.DetectFeedType(strings.NewReader(doc[:min(len(doc), 8192)])) {
	case gofeed.FeedTypeRSS:
		p := rss.Parser{}
		f, err := p.Parse(strings.NewReader(doc))
		if err != nil {
			return document{}, err
		}
		return fromRSS(f, l), nil
	case gofeed.FeedTypeAtom:
		p := atom.Parser{}
		f, err := p.Parse(strings.NewReader(doc))
		if err != nil {
			return document{}, err
		}
		return fromAtom(f, l), nil
	}
	return document{}, ErrNotFeed
}

func sound(entries []entry) []entry {
	out := make([]entry, 0, len(entries))
	for _, e := range entries {
		if !e.broken() {
			out = append(out, e)
		}
	}
	return out
}

func anyBroken(entries []entry) bool {
	for i := range entries {
		if entries[i].broken() {
			return true
		}
	}
	return false
}

// dropDeclaration removes the XML declaration, whose encoding is no longer
// true, and whatever a careless server wrote before the root.
func dropDeclaration(doc string) string {
	head := doc[:min(len(doc), 2048)]
	if i := strings.Index(head, "<?xml"); i >= 0 {
		if j := strings.Index(head[i:], "?>"); j >= 0 {
			return strings.TrimLeft(doc[i+j+2:], " \t\r\n\ufeff")
		}
	}
	for _, root := range []string{"<rss", "<feed", "<rdf:RDF", "<RDF", "<!DOCTYPE rss"} {
		if i := strings.Index(head, root); i > 0 && !bytes.ContainsAny([]byte(head[:i]), "<{") {
			return doc[i:]
		}
	}
	return doc
}

// looksLike says in words what a body is instead of a feed.
func looksLike(doc string) string {
	head := strings.ToLower(doc[:min(len(doc), 1024)])
	switch {
	case strings.Contains(head, "<html") || strings.Contains(head, "<!doctype html"):
		return "an HTML page"
	case strings.Contains(head, "<urlset") || strings.Contains(head, "<sitemapindex"):
		return "a sitemap"
	case strings.Contains(head, "<opml"):
		return "an OPML list"
	case strings.HasPrefix(head, "<"):
		return "XML of another kind"
	case strings.HasPrefix(head, "%pdf"):
		return "a PDF file"
	}
	return "no XML and no JSON"
}
