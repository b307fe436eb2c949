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
	endsFiniteLong                          // finite verbs, with more than a letter before the ending
	endsStem                                // surnames, the case ending taken off
	endsSurnameOfOther                      // surnames, their last letter taken off
)

var shapeNames = map[string]shape{
	"given-genitive":     endsGivenGenitive,
	"surname-genitive":   endsSurnameGenitive,
	"feminine-adjective": endsFeminineAdjective,
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

// shapeEndings are the endings of one shape.
type shapeEndings struct {
	shape   shape
	endings []string
}

// shapeOf works out the shape of a folded word; key is the word without its
// case ending.
func (l *lexicon) shapeOf(fold, key string) shape {
	var out shape
	for _, s := range l.shapes {
		if endsWithAny(fold, s.endings) {
			out |= s.shape
		}
		switch s.shape {
		case endsFinite:
			for _, e := range s.endings {
				if len(fold) > len(e)+1 && strings.HasSuffix(fold, e) {
					out |= endsFiniteLong
				}
			}
		case endsSurname:
			if _, size := utf8.DecodeLastRuneInString(fold); endsWithAny(fold[:len(fold)-size], s.endings) {
				out |= endsSurnameOfOther
			}
		case endsTrueSurname:
			for _, e := range s.endings {
				if strings.HasSuffix(key, caselessEnding(e)) {
					out |= endsStem
				}
			}
		}
	}
	return out
}

func endsWithAny(s string, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

// caselessEnding takes the case ending off an ending of surnames.
func caselessEnding(ending string) string {
	const stem = "ааа"
	return strings.TrimPrefix(caseless(stem+ending), stem)
}
