package main

import (
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onset"
	"onset/newsroom/demo"
)

// varies is what differs each time: when it was recorded, and where the feeds of the
// demonstration were served.
var varies = regexp.MustCompile(`"recorded_at": "[^"]*"|127\.0\.0\.1:\d+`)

// The demonstration and the annotated articles give the same from a file and from a
// server, byte for byte but for what differs each time.
func TestAFileAndAServerGiveTheSame(t *testing.T) {
	t.Parallel()
	for name, tell := range map[string]func(*testing.T, *app, *simulated){"demonstration": playDemo, "annotated": importSeeds} {
		t.Run(name, func(t *testing.T) {
			server := emptyDatabase(t)
			want := answersTo(t, filepath.Join(t.TempDir(), defaultDB), tell)
			got := answersTo(t, server, tell)
			for asked, answer := range want {
				if diff := cmp.Diff(answer, got[asked]); diff != "" {
					t.Errorf("onset %s: a file (-) and a server (+):\n%s", asked, diff)
				}
			}
		})
	}
}

// answersTo returns what commands print as JSON once a story was told to a database.
func answersTo(t *testing.T, db string, tell func(*testing.T, *app, *simulated)) map[string]string {
	t.Helper()
	dir := t.TempDir()
	clock := &simulated{now: (demo.Last + 1).In(time.UTC).Add(7 * time.Hour)}
	a := &app{config: filepath.Join(dir, defaultConfig), db: db, index: filepath.Join(dir, "search.db"), now: clock.time, out: io.Discard, err: io.Discard}
	write(t, a.config, string(onset.Narratives))
	tell(t, a, clock)
	answers := map[string]string{}
	last := demo.Last.String()
	for _, asked := range []string{"timeline", "mentions", "coverage", "emerging", "emerging --subjects", "emerging --repeated",
		"digest --day " + last, "digest --by published --day " + last} {
		answers[asked] = varies.ReplaceAllString(a.printed(t, asked), "")
	}
	if !strings.Contains(answers["timeline"], `"first_said"`) {
		t.Fatalf("nothing was first said: %s", answers["timeline"])
	}
	return answers
}

// printed runs a command on the database of an app, and returns its JSON.
func (a *app) printed(t *testing.T, command string) string {
	t.Helper()
	var out, errs strings.Builder
	args := append([]string{"--config", a.config, "--db", a.db, "--index", a.index, "--format", "json"}, strings.Fields(command)...)
	if code := runAt(t.Context(), a.now, args, nil, &out, &errs); code != exitFine {
		t.Fatalf("onset %s ended with %d: %s", command, code, errs.String())
	}
	return out.String()
}

func playDemo(t *testing.T, a *app, clock *simulated) {
	clock.set(demo.First.In(time.UTC))
	feeds, err := demo.Serve(t.Context(), clock.time)
	if err != nil {
		t.Fatal(err)
	}
	defer feeds.Close()
	if err := a.play(t.Context(), clock, feeds.Addr, ""); err != nil {
		t.Fatal(err)
	}
}

func importSeeds(t *testing.T, a *app, _ *simulated) {
	a.printed(t, "import "+seedLines(t, t.TempDir()))
}
