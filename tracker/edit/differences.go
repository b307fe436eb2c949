package edit

import (
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/text"
)

// Difference is what a revision changed, word by word.
type Difference struct {
	Revision int      `json:"revision"` // its number
	Title    []Change `json:"title"`
	Text     []Change `json:"text"`
}

// Differences compares each revision but the first with the one before. The
// text of a pruned one is unknown, and nothing is said of it.
func Differences(revisions []tracker.Revision) []Difference {
	out := []Difference{}
	for i := 1; i < len(revisions); i++ {
		old, now := revisions[i-1], revisions[i]
		d := Difference{Revision: now.Number, Title: tracker.OrEmpty(Words(old.Title, now.Title)), Text: []Change{}}
		if old.Text != "" || old.Depth == tracker.TitleOnly {
			d.Text = tracker.OrEmpty(Words(old.Text, now.Text))
		}
		out = append(out, d)
	}
	return out
}

// String shows only what changed, with the words around it: [-gone-] {+new+}.
func (d Difference) String() string {
	return Shown("title", d.Title) + Shown("text", d.Text)
}

// contextShown is how many letters of unchanged text are shown beside a change.
const contextShown = 60

// Shown writes what changed in a part of an article on one line, with the words around
// it: [-gone-] {+new+}; "" where nothing did.
func Shown(part string, changes []Change) string {
	if !slices.ContainsFunc(changes, func(c Change) bool { return c.Op != Kept }) {
		return ""
	}
	var b strings.Builder
	for i, c := range changes {
		words := text.OneLine(c.Text)
		switch c.Op {
		case Gone:
			words = "[-" + words + "-]"
		case Added:
			words = "{+" + words + "+}"
		default:
			words = shortened(words, i > 0, i < len(changes)-1)
		}
		b.WriteString(words)
		if strings.TrimSpace(c.Text[len(c.Text)-1:]) == "" {
			b.WriteByte(' ')
		}
	}
	return "     " + part + ": " + strings.TrimSpace(b.String()) + "\n"
}

// shortened keeps of an unchanged stretch what stands beside a change before or
// after it.
func shortened(s string, before, after bool) string {
	r := []rune(s)
	switch {
	case before && after && len(r) > 2*contextShown:
		return string(r[:contextShown]) + " … " + string(r[len(r)-contextShown:])
	case !before && after && len(r) > contextShown:
		return "… " + string(r[len(r)-contextShown:])
	case before && !after && len(r) > contextShown:
		return string(r[:contextShown]) + " …"
	}
	return s
}
