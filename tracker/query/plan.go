package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onset/tracker/text"
)

// PlanOp says what a Plan asks of a full-text index.
type PlanOp uint8

// The kinds of plans.
const (
	PlanAll     PlanOp = iota // nothing that an index knows: every article
	PlanTerms                 // one of Terms
	PlanPhrases               // one of Phrases
	PlanForms                 // a term of a word form that begins with Prefix or contains Infix
	PlanNear                  // both Kids, within Distance words
	PlanAnd                   // all Kids
	PlanOr                    // one of Kids
)

// Plan is what a full-text index can tell about an expression: wherever the
// expression holds in an article, its Plan holds for the article's title and
// body together; the reverse must be verified on the text. Terms are those of
// text.Form.Term, "ru:войск". An index that leaves out the commonest terms must
// pass over a Plan that asks for one of them.
type Plan struct {
	Op       PlanOp
	Terms    []string   // PlanTerms
	Phrases  [][]string // PlanPhrases: adjacent terms in this order
	Prefix   string     // PlanForms: of the fold of a word; or
	Infix    string     // PlanForms: anywhere in the fold
	Distance int        // PlanNear: at most so many words between, either way round
	Kids     []*Plan    // never PlanAll, nor an operator of the same kind
}

// Known tells whether an index can narrow the search at all. It can't for
// fields alone, and for regular expressions without literal text.
func (p *Plan) Known() bool { return p.Op != PlanAll }

// Plan returns what a full-text index can tell about the expression.
func (e *Expr) Plan() *Plan { return plan(e.root) }

// PlanAny returns what an index can tell about where one of some expressions
// holds.
func PlanAny(exprs []*Expr) *Plan {
	var any []*Plan
	for _, e := range exprs {
		any = append(any, e.Plan())
	}
	return planOr(any)
}

// Plan returns what a full-text index can tell about the rule in articles of
// any language.
func (r *Rule) Plan() *Plan {
	var langs []*Plan
	for _, e := range r.Match {
		if e != nil {
			langs = append(langs, e.Plan())
		}
	}
	if len(langs) == 0 {
		return &Plan{}
	}
	all := []*Plan{planOr(langs)}
	if r.About != nil {
		all = append(all, r.About.Plan())
	}
	return planAnd(all)
}

func plan(n *node) *Plan {
	switch n.op {
	case opWords:
		return planWords(n)
	case opRegex:
		return planRegex(n)
	case opAnd, opDoes, opTo:
		return planAnd(plans(n.kids))
	case opApart:
		return plan(n.kids[0])
	case opOr:
		return planOr(plans(n.kids))
	case opSet, opTitle:
		return plan(n.kids[0])
	case opNear:
		kids := plans(n.kids)
		if kids[0].Op == PlanAnd || kids[1].Op == PlanAnd || !kids[0].Known() || !kids[1].Known() {
			return planAnd(kids)
		}
		return &Plan{Op: PlanNear, Distance: n.n, Kids: kids}
	}
	return &Plan{}
}

func plans(nodes []*node) []*Plan {
	out := make([]*Plan, len(nodes))
	for i, n := range nodes {
		out[i] = plan(n)
	}
	return out
}

func planAnd(kids []*Plan) *Plan {
	kids = slices.DeleteFunc(kids, func(p *Plan) bool { return !p.Known() })
	return planMany(PlanAnd, kids)
}

func planOr(kids []*Plan) *Plan {
	for _, k := range kids {
		if !k.Known() {
			return k
		}
	}
	return planMany(PlanOr, kids)
}

func planMany(op PlanOp, kids []*Plan) *Plan {
	var flat []*Plan
	for _, k := range kids {
		if k.Op == op {
			flat = append(flat, k.Kids...)
		} else {
			flat = append(flat, k)
		}
	}
	switch len(flat) {
	case 0:
		return &Plan{}
	case 1:
		return flat[0]
	}
	return &Plan{Op: op, Kids: flat}
}

func (w *word) plan() *Plan {
	if begins := w.begins(); begins != nil {
		var any []*Plan
		for _, b := range begins {
			any = append(any, &Plan{Op: PlanForms, Prefix: b})
		}
		return planOr(any)
	}
	return &Plan{Op: PlanTerms, Terms: termsOf(w.indexKeys())}
}

func termsOf(keys []text.Key) []string {
	var out []string
	for _, k := range keys {
		out = append(out, k.Term())
	}
	return out
}

// maxPhrases bounds the alternatives that a phrase multiplies out to.
const maxPhrases = 64

func planWords(n *node) *Plan {
	p := planPhrase(n.words)
	if n.joined != nil {
		return planOr([]*Plan{p, n.joined.plan()})
	}
	return p
}

// planPhrase multiplies the stems of a phrase out, words of one script in one
// language; where that is too much the words are asked for one by one.
func planPhrase(words []*word) *Plan {
	if len(words) == 1 {
		return words[0].plan()
	}
	phrases, single := [][]string{nil}, []*Plan{}
	for i := range words {
		single = append(single, words[i].plan())
		if words[i].begins() != nil {
			phrases = nil
		}
	}
	for i := range words {
		var next [][]string
		for _, k := range words[i].indexKeys() {
			for _, p := range phrases {
				if fits(p, k) {
					next = append(next, append(slices.Clone(p), k.Term()))
				}
			}
		}
		if phrases = next; len(phrases) > maxPhrases {
			phrases = nil
		}
	}
	if phrases == nil {
		return planAnd(single)
	}
	return &Plan{Op: PlanPhrases, Phrases: phrases}
}

// fits tells whether a key may follow the terms of a phrase: in one article all
// Latin words are of one language. (Cyrillic ones may be Russian and Ukrainian,
// by their letters.)
func fits(phrase []string, k text.Key) bool {
	for _, term := range phrase {
		code, stem, _ := strings.Cut(term, ":")
		if code != k.Lang.String() && isLatin(stem) && isLatin(k.Stem) {
			return false
		}
	}
	return true
}

// isLatin tells whether a stem is of a word that has the article's language.
func isLatin(stem string) bool {
	r, _ := utf8.DecodeRuneInString(stem)
	return r < 0x250
}

// planRegex asks for the word forms that the literals of a regular expression
// need.
func planRegex(n *node) *Plan {
	lits := literals(n.name)
	if lits == nil {
		return &Plan{}
	}
	var any []*Plan
	for _, l := range lits {
		any = append(any, planLiteral(l))
	}
	return planOr(any)
}

// planLiteral takes the longest run of letters and digits in a literal. A run
// that begins behind a blank begins a word.
func planLiteral(literal string) *Plan {
	best := &Plan{}
	longest := 1
	for i := 0; i < len(literal); {
		n := runLength(literal[i:], isFormRune)
		if n == 0 {
			_, size := utf8.DecodeRuneInString(literal[i:])
			i += size
			continue
		}
		run := text.Fold(literal[i : i+n])
		if letters := utf8.RuneCountInString(run); letters > longest && !text.Elided(run) {
			longest = letters
			best = &Plan{Op: PlanForms, Infix: run}
			if i > 0 && literal[i-1] == ' ' {
				best = &Plan{Op: PlanForms, Prefix: run}
			}
		}
		i += n
	}
	return best
}

// isFormRune tells of characters whose case and fold are plain.
func isFormRune(r rune) bool {
	return r < 0x180 && r != 'µ' && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r >= 'А' && r <= 'я' || r >= 0x400 && r <= 0x45F
}

// Require returns the values that a field (lang, source or kind) must have one
// of for the expression to hold; nil when any will do. It lets a store leave
// out articles before they are read.
func (e *Expr) Require(field string) []string {
	c := constraints{}
	for _, k := range flatten(e.root, nil) {
		if k.op == opField && k.name == field {
			c.narrow(k.node)
		}
	}
	return c[field]
}
