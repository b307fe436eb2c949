package text

import "strings"

// Kinds are the ways in which a form can have come from its stem, as a set of
// bits. Stemmers throw together what no reader would: Ukraine and ukrainization,
// страна and странный. Two forms of one stem are forms of one word only when
// they have a kind in common.
type Kinds uint16

// anyKind is of forms that the tables say nothing about.
const anyKind Kinds = 1<<16 - 1

// kindsOf returns the kinds of a folded word with a stem.
func kindsOf(fold, stem string, lang Lang) Kinds {
	switch lang {
	case English:
		return englishKinds(fold)
	case Russian, Ukrainian:
		return cyrillicKinds(fold, stem, lang)
	}
	return anyKind
}

// englishSuffixes are suffixes that make another word; words without any, and
// nouns of action (reject, rejection), are of the plain kind. Each line is one
// kind, its suffixes as they stand without their last e.
var englishSuffixes = suffixKinds(`
iz is izat isat yz ys
ant anc ent enc ens ancy ency
abl ibl
ity ty
al
ic
iv
er or ar
ous
ful
less
iser izer
ism
ist
`)

// plainEnglish end like one of them and are nouns of action all the same.
var plainEnglish = []string{"wal", "val", "posal", "fusal", "nial", "ment"}

type suffixKind struct {
	suffix string
	kind   Kinds
}

// suffixKinds reads one kind a line, from the second bit on.
func suffixKinds(lines string) (out []suffixKind) {
	kind := Kinds(2)
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		for _, s := range strings.Fields(line) {
			out = append(out, suffixKind{s, kind})
		}
		kind <<= 1
	}
	return out
}

// plainKind is of words without a suffix that makes another word.
const plainKind Kinds = 1

// englishKinds tells the kind of a word by its longest suffix.
func englishKinds(fold string) Kinds {
	if _, ok := irregular[English][fold]; ok {
		return anyKind
	}
	base := uninflected(withoutPossessive(fold, English))
	for _, s := range plainEnglish {
		if strings.HasSuffix(base, s) {
			return plainKind
		}
	}
	best, kind := 0, plainKind
	for _, s := range englishSuffixes {
		if len(s.suffix) > best && len(base) >= len(s.suffix)+minStem && strings.HasSuffix(base, s.suffix) {
			best, kind = len(s.suffix), s.kind
		}
	}
	return kind
}

// uninflected cuts what inflection adds to an English word, and the e, the
// doubled consonant and the -ly, -ness and -ion that would hide its suffix.
func uninflected(word string) string {
	for _, r := range [][2]string{{"ies", "y"}, {"ied", "y"}, {"ness", ""}, {"nesses", ""}, {"s", ""}} {
		head, ok := strings.CutSuffix(word, r[0])
		if ok && len(head) >= minStem && !(r[0] == "s" && strings.ContainsRune("sui", rune(head[len(head)-1]))) {
			word = head + r[1]
			break
		}
	}
	for _, s := range []string{"ly", "ed", "ing", "ion", "e"} {
		if head, ok := strings.CutSuffix(word, s); ok && len(head) >= minStem {
			word = head
		}
	}
	word = strings.TrimSuffix(word, "e")
	if n := len(word); n > minStem && word[n-1] == word[n-2] {
		word = word[:n-1]
	}
	if head, ok := strings.CutSuffix(word, "our"); ok && len(head) >= minStem {
		return head + "or"
	}
	return word
}

// paradigms are the endings that a word of one declension can have, by
// language; what is in none of them is of a verb. A stem with the
// endings of two of them is two words: цель and целый.
var paradigms = map[Lang][]map[string]bool{
	Russian: paradigmsOf(
		`- а у ом е ы и ов ам ами ах`,                                  // masculine, hard
		`ь й я ю ем ём е и ев ей ям ями ях`,                            // masculine, soft
		`а ы и е у ой ою - ам ами ах`,                                  // feminine, hard
		`я и е ю ей ею ь ям ями ях ия ии ию ией иею ий иям иями иях`,   // feminine, soft
		`ь и ью ей ям ями ях`,                                          // feminine in -ь
		`о а у ом е - ам ами ах`,                                       // neuter, hard
		`е я ю ем и ей ь ям ями ях ие ье ия ию ием ии ий иям иями иях`, // neuter, soft
		`ый ий ой ая яя ое ее ые ие ого его ому ему ым им ом ем ую юю ой ою ей ею ых их ыми ими - а о ы е`, // adjective
		`ость ости остью остей остям остями остях`,
		`у ю и й ь ем ей им ет ют ит ят л ла ло ли ть`, // verb
	),
	Ukrainian: paradigmsOf(
		`- а у ові ом им і и ів ам ами ах`,
		`ь й я ю еві єві ем єм і ї ів їв ям ями ях`,
		`а и і у ою о - ам ами ах`,
		`я і ї ю ею єю ь ям ями ях ія ії ію ією іям іями іях ій`,
		`ь - і ю ей ям ями ях`,
		`о а у ом і - ам ами ах`,
		`е я ю ем і ь ям ями ях`,
		`ий ій а я е є і ї ого ього ому ьому им ім у ю ої ьої ою ьою их іх ими іми`,
		`у ю и й ь ем ей им ить ать ять ють уть ти ла ло ли в`,
	),
}

// verbal is the place of the verb in each list of paradigms: the last.
func verbal(lang Lang) Kinds { return 1 << (len(paradigms[lang]) - 1) }

// adjectival is the place of the adjective in each list of paradigms.
const adjectival Kinds = 1 << 7

// doubled is the kind of Russian adjectives whose stem lost a н.
const doubled Kinds = 1 << 15

func paradigmsOf(lists ...string) (out []map[string]bool) {
	for _, l := range lists {
		set := map[string]bool{}
		for _, e := range strings.Fields(l) {
			set[strings.TrimPrefix(e, "-")] = true
		}
		out = append(out, set)
	}
	return out
}

// cyrillicKinds tells by the ending which paradigms a form can belong to.
func cyrillicKinds(fold, stem string, lang Lang) Kinds {
	ending, ok := strings.CutPrefix(fold, stem)
	if !ok || stem == "" {
		return anyKind
	}
	if lang == Russian && strings.HasPrefix(ending, "н") && strings.HasSuffix(stem, "н") {
		return doubled
	}
	for _, superlative := range []string{"ейш", "айш"} {
		ending = strings.TrimPrefix(ending, superlative)
	}
	for _, reflexive := range []string{"ся", "сь"} {
		if head, ok := strings.CutSuffix(ending, reflexive); ok {
			return verbal(lang) | endingKinds(head, lang)&verbal(lang)
		}
	}
	return endingKinds(ending, lang)
}

func endingKinds(ending string, lang Lang) (k Kinds) {
	for i, set := range paradigms[lang] {
		if set[ending] {
			k |= 1 << i
		}
	}
	if k == 0 {
		return verbal(lang)
	}
	return k
}
