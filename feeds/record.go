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
	Doubts []Trouble // what of it could not be understood though it was kept
}

// Trouble is something of a file that could not be read.
type Trouble struct {
	Line   int
	Kind   string // the same for all troubles of one kind
	Detail string // what follows Kind in a sentence: about this line, and what to do
}

func (t Trouble) String() string { return fmt.Sprintf("line %d: %s%s", t.Line, t.Kind, t.Detail) }

// The kinds of what is doubtful in a record that is kept.
const (
	UnreadDate = "the date can't be read" // the record has none, or the day of its address
	OtherForm  = "the date is not in the form of date_format"
	UnreadSeen = "seen is no instant"
)

// Import is what the reading of a file depends on beside the file, and who is
// told what.
type Import struct {
	Now    time.Time
	Source func(name string) tracker.Source // by id or name, for zone and country; may be nil
	Each   func(Record) error               // an error of it ends the reading
	Reject func(Trouble)                    // told of each record that is left out; may be nil
	Unused func(columns []string)           // told of columns and fields from which nothing is taken; may be nil

	NoDates bool // a table without a date column is read
}

func (im Import) reject(line int, kind, detail string) {
	if im.Reject != nil {
		im.Reject(Trouble{line, kind, detail})
	}
}

func (im Import) unused(columns []string) {
	if im.Unused != nil && len(columns) > 0 {
		im.Unused(columns)
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

// readable tells whether the published date can be read.
func (r row) readable(now time.Time) bool {
	raw, d := strings.TrimSpace(r.published), r.mapping.within(Dating{Now: now})
	if raw == "" {
		return false
	}
	_, fits := r.mapping.read(d, raw)
	return fits || d.Read("import", raw).Stamp.Known()
}

// take turns a row into a record and hands it out, or rejects it.
func (im Import) take(r row) error {
	var src tracker.Source
	if im.Source != nil {
		src = im.Source(r.source)
	}
	rec := Record{Line: r.line, Source: Name(r.source)}
	it := tracker.Item{URL: Name(r.url), GUID: Name(r.guid), Title: headline(r.title), Language: languageOf(r.language), Author: Line(r.author),
		Method: "import", SHA256: rawSum(r.title, r.text, r.html)}
	if it.Text = Plain(r.text); it.Text == "" || showsTags(it.Text) {
		it.Text = Text(first(r.html, r.text))
	}
	if it.Title == "" && it.Text == "" {
		im.reject(r.line, "has neither title nor text", "")
		return nil
	}
	if _, _, ok := Canonical(it.URL); !ok && it.URL != "" {
		it.GUID, it.URL = first(it.GUID, it.URL), "" // still tells it from others
	}
	d := r.mapping.within(Dating{Zone: src.Zone, Country: src.Country, Order: r.order, Now: im.Now})
	it.Published, rec.Doubts = datesOf(d, it.URL, r)
	if s := strings.TrimSpace(r.seen); s != "" {
		if c := d.Read("seen", s); !c.Stamp.Time.IsZero() {
			it.Seen = c.Stamp.Time
		} else {
			rec.Doubts = append(rec.Doubts, Trouble{r.line, UnreadSeen, ": " + quoted(s)})
		}
	}
	it.Text, it.Method = clip(it.Text, it.Method, false)
	it.Depth = depthOf(r.depth, it)
	rec.Item = Identify(it)
	return im.Each(rec)
}

// datesOf reads the published date and says what is doubtful about it.
func datesOf(d Dating, address string, r row) (claims []tracker.DateClaim, doubts []Trouble) {
	if u, err := url.Parse(address); err == nil {
		if c, ok := d.fromAddress(u.Path); ok {
			claims = append(claims, c)
		}
	}
	raw := Name(r.published)
	if raw == "" {
		return claims, nil
	}
	claim, fits := r.mapping.read(d, raw)
	if !fits {
		claim = d.understand("import", raw)
	}
	switch {
	case !claim.Stamp.Known():
		doubts = append(doubts, Trouble{r.line, UnreadDate, fmt.Sprintf(": %s is %s", quoted(raw), claim.Flag)})
	case !fits && r.ownFormat():
		doubts = append(doubts, Trouble{r.line, OtherForm, fmt.Sprintf(": %s, read as %s", quoted(raw), claim.Stamp)})
	}
	return d.order(append([]tracker.DateClaim{claim}, claims...)), doubts
}

func quoted(s string) string { return fmt.Sprintf("%q", shortened(s, 40)) }

// shortened cuts s to at most n characters and an ellipsis.
func shortened(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
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
