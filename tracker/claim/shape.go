package claim

import (
	"strings"
	"unicode/utf8"
)

// shape tells by its ending what a word form may be, in languages whose words
// change their endings. It is worked out once a form.
type shape uint32

// The shapes, each named for what has such an ending.
const (
	endsFinite            shape = 1 << iota // finite verbs
	endsSurname                             // surnames, where places are declined alike
	endsTrueSurname                         // surnames that hardly any other word has
	endsPlural                              // verbs in the third person plural
	endsFeminine                            // past verbs whose subject is she
	endsMasculine                           // past verbs whose subject is he
	endsPatronymic                          // patronymics
	endsDative                              // lone names that are told something
	endsManner                              // adjectives that tell how or when
	endsGenitive                            // places in the genitive
	endsVowel                               // what no singular noun of a man or a body in the nominative has
	endsDescribing                          // adjectives made of names
	endsInfinitive                          // infinitives
	endsPredicate                           // short participles, which stand for verbs
	endsPlace                               // places in the genitive that no person has
	endsCountry                             // countries in the genitive
	endsOblique                             // declined adjectives and plurals
	endsObliqueName                         // declined given names, before a surname
	endsObliqueSurname                      // declined surnames
	endsObliqueRole                         // declined roles
	endsNominativeRole                      // roles that look declined but are not: «глава»
	endsGivenGenitive                       // given names of men in the genitive
	endsSurnameGenitive                     // surnames that are nothing but genitives
	endsFeminineAdjective                   // adjectives of a feminine noun: «Новая Зеландия»
	endsAdjective                           // adjectives beside a noun of one person
	endsFiniteLong                          // finite verbs, with more than a letter before the ending
	endsStem                                // surnames, the case ending taken off
	endsFixed                               // names with one form for all cases
	endsGerund                              // gerunds and participles that open an aside: «комментируя», "answering"
	endsNation                              // adjectives of countries: "Drovian"
	endsAgent                               // nouns of what somebody is or does: "novelist"
	endsSurnameOfOther                      // surnames, their last letter taken off
)

var shapeNames = map[string]shape{
	"gerund":             endsGerund,
	"agent":              endsAgent,
	"nation":             endsNation,
	"fixed":              endsFixed,
	"given-genitive":     endsGivenGenitive,
	"surname-genitive":   endsSurnameGenitive,
	"feminine-adjective": endsFeminineAdjective,
	"adjective":          endsAdjective,
	"finite":             endsFinite,
	"surname":            endsSurname,
	"true-surname":       endsTrueSurname,
	"plural":             endsPlural,
	"feminine":           endsFeminine,
	"masculine":          endsMasculine,
	"patronymic":         endsPatronymic,
	"dative":             endsDative,
	"manner":             endsManner,
	"genitive":           endsGenitive,
	"vowel":              endsVowel,
	"describing":         endsDescribing,
	"infinitive":         endsInfinitive,
	"predicate":          endsPredicate,
	"place":              endsPlace,
	"country":            endsCountry,
	"oblique":            endsOblique,
	"oblique-name":       endsObliqueName,
	"oblique-surname":    endsObliqueSurname,
	"oblique-role":       endsObliqueRole,
	"nominative-role":    endsNominativeRole,
}

// endings tells the shapes of endings.
type endings struct {
	shapes  map[string]shape
	longest int // bytes
}

func (e *endings) add(ending string, s shape) {
	if e.shapes == nil {
		e.shapes = map[string]shape{}
	}
	e.shapes[ending] |= s
	e.longest = max(e.longest, len(ending))
}

// of returns the shapes of a word's endings.
func (e *endings) of(word string) shape {
	var out shape
	for i := max(0, len(word)-e.longest); i < len(word); i++ {
		if !utf8.RuneStart(word[i]) {
			continue
		}
		s := e.shapes[word[i:]]
		if out |= s; i >= 2 && s&endsFinite != 0 {
			out |= endsFiniteLong
		}
	}
	return out
}

// addShape files the endings of a shape.
func (l *lexicon) addShape(s shape, list []string) {
	for _, e := range list {
		l.endings.add(e, s)
		if s == endsTrueSurname {
			l.stems.add(caselessEnding(e), endsStem)
		}
	}
}

// shapeOf works out the shape of a folded word; key is the word without its
// case ending.
func (l *lexicon) shapeOf(fold, key string) shape {
	out := l.endings.of(fold)
	if !l.free {
		return out
	}
	_, size := utf8.DecodeLastRuneInString(fold)
	if l.endings.of(fold[:len(fold)-size])&endsSurname != 0 {
		out |= endsSurnameOfOther
	}
	return out | l.stems.of(key)
}

// caselessEnding takes the case ending off an ending of surnames.
func caselessEnding(ending string) string {
	const stem = "ааа"
	return strings.TrimPrefix(caseless(stem+ending), stem)
}
