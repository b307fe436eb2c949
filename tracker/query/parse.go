package query

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Expr is a parsed expression of the rule language. It never changes.
type Expr struct {
	src  string
	root *node
}

// Terms are the sets that $name stands for: an expression by name.
type Terms map[string]string

// Limits that keep an expression within what a machine can evaluate.
const (
	maxDepth  = 100
	maxNodes  = 20000 // with all sets expanded
	maxSource = 1 << 16
	maxErrors = 50 // told at once
)

// What is said of a rule beyond maxNodes.
const (
	tooLarge = "the rule is too large"
	smaller  = "split it into several talking points, or use smaller sets"
)

// Parse reads an expression. The error is an ErrorList with every fault.
func Parse(src string, terms Terms) (*Expr, error) { return NewParser(terms).Parse(src) }

// Parser reads many expressions that may use the same sets. What they ask for in
// common they share, since a file of rules asks for the same words again and again.
// It may be used by one goroutine at a time.
type Parser struct {
	terms Terms
	words map[wordKey]*word
}

// NewParser returns a parser of expressions that may use some sets.
func NewParser(terms Terms) *Parser { return &Parser{terms, map[wordKey]*word{}} }

// Parse reads an expression. The error is an ErrorList with every fault.
func (shared *Parser) Parse(src string) (*Expr, error) {
	p := newParser(src, shared, nil)
	root := p.parse()
	if len(p.errors) > 0 {
		return nil, p.sorted()
	}
	return &Expr{src: src, root: root}, nil
}

// Check reads every set by itself and returns the faults by name of the set,
// with offsets into its own text.
func (t Terms) Check() map[string]ErrorList {
	faults := make(map[string]ErrorList)
	shared := NewParser(t)
	for name, src := range t {
		p := newParser(src, shared, []string{name})
		p.set = true
		p.parse()
		if len(p.errors) > 0 {
			faults[name] = p.sorted()
		}
	}
	return faults
}

type parser struct {
	*Parser
	src    string
	within []string // names of the sets being expanded
	set    bool     // the source is a set: it need not hold by itself
	tokens []token
	at     int
	depth  int
	nodes  *int
	errors ErrorList
}

func newParser(src string, shared *Parser, within []string) *parser {
	return &parser{Parser: shared, src: src, within: within, nodes: new(int)}
}

func (p *parser) sorted() ErrorList {
	slices.SortStableFunc(p.errors, func(a, b Error) int { return cmp.Compare(a.Offset, b.Offset) })
	return p.errors
}

func (p *parser) fail(pos, end int, message, hint string) {
	if len(p.errors) < maxErrors {
		p.errors = append(p.errors, newError(p.src, pos, end, message, hint))
	}
}

func (p *parser) parse() *node {
	if len(p.src) > maxSource {
		p.fail(0, 0, "the rule is longer than 64 KB", "split it into several talking points")
		return nil
	}
	p.tokens = lex(p.src, p.fail)
	if len(p.tokens) == 1 {
		if len(p.errors) == 0 {
			p.fail(0, 0, "the rule is empty", "write the words to look for, such as \"world war\" OR ultimatum")
		}
		return nil
	}
	root := p.or()
	for p.peek().kind == tokClose {
		t := p.next()
		p.fail(t.pos, t.end, "`)` without `(`", "remove it, or open a bracket before")
		if p.startsTerm() || p.peek().kind == tokAnd || p.peek().kind == tokOr || p.peek().kind == tokNear {
			if p.peek().kind != tokNot && !p.startsTerm() {
				p.next()
			}
			p.or()
		}
	}
	if len(p.errors) == 0 {
		p.check(root)
	}
	return root
}

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) next() token {
	t := p.tokens[p.at]
	if t.kind != tokEnd {
		p.at++
	}
	return t
}

func (p *parser) node(op op, pos, end int, kids ...*node) *node {
	*p.nodes++
	if *p.nodes == maxNodes+1 && len(p.errors) == 0 {
		p.fail(pos, end, tooLarge, smaller)
	}
	return &node{op: op, pos: pos, end: end, kids: kids}
}

// many joins kids by AND or OR, those of the same operator laid flat.
func (p *parser) many(op op, kids []*node) *node {
	if len(kids) == 1 {
		return kids[0]
	}
	var flat []*node
	for _, k := range kids {
		if k.op == op {
			flat = append(flat, k.kids...)
		} else {
			flat = append(flat, k)
		}
	}
	return p.node(op, kids[0].pos, kids[len(kids)-1].end, flat...)
}

func (p *parser) or() *node {
	kids := []*node{p.and()}
	for p.peek().kind == tokOr || p.lowercase("or") {
		p.next()
		kids = append(kids, p.and())
	}
	return p.many(opOr, kids)
}

func (p *parser) and() *node {
	kids := []*node{p.not()}
	for {
		switch t := p.peek(); {
		case t.kind == tokAnd || p.lowercase("and"):
			p.next()
		case t.kind == tokNot: // a NOT b
		case p.lowercase("or"):
			return p.many(opAnd, kids)
		case p.lowercase("not"):
			p.next()
			kids = append(kids, p.node(opNot, t.pos, t.end, p.not()))
			continue
		case p.startsTerm():
			last := kids[len(kids)-1]
			p.fail(t.pos, t.end, fmt.Sprintf("two terms side by side: `%s` and `%s`", p.excerpt(last.pos, last.end), p.excerpt(t.pos, t.end)),
				"put AND, OR or NEAR/8 between them, or quotation marks around a phrase")
		default:
			return p.many(opAnd, kids)
		}
		kids = append(kids, p.not())
	}
}

// lowercase tells whether an operator in small letters stands where only an
// operator can, and reports it.
func (p *parser) lowercase(word string) bool {
	t := p.peek()
	if t.kind != tokWord || t.text != word {
		return false
	}
	if next := p.tokens[p.at+1].kind; next == tokEnd || next == tokClose {
		return false
	}
	if len(p.errors) == 0 || p.errors[len(p.errors)-1].Offset != t.pos {
		p.fail(t.pos, t.end, "operators are written in capitals", fmt.Sprintf("write %s; as a word to look for, put it in quotation marks", strings.ToUpper(word)))
	}
	return true
}

// excerpt returns a short piece of the source.
func (p *parser) excerpt(pos, end int) string {
	const most = 30
	s := p.src[pos:max(pos, end)]
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func (p *parser) startsTerm() bool {
	switch p.peek().kind {
	case tokWord, tokPhrase, tokRegex, tokSet, tokOpen, tokField, tokBad:
		return true
	}
	return false
}

func (p *parser) not() *node {
	t := p.peek()
	if t.kind != tokNot {
		return p.near()
	}
	p.next()
	if !p.enter(t) {
		return p.bad(t)
	}
	kid := p.not()
	p.depth--
	return p.node(opNot, t.pos, kid.end, kid)
}

// enter goes one level deeper; on the way too deep it skips the rest.
func (p *parser) enter(t token) bool {
	p.depth++
	if p.depth > maxDepth {
		p.fail(t.pos, t.end, "brackets are nested too deeply", "use sets ($name) instead")
		p.at = len(p.tokens) - 1
		return false
	}
	return true
}

func (p *parser) near() *node {
	left := p.primary()
	for {
		op := p.relation()
		if op == opWords {
			return left
		}
		t := p.next()
		right := p.primary()
		left = p.node(op, left.pos, right.end, left, right)
		left.n, left.ordered = t.n, t.ordered
	}
}

// relation tells which operator stands between two places in the text, with
// the NOT of NOT NEAR read; opWords when none does.
func (p *parser) relation() op {
	switch p.peek().kind {
	case tokNear:
		return opNear
	case tokDoes:
		return opDoes
	case tokTo:
		return opTo
	case tokNot:
		if p.tokens[p.at+1].kind == tokNear {
			p.next()
			return opApart
		}
	}
	return opWords
}

// bad stands for a term that was reported.
func (p *parser) bad(t token) *node { return p.node(opWords, t.pos, t.end) }

func (p *parser) primary() *node {
	switch t := p.next(); t.kind {
	case tokWord:
		return p.word(t)
	case tokPhrase:
		return p.phrase(t)
	case tokRegex:
		return p.regex(t)
	case tokSet:
		return p.expand(t)
	case tokOpen:
		return p.group(t)
	case tokField:
		return p.field(t)
	case tokBad:
		return p.bad(t)
	case tokEnd:
		if len(p.errors) == 0 || p.errors[len(p.errors)-1].Offset != t.pos {
			p.fail(t.pos, t.end, "a term is missing at the end", "complete the rule or remove the last operator")
		}
		return p.bad(t)
	default:
		p.at--
		return p.missing(t)
	}
}

// missing reports an operator or bracket where a term should be.
func (p *parser) missing(t token) *node {
	what := p.src[t.pos:t.end]
	p.fail(t.pos, t.end, fmt.Sprintf("a term is missing before `%s`", what), "put a word or phrase there, or remove the operator")
	if t.kind != tokClose {
		p.next()
		if t.kind == tokNot || p.startsTerm() {
			return p.primary()
		}
	}
	return p.bad(t)
}

func (p *parser) group(t token) *node {
	if !p.enter(t) {
		return p.bad(t)
	}
	defer func() { p.depth-- }()
	if end := p.peek(); end.kind == tokClose {
		p.next()
		p.fail(t.pos, end.end, "empty brackets", "put terms between them or remove them")
		return p.bad(t)
	}
	n := p.or()
	if p.peek().kind != tokClose {
		p.fail(t.pos, t.end, "`(` is never closed", "add a `)`")
		return n
	}
	p.next()
	return n
}
