package query

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	_ "onset/tracker/proptest"
	"onset/tracker/text"
)

// posted is a document as a full-text index would keep it.
type posted struct {
	terms [][]string // by part, in order
	forms map[string][]string
}

func post(doc *Doc) posted {
	p := posted{forms: make(map[string][]string)}
	for _, t := range []*text.Text{doc.Title, doc.Body} {
		var terms []string
		for i := range t.Words {
			terms = append(terms, t.Form(i).Term())
			p.forms[t.Fold(i)] = append(p.forms[t.Fold(i)], t.Form(i).Term())
		}
		p.terms = append(p.terms, terms)
	}
	return p
}

func (d posted) holds(p *Plan) bool {
	switch p.Op {
	case PlanTerms:
		return d.hasPhrase(slices.Collect(func(yield func([]string) bool) {
			for _, t := range p.Terms {
				if !yield([]string{t}) {
					return
				}
			}
		}))
	case PlanPhrases:
		return d.hasPhrase(p.Phrases)
	case PlanForms:
		for form := range d.forms {
			if p.Prefix != "" && strings.HasPrefix(form, p.Prefix) || p.Infix != "" && strings.Contains(form, p.Infix) {
				return true
			}
		}
		return false
	case PlanAnd, PlanNear:
		return !slices.ContainsFunc(p.Kids, func(k *Plan) bool { return !d.holds(k) })
	case PlanOr:
		return slices.ContainsFunc(p.Kids, d.holds)
	}
	return true
}

func (d posted) hasPhrase(phrases [][]string) bool {
	for _, terms := range d.terms {
		for i := range terms {
			for _, p := range phrases {
				if i+len(p) <= len(terms) && slices.Equal(terms[i:i+len(p)], p) {
					return true
				}
			}
		}
	}
	return false
}

// Where a rule holds, its plan holds: a full-text index loses nothing.
func TestPlanLosesNothing(t *testing.T) {
	held := 0
	rapid.Check(t, func(t *rapid.T) {
		rules := make([]Rule, 24)
		for i := range rules {
			rules[i] = randomFullRule(t)
		}
		for range 8 {
			doc := randomDoc(t)
			d := post(doc)
			for i := range rules {
				if len(rules[i].Hits(doc)) == 0 {
					continue
				}
				held++
				if p := rules[i].Plan(); !d.holds(p) {
					t.Fatalf("%v lost in %q %q\n%+v", rules[i].Match, doc.Title.Raw, doc.Body.Raw, p)
				}
			}
		}
	})
	if held < 1000 {
		t.Errorf("only %d rules held: the texts test little", held)
	}
}

func TestPlan(t *testing.T) {
	cases := []struct {
		src   string
		known bool
	}{
		{`troops`, true}, {`troops AND NOT war`, true}, {`lang:ru`, false}, {`/\d{4}/`, false}, {`/\d{4} troops/`, true},
		{`troops OR /\d+/`, false}, {`troops AND /\d+/`, true}, {`nucl*`, true}, {`title:troops`, true},
	}
	for _, c := range cases {
		e, err := Parse(c.src, nil)
		if err != nil {
			t.Fatal(err)
		}
		if e.Plan().Known() != c.known {
			t.Errorf("%s: known %v", c.src, !c.known)
		}
	}
	e, _ := Parse(`war AND lang:(ru OR uk) AND lang:(uk OR en)`, nil)
	if got := e.Require("lang"); !slices.Equal(got, []string{"uk"}) {
		t.Errorf("lang must be %v", got)
	}
}
