package newsroom

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/discover"
	"onset/tracker/text"
)

// What a person made of a candidate.
const (
	Accepted  = string(discover.Accepted)
	Dismissed = string(discover.Dismissed)
)

// Candidate is a candidate with what became of it.
type Candidate struct {
	discover.Candidate
	Status string `json:"status"`
	Reason string `json:"reason,omitempty"`
}

// Narrative writes the candidate for the rules file, as a narrative of its own.
func (c Candidate) Narrative() string {
	return fmt.Sprintf("- id: found-%s\n  title: %q\n  talking_points:\n%s", c.ID, c.Label, text.Indented(c.Stanza, "    "))
}

// Candidates returns the candidates as they were known at an instant (zero:
// now), best first.
func Candidates(ctx context.Context, s Found, at time.Time) ([]Candidate, error) {
	found, err := s.Emerging(ctx, at)
	if err != nil {
		return nil, err
	}
	out := make([]Candidate, 0, len(found))
	for _, f := range found {
		var c Candidate
		if err := json.Unmarshal(f.Row, &c); err != nil {
			return nil, fmt.Errorf("reading candidate %s: %w", f.ID, err)
		}
		c.Status = f.Status
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(x, y Candidate) int { return cmp.Compare(y.Score, x.Score) })
	return out, nil
}

// Known returns candidates as discovery knows them, with what became of them.
func Known(list []Candidate) []discover.Candidate {
	out := make([]discover.Candidate, 0, len(list))
	for _, c := range list {
		c.Candidate.Status = discover.Status(c.Status)
		out = append(out, c.Candidate)
	}
	return out
}

// Choice says which candidates are listed: statements, repeated or not, that wait for a
// decision, unless it says otherwise.
type Choice struct {
	All, Subjects, Repeated bool
	Kind                    discover.Kind // only these; "" all
}

// Of returns what is listed of all candidates on a day.
func (w Choice) Of(list []Candidate, day tracker.Day) []Candidate {
	if w.Repeated {
		var out []Candidate
		for _, r := range discover.Repeated(Known(list)) {
			i := slices.IndexFunc(list, func(c Candidate) bool { return c.ID == r.ID })
			c := list[i]
			c.Why = r.Why
			out = append(out, c)
		}
		return out
	}
	return slices.DeleteFunc(list, func(c Candidate) bool {
		judged := c.Status == Accepted || c.Status == Dismissed
		if w.Kind != "" && c.Kind != w.Kind && (w.Kind != discover.Subject || c.Kind.Stated()) {
			return true
		}
		return !w.All && (judged || c.Sparse || c.LastMention < day-currentDays || c.Kind.Stated() == w.Subjects)
	})
}

// currentDays is how long an unjudged candidate is listed after its last
// mention.
const currentDays = 30

// WhyNone says why none of the candidates that are known is listed.
func WhyNone(ctx context.Context, s Found, known []Candidate) (string, error) {
	if len(known) > 0 {
		return fmt.Sprintf("None of them waits for a decision: %s that were found are of another kind, judged, or last met more than %d days ago. onset emerging --all lists them.",
			text.Count(len(known), "candidate"), currentDays), nil
	}
	n, _, err := Learned(ctx, s)
	if n < discover.Enough {
		return fmt.Sprintf("Nothing yet: discovery has learned from %s of the %s that it needs before it tells anything; what is imported teaches it and raises nothing.",
			text.Count(n, "article"), text.Thousands(discover.Enough)), err
	}
	return fmt.Sprintf("Nothing emerged so far, of %s.", text.Count(n, "article")), err
}

// JudgedSoFar tells how often people found candidates worth tracking.
func JudgedSoFar(list []Candidate) string {
	kept, hidden := 0, 0
	for _, c := range list {
		switch c.Status {
		case Accepted:
			kept++
		case Dismissed:
			hidden++
		}
	}
	if kept+hidden == 0 {
		return ""
	}
	return fmt.Sprintf("\nJudged so far: %d accepted, %d dismissed (precision %.2f).", kept, hidden, float64(kept)/float64(kept+hidden))
}

// JudgeCandidate records what a person made of a candidate.
func JudgeCandidate(ctx context.Context, s Findings, id, status, why string) (Candidate, error) {
	list, err := Candidates(ctx, s, time.Time{})
	if err != nil {
		return Candidate{}, err
	}
	i := slices.IndexFunc(list, func(c Candidate) bool { return c.ID == id })
	if i < 0 {
		return Candidate{}, fmt.Errorf("no candidate has the id %q; onset emerging --all lists them", id)
	}
	c := list[i]
	c.Status, c.Reason = status, why
	row, err := json.Marshal(c)
	if err != nil {
		return c, fmt.Errorf("keeping candidate %s: %w", id, err)
	}
	return c, s.Discovered(ctx, finderMemory, archive.Remembered{}, []archive.CandidateRow{{ID: id, Status: status, Row: row}}, nil)
}
