package query_test

import (
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/query"
)

func TestExplain(t *testing.T) {
	doc := document("", "The world wars and foreign troops. Nothing here.", "en")
	r := query.Rule{Match: query.Any(parse(t, `"world war" AND $troops`))}
	hits := r.Hits(doc)
	if len(hits) != 1 {
		t.Fatal(hits)
	}
	var got []string
	for _, k := range r.Explain(doc, hits[0]) {
		got = append(got, doc.Body.Raw[k.Start:k.End]+"="+k.Term)
	}
	if s, want := strings.Join(got, " "), `world wars="world war" foreign=foreign troops=troops`; s != want {
		t.Errorf("got %s, want %s", s, want)
	}
}

func TestNearMisses(t *testing.T) {
	cases := []struct{ rule, not, about, text, want string }{
		{`red AND green AND blue`, "", "", "Red and green. Blue.", "Red,green: no `blue`"},
		{`"world war" AND troops`, "", "", "A war of the world with troops.", "war,world,troops: the words of `\"world war\"` are not side by side in this order"},
		{`"third world war"`, "", "", "A world war.", "world,war: `\"third world war\"` lacks `third`"},
		{`red NEAR/2 green`, "", "", "Red one two three green.", "Red,green: `red` and `green` are too far apart, or in the other order"},
		{`red AND NOT green`, "", "", "Red green.", "Red: kept out by `NOT green`"},
		{`red`, "again", "", "Red again.", "Red: kept out by `not: again`"},
		{`red`, "", "peace", "Red.", "Red: the article is not about `peace`"},
		{`red AND (green OR blue)`, "", "", "Red.", "Red: nothing of `green OR blue`"},
		{`red AND lang:ru`, "", "", "Red.", "Red: no `lang:ru`"},
		{`red AND green`, "", "", "Red and green.", ""},
		{`red AND green AND blue`, "", "", "Red.", ""},
	}
	for _, c := range cases {
		r := query.Rule{Match: query.Any(parse(t, c.rule))}
		if c.not != "" {
			r.Not = parse(t, c.not)
		}
		if c.about != "" {
			r.About = parse(t, c.about)
		}
		doc := document("", c.text, "en")
		var got []string
		for _, m := range r.NearMisses(doc, 3) {
			got = append(got, hitWords(doc, []query.Hit{{Part: tracker.Body, Spans: m.Spans}})+": "+m.Lacking)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s in %q:\n got %s\nwant %s", c.rule, c.text, s, c.want)
		}
	}
}
