package query

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"onset/tracker/text"
)

// WordForms is a word of a rule and what it takes.
type WordForms struct {
	Word   string   `json:"word"`             // as the rule has it: ban*
	Forms  []string `json:"forms"`            // folded, sorted
	Others []string `json:"others,omitempty"` // of Forms, those of other words than the one that was begun: Bandera
}

// Surface gathers which word forms the words of rules take, exact words apart.
type Surface struct {
	words  []*word
	found  []map[string]bool
	stems  map[uint64][]int
	begins map[string][]int // by the first two bytes
}

// SurfaceOf returns the surface of some expressions, without any form yet. Each
// word counts once.
func SurfaceOf(exprs ...*Expr) *Surface {
	s := &Surface{stems: map[uint64][]int{}, begins: map[string][]int{}}
	seen := map[string]bool{}
	for _, e := range exprs {
		for _, leaf := range leaves(e.root, nil) {
			for _, w := range leaf.words {
				if w.kind != exact && !seen[w.String()] {
					seen[w.String()] = true
					s.file(w)
				}
			}
		}
	}
	return s
}

func (s *Surface) file(w *word) {
	n := len(s.words)
	s.words, s.found = append(s.words, w), append(s.found, map[string]bool{})
	for _, id := range w.stemIDs() {
		s.stems[id] = append(s.stems[id], n)
	}
	for _, b := range w.begins() {
		s.begins[b[:2]] = append(s.begins[b[:2]], n)
	}
}

// Add tells of a word form, folded, that stands in texts of a language.
func (s *Surface) Add(lang, fold string) {
	if len(fold) < 2 {
		return
	}
	first, size := utf8.DecodeRuneInString(fold)
	for _, raw := range []string{fold, string(unicode.ToUpper(first)) + fold[size:]} {
		t := text.Analyse(raw, lang)
		if len(t.Words) != 1 {
			return
		}
		f := t.Form(0)
		for _, n := range slices.Concat(s.stems[f.ID], s.begins[fold[:2]]) {
			if s.words[n].holds(f) {
				s.found[n][fold] = true
			}
		}
	}
}

// Words returns the words in the order of the rules, with the forms added.
func (s *Surface) Words() []WordForms {
	out := make([]WordForms, len(s.words))
	for i, w := range s.words {
		out[i] = WordForms{Word: w.String(), Forms: []string{}}
		for f := range s.found[i] {
			out[i].Forms = append(out[i].Forms, f)
		}
		slices.Sort(out[i].Forms)
		if w.kind == prefix {
			out[i].Others = outside(w, out[i].Forms)
		}
	}
	return out
}

// outside returns the forms that are not of the family of a beginning, nor of
// that of the shortest form.
func outside(w *word, forms []string) (out []string) {
	if len(forms) == 0 {
		return nil
	}
	shortest := slices.MinFunc(forms, func(a, b string) int { return len(a) - len(b) })
	var own []text.Family
	for _, l := range []text.Lang{text.English, text.Russian, text.Ukrainian} {
		for _, s := range []string{w.text, shortest} {
			if f, ok := text.FamilyOf(s, l); ok {
				own = append(own, f)
			}
		}
	}
	for _, fold := range forms {
		if own != nil && !slices.ContainsFunc(own, func(f text.Family) bool { return f.HasFold(fold) }) {
			out = append(out, fold)
		}
	}
	return out
}
