package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"onset/newsroom"
	"onset/newsroom/checkup"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/reader"
	"onset/tracker/timeline"
)

// answers are what commands print with --format json, each as a value of the type
// that is written: its help is made of the type itself.
var answers = []struct {
	command string
	value   any
}{
	{"check", checked{}}, {"coverage", []archive.Covering{}}, {"digest", digest.Digest{}}, {"doctor", []checkup.Finding{}}, {"draft", newsroom.Drafted{}},
	{"emerging", []newsroom.Candidate{}}, {"explain", reader.Result{}.Reading}, {"firsts", []timeline.FirstDay{}},
	{"mentions", []tracker.MentionRow{}}, {"rematch", newsroom.RematchReport{}}, {"search", archive.HitPage{}}, {"timeline", []tracker.Event{}},
	{"try", newsroom.Trial{}}, {"why", toldChain{}},
}

// jsonHelp describes the answers: first each command's, then the objects in them.
func jsonHelp() string {
	d := &describing{named: map[string]reflect.Type{}}
	var b strings.Builder
	b.WriteString(`What commands print with --format json. Fields are only ever added; one with ? is
left out where there is nothing to tell. day is YYYY-MM-DD or null, instant is
RFC 3339 in UTC, stamp is either of them or null, any is of a form that depends on
the kind beside it. The API has its own document: /api/v1/openapi.json
`)
	for _, a := range answers {
		fmt.Fprintf(&b, "\nonset %s\n%s", a.command, newsroom.Indented(d.form(reflect.TypeOf(a.value)), "  "))
	}
	for len(d.order) > 0 {
		name := d.order[0]
		d.order = d.order[1:]
		fmt.Fprintf(&b, "\n%s\n%s", name, newsroom.Indented(d.fields(d.named[name]), "  "))
	}
	return b.String()
}

// describing writes the forms of types, and remembers the objects that are still to
// be described.
type describing struct {
	named map[string]reflect.Type
	order []string
}

// written are the types that don't write their fields.
var written = map[reflect.Type]string{
	reflect.TypeFor[time.Time](): "instant", reflect.TypeFor[tracker.Day](): "day", reflect.TypeFor[tracker.Stamp](): "stamp",
	reflect.TypeFor[json.RawMessage](): "any", reflect.TypeFor[time.Duration](): "nanoseconds",
	reflect.TypeFor[tracker.ClaimSpeaker](): "{id: text or null, text: text, unsure?: yes or no}",
}

// form writes what a value of a type looks like, in one line.
func (d *describing) form(t reflect.Type) string {
	if words, ok := written[t]; ok {
		return words
	}
	switch t.Kind() {
	case reflect.Pointer:
		return d.form(t.Elem()) + " or null"
	case reflect.Slice, reflect.Array:
		return "[" + d.form(t.Elem()) + ", …]"
	case reflect.Map:
		return "{" + d.form(t.Key()) + ": " + d.form(t.Elem()) + ", …}"
	case reflect.Struct:
		if t.Name() == "" {
			return "{" + strings.Join(strings.Split(strings.TrimSpace(d.fields(t)), "\n"), ", ") + "}"
		}
		return d.name(t)
	case reflect.Bool:
		return "yes or no"
	case reflect.String:
		return "text"
	case reflect.Interface:
		return "any"
	}
	return "number"
}

// name is what an object is called; two of one name in different packages are told
// apart by them.
func (d *describing) name(t reflect.Type) string {
	name := strings.ToUpper(t.Name()[:1]) + t.Name()[1:]
	if known := d.named[name]; known != nil && known != t {
		name = t.String()
	}
	if d.named[name] == nil {
		d.named[name] = t
		d.order = append(d.order, name)
	}
	return name
}

// fields writes the fields of an object, one a line.
func (d *describing) fields(t reflect.Type) string {
	var b strings.Builder
	for _, f := range fieldsOf(t) {
		name, form := f.name, d.form(f.of)
		if f.optional {
			name, form = name+"?", strings.TrimSuffix(form, " or null")
		}
		fmt.Fprintf(&b, "%s: %s\n", name, form)
	}
	return b.String()
}

// jsonField is a field of an object as it is written.
type jsonField struct {
	name     string
	of       reflect.Type
	optional bool
}

// fieldsOf lists the fields of an object, those of embedded ones among them.
func fieldsOf(t reflect.Type) []jsonField {
	var out []jsonField
	for _, f := range reflect.VisibleFields(t) {
		tag := strings.Split(f.Tag.Get("json"), ",")
		if !f.IsExported() || tag[0] == "-" || f.Anonymous && tag[0] == "" || hidden(t, f) {
			continue
		}
		optional := slices.Contains(tag[1:], "omitempty") || slices.Contains(tag[1:], "omitzero")
		out = append(out, jsonField{cmp.Or(tag[0], f.Name), f.Type, optional})
	}
	return out
}

// hidden tells whether a field is one of an embedded object that has a name of its
// own, and is described there.
func hidden(t reflect.Type, f reflect.StructField) bool {
	for i := 1; i < len(f.Index); i++ {
		if outer := t.FieldByIndex(f.Index[:i]); outer.Tag.Get("json") != "" {
			return true
		}
	}
	return false
}
