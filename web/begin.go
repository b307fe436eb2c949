package web

import (
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// todo is a command that somebody who has just begun should give, and why.
type todo struct{ Command, Why string }

// begin is what to do next while an archive is too young to tell what is new:
// from no feed at all to the end of the first days of coverage.
func begin(zone *time.Location, coverage []archive.Interval, z archive.Size, feeds int, day tracker.Day) []todo {
	var out []todo
	if feeds == 0 {
		out = append(out, todo{"onset feeds find SITE --add", "puts the feed of an outlet into the rules file"})
	}
	history := todo{"onset feeds backfill SITE --since " + (day - 365).String(), "fetches a year of an outlet, so that what is new can be told from what was there before"}
	switch since := firstLooked(coverage, zone); {
	case since == 0:
		return append(out, todo{"onset poll", "asks the feeds now"}, history, todo{"onset import FILE", "reads what you have collected"}, todo{"onset run", "asks the feeds from now on, and serves these pages"})
	case day >= since+baselineDays && z.Mentions > 0:
		return nil
	case z.Mentions == 0 && z.Articles > 0:
		return append(out, todo{"onset search WORDS", "shows which words stand in the articles: no rule has found anything yet"}, todo{"onset try FILE", "tries a rule on them, with its near misses"}, history)
	}
	return append(out, history, todo{"onset import FILE", "reads what you have collected"}, todo{"onset run", "asks the feeds from now on"})
}
