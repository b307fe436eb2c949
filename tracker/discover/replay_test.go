package discover

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/query"
	"onset/tracker/reader"
	"onset/tracker/rulefile"
	"onset/tracker/text"
)

// sharedDir holds measuring data that is no part of the project.
const sharedDir = "../../../shared"

// rules are those that the project ships.
func rules(t testing.TB) *rulefile.File {
	t.Helper()
	const path = "../../narratives.yaml"
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := rulefile.Parse(path, src)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// measured returns a file of ../shared/data; it skips the test when that is not
// there, or when nobody asked for measuring.
func measured(t testing.TB, name string) []byte {
	t.Helper()
	if os.Getenv("ONSET_REPLAY") == "" {
		t.Skip("measuring takes a while: set ONSET_REPLAY=1")
	}
	b, err := os.ReadFile(filepath.Join(sharedDir, "data", name))
	if err != nil {
		t.Skip("no ../shared/data: ", err)
	}
	return b
}

// stream reads years of television news by day, with the given rules.
func stream(t testing.TB, file *rulefile.File, years ...string) map[tracker.Day][]Article {
	t.Helper()
	out, r := map[tracker.Day][]Article{}, reader.New(file)
	for _, y := range years {
		rows, err := csv.NewReader(bytes.NewReader(measured(t, "1tv/"+y+".csv"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			d, err := tracker.ParseDay(row[2])
			if err != nil {
				t.Fatal(err)
			}
			out[d] = append(out[d], articleOf(r, "1tv", tracker.Item{URL: row[0], Title: row[1], Text: row[3], Language: "ru"}, d))
		}
	}
	return out
}

// lines reads import lines of ../shared/data by day, with the given rules.
func lines(t testing.TB, file *rulefile.File, name string) map[tracker.Day][]Article {
	t.Helper()
	out, r := map[tracker.Day][]Article{}, reader.New(file)
	for row := range bytes.Lines(measured(t, name)) {
		var x struct{ URL, Title, Text, Language, Published, Source string }
		if err := json.Unmarshal(row, &x); err != nil {
			t.Fatal(err)
		}
		d, err := tracker.ParseDay(x.Published[:len("2006-01-02")])
		if err != nil {
			t.Fatal(err)
		}
		out[d] = append(out[d], articleOf(r, x.Source, tracker.Item{URL: x.URL, Title: x.Title, Text: x.Text, Language: x.Language}, d))
	}
	return out
}

// articleOf reads an item as a poll does.
func articleOf(r *reader.Reader, source string, item tracker.Item, day tracker.Day) Article {
	item.Published = []tracker.DateClaim{{From: "test", Raw: day.String(), Stamp: tracker.Stamp{Day: day}}}
	read := r.Read(tracker.Source{ID: source}, item)
	a := Article{ID: tracker.ArticleID(source, item.URL), URL: item.URL, Source: source, Day: day, Language: read.Language,
		Title: read.Title, Body: read.Body, Claims: read.Claims}
	for _, m := range read.Mentions {
		a.Explained = append(a.Explained, Explained{Part: m.Part, Span: m.Span})
	}
	return a
}

// onset is a subject whose beginning in the stream is known.
type onset struct{ ID, Regex, Onset string }

// expression turns a Python expression over Unicode letters into one of Go.
func expression(s string) *regexp.Regexp {
	s = strings.ReplaceAll(s, `\w`, `[\p{L}\p{N}_]`)
	s = strings.ReplaceAll(s, `\b`, `(?:^|$|[^\p{L}\p{N}_])`)
	return regexp.MustCompile("(?i)" + s)
}

// speaksOf is how a candidate is scored: its label, a phrase, or at least half
// of its examples match.
func speaksOf(c Candidate, rx *regexp.Regexp, byExamples bool) bool {
	if rx.MatchString(c.Label) || slices.ContainsFunc(c.Phrases, rx.MatchString) {
		return true
	}
	n := 0
	for _, x := range c.Examples {
		if rx.MatchString(x.Text) {
			n++
		}
	}
	return byExamples && n > 0 && 2*n >= len(c.Examples)
}

// found returns after how many days one of the best few of a day spoke of a
// subject; -1 when none did within a week.
func found(o onset, byDay map[tracker.Day][]Candidate, best int, byExamples bool) int {
	rx := expression(o.Regex)
	d0, _ := tracker.ParseDay(o.Onset)
	for n := range 8 {
		cs := byDay[d0+tracker.Day(n)]
		for _, c := range cs[:min(best, len(cs))] {
			if speaksOf(c, rx, byExamples) {
				return n
			}
		}
	}
	return -1
}

// TestReplay replays a year after two years of history, day by day. Run it by
//
//	ONSET_REPLAY=1 ONSET_OUT=/tmp/emerging.json go test -v -run 'TestReplay|TestShuffled|Planted' ./tracker/discover/
//
// and score the file with ../shared/tools/score_onsets.py.
func TestReplay(t *testing.T) {
	days := stream(t, &rulefile.File{Speakers: rules(t).Speakers}, "2020", "2021", "2022")
	f, start := New(Options{}), tracker.Date(2022, 1, 1)
	var all []Candidate
	byDay, emerged := map[tracker.Day][]Candidate{}, map[string]bool{}
	for d := tracker.Date(2020, 1, 1); d < start+365; d++ {
		if d < start {
			f.Learn(d, days[d])
			continue
		}
		r := f.Close(d, days[d])
		byDay[d], all = r.New, append(all, r.New...)
		for _, c := range slices.Concat(r.New, r.Updated) {
			if c.Status == Emerging || c.Status == Established {
				emerged[c.ID] = true
			}
		}
	}
	goals(t, byDay)
	t.Logf("%.2f candidates a day; %d of %d emerged", float64(len(all))/365, len(emerged), len(all))
	if len(all) > 2*365 {
		t.Errorf("%d candidates in a year, want 2 a day at most", len(all))
	}
	stanzas(t, all)
	if out := os.Getenv("ONSET_OUT"); out != "" {
		b, err := json.MarshalIndent(all, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(out, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// goals compares the year with the subjects that are known.
func goals(t *testing.T, byDay map[tracker.Day][]Candidate) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(sharedDir, "data/1tv/onsets_2022.json"))
	if err != nil {
		t.Skip(err)
	}
	var onsets []onset
	if err := json.Unmarshal(b, &onsets); err != nil {
		t.Fatal(err)
	}
	for _, g := range []struct {
		best       int
		byExamples bool
		want       float64
	}{{3, true, 0.88}, {1, true, 0.70}, {3, false, 0.75}} {
		var delays []int
		var missed []string
		for _, o := range onsets {
			if n := found(o, byDay, g.best, g.byExamples); n >= 0 {
				delays = append(delays, n)
			} else {
				missed = append(missed, o.ID)
			}
		}
		slices.Sort(delays)
		recall := float64(len(delays)) / float64(len(onsets))
		t.Logf("best %d of a day, by examples %v: %.2f found, median delay %d d, missed %v", g.best, g.byExamples, recall, delays[len(delays)/2], missed)
		if recall < g.want || delays[len(delays)/2] > 1 {
			t.Errorf("recall %.2f, want %.2f with a median delay of a day", recall, g.want)
		}
	}
}

// stanzas counts those that are refused or miss an example of theirs.
func stanzas(t *testing.T, all []Candidate) {
	t.Helper()
	refused, missed := 0, 0
	for _, c := range all {
		file, err := rulefile.Parse("stanza", []byte("narratives:\n"+c.Stanza))
		if err != nil {
			refused++
			t.Logf("refused: %v\n%s", err, c.Stanza)
			continue
		}
		tp := file.Narratives[0].TalkingPoints[0]
		rule, err := query.Parse(tp.Match[""], nil)
		if err != nil {
			refused++
			t.Log(err)
			continue
		}
		for _, e := range tp.Examples.Match {
			if len(rule.Match(&query.Doc{Body: text.Analyse(e.Text, c.Language), Lang: c.Language}, tracker.InSentence)) == 0 {
				missed++
				if missed < 8 {
					t.Logf("missed by %s: %s", rule, e.Text)
				}
				break
			}
		}
	}
	t.Logf("of %d stanzas %d are refused, %d miss an example", len(all), refused, missed)
	if cmp.Compare(refused+missed, len(all)/50) > 0 {
		t.Errorf("%d stanzas don't do", refused+missed)
	}
}
