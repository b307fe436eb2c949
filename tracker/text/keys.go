package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Key is one way in which a word that someone asks for may stand in a text: a
// stem in a language.
type Key struct {
	Lang Lang
	Stem string
	Alt  bool // only through Form.Alt: a genitive plural with a capital

	Kinds Kinds // of which a form must have one
}

// Term returns the key as an index keeps it, see Form.Term.
func (k Key) Term() string { return k.Lang.String() + ":" + k.Stem }

// Keys returns all stems under which the forms of a word stand in texts of any
// language. The case of the word counts: a capital marks a name, which in
// Cyrillic is found in Russian and Ukrainian spelling (Путин and Путін) and is
// no form of a common noun (Песков and песок).
func Keys(word string) []Key {
	fold := Fold(word)
	first, _ := utf8.DecodeRuneInString(fold)
	letter, _ := utf8.DecodeRuneInString(word)
	capital := unicode.IsUpper(letter)
	k := keyring{capital: capital}
	switch scriptOf(first) {
	case latin:
		for _, l := range []Lang{Unknown, English, German, French, Spanish, Polish} {
			k.add(Bare(fold, l), l)
		}
		k.spellings(Bare(fold, English))
	case cyrillic:
		k.add(fold, Unknown)
		k.cyrillic(fold)
	default:
		k.add(fold, Unknown)
	}
	return k.keys
}

type keyring struct {
	capital bool
	keys    []Key
}

func (k *keyring) add(fold string, l Lang) {
	if l == French {
		fold = fold[elision(fold):]
	}
	stem := stemAs(fold, l, k.capital)
	k.put(Key{Lang: l, Stem: stem, Kinds: kindsOf(fold, stem, l)})
	if other := otherStem(fold, stem, l); other != "" {
		k.put(Key{Lang: l, Stem: other, Kinds: verbal(l)})
	}
	if k.capital {
		return
	}
	for _, ending := range altEndings[l] {
		k.put(Key{Lang: l, Stem: stem + ending, Alt: true, Kinds: anyKind})
	}
}

func (k *keyring) put(key Key) {
	for i, have := range k.keys {
		if have.Lang == key.Lang && have.Stem == key.Stem {
			k.keys[i].Kinds |= key.Kinds
			return
		}
	}
	k.keys = append(k.keys, key)
}

// otherStem returns the second stem of a Russian verb in -овать, of which the present has
// one and the rest the other: требует and требовал. It is empty for other words.
func otherStem(fold, stem string, l Lang) string {
	if l != Russian || kindsOf(fold, stem, l)&verbal(l) == 0 {
		return ""
	}
	if head, ok := strings.CutSuffix(stem, "ова"); ok {
		return head
	}
	if ending, ok := strings.CutPrefix(fold, stem); ok && len(ending) > len("у") && strings.HasPrefix(ending, "у") {
		return stem + "ова"
	}
	return ""
}

// altEndings are what nameStem leaves on common nouns that stand capitalised in
// the genitive plural.
var altEndings = [Langs][]string{Russian: {"ов", "ев"}, Ukrainian: {"ов", "єв"}}

func (k *keyring) cyrillic(fold string) {
	k.add(fold, Russian)
	k.add(fold, Ukrainian)
	if !k.capital {
		return
	}
	if hasUkrainianLetter(fold) {
		k.add(asRussian.Replace(fold), Russian)
		return
	}
	name := asUkrainian(fold)
	k.add(name, Ukrainian)
	k.add(strings.ReplaceAll(name, "е", "є"), Ukrainian)
}

var asRussian = strings.NewReplacer("і", "и", "ї", "и", "є", "е", "ґ", "г", "ськ", "ск", "цьк", "цк", "'", "")

var ukrainianName = strings.NewReplacer("ский", "ський", "ская", "ська", "ского", "ського", "скому", "ському", "ским", "ським",
	"цкий", "цький", "аи", "аї", "ои", "ої", "уи", "уї", "еи", "еї", "ий", "ий", "ый", "ий", "и", "і", "ы", "и", "э", "е", "ъ", "'")

// asUkrainian spells a Russian name as Ukrainian does, as far as rules go.
func asUkrainian(fold string) string { return ukrainianName.Replace(fold) }

// spellings adds an English word as it is written on the other side of the
// ocean: demilitarise and demilitarize, neighbour and neighbor.
func (k *keyring) spellings(fold string) {
	for _, p := range []*strings.Replacer{american, british} {
		other := strings.TrimSuffix(p.Replace(fold+"$"), "$")
		if other != fold && min(len(fold), len(other)) >= shortestSpelling {
			k.add(other, English)
		}
	}
}

// shortestSpelling is of the shortest word that is spelled in two ways: color.
const shortestSpelling = 5

// The ends of words that differ; $ is the end.
var (
	american = strings.NewReplacer("isation", "ization", "ise$", "ize$", "ises$", "izes$", "ised$", "ized$", "ising$", "izing$",
		"our$", "or$", "ours$", "ors$", "ouring$", "oring$", "oured$", "ored$", "ence$", "ense$", "tre$", "ter$", "tres$", "ters$")
	british = strings.NewReplacer("ization", "isation", "ize$", "ise$", "izes$", "ises$", "ized$", "ised$", "izing$", "ising$",
		"or$", "our$", "ors$", "ours$", "oring$", "ouring$", "ored$", "oured$", "ense$", "ence$", "ter$", "tre$", "ters$", "tres$")
)
