package edit

import (
	"strings"
	"unicode"

	"onset/tracker/text"
)

// Weight tells how much an edit matters.
type Weight string

// The weights of an edit.
const (
	Same      Weight = "same"      // nothing but white space
	Cosmetic  Weight = "cosmetic"  // every statement is as it was
	Substance Weight = "substance" // a word, number or name came, went or changed
)

// Version is one text of an article.
type Version struct{ Title, Text string }

// Corrections that are still slips and no rewriting: so many, and one more for
// so many words.
const (
	slips       = 3
	wordsOfSlip = 200
)

// Judge tells how much the difference between two texts of an article matters.
func Judge(old, now Version) Weight {
	if strings.Join(strings.Fields(old.Title+"\n"+old.Text), " ") == strings.Join(strings.Fields(now.Title+"\n"+now.Text), " ") {
		return Same
	}
	a, b := said(old), said(now)
	i, j, left := 0, 0, slips+len(b)/wordsOfSlip
	for _, s := range append(align(forms(a), forms(b)), run{len(a), len(b), 0}) {
		n, ok := slip(a, b, i, s.old, j, s.now)
		if left -= n; !ok || left < 0 {
			return Substance
		}
		i, j = s.old+s.n, s.now+s.n
	}
	return Cosmetic
}

// word is a word as far as it states something.
type word struct {
	form    string // folded, without punctuation
	capital bool
}

func forms(words []word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.form
	}
	return out
}

// said returns the words of a text, lines about the page apart. Question marks
// and quotation marks count as words, because they turn a statement.
func said(v Version) []word {
	out := wordsOf(nil, v.Title)
	for line := range strings.Lines(v.Text) {
		if !aboutPage(line) {
			out = wordsOf(out, line)
		}
	}
	return out
}

func wordsOf(out []word, s string) []word {
	for _, f := range strings.Fields(s) {
		out = parts(out, f)
	}
	return out
}

// parts takes a field apart into its words and the marks that count.
func parts(out []word, field string) []word {
	runes := []rune(field)
	start := 0
	flush := func(end int) {
		raw := strings.TrimFunc(string(runes[start:end]), func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("%$€£₽₴+-−", r)
		})
		raw = strings.TrimRight(raw, "-+")
		if raw != "" && strings.Trim(raw, "-−") != "" {
			first := []rune(strings.TrimLeft(raw, "-−+"))
			out = append(out, word{text.Fold(raw), len(first) > 0 && unicode.IsUpper(first[0])})
		}
	}
	for i, r := range runes {
		mark := ""
		switch {
		case r == '?':
			mark = "?"
		case strings.ContainsRune("\"“”„«»‟", r):
			mark = `"`
		case r == '—' || r == '–' || r == '/' || r == '…':
			mark = " "
		}
		if mark == "" {
			continue
		}
		flush(i)
		start = i + 1
		if mark != " " {
			out = append(out, word{form: mark})
		}
	}
	flush(len(runes))
	return out
}

// slip tells whether what stands between two shared stretches was a slip that
// was mended, and how many corrections it took.
func slip(a, b []word, i, iEnd, j, jEnd int) (corrections int, ok bool) {
	gone, came := a[i:iEnd], b[j:jEnd]
	switch {
	case len(gone) == 0 && len(came) == 0:
		return 0, true
	case strings.Join(forms(gone), "") == strings.Join(forms(came), ""):
		return 1, true // joined or parted
	case len(came) == 0:
		return 1, len(gone) <= 2 && (twice(a, i, iEnd) || twice(a, iEnd, iEnd+len(gone)))
	case len(gone) != len(came):
		return 0, false
	}
	for k := range gone {
		if !misspelt(gone[k], came[k]) || within(a, gone[k].form, i+k) || within(b, gone[k].form, -1) {
			return 0, false
		}
	}
	return len(gone), true
}

// twice tells whether a[i:end] repeats the words before it.
func twice(a []word, i, end int) bool {
	n := end - i
	if n <= 0 || i < n || end > len(a) {
		return false
	}
	for k := range n {
		if a[i-n+k].form != a[i+k].form {
			return false
		}
	}
	return true
}

// within tells whether a form stands elsewhere in a text: then it is a word and
// no slip.
func within(words []word, form string, except int) bool {
	for k, w := range words {
		if k != except && w.form == form {
			return true
		}
	}
	return false
}

// shortest is how many letters a word must have for one of them to be a slip:
// most short words are one letter from another word.
const shortest = 5

// misspelt tells whether one word is likely a misspelling of the other: one
// letter, not the first, is wrong, missing, doubled or swapped with the next.
// One letter tells many names apart, so of a name only letters that were
// swapped or doubled are.
func misspelt(old, now word) bool {
	a, b := []rune(old.form), []rune(now.form)
	if min(len(a), len(b)) < shortest || a[0] != b[0] || strings.ContainsFunc(old.form+now.form, unicode.IsDigit) {
		return false
	}
	name := old.capital || now.capital
	if len(a) == len(b) {
		at := firstDifference(a, b)
		swapped := at+1 < len(a) && a[at] == b[at+1] && a[at+1] == b[at] && string(a[at+2:]) == string(b[at+2:])
		return swapped || !name && string(a[at+1:]) == string(b[at+1:])
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	at := firstDifference(a, b)
	if len(b) != len(a)+1 || string(a[at:]) != string(b[at+1:]) {
		return false
	}
	return !name || b[at] == b[at-1]
}

// firstDifference returns where two words part, at most the length of a.
func firstDifference(a, b []rune) int {
	for i := range a {
		if a[i] != b[i] {
			return i
		}
	}
	return len(a)
}

// Shared returns how much of the vocabulary of a text another one has, from 0
// to 1, by its longer words; 1 when it has none.
func Shared(old, now string) float64 {
	had, has := longWords(old), longWords(now)
	if len(had) == 0 {
		return 1
	}
	n := 0
	for w := range had {
		if has[w] {
			n++
		}
	}
	return float64(n) / float64(len(had))
}

func longWords(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range wordsOf(nil, s) {
		if len([]rune(w.form)) >= shortest {
			out[w.form] = true
		}
	}
	return out
}
