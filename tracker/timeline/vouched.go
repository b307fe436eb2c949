package timeline

import (
	"fmt"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/text"
)

// unsearched is what a confirmed sentence leaves open.
const unsearched = "whether anything is earlier was not checked by a person"

// Vouched says how far people vouch for an event: what was confirmed, by whom and on
// which day of a zone (nil is UTC), or why it is doubtful. It is empty for kinds that
// have no state.
func Vouched(e tracker.Event, year int, zone *time.Location) string {
	switch e.State {
	case tracker.StateConfirmed:
		return "sentence confirmed" + confirmedBy(e.Confirmed, year, zone) + "; " + unsearched
	case tracker.StateDoubtful:
		return "doubtful: " + groundWords(e.Grounds, true)
	case tracker.StateUnconfirmed:
		out := "unconfirmed: no person has checked it"
		if g := groundWords(e.Grounds, true); g != "" {
			out += "; " + g
		}
		return out
	}
	return ""
}

func confirmedBy(j *tracker.Judgement, year int, zone *time.Location) string {
	if j == nil || j.At.IsZero() {
		return ""
	}
	if zone == nil {
		zone = time.UTC
	}
	return " (" + strings.TrimPrefix(j.Who+", ", ", ") + dayWords(tracker.DayOf(j.At.In(zone)), year) + ")"
}

// groundWords says why something is doubtful, or what speaks for it; with the sentences
// that it resembles where they are asked for.
func groundWords(grounds []tracker.Ground, sentences bool) string {
	var out []string
	for _, g := range grounds {
		out = append(out, groundsOf[g.Reason](g)+resembled(g, sentences))
	}
	return strings.Join(out, "; ")
}

var groundsOf = map[string]func(tracker.Ground) string{
	tracker.UnsureSpeaker:   func(tracker.Ground) string { return "the speaker is not sure" },
	tracker.AllegedHand:     func(tracker.Ground) string { return "somebody else alleges that the speaker said it" },
	tracker.LikeRejected:    func(tracker.Ground) string { return "resembles a rejected sentence" },
	tracker.EarlierDoubtful: func(tracker.Ground) string { return "holds only if the doubtful earlier one is wrong" },
	tracker.LikeConfirmed:   func(tracker.Ground) string { return "resembles a confirmed sentence" },
	tracker.WeakRule: func(g tracker.Ground) string {
		return fmt.Sprintf("of %d sentences of its rule that people checked %d were right", g.Checked, g.Right)
	},
}

// longestResembled is how many letters of a sentence are shown that another resembles.
const longestResembled = 160

func resembled(g tracker.Ground, sentence bool) string {
	if g.Sentence == "" || !sentence {
		return ""
	}
	out := ": “" + text.Shorten(g.Sentence, longestResembled) + "”"
	if g.Similarity > 0 {
		out += fmt.Sprintf(", %.2f", g.Similarity)
	}
	return out
}
