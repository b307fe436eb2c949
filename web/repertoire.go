package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// repertoireView is the page that lists who says what.
type repertoireView struct {
	Chart picture
	View  view
}

// repertoirePage shows how often each group, person, source and narrative
// appeared, with a way to the picture of its lines.
func (s *Server) repertoirePage(w http.ResponseWriter, r *http.Request) error {
	v, n, err := s.viewed(r)
	if err != nil {
		return err
	}
	d, err := s.drawing(r.Context(), v, n, nil)
	if err != nil {
		return err
	}
	from, to, _ := d.span()
	articles, err := s.o.Archive.Published(r.Context(), from, to)
	if err != nil {
		return err
	}
	sums, err := s.sums(r, n)
	if err != nil {
		return err
	}
	sc := scale{from, to}
	p := picture{From: from, To: to, Ticks: sc.ticks(), Title: "Appearances by speaker, source and narrative"}
	p.crowd(sums, n, newHeat(sc, articles))
	o := observe(d.coverage, "", sc, n.zone)
	p.Ground, p.Cover, p.Caption = o.ground(), o.lane(), caption(o.since, n.zone, d.now)
	return s.show(w, r, "repertoire", "Repertoire", "repertoire", n, repertoireView{p, v})
}

// sums adds up the appearances of all lines: by source, by speaker, and by
// narrative, whose scope is written as its id.
func (s *Server) sums(r *http.Request, n catalogue) (map[tracker.Scope]map[tracker.Day]int, error) {
	out := map[tracker.Scope]map[tracker.Day]int{}
	for _, story := range n.rules.Narratives {
		for _, tp := range story.TalkingPoints {
			t, err := s.o.Events.Totals(r.Context(), story.ID, tp.ID)
			if err != nil {
				return nil, err
			}
			addDays(out, tracker.Scope{Kind: tracker.Overall, ID: story.ID}, t.Days)
			for scope, days := range t.By {
				addDays(out, scope, days)
			}
		}
	}
	return out, nil
}

func addDays(to map[tracker.Scope]map[tracker.Day]int, scope tracker.Scope, days map[tracker.Day]int) {
	if to[scope] == nil {
		to[scope] = map[tracker.Day]int{}
	}
	for d, k := range days {
		to[scope][d] += k
	}
}

// heard is a scope with how often it appeared.
type heard struct {
	scope   tracker.Scope
	count   int // in the span
	last    tracker.Day
	counted []bucket
}

// crowd makes a lane of each scope, the busiest of a group first.
func (p *picture) crowd(sums map[tracker.Scope]map[tracker.Day]int, n catalogue, h *heat) {
	p.Unit = h.unit
	groups := []group{{Heading: "Groups", Class: "on"}, {Heading: "People", Class: "on"}, {Heading: "Narratives", Class: "on"}, {Heading: "Sources", Class: "on"}}
	for _, x := range busiest(sums, h) {
		label, href, at := n.place(x.scope)
		if x.count == 0 {
			p.Absent = append(p.Absent, storyPoint{label, href})
			continue
		}
		l := lane{Label: label, Href: href, Small: text.Count(x.count, "appearance") + ", last " + timeline.Days(x.last, x.last, 0), Cells: h.cells(x.counted)}
		l.measure()
		groups[at].Lanes = append(groups[at].Lanes, l)
	}
	p.Groups = slices.DeleteFunc(groups, func(g group) bool { return len(g.Lanes) == 0 })
}

// busiest lists the scopes that ever appeared, those that did most in the span
// first.
func busiest(sums map[tracker.Scope]map[tracker.Day]int, h *heat) []heard {
	var out []heard
	for scope, days := range sums {
		x := heard{scope: scope, counted: h.count(days)}
		for d := range days {
			x.last = max(x.last, d)
		}
		for _, b := range x.counted {
			x.count += b.Count
		}
		if x.last != 0 {
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(a, b heard) int {
		return cmp.Or(b.count-a.count, strings.Compare(string(a.scope.Kind), string(b.scope.Kind)), strings.Compare(a.scope.ID, b.scope.ID))
	})
	return out
}

// place names a scope and says where its page is, and in which group it stands.
func (c catalogue) place(s tracker.Scope) (label, href string, group int) {
	switch s.Kind {
	case tracker.BySpeaker:
		group = 1
		if c.person(s.ID).Group() {
			group = 0
		}
		return c.Speaker(tracker.ClaimSpeaker{ID: s.ID}), "/speaker/" + s.ID, group
	case tracker.BySource:
		return c.Source(s.ID), "/source/" + s.ID, 3
	}
	return c.Story(s.ID), "/narrative/" + s.ID, 2
}
