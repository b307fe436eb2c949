package web

import (
	"net/http"
	"slices"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/repertoire"
	"onset/tracker/text"
)

// voiceView is the page of a speaker, a source or a narrative: its lines as one
// picture, what is said now, and what changed.
type voiceView struct {
	timelineView
	Name  string
	What  string // person, group, source, narrative
	Facts []string
	Kin   []zoom // members of a group, groups of a person, lines of a narrative
	Now   []saying
	Save  string
	Wider string // the same on the timeline, with all its filters
}

// saying is a line with its newest sentence.
type saying struct {
	Point   string
	Href    string
	State   string
	Class   string
	Mention tracker.Witness
}

// voice is what a page is about: it narrows a view, and describes itself.
type voice struct {
	narrow func(*view, string)
	known  func(catalogue, string) (name, what string, known bool)
	scope  func(string) tracker.Scope
	facts  func(catalogue, string) (facts []string, kin []zoom)
}

var narrativeVoice = voice{
	narrow: func(v *view, id string) { v.Narrative, v.Point = id, "" },
	known: func(n catalogue, id string) (string, string, bool) {
		return n.Story(id), "Narrative", n.stories[id].ID != ""
	},
	scope: func(string) tracker.Scope { return tracker.Scope{Kind: tracker.Overall} },
	facts: func(n catalogue, id string) ([]string, []zoom) {
		return []string{text.Count(len(n.stories[id].TalkingPoints), "line")}, nil
	},
}

var speakerVoice = voice{
	narrow: func(v *view, id string) { v.Speaker = id },
	known: func(n catalogue, id string) (string, string, bool) {
		what := "Speaker"
		if n.person(id).Group() {
			what = "Group"
		}
		return n.Speaker(tracker.ClaimSpeaker{ID: id}), what, n.speakers[id] != ""
	},
	scope: func(id string) tracker.Scope { return tracker.Scope{Kind: tracker.BySpeaker, ID: id} },
	facts: func(n catalogue, id string) ([]string, []zoom) {
		p := n.person(id)
		var kin []zoom
		for _, m := range p.Members {
			kin = append(kin, zoom{Label: n.Speaker(tracker.ClaimSpeaker{ID: m}), Href: "/speaker/" + m})
		}
		for _, g := range n.rules.Speakers {
			if slices.Contains(g.Members, id) {
				kin = append(kin, zoom{Label: g.Name, Href: "/speaker/" + g.ID})
			}
		}
		var roles []string
		for _, r := range p.Roles {
			roles = append(roles, r.Title)
		}
		return roles, kin
	},
}

var sourceVoice = voice{
	narrow: func(v *view, id string) { v.Source = id },
	known: func(n catalogue, id string) (string, string, bool) {
		return n.Source(id), "Source", n.sources[id].ID != ""
	},
	scope: func(id string) tracker.Scope { return tracker.Scope{Kind: tracker.BySource, ID: id} },
	facts: func(n catalogue, id string) ([]string, []zoom) {
		src := n.sources[id]
		out := []string{plain(src.Kind)}
		if src.Country != "" {
			out = append(out, src.Country)
		}
		for _, l := range src.Languages {
			out = append(out, language(l))
		}
		return out, []zoom{{Label: "its feeds and coverage", Href: "/feeds#" + id}}
	},
}

// person is a speaker of the rules file.
func (c catalogue) person(id string) tracker.Speaker {
	for _, p := range c.rules.Speakers {
		if p.ID == id {
			return p
		}
	}
	return tracker.Speaker{ID: id}
}

func (s *Server) voicePage(o voice) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		v, err := s.voiceOf(r, o)
		if err != nil {
			return err
		}
		return s.show(w, r, "voice", v.Name, "repertoire", v.Names, v)
	}
}

func (s *Server) voiceSVG(o voice) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		v, err := s.voiceOf(r, o)
		if err != nil {
			return err
		}
		return s.saveSVG(w, "onset-"+r.PathValue("id")+".svg", "picture", v.Chart)
	}
}

func (s *Server) voiceOf(r *http.Request, o voice) (voiceView, error) {
	id := r.PathValue("id")
	in, err := readView(r.URL)
	if err != nil {
		return voiceView{}, err
	}
	n, err := s.catalogue(r.Context())
	if err != nil {
		return voiceView{}, err
	}
	o.narrow(&in, id)
	v := voiceView{}
	known := false
	if v.Name, v.What, known = o.known(n, id); !known {
		return v, archive.ErrNotFound
	}
	v.Facts, v.Kin = o.facts(n, id)
	if v.timelineView, err = s.timelineBy(r.Context(), in, n); err != nil {
		return v, err
	}
	v.Chart.Sentence = v.Name + ": " + text.Small(v.Chart.Sentence)
	v.Save = in.On(r.URL.Path + "/picture.svg")
	wide := view{path: "/timeline"}
	o.narrow(&wide, id)
	v.Wider = wide.With("narrative", wide.Narrative, "speaker", wide.Speaker, "source", wide.Source)
	v.Now, err = s.sayings(r, v.Chart, o.scope(id), n)
	return v, err
}

// mostSayings is how many lines a page quotes.
const mostSayings = 8

// sayings quotes the newest sentence of each line that is new, back or goes on.
func (s *Server) sayings(r *http.Request, p picture, scope tracker.Scope, n catalogue) ([]saying, error) {
	var out []saying
	for _, l := range p.told {
		if l.State > repertoire.GoesOn || len(out) == mostSayings {
			break
		}
		t, err := s.o.Events.Totals(r.Context(), l.Narrative, l.TalkingPoint)
		if err != nil {
			return nil, err
		}
		last, known := t.Latest[scope]
		if !known {
			continue
		}
		w, err := s.o.Events.Mention(r.Context(), last.Mention)
		if err != nil {
			return nil, err
		}
		h := headings[l.State]
		out = append(out, saying{Point: n.Point(l.Narrative, l.TalkingPoint), Href: "/point/" + l.Narrative + "/" + l.TalkingPoint, State: h.words, Class: h.class, Mention: w})
	}
	return out, nil
}
