package discover

import (
	"strings"
	"testing"

	"onset/tracker/text"
)

// What is said of a name is a line, the name alone is none.
func TestARuleIsMoreThanAName(t *testing.T) {
	state, _ := quarrellingArchive()
	f := New(Options{})
	if err := f.UnmarshalBinary(state); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text, a, b string
		want       string // what has to stand in the rule beside the key; "" nothing
	}{
		{"Yesterday the mayor Andrew Reed betrayed the harbour", "Andrew", "Reed", " AND mayor"},
		{"Yesterday the mayor Reed of Riverside betrayed the harbour", "Reed", "Riverside", " AND mayor"},
		{"Yesterday the mayor Reed betrayed the harbour", "Reed", "", " AND mayor"},
		{"Yesterday the mayor Reed betrayed the harbour", "betrayed", "harbour", ""},
		{"Yesterday the mayor Reed betrayed the harbour", "Reed", "betrayed", ""},
		{"Вчера мэр Андрей Рудов предал гавань", "Андрей", "Рудов", " AND "},
	} {
		doc := text.Analyse(c.text, text.Detect("", c.text, ""))
		us := []*unit{&units(doc, doc.Sentences[0])[0]}
		id := func(word string) uint32 {
			w := text.Analyse(word, doc.Lang)
			if len(w.Words) == 0 {
				return 0
			}
			return stemID(root(w.Stem(0)))
		}
		k := key{a: id(c.a)}
		if c.b != "" {
			k = keyOf(pair(id(c.a), id(c.b)))
		}
		g := group{seed: evidence{key: k, seeds: []key{k}}}
		rule := f.ruleOf(g, us, doc.Lang)
		if c.want == "" && strings.Contains(rule, " AND ") || !strings.Contains(rule, c.want) {
			t.Errorf("the rule of %s %s is %q, want in it %q", c.a, c.b, rule, c.want)
		}
	}
}
