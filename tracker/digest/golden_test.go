package digest

import (
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// render writes a digest in every format, by the extension of its golden file.
func render(t *testing.T, d Digest) map[string]string {
	t.Helper()
	html, err := HTML(d)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{".txt": Text(d), ".md": Markdown(d), ".html": html, ".json": string(data) + "\n"}
}

func TestGolden(t *testing.T) {
	quiet := Input{Day: today, Zone: warsaw(t), Articles: 3, Archive: Archive{From: day(1, 1), Articles: 90}, Feeds: []Feed{{State: FeedGood}}}
	learning := quiet
	learning.Learning = &Learning{Articles: 812, Needed: 1000}
	learning.Points = busyDay(t).Points[3:4]
	for name, in := range map[string]Input{"busy": busyDay(t), "quiet": quiet, "learning": learning} {
		t.Run(name, func(t *testing.T) {
			for ext, got := range render(t, Build(in)) {
				path := filepath.Join("testdata", name+ext+".golden")
				if *update {
					if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatalf("%v; go test ./tracker/digest -update writes it", err)
				}
				if d := cmp.Diff(string(want), got); d != "" {
					t.Errorf("%s: %s", path, d)
				}
			}
		})
	}
}

func TestTheOrderOfEventsMakesNoDifference(t *testing.T) {
	in := busyDay(t)
	want := render(t, Build(in))
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		r.Shuffle(len(in.Events), func(i, j int) { in.Events[i], in.Events[j] = in.Events[j], in.Events[i] })
		r.Shuffle(len(in.Points), func(i, j int) { in.Points[i], in.Points[j] = in.Points[j], in.Points[i] })
		r.Shuffle(len(in.Feeds), func(i, j int) { in.Feeds[i], in.Feeds[j] = in.Feeds[j], in.Feeds[i] })
		if d := cmp.Diff(want, render(t, Build(in))); d != "" {
			t.Fatal(d)
		}
	}
}

// On a narrow terminal the same words stand on more lines.
func TestTextFitsATerminal(t *testing.T) {
	d := Build(busyDay(t))
	for _, width := range []int{60, 80} {
		got := TextWithin(d, width)
		if a, b := strings.Fields(got), strings.Fields(Text(d)); !slices.Equal(a, b) {
			t.Errorf("at %d characters other words: %s", width, cmp.Diff(b, a))
		}
		for line := range strings.Lines(got) {
			line = strings.TrimSpace(line)
			if strings.Contains(line, "   ") || strings.HasPrefix(line, "onset ") { // a row of a table, a command
				continue
			}
			if n := utf8.RuneCountInString(line); n > width && len(strings.Fields(line)) > 1 {
				t.Errorf("%d characters of %d: %s", n, width, line)
			}
		}
	}
	if TextWithin(d, 10) != TextWithin(d, 40) || TextWithin(d, 500) != Text(d) {
		t.Error("lines are narrower than 40 or wider than those of a file")
	}
}
