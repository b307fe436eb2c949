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
	b.Grow(128*len(l.Cells) + 512*len(l.Marks))
	strip := number(l.H - saidRoom - stripHeight)
	for _, c := range l.Cells {
		put(&b, `<rect class="h`, strconv.Itoa(c.Level), `" x="`, number(c.X), `%" y="`, strip, `" width="`, number(c.W), `%" height="13" rx="1.5"><title>`, c.Label, `</title></rect>`)
	}
	for _, part := range []struct {
		class string
		areas []area
	}{{"cover", l.Watched}, {"gap", l.Missed}} {
		for _, a := range part.areas {
			put(&b, `<rect class="`, part.class, `" x="`, number(a.X), `%" y="8" width="`, number(a.W), `%" height="13"><title>`, a.Title, `</title></rect>`)
		}
	}
	for _, r := range l.Bars {
		put(&b, `<rect class="bar" x="`, number(r.X), `%" y="`, number(l.H-4.5), `" width="`, number(r.W), `%" height="3.5" rx="1.5"><title>`, r.Title, `</title></rect>`)
	}
	for i := range l.Marks {
		l.Marks[i].write(&b, l.y(&l.Marks[i]))
	}
	return template.HTML(b.String())
}

// write draws a mark at a height.
func (m *mark) write(b *strings.Builder, y float64) {
	class := "mark"
	if m.Baseline {
		class += " baseline-mark"
	}
	if m.Doubtful {
		class += " doubtful"
	}
	if m.Old {
		class += " old"
	}
	label := template.HTMLEscapeString(plainText(m.Label))
	put(b, `<a class="`, class, `" href="`, template.HTMLEscapeString(m.Href), `" aria-label="`, label, `"><title>`, label, `</title>`)
	if m.End > m.X {
		put(b, `<line class="`, m.Class, `" x1="`, number(m.X), `%" x2="`, number(m.End), `%" y1="`, number(y), `" y2="`, number(y), `"/>`)
	}
	put(b, `<use class="`, m.Class, `" href="#s-`, m.Class, `" x="`, number(m.X), `%" y="`, number(y), `"/>`)
	switch {
	case m.Count > 1 && m.atEdge():
		put(b, `<text class="number end" x="`, number(m.X), `%" dx="-7" y="`, number(y+4), `">`, strconv.Itoa(m.Count), `</text>`)
	case m.Count > 1:
		put(b, `<text class="number" x="`, number(m.End), `%" dx="7" y="`, number(y+4), `">`, strconv.Itoa(m.Count), `</text>`)
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
