package discover

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/text"
)

const sharedDir = "../../../shared"

func stream(t testing.TB, years ...string) map[tracker.Day][]Article {
	t.Helper()
	out := map[tracker.Day][]Article{}
	for _, y := range years {
		f, err := os.Open(filepath.Join(sharedDir, "data/1tv", y+".csv"))
		if err != nil {
			t.Skip("no ../sharedDir/data: ", err)
		}
		defer f.Close()
		rows, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows[1:] {
			d, err := tracker.ParseDay(r[2])
			if err != nil {
				t.Fatal(err)
			}
			out[d] = append(out[d], Article{ID: r[0], URL: r[0], Source: "1tv", Origin: r[0], Day: d, Language: "ru",
				Title: text.Analyse(r[1], "ru"), Body: text.Analyse(r[3], "ru")})
		}
	}
	return out
}

type onset struct{ ID, Regex, Onset string }

func goRegex(s string) *regexp.Regexp {
	s = strings.ReplaceAll(s, `\w`, `[\p{L}\p{N}_]`)
	s = strings.ReplaceAll(s, `\b`, `(?:^|$|[^\p{L}\p{N}_])`)
	return regexp.MustCompile("(?i)" + s)
}

func speaks(c Candidate, rx *regexp.Regexp, examples bool) bool {
	plain := func(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }
	if rx.MatchString(plain(c.Label)) {
		return true
	}
	for _, p := range c.Phrases {
		if rx.MatchString(plain(p)) {
			return true
		}
	}
	n := 0
	for _, x := range c.Examples {
		if rx.MatchString(plain(x.Text)) {
			n++
		}
	}
	return examples && n > 0 && 2*n >= len(c.Examples)
}

func TestReplay(t *testing.T) {
	if os.Getenv("ONSET_REPLAY") == "" {
		t.Skip("set ONSET_REPLAY")
	}
	st := stream(t, "2020", "2021", "2022")
	y := 2022
	if os.Getenv("ONSET_REPLAY") == "2021" {
		y = 2021
	}
	start, end := tracker.Date(y, 1, 1), tracker.Date(y, 12, 31)
	f := New(Options{})
	days := map[tracker.Day][]Candidate{}
	all, emerged := 0, map[string]bool{}
	for d := tracker.Date(2020, 1, 1); d <= end; d++ {
		if d < start {
			f.Learn(d, st[d])
			continue
		}
		res := f.Close(d, st[d])
		for _, c := range append(res.New, res.Updated...) {
			if c.Status == Emerging || c.Status == Established {
				emerged[c.ID] = true
			}
		}
		cs := res.New
		if len(cs) > 0 {
			days[d] = cs
			all += len(cs)
		}
	}
	var onsets []onset
	b, _ := os.ReadFile(filepath.Join(sharedDir, "data/1tv/onsets_2022.json"))
	if err := json.Unmarshal(b, &onsets); err != nil {
		t.Fatal(err)
	}
	for _, per := range []struct {
		n  int
		ex bool
	}{{3, true}, {1, true}, {3, false}} {
		found, delays, miss := 0, []int{}, []string{}
		for _, o := range onsets {
			rx := goRegex(o.Regex)
			d0, _ := tracker.ParseDay(o.Onset)
			hit, worst := -1, ""
			for n := range 8 {
				for i, c := range days[d0+tracker.Day(n)] {
					if speaks(c, rx, per.ex) {
						if i < per.n {
							hit = n
						} else {
							worst += fmt.Sprintf(" +%d#%d(%.1f)", n, i+1, c.Score)
						}
					}
					if hit >= 0 {
						break
					}
				}
				if hit >= 0 {
					break
				}
			}
			if hit >= 0 {
				found++
				delays = append(delays, hit)
			} else {
				miss = append(miss, o.ID+worst)
			}
		}
		slices.Sort(delays)
		med := -1
		if len(delays) > 0 {
			med = delays[len(delays)/2]
		}
		t.Logf("best %d examples %v: recall %d/%d = %.2f median %d missed %v", per.n, per.ex, found, len(onsets), float64(found)/float64(len(onsets)), med, miss)
	}
	t.Logf("%.2f candidates a day, %d emerged", float64(all)/365, len(emerged))
	if out := os.Getenv("ONSET_OUT"); out != "" {
		w, _ := os.Create(out)
		defer w.Close()
		for d := start; d <= end; d++ {
			for i, c := range days[d] {
				fmt.Fprintf(w, "%s #%d %.1f p%.1g n%d %s | %s\n", d, i+1, c.Score, c.P, c.Mentions, c.Label, strings.Join(c.Phrases, ", "))
				for _, x := range c.Examples {
					fmt.Fprintf(w, "      %s\n", x.Text)
				}
				if c.NearestOlder != nil {
					fmt.Fprintf(w, "      OLDER %s %s\n", c.NearestOlder.Published, c.NearestOlder.Text)
				}
				fmt.Fprint(w, c.Stanza)
			}
		}
	}
}
