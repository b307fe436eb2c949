package text

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
)

var snowball = [Langs]func(*snowballstem.Env) bool{
	English: english.Stem, German: german.Stem, French: french.Stem, Spanish: spanish.Stem, Russian: russian.Stem,
}

// Stem returns the stem of a folded word that is written in lower case. In a
// language without a stemmer it is the word itself, without possessive 's.
func Stem(folded, lang string) string { return stemAs(folded, LangOf(lang), false) }

// stemAs returns the stem of a folded word. A capital lets names such as Лавров
// and Харків keep the ending that common nouns lose as a genitive plural.
func stemAs(fold string, lang Lang, capital bool) string {
	if fold == "" {
		return ""
	}
	word := withoutPossessive(fold, lang)
	if strings.ContainsAny(word[:1], "0123456789") || lang == English && numbered(word) {
		return singular(word, lang)
	}
	if capital {
		if name := nameStem(word, lang); name != "" {
			return name
		}
	}
	if base, ok := irregular[lang][word]; ok {
		return base
	}
	switch lang {
	case Ukrainian:
		return stemUkrainian(word)
	case Polish:
		return stemPolish(word)
	}
	if run := snowball[lang]; run != nil {
		env := snowballstem.NewEnv(word)
		run(env)
		if lang == French {
			return withoutPlural(env.Current())
		}
		return env.Current()
	}
	return word
}

// nameStem returns the stem of a name in -ов, -ев or -їв, else "". All their
// other cases keep these letters anyway: Лавров, Лаврова; Київ, Києва. Peoples in
// -цев and -ців (украинцев, українців) are no names.
func nameStem(word string, lang Lang) string {
	switch {
	case lang == Russian && hasEnding(word, "ов", "ев") && !strings.HasSuffix(word, "цев"),
		lang == Ukrainian && hasEnding(word, "ов", "ев", "єв"):
		return word
	case lang == Ukrainian && hasEnding(word, "гів", "ьвів"):
		return strings.TrimSuffix(word, "ів") + "ов"
	case lang == Ukrainian && hasEnding(word, "їв"):
		return strings.TrimSuffix(word, "їв") + "єв"
	}
	return ""
}

// hasEnding tells whether word ends in one of the endings after at least
// one Cyrillic letter.
func hasEnding(word string, endings ...string) bool {
	for _, e := range endings {
		if len(word) >= len(e)+2 && strings.HasSuffix(word, e) {
			return true
		}
	}
	return false
}

// withoutPlural cuts the -ent of the third person plural, which Snowball leaves
// in French: menace, menacent.
func withoutPlural(stem string) string {
	if head, ok := strings.CutSuffix(stem, "ent"); ok && len(head) >= 5 {
		return head
	}
	return stem
}

// numbered tells of a plural in figures: f16s, 72s.
func numbered(word string) bool {
	n := len(word)
	return n > 2 && word[n-1] == 's' && word[n-2] >= '0' && word[n-2] <= '9'
}

// singular cuts the plural of what is told by its number (F-16s), but not that
// of a decade (1990s, 80s).
func singular(word string, lang Lang) string {
	if lang != English || !numbered(word) || strings.Trim(word, "0123456789") == "s" && strings.HasSuffix(word, "0s") {
		return word
	}
	return word[:len(word)-1]
}
