package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/discover"
)

// emergingView is what the page of candidates shows.
type emergingView struct {
	Candidates []discover.Candidate
	Kind       discover.Kind // line, statement, subject or repeated
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
	q := r.URL.Query()
	if q.Get("kind") == "" {
		q.Set("kind", string(discover.Line))
	}
	v := emergingView{Kind: discover.Kind(q.Get("kind")), All: q.Get("all") == "yes", CanJudge: s.o.Judge != nil, Done: map[string]string{
		"accept": "Accepted. Put its stanza into the rules file to track it.", "dismiss": "Dismissed. It won’t be shown again."}[q.Get("done")]}
	if v.Candidates, err = s.candidates(r.Context(), q, n, &v.AsOf); err != nil {
		return err
	}
	v.Export = exports("emerging", q)
	return s.show(w, r, "emerging", "Emerging", "emerging", n, v)
}

// candidates reads what an address asks for: of one kind where it names one, and
// without all=yes only those that wait for a decision.
func (s *Server) candidates(ctx context.Context, q url.Values, n catalogue, asOf *tracker.Day) ([]discover.Candidate, error) {
	if err := readDay("as-of", q.Get("as-of"), asOf); err != nil {
		return nil, err
	}
	kind, all := discover.Kind(q.Get("kind")), q.Get("all") == "yes"
	if !slices.Contains([]discover.Kind{"", discover.Line, discover.Statement, discover.Subject, repeated}, kind) {
		return nil, refusal{http.StatusBadRequest, fmt.Sprintf("There is no kind %q: it is line, statement, subject or repeated.", kind)}
	}
	at := (*asOf + 1).In(n.zone)
	if *asOf == 0 {
		at = time.Time{}
	}
	out, err := s.o.Desk.Emerging(ctx, at)
	if kind == repeated {
		return discover.Repeated(out), err
	}
	return slices.DeleteFunc(out, func(c discover.Candidate) bool {
		other := kind != "" && (c.Sparse || !of(c.Kind, kind))
		return other || !all && (c.Sparse || !waits(c))
	}), err
}

// of tells whether a candidate is of the kind that is asked for; those found before kinds
// were told are subjects.
func of(its, asked discover.Kind) bool {
	return its == asked || asked == discover.Subject && !its.Stated()
}

// repeated asks for sparse candidates, of either kind.
const repeated discover.Kind = "repeated"

// waits tells whether a candidate waits for a decision. A line need not be
// significant to be worth one.
func waits(c discover.Candidate) bool {
	return c.Status == discover.Emerging || c.Status == discover.Established || c.Status == discover.Single && c.Kind.Stated()
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
