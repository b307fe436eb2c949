package store

import (
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/query"
)

// snippetBytes bounds a snippet, unless its first mark is longer.
const snippetBytes = 320

// snippets makes a snippet of each of the first hits, one a sentence.
func snippets(a archive.Article, hits []query.Hit) []archive.Snippet {
	var out []archive.Snippet
	for _, h := range hits {
		if len(out) == snippetsEach {
			break
		}
		out = append(out, snippet(partOf(h.Part, a.Title, a.Text), h))
	}
	return out
}

func snippet(raw string, h query.Hit) archive.Snippet {
	cut := h.Sentence
	if cut.Len() > snippetBytes && len(h.Spans) > 0 {
		cut = around(raw, h.Sentence, h.Spans[0])
	}
	s := archive.Snippet{Part: h.Part, Start: cut.Start, Text: raw[cut.Start:cut.End], Cut: cut != h.Sentence, Marks: []tracker.Span{}}
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
