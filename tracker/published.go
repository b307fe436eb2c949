package tracker

import (
	"slices"
	"strings"
	"time"
)

// FlagFuture marks a published date that lay in the future when the article
// was first seen; the moment of seeing stands in for it.
const FlagFuture = "future"

// FromArchive is the provenance of a date that no outlet states anew: the archive
// has it of an article whose text is read again.
const FromArchive = "archive"

// WrittenDay returns the day on which an article was published as the outlet itself
// writes it, whatever a rules file says of its zone and its country: that of an instant
// in UTC, of a day whose order of day and month or whose year is not written the first
// that it may be. Statements of the future don't count; where there is no other it is
// the day of seen, in UTC.
func WrittenDay(claims []DateClaim, seen time.Time) Day {
	for _, c := range claims {
		if d := c.Stamp.written(); d != 0 && d <= lastDay(seen) {
			return d
		}
	}
	return DayOf(seen.UTC())
}

// written is the day of the stamp that WrittenDay takes; 0 when nobody says.
func (s Stamp) written() Day {
	switch other := s.swapped(); {
	case other != 0:
		return min(s.Day, other)
	case s.Slack > 0:
		return s.From()
	case !s.Time.IsZero() && s.Assumed.Zone == "":
		return DayOf(s.Time.UTC())
	}
	return s.Day
}

// skew is how far a clock may run ahead before a date counts as future.
const skew = 5 * time.Minute

// ChoosePublished chooses among the statements of when an article was
// published, best first: the first that could be read and does not lie in the
// future of the first fetch, whatever had to be assumed of it; failing that, one
// of the future, clamped to the fetch so that it never moves again. It also
// returns all statements with the flags that seen gives them. The chosen one has
// an unknown Stamp when nobody says when.
func ChoosePublished(claims []DateClaim, seen time.Time) (chosen DateClaim, all []DateClaim) {
	all = append([]DateClaim{}, claims...)
	for i := range all {
		if all[i].Stamp = all[i].Stamp.until(seen); future(all[i].Stamp, seen) {
			all[i].Flag = FlagFuture
		}
	}
	if i := slices.IndexFunc(all, func(d DateClaim) bool { return d.Stamp.Known() && d.Flag != FlagFuture }); i >= 0 {
		return all[i], all
	}
	if i := slices.IndexFunc(all, func(d DateClaim) bool { return d.Flag == FlagFuture }); i >= 0 {
		chosen = all[i]
		chosen.Stamp = At(seen, time.UTC)
	}
	return chosen, all
}

// future allows a day without a time to be that of the zone farthest ahead, and
// a time without a zone to be of any.
func future(s Stamp, seen time.Time) bool {
	switch {
	case !s.Known():
		return false
	case s.Time.IsZero() || s.Assumed.Zone != "":
		return s.Day > lastDay(seen)
	}
	return s.Time.After(seen.Add(skew))
}

// lastDay is the latest civil day that it can be anywhere at t.
func lastDay(t time.Time) Day { return DayOf(t.UTC().Add(eastmost)) }

// until ends an interval that reaches into the future with the day of seeing,
// and the time of day in a zone that is refuted by it with the moment.
func (s Stamp) until(seen time.Time) Stamp {
	last := lastDay(seen)
	if s.Assumed.Zone != "" && s.Day <= last && s.Time.After(seen) {
		s.Time = seen.UTC()
	}
	if s.Slack > 0 && s.Day > last && s.From() <= last {
		s.Slack -= int(s.Day - last)
		s.Day = last
	}
	return s
}

// Order tells how day and month of a date such as 03/04/2026 were told apart.
type Order string

// The ways to tell day and month apart; where the date itself shows it, there
// is nothing to tell.
const (
	OrderByFeed    Order = "feed"    // other dates of the same feed or file allow only one order
	OrderByCountry Order = "country" // by the custom of the outlet's country
	OrderOpen      Order = "open"    // not at all: the date is one of two
)

// Assumed says what had to be assumed of a published date, because the outlet
// wrote less than a whole one. The zero value: nothing.
type Assumed struct {
	Zone       string `json:"zone,omitempty"`        // in which a time was read that names none that is known
	Order      Order  `json:"order,omitempty"`       // of day and month
	LastChange bool   `json:"last_change,omitempty"` // the date is that of the last change: published then or before
	NoYear     bool   `json:"no_year,omitempty"`     // the latest such day is taken: published then or years before
	NoDay      bool   `json:"no_day,omitempty"`      // a month or a year alone
}

// Words lists the assumptions for people, each as it may stand in brackets
// behind a date.
func (a Assumed) Words() []string {
	var out []string
	if a.Zone != "" {
		out = append(out, "zone assumed: "+a.Zone)
	}
	switch a.Order {
	case OrderByFeed:
		out = append(out, "order of day and month by the other dates of its feed")
	case OrderByCountry:
		out = append(out, "order of day and month by its country")
	case OrderOpen:
		out = append(out, "order of day and month unknown")
	}
	for _, f := range []struct {
		is    bool
		words string
	}{{a.LastChange, "date of the last change"}, {a.NoYear, "names no year"}, {a.NoDay, "names no day"}} {
		if f.is {
			out = append(out, f.words)
		}
	}
	return out
}

// String joins the words; "" when nothing was assumed.
func (a Assumed) String() string { return strings.Join(a.Words(), ", ") }

// OrNil is nil where nothing was assumed.
func (a Assumed) OrNil() *Assumed {
	if a == (Assumed{}) {
		return nil
	}
	return &a
}

// Unbounded is the slack of a day that is only the last one possible.
const Unbounded = -1

// From returns the first day on which it may have been published; 0 when
// nothing bounds it.
func (s Stamp) From() Day {
	if s.Slack == Unbounded {
		return 0
	}
	return s.Day - Day(s.Slack)
}

// Words writes the stamp for people: an instant or a day, or between which days
// it lies, and what was assumed; "" when nobody says.
func (s Stamp) Words() string {
	out := s.String()
	switch {
	case s.Slack == Unbounded:
		out = "by " + out
	case s.Slack > 0:
		out = s.From().String() + ".." + s.Day.String()
	}
	if words := s.Assumed.String(); words != "" {
		out += " (" + words + ")"
	}
	return out
}

// Exact tells whether the day is known, and not only bounds of it.
func (s Stamp) Exact() bool { return s.Known() && s.Slack == 0 }

// Narrows tells whether the stamp says more exactly than another of the same
// article when it was published: the other is unknown, wider, or an assumption
// that this one bears out.
func (s Stamp) Narrows(o Stamp) bool {
	switch {
	case !s.Known() || s == o:
		return false
	case !o.Known():
		return true
	case s.Slack != o.Slack:
		return s.Slack == 0 || o.Slack == Unbounded || s.Slack > 0 && s.Slack < o.Slack
	}
	return o.Exact() && s.Confirms(o)
}

// Confirms tells whether the stamp is a sure instant that another, whose zone was
// assumed, may be.
func (s Stamp) Confirms(o Stamp) bool {
	if s.Time.IsZero() || s.Assumed != (Assumed{}) || s.Slack != 0 || o.Assumed.Zone == "" || o.Time.IsZero() {
		return false
	}
	apart := s.Time.Sub(o.Time)
	return -eastmost-westmost < apart && apart < eastmost+westmost
}

// Loose makes the stamp one of the days from..to; 0 leaves it unbounded. The
// time of day goes with the day that it belonged to.
func Loose(from, to Day, assumed Assumed) Stamp {
	if from == 0 {
		return Stamp{Day: to, Slack: Unbounded, Assumed: assumed}
	}
	return Stamp{Day: to, Slack: int(to - from), Assumed: assumed}
}

// The zones farthest from UTC: a time that names none is of one between them.
const (
	eastmost = 14 * time.Hour
	westmost = 12 * time.Hour
)

// usualChange is how long before its last change an article is taken to have
// been published at the most, where its place among others is asked for.
const usualChange = MaxDatingDays * 24 * time.Hour

// Span returns the earliest and the latest instant of publication that the
// stamp leaves possible; loc is the outlet's zone. Where nothing was assumed
// they are one: a day without a time stands at its end.
func (s Stamp) Span(loc *time.Location) (earliest, latest time.Time) {
	at := s.end(s.Day, loc)
	earliest, latest = at, at
	if s.Assumed.Zone != "" {
		_, offset := at.In(loc).Zone()
		wall := at.Add(time.Duration(offset) * time.Second)
		earliest, latest = wall.Add(-eastmost), wall.Add(westmost)
	}
	switch other := s.swapped(); {
	case s.Slack > 0:
		earliest = s.From().In(loc)
	case s.Slack == Unbounded:
		earliest = earliest.Add(-usualChange)
	case other != 0 && other < s.Day:
		earliest = earliest.Add(-time.Duration(s.Day-other) * 24 * time.Hour)
	case other != 0:
		latest = latest.Add(time.Duration(other-s.Day) * 24 * time.Hour)
	}
	return earliest, latest
}

// end is the instant of the stamp, or the last one of the day.
func (s Stamp) end(day Day, loc *time.Location) time.Time {
	if !s.Time.IsZero() {
		return s.Time
	}
	return (day + 1).In(loc).Add(-time.Nanosecond)
}

// swapped is the day that it would be in the other order of day and month, where
// the order is only the custom of a country; else 0.
func (s Stamp) swapped() Day {
	if s.Assumed.Order != OrderByCountry {
		return 0
	}
	return s.Day.Swapped()
}

// Swapped exchanges day and month; 0 where there is no such day or it is the same.
func (d Day) Swapped() Day {
	year, month, day := d.Civil()
	if day > 12 || day == int(month) {
		return 0
	}
	return Date(year, time.Month(day), int(month))
}
