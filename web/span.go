package web

import (
	"cmp"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// widths are the spans that a picture may have when the address names none, the
// narrowest in which enough happened being taken.
var widths = []tracker.Day{182, 365, 730, 100 * 366}

const (
	enoughLines = 4  // that appeared in a span
	leastSpan   = 28 // days
	air         = 7  // days before the first that happened
)

// span is the range of a picture: what the address says, else it ends on the
// last day that was looked at, and begins where something happens. Days to come
// are not drawn. Earliest is where the range would begin that shows everything.
func (d drawing) span() (from, to, earliest tracker.Day) {
	to = min(d.last(), d.today)
	if d.view.To != 0 {
		to = min(d.view.To, max(d.today, d.view.From))
	}
	firsts := d.beginnings(0, to)
	earliest = to - leastSpan
	for _, first := range firsts {
		earliest = min(earliest, first-air)
	}
	if d.view.From != 0 {
		return min(d.view.From, to), to, earliest
	}
	for _, w := range widths {
		from = to
		in := d.beginnings(to-w+1, to)
		for _, first := range in {
			from = min(from, first-air)
		}
		if len(in) >= min(enoughLines, len(firsts)) {
			break
		}
	}
	return min(from, to-leastSpan+1), to, earliest
}

// beginnings are the first days within a range on which each line appeared, or
// something happened to it.
func (d drawing) beginnings(from, to tracker.Day) []tracker.Day {
	type key struct{ narrative, point string }
	first := map[key]tracker.Day{}
	for _, l := range d.lines {
		earliest := tracker.Day(0)
		for day := range l.Days {
			if day >= from && day <= to && (earliest == 0 || day < earliest) {
				earliest = day
			}
		}
		if earliest != 0 {
			first[key{l.Narrative, l.TalkingPoint}] = earliest
		}
	}
	for _, e := range d.events {
		k, day := key{e.Narrative, e.TalkingPoint}, cmp.Or(e.At.From, e.At.To)
		if day != 0 && day >= from && day <= to && (first[k] == 0 || day < first[k]) {
			first[k] = day
		}
	}
	out := make([]tracker.Day, 0, len(first))
	for _, day := range first {
		out = append(out, day)
	}
	return out
}

// last is the last day of which anything is known.
func (d drawing) last() tracker.Day {
	last := lastLooked(d.coverage, d.names.zone)
	for _, l := range d.lines {
		for day := range l.Days {
			last = max(last, day)
		}
	}
	for _, e := range d.events {
		last = max(last, e.At.To)
	}
	return cmp.Or(last, d.today)
}

// lastLooked is the last day that any source was looked at; 0: none.
func lastLooked(coverage []archive.Interval, zone *time.Location) (last tracker.Day) {
	for _, c := range coverage {
		if c.Kind != "gap" {
			last = max(last, boundDay(c, c.Until, zone))
		}
	}
	return last
}

// boundDay is the day of a bound of an interval. An import covers whole days, which
// are told in UTC: in another zone their last second would be of the next one.
func boundDay(c archive.Interval, bound time.Time, zone *time.Location) tracker.Day {
	if c.Kind == "imported" {
		zone = time.UTC
	}
	return tracker.DayOf(bound.In(zone))
}

// firstLooked is the first day that any source was looked at; 0: none.
func firstLooked(coverage []archive.Interval, zone *time.Location) (first tracker.Day) {
	for _, c := range coverage {
		if d := boundDay(c, c.Since, zone); c.Kind != "gap" && (first == 0 || d < first) {
			first = d
		}
	}
	return first
}
