package draft

import (
	"testing"

	"onset/tracker/text"
)

func count(t *Tally, sentences ...string) {
	for _, s := range sentences {
		x := text.Analyse(s, "en")
		t.Add(x, 0, len(x.Words))
	}
}

// What stands in some sentences rather than elsewhere is told, but no names,
// nothing met once, and nothing that is known already.
func TestTelling(t *testing.T) {
	var all, near Tally
	for range 100 {
		count(&all, "The council met on a rainy day and nothing was decided.")
	}
	some := []string{"A sham vote was held by Orlov.", "Orlov called the council a sham.", "Once the port was closed by Orlov."}
	count(&all, some...)
	count(&near, some...)
	words := near.Telling(&all, func(f *text.Form) bool { return f.Fold == "called" })
	if len(words) != 1 || words[0].Text != "sham" || words[0].Count != 2 {
		t.Errorf("%v", words)
	}
}
