package claim

import (
	"os"
	"strings"
	"testing"
)

// TestDaysOfSaying reads texts for the days on which their words were said.
func TestDaysOfSaying(t *testing.T) {
	src, err := os.ReadFile("testdata/days/kinds.txt")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for n, row := range strings.Split(string(src), "\n") {
		if row == "" || row[0] == '#' {
			continue
		}
		rows++
		f := strings.SplitN(row, " | ", 3)
		lang, want, ok := strings.Cut(f[0], " ")
		if !ok || len(f) < 3 {
			t.Fatalf("testdata/days/kinds.txt:%d: not a row", n+1)
		}
		if got := dayOfSaying(t, lang, f[1], strings.ReplaceAll(f[2], `\n`, "\n\n")); got != want {
			t.Errorf("testdata/days/kinds.txt:%d: said %s: %s", n+1, got, row)
		}
	}
	if rows < 80 {
		t.Errorf("only %d rows", rows)
	}
}

// dayOfSaying returns the day of the claim that begins with some words: "-" for
// none, "flagged" for one that dates nothing, "no claim" where there is none.
func dayOfSaying(t *testing.T, lang, words, body string) string {
	t.Helper()
	for _, got := range Open(document(t, body, lang), testBook()).Claims() {
		switch s := got.Said; {
		case !strings.HasPrefix(got.Text, words):
		case s != nil && s.Flag == BeforeItsEvent:
			return "flagged"
		case s != nil && s.From != 0:
			return s.From.String()
		default:
			return "-"
		}
	}
	return "no claim"
}
