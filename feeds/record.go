package feeds

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"onset/tracker"
)

// Record is one article of a file.
type Record struct {
	Line   int    // where it begins, counted from 1
	Source string // id or name, as the file has it; "" when it names none
	Item   tracker.Item
	Doubt  string // what of it could not be understood though it was kept, "" when nothing
}

// Rejection is one record of a file that could not be read.
type Rejection struct {
	Line   int
	Reason string // for a person: what is wrong, and what to do where that isn't plain
}

func (r Rejection) String() string { return fmt.Sprintf("line %d: %s", r.Line, r.Reason) }

// Import is what the reading of a file depends on beside the file, and who is
// told what.
type Import struct {
	Now    time.Time
	Source func(name string) tracker.Source // by id or name, for zone and country; may be nil
	Each   func(Record) error               // an error of it ends the reading
	Reject func(Rejection)                  // may be nil
}

func (im Import) reject(line int, format string, args ...any) {
	if im.Reject != nil {
		im.Reject(Rejection{Line: line, Reason: fmt.Sprintf(format, args...)})
	}
}

// row is a record before it is understood: its fields by the names of the
// import format.
type row struct {
	line                                                        int
	url, title, text, html, published, source, language, author string
	seen, guid                                                  string
	depth                                                       tracker.Depth
	mapping                                                     *Mapping  // whose date format and zone it has; may be nil
	order                                                       DateOrder // of day and month, as the other rows show it
}

// take turns a row into a record and hands it out, or rejects it.
func (im Import) take(r row) error {
	var src tracker.Source
	if im.Source != nil {
		src = im.Source(r.source)
	}
	rec := Record{Line: r.line, Source: strings.TrimSpace(r.source)}
	it := tracker.Item{URL: strings.TrimSpace(r.url), GUID: r.guid, Title: Line(r.title), Language: languageOf(r.language), Author: Line(r.author),
		Method: "import", SHA256: rawSum(r.title, r.text, r.html)}
	if it.Text = Plain(r.text); it.Text == "" || showsTags(it.Text) {
		it.Text = Text(first(r.html, r.text))
	}
	if it.Title == "" && it.Text == "" {
		im.reject(r.line, "has neither title nor text")
		return nil
	}
	if _, _, ok := Canonical(it.URL); !ok && it.URL != "" {
		it.GUID, it.URL = first(it.GUID, it.URL), "" // still tells it from others
	}
	d := r.mapping.within(Dating{Zone: src.Zone, Country: src.Country, Order: r.order, Now: im.Now})
	it.Published, rec.Doubt = datesOf(d, it.URL, r)
	if s := strings.TrimSpace(r.seen); s != "" {
		if c := d.Read("seen", s); !c.Stamp.Time.IsZero() {
			it.Seen = c.Stamp.Time
		} else {
			rec.Doubt = strings.TrimPrefix(rec.Doubt+"; seen "+quoted(s)+" is no instant", "; ")
		}
	}
	it.Depth = depthOf(r.depth, it)
	rec.Item = Identify(it)
	return im.Each(rec)
}

// datesOf reads the published date and says what is doubtful about it.
func datesOf(d Dating, address string, r row) (claims []tracker.DateClaim, doubt string) {
	if u, err := url.Parse(address); err == nil {
		if c, ok := d.fromAddress(u.Path); ok {
			claims = append(claims, c)
		}
	}
	raw := strings.TrimSpace(r.published)
	if raw == "" {
		return claims, ""
	}
	claim, ok := r.mapping.read(d, raw)
	if !ok {
		claim = d.understand("import", raw)
	}
	if !claim.Stamp.Known() {
		doubt = "published " + quoted(raw) + " is " + claim.Flag
	}
	return d.order(append([]tracker.DateClaim{claim}, claims...)), doubt
}

func quoted(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// depthOf says how much of an article an imported text holds, unless the file's
// mapping says it.
func depthOf(said tracker.Depth, it tracker.Item) tracker.Depth {
	switch {
	case it.Text == "" || it.Text == it.Title:
		return tracker.TitleOnly
	case said != "":
		return said
	case len(it.Text) < ShortText || cutShort(it.Text):
		return tracker.Excerpt
	}
	return tracker.FullText
}
