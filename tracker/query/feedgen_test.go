package query_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"onset/tracker/query"
	"onset/tracker/text"
)

// cpuSeconds is what the process has used so far, user and system.
func cpuSeconds() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

func readLines[T any](tb testing.TB, path string) []T {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var out []T
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var v T
		if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
			tb.Fatalf("%s: %v", path, err)
		}
		out = append(out, v)
	}
	if err := sc.Err(); err != nil {
		tb.Fatal(err)
	}
	return out
}

type generated struct {
	ID, GUID, Narrative, Kind, Title, Text string
	Phrases                                []string
}

// TestPlantedPhrases reads a workload of planted phrases from the folder in
// ONSET_FEEDGEN (narratives.jsonl, plants.jsonl, decoys.jsonl, articles.jsonl)
// and wants every plant found and no decoy but those that an inflection
// explains.
func TestPlantedPhrases(t *testing.T) {
	dir := os.Getenv("ONSET_FEEDGEN")
	if dir == "" {
		t.Skip("ONSET_FEEDGEN names no folder with a generated workload")
	}
	var rules []query.Rule
	for _, n := range readLines[generated](t, filepath.Join(dir, "narratives.jsonl")) {
		src := `"` + n.Phrases[0] + `" OR "` + n.Phrases[1] + `" OR "` + n.Phrases[2] + `"`
		rules = append(rules, query.Rule{ID: n.ID, Match: query.Any(parse(t, src))})
	}
	ix := query.NewIndex(slices.Values(rules))
	found := make(map[[2]string]bool)
	var title, body text.Text
	size, articles := 0, readLines[generated](t, filepath.Join(dir, "articles.jsonl"))
	for round := range 2 {
		start := cpuSeconds()
		for _, a := range articles {
			title.Reset(a.Title, "en")
			body.Reset(a.Text, "en")
			for _, h := range ix.Match(&query.Doc{Title: &title, Body: &body, Lang: "en"}) {
				if round == 1 {
					found[[2]string{a.GUID, rules[h.Rule].ID}] = true
				}
			}
			if round == 1 {
				size += len(a.Title) + len(a.Text)
			}
		}
		if round == 1 {
			t.Logf("%.1f MB/s of CPU time, %d rules, %d articles", float64(size)/1e6/(cpuSeconds()-start), len(rules), len(articles))
		}
	}
	plants, decoys := 0, make(map[string]int)
	planted := make(map[[2]string]bool)
	for _, p := range readLines[generated](t, filepath.Join(dir, "plants.jsonl")) {
		plants++
		planted[[2]string{p.GUID, p.Narrative}] = true
		if !found[[2]string{p.GUID, p.Narrative}] {
			t.Errorf("missed %s in %s (%s)", p.Narrative, p.GUID, p.Kind)
		}
	}
	for _, d := range readLines[generated](t, filepath.Join(dir, "decoys.jsonl")) {
		if found[[2]string{d.GUID, d.Narrative}] && !planted[[2]string{d.GUID, d.Narrative}] {
			decoys[d.Kind]++
		}
	}
	extra := 0
	for f := range found {
		if !planted[f] {
			extra++
		}
	}
	t.Logf("%d plants, %d further hits, of them decoys %v", plants, extra, decoys)
	delete(decoys, "suffix")
	if len(decoys) > 0 {
		t.Errorf("decoys taken: %v", decoys)
	}
}
