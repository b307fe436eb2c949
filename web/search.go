package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/query"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// searchView is what the page of articles shows.
type searchView struct {
	Query   string // as it was typed
	Rule    string // the same in the rule language
	Page    archive.HitPage
	Survey  archive.Survey
	Words   string // how many there are
	Chart   daily
	Facets  []facet
	Faults  []query.Error
	Problem string
	Next    string
	Draft   string // address of a talking point made of it
	Export  []export
	Missing bool // nothing can search here
	Example []string
}

// facet counts hits by something, each with the query that is narrowed to it.
type facet struct {
	Heading string
	Values  []facetValue
	More    int
}

type facetValue struct {
	Words, Href string
	Count       int
}

// hitsAtOnce is how many articles a search shows at a time, facetsAtOnce how
// many values of a facet.
const (
	hitsAtOnce   = 25
	facetsAtOnce = 8
)

func (s *Server) searchPage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	v := searchView{Query: strings.TrimSpace(r.URL.Query().Get("q")), Missing: s.o.Search == nil,
		Example: []string{"security guarantees", `"security guarantees" lang:en`, `troops NEAR/8 (NATO OR European)`, `title:ultimatum AND NOT lang:ru`}}
	if v.Query != "" && !v.Missing {
		if err := s.search(r, &v, n); err != nil {
			return err
		}
	}
	title := "Search"
	if v.Query != "" {
		title += ": " + text.Within(v.Query, 60)
	}
	return s.show(w, r, "articles", title, "articles", n, v)
}

// search asks the archive. A fault in the query is the visitor's to mend, and
// is shown beside it.
func (s *Server) search(r *http.Request, v *searchView, n catalogue) error {
	after, err := cursor(r)
	if err != nil {
		return err
	}
	v.Rule = s.o.Search.Plain(v.Query)
	v.Page, err = s.o.Search.Search(r.Context(), v.Rule, hitsAtOnce, after)
	if err == nil && after == 0 {
		v.Survey, err = s.o.Search.Survey(r.Context(), v.Rule)
	}
	var no refusal
	var faults query.ErrorList
	switch {
	case errors.As(err, &faults):
		v.Faults = faults
		return nil
	case errors.As(err, &no):
		v.Problem = no.text
		return nil
	case err != nil:
		return err
	}
	if v.Page.Next != 0 {
		v.Next = searchAddress(v.Query, strconv.FormatInt(v.Page.Next, 10))
	}
	if after != 0 {
		v.Words = "Older articles"
		return nil
	}
	v.Draft = "/propose?" + url.Values{"title": {v.Query}, "match": {v.Rule}}.Encode() + "#rule"
	v.Export = exports("search", url.Values{"q": {v.Query}})
	return s.survey(r, v, n)
}

func searchAddress(q, after string) string {
	out := url.Values{"q": {q}}
	if after != "" {
		out.Set("after", after)
	}
	return "/articles?" + out.Encode()
}

// survey tells how many hits there are, when they were, and of whom.
func (s *Server) survey(r *http.Request, v *searchView, n catalogue) error {
	v.Words = text.Count(v.Survey.Articles, "article")
	if v.Survey.Stopped {
		v.Words = atLeast(v.Survey, len(v.Page.Hits))
	}
	if v.Survey.Articles == 0 {
		return nil
	}
	narrow := func(field, value string) string { return searchAddress("("+v.Rule+") AND "+field+":"+value, "") }
	v.Facets = []facet{
		facetOf("Sources", v.Survey.Sources, n.Source, func(id string) string { return narrow("source", id) }),
		facetOf("Languages", v.Survey.Languages, language, func(id string) string { return narrow("lang", id) }),
		facetOf("Speakers of tracked lines in them", v.Survey.Speakers, func(id string) string { return n.Speaker(tracker.ClaimSpeaker{ID: id}) }, func(id string) string { return narrow("speaker", id) }),
	}
	var err error
	v.Chart, err = s.curve(r.Context(), v.Survey, n)
	return err
}

// atLeast says how many articles there are where not all were counted, so many of which
// are shown.
func atLeast(v archive.Survey, shown int) string {
	least := max(v.Articles, shown)
	out := "At least " + text.Count(least, "article")
	if v.Most > least {
		out += ", at most " + text.Thousands(v.Most) + " by the words alone"
	}
	if v.Back == 0 {
		return out
	}
	return out + ": the newest were counted, back to " + timeline.Days(v.Back, v.Back, 0)
}

func facetOf(heading string, counts map[string]int, name, href func(string) string) facet {
	f := facet{Heading: heading}
	ids := slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	for i, id := range ids {
		if i == facetsAtOnce {
			f.More = len(ids) - i
			break
		}
		if id != "" {
			f.Values = append(f.Values, facetValue{name(id), href(id), counts[id]})
		}
	}
	return f
}

// curve draws hits over time, and their share of all articles.
func (s *Server) curve(ctx context.Context, v archive.Survey, n catalogue) (daily, error) {
	from, to := tracker.Day(0), tracker.Day(0)
	for d := range v.Days {
		if from == 0 || d < from {
			from = d
		}
		to = max(to, d)
	}
	from = max(min(from, to-leastDays), to-mostDays)
	articles, err := s.o.Archive.Published(ctx, from, to)
	if err != nil {
		return daily{}, err
	}
	coverage, err := s.o.Archive.Coverage(ctx)
	if err != nil {
		return daily{}, err
	}
	sc := scale{from, to}
	c := daily{Ticks: sc.ticks(), From: from, To: to, scale: sc, Noun: "article"}
	c.Unit, c.Rows = buckets(sc, timeline.Totals{Days: v.Days}, articles)
	c.Title = fmt.Sprintf("Articles a %s, %s", c.Unit, timeline.Days(from, to, 0))
	c.Ground = observe(coverage, "", sc, n.zone).ground()
	c.drawBars(c.peaks())
	return c, nil
}

// cursor reads where a list goes on.
func cursor(r *http.Request) (int64, error) {
	text := r.URL.Query().Get("after")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, badAddress("after", text, "take it from the address of the next page")
	}
	return n, nil
}

// Refuse returns an error whose words are shown to the visitor, for a request
// that an implementation can't follow.
func Refuse(words string) error { return refusal{http.StatusUnprocessableEntity, words} }
