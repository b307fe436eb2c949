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

// within tells whether a place lies in one of some paragraphs.
func within(paragraphs []tracker.Span, s tracker.Span) bool {
	for _, p := range paragraphs {
		if p.Overlap(s) > 0 {
			return true
		}
	}
	return false
}

// isFurniture tells whether a paragraph, given by its words, is furniture of the
// page; within tells it of a place in the text.
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
	for _, m := range r.Mentions {
		if m.Part != tracker.Title && paragraph.Overlap(m.Span) > 0 {
			return true
		}
	}
	return false
}
