package tables

import (
	"fmt"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
)

// Feeds lists feeds and how they have been doing.
func Feeds(feeds []archive.FeedRow) Table {
	t := Table{Columns: []string{"source", "state", "last_good", "last_new", "next_poll", "failures", "articles", "30_days", "feed", "message"}, JSON: tracker.OrEmpty(feeds), Note: "Times are UTC."}
	for _, f := range feeds {
		t.Rows = append(t.Rows, []string{f.Source, f.State, tracker.Instant(f.LastGood), tracker.Instant(f.LastNew), tracker.Instant(f.NextPoll), fmt.Sprint(f.Failures),
			fmt.Sprint(f.Total), Sparkline(f.Volume), f.URL, f.Message})
	}
	return t
}

// Intervals lists what was looked through, stretch by stretch.
func Intervals(list []archive.Interval) Table {
	t := Table{Columns: []string{"source", "kind", "since", "until", "depth", "articles", "feed"}, JSON: tracker.OrEmpty(list), Note: "Times are UTC."}
	for _, v := range list {
		t.Rows = append(t.Rows, []string{v.Source, v.Kind, tracker.Instant(v.Since), tracker.Instant(v.Until), string(v.Depth), fmt.Sprint(v.Articles), v.Feed})
	}
	return t
}

// Plain is a list without a shape of its own: as JSON it is an object a row.
func Plain(columns []string, rows [][]string) Table {
	objects := make([]map[string]string, len(rows))
	for i, row := range rows {
		objects[i] = map[string]string{}
		for c, cell := range row {
			objects[i][columns[c]] = cell
		}
	}
	return Table{Columns: columns, Rows: rows, JSON: objects}
}

// Sparkline draws counts as a row of bars, the highest as a full one.
func Sparkline(counts []int) string {
	bars := []rune(" ▁▂▃▄▅▆▇█")
	most := slices.Max(counts)
	var b strings.Builder
	for _, n := range counts {
		i := 0
		if n > 0 {
			i = 1 + (n-1)*(len(bars)-2)/max(most-1, 1)
		}
		b.WriteRune(bars[i])
	}
	return b.String()
}
