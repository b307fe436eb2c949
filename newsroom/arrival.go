package newsroom

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"onset/feeds"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/edit"
	"onset/tracker/reader"
	"onset/tracker/revisit"
)

// arrival is an item that is to be stored, on its way there.
type arrival struct {
	tracker.Item
	known archive.Known
	page  *feeds.Page // nil when it was not asked for
	later bool        // the page is wanted and was left for another time
	fault string      // of the reader, which read nothing out of it
}

const (
	// pagesAtOnce is how many pages of one source are waited for at once; how many
	// are asked for is up to the client.
	pagesAtOnce = 2
	// pagesFor is how long a feed may go on asking for pages in one round, and
	// silentPages how many in a row may get no answer; the rest are left for
	// second looks, so that a sick site does not keep its own news waiting.
	pagesFor    = 3 * time.Minute
	silentPages = 2
)

// pages takes the texts of arrivals from their pages where that is wanted.
func (in *Intake) pages(ctx context.Context, src tracker.Source, news []arrival, p passage) (err error) {
	if in.Client == nil {
		return nil
	}
	var wanted []*arrival
	for i := range news {
		if a := &news[i]; feeds.NeedsPage(src, a.Item) || p.missing && a.URL != "" && a.Depth == tracker.TitleOnly {
			wanted = append(wanted, a)
		}
	}
	switch {
	case len(wanted) == 0:
	case p.aside != nil:
		p.aside(func() { err = in.askPages(ctx, src, wanted, p) })
	default:
		err = in.askPages(ctx, src, wanted, p)
	}
	return err
}

// askPages asks for pages side by side. For a feed it gives up on the rest when
// that takes long or nobody answers; imports are asked to the end.
func (in *Intake) askPages(ctx context.Context, src tracker.Source, wanted []*arrival, p passage) error {
	var silent atomic.Int32
	over := time.Now().Add(pagesFor)
	var g errgroup.Group
	g.SetLimit(pagesAtOnce)
	for _, a := range wanted {
		g.Go(func() error {
			if p.fetch != nil && (silent.Load() >= silentPages || time.Now().After(over)) {
				a.later = true
				return nil
			}
			page := in.Client.Page(ctx, feeds.PageRequest{URL: a.URL, Title: a.Title, Place: src.Place(), Feed: in.feedOf(src, a.URL, p.fetch)}, src)
			if a.page, a.Item = &page, feeds.Fuller(a.Item, page); unanswered(page) {
				silent.Add(1)
			} else {
				silent.Store(0)
			}
			if in.tried != nil {
				in.tried(a)
			}
			return ctx.Err()
		})
	}
	return g.Wait()
}

// feedOf is the feed whose agent and headers are used for a page: the one that
// named it, else one of the same host, else the first.
func (in *Intake) feedOf(src tracker.Source, page string, fetch *tracker.Fetch) tracker.FeedAddress {
	if fetch != nil {
		return in.Desk.Feeds[fetch.State.URL]
	}
	if i := slices.IndexFunc(src.Feeds, func(f tracker.FeedAddress) bool { return feeds.SameHost(f.URL, page) }); i >= 0 {
		return src.Feeds[i]
	}
	if len(src.Feeds) > 0 {
		return src.Feeds[0]
	}
	return tracker.FeedAddress{}
}

// recheck is when the page of an arrival is to be looked at again: soon where it
// is the text, or should have been; where it only has to be there still, because
// the text is the feed's and evidence, seldom.
func (a *arrival) recheck(src tracker.Source, evidence bool) time.Time {
	switch {
	case a.later:
		return a.Seen.Add(revisit.SoonAgain)
	case a.page != nil && (passing(*a.page) || a.page.Class == tracker.FetchOK && fromPage(a.Method)):
		published, _ := tracker.ChoosePublished(a.Published, a.page.At)
		return revisit.Next(published.Stamp, a.Seen, a.page.At, 0)
	case evidence && a.URL != "" && src.Content != tracker.ContentFeed && !a.Seen.IsZero():
		published, _ := tracker.ChoosePublished(a.Published, a.Seen)
		return revisit.Next(published.Stamp, a.Seen, a.Seen, revisit.Seldom)
	}
	return time.Time{}
}

// fromPage tells whether a text was taken from the article's page.
func fromPage(method string) bool { return strings.HasPrefix(method, "page:") }

// passing tells whether a page may answer better another time.
func passing(p feeds.Page) bool {
	return unanswered(p) || p.Class == tracker.FetchRateLimited || p.Class == tracker.FetchStatus && p.Status >= 500
}

// unanswered tells whether nobody answered for a page.
func unanswered(p feeds.Page) bool {
	switch p.Class {
	case tracker.FetchDNS, tracker.FetchConnect, tracker.FetchTLS, tracker.FetchTimeout:
		return true
	}
	return false
}

// changed tells why an article that is known gets another revision, where that
// is not plain from the depths of its texts, or that it gets none because only
// looks differ. What moves a mention is never only looks.
func (in *Intake) changed(src tracker.Source, a arrival, now *reader.Result, repeats func(string) bool) (cause tracker.Cause, cosmetic bool) {
	old := a.known.Previous
	if old == nil || old.Depth != a.Depth || old.Text == "" && old.Depth != tracker.TitleOnly {
		return "", false // new, fuller, or pruned
	}
	if old.Method != a.Method || old.SHA256 != "" && old.SHA256 == a.SHA256 && old.Title == a.Title {
		return tracker.Reextracted, false
	}
	if weigh(old, a.Item, in.apart(src, repeats)) == edit.Substance {
		return "", false
	}
	before := a.Item
	before.Title, before.Text = old.Title, old.Text
	was := in.Desk.Reader().ReadPage(src, before, repeats)
	defer was.Release()
	return "", slices.Equal(mentioned(was), mentioned(*now))
}

// apart returns what tells which paragraphs of a source don't count when texts are
// compared: those that it repeats, but none in which a talking point is found.
func (in *Intake) apart(src tracker.Source, repeats func(string) bool) func(paragraph string) bool {
	if repeats == nil {
		return nil
	}
	return func(p string) bool {
		return repeats(p) && len(in.Desk.Reader().Read(src, tracker.Item{Text: p}).Mentions) == 0
	}
}

// weigh judges an edit, furniture apart: lists of other articles change every
// hour.
func weigh(old *tracker.Revision, now tracker.Item, apart func(string) bool) edit.Weight {
	return edit.Judge(edit.Version{Title: old.Title, Text: ownText(old.Text, apart)}, edit.Version{Title: now.Title, Text: ownText(now.Text, apart)})
}

// ownText is a text without the paragraphs that stand apart.
func ownText(text string, apart func(string) bool) string {
	if apart == nil {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !apart(strings.TrimSpace(line)) {
			b.WriteString(line)
		}
	}
	return b.String()
}

// mentioned lists what a reading mentions, and how.
func mentioned(r reader.Result) []string {
	var out []string
	for _, m := range r.Mentions {
		c := r.Claims[m.Claim]
		out = append(out, m.Rule.ID+" "+string(c.Stance)+" "+string(c.Treatment)+" "+whoIn(c.Speakers))
	}
	slices.Sort(out)
	return out
}

// whoIn names speakers as they are compared: known ones by id, others by their
// words.
func whoIn(speakers []tracker.ClaimSpeaker) string {
	var out []string
	for _, s := range speakers {
		out = append(out, cmp.Or(s.ID, "“"+s.Text+"”"))
	}
	return strings.Join(out, ", ")
}
