package rulefile

import (
	"slices"
	"strings"
	"unicode"

	"onset/tracker"
)

// Blind is a language of the sources that a talking point has no words for:
// what is said there is not found, and "nothing found" says nothing about it.
type Blind struct {
	TalkingPoint tracker.RuleRef
	Language     string
	Sources      []string // ids, in the order of the file
}

// Blind returns what each talking point can't see, in the order of the file.
func (f *File) Blind() []Blind {
	bySource := map[string][]string{}
	for _, s := range f.Sources {
		for _, l := range s.Languages {
			bySource[l] = append(bySource[l], s.ID)
		}
	}
	var spoken []string
	for l := range bySource {
		spoken = append(spoken, l)
	}
	slices.Sort(spoken)
	var out []Blind
	for _, v := range f.Narratives {
		for _, tp := range v.TalkingPoints {
			sees := f.Languages(tp)
			for _, l := range spoken {
				if !slices.Contains(sees, l) {
					out = append(out, Blind{TalkingPoint: tp.Ref(), Language: l, Sources: bySource[l]})
				}
			}
		}
	}
	return out
}

// Languages returns the languages that a talking point has words for, sorted.
// For a rule per language that is certain. For a rule for all languages it is
// judged by the letters of its words, terms included: і ї є ґ are Ukrainian,
// ы э ъ ё Russian, other Cyrillic words Russian unless most of their
// neighbours are Ukrainian, ł and ą Polish, ß and ö German, and so on; words of
// plain Latin letters count as English.
func (f *File) Languages(tp tracker.TalkingPoint) []string {
	seen := map[string]bool{}
	for lang, rule := range tp.Match {
		if lang != "" {
			seen[lang] = true
			continue
		}
		e := f.rule(rule)
		if e == nil {
			continue
		}
		for _, field := range e.Fields() {
			if field.Name == "lang" {
				seen[field.Value] = true
			}
		}
		guess(wordsOf(e.Expanded()), seen)
	}
	out := make([]string, 0, len(seen))
	for l := range seen {
		out = append(out, l)
	}
	slices.Sort(out)
	return out
}

// syntaxOnly is what stands in a rule and is no word of a language.
var syntaxOnly = pattern(`\b(AND|OR|NOT|O?NEAR/\d+)\b|[a-z]+:(\([^)]*\)|[^\s()]+)`)

// wordsOf returns the words of a rule's text, lower-cased.
func wordsOf(rule string) []string {
	rule = strings.ReplaceAll(rule, "title:", " ") // its value is words
	rule = syntaxOnly().ReplaceAllString(rule, " ")
	return strings.FieldsFunc(strings.ToLower(rule), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' })
}

// letters tell a language that shares its alphabet with another one.
var letters = []struct{ lang, only string }{
	{"uk", "іїєґ"}, {"ru", "ыэъё"}, {"pl", "ąćęłńśźż"}, {"de", "äöüß"}, {"es", "ñáíú¿¡"}, {"fr", "àâçéèêëîôœùû"},
}

// guess adds the languages that words are probably of.
func guess(words []string, seen map[string]bool) {
	ukrainian, plain := 0, 0
	for _, w := range words {
		lang := languageOf(w)
		switch lang {
		case "":
		case "cyrillic":
			plain++
		case "uk":
			ukrainian++
			seen[lang] = true
		default:
			seen[lang] = true
		}
	}
	if plain > ukrainian {
		seen["ru"] = true
	}
}

// languageOf returns the language of a word, "cyrillic" for one that is Russian
// or Ukrainian, "" for one that tells nothing.
func languageOf(w string) string {
	for _, l := range letters {
		if strings.ContainsAny(w, l.only) {
			return l.lang
		}
	}
	first := []rune(w)[0]
	switch {
	case unicode.Is(unicode.Cyrillic, first):
		return "cyrillic"
	case unicode.Is(unicode.Latin, first) && len(w) > 1:
		return "en"
	}
	return ""
}
