package web

import (
	"net/http"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/discover"
)

// emergingView is what the page of candidates shows.
type emergingView struct {
	Candidates []discover.Candidate
	All        bool
	AsOf       tracker.Day
	CanJudge   bool
	Done       string
	Export     []export
}

func (s *Server) emergingPage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	v := emergingView{All: r.URL.Query().Get("all") == "yes", CanJudge: s.o.Judge != nil, Done: map[string]string{
		"accept": "Accepted. Put its stanza into the rules file to track it.", "dismiss": "Dismissed. It won’t be shown again."}[r.URL.Query().Get("done")]}
	if v.Candidates, err = s.candidates(r, n, &v.AsOf); err != nil {
		return err
	}
	v.Export = s.exports("emerging", r.URL.Query())
	return s.show(w, r, "emerging", "Emerging", "emerging", n, v)
}

// candidates reads what an address asks for; without all=yes only those that
// wait for a decision.
func (s *Server) candidates(r *http.Request, n catalogue, asOf *tracker.Day) ([]discover.Candidate, error) {
	if err := readDay("as-of", r.URL.Query().Get("as-of"), asOf); err != nil {
		return nil, err
	}
	at := (*asOf + 1).In(n.zone)
	if *asOf == 0 {
		at = time.Time{}
	}
	out, err := s.o.Desk.Emerging(r.Context(), at)
	if r.URL.Query().Get("all") != "yes" {
		out = slices.DeleteFunc(out, func(c discover.Candidate) bool {
			return c.Status != discover.Emerging && c.Status != discover.Established
		})
	}
	return out, err
}

// judge takes the decision on a candidate.
func (s *Server) judge(w http.ResponseWriter, r *http.Request) error {
	if err := s.readForm(r); err != nil {
		return err
	}
	if s.o.Judge == nil {
		return refusal{http.StatusForbidden, readingOnly}
	}
	by, decision := signer(r), r.PostForm.Get("decision")
	if by == "" || decision != "accept" && decision != "dismiss" {
		return refusal{http.StatusBadRequest, "A decision needs your name, and is accept or dismiss. Nothing was changed."}
	}
	if err := s.o.Judge.Judge(r.Context(), r.PathValue("id"), decision == "accept", by, r.PostForm.Get("why")); err != nil {
		return err
	}
	s.rememberWho(w, r, by)
	return redirect("/emerging?done="+decision)(w, r)
}

const readingOnly = "Onset was started for reading only: `onset serve` shows, `onset run` takes reviews. Nothing was changed."
