package store

import (
	"cmp"
	"slices"
	"sort"

	"onset/tracker"
)

// stretch is a run of days, both ends included.
type stretch struct{ from, to tracker.Day }

// stretches are the days on which each source was looked through, by its id; ""
// has those on which any was.
type stretches map[string][]stretch

// stretches reads what was looked through. An import is a collection: it covers
// the days from its oldest to its newest article for each source that it has.
func (t *tx) stretches() (stretches, error) {
	s := stretches{}
	err := t.each(`SELECT s.id, c.since, coalesce(c.until, f.covered_to, c.since)
			FROM cover c JOIN source s ON s.n = c.source LEFT JOIN feed f ON f.n = c.feed WHERE c.kind = 'observed'
		UNION ALL SELECT s.id, r.since, r.until FROM (SELECT run, min(since) AS since, max(until) AS until FROM cover WHERE kind = 'imported' GROUP BY run) r
			JOIN cover c ON c.run = r.run AND c.kind = 'imported' JOIN source s ON s.n = c.source`, nil, func(scan func(...any) error) error {
		var id string
		var since, until int64
		err := scan(&id, &since, &until)
		run := stretch{tracker.DayOf(moment(since)), tracker.DayOf(moment(until))}
		s[id], s[""] = append(s[id], run), append(s[""], run)
		return err
	})
	for id, runs := range s {
		s[id] = joined(runs)
	}
	return s, err
}

// joined orders runs of days, and makes one of those that touch.
func joined(runs []stretch) []stretch {
	slices.SortFunc(runs, func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
	out := runs[:0]
	for _, r := range runs {
		if n := len(out); n > 0 && r.from <= out[n-1].to+1 {
			out[n-1].to = max(out[n-1].to, r.to)
		} else {
			out = append(out, r)
		}
	}
	return out
}

// uncovered tells on which days no source at all was looked at.
func (s stretches) uncovered() func(tracker.Day) bool {
	all := s[""]
	return func(d tracker.Day) bool {
		i := sort.Search(len(all), func(i int) bool { return all[i].to >= d })
		return i == len(all) || all[i].from > d
	}
}

// days counts the days of a stretch, both ends included, on which a source was
// looked through. One that only queries showed was as long as anything was.
func (s stretches) days(source string, from, to tracker.Day) int {
	runs, itself := s[source]
	if !itself {
		runs = s[""]
	}
	n := 0
	for _, r := range runs {
		n += max(0, int(min(to, r.to)-max(from, r.from))+1)
	}
	return n
}
