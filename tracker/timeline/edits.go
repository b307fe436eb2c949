package timeline

import (
	"cmp"
	"fmt"
	"time"

	"onset/tracker"
)

// article gathers the appearances of a line in one article, for its edits.
type article struct {
	brought *sight // by the earliest edit
	taken   *sight // by the latest edit: since then none is left
	gone    *sight // with the page
	was     *sight // one that no edit brought: it shows that the line was there
	still   *sight // one that no edit took out
}

// takeArticle notes what edits did to the appearances of an article.
func (p *point) takeArticle(w *sight) {
	a := p.articles[w.Article]
	if a == nil {
		a = &article{}
		p.articles[w.Article] = a
	}
	if w.Cause == tracker.Edit {
		keep(&a.brought, w, earlier(broughtAt))
	} else {
		keep(&a.was, w, byAppearance)
	}
	if w.Removed {
		keep(&a.taken, w, later(takenAt))
	} else {
		keep(&a.still, w, byAppearance)
	}
	if w.Gone {
		keep(&a.gone, w, earlier(goneAt))
	}
}

// earlier orders changes by when, then by appearance; later is its reverse.
func earlier(when func(*sight) time.Time) func(a, b *sight) int {
	return func(a, b *sight) int { return cmp.Or(when(a).Compare(when(b)), byAppearance(a, b)) }
}

func later(when func(*sight) time.Time) func(a, b *sight) int {
	order := earlier(when)
	return func(a, b *sight) int { return order(b, a) }
}

func broughtAt(w *sight) time.Time { return firstKnown(w.Changed, w.Recorded, w.Seen) }
func takenAt(w *sight) time.Time   { return firstKnown(w.RemovedAt, w.Recorded, w.Seen) }
func goneAt(w *sight) time.Time    { return firstKnown(w.GoneAt, w.Recorded, w.Seen) }

// broughtIn and takenOut tell what edits did to the line in this article. A page to which an edit added a second sentence about
// what it said already did not change in this respect, nor one that still says
// it after an edit took a sentence.
func (a *article) broughtIn() bool { return a.brought != nil && a.was == nil }
func (a *article) takenOut() bool  { return a.taken != nil && a.still == nil }

// changed returns the witnesses of its changes.
func (a *article) changed() []*sight {
	var out []*sight
	if a.broughtIn() {
		out = append(out, a.brought)
	}
	if a.takenOut() {
		out = append(out, a.taken)
	}
	if a.gone != nil {
		out = append(out, a.gone)
	}
	return out
}

// changes makes the events of edited and withdrawn pages.
func (p *point) changes() []tracker.Event {
	var out []tracker.Event
	for _, a := range p.articles {
		if a.broughtIn() {
			out = append(out, p.change(tracker.EditedIn, a.brought, broughtAt(a.brought)))
		}
		if a.takenOut() {
			out = append(out, p.change(tracker.EditedOut, a.taken, takenAt(a.taken)))
		}
		if a.gone != nil {
			out = append(out, p.change(tracker.Withdrawn, a.gone, goneAt(a.gone)))
		}
	}
	return out
}

func (p *point) change(kind tracker.EventKind, w *sight, at time.Time) tracker.Event {
	e := p.event(kind, tracker.Scope{Kind: tracker.BySource, ID: w.Source}, w)
	day := tracker.DayOf(at.In(p.ctx.zone()))
	e.At = tracker.Moment{From: day, To: day, Precision: tracker.ToDay, Clock: tracker.ClockSeen}
	e.Baseline = false // an edit that was seen happening was not there before
	e.Detail = marshal(Change{Source: p.ctx.sourceName(w.Source), At: at, Article: w.Article})
	e.ID = hash(e.Narrative, e.TalkingPoint, string(kind), fmt.Sprint(w.Article), day.String())
	return e
}
