package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"onset/tracker"
	"onset/tracker/edit"
	"onset/tracker/query"
	"onset/tracker/text"
)

// articleView is what the page of an article shows.
type articleView struct {
	Article
	Latest   Revision
	Part     []passage // of the latest text
	Headline []passage
	Old, New int           // numbers of the revisions compared
	Changes  []edit.Change // of the text
	Titles   []edit.Change
	Compared bool
}

// passage is a stretch of a text: a sentence with mentions, or what lies
// between.
type passage struct {
	Spans    []span
	Mentions []tracker.Witness // of this sentence
}

func (s *Server) articlePage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	ref := strings.TrimSpace(r.URL.Query().Get("ref"))
	if ref == "" {
		return refusal{http.StatusBadRequest, "The address must say which article: /article?ref= and its address or number."}
	}
	a, err := s.o.Archive.Article(r.Context(), ref)
	if err != nil {
		return err
	}
	v := articleView{Article: a}
	if len(a.Revisions) > 0 {
		v.Latest = a.Revisions[len(a.Revisions)-1]
		title, body := v.found(r.URL.Query().Get("q"), n)
		v.Headline = passages(v.Latest.Title, tracker.Title, a.Mentions, title)
		v.Part = passages(v.Latest.Text, tracker.Body, a.Mentions, body)
	}
	if err := v.compare(r); err != nil {
		return err
	}
	return s.show(w, r, "article", a.Title, "articles", n, v)
}

// compare tells two revisions apart: those that the address names, else the
// last two.
func (v *articleView) compare(r *http.Request) error {
	last := len(v.Revisions)
	if last < 2 {
		return nil
	}
	v.Old, v.New = v.Revisions[last-2].Number, v.Revisions[last-1].Number
	for name, number := range map[string]*int{"from": &v.Old, "to": &v.New} {
		if s := r.URL.Query().Get(name); s != "" {
			n, err := strconv.Atoi(s)
			if err != nil {
				return badAddress(name, s, "it is the number of a revision")
			}
			*number = n
		}
	}
	find := func(number int) int {
		return slices.IndexFunc(v.Revisions, func(r Revision) bool { return r.Number == number })
	}
	a, b := find(v.Old), find(v.New)
	if a < 0 || b < 0 {
		return refusal{http.StatusNotFound, fmt.Sprintf("The article has no revisions %d and %d.", v.Old, v.New)}
	}
	v.Titles = edit.Words(v.Revisions[a].Title, v.Revisions[b].Title)
	v.Changes = edit.Words(v.Revisions[a].Text, v.Revisions[b].Text)
	v.Compared = true
	return nil
}

// found is what a search finds in the latest text, for whoever comes from there.
// A query with faults finds nothing.
func (v *articleView) found(q string, n catalogue) (title, body []tracker.Span) {
	if q = strings.TrimSpace(q); q == "" {
		return nil, nil
	}
	expr, err := query.Parse(query.Plain(q, n.rules.Terms), n.rules.Terms)
	if err != nil {
		return nil, nil
	}
	doc := &query.Doc{Title: text.Analyse(v.Latest.Title, v.Language), Body: text.Analyse(v.Latest.Text, v.Language),
		Lang: v.Language, Source: v.Source, Kind: n.sources[v.Source].Kind}
	for _, h := range slices.Concat(expr.Match(doc, tracker.InArticle), expr.Match(doc, tracker.InSentence)) {
		if h.Part == tracker.Title {
			title = append(title, h.Spans...)
		} else {
			body = append(body, h.Spans...)
		}
	}
	return title, body
}

// passages cuts a text at the sentences of its mentions, and marks what was
// found besides. Mentions whose sentence does not stand there (in another
// revision) are left out.
func passages(text string, part tracker.Part, ws []tracker.Witness, found []tracker.Span) []passage {
	var own []tracker.Witness
	for _, w := range ws {
		if w.Part == part && 0 <= w.Start && w.Start < w.End && w.End <= len(text) && text[w.Start:w.End] == w.Text {
			own = append(own, w)
		}
	}
	slices.SortStableFunc(own, func(a, b tracker.Witness) int { return a.Start - b.Start })
	var out []passage
	at := 0
	for i := 0; i < len(own); {
		w := own[i]
		p := passage{}
		var hits []tracker.Span
		for ; i < len(own) && own[i].Start < w.End; i++ {
			p.Mentions = append(p.Mentions, own[i])
			hits = append(hits, own[i].Hits...)
		}
		if w.Start > at {
			out = append(out, passage{Spans: spans(text[at:w.Start], found, at)})
		}
		p.Spans = spans(w.Text, hits, w.Start)
		out = append(out, p)
		at = w.End
	}
	if at < len(text) {
		out = append(out, passage{Spans: spans(text[at:], found, at)})
	}
	return out
}
