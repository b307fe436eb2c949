package tracker

import (
	"encoding/json"
	"time"
)

// ScopeKind names what an event is the first of.
type ScopeKind string

// The scopes of events.
const (
	Overall    ScopeKind = "overall"
	BySource   ScopeKind = "source"
	BySpeaker  ScopeKind = "speaker"
	ByLanguage ScopeKind = "language"
)

// Scope is what an event holds for.
type Scope struct {
	Kind ScopeKind `json:"kind"`
	ID   string    `json:"id"`
}

// Name is the id of what an event holds for, or "all".
func (s Scope) Name() string {
	if s.Kind == Overall {
		return "all"
	}
	return s.ID
}

// Clock names one of the four clocks.
type Clock string

// The clocks that an event can be dated by.
const (
	ClockSaid      Clock = "said"
	ClockPublished Clock = "published"
	ClockSeen      Clock = "seen"
	ClockRecorded  Clock = "recorded"
)

// Moment dates an event: inclusive days on one clock.
type Moment struct {
	From      Day       `json:"from"`
	To        Day       `json:"to"`
	Precision Precision `json:"precision"`
	Basis     Basis     `json:"basis,omitempty"`
	Clock     Clock     `json:"clock"`
}

// Hand tells through how many hands the evidence of a first came.
type Hand string

// The hands of evidence.
const (
	Primary    Hand = "primary"    // the speaker's own page or transcript
	Quoted     Hand = "quoted"     // a quotation
	Summarised Hand = "summarised" // the outlet's words
	Relayed    Hand = "relayed"    // passed on by somebody else whom the outlet reports
	Alleged    Hand = "alleged"    // told of the speaker by somebody who accuses them
)

// Coverage says what was looked through before something was called a first.
type Coverage struct {
	From      Day      `json:"from"`
	Sources   int      `json:"sources"`
	ByQuery   int      `json:"by_query,omitempty"` // further sources that only queries of an aggregator showed
	Articles  int      `json:"articles"`
	Languages []string `json:"languages"` // those of the rule that were covered
	Gaps      []Gap    `json:"gaps"`
}

// Gap is a time in which a source was not observed.
type Gap struct {
	Source string    `json:"source"`
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
}

// ArticleRef points to an article.
type ArticleRef struct {
	URL   string `json:"url"`
	Title string `json:"title"`
}

// Evidence is the sentence that proves an event, with its place.
type Evidence struct {
	Revision int64  `json:"revision"`
	Part     Part   `json:"part"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Text     string `json:"text"`
}

// Event is a row of the timeline.
type Event struct {
	ID           string          `json:"id"`
	Kind         EventKind       `json:"kind"`
	Narrative    string          `json:"narrative"`
	TalkingPoint string          `json:"talking_point"`
	Scope        Scope           `json:"scope"`
	At           Moment          `json:"at"`
	PublishedAt  Stamp           `json:"published_at"`
	Since        Day             `json:"published_since"`   // first day on which it may have been published; null: unknown
	Assumed      *Assumed        `json:"assumed,omitempty"` // of PublishedAt, because the outlet wrote less
	SeenAt       time.Time       `json:"seen_at,omitzero"`
	RecordedAt   time.Time       `json:"recorded_at,omitzero"`
	SupersededAt *time.Time      `json:"superseded_at"`
	Supersedes   string          `json:"supersedes,omitempty"`
	Was          json.RawMessage `json:"was,omitempty"` // old value of a correction
	Baseline     bool            `json:"baseline"`
	Retroactive  bool            `json:"retroactive"`
	State        State           `json:"state,omitempty"`     // of the kinds that are firsts
	Confirmed    *Judgement      `json:"confirmed,omitempty"` // by whom its sentence was, and when
	Grounds      []Ground        `json:"grounds,omitempty"`   // why it is doubtful, or what speaks for it
	Doubtful     bool            `json:"doubtful,omitempty"`  // its state is: a person decides before it is told
	HeldBack     bool            `json:"held_back,omitempty"` // recorded as doubtful, and told to nobody
	OrderUnknown bool            `json:"order_unknown"`       // a first, but only by what was assumed of it or of another
	Imported     bool            `json:"imported"`            // its evidence is imported history: never alerts
	Coverage     *Coverage       `json:"coverage"`
	Source       string          `json:"source"`
	Speakers     []ClaimSpeaker  `json:"speakers"`
	Stance       Stance          `json:"stance,omitempty"`
	Treatment    Treatment       `json:"treatment,omitempty"`
	Hand         Hand            `json:"hand,omitempty"`
	Article      ArticleRef      `json:"article"`
	Evidence     Evidence        `json:"evidence"`
	Hits         []Span          `json:"hits,omitempty"` // the matched words, in the part of the evidence
	Rule         RuleRef         `json:"rule"`
	Detail       json.RawMessage `json:"detail,omitempty"` // documented per kind in package timeline
	Mention      string          `json:"mention"`          // id of the witness that proves it
}

// Subject names what an event is about: NARRATIVE/POINT, or of a shift its narrative.
func (e Event) Subject() string {
	if e.TalkingPoint == "" {
		return e.Narrative
	}
	return e.Narrative + "/" + e.TalkingPoint
}
