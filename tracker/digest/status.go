package digest

import (
	"fmt"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/text"
)

// status is the first line: whether today matters, and whether anybody looked.
func status(d Digest) string {
	parts := []string{d.Day.Format("Mon 2 Jan 2006") + ", " + d.Timezone}
	if d.Clock == tracker.ClockPublished {
		parts = append(parts, "by published day")
	}
	parts = append(parts,
		fmt.Sprintf("%d new", len(d.New)),
		fmt.Sprintf("%d back", len(d.Returned)),
		fmt.Sprintf("%d repeated", len(d.Carried)),
		text.Count(len(d.Corrections), "correction"))
	if len(d.Turns) > 0 {
		parts = append(parts, text.Count(len(d.Turns), "turn"))
	}
	if len(d.Shifts) > 0 {
		parts = append(parts, text.Count(len(d.Shifts), "shift"))
	}
	for _, p := range []struct {
		n    int
		what string
	}{{len(d.ToConfirm) + len(d.MaybeLines), "held back"}, {len(d.LearnedLate), "learned late"}, {len(d.NowTracked), "now tracked"}, {len(d.Emerging), "emerging"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	parts = append(parts, text.Count(d.Articles, "article")+feedsWords(d))
	if d.Archive.From != 0 {
		parts = append(parts, "archive from "+d.Archive.From.String())
	}
	return strings.Join(parts, " · ")
}

// feedsWords says how many feeds did well and names those that didn't.
func feedsWords(d Digest) string {
	h := d.Feeds
	switch {
	case h.Total == 0 && h.Unasked == 0:
		return ""
	case h.Total == 0:
		return fmt.Sprintf(", no feed was asked (%d in the rules)", h.Unasked)
	}
	out := fmt.Sprintf(" from %d of %s", h.Good, text.Count(h.Total, "feed"))
	var groups []string
	for _, state := range []FeedState{FeedSilent, FeedStale, FeedFailing, FeedStopped} {
		var names []string
		for _, f := range h.Trouble {
			if f.State == state {
				names = add(names, strings.TrimSpace(f.Name+" "+age(f.Since, d.To)))
			}
		}
		if len(names) > 0 {
			groups = append(groups, string(state)+": "+shorten(names))
		}
	}
	if h.Unasked > 0 {
		groups = append(groups, fmt.Sprintf("%s: %d", FeedUnasked, h.Unasked))
	}
	if d.Unread > 0 {
		groups = append(groups, text.Count(d.Unread, "page")+" not read")
	}
	if len(groups) > 0 {
		out += " (" + strings.Join(groups, "; ") + ")"
	}
	return out
}

// age writes how long ago in whole days or hours: "2 d", "5 h"; "" unknown.
func age(since, now time.Time) string {
	if since.IsZero() || since.After(now) {
		return ""
	}
	hours := int(now.Sub(since).Hours())
	if hours < 24 {
		return fmt.Sprintf("%d h", hours)
	}
	return fmt.Sprintf("%d d", hours/24)
}
