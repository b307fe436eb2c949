package tables

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// Long writes a list that may be too long to be held, a stretch at a time. Files are
// written as it comes; only a terminal, where columns are as wide as what stands in
// them, is shown all of it at its end.
type Long struct {
	w     io.Writer
	on    Layout
	out   stretches
	begun bool
}

// stretches is a list under way in a format. The first stretch tells the columns.
type stretches interface {
	begin(Table) error
	add(Table) error
	end() error
}

// NewLong begins a list.
func NewLong(w io.Writer, l Layout) (*Long, error) {
	o := &Long{w: w, on: l}
	switch l.Format {
	case "table":
		o.out = &shown{w: w, on: l.Screen}
	case "json":
		o.out = &jsonList{w: w}
	case "jsonl":
		o.out = jsonLines{w}
	case "csv":
		o.out = newCSVFile(w, l.Separator)
	case "xlsx":
		o.out = &workbook{w: w, on: l}
	default:
		return nil, fmt.Errorf("writing a table: the format %q is none of %s", l.Format, strings.Join(Formats, ", "))
	}
	return o, nil
}

// Add writes a stretch. All have the columns of the first, which is there even if
// nothing is in it.
func (o *Long) Add(t Table) error {
	if o.begun {
		return o.out.add(t)
	}
	o.begun = true
	if err := o.out.begin(t); err != nil {
		return err
	}
	return o.out.add(t)
}

// End completes the list.
func (o *Long) End() error { return o.out.end() }

// shown gathers what a terminal is shown.
type shown struct {
	w   io.Writer
	on  Screen
	all Table
}

func (o *shown) begin(t Table) error {
	o.all = t
	o.all.Rows = nil
	return nil
}

func (o *shown) add(t Table) error {
	o.all.Rows = append(o.all.Rows, t.Rows...)
	return nil
}

func (o *shown) end() error { return o.all.show(o.w, o.on) }

// jsonLines writes each item on a line of its own.
type jsonLines struct{ w io.Writer }

func (jsonLines) begin(Table) error   { return nil }
func (o jsonLines) add(t Table) error { return writeJSONLines(o.w, t.JSON) }
func (jsonLines) end() error          { return nil }

// jsonList writes one array, as WriteJSON does.
type jsonList struct {
	w io.Writer
	n int // items so far
}

func (*jsonList) begin(Table) error { return nil }

func (o *jsonList) add(t Table) error {
	items, err := itemsOf(t.JSON)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	for _, item := range items {
		before := ",\n  "
		if o.n == 0 {
			before = "[\n  "
		}
		b.WriteString(before)
		if err := indent(&b, item); err != nil {
			return err
		}
		o.n++
	}
	return o.write(b.Bytes())
}

func (o *jsonList) end() error {
	if o.n == 0 {
		return o.write([]byte("[]\n"))
	}
	return o.write([]byte("\n]\n"))
}

func (o *jsonList) write(b []byte) error {
	if _, err := o.w.Write(b); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}
