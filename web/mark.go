package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"onset/tracker"
	"onset/tracker/text"
)

// markView is what the page shows on which a passage is marked: the sentences
// to choose from, or the one that was chosen with its form.
type markView struct {
	Article Article
	Title   []piece
	Text    []piece
	Chosen  *choice
}

// piece is a stretch of a text: a sentence that can be chosen, or what lies
// between two.
type piece struct {
	Text  string
	Href  string            // empty: no sentence
	Taken []tracker.Witness // mentions that stand in it
}

// choice is a sentence that was chosen, and the form as it is filled in with
// what is read there.
type choice struct {
	tracker.Sentence
	Words tracker.Span // those that were chosen; all of the sentence when nobody did
	Spans []span
	Taken []tracker.Witness
	Form  reviewForm
	Point string // narrative/id
}

// At is the choice as the address names it.
func (c choice) At() string { return at(c.Words) }

func at(s tracker.Span) string { return strconv.Itoa(s.Start) + "-" + strconv.Itoa(s.End) }

// markPage offers the sentences of an article, or the form of one of them.
func (s *Server) markPage(w http.ResponseWriter, r *http.Request) error {
	v, list, err := s.markable(r)
	if err != nil {
		return err
	}
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	if q := r.URL.Query(); q.Has("at") {
		c, err := choose(list, q)
		if err != nil {
			return err
		}
		c.Taken = taken(v.Article.Mentions, c.Sentence)
		v.Chosen = &c
	} else {
		last := v.Article.Revisions[len(v.Article.Revisions)-1]
		v.Title, v.Text = v.pieces(last.Title, tracker.Title, list), v.pieces(last.Text, tracker.Body, list)
	}
	return s.show(w, r, "mark", "Mark a missed passage", "articles", n, v)
}

// markable reads the article that an address names, and its sentences.
func (s *Server) markable(r *http.Request) (markView, []tracker.Sentence, error) {
	if s.o.Review == nil {
		return markView{}, nil, refusal{http.StatusForbidden, readingOnly}
	}
	ref := r.PathValue("article")
	a, err := s.o.Archive.Article(r.Context(), ref)
	if err != nil {
		return markView{}, nil, err
	}
	list, err := s.o.Review.Sentences(r.Context(), ref)
	if err == nil && (len(list) == 0 || len(a.Revisions) == 0) {
		err = refusal{http.StatusUnprocessableEntity, "No text of this article is kept, so that nothing can be marked in it."}
	}
	return markView{Article: a}, list, err
}

// pieces cuts a text at its sentences.
func (v markView) pieces(text string, part tracker.Part, list []tracker.Sentence) []piece {
	var out []piece
	end := 0
	for _, s := range list {
		if s.Part != part || s.Start < end || s.End > len(text) {
			continue
		}
		if s.Start > end {
			out = append(out, piece{Text: text[end:s.Start]})
		}
		q := url.Values{"part": {string(part)}, "at": {at(s.Span)}}
		out = append(out, piece{Text: text[s.Start:s.End], Href: "/mark/" + strconv.FormatInt(v.Article.ID, 10) + "?" + q.Encode(), Taken: taken(v.Article.Mentions, s)})
		end = s.End
	}
	return append(out, piece{Text: text[end:]})
}

// taken lists the mentions that stand in a sentence.
func taken(ws []tracker.Witness, s tracker.Sentence) []tracker.Witness {
	var out []tracker.Witness
	for _, w := range ws {
		if w.Part == s.Part && !w.Removed && w.Text == s.Text {
			out = append(out, w)
		}
	}
	return out
}

// choose finds the sentence that most of a place lies in. A place is written as
// START-END, bytes of its part.
func choose(list []tracker.Sentence, q url.Values) (choice, error) {
	from, to, _ := strings.Cut(q.Get("at"), "-")
	start, err := strconv.Atoi(from)
	end, err2 := strconv.Atoi(to)
	if err != nil || err2 != nil || start < 0 || end <= start {
		return choice{}, badAddress("at", q.Get("at"), "it is START-END, in bytes of the title or the text")
	}
	place := tracker.Span{Start: start, End: end}
	var c choice
	most := 0
	for _, s := range list {
		if o := s.Overlap(place); string(s.Part) == q.Get("part") && o > most {
			c.Sentence, most = s, o
		}
	}
	if most == 0 {
		return c, refusal{http.StatusNotFound, "No sentence stands there; the text may have been edited since. Choose it again."}
	}
	c.Words, c.Spans = c.Span, []span{{c.Text, false}}
	words := tracker.Span{Start: max(start, c.Start), End: min(end, c.End)}
	if words != c.Span && cuts(c.Text, words.Start-c.Start) && cuts(c.Text, words.End-c.Start) {
		c.Words, c.Spans = words, spans(c.Text, []tracker.Span{words}, c.Start)
	}
	c.Form, c.Point = formOf(c.Claim.Speakers, c.Claim.Stance, c.Claim.Treatment, c.Claim.Said), q.Get("point")
	return c, nil
}

// markPassage shows what a marked passage would move, and when asked to save
// makes it a mention.
func (s *Server) markPassage(w http.ResponseWriter, r *http.Request) error {
	if err := s.readForm(r); err != nil {
		return err
	}
	v, list, err := s.markable(r)
	if err != nil {
		return err
	}
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	c, err := choose(list, r.PostForm)
	if err != nil {
		return err
	}
	m, err := readMark(r, c, n)
	if err != nil {
		return err
	}
	m.Article = strconv.FormatInt(v.Article.ID, 10)
	save := r.PostForm.Get("save") == "yes"
	moved, err := s.o.Review.Mark(r.Context(), m, !save)
	if err != nil {
		return err
	}
	s.rememberWho(w, r, m.Who)
	if save {
		http.Redirect(w, r, "/mention/"+url.PathEscape(moved.After.ID)+"?done=yes", http.StatusSeeOther)
		return nil
	}
	here := "/mark/" + m.Article
	q := url.Values{"part": {string(c.Part)}, "at": {c.At()}, "point": {r.PostForm.Get("point")}}
	return s.preview(w, r, n, previewView{Who: m.Who, Why: m.Why, To: here, Back: here + "?" + q.Encode(), Leads: "Back to the sentence",
		Sentence: sentence(moved.After), Changed: described(moved.After, n), New: true}, moved)
}

// readMark reads the form of a passage.
func readMark(r *http.Request, c choice, n catalogue) (Mark, error) {
	get := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	m := Mark{Sentence: c.Sentence, Words: c.Words, Who: signer(r), Why: text.Within(get("why"), 1000)}
	if m.Who == "" {
		return m, refusal{http.StatusBadRequest, "A mark needs your name: later somebody will ask who set it. Nothing was changed."}
	}
	tp, known := n.points[get("point")]
	if !known {
		return m, refusal{http.StatusBadRequest, "Choose the talking point that the sentence holds. Nothing was changed."}
	}
	m.Narrative, m.TalkingPoint = tp.Narrative, tp.ID
	var err error
	if m.Speakers = c.Claim.Speakers; get("speaker") != asRead {
		if m.Speakers, err = speakerOf(get("speaker"), get("speaker-text"), n); err != nil {
			return m, err
		}
	}
	if m.Stance, err = oneOf(get("stance"), tracker.Stances...); err != nil {
		return m, err
	}
	if m.Treatment, err = oneOf(get("treatment"), tracker.Treatments...); err != nil {
		return m, err
	}
	if m.Said = c.Claim.Said; get("from") != c.Form.From || get("to") != c.Form.To {
		m.Said, err = saidOf(get("from"), get("to"))
	}
	return m, err
}

// described says what a marked passage is a mention of.
func described(w tracker.Witness, n catalogue) []string {
	return []string{
		"Talking point: " + n.Point(w.Narrative, w.TalkingPoint), "Speaker: " + speakerNames(w, n),
		"Stance: " + string(w.Stance), "Treatment: " + string(w.Treatment), "Said: " + saidWords(w.Said),
	}
}
