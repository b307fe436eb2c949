package feeds

import (
	"regexp"
	"strings"
)

// outlineAttribute is where an attribute of an outline begins.
var outlineAttribute = regexp.MustCompile(`\s([A-Za-z_:]+)\s*=\s*"`)

// repairOPML mends what careless programs write into lists, so that one name
// with a quotation mark in it, or a download that broke off, does not cost the
// whole list.
func repairOPML(doc string) string {
	parts := strings.Split(doc, "<outline")
	var b strings.Builder
	b.WriteString(parts[0])
	open := 0
	for _, part := range parts[1:] {
		tag, rest := part, ""
		if i := strings.IndexByte(part, '<'); i >= 0 {
			tag, rest = part[:i], part[i:]
		}
		i := strings.LastIndexByte(tag, '>')
		if i < 0 {
			continue // it broke off
		}
		closed := strings.HasSuffix(tag[:i], "/")
		b.WriteString("<outline" + repairAttributes(strings.TrimSuffix(tag[:i], "/")))
		if closed {
			b.WriteByte('/')
		} else {
			open++
		}
		b.WriteString(tag[i:] + rest)
		open -= strings.Count(rest, "</outline>")
	}
	out := strings.TrimRight(b.String(), " \t\r\n")
	if !strings.HasSuffix(out, "</opml>") {
		out += strings.Repeat("</outline>", max(0, open)) + "</body></opml>"
	}
	return out
}

// repairAttributes escapes the quotation marks inside of values: a value ends
// with the last one before the next attribute.
func repairAttributes(tag string) string {
	starts := outlineAttribute.FindAllStringSubmatchIndex(tag, -1)
	var b strings.Builder
	for i, at := range starts {
		end := len(tag)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		value := tag[at[1]:end]
		if j := strings.LastIndexByte(value, '"'); j >= 0 {
			value = value[:j]
		}
		b.WriteString(" " + tag[at[2]:at[3]] + `="` + strings.ReplaceAll(value, `"`, "&quot;") + `"`)
	}
	return b.String()
}
