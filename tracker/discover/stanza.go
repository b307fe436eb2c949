package discover

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"onset/tracker/rulefile"
	"onset/tracker/text"
)

const (
	maxAlternatives = 4  // words of which one must stand beside a common word
	maxNear         = 20 // words
	stanzaExamples  = 3
)

// ruleOf returns a rule of the rule language that holds for all given units
// and as few others as it can: a phrase, two words near each other, or a common word or
// a name with one of those that stand beside it. What is said of a name is a line; the name
// alone is none.
func (f *Finder) ruleOf(g group, us []*unit, language string) string {
	k := g.seed.key
	if k.b != 0 {
		return f.pairRules(g.seed.seeds, us, language)
	}
	rule := forms(k.a, us, language)
	if len(us) < 2 && !onlyNames(k, us) {
		return rule
	}
	return f.besides(k, rule, us, language)
}

// besides adds to a rule the words of which one stands beside it in every unit, if
// there are any.
func (f *Finder) besides(k key, rule string, us []*unit, language string) string {
	var alternatives []string
	for _, id := range f.beside(k, us) {
		alternatives = append(alternatives, forms(id, us, language))
	}
	if len(alternatives) == 0 {
		return rule
	}
	return rule + " AND " + oneOf(alternatives)
}

// onlyNames tells whether a key is a name and nothing else: one of its words has a
// capital within a sentence, and none is ever without.
func onlyNames(k key, us []*unit) bool {
	capital := false
	for _, u := range us {
		for _, w := range u.words {
			if w.id == k.a || w.id == k.b {
				if w.casing == lower {
					return false
				}
				capital = capital || w.casing == upper
			}
		}
	}
	return capital
}

// pairRules returns a rule for each pair, joined by OR.
func (f *Finder) pairRules(pairs []key, us []*unit, language string) string {
	var out []string
	for _, k := range pairs {
		out = append(out, f.pairRule(k, us, language))
	}
	if len(out) > 1 {
		return "(" + strings.Join(out, ") OR (") + ")"
	}
	return out[0]
}

// oneOf joins alternatives with OR, in brackets when there are several.
func oneOf(alternatives []string) string {
	if len(alternatives) == 1 {
		return alternatives[0]
	}
	return "(" + strings.Join(alternatives, " OR ") + ")"
}

// pairRule is a phrase when the words stand side by side in one order
// everywhere; to a name what stands beside it is added.
func (f *Finder) pairRule(k key, us []*unit, language string) string {
	rule := pairOf(k, us, language)
	if !onlyNames(k, us) {
		return rule
	}
	holders := slices.DeleteFunc(slices.Clone(us), func(u *unit) bool { return !u.has(k) })
	return f.besides(k, rule, holders, language)
}

func pairOf(k key, us []*unit, language string) string {
	phrase, far := "", 1
	for _, u := range us {
		i, j, ok := u.find(k)
		if !ok {
			continue
		}
		between := u.text[u.words[i].end:u.words[j].start]
		far = max(far, len(strings.Fields(between))+1)
		s := text.Fold(u.text[u.words[i].start:u.words[i].end] + " " + u.text[u.words[j].start:u.words[j].end])
		switch {
		case between != " ":
			phrase = "-"
		case phrase == "":
			phrase = s
		case phrase != "-" && !sameForms(phrase, s, language):
			phrase = "-"
		}
	}
	if phrase != "" && phrase != "-" {
		return `"` + phrase + `"`
	}
	return fmt.Sprintf("%s NEAR/%d %s", forms(k.a, us, language), min(maxNear, far+2), forms(k.b, us, language))
}

// sameForms tells whether two phrases have the same stems in the same order.
func sameForms(a, b, language string) bool {
	x, y := text.Analyse(a, language), text.Analyse(b, language)
	if len(x.Words) != len(y.Words) {
		return false
	}
	for i := range x.Words {
		if x.Stem(i) != y.Stem(i) {
			return false
		}
	}
	return true
}

// forms returns words that together match every form of a stem in the units:
// one for each stem that the stemmer tells apart.
func forms(id uint32, us []*unit, language string) string {
	var out, stems []string
	for _, u := range us {
		for _, w := range u.words {
			if w.id != id {
				continue
			}
			s := text.Fold(u.text[w.start:w.end])
			t := text.Analyse(s, language)
			if len(t.Words) == 0 || slices.Contains(stems, t.Stem(0)) {
				continue
			}
			stems = append(stems, t.Stem(0))
			if len(t.Words) > 1 || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
				s = `"` + s + `"`
			}
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return oneOf(out)
}

// beside returns the fewest stems, by greed, one of which stands in every
// unit beside a key; nil when more than a few are needed. Beside a name a name says nothing.
func (f *Finder) beside(k key, us []*unit) []uint32 {
	name := onlyNames(k, us)
	left := slices.Clone(us)
	var out []uint32
	for len(left) > 0 && len(out) < maxAlternatives {
		count := map[uint32]int{}
		for _, u := range left {
			for _, s := range u.stems() {
				if s != k.a && s != k.b && !(name && onlyNames(key{a: s}, us)) {
					count[s]++
				}
			}
		}
		best, most := uint32(0), 0.0
		for s, n := range count {
			if w := float64(n) * f.idf(s); w > most || w == most && s < best {
				best, most = s, w
			}
		}
		if best == 0 {
			return nil
		}
		out = append(out, best)
		left = slices.DeleteFunc(left, func(u *unit) bool { return u.has(key{a: best}) })
	}
	if len(left) > 0 {
		return nil
	}
	return out
}

// stanza returns a narrative for narratives.yaml with one talking point.
func stanza(label, rule string, phrases, examples []string) string {
	return rulefile.Draft{ID: slug(label, phrases), Title: label, Match: rule, Examples: examples[:min(len(examples), stanzaExamples)]}.Stanza()
}

// flat puts a text on one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// slug makes an id of the best phrase, or else of the label.
func slug(label string, phrases []string) string {
	from := label
	if len(phrases) > 0 {
		from = phrases[0]
	}
	return cmp.Or(rulefile.ID(from), "emerging")
}
