package text

import (
	"slices"
	"strings"
	"unicode"
)

// fewestItems is how many items make a list: two statements that a semicolon parts are
// prose.
const fewestItems = 3

// cutLists makes each item of a list that follows a colon and that semicolons divide
// ("In this programme: …; …; …") a sentence of its own, because nothing that one item
// says is about another. The heading stays with the first item.
func (t *Text) cutLists() {
	whole := len(t.Sentences)
	for k := 0; k < len(t.Sentences); k++ {
		if items := t.items(t.Sentences[k]); len(items) >= fewestItems {
			t.Sentences = slices.Replace(t.Sentences, k, k+1, items...)
		}
	}
	if len(t.Sentences) == whole {
		return
	}
	for k, s := range t.Sentences {
		for i := s.First; i < s.Last; i++ {
			t.Words[i].Sentence = int32(k)
		}
	}
}

// items cuts a sentence at the semicolons that follow its first colon and stand in no
// quotation.
func (t *Text) items(s Sentence) []Sentence {
	list := t.Raw[s.Start:s.End]
	colon := strings.IndexByte(list, ':')
	if colon < 0 || strings.Count(list[colon:], ";") < fewestItems-1 {
		return nil
	}
	var out []Sentence
	var in within
	in.read(t.Raw[s.Start:t.Words[s.First].Start])
	item := s
	for i := s.First + 1; i < s.Last; i++ {
		from, to := int(t.Words[i-1].End), int(t.Words[i].Start)
		in.read(t.Raw[from:to])
		semi := strings.IndexByte(t.Raw[from:to], ';')
		if semi < 0 || in.anything() || from < s.Start+colon {
			continue
		}
		item.End, item.Last, item.Item = from+len(strings.TrimRightFunc(t.Raw[from:from+semi], unicode.IsSpace)), i, len(out)+1
		out = append(out, item)
		item.Start, item.First = t.skipIn(from+semi+1, to, false), i
	}
	item.End, item.Last, item.Item = s.Start+len(strings.TrimRight(list, "; \u00a0")), s.Last, len(out)+1
	return append(out, item)
}

// within is what a place of a text is inside of.
type within struct {
	quotation bool
	brackets  int
}

func (w within) anything() bool { return w.quotation || w.brackets > 0 }

// read goes on over what stands between two words.
func (w *within) read(gap string) {
	for _, r := range gap {
		switch r {
		case '«', '„':
			w.quotation = true
		case '»', '”':
			w.quotation = false
		case '“', '"':
			w.quotation = !w.quotation
		case '(', '[':
			w.brackets++
		case ')', ']':
			w.brackets = max(0, w.brackets-1)
		}
	}
}
