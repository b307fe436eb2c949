package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/query"
	"onset/tracker/rulefile"
	"onset/tracker/text"
)

// proposeView is the page on which a source or a talking point is drafted: what it
// makes is pasted into the rules file, or put there for whoever may.
type proposeView struct {
	Rule    ruleDraft
	Source  sourceDraft
	Kinds   []tracker.Kind
	Choices *choices
	By      string // the name under which it may be put into the file; empty: it may not
	Done    bool   // it was
}

// ruleDraft is a talking point as it was typed, and what became of it.
type ruleDraft struct {
	Title, Match, Examples string
	Narrative              string // that takes it; empty: one of its own
	Stanza                 string
	Faults                 []string
	Search                 string // address: what it finds
	Amendment              *amendment
}

// sourceDraft is a source as it was typed, and what became of it.
type sourceDraft struct {
	Name, Feed, Kind, Country, Language string
	Stanza                              string
	Faults                              []string
	Amendment                           *amendment
}

func (s *Server) proposePage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	q := r.URL.Query()
	v := draftOf(q, n)
	v.By, v.Done = s.editor(r), q.Get("done") == "yes"
	if v.By != "" {
		file, err := s.o.Edit.RulesFile(r.Context())
		if err != nil {
			return err
		}
		v.amend(file, q)
	}
	return s.show(w, r, "propose", "Add a source or a line", "articles", n, v)
}

// draftOf makes the stanzas of what was typed.
func draftOf(q url.Values, n catalogue) proposeView {
	get := func(name string) string { return strings.TrimSpace(text.Within(q.Get(name), 2000)) }
	v := proposeView{Kinds: tracker.Kinds, Choices: n.choices}
	v.Rule = ruleDraft{Title: get("title"), Match: get("match"), Examples: strings.TrimSpace(q.Get("examples")), Narrative: get("narrative")}
	if v.Rule.Match != "" {
		v.Rule.write(n)
	}
	v.Source = sourceDraft{Name: get("name"), Feed: get("feed"), Kind: cmp.Or(get("kind"), string(tracker.OtherKind)), Country: get("country"), Language: get("language")}
	if v.Source.Name != "" || v.Source.Feed != "" {
		v.Source.write(n)
	}
	return v
}

// write makes the stanza of a talking point, and tries it as the file would.
func (d *ruleDraft) write(n catalogue) {
	d.Match = query.Plain(d.Match, n.rules.Terms)
	d.Search = searchAddress(d.Match, "")
	var examples []string
	for e := range strings.Lines(d.Examples) {
		if e = strings.TrimSpace(e); e != "" {
			examples = append(examples, e)
		}
	}
	title := cmp.Or(d.Title, d.Match)
	draft := rulefile.Draft{ID: cmp.Or(rulefile.ID(title), "new-line"), Title: title, Match: d.Match, Examples: examples}
	for n.stories[draft.ID].ID != "" || n.points[d.Narrative+"/"+draft.ID].ID != "" {
		draft.ID += "-2"
	}
	whole := draft.Stanza()
	d.Stanza = whole
	if d.Narrative != "" {
		d.Stanza = draft.Point()
	}
	if _, err := query.Parse(d.Match, n.rules.Terms); err != nil {
		d.Faults = faultsIn(err)
		return
	}
	if !strings.Contains(d.Match, "$") { // a set stands elsewhere in the file
		_, err := rulefile.Load("narratives.yaml", []byte("narratives:\n"+whole))
		d.Faults = faultsIn(err)
	}
}

// write makes the stanza of a source.
func (d *sourceDraft) write(n catalogue) {
	if d.Name == "" {
		d.Name = d.Feed
		if u, err := url.Parse(d.Feed); err == nil && u.Host != "" {
			d.Name = strings.TrimPrefix(u.Hostname(), "www.")
		}
	}
	src := tracker.Source{Name: d.Name, ID: cmp.Or(rulefile.ID(strings.TrimSuffix(d.Name, ".com")), "new-source"), Kind: tracker.Kind(d.Kind), Country: strings.ToUpper(d.Country)}
	if !slices.Contains(tracker.Kinds, src.Kind) {
		d.Faults = []string{"The kind is one of " + join(tracker.Kinds) + "."}
		return
	}
	for n.sources[src.ID].ID != "" {
		src.ID += "-2"
	}
	for _, l := range strings.FieldsFunc(d.Language, func(r rune) bool { return r == ',' || r == ' ' }) {
		src.Languages = append(src.Languages, strings.ToLower(l))
	}
	if d.Feed != "" {
		src.Feeds = []tracker.FeedAddress{{URL: d.Feed}}
	}
	d.Stanza = rulefile.SourceStanza(src)
	_, err := rulefile.Parse("narratives.yaml", []byte("sources:\n"+d.Stanza))
	d.Faults = faultsIn(err)
}

// faultsIn lists what is wrong with a draft, in words.
func faultsIn(err error) []string {
	var list query.ErrorList
	var problems rulefile.Problems
	var out []string
	switch {
	case err == nil:
	case errors.As(err, &list):
		for _, f := range list {
			out = append(out, f.Message+"; "+f.Hint)
		}
	case errors.As(err, &problems):
		for _, p := range problems {
			out = append(out, p.Message+"; "+p.Hint)
		}
	default:
		out = append(out, err.Error())
	}
	return out
}
