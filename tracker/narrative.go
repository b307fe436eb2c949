package tracker

// Within tells how much text a rule looks at at once.
type Within string

// The units that a rule looks at.
const (
	InSentence  Within = "sentence"
	InParagraph Within = "paragraph"
	InArticle   Within = "article"
)

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
	Speakers  []string // ids; empty: anyone
	Hash      string   // of the rule with its terms expanded
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
