package said_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/said"
	"onset/tracker/text"
)

// marked is a sentence of testdata with the dates that it must yield.
type marked struct {
	file     string
	line     int
	outlet   said.Outlet
	sentence string
	want     []string
}

// TestFind reads the sentences of testdata, each marked with its own dates.
func TestFind(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sentences under testdata: %v", err)
	}
	for _, f := range files {
		lang := strings.TrimSuffix(filepath.Base(f), ".txt")
		t.Run(lang, func(t *testing.T) {
			for _, m := range readMarked(t, f) {
				var got []string
				for _, e := range said.Find(text.Analyse(m.sentence, lang), m.outlet) {
					got = append(got, show(e))
				}
				if g, w := strings.Join(got, "; "), strings.Join(m.want, "; "); g != w {
					t.Errorf("%s:%d: %s\n got %s\nwant %s", f, m.line, m.sentence, g, w)
				}
			}
		})
	}
}

// show writes an expression as testdata marks it.
func show(e said.Expr) string {
	y, m, _ := e.From.Civil()
	days := e.From.String()
	switch {
	case e.Precision == tracker.UnknownTime:
		days = "?"
	case e.Precision == tracker.ToYear:
		days = fmt.Sprint(y)
	case e.Precision == tracker.ToMonth && e.To-e.From < 31:
		days = fmt.Sprintf("%d-%02d", y, m)
	case e.From != e.To:
		days += ".." + e.To.String()
	}
	if e.Precision == tracker.Fuzzy {
		days = "~" + days
	}
	return e.Text + "|" + days
}

func readMarked(t *testing.T, file string) []marked {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []marked
	var at said.Outlet
	for i, line := range strings.Split(string(src), "\n") {
		if head, ok := strings.CutPrefix(line, "@ "); ok {
			at = readOutlet(t, head)
			continue
		}
		if line == "" || line[0] == '#' {
			continue
		}
		m := unmark(line)
		m.file, m.line, m.outlet = file, i+1, at
		out = append(out, m)
	}
	return out
}

func readOutlet(t *testing.T, head string) said.Outlet {
	t.Helper()
	fields := append(strings.Fields(head), "")
	day, err := tracker.ParseDay(fields[0])
	if err != nil {
		t.Fatal(err)
	}
	return said.Outlet{Published: day, Country: fields[1]}
}

// unmark takes the marks out of a line.
func unmark(line string) marked {
	var m marked
	for {
		before, rest, ok := strings.Cut(line, "{")
		m.sentence += before
		if !ok {
			return m
		}
		mark, after, _ := strings.Cut(rest, "}")
		words, _, _ := strings.Cut(mark, "|")
		m.sentence += words
		m.want = append(m.want, mark)
		line = after
	}
}
