package query

import (
	"slices"
	"strings"
)

// Field is a use of a field in an expression.
type Field struct {
	Name, Value string
	Offset      int // in the source of the expression; for one in a set, that of the $name
}

// Fields returns every use of a field but title:, so that the caller can tell
// values that exist nowhere.
func (e *Expr) Fields() []Field {
	var out []Field
	var walk func(n *node, offset int)
	walk = func(n *node, offset int) {
		if offset < 0 && n.op == opSet {
			for _, k := range n.kids {
				walk(k, n.pos)
			}
			return
		}
		at := offset
		if at < 0 {
			at = n.pos
		}
		for _, v := range n.vals {
			out = append(out, Field{n.name, v, at})
		}
		for _, k := range n.kids {
			walk(k, offset)
		}
	}
	walk(e.root, -1)
	return out
}

// HasWords tells whether the expression can hold by words of a text. One that
// has fields alone is good for `about` and `not`, never for `match`.
func (e *Expr) HasWords() bool { return hasWords(e.root) }

func hasWords(n *node) bool {
	switch n.op {
	case opWords, opRegex:
		return true
	case opNot:
		return false
	}
	return slices.ContainsFunc(n.kids, hasWords)
}

// Sets returns the names of the sets used directly, sorted.
func (e *Expr) Sets() []string {
	seen := make(map[string]bool)
	var walk func(*node)
	walk = func(n *node) {
		if n.op == opSet {
			seen[n.name] = true
			return
		}
		for _, k := range n.kids {
			walk(k)
		}
	}
	walk(e.root)
	out := make([]string, 0, len(seen))
	for name := range seen {
		out = append(out, name)
	}
	slices.SortFunc(out, strings.Compare)
	return out
}

// Exprs returns the expressions that say what a rule matches, by language.
func (r *Rule) Exprs() []*Expr {
	var out []*Expr
	for _, lang := range sortedLanguages(r.Match) {
		out = append(out, r.Match[lang])
	}
	return out
}

// Alternatives tells whether the expression is words and phrases of which one
// must hold, and nothing else.
func (e *Expr) Alternatives() bool {
	return !hasOp(e.root, opAnd, opNot, opNear, opApart, opDoes, opTo, opField, opTitle, opRegex)
}
