package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onset/store"
	"onset/tracker"
)

var update = flag.Bool("update", false, "write the golden files anew, and the database of this version where there is none")

// versions holds a database as each version of the schema wrote it, what they were
// all made of, and the timeline that stands in each.
const versions = "../../store/testdata/versions"

// versionsNow is a time at which all of them were written already.
var versionsNow = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

// A database of any version is brought up to date by whatever command writes first;
// read by the reader and the rules of today, each holds the timeline of a new one.
func TestEveryDatabaseEverWrittenOpens(t *testing.T) {
	t.Parallel()
	golden := filepath.Join(versions, "timeline.txt")
	fresh := writeVersion(t)
	if *update {
		keepVersion(t, fresh)
		if err := os.WriteFile(golden, []byte(timelineToday(t, fresh)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	holds := func(t *testing.T, dir string) {
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(timelineToday(t, dir), "\n")); diff != "" {
			t.Error(diff)
		}
	}
	holds(t, fresh)
	files, err := filepath.Glob(filepath.Join(versions, "*.db.gz"))
	if err != nil || len(files) == 0 {
		t.Fatal(err, len(files))
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { holds(t, unpackVersion(t, file)) })
	}
}

// unpackVersion puts a database into a folder of its own, as onset.db.
func unpackVersion(t *testing.T, file string) (dir string) {
	t.Helper()
	packed, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(file, err)
	}
	db, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(file, err)
	}
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "onset.db"), db, 0o600); err != nil {
		t.Fatal(err)
	}
	rulesOfVersions(t, dir, "https://chronicle.example")
	return dir
}

// rulesOfVersions writes the rules file of the databases, with the address of the
// one outlet that has a feed.
func rulesOfVersions(t *testing.T, dir, site string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(versions, "narratives.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.ReplaceAll(text, []byte("$SITE"), []byte(site))
	if err := os.WriteFile(filepath.Join(dir, "narratives.yaml"), text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// onsetIn runs a command on the database and the rules file of a folder, and
// returns what it printed.
func onsetIn(t *testing.T, dir string, args ...string) string {
	t.Helper()
	var out, talk strings.Builder
	args = append(args, "--db", filepath.Join(dir, "onset.db"), "--config", filepath.Join(dir, "narratives.yaml"))
	if code := runAt(t.Context(), func() time.Time { return versionsNow }, args, strings.NewReader(""), &out, &talk); code != exitFine {
		t.Fatalf("onset %s ended with %d:\n%s%s", strings.Join(args, " "), code, out.String(), talk.String())
	}
	return out.String()
}

// timelineToday reads an archive with the reader and the rules of today, and lists
// what stands in it, a line an event; corrections tell how that came about.
func timelineToday(t *testing.T, dir string) string {
	t.Helper()
	onsetIn(t, dir, "rematch", "--reader")
	onsetIn(t, dir, "rematch")
	onsetIn(t, dir, "verify")
	var events []tracker.Event
	if err := json.Unmarshal([]byte(onsetIn(t, dir, "timeline", "--format", "json")), &events); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, e := range events {
		if e.Kind == tracker.Correction {
			continue
		}
		speakers := make([]string, len(e.Speakers))
		for i, s := range e.Speakers {
			speakers[i] = s.ID
		}
		lines = append(lines, fmt.Sprintf("%s %s/%s for %s:%s, %s–%s by the clock %s, in %s, speakers %v, baseline %v, mention %s: %s\n", e.Kind, e.Narrative, e.TalkingPoint,
			e.Scope.Kind, e.Scope.ID, e.At.From, e.At.To, e.At.Clock, e.Source, speakers, e.Baseline, e.Mention, e.Evidence.Text))
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// writeVersion makes a database with this program, of what all were made of.
func writeVersion(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	site := httptest.NewServer(http.FileServer(http.Dir(versions)))
	defer site.Close()
	rulesOfVersions(t, dir, site.URL)
	onsetIn(t, dir, "import", filepath.Join(versions, "first.jsonl"))
	onsetIn(t, dir, "import", filepath.Join(versions, "second.jsonl"))
	onsetIn(t, dir, "review", mentionIn(t, dir, "The harbour needs"), "--reject", "--why", "soundings of another harbour", "--who", "ann")
	onsetIn(t, dir, "review", mentionIn(t, dir, "The port will be shut, Ivan"), "--confirm", "--who", "ann")
	onsetIn(t, dir, "poll") // closes the days that the verdicts speak of
	return dir
}

// keepVersion keeps a database for the programs to come, unless there is one of its
// version: what was written once stays.
func keepVersion(t *testing.T, dir string) {
	t.Helper()
	path := filepath.Join(dir, "onset.db")
	seen, _, err := store.Steps(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(versions, fmt.Sprintf("%02d.db.gz", seen))
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return
	}
	db, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(db); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(z.Close(), os.WriteFile(file, packed.Bytes(), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// mentionIn returns the id of the mention whose sentence begins so.
func mentionIn(t *testing.T, dir, begin string) string {
	t.Helper()
	var rows []tracker.MentionRow
	if err := json.Unmarshal([]byte(onsetIn(t, dir, "mentions", "--format", "json")), &rows); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(rows, func(m tracker.MentionRow) bool { return strings.HasPrefix(m.Evidence.Text, begin) })
	if i < 0 {
		t.Fatalf("no mention begins %q", begin)
	}
	return rows[i].ID
}
