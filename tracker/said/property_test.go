package said_test

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"onset/tracker"
	_ "onset/tracker/proptest"
	"onset/tracker/said"
	"onset/tracker/text"
)

// pieces are what random texts are made of: words of dates and signs between.
var pieces = strings.Fields(`February Feb. feb 2 3 and – - , . 2026 04.02.2026 4/2/2026 2026-02-04T10:16:00Z on
	Wednesday last next this week ago two early late in the recent months of since ' s " « » “ ” at 10:16 GMT
	в среду 4-го февраля 1990-х годов минувшие выходные назад п’ятницю лютого 31 29 0 99999999999 № $ % q 3 Q3
	tomorrow yesterday накануне the day before spring 2015-16 second quarter half from to between`)

// check holds what every reading promises.
func check(t interface{ Fatalf(string, ...any) }, raw, lang string, published tracker.Day) {
	body := text.Analyse(raw, lang)
	end := 0
	for _, e := range said.Find(body, said.Outlet{Published: published}) {
		if e.Start < end || e.End <= e.Start || e.End > len(raw) || raw[e.Start:e.End] != e.Text {
			t.Fatalf("%q: expression %q at %d..%d after %d", raw, e.Text, e.Start, e.End, end)
		}
		if utf8.ValidString(raw) && !utf8.ValidString(e.Text) {
			t.Fatalf("%q: %q cuts a letter", raw, e.Text)
		}
		if e.From > e.To || e.From == 0 != (e.Precision == tracker.UnknownTime) {
			t.Fatalf("%q: %q is %v..%v, %s", raw, e.Text, e.From, e.To, e.Precision)
		}
		if s := body.Sentences[e.Sentence]; !s.Contains(e.Span) {
			t.Fatalf("%q: %q is not in its sentence", raw, e.Text)
		}
		from, to, _, ok := e.Spoken(published)
		if ok && (from > to || from == 0) {
			t.Fatalf("%q: %q was said %v..%v", raw, e.Text, from, to)
		}
		end = e.End
	}
}

func TestFindKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 24).Draw(t, "words")
		sep := rapid.SampledFrom([]string{" ", " ", "", "\n\n"}).Draw(t, "separator")
		lang := rapid.SampledFrom([]string{"en", "ru", "uk", "de", "pl", ""}).Draw(t, "language")
		published := tracker.Day(rapid.IntRange(0, 800000).Draw(t, "published"))
		check(t, strings.Join(words, sep), lang, published)
	})
}

func FuzzFind(f *testing.F) {
	for _, file := range []string{"testdata/en.txt", "testdata/ru.txt", "testdata/uk.txt"} {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, line := range strings.Split(string(src), "\n") {
			f.Add(line, "en", 739651)
			f.Add(line, "ru", 739651)
		}
	}
	f.Fuzz(func(t *testing.T, raw, lang string, published int) {
		if published < 0 || published > 1000000 {
			return
		}
		check(t, raw, lang, tracker.Day(published))
	})
}

func BenchmarkFind(b *testing.B) {
	for _, lang := range []string{"en", "ru"} {
		src, err := os.ReadFile("testdata/" + lang + ".txt")
		if err != nil {
			b.Fatal(err)
		}
		filler := map[string]string{
			"en": "The delegation from the capital spoke at length about grain, roads and the price of power, and nobody in the hall objected to any of it. ",
			"ru": "Делегация из столицы долго говорила о зерне, дорогах и цене на энергию, и никто в зале ничему не возразил. ",
		}[lang]
		var sb strings.Builder
		for _, line := range strings.Split(string(src), "\n") {
			sb.WriteString(strings.Repeat(filler, 4) + line + "\n\n")
		}
		body := text.Analyse(sb.String(), lang)
		b.Run(lang, func(b *testing.B) {
			b.SetBytes(int64(sb.Len()))
			b.ReportAllocs()
			for b.Loop() {
				said.Find(body, said.Outlet{Published: 739651})
			}
		})
	}
}
