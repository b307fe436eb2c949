package newsroom

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"onset/feeds"
	"onset/tracker"
	"onset/tracker/text"
)

// Rows says what an import made of the rows of its files.
type Rows struct {
	Rows     int            `json:"rows"` // that were read or rejected
	Dated    int            `json:"dated"`
	Undated  int            `json:"undated"`
	Known    int            `json:"known_source"` // whose source stands in the rules file
	Rejected int            `json:"rejected"`
	Unread   int            `json:"unread_dates"` // rows kept without the date that they name
	Troubles []RowTrouble   `json:"troubles"`     // a kind each, the most frequent first
	Unused   []UnusedFields `json:"unused"`
	Wrong    int            `json:"wrong_files"` // that are not what they were taken for
}

// RowTrouble is a kind of trouble with its first example.
type RowTrouble struct {
	Kind   string `json:"kind"`
	Count  int    `json:"count"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Detail string `json:"detail"`
}

// UnusedFields are the columns of a file from which nothing was taken.
type UnusedFields struct {
	File    string   `json:"file"`
	Columns []string `json:"columns"`
}

// Keep counts a row that goes in; configured tells whether the rules file has its
// source. now is when the import began.
func (r *Rows) Keep(rec feeds.Record, configured bool, now time.Time) {
	r.Rows++
	if published, _ := tracker.ChoosePublished(rec.Item.Published, now); published.Stamp.Known() {
		r.Dated++
	} else {
		r.Undated++
	}
	if configured {
		r.Known++
	}
}

// Reject counts a row that is left out, and tells whether it is to be named.
func (r *Rows) Reject(file string, t feeds.Trouble) (named bool) {
	r.Rows++
	r.Rejected++
	return r.add(file, t)
}

// Doubt counts what could not be read of a row that goes in, and tells whether it
// is to be named.
func (r *Rows) Doubt(file string, t feeds.Trouble) (named bool) {
	if t.Kind == feeds.UnreadDate {
		r.Unread++
	}
	return r.add(file, t)
}

// namedEach is how many rows with the same trouble are named.
const namedEach = 20

func (r *Rows) add(file string, t feeds.Trouble) (named bool) {
	i := slices.IndexFunc(r.Troubles, func(x RowTrouble) bool { return x.Kind == t.Kind })
	if i < 0 {
		i = len(r.Troubles)
		r.Troubles = append(r.Troubles, RowTrouble{t.Kind, 0, file, t.Line, t.Detail})
	}
	r.Troubles[i].Count++
	return r.Troubles[i].Count <= namedEach
}

// Leave notes columns from which nothing is taken.
func (r *Rows) Leave(file string, columns []string) {
	r.Unused = append(r.Unused, UnusedFields{file, columns})
}

// Words says it for a person, a line each.
func (r *Rows) Words() []string {
	out := []string{fmt.Sprintf("%s: %s with a date, %s without; %s from sources of the rules file.",
		text.Count(r.Rows-r.Rejected, "row"), text.Thousands(r.Dated), text.Thousands(r.Undated), text.Thousands(r.Known))}
	slices.SortStableFunc(r.Troubles, func(a, b RowTrouble) int { return cmp.Compare(b.Count, a.Count) })
	for _, t := range r.Troubles {
		out = append(out, fmt.Sprintf("%s: %s; first %s, line %d%s", text.Count(t.Count, "row"), t.Kind, t.File, t.Line, t.Detail))
	}
	for _, u := range r.Unused {
		out = append(out, fmt.Sprintf("Nothing was taken of these columns of %s: %s", u.File, strings.Join(u.Columns, ", ")))
	}
	return out
}
