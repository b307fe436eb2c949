package tracker

import "time"

// RuleRef names a rule and the version of its text.
type RuleRef struct {
	ID   string `json:"id"`   // narrative/talking-point
	Hash string `json:"hash"` // of the rule's text, terms expanded
}

// Mention is one talking point in one sentence of a text, as a reading finds it.
type Mention struct {
	Narrative    string `json:"narrative"`
	TalkingPoint string `json:"talking_point"`
	Part         Part   `json:"part,omitempty"`
	Span                // the whole sentence
	Text         string `json:"text"`
	Hits         []Span `json:"hits"`  // the matched words
	Claim        int    `json:"claim"` // index into Reading.Claims; -1 when none covers it
	// Stance is how the speaker stands to the talking point: that of the claim,
	// unless the rule takes the very words of denial ("rejected guarantees").
	Stance Stance `json:"stance"`
	// Sign are the words over the matched ones that made the stance, the nearest
	// first. They are told, not kept.
	Sign []string `json:"sign,omitempty"`
	Rule RuleRef  `json:"rule"`
}

// Reading is all that Onset reads out of one revision.
type Reading struct {
	Language  string     `json:"language"`
	Published Stamp      `json:"published"`
	Sentences []Span     `json:"sentences"` // of the text; the title is not in it
	Dates     []DateExpr `json:"dates"`
	Claims    []Claim    `json:"claims"`
	Mentions  []Mention  `json:"mentions"`
}

// Witness is a mention with everything that makes it evidence: its claim, its
// article, its source and its clocks. Events are decided from witnesses alone.
type Witness struct {
	ID           string // stable over recomputing: from article, talking point and sentence
	Narrative    string
	TalkingPoint string
	Rule         RuleRef

	Source   string
	Kind     Kind
	Country  string
	Language string // of the article

	Article   int64
	URL       string
	Title     string
	Published Stamp
	Seen      time.Time
	Recorded  time.Time

	Revision  int64
	Cause     Cause     // of the revision that brought the mention
	Changed   time.Time // when that revision was fetched; zero when it is the first
	Removed   bool      // the mention was there and an edit took it out
	RemovedAt time.Time // when the revision without it was fetched
	Gone      bool      // the page was withdrawn
	GoneAt    time.Time // when that was established
	Baseline  bool      // published before coverage of its scope was 7 days old, or at an unknown time in the first fetch

	Part Part
	Span // the sentence
	Text string
	Hits []Span

	Speakers  []ClaimSpeaker // none when the outlet speaks
	Via       []ClaimSpeaker // who passes the words on, outermost first
	Hand      Hand           // relayed or alleged; else form and source tell
	Form      Form
	Stance    Stance
	Treatment Treatment
	Novelty   *Novelty
	Said      *Said // nil when unattributed

	Origin      string    // articles that share their text
	Utterance   string    // one occasion of speech
	Retroactive bool      // found by a rule that came after the article
	Imported    bool      // history that nobody saw as it came: never alerts; a replay saw it
	Verdict     string    // "", "confirmed" or "rejected"
	Judged      Judgement // who gave that verdict, and when
	Marked      bool      // a person marked it, and no rule takes it: Rule has no hash
}

// HitsWithin are the matched words of a mention as offsets in its sentence.
func (w Witness) HitsWithin() []Span {
	var out []Span
	for _, h := range w.Hits {
		if w.Contains(h) {
			out = append(out, Span{Start: h.Start - w.Start, End: h.End - w.Start})
		}
	}
	return out
}
