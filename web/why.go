package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// whyView is what the pages of an event and a mention show: the whole chain.
type whyView struct {
	Chain
	ID       string
	Citation string
	Before   []span // the text around the sentence
	Sentence []span
	After    []span
	Form     reviewForm
	Choose   string // the verdict that is offered first
	Done     bool   // a verdict was just saved
	Gone     bool   // the mention stands no longer: a rule let it go, or a mark was taken back
	Rules    []ruleText

	Translator string   // the command that may be asked to translate; empty: none
	Foreign    *Foreign // what it wrote, where it was asked
}

// ruleText is a rule in one language.
type ruleText struct{ Language, Text string }

func (s *Server) mentionPage(w http.ResponseWriter, r *http.Request) error {
	return s.whyPage(w, r, "mention", nil)
}

func (s *Server) eventPage(w http.ResponseWriter, r *http.Request) error {
	return s.whyPage(w, r, "event", nil)
}

func (s *Server) whyPage(w http.ResponseWriter, r *http.Request, what string, foreign *Foreign) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	c, err := s.o.Events.Why(r.Context(), id)
	if err != nil {
		return err
	}
	if what == "event" && c.Event == nil || what == "mention" && (c.Mention == nil || c.Event != nil) {
		return archive.ErrNotFound
	}
	v := whyOf(id, c, n)
	v.Translator, v.Foreign = s.translator(), foreign
	v.Done, v.Choose = r.URL.Query().Get("done") == "yes", "confirm"
	if choose := r.URL.Query().Get("choose"); slices.Contains(actions, choose) {
		v.Choose = choose
	}
	if c.Mention != nil {
		v.Form = formOf(c.Mention.Speakers, c.Mention.Stance, c.Mention.Treatment, c.Mention.Said)
		if len(v.Form.Several) > 0 {
			v.Form.Speaker = v.Form.Several[0].ID
		}
	}
	title := "Mention"
	if c.Event != nil {
		title = text.Capital(kindName(c.Event.Kind))
	}
	return s.show(w, r, what, title+" "+id, "timeline", n, v)
}

func whyOf(id string, c Chain, n catalogue) whyView {
	v := whyView{Chain: c, ID: id, Citation: citation(c, n)}
	if c.Mention != nil {
		v.Sentence = sentence(*c.Mention)
		v.Before, v.After = around(c)
	}
	if n := len(c.Versions); n > 0 {
		v.Gone = !c.Versions[n-1].Superseded.IsZero()
	}
	if c.Rule != nil {
		for l, text := range c.Rule.Match {
			name := "every language"
			if l != "" {
				name = language(l)
			}
			v.Rules = append(v.Rules, ruleText{name, strings.Join(strings.Fields(text), " ")})
		}
		slices.SortFunc(v.Rules, func(a, b ruleText) int { return strings.Compare(a.Language, b.Language) })
	}
	return v
}

// nearby is how many bytes of the text are shown on each side of a sentence.
const nearby = 700

// around returns what stands before and after the sentence in its revision, to
// whole paragraphs where that is near.
func around(c Chain) (before, after []span) {
	w, r := c.Mention, c.Revision
	if r == nil || w.Part != tracker.Body || w.Start < 0 || w.End > len(r.Text) || w.Start > w.End || r.Text[w.Start:w.End] != w.Text {
		return nil, nil
	}
	head, tail := r.Text[:w.Start], r.Text[w.End:]
	if len(head) > nearby {
		cut := len(head) - nearby
		for cut < len(head) && head[cut] != ' ' && head[cut] != '\n' {
			cut++
		}
		head = "…" + head[cut:]
	}
	if len(tail) > nearby {
		cut := nearby
		for cut > 0 && tail[cut] != ' ' && tail[cut] != '\n' {
			cut--
		}
		tail = strings.TrimRight(tail[:cut], " \n") + " …"
	}
	return []span{{head, false}}, []span{{tail, false}}
}

// citation is a line to paste into a note: outlet, title, date, address, when
// accessed.
func citation(c Chain, n catalogue) string {
	a := c.Article
	if a == nil {
		return ""
	}
	out := fmt.Sprintf("%s, “%s”", n.Source(a.Source), cmp.Or(a.Title, "untitled"))
	if a.Published.Known() {
		out += ", " + timeline.Days(a.Published.Day, a.Published.Day, 0)
	} else {
		out += ", undated"
	}
	if a.URL != "" {
		out += ", " + a.URL
	}
	fetched := a.Seen
	if c.Revision != nil {
		fetched = c.Revision.Fetched
	}
	return out + " (accessed " + instantUTC(fetched) + ")"
}

func instantUTC(t time.Time) string { return t.UTC().Format("2 Jan 2006 15:04 UTC") }
