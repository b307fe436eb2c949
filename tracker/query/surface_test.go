package query_test

import (
	"fmt"
	"strings"
	"testing"

	"onset/tracker/query"
)

// Each word of a rule is told with the forms it takes of an archive, and a
// beginning with those of other words.
func TestSurface(t *testing.T) {
	s := query.SurfaceOf(parse(t, `ban* OR ~provoke OR "neutral status" OR провокация OR =ISW`), parse(t, `ban* AND Orban`))
	for _, f := range strings.Fields("ban banned banning bandera bank provocation provoked province neutral neutrality status orbán orban isw") {
		s.Add("en", f)
	}
	for _, f := range strings.Fields("провокации провокацией провинция") {
		s.Add("ru", f)
	}
	want := map[string]string{
		"ban*": "[ban bandera bank banned banning] [bandera bank]", "~provoke": "[provocation provoked] []",
		"neutral": "[neutral] []", "status": "[status] []", "провокация": "[провокацией провокации] []", "Orban": "[orban orbán] []",
	}
	words := s.Words()
	if len(words) != len(want) {
		t.Errorf("words %v", words)
	}
	for _, w := range words {
		if got := fmt.Sprint(w.Forms, w.Others); got != want[w.Word] {
			t.Errorf("%s: %s, not %s", w.Word, got, want[w.Word])
		}
	}
}
