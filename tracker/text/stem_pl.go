package text

import "strings"

// Polish endings of nouns, adjectives and verbs; see ukEndings.
var plEndings = endingsOf(`
a ą ę e i y o u ie ia ią ię iu io ii em iem om iom ami iami ach iach ów owi iowi owie mi ej iej
ego iego emu iemu ym im ymi imi ych ich
ć ł ła ło li ły ać eć ić yć ał ała ało ali ały ił iła iło ili iły ył yła yło yli yły iał iała iało ieli iały ieć eli
am asz amy ają aję ajesz aje ajemy ajecie ę esz emy isz imy ysz ymy iesz iemy
ować uje ują uję ujesz ujemy ujecie ował owała owało owali owały owano ując owanie owania owaniu owaniem owaniami owaniach owań
iować iuje iują iował iowała iowali iowały iowano iując
ano ono iono ąc iąc ając
`)

// plFleeting are nominatives whose last vowel goes in other cases.
var plFleeting = [][2]string{{"ister", "istr"}, {"iec", "c"}, {"ień", "n"}, {"iek", "k"}, {"dek", "dk"}, {"tek", "tk"}, {"nek", "nk"},
	{"czek", "czk"}, {"szek", "szk"}, {"żek", "żk"}, {"lek", "lk"}, {"wek", "wk"}, {"sek", "sk"}}

// plPersons are the ends of words for persons, whose plural is in -owie; in other
// words it is a case of a word in -ow.
var plPersons = []string{"istr", "or", "er", "ent", "ant", "an", "ul", "ist"}

var plLetters = strings.NewReplacer("ó", "o", "ń", "n", "ł", "l", "ś", "s", "ź", "z")

func stemPolish(word string) string {
	if stem, ok := respell(word, plFleeting); ok {
		return plLetters.Replace(strings.TrimSuffix(stem, "i"))
	}
	stem, ending := plEndings.strip(word)
	stem = strings.TrimSuffix(stem, "i")
	switch {
	case ending == "i":
		stem = hardened(stem, "enc", "ent", "anc", "ant", "śc", "st")
	case ending == "owie" && !endsInAny(stem, plPersons):
		stem += "ow"
	case ending == "ie":
		stem = hardened(stem, "dz", "d", "c", "t")
	case ending == "e" && !strings.HasSuffix(stem, "ic"):
		stem = hardened(stem, "dz", "g", "c", "k")
	}
	if head, ok := strings.CutSuffix(stem, "rz"); ok {
		stem = head + "r"
	}
	return plLetters.Replace(stem)
}

// hardened undoes the softening of the last consonant: soft, hard pairs.
func hardened(stem string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		if head, ok := strings.CutSuffix(stem, pairs[i]); ok && len(head) >= 2 {
			return head + pairs[i+1]
		}
	}
	return stem
}
