package discover

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"onset/tracker"
	"onset/tracker/origin"
)

// Status is a rung of the ladder that a candidate climbs.
type Status string

// The rungs.
const (
	Single      Status = "candidate"   // one origin, or not significant
	Emerging    Status = "emerging"    // two origins or two days, and significant
	Established Status = "established" // three origins, two sources, two days
	Faded       Status = "faded"       // no mention for 14 days
)

// Candidate is a talking point that nobody defined, as `onset emerging` shows
// it.
type Candidate struct {
	ID             string                 `json:"id"` // stable: from its key and the day of its first mention
	Kind           Kind                   `json:"kind"`
	Why            []Reason               `json:"why"`         // of the kind, the weightiest first
	Sparse         bool                   `json:"sparse"`      // told now and then over a year, in other words
	Once           bool                   `json:"once"`        // found as a single statement, on the day that DetectedAt has
	LineSince      tracker.Day            `json:"line_since"`  // the first day after whose end it was known to be a line; null when it never was
	MaybeSince     tracker.Day            `json:"maybe_since"` // the first day after whose end it might be one; null when it never might
	Label          string                 `json:"label"`
	Phrases        []string               `json:"phrases"`
	Language       string                 `json:"language"`
	Status         Status                 `json:"status"`
	FirstSaid      tracker.Day            `json:"first_said"` // null when no claim says
	FirstPublished tracker.Day            `json:"first_published"`
	DetectedAt     tracker.Day            `json:"detected_at"` // the day after whose end it was found
	LastMention    tracker.Day            `json:"last_mention"`
	Score          float64                `json:"score"`       // log10 of the likelihood ratio, times quality, when it was found
	P              float64                `json:"p_value"`     // of its key, the smallest so far
	Significant    bool                   `json:"significant"` // against all keys of its day, see Result.Share
	Utterances     int                    `json:"utterances"`
	Origins        int                    `json:"origins"`
	Sources        int                    `json:"sources"`
	SourceIDs      []string               `json:"source_ids"`
	Speakers       []tracker.ClaimSpeaker `json:"speakers"` // who say most of it
	Mentions       int                    `json:"mentions"`
	Returns        *Return                `json:"returns"` // null when it is new
	Examples       []Example              `json:"examples"`
	NearestOlder   *Example               `json:"nearest_older"`
	Stanza         string                 `json:"stanza"`

	seeds    []key    // by which it is followed
	broad    bool     // its seed is one common word, which explains little
	stems    []uint32 // of its label
	roots    []uint32 // of the label of a sparse one
	at       []place  // where it was found; ascending
	mentions []mention
	settled  int // of how many mentions what follows from them is worked out; 0 after it was read
	days     int // on which these were published
}

// Return says that it is not new: its words are older than a year, or rare
// within it, or the nearest older statement says the same.
type Return struct {
	LastSeen tracker.Day `json:"last_seen"` // to the day where a statement is remembered, else the end of its 30 days
}

// Example is a sentence with its place.
type Example struct {
	URL       string      `json:"url"`
	Published tracker.Day `json:"published_at"`
	Source    string      `json:"source,omitempty"`
	Text      string      `json:"text"`
}

// Told returns the day after whose end a candidate was told as a statement, repeated or
// not: a single one when it was found, a line when it was first known to be one; 0 of others.
func (c Candidate) Told() tracker.Day {
	switch {
	case c.Sparse:
		return 0
	case c.Once:
		return c.DetectedAt
	}
	return c.LineSince
}

// Example returns the sentence that stands for the candidate: that of its label
// where one is, else the earliest; empty when there is none.
func (c Candidate) Example() Example {
	for _, x := range c.Examples {
		if x.Text == c.Label {
			return x
		}
	}
	if len(c.Examples) == 0 {
		return Example{}
	}
	return c.Examples[0]
}

// Shares returns a sentence that two candidates have in common; it is empty when they
// have none. Those that have one tell one line.
func (c Candidate) Shares(o Candidate) Example {
	for _, x := range c.Examples {
		if slices.ContainsFunc(o.Examples, func(y Example) bool { return y.Text == x.Text }) {
			return x
		}
	}
	return Example{}
}

// mention is one place of a candidate, as it is kept.
type mention struct {
	article, source, origin, url, text string
	day, from, to                      tracker.Day
	speakers                           []tracker.ClaimSpeaker
	traits                             traits
	words                              int     // with meaning
	alike                              float64 // overlap with the label
	contested                          float64 // how much more often than others its words stand where somebody judges
}

const (
	maxMentions = 200 // kept of one candidate; the first ones, which its dates rest on
	maxExamples = 8
	fadeDays    = 14
)

// candidateID is stable over recomputing.
func candidateID(k key, first tracker.Day) string {
	return fmt.Sprintf("c-%s-%08x", first.Format("20060102"), uint32(k.hash()>>32)^uint32(k.hash())*2654435761)
}

// active is within how many days of its last mention a candidate is followed.
func (c *Candidate) active() tracker.Day {
	if c.Sparse {
		return sparseDays
	}
	return activeDays
}

// add counts a mention, and keeps it in its place: by day, then by article.
func (c *Candidate) add(m mention) {
	c.Mentions++
	c.LastMention = max(c.LastMention, m.day)
	if len(c.mentions) == maxMentions {
		return
	}
	at := len(c.mentions)
	for at > 0 && m.before(&c.mentions[at-1]) {
		at--
	}
	c.mentions = slices.Insert(c.mentions, at, m)
}

func (m *mention) before(o *mention) bool {
	return cmp.Or(cmp.Compare(m.day, o.day), strings.Compare(m.article, o.article)) < 0
}

// settle works out what follows from the mentions as of a day. Those that followed from
// the same mentions before stay as they are: most candidates gain none on most days.
func (c *Candidate) settle(today tracker.Day) {
	if c.settled != c.Mentions {
		c.sumUp(today)
		c.settled = c.Mentions
	}
	c.Status = c.status(today - c.LastMention)
}

// sumUp works out what follows from the mentions alone, and notes the day on which it
// was first known to be, or maybe to be, a line.
func (c *Candidate) sumUp(today tracker.Day) {
	var origins few[string]
	c.Origins = 0
	c.FirstSaid, c.FirstPublished = 0, c.mentions[0].day
	c.SourceIDs, c.days = []string{}, 0
	for i := range c.mentions {
		m := &c.mentions[i]
		if !slices.Contains(c.SourceIDs, m.source) {
			c.SourceIDs = append(c.SourceIDs, m.source)
		}
		if i == 0 || m.day != c.mentions[i-1].day {
			c.days++
		}
		if !origins.has(m.origin) {
			origins.add(m.origin)
			c.Origins++
		}
		if m.from != 0 && (c.FirstSaid == 0 || m.from < c.FirstSaid) {
			c.FirstSaid = m.from
		}
	}
	c.Speakers = speakersOf(c.mentions)
	c.Sources, c.Utterances = len(c.SourceIDs), c.Origins
	if slices.ContainsFunc(c.mentions, func(m mention) bool { return len(m.speakers) > 0 }) {
		c.Utterances = utterances(c.mentions)
	}
	c.examples()
	kind, maybe, why := kindOf(c.mentions)
	if c.Once && kind != Line {
		return // a statement stays one until it is repeated as lines are
	}
	c.Kind, c.Why = kind, why
	if c.Kind == Line && c.LineSince == 0 {
		c.LineSince = today
	}
	if (maybe || c.Kind == Line) && c.MaybeSince == 0 {
		c.MaybeSince = today
	}
}

// speakersOf returns those who say most of the mentions, in the order in which they first
// do: whoever said one of many is not who says it.
func speakersOf(ms []mention) []tracker.ClaimSpeaker {
	type voice struct {
		speaker    tracker.ClaimSpeaker
		said, last int // mentions, and the last of them
	}
	var voices []voice
	for i := range ms {
		for _, s := range ms[i].speakers {
			n := slices.IndexFunc(voices, func(v voice) bool { return sameSpeaker(v.speaker, s) })
			if n < 0 {
				n, voices = len(voices), append(voices, voice{speaker: s, last: -1})
			}
			if v := &voices[n]; v.last != i {
				v.said, v.last = v.said+1, i
			}
		}
	}
	out := []tracker.ClaimSpeaker{}
	for _, v := range voices {
		if 2*v.said > len(ms) {
			out = append(out, v.speaker)
		}
	}
	return out
}

func sameSpeaker(a, b tracker.ClaimSpeaker) bool {
	if a.ID != "" || b.ID != "" {
		return a.ID == b.ID
	}
	return strings.EqualFold(a.Text, b.Text)
}

// status returns the rung after so many days without a mention.
func (c *Candidate) status(silent tracker.Day) Status {
	switch {
	case silent > fadeDays:
		return Faded
	case c.Origins >= 3 && c.Sources >= 2 && c.days >= 2:
		return Established
	case c.Significant && (c.Origins >= 2 || c.days >= 2):
		return Emerging
	}
	return Single
}

// utterances counts the occasions of speech: by speaker and said days where a
// speaker is named, by origin where none is.
func utterances(ms []mention) int {
	groups, spoken, unnamed := origin.NewUtterances(), map[string]bool{}, map[string]bool{}
	for i := range ms {
		m := &ms[i]
		if len(m.speakers) == 0 {
			unnamed[m.origin] = true
			continue
		}
		s := origin.Statement{ID: strconv.Itoa(i), Point: "same", Published: m.day}
		for _, sp := range m.speakers {
			s.Speakers = append(s.Speakers, cmp.Or(sp.ID, strings.ToLower(sp.Text)))
		}
		if m.from != 0 {
			s.Said = &tracker.Said{From: m.from, To: m.to}
		}
		spoken[groups.Add(s)] = true
	}
	return len(spoken) + len(unnamed)
}

// examples picks mentions to show: the first of each origin, and no text
// twice.
func (c *Candidate) examples() {
	c.Examples = []Example{}
	var origins []string
	for i := range c.mentions {
		m := &c.mentions[i]
		if len(c.Examples) == maxExamples {
			return
		}
		if !slices.Contains(origins, m.origin) && !slices.ContainsFunc(c.Examples, func(x Example) bool { return x.Text == m.text }) {
			origins = append(origins, m.origin)
			c.Examples = append(c.Examples, Example{URL: m.url, Published: m.day, Source: m.source, Text: m.text})
		}
	}
}
