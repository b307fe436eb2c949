package text

import "strings"

// Ukrainian endings of nouns, adjectives and verbs. They are cut longest first
// and only once; what changes inside a word is set right before or after.
var ukEndings = endingsOf(`
а я у ю о е є и і ї ь й
ою ею єю ом ем єм ам ям ами ями ах ях ові еві єві ів їв ей
ий ій ого ього ому ьому им ім їм ої ьої ьою их іх їх ими іми їми
ія ії ію ією іям іями іях
ати яти іти ити їти ав яв ів ив їв ала яла іла ила їла ало яло іло ило їло али яли іли или їли
аю яю ію єш їш аєш яєш ієш ає яє іє аємо яємо іємо аєте яєте ієте ають яють іють уть ать ять ить їть еш иш емо имо їмо ете ите їте
увати ювати ую юю уєш юєш ує ює уємо юємо уєте юєте ують юють ував ював увала ювала увало ювало ували ювали уючи юючи ючи учи
увавши ювавши авши ивши івши
ування ювання уванню юванню уванням юванням уваннями уваннях увань ювань
`)

// ukFleeting are nominatives whose last vowel goes or changes in other cases,
// as they end before any ending is cut.
var ukFleeting = [][2]string{
	{"єць", "йц"}, {"ець", "ц"}, {"ень", "н"}, {"онь", "н"},
	{"хід", "ход"}, {"бір", "бор"}, {"говір", "говор"}, {"стір", "стор"}, {"гін", "гон"}, {"від", "вод"},
	{"док", "дк"}, {"ток", "тк"}, {"нок", "нк"}, {"мок", "мк"}, {"зок", "зк"}, {"сок", "ск"}, {"вок", "вк"}, {"лок", "лк"}, {"жок", "жк"}, {"шок", "шк"},
}

// ukSoftened are stems whose last consonant changed before -і.
var ukSoftened = [][2]string{
	{"ец", "ек"}, {"ац", "ак"}, {"оц", "ок"}, {"уц", "ук"}, {"итиц", "итик"}, {"ітиц", "ітик"}, {"ериц", "ерик"}, {"ніц", "нік"}, {"лиц", "лиц"},
	{"чц", "чк"}, {"шц", "шк"}, {"жц", "жк"}, {"моз", "мог"}, {"раз", "раг"},
}

// ukPersons are the ends of words for persons, whose dative is in -ові; in
// other words -ові is the plural of an adjective in -овий.
var ukPersons = []string{"ент", "ант", "ист", "іст", "ор", "ер", "ар", "ин", "ан", "ік"}

func stemUkrainian(word string) string {
	if head, ok := strings.CutSuffix(word, "ся"); ok && len(head) >= 8 {
		word = head
	} else if head, ok := strings.CutSuffix(word, "сь"); ok && len(head) >= 8 && !strings.HasSuffix(head, "о") {
		word = head
	}
	if stem, ok := respell(word, ukFleeting); ok {
		return single(stem)
	}
	stem, ending := ukEndings.strip(word)
	switch {
	case ending == "ові" && !endsInAny(stem, ukPersons):
		stem += "ов"
	case ending == "і":
		stem, _ = respell(stem, ukSoftened)
	}
	return single(strings.TrimSuffix(stem, "ь"))
}

func endsInAny(word string, ends []string) bool {
	for _, e := range ends {
		if strings.HasSuffix(word, e) {
			return true
		}
	}
	return false
}

// single writes a double consonant at the end once: знання, знань.
func single(stem string) string {
	if n := len(stem); n >= 8 && stem[n-2:] == stem[n-4:n-2] {
		return stem[:n-2]
	}
	return stem
}
