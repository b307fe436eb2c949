package store

import (
	"context"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
)

// clause gathers conditions of a WHERE.
type clause struct {
	parts []string
	args  []any
}

func (c *clause) add(condition string, args ...any) {
	c.parts = append(c.parts, condition)
	c.args = append(c.args, args...)
}

// text adds column = value unless value is empty.
func (c *clause) text(column, value string) {
	if value != "" {
		c.add(column+" = ?", value)
	}
}

func (c *clause) where() string {
	if len(c.parts) == 0 {
		return ""
	}
	return "WHERE " + strings.Join(c.parts, " AND ")
}

// valid adds what stands, or stood at an instant.
func (c *clause) valid(table string, f archive.Filter) {
	switch {
	case !f.AsOf.IsZero():
		at := f.AsOf.UnixMilli()
		c.add(table+"recorded <= ?", at)
		if !f.All {
			c.add("("+table+"superseded IS NULL OR "+table+"superseded > ?)", at)
		}
	case !f.All:
		c.add(table + "superseded IS NULL")
	}
}

// Timeline returns events in the order of their dates, undated ones last.
func (s *Store) Timeline(ctx context.Context, f archive.Filter) ([]tracker.Event, error) {
	var out []tracker.Event
	err := s.look(ctx, "reading the timeline of", func(t *tx) (err error) {
		out, err = t.timeline(f)
		return err
	})
	return out, err
}

func (t *tx) timeline(f archive.Filter) ([]tracker.Event, error) {
	c := eventClause(f)
	out, err := t.events(c.where()+" ORDER BY coalesce(at_from, at_to) IS NULL, coalesce(at_from, at_to), recorded, n", c.args...)
	for i := range out {
		out[i] = *f.Then(&out[i])
	}
	return out, err
}

// eventClause selects the rows of the events that a filter asks for.
func eventClause(f archive.Filter) clause {
	var c clause
	c.valid("", f)
	c.text("narrative", f.Narrative)
	c.text("point", f.TalkingPoint)
	c.text("source", f.Source)
	if f.Speaker != "" {
		c.add("(instr(speakers, ?) > 0 OR scope_kind = 'speaker' AND scope_id = ?)", " "+f.Speaker+" ", f.Speaker)
	}
	if len(f.Kinds) > 0 {
		kinds := make([]any, len(f.Kinds))
		for i, k := range f.Kinds {
			kinds[i] = string(k)
		}
		c.add("kind IN ("+placeholders(len(kinds))+")", kinds...)
	}
	if len(f.Scopes) > 0 {
		scopes := make([]any, len(f.Scopes))
		for i, k := range f.Scopes {
			scopes[i] = string(k)
		}
		c.add("scope_kind IN ("+placeholders(len(scopes))+")", scopes...)
	}
	if !f.RecordedFrom.IsZero() {
		c.add("recorded >= ?", f.RecordedFrom.UnixMilli())
	}
	if f.Since != 0 {
		c.add("at_to >= ?", int64(f.Since))
	}
	if f.Until != 0 {
		c.add("coalesce(at_from, at_to) <= ?", int64(f.Until))
	}
	return c
}

// Event returns the latest record of an event; found is false when there is none.
func (s *Store) Event(ctx context.Context, id string) (e tracker.Event, found bool, err error) {
	err = s.look(ctx, "reading an event of", func(t *tx) error {
		es, err := t.events("WHERE id = ? ORDER BY recorded DESC LIMIT 1", id)
		if len(es) > 0 {
			e, found = es[0], true
		}
		return err
	})
	return e, found, err
}
