package rulefile

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Insert puts the stanza of a talking point into a narrative of a rules file and
// returns the new text, not yet checked. One of the same id has those of its
// fields replaced that the stanza has; a new one stands behind the others. All
// else stays as it is, comments too. The error says what stands in the way.
func Insert(src, narrative, stanza string) (string, error) {
	fields, err := readStanza(stanza)
	if err != nil {
		return "", err
	}
	points, err := pointsOf(src, narrative)
	if err != nil {
		return "", err
	}
	lines, fresh := linesOf(src)
	dash := points.items[0].at.column - 3 // blanks before the dash
	for _, item := range points.items {
		if id := valueOf(item, "id"); id != nil && id.text == fields.id {
			return strings.Join(replaceFields(lines, item, fields, dash, fresh), ""), nil
		}
	}
	last := points.items[len(points.items)-1].at.line - 1
	end := blockEnd(lines, last, dash)
	return strings.Join(slices.Concat(lines[:end], fresh([]string{""}, 0), fresh(fields.lines(), dash), lines[end:]), ""), nil
}

// linesOf cuts a text into its lines, each with its end, so that those which
// stay are the same to the byte. fresh indents new lines and ends them as the
// others end.
func linesOf(src string) (lines []string, fresh func(lines []string, by int) []string) {
	end := "\n"
	if strings.Contains(src, "\r\n") {
		end = "\r\n"
	}
	lines = slices.Collect(strings.Lines(src))
	if last := len(lines) - 1; last >= 0 && !strings.HasSuffix(lines[last], "\n") {
		lines[last] += end
	}
	return lines, func(lines []string, by int) []string {
		out := indentLines(lines, by)
		for i := range out {
			out[i] += end
		}
		return out
	}
}

// parsed reads a text whose lines may end as on Windows; nil where it can't be
// read.
func parsed(src string) *node {
	text := strings.ReplaceAll(src, "\r\n", "\n")
	return read(&problems{lines: strings.Split(text, "\n")}, []byte(text))
}

// stanza is the fields of a talking point as they are written, without indent.
type stanzaText struct {
	id     string
	names  []string
	fields map[string][]string
}

// lines writes the stanza as an item of a list.
func (s stanzaText) lines() (out []string) {
	for i, name := range s.names {
		for j, l := range s.fields[name] {
			lead := "  "
			if i == 0 && j == 0 {
				lead = "- "
			}
			out = append(out, strings.TrimRight(lead+l, " "))
		}
	}
	return out
}

// readStanza cuts a stanza, an item of a list or its fields alone, into fields.
func readStanza(text string) (s stanzaText, err error) {
	lines := dedent(strings.Split(strings.Trim(strings.ReplaceAll(text, "\t", "  "), "\n"), "\n"))
	if strings.HasPrefix(lines[0], "- ") {
		lines[0] = "  " + lines[0][2:]
		lines = dedent(lines)
	}
	s.fields = map[string][]string{}
	for _, l := range lines {
		if name, _, ok := strings.Cut(l, ":"); ok && indent(l) == 0 && !strings.HasPrefix(l, "#") && l != "" {
			s.names = append(s.names, name)
		}
		if len(s.names) == 0 {
			continue // comments before the first field
		}
		last := s.names[len(s.names)-1]
		s.fields[last] = append(s.fields[last], l)
	}
	if root := parsed(strings.Join(lines, "\n")); root != nil && valueOf(root, "id") != nil {
		s.id = valueOf(root, "id").text
	}
	if s.id == "" {
		return s, errors.New("the stanza has no id: begin it with `- id: a-short-name`")
	}
	return s, nil
}

// dedent removes the blanks that all lines begin with.
func dedent(lines []string) []string {
	least := -1
	for _, l := range lines {
		if n := indent(l); strings.TrimSpace(l) != "" && (least < 0 || n < least) {
			least = n
		}
	}
	return indentLines(lines, -max(least, 0))
}

// indentLines adds blanks before lines, or takes them away.
func indentLines(lines []string, by int) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		switch {
		case strings.TrimSpace(l) == "":
		case by < 0:
			out[i] = l[min(-by, len(l)):]
		default:
			out[i] = strings.Repeat(" ", by) + l
		}
	}
	return out
}

// pointsOf returns the list of talking points of a narrative, written one a
// line.
func pointsOf(src, narrative string) (*node, error) {
	root := parsed(src)
	if root == nil {
		return nil, errors.New("the rules file can't be read; onset check says why")
	}
	list := valueOf(root, "narratives")
	var ids []string
	for i := 0; list != nil && i < len(list.items); i++ {
		n := list.items[i]
		id := valueOf(n, "id")
		if id == nil {
			continue
		}
		ids = append(ids, id.text)
		points := valueOf(n, "talking_points")
		switch {
		case id.text != narrative:
		case points == nil || len(points.items) == 0 || points.items[0].at.line == points.at.line && points.at.column < points.items[0].at.column-2:
			return nil, fmt.Errorf("narrative %q has no talking point on a line of its own to put another behind; put it in by hand", narrative)
		default:
			return points, nil
		}
	}
	return nil, fmt.Errorf("the rules file has no narrative %q; there are %s", narrative, strings.Join(ids, ", "))
}

func valueOf(n *node, field string) *node {
	for _, p := range n.pairs {
		if p.key.text == field {
			return p.value
		}
	}
	return nil
}

// blockEnd returns the line behind what belongs to the item that begins on a
// line: all that stands further right than its dash, without blank lines and
// comments at the end that belong to what follows.
func blockEnd(lines []string, from, dash int) int {
	end := from + 1
	for i := end; i < len(lines); i++ {
		if strings.TrimSpace(lines[i]) == "" {
			continue
		}
		if indent(lines[i]) <= dash {
			break
		}
		end = i + 1
	}
	return end
}

// replaceFields puts the fields of a stanza in place of those of an item.
func replaceFields(lines []string, item *node, s stanzaText, dash int, fresh func([]string, int) []string) []string {
	first := item.at.line - 1
	if strings.HasPrefix(strings.TrimLeft(lines[first], " -"), "{") { // all on one line
		return slices.Concat(lines[:first], fresh(s.lines(), dash), lines[blockEnd(lines, first, dash):])
	}
	left := slices.DeleteFunc(slices.Clone(s.names), func(name string) bool { return valueOf(item, name) != nil || name == "id" })
	end := blockEnd(lines, first, dash)
	out := slices.Clone(lines[end:])
	for _, name := range slices.Backward(left) {
		out = append(fresh(s.fields[name], dash+2), out...)
	}
	for _, p := range slices.Backward(item.pairs) {
		at := p.key.at.line - 1
		stop := blockEnd(lines, at, dash+2)
		tail := lines[stop:end]
		field, given := s.fields[p.key.text]
		if !given || p.key.text == "id" {
			field = lines[at:stop]
		} else if field = fresh(field, dash+2); at == first {
			field[0] = strings.Repeat(" ", dash) + "- " + strings.TrimLeft(field[0], " ")
		}
		out = slices.Concat(field, tail, out)
		end = at
	}
	return slices.Concat(lines[:first], out)
}
