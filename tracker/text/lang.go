package text

// Lang is a language that Onset has a stemmer for, as a small number.
type Lang uint8

// The languages with a stemmer; Unknown stands for all others.
const (
	Unknown Lang = iota
	English
	German
	French
	Spanish
	Polish
	Russian
	Ukrainian

	// Langs is how many there are, Unknown included.
	Langs = int(Ukrainian) + 1
)

var langCodes = [Langs]string{"", "en", "de", "fr", "es", "pl", "ru", "uk"}

// String returns the ISO 639-1 code; "" for Unknown.
func (l Lang) String() string { return langCodes[l] }

// LangOf returns the language of an ISO 639-1 code, Unknown without a stemmer.
func LangOf(code string) Lang {
	for i, c := range langCodes {
		if c == code {
			return Lang(i)
		}
	}
	return Unknown
}

// voice says which language the words of an article have, by their script. It
// is a small number so that each voice has a cache of word forms.
type voice uint8

const (
	voiceOther    voice = iota                   // unknown, or a language without a stemmer
	voiceCyrillic       = voice(Langs)           // bg, be, sr …: Cyrillic without a stemmer
	voices              = int(voiceCyrillic) + 1 // the others are those of the Langs
)

func voiceOf(lang string) voice {
	switch lang {
	case "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg":
		return voiceCyrillic
	}
	return voice(LangOf(lang))
}

// lang returns the language of a word: by script, and Russian and Ukrainian by
// the letters that only one of them has.
func (v voice) lang(fold string, script script) Lang {
	switch {
	case script == cyrillic && v == voiceCyrillic:
		return Unknown
	case script == cyrillic && v == voice(Ukrainian):
		if hasRussianLetter(fold) {
			return Russian
		}
		return Ukrainian
	case script == cyrillic:
		if hasUkrainianLetter(fold) {
			return Ukrainian
		}
		return Russian
	case script != latin || v == voiceCyrillic:
		return Unknown
	case v == voice(Russian) || v == voice(Ukrainian):
		return English
	}
	return Lang(v)
}

func hasUkrainianLetter(fold string) bool {
	for _, r := range fold {
		switch r {
		case 'і', 'ї', 'є', 'ґ':
			return true
		}
	}
	return false
}

func hasRussianLetter(fold string) bool {
	for _, r := range fold {
		switch r {
		case 'ы', 'э', 'ъ':
			return true
		}
	}
	return false
}

// script is the script of a word, as far as it decides about its language.
type script uint8

const (
	otherScript script = iota
	latin
	cyrillic
)

func scriptOf(r rune) script {
	switch {
	case r < 0x0250 || r >= 0x1E00 && r < 0x1F00:
		return latin
	case r >= 0x0400 && r < 0x0530:
		return cyrillic
	}
	return otherScript
}
