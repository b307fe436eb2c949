package claim

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// needs are the parts that a table should have, with what is not read without
// each; those that must be there are marked.
var needs = []struct {
	part   string
	must   bool
	unread string
	has    func(*lexicon) bool
}{
	{"verbs clause", true, "S said that X", verbsOf(takesClause)},
	{"verbs quote", true, "S said: “X”", verbsOf(takesQuote)},
	{"verbs object", false, "S called Y X", verbsOf(takesObject)},
	{"verbs to", false, "S vowed to X", verbsOf(takesTo)},
	{"verbs person", false, "S told Y that X", verbsOf(takesPerson)},
	{"verbs deny", true, "a denial would count as a claim", verbsOf(denies)},
	{"verbs ask", true, "a question would count as a claim", verbsOf(asks)},
	{"verbs cite", false, "T quoted S as saying X", verbsOf(cites)},
	{"verbs hear", false, "T heard from S that X", verbsOf(hears)},
	{"verbs accuse", false, "T accused S of saying X", verbsOf(accuses)},
	{"words that", true, "S said that X", wordsOf(isThat)},
	{"words conjunction", true, "where a clause ends", wordsOf(isConjunction)},
	{"words relative", true, "S, who …, said", wordsOf(isRelative)},
	{"words preposition", true, "a name behind a preposition would speak", wordsOf(isPreposition)},
	{"words pronoun", true, "he said", wordsOf(isPronoun)},
	{"words negation", true, "did not say would count as said", wordsOf(isNegation)},
	{"words modal", true, "might say would count as said", wordsOf(isModal)},
	{"words role", true, "the minister said", wordsOf(isRole)},
	{"words roles", false, "officials said", wordsOf(isRoles)},
	{"words outlet", false, "an agency would speak for whom it quotes", wordsOf(isOutlet)},
	{"words noun-cue", false, "S’s claim that X", wordsOf(isNounCue)},
	{"words day", false, "a day would speak", wordsOf(isDay)},
	{"words label", false, "“Photo: X” would be said by Photo", wordsOf(isLabel)},
	{"words question", false, "questions in transcripts", wordsOf(isQuestion)},
	{"phrases according", true, "according to S, X", phrasesOf(according)},
	{"phrases citing", false, "T, citing S, reports X", phrasesOf(citingPhrase)},
	{"phrases debunk", false, "what is called false", phrasesOf(debunkPhrase)},
	{"phrases distance", false, "what the outlet keeps away from", phrasesOf(distancePhrase)},
	{"phrases new", false, "that something is said for the first time", phrasesOf(newPhrase)},
}

func verbsOf(f flags) func(*lexicon) bool {
	return func(l *lexicon) bool {
		return anyEntry(l, func(e *entry) bool { return slices.ContainsFunc(e.verbs, func(v verb) bool { return v.flags&f != 0 }) })
	}
}

func wordsOf(c class) func(*lexicon) bool {
	return func(l *lexicon) bool { return anyEntry(l, func(e *entry) bool { return e.class&c != 0 }) }
}

func phrasesOf(k phraseKind) func(*lexicon) bool {
	return func(l *lexicon) bool {
		return anyEntry(l, func(e *entry) bool { return slices.ContainsFunc(e.phrases, func(p phrase) bool { return p.kind == k }) })
	}
}

func anyEntry(l *lexicon, fits func(*entry) bool) bool {
	for _, e := range l.entries {
		if fits(e) {
			return true
		}
	}
	return false
}

// Which parts of its table a language lacks, and what is not read for want of
// them; -v tells of those that may be missing too.
func TestLanguagesLack(t *testing.T) {
	all, err := languages()
	if err != nil {
		t.Fatal(err)
	}
	for code, lex := range all {
		for _, n := range needs {
			switch {
			case n.has(lex):
			case n.must:
				t.Errorf("%s lacks %q: %s", code, n.part, n.unread)
			default:
				t.Logf("%s lacks %q: %s", code, n.part, n.unread)
			}
		}
	}
}

// The guide to the tables names everything that may stand in them.
func TestGuideToTablesIsWhole(t *testing.T) {
	b, err := os.ReadFile("languages/README.md")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.FieldsFunc(string(b), func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz-", r) })
	for name := range flagNames {
		if !slices.Contains(words, name) {
			t.Errorf("languages/README.md does not tell the flag %q", name)
		}
	}
	for name := range classNames {
		if !slices.Contains(words, name) {
			t.Errorf("languages/README.md does not tell the class %q", name)
		}
	}
	for name := range phraseNames {
		if !slices.Contains(words, name) {
			t.Errorf("languages/README.md does not tell the kind of phrases %q", name)
		}
	}
	for name := range shapeNames {
		if !slices.Contains(words, name) {
			t.Errorf("languages/README.md does not tell the shape %q", name)
		}
	}
}
