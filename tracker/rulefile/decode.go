package rulefile

import (
	"slices"
	"strings"
	"time"

	"onset/tracker"
)

// decoder reads the sections of the file, noting every problem on the way.
type decoder struct {
	*problems
	file *File

	named   []reference // uses of ids, looked up once all are known
	yielded []reference // ids of talking points that others yield to
	rules   []ruleText  // rules, parsed once all terms are known
	terms   []ruleText
	homes   map[string]position // where an id was defined, by "kind id"
	urls    map[string]position // where a feed address was given
	owners  map[string]string   // whose a speaker's name is

	followed []*node // narratives that channels name
}

// reference is a use of a speaker's id.
type reference struct {
	id   *node
	what string // of what it is said: `member of group "kremlin"`
}

// field reads one field of a mapping.
type field struct {
	name     string
	required bool
	read     func(*node)
}

// fields reads a mapping, refusing unknown and doubled fields and naming the
// required ones that are missing. It tells whether n is a mapping at all.
func (d *decoder) fields(n *node, what string, known ...field) bool {
	if n.shape == broken {
		return false
	}
	if n.shape != mapping {
		d.add(n.at, "write fields: "+names(known), "%s must be a mapping of fields, not %s", what, describe(n))
		return false
	}
	seen := map[string]position{}
	for _, p := range n.pairs {
		i := slices.IndexFunc(known, func(f field) bool { return f.name == p.key.text })
		before, doubled := seen[p.key.text]
		switch {
		case i < 0:
			d.add(p.key.at, suggest(p.key.text, list1(known))+"fields of "+what+": "+names(known), "unknown field %q in %s", p.key.text, what)
		case doubled:
			d.add(p.key.at, "keep one of them", "field %q of %s was given before, on line %d", p.key.text, what, before.line)
		default:
			known[i].read(p.value)
		}
		seen[p.key.text] = p.key.at
	}
	for _, f := range known {
		if _, ok := seen[f.name]; f.required && !ok {
			d.add(n.at, "add it", "%s has no %q", what, f.name)
		}
	}
	return true
}

func names(fs []field) string { return strings.Join(list1(fs), ", ") }

func list1(fs []field) []string {
	out := make([]string, len(fs))
	for i, f := range fs {
		out[i] = f.name
	}
	return out
}

// describe says what a value is, for messages.
func describe(n *node) string {
	switch n.shape {
	case scalar:
		return "a single value"
	case list:
		return "a list"
	case mapping:
		return "a mapping"
	}
	return "empty"
}

// text returns a single value, trimmed; "" with a problem for anything else.
func (d *decoder) text(n *node, what string) string {
	s := strings.TrimSpace(n.text)
	if n.shape == broken {
		return ""
	}
	if n.shape != scalar || s == "" {
		d.add(n.at, "", "%s must be a single value, not %s", what, describeText(n))
		return ""
	}
	return s
}

func describeText(n *node) string {
	if n.shape == scalar {
		return "blank"
	}
	return describe(n)
}

// into returns a field reader that keeps a single value.
func (d *decoder) into(target *string, what string) func(*node) {
	return func(n *node) { *target = d.text(n, what) }
}

// each calls read for every item of a list; a single value counts as a list of
// one, and nothing at all as an empty list.
func (d *decoder) each(n *node, what string, read func(*node)) {
	switch n.shape {
	case empty, broken:
	case list:
		for _, item := range n.items {
			read(item)
		}
	case scalar:
		read(n)
	default:
		d.add(n.at, "write [a, b] or one item a line, each after a dash", "%s must be a list, not %s", what, describe(n))
	}
}

// items calls read for every item of a list of mappings.
func (d *decoder) items(n *node, what string, read func(*node)) {
	if n.shape == mapping || n.shape == scalar {
		d.add(n.at, "begin each item with a dash", "%s must be a list, not %s", what, describe(n))
		return
	}
	for _, item := range n.items {
		read(item)
	}
}

// boolean reads true or false.
func (d *decoder) boolean(n *node, what string) bool {
	switch {
	case n.shape == scalar && n.text == "true":
		return true
	case n.shape == scalar && n.text == "false":
		return false
	}
	d.add(n.at, "write true or false", "%s is neither true nor false", what)
	return false
}

// idForm is what an id may look like: it stands in commands, links and files.
var idForm = pattern(`^[\p{L}\p{N}][\p{L}\p{M}\p{N}_.-]*$`)

// id reads an id and notes where it was defined; it is unique among its kind
// ("source", "speaker") and within its scope ("narrative/").
func (d *decoder) id(n *node, kind, scope string) string {
	id := d.text(n, "the id of a "+kind)
	if id == "" {
		return ""
	}
	if !idForm().MatchString(id) {
		d.add(n.at, "use letters, digits, - _ and . without blanks, for example: "+Slug(id), "%q can't be the id of a %s", id, kind)
		return ""
	}
	key := kind + " " + scope + id
	if before, ok := d.homes[key]; ok {
		d.add(n.at, "rename one of them", "%s %q was defined before, on line %d", kind, scope+id, before.line)
		return id
	}
	d.homes[key] = n.at
	return id
}

var notID = pattern(`[^\p{L}\p{M}\p{N}]+`)

// Slug makes an id out of a title.
func Slug(s string) string {
	return strings.Trim(notID().ReplaceAllString(strings.ToLower(s), "-"), "-")
}

// oneOf reads a value out of a closed list.
func oneOf[T ~string](d *decoder, n *node, what string, allowed []T) T {
	s := d.text(n, what)
	if s == "" || slices.Contains(allowed, T(s)) {
		return T(s)
	}
	all := make([]string, len(allowed))
	for i, a := range allowed {
		all[i] = string(a)
	}
	d.add(n.at, suggest(s, all)+"one of: "+strings.Join(all, ", "), "unknown %s %q", what, s)
	return ""
}

// day reads a day, a month or a year; last takes the last day of a month or
// year, otherwise the first is meant.
func (d *decoder) day(n *node, what string, last bool) tracker.Day {
	s := d.text(n, what)
	if s == "" {
		return 0
	}
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		t, err := time.Parse(layout, s)
		switch {
		case err != nil:
			continue
		case last && layout == "2006-01":
			t = t.AddDate(0, 1, -1)
		case last && layout == "2006":
			t = t.AddDate(1, 0, -1)
		}
		return tracker.DayOf(t)
	}
	d.add(n.at, "write YYYY-MM-DD, YYYY-MM or YYYY", "%s %q is no date", what, s)
	return 0
}

// longestID is how many bytes of an id are made of a title.
const longestID = 40

// ID makes an id of a title, of as many whole words as are short enough.
func ID(title string) string {
	id := ""
	for _, word := range strings.Split(Slug(title), "-") {
		if id != "" && len(id)+len(word) >= longestID {
			break
		}
		id = strings.TrimPrefix(id+"-"+word, "-")
	}
	return id
}
