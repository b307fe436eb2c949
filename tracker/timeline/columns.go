package timeline

import (
	"fmt"
	"strings"

	"onset/tracker"
	"onset/tracker/text"
)

// What a table has in one cell. Words says the same in a sentence.

// KindWords names the kind of an event with what has to be said of it: "first_said
// (baseline)".
func KindWords(e tracker.Event) string {
	kind := string(e.Kind)
	for _, mark := range []struct {
		holds bool
		word  string
	}{{e.Baseline, "baseline"}, {e.Doubtful, "doubtful"}, {e.OrderUnknown, "order unknown"}, {e.Retroactive, "retroactive"}, {e.SupersededAt != nil, "superseded"}} {
		if mark.holds {
			kind += " (" + mark.word + ")"
		}
	}
	return kind
}

// SaidDays are the days of an event that is dated by what was said; "" for others.
func SaidDays(e tracker.Event) string {
	if e.At.Clock != tracker.ClockSaid {
		return ""
	}
	return Days(e.At.From, e.At.To, 0)
}

// PublishedDays is the day of the article; what no single article tells, such as
// that a talking point faded, stands at its own day.
func PublishedDays(e tracker.Event) string {
	if e.PublishedAt.Day == 0 && e.At.Clock == tracker.ClockPublished {
		return e.At.From.String()
	}
	if e.Assumed != nil && e.Since != e.PublishedAt.Day { // one of several days
		return e.Since.String() + ".." + e.PublishedAt.Day.String()
	}
	return e.PublishedAt.Day.String()
}

// Speakers lists who spoke: ids where they are known, else the words of the text,
// each cut to at most so many characters; 0 leaves them whole.
func Speakers(speakers []tracker.ClaimSpeaker, most int) string {
	var out []string
	for _, s := range speakers {
		words := text.OneLine(s.Text)
		if most > 0 {
			words = text.Within(words, most)
		}
		if s.ID != "" {
			out = append(out, s.ID)
		} else {
			out = append(out, "“"+words+"”")
		}
	}
	return strings.Join(out, ", ")
}

// SaidWords tells a said date in few words; "" when it is unknown.
func SaidWords(s *tracker.Said) string {
	switch {
	case s == nil, s.From == 0 && s.To == 0:
		return ""
	case s.From == 0:
		return "by " + s.To.String()
	}
	return Days(s.From, s.To, 0)
}

// SaidBasis tells a said date with what it rests on.
func SaidBasis(s *tracker.Said) string {
	if s == nil {
		return "unknown"
	}
	out := "not after " + s.To.String()
	if s.From != 0 {
		out = Days(s.From, s.To, 0)
	}
	out += fmt.Sprintf(" (%s, %s", s.Precision, s.Basis)
	if s.Cue != "" {
		out += ": “" + s.Cue + "”"
	}
	if s.Flag != "" {
		out += "; quarantined: " + s.Flag
	}
	return out + ")"
}

// NoveltyWords tells, behind a claim, that its text calls it new or not; "" where it
// does not say.
func NoveltyWords(n *tracker.Novelty) string {
	if n == nil {
		return ""
	}
	return fmt.Sprintf(" · %s (“%s”)", n.Value, n.Cue)
}
