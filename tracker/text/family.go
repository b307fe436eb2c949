package text

import (
	"strings"
	"unicode/utf8"
)

// A word family is what is derived from one root: organise, organiser,
// organisation; провокация, провокатор, провоцировать. Its members are the root
// and suffixes alone, so that ban, banned and banning are one, Bandera and bank
// are not of it.

// familySuffixes are what words of a family end with, inflection included; a
// member may have several of them.
var familySuffixes = map[Lang][]string{
	English: strings.Fields(`s es e d ed ing ly er ers or ors ion ions ation ations ition itions ment ments ness able ible ably ability ibility
		ity ities ive ives al als ally ic ics ical ically ous ful less ism isms ist ists istic ia iac ian ians ise ize iz is ised ized ising izing y ies ied ier
		ance ances ence ences ant ants ent ents ancy ency ory ary atory ative ator ators ate ates ated ating eur eurs teur teurs ateur ateurs ification ify ifies ified ifying`),
	Russian: strings.Fields(`а я о е ё ы и у ю ь й ой ей ий ый ая яя ое ее ые ие ого его ому ему ым им ом ем ую юю ою ею ых их ыми ими ам ям ами ями ах ях ов ев ью
		ия ии ию ией иям иями иях ть л ла ло ли т ет ют ут ат ят ит ешь ишь ете ите уй йте в вш вши ши щ ющ ащ ящ ущ ся сь
		н нн ен енн ан анн ян ени ани яни ени ова ева ирова иру изирова изиру изаци из аци яци ци ци ц ционн тор ятор атор ник тель ост ск ич еск ическ н ист изм ив ивн льн ян ец ц к к чик щик ств овани`),
	Ukrainian: strings.Fields(`а я о е є и і ї у ю ь й ою ею єю ій ий ого ього ому ьому им ім их іх ими іми ої ьої ом ем єм ам ям ами ями ах ях ові еві ів їв ей
		ія ії ію ією іям іями іях ти в ла ло ли ть є ють уть ать ять ить еш иш ємо емо имо ете ите ся сь
		н нн ен єн ан ян енн анн ува юва ова ирова ізува у изува ізаці изаці аці яці ці ційн тор ятор атор ник тель ість ост ськ цьк ичн ічн ист іст изм ізм ивн ець ц к ств ування ення ання`),
}

// Family is the root of a word family. The zero value holds nothing.
type Family struct {
	lang Lang
	root string // without its last letter, where that changes
	last string // the letters that may stand there
}

// minRoot is how many letters of a word its family keeps at least.
const minRoot = 3

// FamilyOf returns the family of a word in a language, and whether it has one:
// English, Russian and Ukrainian words do.
func FamilyOf(word string, lang Lang) (Family, bool) {
	fold := withoutPossessive(Bare(Fold(word), lang), lang)
	first, _ := utf8.DecodeRuneInString(fold)
	if familySuffixes[lang] == nil || (scriptOf(first) == latin) != (lang == English) {
		return Family{}, false
	}
	f := Family{lang: lang, root: cutRoot(fold, lang)}
	last, size := utf8.DecodeLastRuneInString(f.root)
	for _, letters := range alternations {
		if strings.ContainsRune(letters, last) {
			f.root, f.last = f.root[:len(f.root)-size], letters
		}
	}
	return f, true
}

// alternations are letters that stand for each other at the end of a root:
// provoke and provocation, organise and organize.
var alternations = []string{"kc", "sz", "цкч"}

// cutRoot cuts the longest ending.
func cutRoot(fold string, lang Lang) string {
	best := fold
	for _, s := range rootEndings[lang] {
		if head, ok := strings.CutSuffix(fold, s); ok && utf8.RuneCountInString(head) >= minRoot && len(head) < len(best) {
			best = head
		}
	}
	return best
}

// rootEndings are what a word loses to its root.
var rootEndings = map[Lang][]string{
	English:   strings.Fields(`e s es ed ing ation ations ion ions er ers or ors ator ators ate ates ic ia ism ist ists y ies ity ities ment ments ness ive able`),
	Russian:   strings.Fields(`а я о е ы и у ю ь й ый ий ой ая ое ые ие ия ии ть ать ять ить еть овать ировать изировать ация изация ение ание тор атор ятор ник ный ность тель ский ческий ический ист изм`),
	Ukrainian: strings.Fields(`а я о е и і у ю ь й ий ій ія ії ти ати яти ити увати ювати ізувати ація ізація ення ання тор атор ятор ник ний ність тель ський ичний ічний іст ист ізм изм`),
}

// Prefix is what the bare folds of all members begin with.
func (f Family) Prefix() string { return f.root }

// Holds tells whether a form is of the family.
func (f Family) Holds(form *Form) bool {
	return form.Lang == f.lang && f.HasFold(form.Bare)
}

// HasFold tells whether a folded word of the language of the family is of it.
func (f Family) HasFold(fold string) bool {
	if f.root == "" {
		return false
	}
	rest, ok := strings.CutPrefix(withoutPossessive(fold, f.lang), f.root)
	if ok && f.last != "" {
		r, size := utf8.DecodeRuneInString(rest)
		if !strings.ContainsRune(f.last, r) {
			return false
		}
		rest = rest[size:]
	}
	return ok && madeOf(rest, f.lang, mostSuffixes)
}

// mostSuffixes is how many suffixes a member may have.
const mostSuffixes = 4

// madeOf tells whether a rest consists of suffixes; a doubled consonant may
// stand before the first (ban, banned).
func madeOf(rest string, lang Lang, most int) bool {
	if rest == "" {
		return true
	}
	if most == 0 {
		return false
	}
	for _, s := range familySuffixes[lang] {
		if tail, ok := strings.CutPrefix(rest, s); ok && madeOf(tail, lang, most-1) {
			return true
		}
	}
	return lang == English && most == mostSuffixes && len(rest) > 2 && strings.ContainsRune("bdgmnprt", rune(rest[0])) &&
		strings.ContainsRune("aei", rune(rest[1])) && madeOf(rest[1:], lang, most-1)
}
