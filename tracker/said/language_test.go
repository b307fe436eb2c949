package said

import (
	"strings"
	"testing"
)

func TestParseLanguageRefuses(t *testing.T) {
	for _, c := range []struct{ line, says string }{
		{"month", `want "class = words" or "kind: pattern"`},
		{"unit eon = eons", `unknown value "eon"`},
		{"suffix = th", "suffix ordinal"},
		{"sometime: MONTH", `unknown kind "sometime"`},
		{"day: FORTNIGHT", `unknown class "FORTNIGHT"`},
		{"day: (MONTH DAY", "not well formed"},
		{"day: MONTH DAY)", "not well formed"},
		{"day: ? MONTH", "not well formed"},
		{"day: MONTH?", "matches nothing at all"},
		{"ago: N ago", "names no unit"},
		{"unit relsoon: UNIT", `unknown value "soon"`},
	} {
		_, err := parseLanguage("xx", "# head\n"+c.line)
		if err == nil || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), "xx.txt:2: ") {
			t.Errorf("%q: got %v, want xx.txt:2: …%s…", c.line, err, c.says)
		}
	}
}

// Every table names all months and weekdays, and the sets that decide whether
// a said date attaches.
func TestLanguagesAreComplete(t *testing.T) {
	for code, l := range languages() {
		months, weekdays := map[int]bool{}, map[int]bool{}
		for _, w := range l.words {
			if m, ok := w.value(slotMonth); ok {
				months[m] = true
			}
			if d, ok := w.value(slotWeekday); ok {
				weekdays[d] = true
			}
		}
		if len(months) != 12 || len(weekdays) != 7 {
			t.Errorf("%s: %d months and %d weekdays", code, len(months), len(weekdays))
		}
		for _, set := range []string{"SINCE", "UNTIL", "WILL", "DID", "CLAUSE", "SPEECH", "MONTHLEAD", "YEARLEAD"} {
			if _, ok := l.sets[set]; !ok {
				t.Errorf("%s: no words for %s", code, strings.ToLower(set))
			}
		}
	}
}
