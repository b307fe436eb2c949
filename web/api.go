package web

import (
	_ "embed"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/discover"
	"onset/tracker/query"
)

// openAPI documents the API; a test compares it with the handlers.
//
//go:embed openapi.json
var openAPI []byte

// call is a part of the API. It answers with what is written as JSON, and for a
// list with the cursor of its next page.
type call struct {
	path string
	do   func(*http.Request) (answer any, next string, err error)
	how  manner
}

// api lists all calls, under /api/v1.
func (s *Server) api() []call {
	return []call{
		{"/timeline", s.apiTimeline, reads},
		{"/mentions", s.apiMentions, reads},
		{"/points", s.apiPoints, reads},
		{"/points/{narrative}/{id}", s.apiPoint, reads},
		{"/why/{id}", s.apiWhy, reads},
		{"/article", s.apiArticle, reads},
		{"/search", s.apiSearch, searches},
		{"/emerging", s.apiEmerging, reads},
		{"/digest/{day}", s.apiDigest, reads},
		{"/feeds", s.apiFeeds, reads},
		{"/coverage", s.apiCoverage, reads},
		{"/sources", s.apiSources, reads},
		{"/status", s.apiStatus, reads},
		{"/openapi.json", func(*http.Request) (any, string, error) { return json.RawMessage(openAPI), "", nil }, apart},
	}
}

// answer writes what a call returns. The next page stands in the header Link,
// so that a list stays a list.
func (s *Server) answer(do func(*http.Request) (any, string, error)) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		v, next, err := do(r)
		if err != nil {
			return err
		}
		if next != "" {
			q := r.URL.Query()
			q.Set("after", next)
			u := url.URL{Path: r.URL.Path, RawQuery: q.Encode()}
			w.Header().Set("Link", "<"+u.String()+`>; rel="next"`)
		}
		return writeJSON(w, http.StatusOK, v)
	}
}

// The sizes of a page of the API.
const (
	usualLimit = 500
	mostLimit  = 5000
)

// limited reads how many rows a call asks for, and where it goes on.
func limited(r *http.Request) (limit int, after int64, err error) {
	limit = usualLimit
	if text := r.URL.Query().Get("limit"); text != "" {
		if limit, err = strconv.Atoi(text); err != nil || limit < 1 || limit > mostLimit {
			return 0, 0, badAddress("limit", text, "it is a number from 1 to 5000")
		}
	}
	after, err = cursor(r)
	return limit, after, err
}

// apiTimeline lists all events, narrower firsts included, as the command line
// does; scope=overall leaves those out.
func (s *Server) apiTimeline(r *http.Request) (any, string, error) {
	v, n, limit, after, err := s.asked(r)
	if err != nil {
		return nil, "", err
	}
	v.Wide = r.URL.Query().Get("scope") != "overall"
	events, _, err := s.events(r.Context(), v, n)
	if err != nil {
		return nil, "", err
	}
	events, next := stretch(events, limit, after)
	return append([]*tracker.Event{}, events...), next, nil
}

// stretch takes what a call asks for out of a list, and says where it goes on.
func stretch[T any](list []T, limit int, after int64) (taken []T, next string) {
	first := int(min(after, int64(len(list))))
	last := min(first+limit, len(list))
	if last < len(list) {
		next = strconv.Itoa(last)
	}
	return list[first:last], next
}

func (s *Server) asked(r *http.Request) (v view, n catalogue, limit int, after int64, err error) {
	if v, err = readView(r.URL); err != nil {
		return
	}
	if limit, after, err = limited(r); err != nil {
		return
	}
	n, err = s.catalogue(r.Context())
	return
}

// apiMentions lists mentions, newest first.
func (s *Server) apiMentions(r *http.Request) (any, string, error) {
	v, n, limit, after, err := s.asked(r)
	if err != nil {
		return nil, "", err
	}
	f := v.filter(n.zone)
	f.Kinds, f.Limit, f.After, f.SourceKind, f.Language = nil, limit, after, tracker.Kind(v.Kind), v.Language
	page, err := s.o.Events.Mentions(r.Context(), f)
	if err != nil {
		return nil, "", err
	}
	out := []tracker.MentionRow{}
	for _, w := range page.Mentions {
		out = append(out, w.Row())
	}
	next := ""
	if page.Next != 0 {
		next = strconv.FormatInt(page.Next, 10)
	}
	return out, next, nil
}

func (s *Server) apiWhy(r *http.Request) (any, string, error) {
	c, err := s.o.Events.Why(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, "", err
	}
	c.Fill()
	return c, "", nil
}

func (s *Server) apiArticle(r *http.Request) (any, string, error) {
	ref := r.URL.Query().Get("ref")
	if ref == "" {
		return nil, "", refusal{http.StatusBadRequest, "Say which article: ref= and its address or number."}
	}
	a, err := s.o.Archive.Article(r.Context(), ref)
	a.Fill()
	return a, "", err
}

func (s *Server) apiSearch(r *http.Request) (any, string, error) {
	if s.o.Search == nil {
		return nil, "", refusal{http.StatusNotImplemented, "Nothing can search here."}
	}
	limit, after, err := limited(r)
	if err != nil {
		return nil, "", err
	}
	page, err := s.o.Search.Search(r.Context(), r.URL.Query().Get("q"), min(limit, 100), after)
	if faults, ok := err.(query.ErrorList); ok {
		return nil, "", refusal{http.StatusBadRequest, faults.Error()}
	}
	next := ""
	if page.Next != 0 {
		next = strconv.FormatInt(page.Next, 10)
	}
	return append([]archive.HitRow{}, page.Hits...), next, err
}

func (s *Server) apiEmerging(r *http.Request) (any, string, error) {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return nil, "", err
	}
	var asOf tracker.Day
	list, err := s.candidates(r.Context(), r.URL.Query(), n, &asOf)
	return append([]discover.Candidate{}, list...), "", err
}

func (s *Server) apiDigest(r *http.Request) (any, string, error) {
	day, err := tracker.ParseDay(r.PathValue("day"))
	if err != nil {
		return nil, "", badAddress("day", r.PathValue("day"), "write a day as YYYY-MM-DD")
	}
	var d digest.Digest
	d, _, err = s.o.Desk.Digest(r.Context(), day, tracker.ClockRecorded, r.URL.Query().Get("now") == "yes")
	return d, "", err
}

func (s *Server) apiFeeds(r *http.Request) (any, string, error) {
	list, err := s.o.Desk.Feeds(r.Context())
	return append([]archive.FeedRow{}, list...), "", err
}

func (s *Server) apiCoverage(r *http.Request) (any, string, error) {
	limit, after, err := limited(r)
	if err != nil {
		return nil, "", err
	}
	list, err := s.o.Archive.Coverage(r.Context())
	if err != nil {
		return nil, "", err
	}
	list, next := stretch(list, limit, after)
	list, err = s.o.Archive.Count(r.Context(), list)
	return append([]archive.Interval{}, list...), next, err
}

// sourceRow is a source.
type sourceRow struct {
	ID        string       `json:"id"`
	Name      string       `json:"name"`
	Kind      tracker.Kind `json:"kind"`
	Country   string       `json:"country,omitempty"`
	Languages []string     `json:"languages"`
	Timezone  string       `json:"timezone"`
}

func (s *Server) apiSources(r *http.Request) (any, string, error) {
	n, err := s.catalogue(r.Context())
	out := []sourceRow{}
	for _, src := range n.rules.Sources {
		zone := time.UTC
		if src.Zone != nil {
			zone = src.Zone
		}
		out = append(out, sourceRow{src.ID, src.Name, src.Kind, src.Country, append([]string{}, src.Languages...), zone.String()})
	}
	return out, "", err
}

func (s *Server) apiStatus(r *http.Request) (any, string, error) {
	z, err := s.o.Archive.Size(r.Context())
	return z, "", err
}
