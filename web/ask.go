package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// askView is the page that asks about one sentence after the other.
type askView struct {
	Chain
	Question *timeline.Question // nil when nothing is left to ask
	First    *tracker.Event     // the widest that rests on it
	Instead  []tracker.Event    // what would stand in the place of that without it
	Left     int
	Before   []span
	Sentence []span
	After    []span
	Form     reviewForm
	Answers  []archive.Answer
	Skipped  []string // mentions
	Skip     string   // address of the next question
	Last     string   // mention that was answered just now
}

// manyAsked is how many questions the page counts.
const manyAsked = 200

func (s *Server) askPage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	list, err := s.o.Events.Questions(r.Context(), manyAsked)
	if err != nil {
		return err
	}
	v := askView{Answers: archive.Answers, Skipped: r.URL.Query()["skip"], Last: r.URL.Query().Get("last")}
	list = slices.DeleteFunc(list, func(q timeline.Question) bool { return slices.Contains(v.Skipped, q.Witness.ID) })
	if v.Left = len(list); v.Left > 0 {
		if err := s.ask(r, &v, list[0]); err != nil {
			return err
		}
	}
	return s.show(w, r, "ask", "To confirm", "today", n, v)
}

// ask fills in a question with what surrounds its sentence.
func (s *Server) ask(r *http.Request, v *askView, q timeline.Question) (err error) {
	if v.Chain, err = s.o.Events.Why(r.Context(), q.Witness.ID); err != nil {
		return err
	}
	v.Question, v.First, v.Sentence = &q, &q.Firsts[0], sentence(q.Witness)
	v.Instead = slices.DeleteFunc(slices.Clone(q.Without), func(e tracker.Event) bool { return e.Kind != v.First.Kind || e.Scope != v.First.Scope })
	v.Before, v.After = around(v.Chain)
	v.Form = formOf(q.Witness.Speakers, q.Witness.Stance, q.Witness.Treatment, q.Witness.Said)
	if len(v.Form.Several) > 0 {
		v.Form.Speaker = v.Form.Several[0].ID
	}
	v.Skip = askAddress(append(slices.Clone(v.Skipped), q.Witness.ID), "")
	return nil
}

// askAddress leads to the next question but those that were skipped.
func askAddress(skipped []string, last string) string {
	q := url.Values{"skip": skipped}
	if last != "" {
		q.Set("last", last)
	}
	return strings.TrimSuffix("/ask?"+q.Encode(), "?")
}

// answered records the answer to a question, or takes the last one back.
func (s *Server) answered(w http.ResponseWriter, r *http.Request) error {
	n, err := s.reviewed(r)
	if err != nil {
		return err
	}
	verdicts, err := readAnswer(r, n)
	if err != nil {
		return err
	}
	for _, v := range verdicts {
		if _, err := s.o.Review.Review(r.Context(), v, false); err != nil {
			return overtaken(err, n)
		}
	}
	s.rememberWho(w, r, verdicts[0].Who)
	last := verdicts[0].Mention
	if verdicts[0].Action == archive.Undo {
		last = ""
	}
	http.Redirect(w, r, askAddress(r.PostForm["skip"], last), http.StatusSeeOther)
	return nil
}

// readAnswer reads the form of a question.
func readAnswer(r *http.Request, n catalogue) ([]archive.Verdict, error) {
	get := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	mention, who, key := get("mention"), signer(r), get("answer")
	switch {
	case who == "":
		return nil, refusal{http.StatusBadRequest, "An answer needs your name: later somebody will ask who decided. Nothing was changed."}
	case key == archive.Undo:
		return []archive.Verdict{{Mention: mention, Action: archive.Undo, Who: who}}, nil
	}
	i := slices.IndexFunc(archive.Answers, func(a archive.Answer) bool { return a.Key == key })
	if i < 0 {
		return nil, refusal{http.StatusBadRequest, "Choose an answer. Nothing was changed."}
	}
	var value any
	var err error
	switch key {
	case archive.AnswerSpeaker:
		value, err = speakerOf(get("speaker"), get("speaker-text"), n)
	case archive.AnswerDay:
		value, err = saidOf(get("from"), get("to"))
	}
	if err != nil {
		return nil, err
	}
	verdicts, err := archive.Answers[i].Verdicts(mention, who, value)
	if err != nil {
		return nil, err
	}
	if seen, err := strconv.Atoi(get("seen")); err == nil {
		for i := range verdicts {
			verdicts[i].Seen = &seen
		}
	}
	return verdicts, nil
}
