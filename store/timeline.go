package store

import (
	"context"
	"strings"
	"time"

	"onset/tracker"
)

// Filter selects events or mentions. The zero Filter selects all that stand.
type Filter struct {
	Narrative    string
	TalkingPoint string
	Source       string
	Speaker      string              // said by, or the scope of an event
	Kinds        []tracker.EventKind // events only
	Scopes       []tracker.ScopeKind // events only
	Since, Until tracker.Day         // inclusive; events by their own clock, mentions by published
	AsOf         time.Time           // what was believed at that instant; zero is now
	All          bool                // superseded ones too

	Article              int64 // mentions only, as all below
	SourceKind           tracker.Kind
	Language             string // of the article
	Form                 tracker.Form
	Stance               tracker.Stance
	Treatment            tracker.Treatment
	Verdict              string // confirmed, rejected, or "none"
	RecordedFrom, Before time.Time
	Limit                int   // 0: no limit
	After                int64 // cursor: the last page's Next
	Skip                 int   // rows of the list before the first that is returned
}

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
func (c *clause) valid(table string, f Filter) {
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
func (s *Store) Timeline(ctx context.Context, f Filter) ([]tracker.Event, error) {
	var out []tracker.Event
	err := s.look(ctx, "reading the timeline of", func(t *tx) (err error) {
		out, err = t.timeline(f)
		return err
	})
	return out, err
}

func (t *tx) timeline(f Filter) ([]tracker.Event, error) {
	c := f.events()
	out, err := t.events(c.where()+" ORDER BY coalesce(at_from, at_to) IS NULL, coalesce(at_from, at_to), recorded, n", c.args...)
	for i := range out {
		out[i] = *f.then(&out[i])
	}
	return out, err
}

func (f Filter) events() clause {
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
