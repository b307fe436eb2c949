package checkup

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/digest"
	"onset/tracker/feedhealth"
	"onset/tracker/text"
)

// log finds a log beside the database that can't be written back.
func (x *Examination) log(ctx context.Context, s Archive) {
	pinned, err := s.PinnedLog(ctx)
	switch {
	case err != nil:
		x.add("log", Bad, "", "%v", err)
	case pinned > 0:
		x.add("log", Warning, "end what reads this database: lsof "+x.DB, "%d MB beside the database wait to be written back: somebody goes on reading an older state", pinned>>20)
	default:
		x.add("log", Good, "", "nothing keeps the database from being written back")
	}
}

// feeds tells how many were asked, and which are in trouble.
func (x *Examination) feeds(ctx context.Context, s Archive) {
	health, err := s.Health(ctx)
	if err != nil {
		x.add("feeds", Bad, "", "%v", err)
		return
	}
	var trouble []string
	unasked, asked := 0, time.Time{}
	for _, h := range health {
		if h.State.LastAsked.After(asked) {
			asked = h.State.LastAsked
		}
		switch state := feedhealth.Of(h, x.Now()); state {
		case digest.FeedGood:
		case digest.FeedUnasked:
			unasked++
		default:
			trouble = append(trouble, h.State.Source+" "+string(state))
		}
	}
	looked := len(health) - unasked
	state, listed, never := Good, "", ""
	switch {
	case looked > 0 && len(trouble) == looked:
		state = x.elsewhere()
	case len(trouble) > 0 || unasked > 0:
		state = Warning
	}
	if len(trouble) > 0 {
		listed = ": " + strings.Join(trouble, ", ")
	}
	if unasked > 0 {
		never = fmt.Sprintf("; %d never asked", unasked)
	}
	x.add("feeds", state, "onset feeds health says what each needs; onset poll asks them", "%d of %d in trouble%s%s", len(trouble), looked, listed, never)
	if age := x.Now().Sub(asked); len(health) > 0 && age > 24*time.Hour {
		x.add("polling", Warning, "is onset run running?", "no feed was asked since %s", text.OrDash(tracker.Instant(asked)))
	}
}

// pagesLooked is for how many days back doctor counts pages that were not read.
const pagesLooked = 30

// pages tells of the sources whose pages are to be read how many were not.
func (x *Examination) pages(ctx context.Context, d *newsroom.Desk, s Archive) {
	now := x.Now()
	unread, err := s.Unread(ctx, now.AddDate(0, 0, -pagesLooked), now)
	if err != nil {
		x.add("pages", Bad, "", "%v", err)
		return
	}
	total := 0
	var sources []string
	for id, n := range unread {
		if d.Source(id).Content != tracker.ContentFeed {
			total += n
			sources = append(sources, fmt.Sprintf("%s %d", id, n))
		}
	}
	if total == 0 {
		x.add("pages", Good, "", "every page of the last %d days that should be read was", pagesLooked)
		return
	}
	slices.Sort(sources)
	x.add("pages", Warning, "onset feeds check ADDRESS tries one; content: feed says that the feed's own text is enough",
		"%s of the last %d days not read, only a title or excerpt is known: %s", text.Count(total, "page"), pagesLooked, strings.Join(sources, ", "))
}
