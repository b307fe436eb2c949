package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

// How much of a text is looked at, in bytes: letters and function words are
// counted in the first part, three-letter sequences in less.
const (
	countedBytes  = 1500
	trigramsBytes = 500
)

// fewWords is how many words a guess needs to be worth more than what the outlet
// usually writes in.
const fewWords = 36

// Detect returns the language of a text as ISO 639-1, "" when it can't be told.
// declared is what the record, the page or the feed says of it, outlet the
// languages that its source writes in; one alone is as good as declared. What is
// declared counts, unless the text itself proves it wrong: by its script, by
// letters that the language doesn't have, or, where it is long, by its words. A
// guess about a few words never leads out of what is declared and the outlet's
// languages.
func Detect(title, body, declared string, outlet ...string) string {
	sample := head(title+"\n"+body[:min(len(body), countedBytes)], countedBytes)
	small := lower(sample)
	c := count(small)
	if declared = primaryTag(declared); declared == "" && len(outlet) == 1 {
		declared = outlet[0]
	}
	if c.cyrillic+c.latin+c.other == 0 {
		return declared
	}
	guess := c.guess(sample, small)
	possible := slices.DeleteFunc(slices.Clone(outlet), func(l string) bool { return !c.writes(l) })
	switch {
	case declared == guess:
		return guess
	case declared != "" && c.writes(declared):
		if disproven(declared, guess, sample, small) {
			return guess
		}
		return declared
	case slices.Contains(possible, guess), len(possible) == 0, words(small) >= fewWords:
		return guess
	}
	return likeliest(possible, small)
}

// guess is the language by the text alone.
func (c counts) guess(sample, small string) string {
	switch {
	case c.cyrillic > c.latin && c.cyrillic > c.other:
		return c.cyrillicLang(small)
	case c.latin >= c.other:
		return c.latinLang(sample, small)
	}
	return byTrigrams(sample)
}

// writes tells whether a language is written in the script of the text.
func (c counts) writes(lang string) bool {
	switch writtenIn[lang] {
	case "":
		return c.latin >= c.cyrillic && c.latin >= c.other
	case "c":
		return c.cyrillic >= c.latin && c.cyrillic >= c.other
	case "lc":
		return c.other <= max(c.latin, c.cyrillic)
	}
	return c.other > 0
}

// writtenIn is the script of the languages that aren't written in Latin letters:
// Cyrillic, both, or another.
var writtenIn = func() map[string]string {
	m := map[string]string{}
	for script, langs := range map[string]string{
		"c":  "ru uk be bg mk ky mn tg tt ba ce cv os ab",
		"lc": "sr kk uz az bs tk",
		"o":  "ar he yi fa ur ps sd ug ku el hy ka zh ja ko th lo my km hi mr ne bn pa gu or ta te kn ml si am ti dz bo dv",
	} {
		for lang := range strings.FieldsSeq(langs) {
			m[lang] = script
		}
	}
	return m
}()

// foreign are letters that a Cyrillic language doesn't have, and its neighbours do.
var foreign = map[string]string{
	"ru": "іїєґўјљњћђџ", "uk": "ыэёъўјљњћђџ", "be": "ищъїєґјљњћђџ", "bg": "ыэёіїєґўјљњћђџ", "sr": "ыэёщъьюяйіїєґў", "mk": "ыэёщъьюяйіїєґў",
}

// disproven tells whether a text can't be in the language that is declared: at
// least two of its words, and one in eight, have letters that the language
// lacks, or it is long, and function words and trigrams agree on another.
func disproven(declared, guess, sample, small string) bool {
	n := words(small)
	if letters := foreign[declared]; letters != "" {
		odd := 0
		for w := range strings.FieldsSeq(small) {
			if strings.ContainsAny(w, letters) {
				odd++
			}
		}
		return odd >= 2 && 8*odd >= n
	}
	if n < fewWords || guess == "" || byTrigrams(sample) != guess {
		return false
	}
	votes := byFunctionWords(small, latin)
	hits := func(lang string) int {
		return votes[max(0, slices.IndexFunc(votes, func(v vote) bool { return v.lang == lang }))].hits
	}
	known := slices.ContainsFunc(votes, func(v vote) bool { return v.lang == declared })
	return votes[0].lang == guess && (!known || hits(guess) >= 2*hits(declared))
}

// words counts the words of a sample.
func words(sample string) int {
	return len(strings.FieldsFunc(sample, func(r rune) bool { return !unicode.IsLetter(r) }))
}

// likeliest is the language, of some, whose function words are in a sample most
// often; the first where none is.
func likeliest(langs []string, small string) string {
	best, most := langs[0], 0
	for _, s := range []script{latin, cyrillic} {
		for _, v := range byFunctionWords(small, s) {
			if v.hits > most && slices.Contains(langs, v.lang) {
				best, most = v.lang, v.hits
			}
		}
	}
	return best
}

func primaryTag(tag string) string {
	tag = strings.ToLower(strings.TrimSpace(tag))
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	if len(tag) != 2 {
		return ""
	}
	return tag
}

func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// counts are letters by script, and those that tell Cyrillic languages apart.
type counts struct {
	latin, cyrillic, other  int
	russian, ukrainian      int // ы э ё; ї є ґ
	dottedI, hard           int // і; ъ
	belarusian, southSlavic int // ў; ј љ њ ђ ћ џ ѓ ќ ѕ
}

// lower is strings.ToLower, quick for Cyrillic.
func lower(s string) string {
	b := make([]byte, 0, len(s)+utf8.UTFMax)
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
			b = append(b, byte(r))
			continue
		case r >= 0x430 && r < 0x460:
		case r >= 'А' && r <= 'Я':
			r += 'а' - 'А'
		default:
			r = unicode.ToLower(r)
		}
		b = utf8.AppendRune(b, r)
	}
	return string(b)
}

// count counts the letters of a sample in small letters.
func count(sample string) (c counts) {
	for _, r := range sample {
		if r < utf8.RuneSelf {
			if r >= 'a' && r <= 'z' {
				c.latin++
			}
			continue
		}
		switch r {
		case 'ы', 'э', 'ё':
			c.russian++
		case 'ї', 'є', 'ґ':
			c.ukrainian++
		case 'і':
			c.dottedI++
		case 'ъ':
			c.hard++
		case 'ў':
			c.belarusian++
		case 'ј', 'љ', 'њ', 'ђ', 'ћ', 'џ', 'ѓ', 'ќ', 'ѕ':
			c.southSlavic++
		}
		switch {
		case r >= 0xDF && r <= 0x24F:
			c.latin++
		case r >= 0x400 && r < 0x530:
			c.cyrillic++
		case r > 0x24F && (r < 0x2000 || r > 0x2E00):
			c.other++
		}
	}
	return c
}

func (c counts) cyrillicLang(small string) string {
	switch {
	case c.belarusian > 0 && c.dottedI > 0 && c.belarusian >= c.ukrainian:
		return "be"
	case c.southSlavic > 0 && c.southSlavic*10 >= c.cyrillic/10:
		return "sr"
	case c.ukrainian+c.dottedI > 2*c.russian:
		return "uk"
	case c.russian > 0 && c.russian >= c.hard:
		return "ru"
	}
	if ranked := byFunctionWords(small, cyrillic); ranked[0].hits > ranked[1].hits {
		return ranked[0].lang
	}
	return "ru"
}

func (c counts) latinLang(sample, small string) string {
	ranked := byFunctionWords(small, latin)
	best, second := ranked[0], ranked[1]
	if best.hits >= 2 && best.hits > second.hits {
		return best.lang
	}
	if lang := byTrigrams(sample); lang != "" && lang == best.lang {
		return lang
	} else if best.hits > second.hits {
		return best.lang
	} else if len(sample) > 60 {
		return lang
	}
	return plainASCII(sample)
}

// plainASCII guesses about a few words that no language is sure of: those
// without any accent are taken for English.
func plainASCII(sample string) string {
	for i := 0; i < len(sample); i++ {
		if sample[i] >= utf8.RuneSelf {
			return ""
		}
	}
	return "en"
}

// byTrigrams asks the trigram profiles; "" when they are unsure.
func byTrigrams(sample string) string {
	info := whatlanggo.Detect(head(sample, trigramsBytes))
	if code := info.Lang.Iso6391(); code != "" && info.Confidence >= 0.2 {
		return code
	}
	return ""
}
