package discover

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onset/tracker"
)

const (
	maxPhrases  = 5
	maxExtended = 4  // words
	maxPhrase   = 60 // runes
)

// best returns the unit that says best what the group is about: one that holds
// its seed and many of its keys, a title or a statement of someone, that can be
// understood alone and tells what the other places tell.
func (f *Finder) best(g group) *unit {
	best, most := &unit{}, -99.0
	told := make([][]uint32, 0, compared)
	for _, p := range g.seed.at[:min(len(g.seed.at), compared)] {
		told = append(told, f.stemsAt(p, g.seed.key))
	}
	for i, p := range g.seed.at {
		units := f.window.units(p)
		for j := range units {
			u := &units[j]
			if u.explained || !u.hasAny(g.seed.seeds) {
				continue
			}
			score := fitness(u) + typical*f.typicality(u, i, told)
			for n, k := range g.keys {
				if u.has(k) {
					score += 1 / float64(1+n)
				}
			}
			if score > most {
				best, most = u, score
			}
		}
	}
	return best
}

// typical is how much it counts that a label tells what the others tell: as
// much as that it is a title.
const typical = 1.5

// typicality returns how much of a unit the other places tell too, on average.
func (f *Finder) typicality(u *unit, own int, told [][]uint32) float64 {
	stems, sum, n := u.stems(), 0.0, 0
	for i, others := range told {
		if i != own {
			sum, n = sum+f.covered(stems, others), n+1
		}
	}
	return sum / float64(max(1, n))
}

// covered is the weight of the stems that are among others, over that of all.
func (f *Finder) covered(stems, others []uint32) float64 {
	all, both := 0.0, 0.0
	for _, s := range stems {
		w := f.idf(s)
		all += w
		if _, ok := slices.BinarySearch(others, s); ok {
			both += w
		}
	}
	if both == 0 {
		return 0
	}
	return both / all
}

// fitness tells how well a unit stands alone as a statement.
func fitness(u *unit) float64 {
	s := 0.0
	if u.part == tracker.Title {
		s += 1.5
	}
	if u.said {
		s += 0.5
	}
	if u.claim >= 0 {
		s += 0.5
	}
	if anaphors[firstWord(u.text)] {
		s--
	}
	if n := utf8.RuneCountInString(u.text); n < 35 || n > 180 {
		s--
	}
	return s
}

// phrases returns readable surface forms of the keys of a group, best first; a
// single word is shown with one that stands beside it where there is one, and
// no phrase repeats the words of those before.
func (f *Finder) phrases(g group) []string {
	out := []string{}
	used := map[uint32]bool{}
	for _, k := range g.keys {
		if len(out) == maxPhrases || used[k.a] && (k.b == 0 || used[k.b]) {
			continue
		}
		if k.b == 0 {
			k = f.extended(k, g)
		}
		if s := f.surface(k, g.seed.at); s != "" {
			out = append(out, s)
			used[k.a], used[k.b] = true, k.b != 0
		}
	}
	return out
}

// extended returns the best pair of the group with the stem that has a short
// surface; the stem alone when there is none.
func (f *Finder) extended(k key, g group) key {
	for _, o := range g.keys {
		if o.b == 0 || o.a != k.a && o.b != k.a {
			continue
		}
		if s := f.surface(o, g.seed.at); s != "" && len(strings.Fields(s)) <= maxExtended {
			return o
		}
	}
	return k
}

// surface returns the shortest stretch of text that holds the key, "" when all
// are too long to be a phrase.
func (f *Finder) surface(k key, at []place) string {
	best := ""
	for _, p := range at {
		for _, u := range f.window.units(p) {
			i, j, ok := u.find(k)
			if !ok || u.explained {
				continue
			}
			s := tidy(u.text[u.words[i].start:u.words[j].end])
			if n := utf8.RuneCountInString(s); n <= maxPhrase && (best == "" || n < utf8.RuneCountInString(best)) {
				best = s
			}
		}
	}
	return best
}

// tidy drops quotation marks and brackets that stand without their other half.
func tidy(s string) string {
	for _, pair := range []string{"«»", "“”", "()", "„“"} {
		open, size := utf8.DecodeRuneInString(pair)
		shut, _ := utf8.DecodeRuneInString(pair[size:])
		if strings.ContainsRune(s, open) != strings.ContainsRune(s, shut) {
			s = strings.Map(func(r rune) rune {
				if r == open || r == shut {
					return -1
				}
				return r
			}, s)
		}
	}
	if strings.Count(s, `"`)%2 == 1 {
		s = strings.ReplaceAll(s, `"`, "")
	}
	return strings.Join(strings.Fields(s), " ")
}

// sentence makes a clause a sentence to read: its first letter large.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
