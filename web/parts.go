package web

import (
	"cmp"
	"encoding/json"
	"html/template"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// What templates hand to the parts that they share.

// link is an entry of the navigation.
type link struct {
	ID, Label string
	Current   bool
}

// eventTable is a list of events.
type eventTable struct {
	Names   catalogue
	Events  []*tracker.Event
	Caption string
	Points  bool // name the talking point of each
}

// mentionCard is a mention with its sentence; Point tells whether its talking
// point has to be named. On the page of an article it does, and there the
// sentence in the text has the mention's id.
type mentionCard struct {
	Names   catalogue
	Mention tracker.Witness
	Point   bool
}

// firstCard is a first date with its evidence.
type firstCard struct {
	Names    catalogue
	Label    string
	Event    *tracker.Event
	Sentence []span
}

// amendView is a change of the rules file with the form that makes it.
type amendView struct {
	Amendment *amendment
	CSRF, By  string
}

func firstCardOf(n catalogue, p pointView, label string, e *tracker.Event) firstCard {
	c := firstCard{Names: n, Label: label, Event: e}
	if e != nil {
		c.Sentence = p.Hits[e.Mention]
	}
	return c
}

// verdictWords tells the value of a verdict as it was given; a passage that was
// added is the mention itself.
func verdictWords(v archive.Verdict) string {
	if v.Action == "add" {
		return ""
	}
	value := v.Value
	var speakers []tracker.ClaimSpeaker
	var said *tracker.Said
	var text string
	switch {
	case len(value) == 0:
		return ""
	case string(value) == "null":
		return "unknown"
	case json.Unmarshal(value, &text) == nil:
		return text
	case json.Unmarshal(value, &speakers) == nil:
		var names []string
		for _, s := range speakers {
			names = append(names, cmp.Or(s.Text, s.ID))
		}
		return cmp.Or(strings.Join(names, ", "), ownVoice)
	case json.Unmarshal(value, &said) == nil:
		return saidWords(said)
	}
	return string(value)
}

// turning leads from page to page of a list, which begins at an anchor.
type turning struct {
	Page, Pages    int
	Newest, Oldest string // where they are not the next ones anyway
	Previous, Next string
	Words          [4]string // for first, previous, next and last
}

// byTime and byName are how one turns the pages of a list that begins with the
// newest, and of any other.
var (
	byTime = [4]string{"newest", "← newer", "older →", "oldest"}
	byName = [4]string{"first", "← previous", "next →", "last"}
)

func turn(v view, pages int, anchor string, words [4]string) turning {
	t := turning{Page: v.Page, Pages: pages, Words: words}
	to := func(page int) string { return v.With("page", page) + "#" + anchor }
	if v.Page > 1 {
		t.Previous = to(min(v.Page-1, pages))
	}
	if v.Page < pages {
		t.Next = to(v.Page + 1)
	}
	if v.Page > 2 {
		t.Newest = to(1)
	}
	if v.Page < pages-1 {
		t.Oldest = to(pages)
	}
	return t
}

// peopleView is the choice of a speaker in a form.
type peopleView struct {
	Names   catalogue
	Form    reviewForm
	Several bool // offer the several speakers that are read in the text
}

// figure is a chart within a page, or alone in a file.
type figure struct {
	Chart daily
	Alone bool
}

var parts = template.FuncMap{
	"amending": func(f frame, a *amendment) amendView { return amendView{a, f.CSRF, f.Page.(proposeView).By} },
	"people": func(n catalogue, f reviewForm, several bool) peopleView {
		return peopleView{n, f, several && len(f.Several) > 0}
	},
	"nav": func(section, id, label string) link {
		return link{id, label, section == id || id == "" && section == "today"}
	},
	"table": func(n catalogue, es []*tracker.Event, caption string) eventTable {
		return eventTable{n, es, caption, true}
	},
	"changes": func(n catalogue, es []*tracker.Event, caption string) eventTable {
		return eventTable{n, es, caption, false}
	},
	"card":       func(n catalogue, w tracker.Witness, point bool) mentionCard { return mentionCard{n, w, point} },
	"pager":      func(v view, pages int, anchor string) turning { return turn(v, pages, anchor, byTime) },
	"leaves":     func(v view, pages int, anchor string) turning { return turn(v, pages, anchor, byName) },
	"vouched":    func(e *tracker.Event, n catalogue) string { return text.Capital(timeline.Vouched(*e, 0, n.zone)) },
	"verdict":    verdictWords,
	"stances":    func() []tracker.Stance { return tracker.Stances },
	"treatments": func() []tracker.Treatment { return tracker.Treatments },
	"first":      firstCardOf,
	"speaker":    func(id string) tracker.ClaimSpeaker { return tracker.ClaimSpeaker{ID: id} },
	"add":        func(a, b int) int { return a + b },
	"kinds": func() []tracker.KindInfo {
		var out []tracker.KindInfo
		for _, k := range tracker.EventKinds {
			out = append(out, k.Info())
		}
		return out
	},
	"shapes": func() []shape { return shapes },
	"layout": layout,
	"figure": func(c daily, alone bool) figure { return figure{c, alone} },
	"row":    func(i int, first float64) float64 { return first + 24*float64(i) },
	"line":   func(i int) float64 { return 14 + lineHeight*float64(i) },
}
