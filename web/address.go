package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
)

// view is the state of a list or chart, all of which is in the address.
type view struct {
	Narrative string
	Point     string // narrative/id
	Source    string
	Kind      string // of source
	Speaker   string
	Language  string
	Event     string
	From, To  tracker.Day
	AsOf      tracker.Day
	Wide      bool // firsts by source, speaker and language too
	All       bool // superseded ones too
	Page      int  // from 1
	path      string
	values    url.Values // what the address says, known names only
}

// names are the parts of the state, in the order in which addresses hold them.
var names = []string{"narrative", "point", "source", "kind", "speaker", "language", "event", "from", "to", "as-of", "scope", "all", "page"}

// viewed reads what a request is to show, and the names for it.
func (s *Server) viewed(r *http.Request) (view, catalogue, error) {
	v, err := readView(r.URL)
	if err != nil {
		return view{}, catalogue{}, err
	}
	n, err := s.catalogue(r.Context())
	return v, n, err
}

// readView reads the state out of an address. What can't be understood is
// refused, because a filter that is silently dropped shows the wrong numbers.
func readView(u *url.URL) (view, error) {
	in := u.Query()
	v := view{path: u.Path, values: url.Values{}, Page: 1}
	for _, n := range names {
		if s := strings.TrimSpace(in.Get(n)); s != "" {
			v.values.Set(n, s)
		}
	}
	get := v.values.Get
	v.Narrative, v.Point, v.Source, v.Kind = get("narrative"), get("point"), get("source"), get("kind")
	v.Speaker, v.Language, v.Event = get("speaker"), get("language"), get("event")
	v.Wide, v.All = get("scope") == "all", get("all") == "yes"
	for name, day := range map[string]*tracker.Day{"from": &v.From, "to": &v.To, "as-of": &v.AsOf} {
		if err := readDay(name, get(name), day); err != nil {
			return v, err
		}
	}
	if v.Kind != "" && !slices.Contains(tracker.Kinds, tracker.Kind(v.Kind)) {
		return v, badAddress("kind", v.Kind, "it is one of "+join(tracker.Kinds))
	}
	if v.Event != "" && !slices.Contains(tracker.EventKinds, tracker.EventKind(v.Event)) {
		return v, badAddress("event", v.Event, "it is one of "+join(tracker.EventKinds))
	}
	if s := get("page"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return v, badAddress("page", s, "it is a number from 1")
		}
		v.Page = n
	}
	return v, nil
}

func readDay(name, text string, day *tracker.Day) error {
	if text == "" {
		return nil
	}
	d, err := tracker.ParseDay(text)
	if err != nil {
		return badAddress(name, text, "write a day as YYYY-MM-DD")
	}
	*day = d
	return nil
}

func badAddress(name, value, want string) error {
	return refusal{400, fmt.Sprintf("The address says %s=%q: %s.", name, text.Within(value, 60), want)}
}

func join[T ~string](list []T) string {
	var out []string
	for _, v := range list {
		out = append(out, string(v))
	}
	return strings.Join(out, ", ")
}

// With returns the address of the same view with parts replaced: name, value,
// name, value … An empty value takes a part away. The page starts over.
func (v view) With(pairs ...any) string {
	out := url.Values{}
	for n, s := range v.values {
		out[n] = s
	}
	out.Del("page")
	for i := 0; i+1 < len(pairs); i += 2 {
		name, value := fmt.Sprint(pairs[i]), fmt.Sprint(pairs[i+1])
		out.Del(name)
		if value != "" {
			out.Set(name, value)
		}
	}
	if len(out) == 0 {
		return v.path
	}
	return v.path + "?" + out.Encode()
}

// state is what the address says, with what the page itself is about.
func (v view) state() url.Values {
	out := url.Values{}
	for n, s := range v.values {
		out[n] = s
	}
	for name, value := range map[string]string{"narrative": v.Narrative, "speaker": v.Speaker, "source": v.Source, "point": v.Point} {
		if value != "" {
			out.Set(name, value)
		}
	}
	out.Del("page")
	return out
}

// On returns the address of the same state under another path.
func (v view) On(path string) string {
	v.path = path
	return v.With()
}

// Hidden lists the parts that a form has to carry along, those named left out.
func (v view) Hidden(except ...string) []hidden {
	var out []hidden
	for _, n := range names {
		if s := v.values.Get(n); s != "" && n != "page" && !slices.Contains(except, n) {
			out = append(out, hidden{n, s})
		}
	}
	return out
}

type hidden struct{ Name, Value string }

// filter is the part of the state that the archive is asked with; the rest is
// applied by keeps.
func (v view) filter(zone *time.Location) archive.Filter {
	f := archive.Filter{Narrative: v.Narrative, Source: v.Source, Speaker: v.Speaker, Since: v.From, Until: v.To, All: v.All}
	f.Narrative, f.TalkingPoint = v.talkingPoint()
	if v.Event != "" {
		f.Kinds = []tracker.EventKind{tracker.EventKind(v.Event)}
	}
	if v.AsOf != 0 {
		f.AsOf = (v.AsOf + 1).In(zone).Add(-time.Millisecond)
	}
	return f
}

// talkingPoint is the narrative and the talking point that are asked for; empty
// for any.
func (v view) talkingPoint() (narrative, point string) {
	if narrative, point, ok := strings.Cut(v.Point, "/"); ok {
		return narrative, point
	}
	return v.Narrative, v.Point
}

// words tells which filters are set.
func (v view) words(n catalogue) string {
	var out []string
	add := func(value, words string) {
		if value != "" {
			out = append(out, words)
		}
	}
	narrative, point := v.talkingPoint()
	add(narrative, n.Story(narrative))
	add(point, n.Point(narrative, point))
	add(v.Speaker, n.Speaker(tracker.ClaimSpeaker{ID: v.Speaker}))
	add(v.Source, n.Source(v.Source))
	add(v.Kind, "sources of kind "+strings.ReplaceAll(v.Kind, "_", " "))
	add(v.Language, "in "+language(v.Language))
	add(v.Event, kindName(tracker.EventKind(v.Event)))
	add(v.values.Get("as-of"), "as believed on "+v.AsOf.Format("2 Jan 2006"))
	add(v.values.Get("scope"), "narrower firsts too")
	add(v.values.Get("all"), "superseded ones too")
	return strings.Join(out, " · ")
}

// keeps tells whether an event is shown, for what the archive isn't asked.
func (v view) keeps(e *tracker.Event, n catalogue) bool {
	if v.Kind != "" && string(n.sources[e.Source].Kind) != v.Kind {
		return false
	}
	if v.Language != "" && !inLanguage(e, n.sources[e.Source], v.Language) {
		return false
	}
	return e.Kind == tracker.Shift || v.shows(e.Scope)
}

// shows tells whether events of a scope are listed: those of everything, and
// narrower ones when they are asked for. Shifts are always of a speaker or group.
func (v view) shows(s tracker.Scope) bool {
	switch s.Kind {
	case tracker.BySource:
		return v.Wide || s.ID == v.Source
	case tracker.BySpeaker:
		return v.Wide || s.ID == v.Speaker
	case tracker.ByLanguage:
		return v.Wide || s.ID == v.Language
	}
	return true
}

// inLanguage goes by the scope where that is a language, else by the languages
// in which the source publishes.
func inLanguage(e *tracker.Event, src tracker.Source, language string) bool {
	if e.Scope.Kind == tracker.ByLanguage {
		return e.Scope.ID == language
	}
	return slices.Contains(src.Languages, language)
}
