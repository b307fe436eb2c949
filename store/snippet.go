package store

import (
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/query"
)

// Snippet is a stretch of an article around a hit.
type Snippet struct {
	Part  tracker.Part
	Start int    // of Text in the part, in bytes
	Text  string // a sentence, or the part of a long one around its first mark
	Marks []tracker.Span
	Cut   bool // Text is not the whole sentence
}

// snippetBytes bounds a snippet, unless its first mark is longer.
const snippetBytes = 320

// snippets makes a snippet of each of the first hits, one a sentence.
func snippets(a RecentArticle, hits []query.Hit) []Snippet {
	var out []Snippet
	for _, h := range hits {
		if len(out) == snippetsEach {
			break
		}
		out = append(out, snippet(partOf(h.Part, a.Title, a.Text), h))
	}
	return out
}

func snippet(raw string, h query.Hit) Snippet {
	cut := h.Sentence
	if cut.Len() > snippetBytes && len(h.Spans) > 0 {
		cut = around(raw, h.Sentence, h.Spans[0])
	}
	s := Snippet{Part: h.Part, Start: cut.Start, Text: raw[cut.Start:cut.End], Cut: cut != h.Sentence, Marks: []tracker.Span{}}
	for _, m := range h.Spans {
		if cut.Contains(m) {
			s.Marks = append(s.Marks, tracker.Span{Start: m.Start - cut.Start, End: m.End - cut.Start})
		}
	}
	return s
}

// around takes a stretch of a long sentence with a mark in its first third,
// from and to whole words where blanks allow it.
func around(raw string, sentence, mark tracker.Span) tracker.Span {
	from := max(sentence.Start, mark.Start-snippetBytes/3)
	to := min(sentence.End, max(from+snippetBytes, mark.End))
	for from > sentence.Start && from < mark.Start && raw[from-1] != ' ' {
		from++
	}
	for to < sentence.End && to > mark.End && raw[to] != ' ' {
		to--
	}
	for from > sentence.Start && !utf8.RuneStart(raw[from]) {
		from--
	}
	for to < sentence.End && !utf8.RuneStart(raw[to]) {
		to++
	}
	return tracker.Span{Start: from, End: to}
}
