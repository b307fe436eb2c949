package tables

import (
	"fmt"
	"slices"

	"onset/tracker"
	"onset/tracker/timeline"
)

// Firsts lays out who said a line first in which source, and who followed; speakers and
// sources come in their order, and name names a speaker.
func Firsts(cells []timeline.FirstDay, name func(id string) string) Table {
	var speakers, sources []string
	at := map[[2]string]timeline.FirstDay{}
	first := map[string]timeline.FirstDay{}
	for _, c := range cells {
		if !slices.Contains(speakers, c.Speaker) {
			speakers, first[c.Speaker] = append(speakers, c.Speaker), c
		}
		if !slices.Contains(sources, c.Source) {
			sources = append(sources, c.Source)
		}
		at[[2]string{c.Speaker, c.Source}] = c
	}
	t := Table{
		Columns: append([]string{"speaker", "first", "days after the first"}, sources...), JSON: cells, Empty: "Not found anywhere.",
		Note: "Days on which it was said where the text tells, else published (marked p), in the outlet's zone.",
	}
	t.Wide = &Table{Columns: t.Columns}
	for _, speaker := range speakers {
		f := first[speaker]
		row := []string{name(speaker), firstWords(f), fmt.Sprint(f.Lag)}
		file := []string{name(speaker), firstDays(f), fmt.Sprint(f.Lag)}
		for _, source := range sources {
			c := at[[2]string{speaker, source}]
			row, file = append(row, firstWords(c)), append(file, firstDays(c))
		}
		t.Rows, t.Wide.Rows = append(t.Rows, row), append(t.Wide.Rows, file)
	}
	return t
}

// firstDays writes the days alone, so that a file can count with them.
func firstDays(c timeline.FirstDay) string {
	if c.From != c.To {
		return c.From.String() + ".." + c.To.String()
	}
	return c.To.String()
}

func firstWords(c timeline.FirstDay) string {
	if c.To == 0 {
		return ""
	}
	out := firstDays(c)
	if c.Clock != tracker.ClockSaid {
		out += " p"
	}
	return out
}
