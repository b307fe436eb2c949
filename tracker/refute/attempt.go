package refute

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onset/tracker"
)

// Most is how many of what came near are kept.
const Most = 5

// Attempt is what was looked for that would make a date false, and what was found.
type Attempt struct {
	Looked  int     `json:"looked"`            // older texts that were read
	Nearest []Older `json:"nearest"`           // at most Most, nearest first
	Covered float64 `json:"covered"`           // share of the sources' days before that were looked through, 0 to 1
	Found   int     `json:"found"`             // passages of the line that the rule takes, of those that people judged
	Judged  int     `json:"judged"`            // those
	Says    []Claim `json:"says"`              // what articles say of its novelty that the archive contradicts
	NotNew  bool    `json:"not_new,omitempty"` // of a line that nobody defined: its own words say that it is not new
	Heard   *Heard  `json:"heard,omitempty"`   // of what is new of a speaker
}

// Heard is what was looked through of what a speaker said before.
type Heard struct {
	Statements int         `json:"statements"` // of the speaker's, in the newest articles that name the speaker
	Since      tracker.Day `json:"since"`      // the first of them
	Days       int         `json:"days"`       // from there on
}

// Enough tells whether it means anything that the speaker never said something.
func (h Heard) Enough() bool { return h.Statements >= 20 && h.Days >= 30 }

// Older is an older passage, and why it is not an earlier one.
type Older struct {
	Text      string      `json:"text"`
	Source    string      `json:"source"` // name
	Published tracker.Day `json:"published"`
	URL       string      `json:"url"`
	Share     float64     `json:"share"`             // how near it comes, 0 to 1
	Why       string      `json:"why"`               // it is none
	Refutes   bool        `json:"refutes,omitempty"` // it is none, but shows that the line was about: who denies it answers somebody
}

// Claim is what an article says of how new a line is, with what contradicts it.
type Claim struct {
	Source    string      `json:"source"` // name
	Cue       string      `json:"cue"`    // "started to use"
	Day       tracker.Day `json:"day"`    // from which on, by the article
	Earlier   *Older      `json:"earlier,omitempty"`
	Published tracker.Day `json:"published"`
}

// Rank keeps the nearest of what was found, each passage once; of what is equally
// near the newest.
func Rank(found []Older) []Older {
	found = slices.Clone(found)
	slices.SortFunc(found, func(a, b Older) int {
		return cmp.Or(cmp.Compare(rank(b), rank(a)), cmp.Compare(b.Share, a.Share), cmp.Compare(b.Published, a.Published), cmp.Compare(a.URL, b.URL), cmp.Compare(a.Text, b.Text))
	})
	out, seen := []Older{}, map[string]bool{}
	for _, o := range found {
		if name := strings.Join(strings.Fields(o.Text), " "); !seen[name] && len(out) < Most {
			seen[name] = true
			out = append(out, o)
		}
	}
	return out
}

// rank puts what refutes first.
func rank(o Older) int {
	if o.Refutes {
		return 1
	}
	return 0
}

// Refuted returns the nearest of what shows that the line was about before; nil where
// nothing does.
func (a Attempt) Refuted() *Older {
	if len(a.Nearest) == 0 || !a.Nearest[0].Refutes {
		return nil
	}
	return &a.Nearest[0]
}

// Doubts tells whether a person has to decide before anything is told as new.
func (a Attempt) Doubts() bool { return a.NotNew || a.Refuted() != nil }

// ShowsTheLine tells whether a mention that counts for nothing shows all the same that
// the line was about: what is denied, asked about or debunked is what somebody says, and
// what others say than those whom the rule counts is said. What a person rejected shows
// nothing.
func ShowsTheLine(w tracker.Witness) bool { return w.Verdict != "rejected" && w.Published.Known() }

// Lacking says why a passage is none that lacks parts of the rule; none lacking, its
// words stand otherwise than the rule has them.
func Lacking(parts []string) string {
	if len(parts) == 0 {
		return "the rule’s words are there, but further apart or in another relation"
	}
	return "the rule is not met: without " + strings.Join(parts, ", without ")
}

// Uncounted says why a mention that the rule takes counts for nothing.
func Uncounted(w tracker.Witness) string {
	switch {
	case w.Verdict == "rejected":
		return "rejected by a person"
	case w.Treatment == tracker.Debunks:
		return "it debunks the line"
	case w.Stance == tracker.Denies:
		return "its speaker denies the line"
	case w.Stance == tracker.Asks:
		return "its speaker only asks"
	case !w.Published.Known():
		return "nobody says when it was published"
	}
	return "said by nobody whom the rule counts"
}

// Unsure says why what somebody may have said before a turn shows no earlier one.
func Unsure(w tracker.Witness) string {
	switch {
	case w.Verdict == "rejected":
		return "rejected by a person"
	case w.Hand == tracker.Alleged:
		return "somebody else alleges that the speaker said it"
	case w.Hand == tracker.Relayed:
		return "passed on by somebody else"
	case w.Treatment != tracker.Asserts && w.Treatment != tracker.Reports:
		return "the outlet doubts it"
	}
	return "the text leaves open whose words they are"
}

// Likely says how likely an earlier one would have been found.
func (a Attempt) Likely() string {
	covered := fmt.Sprintf("%.0f%% of the days before were looked through", 100*a.Covered)
	if a.Judged < fewestJudged {
		return "an earlier one may be missed: " + covered + "; its rule is unjudged"
	}
	recall := float64(a.Found) / float64(a.Judged)
	return fmt.Sprintf("an earlier one would have been found with a chance of about %.0f%%: %s, and the rule finds %d of %d passages that people judged to be of this line",
		100*a.Covered*recall, covered, a.Found, a.Judged)
}

// fewestJudged is the least number of passages that tell how much a rule finds.
const fewestJudged = 5
