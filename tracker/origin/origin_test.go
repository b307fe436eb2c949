package origin

import (
	"fmt"
	"strings"
	"testing"

	"onset/tracker"

	"pgregory.net/rapid"

	_ "onset/tracker/proptest"
)

func words(s string) []string { return strings.Fields(s) }

// long returns n distinct words of a text called name.
func long(name string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s%d", name, i)
	}
	return out
}

func join(parts ...[]string) []string {
	var out []string
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func TestOrigin(t *testing.T) {
	a, b := long("a", 100), long("b", 100)
	for _, c := range []struct {
		name          string
		first, second Article
		same          bool
	}{
		{"reprint", Article{Words: a}, Article{Words: a}, true},
		{"reprint with its own frame", Article{Words: a}, Article{Words: join(long("x", 20), a, long("y", 20))}, true},
		{"excerpt of the whole", Article{Words: a}, Article{Words: a[10:40]}, true},
		{"the whole after its excerpt", Article{Words: a[10:40]}, Article{Words: a}, true},
		{"another text", Article{Words: a}, Article{Words: b}, false},
		{"a quoted sentence in another text", Article{Words: a}, Article{Words: join(b, a[:15])}, false},
		{"two fifths, no credit", Article{Words: a}, Article{Words: join(a[:40], b[:60])}, false},
		{"two fifths, same credit", Article{Words: a, Credit: "tass"}, Article{Words: join(a[:40], b[:60]), Credit: "tass"}, true},
		{"two fifths, other credit", Article{Words: a, Credit: "tass"}, Article{Words: join(a[:40], b[:60]), Credit: "reuters"}, false},
		{"equal headlines", Article{Words: words("minister rejects plan for the north")}, Article{Words: words("minister rejects plan for the north")}, true},
		{"headlines that begin alike", Article{Words: words("the minister of foreign affairs rejects plan")}, Article{Words: words("the minister of foreign affairs meets envoy")}, false},
		{"no words", Article{}, Article{}, false},
		{"a copy after the window", Article{Words: a}, Article{Words: a, Day: 15}, false},
		{"a copy at the end of the window", Article{Words: a}, Article{Words: a, Day: 14}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			ix := NewIndex()
			c.first.ID, c.second.ID = "first", "second"
			c.first.Day++
			c.second.Day++
			ix.Add(c.first)
			if got := ix.Add(c.second) == "first"; got != c.same {
				t.Errorf("same origin: %v, want %v", got, c.same)
			}
		})
	}
}

func TestOriginIsThatOfTheFirst(t *testing.T) {
	ix := NewIndex()
	for i := range 5 {
		if got := ix.Add(Article{ID: fmt.Sprint(i), Day: tracker.Day(i * 10), Words: long("a", 50)}); got != "0" {
			t.Errorf("copy %d has origin %s, want that of the first through copies of copies", i, got)
		}
	}
}

func TestIndexIsBounded(t *testing.T) {
	ix := NewIndex()
	for i := range 3000 {
		ix.Add(Article{ID: fmt.Sprint(i), Day: tracker.Day(i / 10), Words: long(fmt.Sprint("w", i, "-"), 20)})
	}
	if ix.Len() > 15*10 || len(ix.recent) > 15*10*16 {
		t.Errorf("%d articles and %d shingles kept, want those of 15 days", ix.Len(), len(ix.recent))
	}
}

func TestUtterance(t *testing.T) {
	day := func(from, to tracker.Day) *tracker.Said { return &tracker.Said{From: from, To: to} }
	base := Statement{Speakers: []string{"minister"}, Said: day(10, 10), Published: 11,
		Stems: words("foreign troop mean great war nuclear power")}
	for _, c := range []struct {
		name string
		edit func(*Statement)
		same bool
	}{
		{"in another outlet", func(s *Statement) {}, true},
		{"a shorter quotation", func(s *Statement) { s.Stems = words("troop mean great war") }, true},
		{"another day", func(s *Statement) { s.Said = day(12, 12) }, false},
		{"an interval around it", func(s *Statement) { s.Said = day(9, 12) }, true},
		{"no said date, published next day", func(s *Statement) { s.Said = nil }, true},
		{"no said date, published a week later", func(s *Statement) { s.Said = nil; s.Published = 18 }, false},
		{"another speaker", func(s *Statement) { s.Speakers = []string{"deputy"} }, false},
		{"nobody named", func(s *Statement) { s.Speakers = nil }, true},
		{"another statement", func(s *Statement) { s.Stems = words("talk begin monday vienna envoy") }, false},
		{"one stem in common", func(s *Statement) { s.Stems = words("war") }, false},
		{"a translation", func(s *Statement) { s.Stems = words("войск велик войн"); s.Point = "war" }, true},
		{"a translation of another point", func(s *Statement) { s.Stems = words("войск велик войн"); s.Point = "peace" }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := NewUtterances()
			first := base
			first.ID, first.Point = "first", "war"
			u.Add(first)
			second := base
			second.ID = "second"
			c.edit(&second)
			if got := u.Add(second) == "first"; got != c.same {
				t.Errorf("same utterance: %v, want %v", got, c.same)
			}
		})
	}
}

func TestUtterancesAreBounded(t *testing.T) {
	u := NewUtterances()
	for i := range 2000 {
		d := tracker.Day(i / 10)
		u.Add(Statement{ID: fmt.Sprint(i), Published: d, Stems: long(fmt.Sprint("s", i, "-"), 8)})
	}
	if len(u.kept) > (memory+1)*10 || len(u.by) > (memory+2)*10*rarest {
		t.Errorf("%d statements under %d keys kept", len(u.kept), len(u.by))
	}
}

func TestOverlapIsSymmetricAndBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stems := rapid.SliceOfN(rapid.SampledFrom(words("a b c d e f g h")), 0, 12)
		a, b := stems.Draw(t, "a"), stems.Draw(t, "b")
		c := NewCounts()
		c.Add(a)
		c.Add(b)
		x, y := Overlap(a, b, c), Overlap(b, a, c)
		if d := x - y; d > 1e-9 || d < -1e-9 || x < 0 || x > 1+1e-9 {
			t.Errorf("overlap %v one way, %v the other", x, y)
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	ix := NewIndex()
	for i := range b.N {
		ix.Add(Article{ID: "x", Day: tracker.Day(i / 2000), Words: long(fmt.Sprint(i%5000, "-"), 400)})
	}
}
