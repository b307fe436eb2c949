package reader

import (
	"onset/tracker"
	"onset/tracker/text"
)

// repeated returns the paragraphs of a text that are furniture.
func repeated(t *text.Text, furniture func(paragraph string) bool) []tracker.Span {
	if furniture == nil {
		return nil
	}
	var out []tracker.Span
	for _, p := range t.Paragraphs {
		if furniture(t.Raw[p.Start:p.End]) {
			out = append(out, p)
		}
	}
	return out
}

func (r *Result) inFurniture(s tracker.Span) bool {
	for _, f := range r.Furniture {
		if f.Overlap(s) > 0 {
			return true
		}
	}
	return false
}

// isFurniture tells whether a paragraph, given by its words, is furniture of the
// page; inFurniture tells it of a place in the text.
func (r *Result) isFurniture(paragraph string) bool {
	for _, f := range r.Furniture {
		if r.Body.Raw[f.Start:f.End] == paragraph {
			return true
		}
	}
	return false
}

// holdsMention tells whether a talking point stands in a paragraph.
func (r *Result) holdsMention(paragraph tracker.Span) bool {
	for _, s := range r.Held() {
		if paragraph.Overlap(s) > 0 {
			return true
		}
	}
	return false
}

// Held are the sentences of the body in which talking points were found.
func (r *Result) Held() []tracker.Span {
	var out []tracker.Span
	for _, m := range r.Mentions {
		if m.Part != tracker.Title {
			out = append(out, m.Span)
		}
	}
	return out
}
