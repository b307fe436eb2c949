package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// compareView is two talking points side by side.
type compareView struct {
	View    view
	A, B    string // narrative/id
	Sides   []side
	Words   string // who was first, and how far behind the other was
	Both    []string
	Choices *choices
}

// side is one of the two.
type side struct {
	Title, Href string
	First, Last tracker.Day
	Said        *tracker.Event
	Seen        *tracker.Event
	Counts      timeline.Counts
	Chart       daily
	sources     map[string]tracker.Day
}

func (s *Server) comparePage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	v := compareView{A: r.URL.Query().Get("a"), B: r.URL.Query().Get("b"), Choices: n.choices}
	if v.View, err = readView(r.URL); err != nil {
		return err
	}
	if v.A != "" && v.B != "" {
		if err := s.compare(r, &v, n); err != nil {
			return err
		}
	}
	return s.show(w, r, "compare", "Two lines side by side", "repertoire", n, v)
}

// compare draws both over the same days and to the same height.
func (s *Server) compare(r *http.Request, v *compareView, n catalogue) error {
	var points []pointView
	for _, key := range []string{v.A, v.B} {
		narrative, id, _ := strings.Cut(key, "/")
		p, err := s.pointOf(r.Context(), v.View, narrative, id, n)
		if err != nil {
			return err
		}
		points = append(points, p)
	}
	from, to := points[0].Chart.From, points[0].Chart.To
	for _, p := range points {
		from, to = min(from, p.Chart.From), max(to, p.Chart.To)
	}
	v.View.From, v.View.To = from, to
	most, share := 0, 0.0
	for i := range points {
		p := &points[i]
		p.View = v.View
		var err error
		if p.Chart, err = s.daily(r.Context(), *p, n); err != nil {
			return err
		}
		count, part := p.Chart.peaks()
		most, share = max(most, count), max(share, part)
	}
	for _, p := range points {
		p.Chart.drawBars(most, share)
		v.Sides = append(v.Sides, sideOf(p))
	}
	v.tell(n)
	return nil
}

func sideOf(p pointView) side {
	out := side{Title: p.Point.Title, Href: "/point/" + p.Point.Narrative + "/" + p.Point.ID, Said: p.Said, Seen: p.Seen,
		Counts: p.Counts, Chart: p.Chart, sources: map[string]tracker.Day{}}
	for d := range p.totals.Days {
		if out.First == 0 || d < out.First {
			out.First = d
		}
		out.Last = max(out.Last, d)
	}
	for _, f := range p.totals.Firsts {
		if d := out.sources[f.Source]; d == 0 || f.To < d {
			out.sources[f.Source] = f.To
		}
	}
	return out
}

// tell says which appeared first, and where both did.
func (v *compareView) tell(n catalogue) {
	a, b := v.Sides[0], v.Sides[1]
	switch {
	case a.First == 0 || b.First == 0:
		v.Words = "One of the two never appeared in this archive."
		return
	case a.First == b.First:
		v.Words = "Both appeared first on " + timeline.Days(a.First, a.First, 0) + "."
	default:
		if a.First > b.First {
			a, b = b, a
		}
		v.Words = fmt.Sprintf("“%s” appeared first, on %s; the other followed %s later.", a.Title, timeline.Days(a.First, a.First, 0), text.Count(int(b.First-a.First), "day"))
	}
	a, b = v.Sides[0], v.Sides[1]
	for id, d := range a.sources {
		if e, ok := b.sources[id]; ok {
			v.Both = append(v.Both, fmt.Sprintf("%s (%s; %s)", n.Source(id), timeline.Days(d, d, 0), timeline.Days(e, e, 0)))
		}
	}
	slices.Sort(v.Both)
}
