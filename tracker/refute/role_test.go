package refute

import (
	"testing"

	"onset/tracker/draft"
	"onset/tracker/query"
	"onset/tracker/text"
)

func TestRolesOfASentence(t *testing.T) {
	terms := query.Terms{"harbour": "(Norport OR Норпорт)"}
	term, err := query.Parse("$harbour", terms)
	if err != nil {
		t.Fatal(err)
	}
	named := []draft.Term{{Name: "harbour", Expr: term}}
	for _, c := range []struct {
		lang, sentence string
		want           string // the first role; empty: none can be told
	}{
		{"en", "Again Ostland provokes Westland.", "Ostland DOES ~provokes TO Westland"},
		{"en", "This week Westland was provoked by Ostland.", "Ostland DOES ~provoked TO Westland"},
		{"en", "Again Norport blocks Westland.", "$harbour DOES ~blocks TO Westland"},
		{"en", "In Ostland it rained while Westland slept.", ""},
		{"en", "The dam broke.", ""},
	} {
		doc := &query.Doc{Body: text.Analyse(c.sentence, c.lang), Lang: c.lang}
		got := ""
		if roles := Roles(doc, draft.Parts(c.sentence, c.lang, named), terms); len(roles) > 0 {
			got = roles[0].Rule()
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.sentence, got, c.want)
		}
	}
	if got := (Role{"A", "~b", "C"}).Rule("d", "e"); got != "A DOES (~b OR d OR e) TO C" {
		t.Error(got)
	}
}
