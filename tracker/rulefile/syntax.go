package rulefile

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// read parses src as one YAML document; nil when it can't be read or is empty.
func read(ps *problems, src []byte) *node {
	if !utf8.Valid(src) {
		ps.add(badByte(src), "save the file as UTF-8", "this is not UTF-8 text")
		return nil
	}
	if line := nestedAt(ps.lines); line > 0 {
		ps.add(position{line, 1}, "nothing in this file needs more than a few levels", "lists and fields nest more than %d deep", maxNesting)
		return nil
	}
	file, err := parse(src)
	if err != nil {
		ps.syntax(err)
		return nil
	}
	var body []ast.Node
	for _, d := range file.Docs {
		if d != nil && d.Body != nil {
			body = append(body, d.Body)
		}
	}
	switch len(body) {
	case 0:
		return nil
	case 1:
		return (&tree{problems: ps, anchors: map[string]*node{}}).convert(body[0], position{1, 1})
	}
	ps.add(start(body[1]), "remove the line ---: everything stands in one document", "a second document begins here")
	return nil
}

// maxNesting is how deep lists and fields may nest; the parser's work grows with
// the square of it.
const maxNesting = 100

// nestedAt returns the number of the line at which brackets or dashes nest too
// deep, 0 when none do. Brackets in rules count too, but come in pairs.
func nestedAt(lines []string) int {
	open := 0
	for i, line := range lines {
		dashes, before := 0, ' '
		for _, r := range line {
			switch r {
			case '[', '{':
				open++
			case ']', '}':
				open = max(0, open-1)
			case '-', '?':
				if before == ' ' {
					dashes++
				}
			case ' ':
			default:
				dashes = 0
			}
			if open > maxNesting || dashes > maxNesting {
				return i + 1
			}
			before = r
		}
	}
	return 0
}

// parse calls the parser; a panic in it becomes an error, since a rules file
// must never end the daemon that reloads it.
func parse(src []byte) (file *ast.File, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the YAML parser gave up: %v", r)
		}
	}()
	return parser.ParseBytes(src, 0, parser.AllowDuplicateMapKey())
}

// syntax notes what the YAML parser says, with the likely cause.
func (ps *problems) syntax(err error) {
	at, message := position{1, 1}, err.Error()
	var e *yaml.SyntaxError
	if errors.As(err, &e) {
		message = e.Message
		if e.Token != nil && e.Token.Position != nil {
			at = position{max(e.Token.Position.Line, 1), max(e.Token.Position.Column, 1)}
		}
	}
	if field, rule, ok := ps.quotedRule(at.line); ok {
		ps.add(at, blockForm(field, rule),
			"a value that begins with a quotation mark ends at the next one: what follows can't be read; put the rule into a block")
		return
	}
	hint := ""
	if strings.Contains(ps.line(at.line), "\t") {
		hint = "indent with blanks: YAML takes no tabs there"
	}
	if m := plainField().FindStringSubmatch(ps.line(at.line)); m != nil && ruleFields[m[1]] {
		hint = blockForm(m[1], m[2])
	}
	ps.add(at, hint, "broken YAML: %s", message)
}

// line returns a line of the file, "" outside it.
func (ps *problems) line(n int) string {
	if n < 1 || n > len(ps.lines) {
		return ""
	}
	return ps.lines[n-1]
}

// ruleFields are the fields whose values are rules.
var ruleFields = map[string]bool{"match": true, "not": true, "about": true}

var (
	// quotedField is a value that begins with a quoted string and goes on.
	quotedField = pattern(`^[\s-]*([\p{L}\p{N}_.-]+):\s+(("([^"\\]|\\.)*"|'([^']|'')*')(\s+[^\s#,\]}].*)?)$`)
	// quotedInFlow is the same within braces.
	quotedInFlow = pattern(`[{,]\s*([\p{L}\p{N}_.-]+):\s+(("([^"\\]|\\.)*"|'([^']|'')*')\s+[^\s#,\]}][^,}]*)`)
	plainField   = pattern(`^[\s-]*([\p{L}\p{N}_.-]+):\s+([^\s|>].*)$`)
)

// quotedRule finds a rule that begins with a quotation mark and goes on, on
// line n or on the line before it.
func (ps *problems) quotedRule(n int) (field, rule string, ok bool) {
	here := ps.line(n)
	if m := quotedField().FindStringSubmatch(here); m != nil && m[6] != "" {
		return m[1], m[2], true
	}
	if m := quotedInFlow().FindStringSubmatch(here); m != nil {
		return m[1], m[2], true
	}
	before := ps.line(n - 1)
	if m := quotedField().FindStringSubmatch(before); m != nil && indent(here) > indent(before) {
		return m[1], m[2] + " " + strings.TrimSpace(here), true
	}
	return "", "", false
}

// indent counts the blanks that a line begins with.
func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// blockForm shows how a rule stands in a block.
func blockForm(field, rule string) string {
	return fmt.Sprintf("write it as\n  %s: >-\n    %s", field, strings.TrimSpace(rule))
}

// badByte returns the place of the first byte that is no UTF-8.
func badByte(src []byte) position {
	at := 0
	for at < len(src) {
		r, size := utf8.DecodeRune(src[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	before := src[:at]
	lineStart := bytes.LastIndexByte(before, '\n') + 1
	return position{line: bytes.Count(before, []byte("\n")) + 1, column: utf8.RuneCount(before[lineStart:]) + 1}
}
