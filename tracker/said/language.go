package said

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"onset/tracker/wordtable"
)

//go:embed languages/*.txt
var languageFiles embed.FS

// defaultLanguage reads the texts of a language that has no table: at least
// its ISO dates and years, and English names, are found.
const defaultLanguage = "en"

// language is one table of words and patterns, ready to match.
type language struct {
	code     string
	words    map[string]*word
	sieve    [sieveSize]bool    // by shape: false where no word has it
	number   []*edge            // patterns that begin with a numeral
	suffix   map[string]ordinal // what may follow a numeral: "th", "го", "s"
	joins    bool               // an apostrophe between letters is part of the word
	past     []string           // endings of past verbs
	eve      []string           // endings of the noun after which "the day before" is an eve
	sets     map[string]slot    // names of the sets that the file defines
	patterns int                // read so far
	hints    hints
}

// ordinal is what a suffix makes of a numeral.
type ordinal uint8

const (
	notOrdinal ordinal = iota
	isOrdinal          // 4th, 4-го
	isDecade           // 1990s, 1990-х
)

// word is what a language knows of one folded word.
type word struct {
	meanings []meaning
	abbr     bool    // a full stop after it belongs to it
	key      bool    // no pattern matches a sentence without a key or a numeral
	weak     bool    // also an everyday word or a name: needs proof
	roots    []*edge // patterns that it can begin
}

// meaning is one sense of a word: the slot it fills and its value there.
type meaning struct {
	slot  slot
	value int
}

// sieveSize is how many shapes of words are told apart before they are looked up.
const sieveSize = 1 << 13

// shape is a cheap hash of a folded word.
func shape[T string | []byte](folded T) int {
	n := len(folded)
	return (int(folded[0])*31 + int(folded[n-1])*7 + int(folded[n/2])*131 + n*521) % sieveSize
}

// lookup returns the entry of a folded word, nil when the language has none.
func (l *language) lookup(folded []byte) *word {
	if len(folded) == 0 || !l.sieve[shape(folded)] {
		return nil
	}
	return l.words[string(folded)]
}

func (w *word) in(s slot) bool {
	_, ok := w.value(s)
	return ok
}

func (w *word) value(s slot) (int, bool) {
	if w == nil {
		return 0, false
	}
	for _, m := range w.meanings {
		if m.slot == s {
			return m.value, true
		}
	}
	return 0, false
}

var languages = sync.OnceValue(func() map[string]*language {
	all, err := wordtable.ByLanguage(languageFiles, parseLanguage)
	if err != nil {
		panic(err) // the tables are part of the binary and tested
	}
	return all
})

// languageFor returns the table of an ISO 639-1 code, English where there is none.
func languageFor(code string) *language {
	all := languages()
	if l := all[code]; l != nil {
		return l
	}
	return all[defaultLanguage]
}

// parseLanguage reads a table. See the head of languages/en.txt for the notation.
func parseLanguage(code, src string) (*language, error) {
	l := &language{
		code:   code,
		words:  map[string]*word{},
		suffix: map[string]ordinal{},
		sets:   map[string]slot{},
	}
	root := &node{}
	for n, line := range wordtable.Rows(src) {
		if err := l.line(strings.TrimSpace(line), root); err != nil {
			return nil, fmt.Errorf("%s.txt:%d: %w", code, n, err)
		}
	}
	l.index(root)
	return l, nil
}

// line reads one line: "class [value] = words" or "kind [value]: pattern".
func (l *language) line(line string, root *node) error {
	if head, words, ok := strings.Cut(line, "="); ok {
		return l.define(strings.Fields(head), strings.Fields(words))
	}
	head, pattern, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("%q: want \"class = words\" or \"kind: pattern\"", line)
	}
	a, err := readAction(strings.Fields(head))
	if err != nil {
		return err
	}
	return l.addPattern(root, a, pattern)
}

// define reads a line of words.
func (l *language) define(head, words []string) error {
	if len(head) == 0 {
		return fmt.Errorf("words without a class")
	}
	switch head[0] {
	case "suffix":
		return l.defineSuffixes(head, words)
	case "apostrophe":
		l.joins = true
		return nil
	case "past-ending":
		l.past = append(l.past, words...)
		return nil
	case "eve-ending":
		l.eve = append(l.eve, words...)
		return nil
	case "weak":
		for _, w := range words {
			l.word(w).weak = true
		}
		return nil
	}
	s, ok := slotNames[strings.ToUpper(head[0])]
	if !ok {
		s = l.set(strings.ToUpper(head[0]))
	}
	value := 0
	if len(head) > 1 {
		v, err := readValue(head[1])
		if err != nil {
			return fmt.Errorf("class %s: %w", head[0], err)
		}
		value = v
	}
	for _, w := range words {
		e := l.word(w)
		e.meanings = append(e.meanings, meaning{s, value})
	}
	return nil
}

func (l *language) defineSuffixes(head, words []string) error {
	if len(head) != 2 || (head[1] != "ordinal" && head[1] != "decade") {
		return fmt.Errorf("want \"suffix ordinal = …\" or \"suffix decade = …\"")
	}
	kind := isOrdinal
	if head[1] == "decade" {
		kind = isDecade
	}
	for _, w := range words {
		l.suffix[w] = kind
	}
	return nil
}

// set returns the slot of a set that the file names.
func (l *language) set(name string) slot {
	s, ok := l.sets[name]
	if !ok {
		s = firstSet + slot(len(l.sets))
		l.sets[name] = s
	}
	return s
}

// has tells whether w belongs to the set that the file calls name.
func (l *language) has(w *word, name string) bool {
	s, ok := l.sets[name]
	return ok && w.in(s)
}

// word returns the entry of a word as written in the table: a full stop at its
// end means that it is an abbreviation.
func (l *language) word(s string) *word {
	folded := strings.TrimSuffix(s, ".")
	w := l.words[folded]
	if w == nil {
		w = &word{}
		l.words[folded] = w
	}
	if folded != s {
		w.abbr = true
	}
	return w
}

// readValue reads the value of a class: a number, or the name of a modifier or unit.
func readValue(s string) (int, error) {
	if n, err := strconv.Atoi(s); err == nil {
		return n, nil
	}
	if v, ok := valueNames[s]; ok {
		return v, nil
	}
	return 0, fmt.Errorf("unknown value %q", s)
}

// index tells every word, and the numerals, which patterns they can begin.
func (l *language) index(root *node) {
	for folded, w := range l.words {
		l.sieve[shape(folded)] = true
		for _, m := range w.meanings {
			w.key = w.key || m.slot.core()
		}
	}
	for i := range root.edges {
		e := &root.edges[i]
		switch {
		case e.word != nil:
			e.word.roots = append(e.word.roots, e)
		case e.slot.numeral(), e.lit != "":
			l.number = append(l.number, e)
		}
		if e.slot == 0 || e.word != nil {
			continue
		}
		for _, w := range l.words {
			if w.in(e.slot) || (e.slot == slotN && w.in(slotNum)) || (e.slot == slotDay && w.in(slotOrd)) {
				w.roots = append(w.roots, e)
			}
		}
	}
}
