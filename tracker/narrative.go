package tracker

import (
	"strconv"
	"strings"
)

// Within tells how much text a rule looks at at once: one of the units below,
// or a number of sentences, "sentences/2".
type Within string

// The units that a rule looks at.
const (
	InSentence  Within = "sentence"
	InParagraph Within = "paragraph"
	InArticle   Within = "article"
)

// mostSentences is how many sentences a rule may look at.
const mostSentences = 9

// Sentences returns how many sentences a rule looks at, each with those before
// it: 1 for InSentence, 2 to 9 for "sentences/2" and so on; 0 where it looks at
// something else, or for what is no unit.
func (w Within) Sentences() int {
	if w == InSentence || w == "" {
		return 1
	}
	digits, ok := strings.CutPrefix(string(w), "sentences/")
	if n, err := strconv.Atoi(digits); ok && err == nil && len(digits) == 1 && n >= 2 && n <= mostSentences {
		return n
	}
	return 0
}

// Valid tells whether a rule can look at such a unit.
func (w Within) Valid() bool {
	return w == InParagraph || w == InArticle || w != "" && w.Sentences() > 0
}

// Narrative is a storyline that someone tracks.
type Narrative struct {
	ID            string
	Title         string
	TalkingPoints []TalkingPoint
}

// TalkingPoint is one framing under a narrative, with its rule.
type TalkingPoint struct {
	ID        string
	Narrative string
	Title     string
	Notes     string
	Match     map[string]string // rule by language; "" for every language
	Not       string            // must not hold for the same unit
	About     string            // must hold for the article
	Within    Within
	YieldsTo  []string // ids, narrative/id: a sentence that one of these takes is not this one's
	Speakers  []string // ids; empty: anyone
	Hash      string   // of the rule with its terms expanded, and of those it yields to
	Examples  Examples
}

// Ref returns the name and version of the talking point's rule.
func (tp TalkingPoint) Ref() RuleRef { return RuleRef{ID: tp.Narrative + "/" + tp.ID, Hash: tp.Hash} }

// Examples are sentences that a rule must match and must skip.
type Examples struct {
	Match, Skip []Example
}

// Example is a sentence, where it stands in the rules file, and, where its
// rule asks for them, the title, language, source and claim around it.
type Example struct {
	Text         string
	Line, Column int

	Title     string
	Lang      string // empty: detected
	Source    string // id
	Speaker   string // id
	Stance    Stance
	Treatment Treatment
}
