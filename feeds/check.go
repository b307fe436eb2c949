package feeds

import (
	"context"
	"fmt"
	"slices"

	"onset/tracker"
)

// Report says what would be read of a feed, before it is added.
type Report struct {
	Fetch                  tracker.Fetch
	Full, Excerpts, Titles int                  // items by how much of the article they carry
	Bytes                  int                  // median length of the texts
	Dated                  int                  // items whose published date was understood
	Oldest, Newest         tracker.Stamp        // of the dated ones
	Flags                  map[string]int       // what is wrong with dates or was assumed, and how often
	Assumed                tracker.Assumed      // of any of the dates
	Rungs                  map[tracker.Rung]int // by what the items are identified
	Page                   *Page                // of one item, where pages will be read; nil when none was tried
	Notes                  []string             // for a person: what to expect, what to set
}

// Check fetches a feed as a poll would, without any memory of it, and reports
// what was read. Where pages will be read it tries one.
func (c *Client) Check(ctx context.Context, src tracker.Source, addr tracker.FeedAddress) Report {
	r := Report{Fetch: c.Fetch(ctx, tracker.FeedState{URL: addr.URL}, src, addr), Flags: make(map[string]int), Rungs: make(map[tracker.Rung]int)}
	for _, it := range r.Fetch.Items {
		r.count(it)
	}
	r.Bytes = medianText(r.Fetch.Items)
	r.note(src)
	c.sample(ctx, &r, src, addr)
	return r
}

// sample reads the page of the first item that needs it.
func (c *Client) sample(ctx context.Context, r *Report, src tracker.Source, addr tracker.FeedAddress) {
	i := slices.IndexFunc(r.Fetch.Items, func(it tracker.Item) bool { return NeedsPage(src, it) })
	if i < 0 {
		return
	}
	it := r.Fetch.Items[i]
	p := c.Page(ctx, PageRequest{URL: it.URL, Title: it.Title, Feed: addr}, src)
	r.Page = &p
	note := ""
	switch got := Fuller(it, p); {
	case p.Class.Failed():
		note = "could not be read: " + p.Message
	case p.Poor != "":
		note = "gives no text that can be trusted: " + p.Poor + "; if most are so, set content: feed"
	case got.Text != p.Item.Text:
		note = "says no more than the feed, or something else; the feed's text is kept"
	default:
		note = fmt.Sprintf("gives a text of %d bytes (%s) where the feed has %d", len(got.Text), got.Method, len(it.Text))
	}
	r.Notes = append(r.Notes, "tried: the page "+Shown(it.URL)+" "+note)
}

func (r *Report) count(it tracker.Item) {
	switch it.Depth {
	case tracker.FullText:
		r.Full++
	case tracker.Excerpt:
		r.Excerpts++
	default:
		r.Titles++
	}
	r.Rungs[it.Rung]++
	if len(it.Published) == 0 {
		r.Flags["none"]++
		return
	}
	best := it.Published[0]
	if best.Flag != "" {
		r.Flags[best.Flag]++
	}
	r.assumed(best.Stamp.Assumed)
	if !best.Stamp.Known() {
		return
	}
	r.Dated++
	if r.Oldest.Day == 0 || before(best.Stamp, r.Oldest) {
		r.Oldest = best.Stamp
	}
	if r.Newest.Day == 0 || before(r.Newest, best.Stamp) {
		r.Newest = best.Stamp
	}
}

// assumed adds up what had to be assumed.
func (r *Report) assumed(a tracker.Assumed) {
	r.Assumed.Zone = first(r.Assumed.Zone, a.Zone)
	if a.Order != "" {
		r.Assumed.Order = a.Order
	}
	r.Assumed.LastChange = r.Assumed.LastChange || a.LastChange
}

// before orders stamps by day, then by time.
func before(a, b tracker.Stamp) bool {
	return a.Day < b.Day || a.Day == b.Day && a.Time.Before(b.Time)
}

func medianText(items []tracker.Item) int {
	lengths := make([]int, 0, len(items))
	for _, it := range items {
		lengths = append(lengths, len(it.Text))
	}
	if len(lengths) == 0 {
		return 0
	}
	slices.Sort(lengths)
	return lengths[len(lengths)/2]
}

func (r *Report) note(src tracker.Source) {
	n := len(r.Fetch.Items)
	say := func(format string, args ...any) { r.Notes = append(r.Notes, fmt.Sprintf(format, args...)) }
	if r.Fetch.Class.Failed() || n == 0 {
		return
	}
	if short := r.Excerpts + r.Titles; short > n/2 && src.Content == tracker.ContentFeed {
		say("%d of %d items carry only a title or an excerpt, in which a talking point is rarely found: set content: auto, so that pages are read", short, n)
	} else if short > n/2 {
		say("%d of %d items carry only a title or an excerpt: their pages will be read", short, n)
	}
	if r.Dated < n {
		say("%d of %d items have no date that could be understood; they are dated by when they are first seen", n-r.Dated, n)
	}
	if r.Assumed.Zone != "" {
		say("its dates name no time zone; they are read in that of the source, %s", r.Assumed.Zone)
	}
	switch r.Assumed.Order {
	case tracker.OrderByFeed:
		say("some of its dates don't tell day from month; the others do")
	case tracker.OrderByCountry:
		say("its dates don't tell day from month; they are read by the custom of the source's country")
	case tracker.OrderOpen:
		say("its dates don't tell day from month: each may be one of two; name the country of the source to have them read by its custom")
	}
	if r.Assumed.LastChange {
		say("its items say only when they were changed last: they were published then or before")
	}
	if r.Rungs[tracker.ByHash] > n/2 {
		say("its items have neither addresses nor ids of their own; an edited title makes a new article")
	}
	if moved := r.Fetch.State.MovedTo; moved != "" {
		say("it has moved to %s; use that address", Shown(moved))
	}
}
