package reader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/origin"
	"onset/tracker/text"
)

// agencies are wires whose copy others carry, by the folded word that credits them.
var agencies = map[string]string{
	"reuters": "reuters", "рейтер": "reuters", "ap": "ap", "afp": "afp", "dpa": "dpa", "pap": "pap",
	"tass": "tass", "тасс": "tass", "interfax": "interfax", "интерфакс": "interfax",
	"ria": "ria", "риа": "ria", "ukrinform": "ukrinform", "укринформ": "ukrinform", "укрінформ": "ukrinform",
}

// creditWords is how many words at each end of a text may credit an agency: a
// dateline or a signature.
const creditWords = 8

// credit returns the agency that a text credits in its dateline or signature;
// "" when none.
func credit(t *text.Text) string {
	n := len(t.Words)
	for i := range t.Words {
		if i >= creditWords && i < n-creditWords {
			continue
		}
		if a := agencies[t.Fold(i)]; a != "" && t.Form(i).Capital() {
			return a
		}
	}
	return ""
}

// OriginOf is what decides about the origin of the article named id: its words, those
// that its outlet repeats apart, whatever the rules find in them. They are appended to
// words.
func (r Result) OriginOf(words []string, id string, day tracker.Day) origin.Article {
	words = slices.Grow(words, len(r.Title.Words)+len(r.Body.Words))
	for i := range r.Title.Words {
		words = append(words, r.Title.Fold(i))
	}
	for i := range r.Body.Words {
		if !within(r.Repeated, r.Body.Span(i)) {
			words = append(words, r.Body.Fold(i))
		}
	}
	return origin.Article{ID: id, Day: day, Words: words, Credit: credit(r.Body)}
}

// shortest is the least number of letters of a stem that tells statements apart.
const shortest = 3

// StatementOf is what decides about the utterance of mention i; id names it.
func (r Result) StatementOf(i int, id string, day tracker.Day) origin.Statement {
	m := r.Mentions[i]
	s := origin.Statement{ID: id, Point: m.Rule.ID, Published: day}
	span := m.Span
	if m.Claim >= 0 {
		c := r.Claims[m.Claim]
		s.Said, s.Speakers, span = c.Said, speakerKeys(c.Speakers), c.Span
	}
	t := r.Body
	if m.Part == tracker.Title {
		t = r.Title
	}
	s.Stems = stems(t, span)
	return s
}

// StatementOf is the same of a mention that was stored. Of its claim only the
// sentence is kept.
func StatementOf(w tracker.Witness, day tracker.Day) origin.Statement {
	t := text.Analyse(w.Text, w.Language)
	return origin.Statement{
		ID: w.ID, Point: w.Rule.ID, Published: day, Said: w.Said, Speakers: speakerKeys(w.Speakers),
		Stems: stems(t, tracker.Span{End: len(w.Text)}),
	}
}

// speakerKeys names speakers by id, else by their words.
func speakerKeys(speakers []tracker.ClaimSpeaker) []string {
	var out []string
	for _, s := range speakers {
		if s.ID != "" {
			out = append(out, s.ID)
		} else {
			out = append(out, strings.ToLower(s.Text))
		}
	}
	return out
}

func stems(t *text.Text, span tracker.Span) []string {
	var out []string
	for w := range t.Words {
		if span.Contains(t.Span(w)) && utf8.RuneCountInString(t.Stem(w)) >= shortest {
			out = append(out, t.Stem(w))
		}
	}
	return out
}
