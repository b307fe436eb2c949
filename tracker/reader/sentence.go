package reader

import (
	"strings"

	"onset/tracker"
	"onset/tracker/claim"
	"onset/tracker/said"
)

// Sentences reads every sentence of an item as if a rule had taken it: the
// title first, which counts as one, each with the claim that covers most of it,
// or as the outlet's own words. It is for people who mark what rules missed.
func (r *Reader) Sentences(src tracker.Source, item tracker.Item) []tracker.Sentence {
	out := r.ReadPage(src, item, nil)
	at := said.Outlet{Published: out.Published.Day, Country: src.Country}
	claims := claim.Open(claim.Document{Title: out.Title, Body: out.Body, Source: src, Published: out.Published, Dates: said.Find(out.Body, at)}, r.book)
	var list []tracker.Sentence
	add := func(part tracker.Part, span tracker.Span, raw string) {
		words := raw[span.Start:span.End]
		if strings.TrimSpace(words) == "" {
			return
		}
		told := claims.At(part, span, nil)
		told.Claim.Stance = told.Stance
		list = append(list, tracker.Sentence{Part: part, Span: span, Text: words, Claim: told.Claim})
	}
	add(tracker.Title, tracker.Span{End: len(out.Title.Raw)}, out.Title.Raw)
	for _, s := range out.Sentences {
		add(tracker.Body, s, out.Body.Raw)
	}
	return list
}
