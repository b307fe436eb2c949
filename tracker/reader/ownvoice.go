package reader

import (
	"onset/tracker"
	"onset/tracker/claim"
)

func ownVoice(doc claim.Document, part tracker.Part, span tracker.Span) tracker.Claim {
	t := doc.Body
	if part == tracker.Title {
		t = doc.Title
	}
	return tracker.Claim{Span: span, Part: part, Text: t.Raw[span.Start:span.End], Speakers: []tracker.ClaimSpeaker{},
		Form: tracker.OwnVoice, Stance: tracker.Affirms, Treatment: tracker.Asserts}
}
