package timeline

import (
	"cmp"
	"slices"

	"onset/tracker"
)

// rivalKey groups the appearances that may turn out to be older than the first
// of a scope, because something was assumed of when they, or the first, were
// published. Those of which nothing was are one group, without a source.
type rivalKey struct {
	scope  tracker.Scope
	source string
	zone   bool // nothing but the zone of the time was assumed
}

// pair are, of a group, the two of different articles that can be oldest: one
// of them is always of another article than the first.
type pair struct{ a, b *sight }

// takeRival keeps an appearance that may contest a first.
func (p *point) takeRival(scope tracker.Scope, w *sight) {
	if w.clock != tracker.ClockPublished {
		return // only bounded by when it was seen: it gives way
	}
	k := rivalKey{scope: scope}
	if w.assumed() {
		k.source, k.zone = w.Source, onlyZone(w)
	}
	held := p.rivals[k]
	if held.late(w) || p.doubted(w) {
		return // what is doubtful stands beside the first, and contests none
	}
	held.keep(w)
	p.rivals[k] = held
}

// late tells whether an appearance comes after both.
func (h pair) late(w *sight) bool {
	return h.b != nil && byEarliest(w, h.a) >= 0 && byEarliest(w, h.b) >= 0
}

func (h *pair) keep(w *sight) {
	switch {
	case h.a == nil || h.a.Article == w.Article:
		keep(&h.a, w, byEarliest)
	case byEarliest(w, h.a) < 0:
		h.a, h.b = w, h.a
	default:
		keep(&h.b, w, byEarliest)
	}
}

// both returns those that there are.
func (h pair) both() []*sight {
	return slices.DeleteFunc([]*sight{h.a, h.b}, func(w *sight) bool { return w == nil })
}

// byEarliest orders appearances by the earliest instant that is possible.
func byEarliest(a, b *sight) int { return cmp.Or(a.early.Compare(b.early), byAppearance(a, b)) }

// onlyZone holds where nothing but the zone of a time was assumed. Two such
// times of one source lie in one zone, so that their order is known.
func onlyZone(w *sight) bool {
	a := w.Published.Assumed
	return a.Zone != "" && a == tracker.Assumed{Zone: a.Zone}
}

// contested returns the appearance that may be older than the first of a scope,
// which then is the first only by what was assumed of one of them; nil when
// there is none.
func (p *point) contested(scope tracker.Scope, first *sight) *sight {
	var rival *sight
	for k, held := range p.rivals {
		if k.scope != scope || first.clock != tracker.ClockPublished {
			continue
		}
		for _, w := range held.both() {
			if contests(w, first) && (rival == nil || byEarliest(w, rival) < 0) {
				rival = w
			}
		}
	}
	return rival
}

func contests(w, first *sight) bool {
	switch {
	case w.Article == first.Article, !w.assumed() && !first.assumed():
		return false
	case w.Source == first.Source && onlyZone(w) && onlyZone(first):
		return false
	}
	return w.early.Before(first.late)
}
