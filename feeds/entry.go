package feeds

import (
	"crypto/sha256"
	"encoding/hex"
	"html"
	"net/url"
	"strings"

	"onset/tracker"
)

// entry is an item as its format gives it, before anything is cleaned.
type entry struct {
	title, link, guid string
	content, summary  string // HTML
	author, language  string
	publisher         tracker.Publisher // as the entry of an aggregate feed names it
	dates             []rawDate
	cut               bool // a text was longer than what is read of one
}

// rawDate is a date as written, and the element it stood in.
type rawDate struct {
	from, raw string
	updated   bool // says when it changed, not when it appeared
}

func (e *entry) date(from, raw string) {
	if strings.TrimSpace(raw) != "" {
		e.dates = append(e.dates, rawDate{from, raw, false})
	}
}

func (e *entry) changed(from, raw string) {
	if strings.TrimSpace(raw) != "" {
		e.dates = append(e.dates, rawDate{from, raw, true})
	}
}

// nameless tells whether nothing of an item could be read that would make it
// an article: no text, and no page where one may be.
func (e *entry) nameless() bool {
	blank := func(s string) bool { return strings.TrimSpace(s) == "" }
	return blank(e.title) && blank(e.content) && blank(e.summary) && blank(e.link)
}

// swallowed tells whether an element that was never closed took the others in.
func (e *entry) swallowed() bool {
	return containsAny(e.title+e.link, []string{"<link", "<guid", "<pubDate", "<description", "<id>", "<title", "<content"})
}

// broken tells whether an item was read as less than it is.
func (e *entry) broken() bool { return e.nameless() || e.swallowed() }

// The thresholds of depth, in bytes of clean text.
const (
	// ShortText is the length under which a text is taken for an excerpt, and
	// under which content: auto fetches the page.
	ShortText = 600
	// longSummary is the length from which a feed's summary is taken for the
	// article itself.
	longSummary = 1500
)

// item cleans an entry. Its identity is given later, beside its neighbours.
func (e *entry) item(base *url.URL, dating Dating, language string) tracker.Item {
	it := tracker.Item{
		URL: absolute(base, e.link), GUID: Name(e.guid),
		Title: e.headline(), Language: languageOf(e.language, language), Author: e.short(e.author),
		SHA256: rawSum(e.title, e.content, e.summary), Publisher: e.publisher,
	}
	it.Text, it.Method, it.Depth = e.text(it.Title)
	it.Text, it.Method = clip(it.Text, it.Method, e.cut)
	it.Published = e.published(dating, it.URL)
	return it
}

// headline cleans the title. What begins no element that a title can have is
// text: it may speak of "<port>".
func (e *entry) headline() string { return e.short(bareBrackets(e.title)) }

// short cleans a title or a name, up to a length that no title has.
func (e *entry) short(src string) string {
	src, cut := bounded(src, maxTitle)
	e.cut = e.cut || cut
	return Line(src)
}

// long returns as much of an HTML text as is read.
func (e *entry) long(src string) string {
	src, cut := bounded(src, maxMarkup)
	e.cut = e.cut || cut
	return src
}

// plain returns a text that is no HTML as HTML.
func (e *entry) plain(s string) string { return html.EscapeString(e.long(s)) }

// text chooses between content and summary, and says how much of the article
// the choice holds.
func (e *entry) text(title string) (text, method string, depth tracker.Depth) {
	content, summary := "", ""
	if e.content != "" {
		content = Text(e.long(e.content))
	}
	if e.summary != "" && (content == "" || len(content) < ShortText && len(e.summary) > len(e.content)) {
		summary = Text(e.long(e.summary))
	}
	switch {
	case len(content) >= len(summary) && content != "":
		text, method, depth = content, "feed:content", tracker.FullText
	default:
		text, method, depth = summary, "feed:summary", tracker.Excerpt
		if len(text) >= longSummary {
			depth = tracker.FullText
		}
	}
	switch {
	case text == "" || text == title:
		return text, method, tracker.TitleOnly
	case cutShort(text):
		depth = tracker.Excerpt
	}
	return text, method, depth
}

// teasers end a text that goes on elsewhere.
var teasers = []string{"…", "...", "[…]", "[...]", "read more", "continue reading", "read full article", "read the full story",
	"читать далее", "читать дальше", "читать полностью", "подробнее", "читати далі", "детальніше", "weiterlesen", "lire la suite", "leer más", "leggi tutto", "czytaj więcej"}

func cutShort(text string) bool {
	end := strings.ToLower(strings.TrimRight(text[max(0, len(text)-60):], " \n»>→.)"))
	whole := strings.TrimRight(text[max(0, len(text)-8):], " \n»>→)")
	for _, t := range teasers {
		if strings.HasSuffix(end, t) || strings.HasSuffix(whole, t) {
			return true
		}
	}
	return false
}

// published reads all dates of the entry, the one in its address included,
// best first.
func (e *entry) published(d Dating, address string) []tracker.DateClaim {
	claims := make([]tracker.DateClaim, 0, len(e.dates)+1)
	for _, r := range e.dates {
		c := d.understand(r.from, r.raw)
		if r.updated {
			c = changed(c)
		}
		claims = append(claims, c)
	}
	if u, err := url.Parse(address); err == nil {
		if c, ok := d.fromAddress(u.Path); ok {
			claims = append(claims, c)
		}
	}
	return d.order(claims)
}

func rawSum(parts ...string) string {
	h := sha256.New()
	var some [1024]byte // a part is copied bit by bit, because it may be long
	for _, p := range parts {
		for len(p) > 0 {
			n := copy(some[:], p)
			h.Write(some[:n]) // never fails
			p = p[n:]
		}
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// absolute resolves an address against the feed's own; "" when it is none.
func absolute(base *url.URL, raw string) string {
	raw = Name(raw)
	if raw == "" {
		return ""
	}
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	if base != nil && !u.IsAbs() {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// languageOf returns the first of the declared languages as ISO 639-1.
func languageOf(declared ...string) string {
	for _, d := range declared {
		d = strings.ToLower(strings.TrimSpace(d))
		if i := strings.IndexAny(d, "-_ ,;"); i >= 0 {
			d = d[:i]
		}
		if len(d) == 2 {
			return d
		}
		if two, ok := threeLetter[d]; ok {
			return two
		}
	}
	return ""
}

var threeLetter = map[string]string{"eng": "en", "rus": "ru", "ukr": "uk", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr",
	"spa": "es", "ita": "it", "pol": "pl", "english": "en", "russian": "ru", "ukrainian": "uk"}
