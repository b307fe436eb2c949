package text

import (
	"strings"
	"unicode/utf8"
)

// endings is a set of inflectional endings.
type endings struct {
	set     map[string]bool
	longest int // runes
}

func endingsOf(list string) endings {
	e := endings{set: make(map[string]bool)}
	for _, s := range strings.Fields(list) {
		e.set[s] = true
		e.longest = max(e.longest, utf8.RuneCountInString(s))
	}
	return e
}

// minStem is how many letters of a word always stay.
const minStem = 3

// strip cuts the longest ending that leaves at least minStem letters, and
// returns what is left and the ending.
func (e endings) strip(word string) (stem, ending string) {
	letters := utf8.RuneCountInString(word)
	at := len(word)
	best := at
	for n := 1; n <= e.longest && letters-n >= minStem; n++ {
		_, size := utf8.DecodeLastRuneInString(word[:at])
		at -= size
		if e.set[word[at:]] {
			best = at
		}
	}
	return word[:best], word[best:]
}

// respell replaces the end of a word by the first rule of "old new" pairs that
// applies and leaves at least minStem letters before it or in all.
func respell(word string, rules [][2]string) (string, bool) {
	for _, r := range rules {
		if head, ok := strings.CutSuffix(word, r[0]); ok && utf8.RuneCountInString(head) >= 2 {
			return head + r[1], true
		}
	}
	return word, false
}
