package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"onset/tracker/text"
)

// A text is read up to a number of bytes and of words, and cut at the end of a
// line or a word, never within a character.
func TestClip(t *testing.T) {
	long, line := strings.Repeat("word ", 5), strings.Repeat("Слово за словом. ", 4)+"\n"
	for name, c := range map[string]struct {
		raw  string
		cut  bool
		ends string
	}{
		"an article":           {strings.Repeat(long, 1000), false, "word "},
		"a long report":        {strings.Repeat(line, text.MaxBytes/len(line)), false, "словом. \n"},
		"a library":            {strings.Repeat(line, 2*text.MaxBytes/len(line)), true, "словом. "},
		"words of a letter":    {strings.Repeat("a ", text.MaxWords+1), true, "a"},
		"as many as allowed":   {strings.Repeat("a ", text.MaxWords-1) + "bc", false, "bc"},
		"one word":             {strings.Repeat("ж", text.MaxBytes), true, "ж"},
		"marks without a word": {strings.Repeat("!", text.MaxBytes+1), true, "!"},
		"signs are words":      {strings.Repeat("京", text.MaxWords+1), true, "京"},
		"broken bytes":         {strings.Repeat("\xff", text.MaxBytes+1), true, "\xff"},
	} {
		kept, cut := text.Clip(c.raw)
		if cut != c.cut || len(kept) > text.MaxBytes || !strings.HasPrefix(c.raw, kept) || cut == (kept == c.raw) {
			t.Errorf("%s: %d of %d bytes kept, cut %v", name, len(kept), len(c.raw), cut)
		}
		if last := kept[max(0, len(kept)-len(c.ends)):]; last != c.ends || c.cut && utf8.ValidString(c.raw) != utf8.ValidString(kept) {
			t.Errorf("%s: ends with %q", name, last)
		}
		if n := len(text.Analyse(kept, "en").Words); n > text.MaxWords {
			t.Errorf("%s: %d words are read", name, n)
		}
	}
}
