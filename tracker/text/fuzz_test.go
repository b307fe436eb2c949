package text_test

import (
	"strings"
	"testing"

	"onset/tracker/text"
)

// checkPlaces holds for every text: words, sentences and paragraphs lie in
// order, within each other, on the bounds of characters, and hold no gaps at
// their ends.
func checkPlaces(t *testing.T, raw, lang string) {
	t.Helper()
	a := text.Analyse(raw, lang)
	last := 0
	for i, w := range a.Words {
		if int(w.Start) < last || w.End <= w.Start || int(w.End) > len(raw) {
			t.Fatalf("%q: word %d at %d..%d after %d", raw, i, w.Start, w.End, last)
		}
		last = int(w.End)
		if s := a.Sentences[w.Sentence]; !s.Contains(a.Span(i)) || i < s.First || i >= s.Last {
			t.Fatalf("%q: word %d %q outside its sentence %v", raw, i, a.Word(i), s)
		}
		if a.Fold(i) == "" || a.Stem(i) == "" {
			t.Fatalf("%q: word %q without fold or stem", raw, a.Word(i))
		}
	}
	last = 0
	for i, s := range a.Sentences {
		p := a.Paragraphs[s.Paragraph]
		if s.Start < last || s.First >= s.Last || !p.Contains(s.Span) || i > 0 && a.Sentences[i-1].Last != s.First {
			t.Fatalf("%q: sentence %d %v in paragraph %v after %d", raw, i, s, p, last)
		}
		if cut := raw[s.Start:s.End]; strings.TrimSpace(cut) != cut {
			t.Fatalf("%q: sentence %q", raw, cut)
		}
		last = s.End
	}
	if n := len(a.Sentences); n > 0 && (a.Sentences[0].First != 0 || a.Sentences[n-1].Last != len(a.Words)) {
		t.Fatalf("%q: sentences leave words out", raw)
	}
}

func FuzzAnalyse(f *testing.F) {
	for _, s := range []string{
		"Mr. A. said “no.” U.S.\n\n- B", "«Да». Т.е. нет…\u2028ещё", "government.The x.2 Y", "\u00ad\u0301a\u200bb'c’", "a\r\nb\rc\n \n", "1. 2. 3.\n北京。東京", "\xff\xd0\xd0a\xe2",
	} {
		f.Add(s, "en")
		f.Add(s, "de")
	}
	f.Fuzz(func(t *testing.T, raw, lang string) {
		checkPlaces(t, raw, lang)
		text.Detect(raw, raw, lang)
	})
}
