package draft

import "testing"

// A word may have others beside it; a name or a term has none.
func TestOthersMayStandForAWord(t *testing.T) {
	for _, c := range []struct{ part, word, with string }{
		{"~ban", "ban", "(~ban OR forbid OR outlaw)"},
		{"harbour", "harbour", "(harbour OR forbid OR outlaw)"},
		{"Norport", "", "Norport"},
		{"$west", "", "$west"},
	} {
		p := Part{Text: c.part}
		if got := p.Word(); got != c.word {
			t.Errorf("the word of %s is %q, want %q", c.part, got, c.word)
		}
		var others []string
		if c.word != "" {
			others = []string{"forbid", "outlaw"}
		}
		if got := p.Or(others...).Text; got != c.with {
			t.Errorf("%s with others is %s, want %s", c.part, got, c.with)
		}
	}
}
