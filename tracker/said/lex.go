package said

import (
	"unicode"
	"unicode/utf8"
)

// token is a word, a numeral or a sign of a sentence. It is finer than a word
// of package text: "4–5" are three tokens, and the full stop of "Feb." belongs
// to its word.
type token struct {
	start, end int
	word       *word // nil when the language does not know it
	punct      rune  // sign; '-' for every dash; 0 otherwise
	letters    bool  // a word
	capital    bool  // begins with a capital letter
	num        int   // value of a numeral
	digits     int   // its digits; 0 when it is not a plain numeral
	form       form
	ord        ordinal
	glued      bool // part of something that is no date: "S-400", "10-year", "$5", "5%"
	plus       bool // glued only in front, as in "mid-2016"
	parts      [4]int
}

// form tells how a numeral is written.
type form uint8

const (
	plain    form = iota
	fullDate      // parts: year, month, day
	briefDate
	yearSpan // parts: year, -, -, year
	clock    // parts: hour+1, minute+1
	quarter  // Q1
	unread   // a decimal, a score, a version, an order nobody knows
)

// lexer cuts a sentence into tokens. Its buffers are used again.
type lexer struct {
	lang   *language
	order  order
	raw    string
	tokens []token
	folded []byte
	worth  bool // some token is a key or a numeral
}

// cut replaces the tokens with those of raw[start:end].
func (x *lexer) cut(start, end int) {
	x.tokens, x.worth = x.tokens[:0], false
	for i := start; i < end; {
		c := x.raw[i]
		switch {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			i++
		case '0' <= c && c <= '9':
			i = x.numeral(i, end)
		case c < utf8.RuneSelf && !isLetter(c):
			i = x.sign(rune(c), i, 1)
		default:
			i = x.wordOrSign(i, end)
		}
	}
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// sign adds a punctuation mark; all dashes become one.
func (x *lexer) sign(r rune, at, size int) int {
	switch r {
	case '–', '—', '−', '‒', '―', '‐', '‑':
		r = '-'
	case '’', '‘', 'ʼ':
		r = '\''
	case '“', '”', '«', '»', '„', '‟':
		r = '"'
	}
	x.tokens = append(x.tokens, token{start: at, end: at + size, punct: r})
	return at + size
}

// wordOrSign reads a run of letters, or one sign that is not ASCII.
func (x *lexer) wordOrSign(at, end int) int {
	r, size := utf8.DecodeRuneInString(x.raw[at:end])
	if !unicode.IsLetter(r) {
		if unicode.IsSpace(r) || r == utf8.RuneError || unicode.In(r, unicode.Mn, unicode.Cf) {
			return at + size
		}
		return x.sign(r, at, size)
	}
	i := at
	for i < end {
		c := x.raw[i]
		switch {
		case isLetter(c):
			i++
			continue
		case (c == 0xD0 || c == 0xD1) && i+1 < end: // Cyrillic
			i += 2
			continue
		}
		if c < utf8.RuneSelf && !(x.lang.joins && c == '\'') {
			break
		}
		r2, n := utf8.DecodeRuneInString(x.raw[i:end])
		if !unicode.IsLetter(r2) && r2 != '\u0301' && !x.joint(r2, i+n, end) {
			break
		}
		i += n
	}
	x.folded = fold(x.folded[:0], x.raw[at:i])
	t := token{start: at, end: i, letters: true, capital: unicode.IsUpper(r), word: x.lang.lookup(x.folded)}
	if t.word != nil {
		if t.word.abbr && i < end && x.raw[i] == '.' {
			t.end = i + 1
		}
		x.worth = x.worth || t.word.key
	}
	x.tokens = append(x.tokens, t)
	return t.end
}

// joint tells whether r is an apostrophe inside a word of a language that has such.
func (x *lexer) joint(r rune, next, end int) bool {
	if !x.lang.joins || r != '\'' && r != '’' && r != 'ʼ' || next >= end {
		return false
	}
	after, _ := utf8.DecodeRuneInString(x.raw[next:end])
	return unicode.IsLetter(after)
}

// numeral reads a run of digits with the signs inside it.
func (x *lexer) numeral(at, end int) int {
	t := token{start: at}
	i := at
	for i < end && isDigit(x.raw[i]) {
		i++
	}
	t.end = i
	if n, ok := x.composite(&t, end); ok {
		i = n
	} else {
		t.num, t.digits = atoi(x.raw[at:i]), i-at
	}
	t.end = i
	t.end = x.trailing(&t, end)
	x.leading(&t)
	x.tokens = append(x.tokens, t)
	x.worth = true
	return t.end
}

// atoi reads at most nine digits; longer numerals are no dates.
func atoi(s string) int {
	if len(s) > 9 {
		return -1
	}
	n := 0
	for i := 0; i < len(s); i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// trailing reads what hangs on a numeral: "th", "-го", "s", "%", "-year". It
// returns where the token ends.
func (x *lexer) trailing(t *token, end int) int {
	i := t.end
	if i >= end || t.form != plain {
		return i
	}
	hyphen := 0
	if c := x.raw[i]; c == '-' {
		hyphen = 1
	} else if c == '%' {
		t.glued = true
		return i
	}
	j := i + hyphen
	for j < end {
		r, n := utf8.DecodeRuneInString(x.raw[j:end])
		if !unicode.IsLetter(r) {
			break
		}
		j += n
	}
	if j == i+hyphen {
		return i
	}
	x.folded = fold(x.folded[:0], x.raw[i+hyphen:j])
	if kind, ok := x.lang.suffix[string(x.folded)]; ok {
		t.ord = kind
		return j
	}
	if w := x.lang.words[string(x.folded)]; hyphen == 0 || !w.in(slotMonth) && !w.in(slotWeekday) {
		t.glued = true
	}
	return i
}

// leading looks at what stands directly before a numeral.
func (x *lexer) leading(t *token) {
	if t.start == 0 {
		return
	}
	r, n := utf8.DecodeLastRuneInString(x.raw[:t.start])
	switch {
	case unicode.IsLetter(r):
		x.lettered(t)
	case r == '$', r == '€', r == '£', r == '¥', r == '₴', r == '₽', r == '#', r == '№', r == '.', r == ':', r == '@', r == '_', r == '/':
		t.glued = r != '.' || !x.afterMonth()
	case r == '-' || r == '–' || r == '‑':
		before, _ := utf8.DecodeLastRuneInString(x.raw[:t.start-n])
		if unicode.IsLetter(before) && !x.afterDateWord() {
			t.glued = true
			t.plus = len(x.tokens) > 1 && x.lang.has(x.tokens[len(x.tokens)-2].word, "PREFIX")
		}
	}
}

// afterMonth tells whether the last token is "Feb." or the like; what follows
// without a space is then a day all the same.
func (x *lexer) afterMonth() bool {
	return len(x.tokens) > 0 && x.tokens[len(x.tokens)-1].word.in(slotMonth)
}

// afterDateWord tells whether the word before a hyphen is a month or weekday,
// as in "Oct-2".
func (x *lexer) afterDateWord() bool {
	if len(x.tokens) < 2 {
		return false
	}
	w := x.tokens[len(x.tokens)-2].word
	return w.in(slotMonth) || w.in(slotMod)
}

// lettered reads a numeral glued to a word: Q3 is a quarter, Oct2 a date, G20 nothing.
func (x *lexer) lettered(t *token) {
	t.glued = true
	if len(x.tokens) == 0 {
		return
	}
	w := x.tokens[len(x.tokens)-1].word
	switch {
	case w.in(slotMonth):
		t.glued = false
	case x.lang.has(w, "QUARTER") && t.digits == 1 && 1 <= t.num && t.num <= 4:
		t.form = quarter
	}
}
