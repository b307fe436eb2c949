package claim

import (
	"embed"
	"strings"
	"sync"

	"onset/tracker/wordtable"
)

//go:embed languages/*.txt
var tables embed.FS

// form is how a verb is inflected, as far as the sieves care.
type form uint8

// The forms of verbs.
const (
	base form = iota + 1
	present
	past
	part   // past participle where it differs from the past, or a short passive
	gerund // -ing, деепричастие
	future // «заявит»
)

var formNames = map[string]form{"base": base, "present": present, "past": past, "part": part, "gerund": gerund, "future": future}

// verb is one inflected form of a verb of the tables.
type verb struct {
	form  form
	flags flags
	tail  []string // further words that belong to it: "point out"
}

// entry is all that the tables say about one word form.
type entry struct {
	class   class
	verbs   []verb // longest tail first
	phrases []phrase
	// bySecond files the phrases by their second word, where there are many;
	// those of one word stand with each.
	bySecond map[string][]phrase
	kin      [][]string // the words of roles that the word may stand for
}

// phrase is a cue of several words, filed under its first.
type phrase struct {
	kind phraseKind
	tail []string
}

// lexicon holds the tables of one language.
type lexicon struct {
	name    string
	entries map[string]*entry
	free    bool // the subject may stand on either side of its verb
	second  bool // a clause without "that" may follow a comma, and a negation its verb
	inS     bool // verbs of the third person and plurals end in -s
	endings endings
	stems   endings  // of surnames without their case
	adverbs []string // endings by which adverbs are guessed
	cache   cache

	rewordings     []rewording // of offices
	lesserPrefixes []string    // of roles that are another one with them: «екс»
}

// languages are all tables, by ISO 639-1 code.
var languages = sync.OnceValues(func() (map[string]*lexicon, error) { return wordtable.ByLanguage(tables, parseLanguage) })

// lexiconOf returns the tables for a language; nil where there are none.
func lexiconOf(lang string) *lexicon { return readLanguages()[lang] }

func readLanguages() map[string]*lexicon {
	all, err := languages()
	if err != nil {
		panic(err) // the tables are part of the binary and tested
	}
	return all
}

// Reads tells whether there are tables for a language (ISO 639-1): whether it
// can be told who says what in it.
func Reads(lang string) bool { return lexiconOf(lang) != nil }

func (l *lexicon) entry(word string) *entry {
	e := l.entries[word]
	if e == nil {
		e = &entry{}
		l.entries[word] = e
	}
	return e
}

func (e *entry) addVerb(v verb) {
	for i := range e.verbs {
		if w := &e.verbs[i]; w.form == v.form && strings.Join(w.tail, " ") == strings.Join(v.tail, " ") {
			w.flags |= v.flags
			return
		}
	}
	at := 0
	for at < len(e.verbs) && len(e.verbs[at].tail) >= len(v.tail) {
		at++
	}
	e.verbs = append(e.verbs[:at], append([]verb{v}, e.verbs[at:]...)...)
}
