package text

import (
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

// Detect returns the language of a text as ISO 639-1, "" when it can't be told.
// declared is what the feed or page says; it decides where the text itself does
// not, and only if its script agrees.
func Detect(title, body, declared string) string {
	sample := head(title+"\n"+body, countedBytes)
	declared = primaryTag(declared)
	small := lower(sample)
	c := count(small)
	switch {
	case c.cyrillic == 0 && c.latin == 0 && c.other == 0:
		return declared
	case c.cyrillic > c.latin && c.cyrillic > c.other:
		return c.cyrillicLang(small, declared)
	case c.latin >= c.other:
		return c.latinLang(sample, small, declared)
	}
	return byTrigrams(sample, declared)
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

func (c counts) cyrillicLang(small, declared string) string {
	switch {
	case c.belarusian > 0 && c.dottedI > 0 && c.belarusian >= c.ukrainian:
		return "be"
	case c.southSlavic > 0 && c.southSlavic*10 >= c.cyrillic/10:
		if declared == "mk" || declared == "sr" {
			return declared
		}
		return "sr"
	case c.ukrainian+c.dottedI > 2*c.russian:
		return "uk"
	case c.russian > 0 && c.russian >= c.hard:
		return "ru"
	}
	if ranked := byFunctionWords(small, cyrillic); ranked[0].hits > ranked[1].hits {
		return ranked[0].lang
	}
	if voiceOf(declared) >= voice(Russian) {
		return declared
	}
	return "ru"
}

func (c counts) latinLang(sample, small, declared string) string {
	ranked := byFunctionWords(small, latin)
	best, second := ranked[0], ranked[1]
	sure := best.hits >= 4 && best.hits >= 2*second.hits || best.hits >= 2 && second.hits == 0
	declaredHits := 0
	for _, r := range ranked {
		if r.lang == declared {
			declaredHits = r.hits
		}
	}
	switch {
	case sure:
		return best.lang
	case declared != "" && voiceOf(declared) < voice(Russian) && 2*declaredHits >= best.hits:
		return declared
	case best.hits > second.hits && best.hits >= 2:
		return best.lang
	}
	if lang := byTrigrams(sample, ""); lang != "" && lang == best.lang {
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

// byTrigrams asks the trigram profiles, and returns other when they are unsure.
func byTrigrams(sample, other string) string {
	info := whatlanggo.Detect(head(sample, trigramsBytes))
	if code := info.Lang.Iso6391(); code != "" && info.Confidence >= 0.2 {
		return code
	}
	return other
}
