package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"onset/tracker"
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
	Counts    pointCounts
	Matrix    matrix
	Chart     daily
	Surges    []tracker.Event
	Debunks   []tracker.Witness
	Wordings  []wording
	Events    []tracker.Event // newest first
	Narrow    []tracker.Event // firsts by source, speaker and language, newest first
	Mentions  []tracker.Witness
	Next      string // address of older mentions
	View      view
}

// pointCounts are the numbers of a talking point.
type pointCounts struct {
	Mentions   int `json:"mentions"`
	Utterances int `json:"utterances"`
	Origins    int `json:"origins"`
	Sources    int `json:"sources"`
	Articles   int `json:"articles"`
	timeline.Judged
}

// wording is a way in which a talking point was put: the words that matched.
type wording struct {
	Text  string `json:"text"`
	Count int    `json:"count"`
}

// mentionsAtOnce is how many mentions a page shows.
const mentionsAtOnce = 50

func (s *Server) pointPage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	p, err := s.point(r, n)
	if err != nil {
		return err
	}
	return s.show(w, r, "point", p.Point.Title, "timeline", n, p)
}

// point reads all that is shown of a talking point.
func (s *Server) point(r *http.Request, n catalogue) (pointView, error) {
	ctx, narrative, id := r.Context(), r.PathValue("narrative"), r.PathValue("id")
	tp, known := n.points[narrative+"/"+id]
	if !known {
		tp = tracker.TalkingPoint{ID: id, Narrative: narrative, Title: id}
	}
	p := pointView{Story: n.stories[narrative], Point: tp, Gone: !known, Hits: map[string][]span{}}
	if p.Story.Title == "" {
		p.Story = tracker.Narrative{ID: narrative, Title: narrative}
	}
	for l := range tp.Match {
		p.Languages = append(p.Languages, l)
	}
	slices.Sort(p.Languages)
	var err error
	if p.View, err = readView(r.URL); err != nil {
		return p, err
	}
	events, err := s.o.Events.Timeline(ctx, Filter{Narrative: narrative, TalkingPoint: id})
	if err != nil {
		return p, err
	}
	page, err := s.o.Events.Mentions(ctx, Filter{Narrative: narrative, TalkingPoint: id})
	if err != nil {
		return p, err
	}
	if !known && len(events)+len(page.Mentions) == 0 {
		return p, ErrNotFound
	}
	p.sort(events)
	p.read(page.Mentions, n)
	if p.Chart, err = s.daily(ctx, p, page.Mentions, n); err != nil {
		return p, err
	}
	return p, p.list(page.Mentions, r)
}

// sort puts each event in its place.
func (p *pointView) sort(events []tracker.Event) {
	for i := range events {
		e := &events[i]
		switch {
		case e.Kind == tracker.FirstSaid && e.Scope.Kind == tracker.Overall:
			p.Said = e
		case e.Kind == tracker.FirstSeen && e.Scope.Kind == tracker.Overall:
			p.Seen = e
		case e.Kind == tracker.Surge:
			p.Surges = append(p.Surges, *e)
		}
	}
	for _, e := range slices.Backward(events) {
		if e.Scope.Kind == tracker.Overall || !first(e.Kind) {
			p.Events = append(p.Events, e)
		} else {
			p.Narrow = append(p.Narrow, e)
		}
	}
}

func first(k tracker.EventKind) bool { return k == tracker.FirstSaid || k == tracker.FirstSeen }

// read counts the mentions as statistics do, and finds who said it when.
func (p *pointView) read(ws []tracker.Witness, n catalogue) {
	for _, w := range ws {
		p.Counts.Judged.Add(w)
		if w.Treatment == tracker.Debunks {
			p.Debunks = append(p.Debunks, w)
		}
		for _, e := range []*tracker.Event{p.Said, p.Seen} {
			if e != nil && e.Mention == w.ID {
				p.Hits[w.ID] = sentence(w)
			}
		}
	}
	counted := appearances(p.Point, ws, n)
	p.count(counted)
	p.Matrix = firstDates(counted, n)
	p.Wordings = wordings(counted)
}

// appearances are the mentions that count, oldest first: affirmed, not
// debunked, by speakers that the rule names.
func appearances(tp tracker.TalkingPoint, ws []tracker.Witness, n catalogue) []appearance {
	by := make(map[string]*tracker.Witness, len(ws))
	for i := range ws {
		by[ws[i].ID] = &ws[i]
	}
	var out []appearance
	for _, s := range timeline.Sightings(tp, ws, n.scene) {
		out = append(out, appearance{Witness: by[s.ID], day: s.Day, by: s.Speakers})
	}
	return out
}

// appearance is a mention that counts: the day of its appearance, and the
// speakers that count, groups included.
type appearance struct {
	*tracker.Witness
	day tracker.Day
	by  []string
}

func (p *pointView) count(as []appearance) {
	utterances, origins, sources, articles := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[int64]bool{}
	for _, a := range as {
		utterances[a.Utterance], origins[a.Origin], sources[a.Source], articles[a.Article] = true, true, true, true
	}
	c := &p.Counts
	c.Mentions, c.Utterances, c.Origins, c.Sources, c.Articles = len(as), len(utterances), len(origins), len(sources), len(articles)
}

// list takes the mentions of the page that the address asks for.
func (p *pointView) list(ws []tracker.Witness, r *http.Request) error {
	first := min((p.View.Page-1)*mentionsAtOnce, len(ws))
	last := min(first+mentionsAtOnce, len(ws))
	p.Mentions = ws[first:last]
	if last < len(ws) {
		p.Next = r.URL.Path + "?page=" + strconv.Itoa(p.View.Page+1) + "#mentions"
	}
	return nil
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

// published counts all articles of each day of a range, for shares.
func (s *Server) published(ctx context.Context, from, to tracker.Day) (map[tracker.Day]int, error) {
	out := map[tracker.Day]int{}
	for d := from; d <= to; d++ {
		n, err := s.o.Archive.Published(ctx, d)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			out[d] = n
		}
	}
	return out, nil
}
