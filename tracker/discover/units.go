package discover

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"onset/tracker/text"
)

// units splits a sentence at semicolons, which divide the items of a list of
// news, and keeps the content words of each.
func units(t *text.Text, s text.Sentence) []unit {
	var out []unit
	list := s.Item > 0 || strings.HasSuffix(t.Raw[s.Start:s.End], ";")
	first, start := s.First, s.Start
	for i := s.First + 1; i <= s.Last; i++ {
		end := s.End
		if i == s.Last && list && s.Item < 2 && len(out) == 0 {
			first, start = afterColon(t, first, i, start)
		}
		if i < s.Last {
			semi := strings.IndexByte(t.Raw[t.Words[i-1].End:t.Words[i].Start], ';')
			if semi < 0 {
				continue
			}
			end = int(t.Words[i-1].End) + semi
			if len(out) == 0 {
				first, start = afterColon(t, first, i, start)
			}
		}
		out = append(out, newUnit(t, start, end, first, i))
		if i < s.Last {
			first, start = i, int(t.Words[i].Start)
		}
	}
	for i := range out {
		out[i].item = list || len(out) > 1
	}
	return out
}

// afterColon skips the heading of a list ("In this programme: ...").
func afterColon(t *text.Text, first, last, start int) (int, int) {
	for i := first + 1; i < last; i++ {
		if strings.Contains(t.Raw[t.Words[i-1].End:t.Words[i].Start], ":") {
			return i, int(t.Words[i].Start)
		}
	}
	return first, start
}

// newUnit reads a stretch of a text; its text is still a part of the whole.
func newUnit(t *text.Text, start, end, first, last int) unit {
	u := unit{text: strings.TrimRight(t.Raw[start:end], "; \n")}
	if len(u.text) > math.MaxUint16 {
		return u
	}
	u.cue = cueOf(text.Fold(u.text))
	u.words = make([]word, 0, last-first)
	for i := first; i < last; i++ {
		x := lexemeOf(t.Form(i))
		u.said, u.shows, u.office = u.said || x.marks&ofSaying != 0, u.shows || x.marks&ofShows != 0, u.office || x.marks&ofOffice != 0
		if !x.content {
			continue
		}
		u.roots = append(u.roots, x.root)
		w := t.Words[i]
		u.words = append(u.words, word{
			id:     x.id,
			start:  uint16(int(w.Start) - start),
			end:    uint16(int(w.End) - start),
			casing: casingOf(t, i, i == first),
		})
	}
	slices.Sort(u.roots)
	u.roots = slices.Compact(u.roots)
	u.headline()
	u.traits = traitsOf(t, first, last)
	return u
}

func casingOf(t *text.Text, i int, first bool) casing {
	switch {
	case first:
		return anyCase
	case t.Form(i).Capital():
		return upper
	}
	return lower
}

// headline takes back what capitals tell where most words have one.
func (u *unit) headline() {
	up := 0
	for _, w := range u.words {
		if w.casing == upper {
			up++
		}
	}
	if len(u.words) < 4 || 3*up < 2*len(u.words) {
		return
	}
	for i := range u.words {
		u.words[i].casing = anyCase
	}
}

// content tells whether a word can be part of a phrase: no number, no stop
// word, and no single letter.
func content(f *text.Form) bool {
	if f.Number() || stopWords[f.Fold] {
		return false
	}
	n := utf8.RuneCountInString(f.Fold)
	return n > 2 || n == 2 && strings.ToUpper(f.Exact) == f.Exact
}

// root joins stems that the Russian stemmer keeps apart: it takes the end of
// names in -аль, -ель for that of a verb in some cases and not in others.
func root(stem string) string {
	if cut, ok := strings.CutSuffix(stem, "л"); ok && utf8.RuneCountInString(cut) > 3 {
		if r, _ := utf8.DecodeLastRuneInString(cut); strings.ContainsRune("аеияу", r) {
			return cut
		}
	}
	return stem
}
