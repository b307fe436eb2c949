package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// reviewForm is what a person may say about a mention, filled in with what is
// believed.
type reviewForm struct {
	Speaker   string
	Named     string                 // a speaker whom the rules file doesn't know
	Several   []tracker.ClaimSpeaker // all, where there is more than one
	Stance    string
	Treatment string
	From, To  string // of said
}

// asRead stands for several speakers, as they are read in the text.
const asRead = "*"

func formOf(speakers []tracker.ClaimSpeaker, stance tracker.Stance, treatment tracker.Treatment, said *tracker.Said) reviewForm {
	f := reviewForm{Stance: string(stance), Treatment: string(treatment)}
	switch {
	case len(speakers) > 1:
		f.Speaker, f.Several = asRead, speakers
	case len(speakers) == 1 && speakers[0].ID != "":
		f.Speaker = speakers[0].ID
	case len(speakers) == 1:
		f.Named = speakers[0].Text
	}
	if said != nil {
		f.From, f.To = said.From.String(), said.To.String()
	}
	return f
}

// actions are what a person may do, in the order in which they are offered.
var actions = []string{"confirm", "reject", "speaker", "stance", "treatment", "said", "undo"}

// previewView shows what a verdict would move, before it is saved.
type previewView struct {
	Who, Why string
	To       string // where the form is sent
	Back     string
	Leads    string // what Back leads to, in words
	New      bool   // the mention is one that is marked now
	Sentence []span
	Lines    []string // what moves, in words
	Changed  []string // of the mention
	Fields   []hidden // the form, to be sent again
}

// preview shows what a form would do, and offers to save it.
func (s *Server) preview(w http.ResponseWriter, r *http.Request, n catalogue, p previewView, moved archive.Moved) error {
	p.Lines = movements(moved, n)
	for _, name := range []string{"part", "at", "point", "action", "speaker", "speaker-text", "stance", "treatment", "from", "to", "who", "why", "seen"} {
		if value := r.PostForm.Get(name); value != "" {
			p.Fields = append(p.Fields, hidden{name, value})
		}
	}
	return s.show(w, r, "preview", "What this moves", "timeline", n, p)
}

// reviewed reads the form of whoever judges, where that may be done.
func (s *Server) reviewed(r *http.Request) (catalogue, error) {
	if err := s.readForm(r); err != nil {
		return catalogue{}, err
	}
	if s.o.Review == nil {
		return catalogue{}, refusal{http.StatusForbidden, readingOnly}
	}
	return s.catalogue(r.Context())
}

// review shows what a verdict would move, and when asked to save does so.
func (s *Server) review(w http.ResponseWriter, r *http.Request) error {
	n, err := s.reviewed(r)
	if err != nil {
		return err
	}
	v, err := readVerdict(r, n)
	if err != nil {
		return err
	}
	save := r.PostForm.Get("save") == "yes"
	moved, err := s.o.Review.Review(r.Context(), v, !save)
	if err != nil {
		return overtaken(err, n)
	}
	s.rememberWho(w, r, v.Who)
	if save {
		http.Redirect(w, r, "/mention/"+url.PathEscape(v.Mention)+"?done=yes", http.StatusSeeOther)
		return nil
	}
	here := "/mention/" + url.PathEscape(v.Mention)
	return s.preview(w, r, n, previewView{Who: v.Who, Why: v.Why, To: here, Back: here, Leads: "Back to the mention",
		Sentence: sentence(moved.Before), Changed: altered(moved.Before, moved.After, n)}, moved)
}

// overtaken tells the visitor of a verdict that came before his own.
func overtaken(err error, n catalogue) error {
	var o archive.Overtaken
	if !errors.As(err, &o) {
		return err
	}
	what := strings.TrimSpace(o.By.Action + " " + text.Within(string(o.By.Value), 200))
	return refusal{http.StatusConflict, fmt.Sprintf("%s decided otherwise since you opened the page: %s, %s. Nothing was changed; open the mention again and decide anew.", o.By.Who, what, instant(o.By.Recorded, n.zone))}
}

// readVerdict reads the form of a mention.
func readVerdict(r *http.Request, n catalogue) (archive.Verdict, error) {
	get := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	v := archive.Verdict{Mention: r.PathValue("id"), Action: get("action"), Who: signer(r), Why: text.Within(get("why"), 1000)}
	if v.Who == "" {
		return v, refusal{http.StatusBadRequest, "A verdict needs your name: later somebody will ask who decided. Nothing was changed."}
	}
	if seen := get("seen"); seen != "" {
		count, err := strconv.Atoi(seen)
		if err != nil {
			return v, refusal{http.StatusBadRequest, "The form doesn't say how many verdicts were seen. Nothing was changed."}
		}
		v.Seen = &count
	}
	var value any
	var err error
	switch v.Action {
	case "confirm", "reject", "undo":
		return v, nil
	case "speaker":
		value, err = speakerOf(get("speaker"), get("speaker-text"), n)
	case "stance":
		value, err = oneOf(get("stance"), tracker.Stances...)
	case "treatment":
		value, err = oneOf(get("treatment"), tracker.Treatments...)
	case "said":
		value, err = saidOf(get("from"), get("to"))
	default:
		err = refusal{http.StatusBadRequest, "Choose what to say about the mention: " + strings.Join(actions, ", ") + ". Nothing was changed."}
	}
	if err != nil {
		return v, err
	}
	v.Value, err = json.Marshal(value)
	return v, err
}

func oneOf[T ~string](given string, allowed ...T) (T, error) {
	if slices.Contains(allowed, T(given)) {
		return T(given), nil
	}
	return "", refusal{http.StatusBadRequest, fmt.Sprintf("%q is none of %s. Nothing was changed.", text.Within(given, 40), join(allowed))}
}

// speakerOf is a speaker of the file, one named in words, or with neither the
// outlet itself.
func speakerOf(id, words string, n catalogue) ([]tracker.ClaimSpeaker, error) {
	switch {
	case id != "" && n.speakers[id] == "":
		return nil, refusal{http.StatusBadRequest, fmt.Sprintf("The rules file has no speaker %q. Nothing was changed.", text.Within(id, 40))}
	case id != "":
		return []tracker.ClaimSpeaker{{ID: id, Text: n.speakers[id]}}, nil
	case words != "":
		return []tracker.ClaimSpeaker{{Text: text.Within(words, 120)}}, nil
	}
	return []tracker.ClaimSpeaker{}, nil
}

// saidOf is a day or a range of days; neither means that nothing is known.
func saidOf(from, to string) (*tracker.Said, error) {
	if from == "" && to == "" {
		return nil, nil
	}
	if from == "" {
		from = to
	}
	if to == "" {
		to = from
	}
	said := archive.SaidOn(0, 0)
	for name, at := range map[string]*tracker.Day{"from": &said.From, "to": &said.To} {
		text := map[string]string{"from": from, "to": to}[name]
		if err := readDay(name, text, at); err != nil {
			return nil, err
		}
	}
	if said.To < said.From {
		return nil, refusal{http.StatusBadRequest, "It can't have ended before it began: the second day lies before the first. Nothing was changed."}
	}
	return said, nil
}

// movements says what a verdict moves on the timeline: corrections first, and
// what comes or goes without having been told before.
func movements(m archive.Moved, n catalogue) []string {
	var out []string
	told := map[string]bool{}
	for _, e := range m.Changes.Add {
		if e.Kind != tracker.Correction {
			continue
		}
		told[e.Supersedes] = true
		if d, err := timeline.Detail[timeline.Revised](e); err == nil && d.New != nil {
			told[d.New.Event] = true
		}
		out = append(out, text.Capital(timeline.Words(e))+".")
	}
	for _, e := range m.Removed {
		if told[e.ID] {
			continue
		}
		what := text.Capital(kindName(e.Kind)) + " " + n.Scope(e.Scope)
		if i := slices.IndexFunc(m.Changes.Add, func(a tracker.Event) bool { return a.Kind == e.Kind && a.Scope == e.Scope }); i >= 0 {
			told[m.Changes.Add[i].ID] = true
			out = append(out, fmt.Sprintf("%s: was “%s”, now “%s”.", what, timeline.Words(e), timeline.Words(m.Changes.Add[i])))
			continue
		}
		out = append(out, fmt.Sprintf("%s no longer stands: %s.", what, timeline.Words(e)))
	}
	for _, e := range m.Changes.Add {
		if e.Kind != tracker.Correction && !told[e.ID] {
			out = append(out, fmt.Sprintf("New: %s %s, %s.", kindName(e.Kind), n.Scope(e.Scope), timeline.Words(e)))
		}
	}
	return out
}

// altered says what is different about the mention.
func altered(before, after tracker.Witness, n catalogue) []string {
	var out []string
	differ := func(what, was, is string) {
		if was != is {
			out = append(out, fmt.Sprintf("%s: %s → %s", what, was, is))
		}
	}
	verdict := func(w tracker.Witness) string {
		if w.Verdict == "" {
			return "not checked"
		}
		return w.Verdict
	}
	differ("Verdict", verdict(before), verdict(after))
	differ("Speaker", speakerNames(before, n), speakerNames(after, n))
	differ("Stance", string(before.Stance), string(after.Stance))
	differ("Treatment", string(before.Treatment), string(after.Treatment))
	differ("Said", saidWords(before.Said), saidWords(after.Said))
	return out
}

func speakerNames(w tracker.Witness, n catalogue) string {
	var names []string
	for _, s := range w.Speakers {
		names = append(names, n.Speaker(s))
	}
	if len(names) == 0 {
		return ownVoice
	}
	return strings.Join(names, ", ")
}
