package feeds

import (
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"math"
	"slices"
	"strings"
)

// object is a JSON object whose fields may have other types than they should.
type object map[string]any

// parseJSON reads a JSON Feed, item by item and up to where it breaks off. Each
// field is taken for what it can be; only an item that is no object is refused.
// What is null says nothing and is passed over.
func parseJSON(doc string) (document, int, error) {
	j := &jsonDocument{head: object{}}
	if broke := j.read(doc); broke && strings.ContainsFunc(doc, isControl) {
		mended := &jsonDocument{head: object{}}
		mended.read(strings.Map(spaced, doc)) // line ends within strings, which JSON forbids
		if len(mended.entries) > len(j.entries) {
			j = mended
		}
	}
	d := document{format: "json", title: html.EscapeString(j.head.text("title")), link: j.head.text("home_page_url"),
		language: j.head.text("language"), next: j.head.text("next_url"), entries: j.entries}
	switch {
	case !j.found && !strings.Contains(j.head.text("version"), "jsonfeed"):
		return document{}, 0, fmt.Errorf("%w: it is JSON of another kind", ErrNotFeed)
	case len(j.entries) == 0 && j.rejected > 0:
		return document{}, j.rejected, fmt.Errorf("%w: none of its items could be read", ErrMalformed)
	}
	return d, j.rejected, nil
}

func isControl(r rune) bool { return r < ' ' }

func spaced(r rune) rune {
	if isControl(r) {
		return ' '
	}
	return r
}

// jsonDocument is what was read so far of a document.
type jsonDocument struct {
	head     object
	entries  []entry
	rejected int
	found    bool // there are items
}

// read reads the fields of the document, and tells whether it breaks off.
func (j *jsonDocument) read(doc string) (broke bool) {
	dec := json.NewDecoder(strings.NewReader(doc))
	dec.UseNumber()
	if _, err := dec.Token(); err != nil {
		return true
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return true
		}
		var raw json.RawMessage
		switch {
		case name == "items" && !j.found:
			if j.items(dec) {
				return true
			}
		case dec.Decode(&raw) != nil:
			return true
		case len(raw) < maxTitle:
			var v any
			if json.Unmarshal(raw, &v) == nil { // it was just read
				j.head[name.(string)] = v
			}
		}
	}
	return false
}

// items reads the list of items, or the object that some programs make of it,
// and tells whether it breaks off.
func (j *jsonDocument) items(dec *json.Decoder) (broke bool) {
	open, err := dec.Token()
	if err != nil || open != json.Delim('[') && open != json.Delim('{') {
		return err != nil
	}
	j.found = true
	for dec.More() {
		if open == json.Delim('{') {
			if _, err := dec.Token(); err != nil {
				return true
			}
		}
		var v any
		if err := dec.Decode(&v); err != nil {
			j.rejected++
			return true
		}
		j.item(v)
	}
	_, err = dec.Token()
	return err != nil
}

func (j *jsonDocument) item(v any) {
	switch v := v.(type) {
	case nil:
	case map[string]any:
		j.entries = append(j.entries, object(v).entry())
	default:
		j.rejected++
	}
}

func (o object) entry() entry {
	e := entry{guid: o.text("id"), link: first(o.text("url"), o.text("external_url")), language: o.text("language")}
	e.title, e.author = e.plain(o.text("title")), e.plain(first(o.text("authors"), o.text("author")))
	e.content, e.summary = first(o.text("content_html"), e.plain(o.text("content_text"))), e.plain(o.text("summary"))
	if e.link == "" && strings.HasPrefix(e.guid, "http") {
		e.link = e.guid
	}
	e.date("json:date_published", o.text("date_published"))
	e.changed("json:date_modified", o.text("date_modified"))
	return e
}

// text returns what a field says: the text that it is, its number, or the first
// text in the list or object that it is. Of a content that is a list all parts
// count.
func (o object) text(field string) string {
	v := o[field]
	if parts, ok := v.([]any); ok && strings.HasPrefix(field, "content") {
		var all []string
		for _, p := range parts {
			all = append(all, textIn(p, 0))
		}
		return strings.Join(all, "\n\n")
	}
	return textIn(v, 0)
}

// textFields are the fields of an object that may hold what another field
// should have held itself.
var textFields = []string{"name", "title", "rendered", "html", "text", "value", "content", "url", "date", "$date", "#text", "_"}

// textIn is the first text in a value.
func textIn(v any, depth int) string {
	if depth > 4 {
		return ""
	}
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return plainNumber(v)
	case float64:
		return plainNumber(json.Number(fmt.Sprint(v)))
	case []any:
		for _, e := range v {
			if s := textIn(e, depth+1); strings.TrimSpace(s) != "" {
				return s
			}
		}
	case map[string]any:
		for _, name := range textFields {
			if s := textIn(v[name], depth+1); strings.TrimSpace(s) != "" {
				return s
			}
		}
		if len(v) == 1 { // whatever it is called
			return textIn(slices.Collect(maps.Values(v))[0], depth+1)
		}
	}
	return ""
}

// plainNumber writes a number without exponent and fraction, as ids and instants
// are.
func plainNumber(n json.Number) string {
	f, err := n.Float64()
	if err != nil || math.Abs(f) >= 1<<53 || !strings.ContainsAny(n.String(), ".eE") {
		return n.String()
	}
	return fmt.Sprintf("%.0f", math.Trunc(f))
}
