package web

import (
	"html/template"
	"strconv"
	"strings"
	"sync"

	"onset/tracker"
	"onset/tracker/timeline"
)

// Drawn is what stands in a lane, as SVG. A timeline has thousands of marks, so
// they are written here: a template takes ten times as long. Whatever comes from
// outside is escaped.
func (l lane) Drawn() template.HTML {
	var b strings.Builder
	b.Grow(64*len(l.Bars) + 512*len(l.Marks))
	for _, r := range l.Bars {
		put(&b, `<rect class="bar" x="`, number(r.X), `" y="`, number(r.Y), `" width="`, number(r.W), `" height="6" rx="3"/>`)
	}
	for i := range l.Marks {
		l.Marks[i].write(&b)
	}
	return template.HTML(b.String())
}

func (m *mark) write(b *strings.Builder) {
	class := "mark"
	if m.Baseline {
		class += " baseline-mark"
	}
	if m.Old {
		class += " old"
	}
	label := template.HTMLEscapeString(plainText(m.Label))
	put(b, `<a class="`, class, `" href="`, template.HTMLEscapeString(m.Href), `" aria-label="`, label, `"><title>`, label,
		`</title><path class="`, m.Class, `" d="`, m.Path, `"/>`)
	if m.Count > 1 {
		put(b, `<text class="number" x="`, number(round(m.X+6)), `" y="`, number(round(m.Y+3)), `">`, strconv.Itoa(m.Count), `</text>`)
	}
	b.WriteString("</a>\n")
}

func put(b *strings.Builder, parts ...string) {
	for _, p := range parts {
		b.WriteString(p)
	}
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// told remembers how events are put in words, because charts ask again and
// again and events are never altered.
type told struct {
	mu sync.Mutex
	by map[*tracker.Event]string
}

// toldMost is how many are remembered at most.
const toldMost = 50_000

func (t *told) words(e *tracker.Event) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if w, ok := t.by[e]; ok {
		return w
	}
	if t.by == nil || len(t.by) >= toldMost {
		t.by = map[*tracker.Event]string{}
	}
	w := timeline.Words(*e)
	t.by[e] = w
	return w
}

// Words tells an event in words.
func (c catalogue) Words(e *tracker.Event) string {
	if c.told == nil {
		return timeline.Words(*e)
	}
	return c.told.words(e)
}
