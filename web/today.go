package web

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
)

// todayView is what the page of a day shows.
type todayView struct {
	digest.Digest
	Start    bool // the page that one opens in the morning
	Kept     bool // as it was made when the day closed
	Fresh    bool // with today's knowledge, where another was made then
	Previous tracker.Day
	Next     tracker.Day
	Today    tracker.Day
	Headline headline
	Strip    strip
	Cards    []cardSection
	Confirm  []question
	Since    []zoom
	Empty    bool        // nothing was ever collected
	Begin    []todo      // while it is too early to tell what is new
	Young    bool        // something was found all the same
	Looked   tracker.Day // the last day on which anything was looked at, where that is past
}

// todayPage is the start page: the day that runs or, in the archive's own time,
// the last day on which anything was looked at. While nothing has happened on
// the day that runs, it is the day before.
func (s *Server) todayPage(w http.ResponseWriter, r *http.Request) error {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	day, err := s.lastDay(r.Context(), n)
	if err != nil {
		return err
	}
	v, err := s.todayOf(r, n, day)
	if err == nil && v.Nothing() && v.Articles == 0 {
		var before todayView
		if before, err = s.todayOf(r, n, day-1); err == nil && !before.Nothing() {
			v = before
		}
	}
	if err != nil {
		return err
	}
	v.Start = true
	return s.show(w, r, "digest", "Today", "today", n, v)
}

// lastDay is today, or the last day on which anything was looked at where that is
// past: what comes in today may have been published yesterday.
func (s *Server) lastDay(ctx context.Context, n catalogue) (tracker.Day, error) {
	coverage, err := s.o.Archive.Coverage(ctx)
	day := tracker.DayOf(s.o.Now().In(n.zone))
	if last := lastLooked(coverage, n.zone); last != 0 {
		day = min(day, last)
	}
	return day, err
}

// digestNow leads to the day that the address asks for, else to the last one.
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
	day, err := s.lastDay(r.Context(), n)
	if err != nil {
		return err
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
	v, err := s.todayOf(r, n, day)
	if err != nil {
		return err
	}
	return s.show(w, r, "digest", "Digest of "+day.Format("2 January 2006"), "today", n, v)
}

// todayOf gathers the page of a day.
func (s *Server) todayOf(r *http.Request, n catalogue, day tracker.Day) (todayView, error) {
	ctx := r.Context()
	today := tracker.DayOf(s.o.Now().In(n.zone))
	v := todayView{Fresh: r.URL.Query().Get("now") == "yes", Previous: day - 1, Next: day + 1, Today: today}
	coverage, err := s.o.Archive.Coverage(ctx)
	if err != nil {
		return v, err
	}
	clock := tracker.Clock(cmp.Or(r.URL.Query().Get("by"), string(usualClock(coverage))))
	if clock != tracker.ClockRecorded && clock != tracker.ClockPublished {
		return v, badAddress("by", string(clock), "it is recorded or published")
	}
	if v.Digest, v.Kept, err = s.o.Desk.Digest(ctx, day, clock, v.Fresh); err != nil {
		return v, err
	}
	if err := s.ageOf(ctx, &v, coverage, n.zone); err != nil {
		return v, err
	}
	events, err := s.o.Events.Timeline(ctx, archive.Filter{All: true})
	if err != nil {
		return v, err
	}
	lines, err := s.lines(ctx, view{}, n)
	if err != nil {
		return v, err
	}
	v.Strip = drawStrip(day, clock, events, lines, n)
	v.Headline = v.Strip.headline(v.Digest)
	v.Since = sinceDays(view{path: "/timeline"}, day, day)
	if r.URL.Query().Get("all") == "yes" {
		v.Digest = v.Digest.All()
	}
	if v.Cards, err = s.cards(ctx, v.Digest, events, n); err != nil {
		return v, err
	}
	v.Confirm, err = s.questions(ctx, day, events, n)
	return v, err
}

// ageOf tells whether an archive is too young to tell what is new, and whether
// nobody looks any more.
func (s *Server) ageOf(ctx context.Context, v *todayView, coverage []archive.Interval, zone *time.Location) error {
	z, err := s.o.Archive.Size(ctx)
	v.Empty, v.Young = len(coverage) == 0, z.Mentions > 0
	v.Begin = begin(zone, coverage, z, v.Feeds.Total+v.Feeds.Unasked, v.Day)
	if last := lastLooked(coverage, zone); last != 0 && last < v.Today-1 {
		v.Looked = last
	}
	return err
}

// usualClock is the clock by which days are told: recorded where anything is
// observed as it comes, published where all is imported history.
func usualClock(coverage []archive.Interval) tracker.Clock {
	for _, c := range coverage {
		if c.Kind == "observed" {
			return tracker.ClockRecorded
		}
	}
	if len(coverage) > 0 {
		return tracker.ClockPublished
	}
	return tracker.ClockRecorded
}
