package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/digest"
	"onset/tracker/discover"
)

// digestView is what the page of a day shows.
type digestView struct {
	digest.Digest
	Kept     bool // as it was made when the day closed
	Fresh    bool // with today's knowledge, where another was made then
	Previous tracker.Day
	Next     tracker.Day
	Today    tracker.Day
}

// digestNow leads to the last day that closed, or in the archive's own time to
// the last day on which anything was published.
func (s *Server) digestNow(w http.ResponseWriter, r *http.Request) error {
	if day := r.URL.Query().Get("day"); day != "" {
		if _, err := tracker.ParseDay(day); err != nil {
			return badAddress("day", day, "write a day as YYYY-MM-DD")
		}
		return redirect("/digest/"+day)(w, r)
	}
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	z, err := s.o.Archive.Size(r.Context())
	if err != nil {
		return err
	}
	day := tracker.DayOf(s.o.Now().In(n.zone))
	if z.LastDay != 0 && z.LastDay < day {
		day = z.LastDay
	}
	return redirect("/digest/"+day.String())(w, r)
}

func (s *Server) digestPage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	day, err := tracker.ParseDay(r.PathValue("day"))
	if err != nil {
		return refusal{http.StatusNotFound, "A digest has a day: /digest/YYYY-MM-DD."}
	}
	fresh := r.URL.Query().Get("now") == "yes"
	d, kept, err := s.o.Desk.Digest(r.Context(), day, fresh)
	if err != nil {
		return err
	}
	v := digestView{Digest: d, Kept: kept, Fresh: fresh, Previous: day - 1, Next: day + 1, Today: tracker.DayOf(s.o.Now().In(n.zone))}
	return s.show(w, r, "digest", "Digest of "+day.Format("2 January 2006"), "digest", n, v)
}

// emergingView is what the page of candidates shows.
type emergingView struct {
	Candidates []discover.Candidate
	All        bool
	AsOf       tracker.Day
	CanJudge   bool
	Done       string
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
	by, decision := strings.TrimSpace(r.PostForm.Get("who")), r.PostForm.Get("decision")
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

func (s *Server) feedsPage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	feeds, err := s.o.Desk.Feeds(r.Context())
	if err != nil {
		return err
	}
	v := feedsView{Feeds: feeds}
	if v.View, err = readView(r.URL); err != nil {
		return err
	}
	coverage, err := s.o.Archive.Coverage(r.Context())
	if err != nil {
		return err
	}
	v.Listed, v.Pages = len(coverage), (len(coverage)+rowsPerPage-1)/rowsPerPage
	v.Coverage, _ = stretch(coverage, rowsPerPage, int64(v.View.Page-1)*rowsPerPage)
	if v.Coverage, err = s.o.Archive.Count(r.Context(), v.Coverage); err != nil {
		return err
	}
	return s.show(w, r, "feeds", "Feeds", "feeds", n, v)
}

// feedsView is what the page of feeds shows.
type feedsView struct {
	Feeds    []Feed
	Coverage []Interval // of this page
	Listed   int
	Pages    int
	View     view
}

// Bars draws the articles of the last days, as the path of a chart 120 wide and
// 20 high.
func (f Feed) Bars() string {
	most := 1
	for _, n := range f.Volume {
		most = max(most, n)
	}
	var b strings.Builder
	for i, n := range f.Volume {
		if h := round(18 * float64(n) / float64(most)); h > 0 {
			fmt.Fprintf(&b, "M%d 20v-%gh3v%gz", i*4, h, h)
		}
	}
	return b.String()
}

// VolumeWords says the same.
func (f Feed) VolumeWords() string {
	total := 0
	for _, n := range f.Volume {
		total += n
	}
	return count(total, "article") + " in " + count(len(f.Volume), "day")
}

func (s *Server) helpPage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	rules, err := manual()
	if err != nil {
		return err
	}
	return s.show(w, r, "help", "Help", "help", n, rules)
}
