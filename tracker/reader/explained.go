package reader

import (
	"fmt"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// nameShown is how many characters of the words that name a speaker are shown.
const nameShown = 40

// Explained tells a reading to a person: each sentence with its marks, then
// the claims and mentions as a list.
func (r Result) Explained() string {
	var b strings.Builder
	published := r.Published.Words()
	if published == "" {
		published = "unknown"
	}
	fmt.Fprintf(&b, "language %s · published %s · %d sentences · %d dates · %d claims · %d mentions\n\n",
		timeline.Language(r.Language), published, len(r.Sentences), len(r.Dates), len(r.Claims), len(r.Mentions))
	for i, s := range r.Sentences {
		fmt.Fprintf(&b, "%3d  %s\n", i+1, r.marked(s))
	}
	b.WriteString("\nClaims  ⟦n …⟧ in the text\n")
	for i, c := range r.Claims {
		fmt.Fprintf(&b, "%3d  %s%s · %s, %s, %s · said %s · by rule %s%s\n     “%s”\n", i+1, text.OrDash(timeline.Speakers(c.Speakers, nameShown)), passedOn(c),
			c.Form, c.Stance, c.Treatment, timeline.SaidBasis(c.Said), text.OrDash(c.Rule), timeline.NoveltyWords(c.Novelty), text.Within(c.Text, 150))
		for _, w := range c.Candidates {
			fmt.Fprintf(&b, "     %3d  %s: %s\n", w.Score, w.Text, strings.Join(w.Why, ", "))
		}
		for _, w := range c.Antecedents {
			fmt.Fprintf(&b, "     %3d  may be meant: %s: %s\n", w.Score, w.Text, strings.Join(w.Why, ", "))
		}
	}
	b.WriteString("\nTalking points  *matched words* in the text\n")
	for _, m := range r.Mentions {
		fmt.Fprintf(&b, "  %s (rule %.8s), claim %d: %s%s\n     %s\n", m.Rule.ID, m.Rule.Hash, m.Claim+1, m.Stance, signWords(m.Sign), r.hitWords(m))
	}
	return b.String()
}

// signWords tells which words made a stance: those over the matched ones, from
// the nearest to the root of the claim.
func signWords(sign []string) string {
	if len(sign) == 0 {
		return ""
	}
	return " (by “" + strings.Join(sign, "”, “") + "”)"
}

// passedOn tells who passes a claim on, and whether its speaker is sure.
func passedOn(c tracker.Claim) string {
	out := ""
	if slices.ContainsFunc(c.Speakers, func(s tracker.ClaimSpeaker) bool { return s.Unsure }) {
		out = " (unsure)"
	}
	if len(c.Via) > 0 {
		out += " via " + timeline.Speakers(c.Via, nameShown)
	}
	if c.Hand != "" {
		out += ", " + string(c.Hand)
	}
	return out
}

// marked writes a sentence with the borders of claims and the matched words.
func (r Result) marked(s tracker.Span) string {
	type mark struct {
		at    int
		order int
		text  string
	}
	var marks []mark
	for i, c := range r.Claims {
		if c.Part == tracker.Body && s.Overlap(c.Span) > 0 {
			marks = append(marks, mark{max(c.Start, s.Start), 0, fmt.Sprintf("⟦%d ", i+1)}, mark{min(c.End, s.End), 3, "⟧"})
		}
	}
	for _, m := range r.Mentions {
		for _, h := range m.Hits {
			if m.Part == tracker.Body && s.Contains(h) {
				marks = append(marks, mark{h.Start, 1, "*"}, mark{h.End, 2, "*"})
			}
		}
	}
	var b strings.Builder
	for at := s.Start; at <= s.End; at++ {
		for order := 3; order >= 0; order-- {
			seen := map[string]bool{}
			for _, m := range marks {
				if m.at == at && m.order == order && !seen[m.text] {
					b.WriteString(m.text)
					seen[m.text] = true
				}
			}
		}
		if at < s.End {
			b.WriteByte(r.Body.Raw[at])
		}
	}
	return text.OneLine(b.String())
}

// hitWords are the matched words of a mention.
func (r Result) hitWords(m tracker.Mention) string {
	raw := r.Raw(m.Part)
	var words []string
	for _, h := range m.Hits {
		words = append(words, "*"+raw[h.Start:h.End]+"*")
	}
	return strings.Join(words, " ")
}

// Raw is the text of a part as it was given.
func (r Result) Raw(part tracker.Part) string {
	if part == tracker.Title {
		return r.Title.Raw
	}
	return r.Body.Raw
}
