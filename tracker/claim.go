package tracker

import "encoding/json"

// Form tells how a claim is worded.
type Form string

// The forms of a claim.
const (
	Direct   Form = "direct"    // a quotation
	Mixed    Form = "mixed"     // reported, with quoted words
	Indirect Form = "indirect"  // reported
	OwnVoice Form = "own_voice" // the outlet speaks
	// UnreadForm is that of words whose stance is unread.
	UnreadForm Form = "unread"
)

// Stance tells how the speaker stands to what is said.
type Stance string

// The stances of a speaker.
const (
	Affirms Stance = "affirms"
	Denies  Stance = "denies"
	Asks    Stance = "asks"
	// NotSaid are words that nobody said: what somebody may say, will say or
	// refused to say, or says in a forgery. They count nowhere.
	NotSaid Stance = "not_said"
	// UnreadStance is that of words in a language for which nobody can tell what
	// is done to them. They count nowhere either.
	UnreadStance Stance = "unread"
)

// Stances are those that a person may give. Unread is none of them.
var Stances = []Stance{Affirms, Denies, Asks, NotSaid}

// Treatment tells how the outlet carries a claim.
type Treatment string

// The treatments by an outlet.
const (
	Asserts   Treatment = "asserts"
	Reports   Treatment = "reports"
	Distances Treatment = "distances"
	Debunks   Treatment = "debunks"
	// UnreadTreatment is that of words whose stance is unread.
	UnreadTreatment Treatment = "unread"
)

// Treatments are those that a person may give.
var Treatments = []Treatment{Asserts, Reports, Distances, Debunks}

// ClaimSpeaker is who a text names as the speaker.
type ClaimSpeaker struct {
	ID   string `json:"id"`   // a speaker of the rules file; empty when unknown
	Text string `json:"text"` // the words of the text
	// Unsure tells that the words may be another's: such a speaker makes at most
	// a doubtful first, which a person settles.
	Unsure bool `json:"unsure,omitempty"`
}

// Candidate is somebody who might speak in a claim, with the points for it.
type Candidate struct {
	ID    string   `json:"id,omitempty"`
	Text  string   `json:"text"`
	Score int      `json:"score"`
	Why   []string `json:"why"` // features or clues with their points, as "verb-first +5"
}

// Novelty is what the text itself says about how new a claim is.
type Novelty struct {
	Value string `json:"value"` // "new", "repeated" or "continued"
	Cue   string `json:"cue"`   // "started to use", "once again", "in recent months"
}

// The values of a Novelty.
const (
	NovelNew       = "new"
	NovelRepeated  = "repeated"
	NovelContinued = "continued"
)

// Claim is a statement in an article.
type Claim struct {
	Span                    // from the first to the last word of what was said
	Part     Part           `json:"part,omitempty"`
	Text     string         `json:"text"`
	Speakers []ClaimSpeaker `json:"speakers"`        // none when the outlet speaks
	Via      []ClaimSpeaker `json:"via,omitempty"`   // who passes the words on, outermost first
	Hand     Hand           `json:"hand,omitempty"`  // relayed or alleged; else by form and source
	Score    int            `json:"score,omitempty"` // points for its speakers; package claim has the table
	// Candidates are those who were weighed, its speaker first; only when asked for.
	Candidates []Candidate `json:"candidates,omitempty"`
	// Antecedents are those whom the pronoun or the role at the verb may stand for, best
	// first, with points of their own; only when asked for.
	Antecedents []Candidate `json:"antecedents,omitempty"`
	Form        Form        `json:"form"`
	Stance      Stance      `json:"stance"`
	Treatment   Treatment   `json:"treatment"`
	Novelty     *Novelty    `json:"novelty"`
	Said        *Said       `json:"said"`
	Rule        string      `json:"rule,omitempty"` // the sieve that made it
	Cue         Span        `json:"-"`              // the verb or noun of speech; not kept
}

// Sentence is a sentence of a text with what is read out of it.
type Sentence struct {
	Part Part
	Span
	Text  string
	Claim Claim // that covers most of it; in the outlet's own voice where none does
}

// DateExpr is a date expression of a text, resolved.
type DateExpr struct {
	Span
	Part      Part      `json:"part,omitempty"`
	Text      string    `json:"text"`
	From      Day       `json:"from"`
	To        Day       `json:"to"`
	Precision Precision `json:"precision"`
	Rule      string    `json:"rule"`
}

// MarshalJSON writes the id as null when the speaker is not one of the file.
func (s ClaimSpeaker) MarshalJSON() ([]byte, error) {
	out := struct {
		ID     *string `json:"id"`
		Text   string  `json:"text"`
		Unsure bool    `json:"unsure,omitempty"`
	}{Text: s.Text, Unsure: s.Unsure}
	if s.ID != "" {
		out.ID = &s.ID
	}
	return json.Marshal(out)
}
