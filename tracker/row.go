package tracker

import "time"

// MentionRow is the JSON of a mention that other programs rely on: the command
// line and the API write the same.
type MentionRow struct {
	ID           string         `json:"id"`
	Narrative    string         `json:"narrative"`
	TalkingPoint string         `json:"talking_point"`
	Source       string         `json:"source"`
	Article      ArticleRef     `json:"article"`
	PublishedAt  Stamp          `json:"published_at"`
	Since        Day            `json:"published_since"`   // first day on which it may have been published; null: unknown
	Assumed      *Assumed       `json:"assumed,omitempty"` // of PublishedAt, because the outlet wrote less
	SeenAt       time.Time      `json:"seen_at,omitzero"`
	Evidence     Evidence       `json:"evidence"`
	Hits         []Span         `json:"hits"`
	Speakers     []ClaimSpeaker `json:"speakers"`
	Form         Form           `json:"form"`
	Stance       Stance         `json:"stance"`
	Treatment    Treatment      `json:"treatment"`
	Said         *Said          `json:"said"`
	Novelty      *Novelty       `json:"novelty"`
	Origin       string         `json:"origin"`
	Utterance    string         `json:"utterance"`
	Verdict      *string        `json:"verdict"`
	Marked       bool           `json:"marked"` // by a person; no rule took it
	Rule         RuleRef        `json:"rule"`
}

// Row returns the mention as other programs read it.
func (w Witness) Row() MentionRow {
	row := MentionRow{
		ID: w.ID, Narrative: w.Narrative, TalkingPoint: w.TalkingPoint, Source: w.Source,
		Article:     ArticleRef{URL: w.URL, Title: w.Title},
		PublishedAt: w.Published, Since: w.Published.From(), Assumed: w.Published.Assumed.OrNil(), SeenAt: w.Seen.UTC(),
		Evidence: Evidence{Revision: w.Revision, Part: w.Part, Start: w.Start, End: w.End, Text: w.Text},
		Hits:     append([]Span{}, w.Hits...), Speakers: append([]ClaimSpeaker{}, w.Speakers...),
		Form: w.Form, Stance: w.Stance, Treatment: w.Treatment,
		Said: w.Said, Novelty: w.Novelty, Origin: w.Origin, Utterance: w.Utterance, Rule: w.Rule, Marked: w.Marked,
	}
	if w.Verdict != "" {
		row.Verdict = &w.Verdict
	}
	return row
}

// OrEmpty keeps a list from being null as JSON.
func OrEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
