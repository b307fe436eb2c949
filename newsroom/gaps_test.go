package newsroom

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onset/tracker"
)

// A line that surged has faded once it was not found on 14 days on which somebody
// looked, be it seven weeks later because nobody looked between: whoever closed every
// day says so, and whoever closes all at once.
func TestWhatFadesAfterAGapFadesForEverybody(t *testing.T) {
	draw(t, "1", func(rt *rapid.T) {
		began := time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)
		pages := func(says string, from, n, step int) arrived {
			a := arrived{at: began.AddDate(0, 0, from+n*step), pages: map[string][]page{}}
			for i := range n {
				source := []string{"a", "b", "c", "d"}[i%4]
				text := fmt.Sprintf("%s %s\n\nFrom issue %d of %s.", says, strings.Repeat(fmt.Sprintf("Witness%d saw it%d. ", i+from, i), 9), i+from, source)
				a.pages[source] = append(a.pages[source], page{source: source, n: from + i, text: text, language: "en",
					date: began.AddDate(0, 0, from+i*step).Format(time.RFC3339), method: "feed", depth: tracker.FullText})
			}
			return a
		}
		quiet, loud, later := pages("Bread is cheap.", -60, 30, 2), pages("Now the harbour is shut.", 1, 12, 0), pages("Fish is cheap.", 45, 30, 1)
		open := func() *house { return openHouse(rt, chosen(t), began, townRules) }
		daily, once := open(), open()
		defer daily.store.Close()
		defer once.store.Close()
		for _, a := range []arrived{quiet, loud, later} {
			for daily.now.Before(a.at.AddDate(0, 0, -1)) {
				daily.now = daily.now.AddDate(0, 0, 1)
				daily.close()
			}
			daily.take(a, nil)
			once.take(a, nil)
		}
		daily.now = daily.now.AddDate(0, 0, 3)
		once.now = daily.now
		want := once.stands()
		if diff := cmp.Diff(want, daily.stands()); diff != "" {
			t.Errorf("closed at once (-) and every day (+):\n%s", diff)
		}
		faded := func(e string) bool { return strings.HasPrefix(e, "faded port/shut") }
		if !slices.ContainsFunc(want, faded) {
			t.Errorf("nothing faded: %s", strings.Join(want[:min(len(want), 9)], "\n"))
		}
	})
}
