package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// pointView is what the page of a talking point shows.
type pointView struct {
	Story     tracker.Narrative
	Point     tracker.TalkingPoint
	Gone      bool           // it left the rules file
	Languages []string       // that its rule has words for
	Said      *tracker.Event // first said and first seen, overall
	Seen      *tracker.Event
	Hits      map[string][]span // the sentences of events, marked, by mention
	Counts    timeline.Counts
	Matrix    matrix
	Chart     daily
	Surges    []*tracker.Event
	Debunks   []tracker.Witness // the newest
	Refuted   int               // debunks in all
	Words     picture           // how it was put, over time
	Choices   *choices
	Others    bool             // there are other talking points to put beside it
	Events    []*tracker.Event // newest first, as many as are shown
	Changes   int              // in all
	Narrow    []*tracker.Event // firsts by source, speaker and language, newest first, as many as are shown
	Narrower  int              // in all
	All       string           // address of all of them
	Mentions  []tracker.Witness
	Listed    int  // mentions in the list
	Only      bool // the list is of debunks
	Pages     int
	View      view
	Export    []export // of its mentions
	Changed   []export // of its events
	Counted   []export // of its numbers
	First     []export // of first dates

	totals timeline.Totals
	events []*tracker.Event // all, oldest first
}

// What a page shows at once.
const (
	mentionsAtOnce = 50
	debunksAtOnce  = 5
	changesAtOnce  = 50
	mostWordings   = 12
)

func (s *Server) pointPage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	p, err := s.point(r, n)
	if err != nil {
		return err
	}
	if err := s.evidence(r, &p); err != nil {
		return err
	}
	of := url.Values{"point": {p.Point.Narrative + "/" + p.Point.ID}}
	p.Counted, p.First = exports("appearances", of), exports("firsts", of)
	p.Export, p.Changed = exports("mentions", of), exports("timeline", url.Values{"point": of["point"], "scope": {"all"}})
	return s.show(w, r, "point", p.Point.Title, "timeline", n, p)
}

// point reads what a talking point adds up to: what page, chart and API share.
func (s *Server) point(r *http.Request, n catalogue) (pointView, error) {
	v, err := readView(r.URL)
	if err != nil {
		return pointView{}, err
	}
	return s.pointOf(r.Context(), v, r.PathValue("narrative"), r.PathValue("id"), n)
}

func (s *Server) pointOf(ctx context.Context, v view, narrative, id string, n catalogue) (pointView, error) {
	tp, known := n.points[narrative+"/"+id]
	if !known {
		tp = tracker.TalkingPoint{ID: id, Narrative: narrative, Title: id}
	}
	p := pointView{Story: n.stories[narrative], Point: tp, Gone: !known, Hits: map[string][]span{}, View: v, Choices: n.choices, Others: len(n.points) > 1}
	if p.Story.Title == "" {
		p.Story = tracker.Narrative{ID: narrative, Title: narrative}
	}
	for l := range tp.Match {
		p.Languages = append(p.Languages, l)
	}
	slices.Sort(p.Languages)
	var err error
	if p.events, err = s.o.Events.Timeline(ctx, archive.Filter{Narrative: narrative, TalkingPoint: id}); err != nil {
		return p, err
	}
	if p.totals, err = s.o.Events.Totals(ctx, narrative, id); err != nil {
		return p, err
	}
	if !known && len(p.events)+p.totals.Counts.All == 0 {
		return p, archive.ErrNotFound
	}
	p.sort()
	p.Counts, p.Refuted = p.totals.Counts, len(p.totals.Debunks)
	p.Matrix = firstDates(p.totals.Firsts, n)
	if p.Chart, err = s.daily(ctx, p, n); err == nil {
		p.Words = wordsOverTime(p.totals.Wordings[:min(len(p.totals.Wordings), mostWordings)], p.Chart)
	}
	return p, err
}

// wordsOverTime draws how often each wording was used, over the days of the chart
// above it.
func wordsOverTime(list []timeline.Wording, c daily) picture {
	sc := scale{c.From, c.To}
	h := newHeat(sc, nil)
	p := picture{Title: "How it was put, over time", Unit: h.unit, From: c.From, To: c.To, Ticks: c.Ticks, Ground: c.Ground}
	counted := make([][]bucket, len(list))
	for i, w := range list {
		counted[i] = h.count(w.Days)
	}
	g := group{Class: "on"}
	for i, w := range list {
		l := lane{Label: w.Text, Small: usedWhen(w), Cells: h.cells(counted[i])}
		l.measure()
		g.Lanes = append(g.Lanes, l)
	}
	if len(g.Lanes) > 0 {
		p.Groups = []group{g}
	}
	return p
}

// usedWhen tells how often a wording was used, and from when to when.
func usedWhen(w timeline.Wording) string {
	var first, last tracker.Day
	for d := range w.Days {
		if d != 0 && (first == 0 || d < first) {
			first = d
		}
		last = max(last, d)
	}
	return text.Count(w.Count, "mention") + ", " + timeline.Days(first, last, 0)
}

// sort puts each event in its place.
func (p *pointView) sort() {
	for _, e := range slices.Backward(p.events) {
		switch {
		case e.Kind == tracker.FirstSaid && e.Scope.Kind == tracker.Overall:
			p.Said = believed(p.Said, e)
		case e.Kind == tracker.FirstSeen && e.Scope.Kind == tracker.Overall:
			p.Seen = believed(p.Seen, e)
		case e.Kind == tracker.Surge:
			p.Surges = append(p.Surges, e)
		}
		if e.Scope.Kind == tracker.Overall || !first(e.Kind) {
			p.Events = append(p.Events, e)
		} else {
			p.Narrow = append(p.Narrow, e)
		}
	}
	slices.Reverse(p.Surges)
}

// believed chooses between the two firsts of a scope: of them one may be doubtful.
func believed(held, e *tracker.Event) *tracker.Event {
	if held != nil && e.Doubtful {
		return held
	}
	return e
}

func first(k tracker.EventKind) bool { return k == tracker.FirstSaid || k == tracker.FirstSeen }

// evidence reads the sentences that the page shows, and leaves of long lists
// what can be read at once.
func (s *Server) evidence(r *http.Request, p *pointView) error {
	for _, e := range []*tracker.Event{p.Said, p.Seen} {
		if e == nil || e.Mention == "" {
			continue
		}
		w, err := s.o.Events.Mention(r.Context(), e.Mention)
		if err != nil {
			return err
		}
		p.Hits[w.ID] = sentence(w)
	}
	p.Changes, p.Events = len(p.Events), p.Events[:min(len(p.Events), changesAtOnce)]
	p.Narrower, p.Narrow = len(p.Narrow), p.Narrow[:min(len(p.Narrow), changesAtOnce)]
	p.All = view{path: "/timeline"}.With("point", p.Point.Narrative+"/"+p.Point.ID, "scope", "all")
	return s.sentences(r.Context(), p, r.URL.Query().Get("only") == "debunks")
}

// sentences reads the mentions of the page that the address asks for, all of
// them or only debunks.
func (s *Server) sentences(ctx context.Context, p *pointView, only bool) error {
	f := archive.Filter{Narrative: p.Point.Narrative, TalkingPoint: p.Point.ID}
	debunks := f
	debunks.Treatment, debunks.Limit = tracker.Debunks, debunksAtOnce
	p.Only, p.Listed = only, p.Counts.All
	if only {
		f.Treatment, p.Listed = tracker.Debunks, p.Refuted
		p.View.values.Set("only", "debunks")
	}
	p.Pages = (p.Listed + mentionsAtOnce - 1) / mentionsAtOnce
	f.Limit, f.Skip = mentionsAtOnce, (p.View.Page-1)*mentionsAtOnce
	list, err := s.o.Events.Mentions(ctx, f)
	if err != nil {
		return err
	}
	p.Mentions = list.Mentions
	if p.Refuted == 0 || only {
		return nil
	}
	list, err = s.o.Events.Mentions(ctx, debunks)
	p.Debunks = list.Mentions
	return err
}

func (s *Server) pointSVG(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	p, err := s.point(r, n)
	if err != nil {
		return err
	}
	return s.saveSVG(w, "onset-"+p.Point.ID+".svg", "daily", p.Chart)
}
