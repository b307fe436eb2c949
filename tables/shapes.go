package tables

import (
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/text"
)

// Shapes describes what values of some types look like as JSON: first each that was
// added, then the objects in them. The zero value is ready for use.
type Shapes struct {
	text  strings.Builder
	named map[string]reflect.Type
	order []string // objects that are still to be described
}

// Add describes a type under a heading.
func (d *Shapes) Add(heading string, t reflect.Type) {
	fmt.Fprintf(&d.text, "\n%s\n%s", heading, text.Indented(d.form(t), "  "))
}

// String returns all that was added.
func (d *Shapes) String() string {
	for len(d.order) > 0 {
		name := d.order[0]
		d.order = d.order[1:]
		fmt.Fprintf(&d.text, "\n%s\n%s", name, text.Indented(d.fields(d.named[name]), "  "))
	}
	return d.text.String()
}

// Written are the types that don't write their fields, with what they write.
var Written = map[reflect.Type]string{
	reflect.TypeFor[time.Time](): "instant", reflect.TypeFor[tracker.Day](): "day", reflect.TypeFor[tracker.Stamp](): "stamp",
	reflect.TypeFor[json.RawMessage](): "any", reflect.TypeFor[time.Duration](): "nanoseconds",
	reflect.TypeFor[tracker.ClaimSpeaker](): "{id: text or null, text: text, unsure?: yes or no}",
}

// form writes what a value of a type looks like, in one line.
func (d *Shapes) form(t reflect.Type) string {
	if words, ok := Written[t]; ok {
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
func (d *Shapes) name(t reflect.Type) string {
	name := strings.ToUpper(t.Name()[:1]) + t.Name()[1:]
	if known := d.named[name]; known != nil && known != t {
		name = t.String()
	}
	if d.named == nil {
		d.named = map[string]reflect.Type{}
	}
	if d.named[name] == nil {
		d.named[name] = t
		d.order = append(d.order, name)
	}
	return name
}

// fields writes the fields of an object, one a line.
func (d *Shapes) fields(t reflect.Type) string {
	var b strings.Builder
	for _, f := range FieldsOf(t) {
		name, form := f.Name, d.form(f.Of)
		if f.Optional {
			name, form = name+"?", strings.TrimSuffix(form, " or null")
		}
		fmt.Fprintf(&b, "%s: %s\n", name, form)
	}
	return b.String()
}

// Field is a field of an object as it is written.
type Field struct {
	Name     string
	Of       reflect.Type
	Optional bool // left out where there is nothing to tell
}

// FieldsOf lists the fields of an object, those of embedded ones among them.
func FieldsOf(t reflect.Type) []Field {
	var out []Field
	for _, f := range reflect.VisibleFields(t) {
		tag := strings.Split(f.Tag.Get("json"), ",")
		if !f.IsExported() || tag[0] == "-" || f.Anonymous && tag[0] == "" || hidden(t, f) {
			continue
		}
		optional := slices.Contains(tag[1:], "omitempty") || slices.Contains(tag[1:], "omitzero")
		out = append(out, Field{cmp.Or(tag[0], f.Name), f.Type, optional})
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
