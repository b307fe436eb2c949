package reader

import (
	"strings"
	"time"
	"unicode"

	"onset/tracker"
)

// loosen widens the said dates that were counted from the published day, where
// that day is only the last of several: "on Tuesday" is as uncertain as they
// are. A date whose words name their year stands on its own.
func loosen(claims []tracker.Claim, published tracker.Stamp) {
	if published.Slack == 0 {
		return
	}
	for i := range claims {
		s := claims[i].Said
		if s == nil || s.From == 0 || namesYear(s.Cue) && s.Rule != "primary" {
			continue
		}
		loose := *s // claims may share one
		loose.Minute = time.Time{}
		if from := published.From(); from == 0 {
			loose.From, loose.To = 0, published.Day
			loose.Precision, loose.Basis = tracker.UnknownTime, tracker.Bounded
		} else {
			loose.From -= published.Day - from
			loose.Precision = tracker.Fuzzy
		}
		claims[i].Said = &loose
	}
}

// namesYear tells whether words hold a number of four figures.
func namesYear(words string) bool {
	for number := range strings.FieldsFuncSeq(words, func(r rune) bool { return !unicode.IsDigit(r) }) {
		if len(number) == 4 {
			return true
		}
	}
	return false
}
