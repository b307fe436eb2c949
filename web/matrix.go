package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/text"
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

// firstDates lays out the first day of each speaker in each source.
func firstDates(firsts []timeline.FirstDay, n catalogue) matrix {
	cells := map[string]map[string]firstDay{} // speaker, source
	m := matrix{}
	for _, f := range firsts { // first come first
		if !slices.ContainsFunc(m.Sources, func(c column) bool { return c.ID == f.Source }) {
			m.Sources = append(m.Sources, column{ID: f.Source, Name: n.Source(f.Source), First: f.To, Lag: lag(f.Lag)})
		}
		who := n.said(f)
		if cells[who] == nil {
			cells[who] = map[string]firstDay{}
			m.Speakers = append(m.Speakers, followed{Name: who, First: dayOf(f), Lag: lag(f.Lag)})
		}
		if _, ok := cells[who][f.Source]; !ok {
			cells[who][f.Source] = dayOf(f)
		}
	}
	slices.SortStableFunc(m.Sources, func(a, b column) int { return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.ID, b.ID)) })
	slices.SortStableFunc(m.Speakers, func(a, b followed) int {
		return cmp.Or(cmp.Compare(a.First.To, b.First.To), cmp.Compare(a.First.From, b.First.From), strings.Compare(a.Name, b.Name))
	})
	m.cut()
	for i := range m.Speakers {
		f := &m.Speakers[i]
		for _, c := range m.Sources {
			f.Cells = append(f.Cells, cells[f.Name][c.ID])
		}
	}
	return m
}

// cut leaves what a page can show, and says what it leaves out.
func (m *matrix) cut() {
	var left []string
	if more := len(m.Sources) - mostSources; more > 0 {
		left, m.Sources = append(left, text.Count(more, "later source")), m.Sources[:mostSources]
	}
	if more := len(m.Speakers) - mostSpeakers; more > 0 {
		left, m.Speakers = append(left, text.Count(more, "later speaker")), m.Speakers[:mostSpeakers]
	}
	if len(left) > 0 {
		m.More = "Not shown: " + strings.Join(left, " and ") + "."
	}
}

// dayOf writes a first day.
func dayOf(f timeline.FirstDay) firstDay {
	return firstDay{From: f.From, To: f.To, Said: f.Clock == tracker.ClockSaid, Mention: f.Mention, Words: timeline.Days(f.From, f.To, 0)}
}

// said names who said it first; somebody whom the file doesn't know is named by
// the words of the text.
func (c catalogue) said(f timeline.FirstDay) string {
	switch {
	case f.Known:
		return c.Speaker(tracker.ClaimSpeaker{ID: f.Speaker})
	case f.Speaker == "":
		return ownVoice
	}
	return "“" + text.Within(f.Speaker, 40) + "”"
}

// lag tells how long after the first somebody followed.
func lag(days int) string {
	switch {
	case days <= 0:
		return "first"
	case days < 60:
		return "+" + text.Count(days, "day")
	case days < 730:
		return fmt.Sprintf("+%d months", (days+15)/30)
	default:
		return fmt.Sprintf("+%.1f years", float64(days)/365.25)
	}
}
