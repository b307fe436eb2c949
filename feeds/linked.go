package feeds

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
)

// linked is what a page says of itself in JSON-LD.
type linked struct {
	nodes []map[string]any // that may be about the article, in the page's order
	loose []rawDate        // picked out of what is no valid JSON
}

// The kinds of nodes: what is about the article itself counts before what is
// about its page, and what is about others counts not at all.
const (
	ofOthers = iota
	ofPage
	ofSomething
	ofArticle
)

var (
	linkedArticle = regexp.MustCompile(`(?i)(?:article|posting|^report|^statement)$`)
	linkedPage    = regexp.MustCompile(`(?i)(?:page|website|site)$`)
	linkedOther   = regexp.MustCompile(`(?i)^(?:comment|answer|question|.*review|person|organization|newsmediaorganization|product|event|.*list|listitem|imageobject|videoobject|audioobject|podcast.*|advert.*)$`)
)

// kindOf tells by its types what a node is about.
func kindOf(node map[string]any) int {
	kind := ofSomething
	types, ok := node["@type"].([]any)
	if !ok {
		types = []any{node["@type"]}
	}
	for _, t := range types {
		name, _ := t.(string) // none is something
		name = name[strings.LastIndexAny(name, "/:#")+1:]
		switch {
		case linkedArticle.MatchString(name):
			return ofArticle
		case linkedOther.MatchString(name):
			kind = ofOthers
		case linkedPage.MatchString(name):
			kind = ofPage
		}
	}
	return kind
}

// maxLinked is how long a script of JSON-LD may be, in bytes, to be taken apart.
const maxLinked = 1 << 20

// read reads one script; where it is no valid JSON, its dates are picked out.
func (l *linked) read(src string) {
	src = strings.TrimSpace(src)
	var v any
	if len(src) <= maxLinked && (json.Unmarshal([]byte(src), &v) == nil || json.Unmarshal([]byte(strings.Map(spaced, src)), &v) == nil) {
		l.walk(v, 0)
		return
	}
	src, _ = bounded(src, maxLinked)
	if m := looseArticle.FindStringIndex(src); m != nil {
		src = src[max(0, strings.LastIndexByte(src[:m[0]], '{')):]
	}
	for _, m := range linkedDate.FindAllStringSubmatch(src, 4) {
		l.loose = append(l.loose, rawDate{"page:json-ld", m[2], m[1] == "dateModified"})
	}
}

var linkedDate = regexp.MustCompile(`"(datePublished|dateCreated|dateModified)"\s*:\s*"([^"]+)"`)

var looseArticle = regexp.MustCompile(`"@type"\s*:\s*\[?\s*"[\w:/.]*(?:Article|Posting)"`)

func (l *linked) walk(v any, depth int) {
	if depth > 6 || len(l.nodes) >= 100 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.walk(e, depth+1)
		}
	case map[string]any:
		if kindOf(v) > ofOthers {
			l.nodes = append(l.nodes, v)
		}
		for _, inner := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			l.walk(v[inner], depth+1)
		}
	}
}

// article returns the node that is about the article at an address, or with a
// title; nil when none is.
func (l *linked) article(address, title string) map[string]any {
	var best map[string]any
	most := -1
	for _, n := range l.nodes {
		if kindOf(n) != ofArticle {
			continue
		}
		if s := likeness(n, address, title); s > most {
			best, most = n, s
		}
	}
	return best
}

// likeness tells how much speaks for a node being about an article.
func likeness(n map[string]any, address, title string) int {
	score := 0
	if _, key, ok := Canonical(address); ok {
		for _, field := range []string{"url", "@id", "mainEntityOfPage"} {
			if _, at, ok := Canonical(addressIn(n[field])); ok && at == key {
				score = 4
			}
		}
	}
	if headline := Line(textIn(n["headline"], 0)); headline != "" && strings.Contains(title, headline) {
		score += 2
	}
	if _, dated := n["datePublished"]; dated {
		score++
	}
	return score
}

func addressIn(v any) string {
	if m, ok := v.(map[string]any); ok {
		return first(textIn(m["@id"], 0), textIn(m["url"], 0))
	}
	return textIn(v, 0)
}

// dates are the dates of the article; where no node is about one, those of what
// may be, and last those of its page.
func (l *linked) dates(address, title string) []rawDate {
	if a := l.article(address, title); a != nil {
		if own := nodeDates(a); len(own) > 0 && !own[0].updated {
			return own
		}
	}
	var out []rawDate
	for kind := ofArticle; kind > ofOthers; kind-- {
		for _, n := range l.nodes {
			if kindOf(n) == kind {
				out = append(out, nodeDates(n)...)
			}
		}
	}
	return append(out, l.loose...)
}

func nodeDates(n map[string]any) []rawDate {
	var out []rawDate
	for _, name := range []string{"datePublished", "dateCreated", "dateModified"} {
		if s := textIn(n[name], 0); s != "" {
			out = append(out, rawDate{"page:json-ld", s, name == "dateModified"})
		}
	}
	return out
}

// of returns a field of the article's node, or of the first other that has it.
func (l *linked) of(field, address, title string) string {
	if s := textIn(l.article(address, title)[field], 0); s != "" {
		return s
	}
	for _, n := range l.nodes {
		if _, dated := n["datePublished"]; dated {
			if s := textIn(n[field], 0); s != "" {
				return s
			}
		}
	}
	return ""
}

// body is the text of the article, where the page brings it along.
func (l *linked) body(address *url.URL, title string) extraction {
	raw := textIn(l.article(address.String(), title)["articleBody"], 0)
	e := extraction{method: "page:json-ld", text: Plain(raw)}
	if strings.ContainsAny(raw, "<&") {
		e.text = Text(raw)
	}
	return e
}
