package query

import (
	"strconv"
	"strings"
)

// String returns the expression in canonical form: parsing it again gives the
// same expression, and printing that the same text.
func (e *Expr) String() string {
	var b strings.Builder
	printer{&b, false}.print(e.root, precOr)
	return b.String()
}

// Expanded returns the canonical form with every $name replaced by what it
// stands for: two rules that mean the same text have the same Expanded.
func (e *Expr) Expanded() string {
	var b strings.Builder
	printer{&b, true}.print(e.root, precOr)
	return b.String()
}

func (n *node) String() string { return (&Expr{root: n}).String() }

// Precedences, loosest first.
const (
	precOr = iota
	precAnd
	precNot
	precNear
	precTerm
)

type printer struct {
	b      *strings.Builder
	expand bool
}

func (p printer) print(n *node, outer int) {
	prec := precedence[n.op]
	if n.op == opSet && p.expand {
		p.print(n.kids[0], outer)
		return
	}
	if prec < outer {
		p.b.WriteByte('(')
		defer p.b.WriteByte(')')
	}
	switch n.op {
	case opWords:
		p.words(n)
	case opRegex:
		p.b.WriteString("/" + n.name + "/")
	case opSet:
		p.b.WriteString("$" + n.name)
	case opAnd:
		p.list(n.kids, " AND ", precAnd+1)
	case opOr:
		p.list(n.kids, " OR ", precOr+1)
	case opNot:
		p.b.WriteString("NOT ")
		p.print(n.kids[0], precNot)
	case opNear:
		p.print(n.kids[0], precNear)
		p.b.WriteString(nearText(n))
		p.print(n.kids[1], precTerm)
	case opApart:
		p.print(n.kids[0], precNear)
		p.b.WriteString(" NOT" + nearText(n))
		p.print(n.kids[1], precTerm)
	case opDoes, opTo:
		p.print(n.kids[0], precNear)
		p.b.WriteString(roleText[n.op])
		p.print(n.kids[1], precTerm)
	case opTitle:
		p.b.WriteString("title:")
		p.print(n.kids[0], precTerm)
	case opField:
		p.field(n)
	}
}

var precedence = [...]int{opOr: precOr, opAnd: precAnd, opNot: precNot, opNear: precNear, opApart: precNear, opDoes: precNear, opTo: precNear,
	opWords: precTerm, opRegex: precTerm, opField: precTerm, opTitle: precTerm, opSet: precTerm}

func (p printer) list(kids []*node, between string, prec int) {
	for i, k := range kids {
		if i > 0 {
			p.b.WriteString(between)
		}
		p.print(k, prec)
	}
}

func (p printer) words(n *node) {
	between, mark := "-", ""
	switch {
	case n.quoted:
		between, mark = " ", `"`
	case n.literal != "":
		p.b.WriteString("=" + n.literal)
		return
	}
	if len(n.words) == 1 && operators[n.words[0].text] && n.words[0].kind == inflected {
		mark = `"`
	}
	p.b.WriteString(mark)
	for i, w := range n.words {
		if i > 0 {
			p.b.WriteString(between)
		}
		p.b.WriteString(w.String())
	}
	p.b.WriteString(mark)
}

func (w word) String() string {
	switch {
	case w.kind == exact:
		return "=" + w.text
	case w.kind == prefix:
		return w.text + "*"
	case w.kind == family:
		return "~" + w.text
	}
	return w.text
}

// operators are words that must be quoted to be looked for.
var operators = map[string]bool{"AND": true, "OR": true, "NOT": true, "NEAR": true, "ONEAR": true, "DOES": true, "TO": true, "and": true, "or": true, "not": true}

func (p printer) field(n *node) {
	p.b.WriteString(n.name + ":")
	if len(n.vals) == 1 {
		p.b.WriteString(valueText(n.vals[0]))
		return
	}
	p.b.WriteByte('(')
	for i, v := range n.vals {
		if i > 0 {
			p.b.WriteString(" OR ")
		}
		p.b.WriteString(valueText(v))
	}
	p.b.WriteByte(')')
}

func valueText(v string) string {
	if operators[v] || runLength(v, isName) != len(v) {
		return `"` + v + `"`
	}
	return v
}

var roleText = map[op]string{opDoes: " DOES ", opTo: " TO "}

func nearText(n *node) string {
	if n.ordered {
		return " ONEAR/" + strconv.Itoa(n.n) + " "
	}
	return " NEAR/" + strconv.Itoa(n.n) + " "
}
