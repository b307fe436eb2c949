package newsroom

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"onset/tracker/draft"
	"onset/tracker/query"
	"onset/tracker/text"
)

// Told tells a trial to a person.
func (t Trial) Told() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s in %s.\n", text.Count(t.Hits, "hit"), text.Count(t.Articles, "article"))
	if t.Hits > 0 {
		b.WriteString("\nBy month (published)\n")
		for _, m := range slices.Sorted(maps.Keys(t.Months)) {
			fmt.Fprintf(&b, "  %s %4d\n", m, t.Months[m])
		}
		b.WriteString("\nBy speaker\n")
		for _, s := range byCount(t.Speakers) {
			fmt.Fprintf(&b, "  %4d  %s\n", t.Speakers[s], text.Within(s, 60))
		}
		b.WriteString("\nSamples, newest first\n")
	}
	for _, h := range t.Samples {
		fmt.Fprintf(&b, "  %s  %s: %s\n", h.Published, h.Source, text.Within(h.Text, 140))
	}
	b.WriteString(FormWords(t.Words))
	for _, w := range t.Twins {
		fmt.Fprintf(&b, "\nA twin? %d of %d hits are of %s too: perhaps they are one, or one yields_to the other.\n", w.Both, w.Of, w.TalkingPoint)
	}
	b.WriteString(missingWords(t.Missing))
	return b.String()
}

// formsShown is how many forms of a word are printed.
const formsShown = 12

// FormWords tells what the words of a rule take in the archive.
func FormWords(words []query.WordForms) string {
	var b strings.Builder
	for i, w := range words {
		if i == 0 {
			b.WriteString("\nWhat each word takes in this archive\n")
		}
		fmt.Fprintf(&b, "  %s: %s\n", w.Word, SomeOf(w.Forms))
		if len(w.Others) > 0 {
			fmt.Fprintf(&b, "      that begin so and are other words: %s\n", SomeOf(w.Others))
		}
	}
	return b.String()
}

// SomeOf lists the first of some forms, and how many more there are.
func SomeOf(forms []string) string {
	switch n := len(forms); {
	case n == 0:
		return "nothing"
	case n > formsShown:
		return fmt.Sprintf("%s and %d more", strings.Join(forms[:formsShown], ", "), n-formsShown)
	}
	return strings.Join(forms, ", ")
}

// missingWords tells near misses by what they lack.
func missingWords(missing []MissingPart) string {
	var b strings.Builder
	for i, p := range missing {
		if i == 0 {
			b.WriteString("\nNear misses, by what they lack\n")
		}
		fmt.Fprintf(&b, "  %d: %s\n", p.Count, p.Lacking)
		if len(p.Words) > 0 {
			fmt.Fprintf(&b, "      words that stand there: %s\n", offered(p.Words))
		}
		for _, h := range p.Samples {
			fmt.Fprintf(&b, "      %s  %s: %s\n", h.Published, h.Source, text.Within(h.Text, 120))
		}
	}
	return b.String()
}

func offered(words []draft.Word) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = fmt.Sprintf("%s (%d)", w.Text, w.Count)
	}
	return strings.Join(out, ", ")
}

// byCount returns the keys of m, the most frequent first.
func byCount(m map[string]int) []string {
	keys := slices.Sorted(maps.Keys(m))
	slices.SortStableFunc(keys, func(x, y string) int { return m[y] - m[x] })
	return keys
}
