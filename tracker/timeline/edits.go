package timeline

import (
	"fmt"
	"time"

	"onset/tracker"
)

// article gathers the appearances of a line in one article, for its edits.
type article struct {
	n       int    // all of them
	edited  int    // brought by an edit
	removed int    // taken out by an edit
	brought *sight // by the earliest edit
	taken   *sight // by the latest edit: since then none is left
	gone    *sight // with the page
}

// takeArticle notes what edits did to the appearances of an article.
func (p *point) takeArticle(w *sight) {
	a := p.articles[w.Article]
	if a == nil {
		a = &article{}
		p.articles[w.Article] = a
	}
	a.n++
	if w.Cause == tracker.Edit {
		a.edited++
		if a.brought == nil || earlierChange(w, a.brought, broughtAt) {
			a.brought = w
		}
	}
	if w.Removed {
		a.removed++
		if a.taken == nil || earlierChange(a.taken, w, takenAt) {
			a.taken = w
		}
	}
	if w.Gone && (a.gone == nil || earlierChange(w, a.gone, goneAt)) {
		a.gone = w
	}
}

func broughtAt(w *sight) time.Time { return firstKnown(w.Changed, w.Recorded, w.Seen) }
func takenAt(w *sight) time.Time   { return firstKnown(w.RemovedAt, w.Recorded, w.Seen) }
func goneAt(w *sight) time.Time    { return firstKnown(w.GoneAt, w.Recorded, w.Seen) }

// earlierChange orders changes by when, then by appearance.
func earlierChange(a, b *sight, when func(*sight) time.Time) bool {
	if c := when(a).Compare(when(b)); c != 0 {
		return c < 0
	}
	return byAppearance(a, b) < 0
}

// changes makes the events of edited and withdrawn pages. A page to which an
// edit added a second sentence about what it said already did not change in
// this respect, nor one that still says it after an edit took a sentence.
func (p *point) changes() []tracker.Event {
	var out []tracker.Event
	for _, a := range p.articles {
		if a.edited == a.n {
			out = append(out, p.change(tracker.EditedIn, a.brought, broughtAt(a.brought), a.n))
		}
		if a.removed == a.n {
			out = append(out, p.change(tracker.EditedOut, a.taken, takenAt(a.taken), a.n))
		}
		if a.gone != nil {
			out = append(out, p.change(tracker.Withdrawn, a.gone, goneAt(a.gone), a.n))
		}
	}
	return out
}

func (p *point) change(kind tracker.EventKind, w *sight, at time.Time, n int) tracker.Event {
	e := p.event(kind, tracker.Scope{Kind: tracker.BySource, ID: w.Source}, w)
	day := tracker.DayOf(at.In(p.ctx.zone()))
	e.At = tracker.Moment{From: day, To: day, Precision: tracker.ToDay, Clock: tracker.ClockSeen}
	e.Baseline = false // an edit that was seen happening was not there before
	e.Detail = marshal(Change{Source: p.ctx.sourceName(w.Source), At: at, Article: w.Article, Count: n})
	e.ID = hash(e.Narrative, e.TalkingPoint, string(kind), fmt.Sprint(w.Article), day.String())
	return e
}
