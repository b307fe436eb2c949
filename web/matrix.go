package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/timeline"
)

// The most rows and columns of a matrix of first dates.
const (
	mostSpeakers = 20
	mostSources  = 14
)

// matrix tells who said it first, in which source, and who followed when.
type matrix struct {
	Sources  []column
	Speakers []followed
	More     string // what is left out, in words
}

// column is a source, by the day of its first appearance.
type column struct {
	ID, Name string
	First    tracker.Day
	Lag      string
}

// followed is a speaker with the first day in each source.
type followed struct {
	Name  string
	First firstDay
	Lag   string // after the very first
	Cells []firstDay
}

// firstDay is the first day on which a speaker said it in a source: said where
// that is dated, else published.
type firstDay struct {
	From, To tracker.Day
	Said     bool
	Mention  string
	Words    string
}

// ownVoice stands for an outlet that speaks itself.
const ownVoice = "in the outlet’s own voice"

// firstDates finds the first day of each speaker in each source.
func firstDates(as []appearance, n catalogue) matrix {
	cells := map[string]map[string]firstDay{} // speaker, source
	first := map[string]firstDay{}            // source
	for _, a := range as {
		d := dayOf(a)
		for _, speaker := range speakersOf(a, n) {
			if cells[speaker] == nil {
				cells[speaker] = map[string]firstDay{}
			}
			keepFirst(cells[speaker], a.Source, d)
		}
		keepFirst(first, a.Source, d)
	}
	m := matrix{}
	var start tracker.Day
	for id, d := range first {
		m.Sources = append(m.Sources, column{ID: id, Name: n.Source(id), First: d.To})
		if start == 0 || d.To < start {
			start = d.To
		}
	}
	slices.SortFunc(m.Sources, func(a, b column) int { return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.ID, b.ID)) })
	for i := range m.Sources {
		m.Sources[i].Lag = lag(start, m.Sources[i].First)
	}
	var left []string
	if more := len(m.Sources) - mostSources; more > 0 {
		left, m.Sources = append(left, count(more, "later source")), m.Sources[:mostSources]
	}
	m.rows(cells, start)
	if more := len(m.Speakers) - mostSpeakers; more > 0 {
		left, m.Speakers = append(left, count(more, "later speaker")), m.Speakers[:mostSpeakers]
	}
	if len(left) > 0 {
		m.More = "Not shown: " + strings.Join(left, " and ") + "."
	}
	return m
}

// rows fills in the speakers, first come first.
func (m *matrix) rows(cells map[string]map[string]firstDay, start tracker.Day) {
	for name, by := range cells {
		f := followed{Name: name}
		for _, d := range by {
			if f.First.To == 0 || earlier(d, f.First) {
				f.First = d
			}
		}
		for _, c := range m.Sources {
			f.Cells = append(f.Cells, by[c.ID])
		}
		f.Lag = lag(start, f.First.To)
		m.Speakers = append(m.Speakers, f)
	}
	slices.SortFunc(m.Speakers, func(a, b followed) int {
		return cmp.Or(cmp.Compare(a.First.To, b.First.To), cmp.Compare(a.First.From, b.First.From), strings.Compare(a.Name, b.Name))
	})
}

// dayOf dates an appearance: by what was said where that is known.
func dayOf(a appearance) firstDay {
	d := firstDay{From: a.day, To: a.day, Mention: a.ID}
	if a.Said.Dates() {
		d.From, d.To, d.Said = a.Said.From, a.Said.To, true
	}
	d.Words = timeline.Days(d.From, d.To, 0)
	return d
}

// speakersOf names those who say it in an appearance; somebody whom the file
// doesn't know is named by the words of the text.
func speakersOf(a appearance, n catalogue) []string {
	var out []string
	for _, s := range a.Speakers {
		name := n.Speaker(s)
		if s.ID == "" {
			name = "“" + shorten(name, 40) + "”"
		}
		out = append(out, name)
	}
	if len(out) == 0 {
		return []string{ownVoice}
	}
	return out
}

func keepFirst(m map[string]firstDay, key string, d firstDay) {
	if was, ok := m[key]; !ok || earlier(d, was) {
		m[key] = d
	}
}

func earlier(a, b firstDay) bool {
	return cmp.Or(cmp.Compare(a.To, b.To), cmp.Compare(a.From, b.From), cmp.Compare(a.Mention, b.Mention)) < 0
}

// lag tells how long after the first somebody followed.
func lag(start, d tracker.Day) string {
	switch n := int(d - start); {
	case n <= 0:
		return "first"
	case n < 60:
		return "+" + count(n, "day")
	case n < 730:
		return fmt.Sprintf("+%d months", (n+15)/30)
	default:
		return fmt.Sprintf("+%.1f years", float64(n)/365.25)
	}
}

// mostWordings is how many ways of putting it are listed.
const mostWordings = 12

// wordings counts the matched words, most frequent first.
func wordings(as []appearance) []wording {
	counts := map[string]int{}
	for _, a := range as {
		var words []string
		for _, s := range sentence(*a.Witness) {
			if w := strings.ToLower(strings.Join(strings.Fields(s.Text), " ")); s.Hit && !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
		if len(words) > 0 {
			counts[strings.Join(words, " … ")]++
		}
	}
	var out []wording
	for w, n := range counts {
		out = append(out, wording{w, n})
	}
	slices.SortFunc(out, func(a, b wording) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Text, b.Text)) })
	return out[:min(len(out), mostWordings)]
}
