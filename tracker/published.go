package tracker

import (
	"slices"
	"time"
)

// FlagFuture marks a published date that lay in the future when the article
// was first seen; the moment of seeing stands in for it.
const FlagFuture = "future"

// skew is how far a clock may run ahead before a date counts as future.
const skew = 5 * time.Minute

// ChoosePublished chooses among the statements of when an article was
// published: the first that is known and not flagged; failing that, one in the
// future of the first fetch, clamped to it so that it never moves again. It
// also returns all statements with the flags that seen gives them. The chosen
// one has an empty From when nobody says when.
func ChoosePublished(claims []DateClaim, seen time.Time) (chosen DateClaim, all []DateClaim) {
	all = append([]DateClaim{}, claims...)
	for i := range all {
		if all[i].Stamp.Known() && future(all[i].Stamp, seen) {
			all[i].Flag = FlagFuture
		}
	}
	if i := slices.IndexFunc(all, func(d DateClaim) bool { return d.Stamp.Known() && d.Flag == "" }); i >= 0 {
		return all[i], all
	}
	if i := slices.IndexFunc(all, func(d DateClaim) bool { return d.Flag == FlagFuture }); i >= 0 {
		chosen = all[i]
		chosen.Stamp = At(seen, time.UTC)
	}
	return chosen, all
}

// future allows a day without a time to be that of the zone farthest ahead.
func future(s Stamp, seen time.Time) bool {
	if s.Time.IsZero() {
		return s.Day > DayOf(seen.UTC().Add(14*time.Hour))
	}
	return s.Time.After(seen.Add(skew))
}
