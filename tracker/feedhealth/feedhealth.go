// Package feedhealth decides how a feed is doing: whether it answers, and whether
// it has been silent for longer than its own past lets one expect.
//
//	feedhealth.Of(h, now)       // good, silent, stale, failing, stopped, never asked
//	feedhealth.Standing(h, now) // the same in a sentence
//	feedhealth.Usually(volume)  // "usually 12 a day"
package feedhealth

import (
	"fmt"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
)

// Of sums up how a feed was doing at an instant, in one word.
func Of(h archive.FeedHealth, at time.Time) digest.FeedState {
	switch {
	case h.State.Stopped:
		return digest.FeedStopped
	case h.State.Failures > 0:
		return digest.FeedFailing
	case h.State.LastAsked.IsZero() && h.State.LastGood.IsZero():
		return digest.FeedUnasked
	case h.Newest != 0 && at.Sub(h.Newest.In(time.UTC)) > tracker.StaleAfter:
		return digest.FeedStale
	case silent(h, at):
		return digest.FeedSilent
	}
	return digest.FeedGood
}

// Standing tells how a feed was doing at an instant: in a word (silent, stale, stopped,
// unasked, or how its last fetch ended) and in a sentence. What is secret in the
// addresses that it moved to has to be blotted out before.
func Standing(h archive.FeedHealth, at time.Time) (state, message string) {
	state, message = string(h.Class), h.Message
	switch Of(h, at) {
	case digest.FeedStopped:
		state = "stopped"
	case digest.FeedUnasked:
		state = string(digest.FeedUnasked)
	case digest.FeedStale:
		state = string(digest.FeedStale)
		message = "its newest article is of " + h.Newest.String()
	case digest.FeedSilent:
		state = "silent"
		message = fmt.Sprintf("silent for %.0f days; %s", at.Sub(h.State.LastNew).Hours()/24, Usually(h.Volume))
	}
	if moved := h.State.Moved; h.State.Address != h.State.URL && len(moved) > 0 {
		last := moved[len(moved)-1]
		message = strings.TrimPrefix(message+"; ", "; ") + "asked at " + last.To + " since " + tracker.DayOf(last.At.UTC()).String() + ": " + last.Why
	}
	return state, message
}

// silence is the least time without anything new that is worth telling.
const silence = 2 * 24 * time.Hour

// silent tells whether a feed that answers has had nothing new for much longer
// than its own past leads one to expect: five times its mean gap, two days at
// least.
func silent(h archive.FeedHealth, at time.Time) bool {
	perDay, days := volume(h.Volume)
	if h.State.LastNew.IsZero() || days < 3 || perDay == 0 {
		return false
	}
	gap := time.Duration(float64(24*time.Hour) / perDay)
	return at.Sub(h.State.LastNew) > max(silence, 5*gap)
}

// volume tells how many articles a day a feed usually brings, up to the last day
// on which it brought any, and on how many days it did. The first of several
// days is left out: what was there when a feed was added came all at once.
func volume(daily []int) (perDay float64, days int) {
	first, last, total := -1, 0, 0
	for i, n := range daily {
		if n == 0 {
			continue
		}
		if first < 0 {
			first = i
		}
		last, total = i, total+n
		days++
	}
	if days > 1 {
		return float64(total-daily[first]) / float64(last-first), days
	}
	return float64(total), days
}

// Usually tells the volume of a feed in words: "usually 12 a day".
func Usually(daily []int) string {
	perDay, _ := volume(daily)
	if perDay >= 1 {
		return fmt.Sprintf("usually %.0f a day", perDay)
	}
	return fmt.Sprintf("usually %.0f a month", max(1, perDay*30))
}
