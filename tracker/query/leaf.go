package query

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/spelling"
	"onset/tracker/text"
)

// word reads a bare word: troops, false-flag, =ISW, nucl*.
func (p *parser) word(t token) *node {
	n := p.node(opWords, t.pos, t.end)
	body, isExact := strings.CutPrefix(t.text, "=")
	n.words = p.wordsIn(t, t.text)
	if len(n.words) == 0 || len(p.errors) > 0 {
		return n
	}
	if isExact && n.words[len(n.words)-1].kind == prefix {
		p.fail(t.pos, t.end, "`=` and `*` exclude each other", "write =Word for this spelling or word* for a beginning")
		return n
	}
	switch {
	case isExact && len(n.words) > 1:
		n.literal = text.Plain(strings.Trim(body, "-‐‑.,&@#_+%€£'’"))
		for i := range n.words {
			n.words[i] = p.known(n.words[i].text, exact)
		}
	case len(n.words) > 1 && joinable(body, n.words):
		var all strings.Builder
		for _, w := range n.words {
			all.WriteString(w.text)
		}
		n.joined = p.known(all.String(), inflected)
	}
	n.quoted = len(n.words) > 1 && n.joined == nil && n.literal == ""
	return n
}

// joinable tells whether the words are parted by hyphens alone.
func joinable(body string, words []*word) bool {
	for _, w := range words {
		if w.kind != inflected {
			return false
		}
	}
	return !strings.ContainsAny(strings.Trim(body, ".,"), ".,&@#_+%€£")
}

// phrase reads the inside of quotation marks.
func (p *parser) phrase(t token) *node {
	n := p.node(opWords, t.pos, t.end)
	n.words = p.wordsIn(t, t.text)
	n.quoted = len(n.words) > 1
	return n
}

// known returns a word, the same for all expressions.
func (p *Parser) known(raw string, kind wordKind) *word {
	raw = text.Plain(raw)
	w := p.words[wordKey{kind, raw}]
	if w == nil {
		w = newWord(raw, kind)
		p.words[w.key()] = w
	}
	return w
}

// wordsIn reads words with their = and *.
func (p *parser) wordsIn(t token, s string) []*word {
	var out []*word
	a := text.Analyse(s, "")
	if len(a.Words) == 0 {
		p.fail(t.pos, t.end, "there is no word in it", "write letters or digits")
		return nil
	}
	last := 0
	const misplaced = "`*` stands only at the end of a word, `=` and `~` only before it"
	for i := range a.Words {
		start, end := int(a.Words[i].Start), int(a.Words[i].End)
		kind := inflected
		if start > 0 && s[start-1] == '=' {
			kind = exact
		}
		if start > 0 && s[start-1] == '~' {
			kind = family
		}
		if end < len(s) && s[end] == '*' {
			if kind != inflected {
				p.fail(t.pos, t.end, "`=`, `~` and `*` exclude each other", "write =Word for this spelling or word* for a beginning")
			}
			kind = prefix
			if utf8.RuneCountInString(a.Fold(i)) < 2 {
				p.fail(t.pos, t.end, "a prefix of one letter would match nearly everything", "write at least two letters before the *")
			}
			end++
		}
		if strings.ContainsAny(s[last:start], "*") || strings.ContainsAny(s[end:min(end+1, len(s))], "*=~") {
			p.fail(t.pos, t.end, misplaced, "for anything else use a regular expression between slashes")
			return nil
		}
		w := p.known(a.Word(i), kind)
		if kind == family && len(w.families) == 0 {
			p.fail(t.pos, t.end, "there are no word families in the language of `"+w.text+"`", "families are known of English, Russian and Ukrainian words; list the words, or write a beginning with *")
		}
		out = append(out, w)
		last = end
	}
	if strings.ContainsAny(s[last:], "*=~") {
		p.fail(t.pos, t.end, misplaced, "for anything else use a regular expression between slashes")
	}
	return out
}

// regex reads a regular expression.
func (p *parser) regex(t token) *node {
	n := p.node(opRegex, t.pos, t.end)
	n.name = t.text
	source := strings.ReplaceAll(t.text, `\/`, "/")
	re, err := regexp.Compile(source)
	if err != nil {
		reason := err.Error()
		if e, ok := err.(*syntax.Error); ok {
			reason = string(e.Code) + " `" + e.Expr + "`"
		}
		p.fail(t.pos, t.end, "not a regular expression of RE2: "+reason, "see https://github.com/google/re2/wiki/Syntax")
		return n
	}
	if re.MatchString("") {
		p.fail(t.pos, t.end, "the regular expression holds for the empty text", "make at least one character necessary")
	}
	if strings.Contains(source, `\b`) && strings.IndexFunc(source, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
		p.fail(t.pos, t.end, `\b knows only ASCII letters`, `use a word, =word or word*, or (^|\PL) and (\PL|$) for the bounds of a word`)
	}
	n.re = re
	return n
}

// expand reads a set in place.
func (p *parser) expand(t token) *node {
	n := p.node(opSet, t.pos, t.end)
	n.name = t.text
	src, ok := p.terms[t.text]
	switch {
	case !ok:
		p.fail(t.pos, t.end, "there is no set `$"+t.text+"`", p.setHint(t.text))
		return n
	case slices.Contains(p.within, t.text):
		p.fail(t.pos, t.end, fmt.Sprintf("the set `$%s` is circular: $%s", t.text, strings.Join(append(p.within, t.text), " → $")),
			"a set can't be made of itself")
		return n
	case len(p.within) >= maxDepth:
		p.fail(t.pos, t.end, fmt.Sprintf("sets stand within each other more than %d deep", maxDepth), "put some of them together")
		return n
	case *p.nodes > maxNodes: // sets that double each other would never end
		p.fail(t.pos, t.end, tooLarge, smaller)
		return n
	}
	inner := newParser(src, p.Parser, append(slices.Clone(p.within), t.text))
	inner.set, inner.nodes, inner.depth = true, p.nodes, p.depth
	kid := inner.parse()
	if len(inner.errors) > 0 && *p.nodes > maxNodes { // whose fault it is doesn't matter
		p.fail(t.pos, t.end, tooLarge, smaller)
		return n
	}
	if len(inner.errors) > 0 {
		p.fail(t.pos, t.end, fmt.Sprintf("in the set `$%s`: %s", t.text, inner.sorted()[0].Error()), "put the set right")
		return n
	}
	n.kids = []*node{kid}
	return n
}

func (p *parser) setHint(name string) string {
	var names []string
	for n := range p.terms {
		names = append(names, "$"+n)
	}
	if len(names) == 0 {
		return "define it under `terms`"
	}
	slices.Sort(names)
	if best := spelling.Nearest("$"+name, names); best != "" {
		return "did you mean " + best + "?"
	}
	return "define it under `terms`; there are " + strings.Join(names[:min(8, len(names))], ", ")
}

// fieldValues lists the fields; nil for those whose values are ids.
var fieldValues = map[string][]string{
	"title": nil, "lang": nil, "source": nil, "speaker": nil,
	"kind":      words(tracker.Kinds),
	"stance":    words(tracker.Stances),
	"treatment": words(tracker.Treatments),
}

func words[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// field reads name:value, name:(a OR b) and title:term.
func (p *parser) field(t token) *node {
	n := p.node(opField, t.pos, t.end)
	n.name = t.text
	if _, ok := fieldValues[t.text]; !ok {
		names := []string{"title", "lang", "source", "kind", "speaker", "stance", "treatment"}
		hint := "the fields are " + strings.Join(names, ": ") + ":; to look for a colon's left side as a word, leave a space or quote it"
		if best := spelling.Nearest(t.text, names); best != "" {
			hint = "did you mean " + best + ":?"
		}
		p.fail(t.pos, t.end, "unknown field `"+t.text+":`", hint)
	}
	next := p.peek()
	if next.kind == tokEnd || next.pos != t.end {
		p.fail(t.pos, t.end, "`"+t.text+":` has no value", "write it without a space: "+t.text+":value")
		return n
	}
	if t.text == "title" {
		kid := p.primary()
		n.op, n.kids, n.end = opTitle, []*node{kid}, kid.end
		return n
	}
	n.vals, n.end = p.values(n)
	for _, v := range n.vals {
		p.checkValue(n, v)
	}
	return n
}

func (p *parser) values(n *node) (vals []string, end int) {
	t := p.next()
	end = t.end
	if t.kind != tokOpen {
		return []string{p.value(t)}, end
	}
	for {
		vals = append(vals, p.value(p.next()))
		t = p.next()
		switch t.kind {
		case tokOr:
		case tokClose:
			return vals, t.end
		default:
			p.fail(n.pos, t.end, "values of a field are joined by OR", "write "+n.name+":(one OR another)")
			return vals, t.end
		}
	}
}

func (p *parser) value(t token) string {
	if t.kind != tokWord && t.kind != tokPhrase || strings.TrimSpace(t.text) == "" {
		p.fail(t.pos, t.end, "a field needs a value", "write one word, or several as (one OR another)")
	}
	if strings.Contains(t.text, `"`) {
		p.fail(t.pos, t.end, "a quotation mark in a value", "leave it out")
	}
	return strings.TrimSpace(t.text)
}

func (p *parser) checkValue(n *node, v string) {
	if allowed := fieldValues[n.name]; allowed != nil && !slices.Contains(allowed, v) {
		hint := "one of " + strings.Join(allowed, ", ")
		if best := spelling.Nearest(v, allowed); best != "" {
			hint = "did you mean " + best + "?"
		}
		p.fail(n.pos, n.end, fmt.Sprintf("`%s` is no %s", v, n.name), hint)
	}
	if n.name == "lang" && (len(v) != 2 || strings.ToLower(v) != v) {
		p.fail(n.pos, n.end, fmt.Sprintf("`%s` is no language", v), "languages have two small letters, such as en, ru, uk")
	}
}
