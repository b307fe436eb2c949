package said_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/said"
	"onset/tracker/text"
)

// datesDir holds English expressions with their values, made for assistants:
// appointments and commands rather than news, with weeks and months ago as
// exact days. It is measured, not aimed at; the floors only guard against loss.
const datesDir = "../../../shared/data/dates"

// annotated is one line of such a file.
type annotated struct {
	Input   string
	Context struct{ ReferenceDateTime string }
	Results []struct {
		Text  string
		Start int
		Value struct {
			PastResolution, FutureResolution map[string]string
		}
	}
}

// TestMeasureDates reports how many expressions are found, and how many of the
// single days get one of the two values that the file allows. Orders of day and
// month are American there.
func TestMeasureDates(t *testing.T) {
	if _, err := os.Stat(datesDir); err != nil {
		t.Skip("the annotated expressions are not here: " + datesDir)
	}
	for _, c := range []struct {
		file         string
		found, exact float64
	}{
		{"DateParser.json", 0.70, 0.50},
		{"DatePeriodParser.json", 0.70, 0.40},
	} {
		total, found, valued, exact := 0, 0, 0, 0
		for _, a := range readAnnotated(t, filepath.Join(datesDir, c.file)) {
			day, err := tracker.ParseDay(strings.SplitN(a.Context.ReferenceDateTime+"T", "T", 2)[0])
			if err != nil {
				continue
			}
			exprs := said.Find(text.Analyse(a.Input, "en"), said.Outlet{Published: day, Country: "US"})
			for _, r := range a.Results {
				total++
				e := overlapping(exprs, tracker.Span{Start: r.Start, End: r.Start + len(r.Text)})
				if e == nil {
					if testing.Verbose() {
						t.Logf("missed %q in %q", r.Text, a.Input)
					}
					continue
				}
				found++
				valued++
				if fits(e, r.Value.PastResolution) || fits(e, r.Value.FutureResolution) {
					exact++
				} else if testing.Verbose() {
					t.Logf("%q in %q (%s): got %s..%s, want %v or %v", e.Text, a.Input, day, e.From, e.To, r.Value.PastResolution, r.Value.FutureResolution)
				}
			}
		}
		f, x := float64(found)/float64(total), float64(exact)/float64(valued)
		t.Logf("%s: %d of %d found (%.2f), %d of %d exact (%.2f)", c.file, found, total, f, exact, valued, x)
		if f < c.found || x < c.exact {
			t.Errorf("%s: found %.2f, want %.2f; exact %.2f, want %.2f", c.file, f, c.found, x, c.exact)
		}
	}
}

func readAnnotated(t *testing.T, file string) []annotated {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []annotated
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(src), "\ufeff")), &out); err != nil {
		t.Fatalf("reading %s: %v", file, err)
	}
	return out
}

func overlapping(exprs []said.Expr, s tracker.Span) *said.Expr {
	for i := range exprs {
		if exprs[i].Overlap(s) > 0 {
			return &exprs[i]
		}
	}
	return nil
}

// fits tells whether an expression has a value of the file: a day, or a start
// and an exclusive end.
func fits(e *said.Expr, value map[string]string) bool {
	if d, ok := value["date"]; ok {
		return e.From.String() == d && e.To.String() == d
	}
	end, err := tracker.ParseDay(value["endDate"])
	if err != nil {
		return false
	}
	return e.From.String() == value["startDate"] && (e.To == end-1 || e.To == end)
}
