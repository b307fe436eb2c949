package store

import (
	"context"
	"fmt"
	"slices"

	"onset/tracker"
	"onset/tracker/archive"
)

// pageSize is how many rows are read at a time.
const pageSize = 500

// Mentions returns the mentions that f selects, newest first, verdicts of
// people applied.
func (s *Store) Mentions(ctx context.Context, f archive.Filter) (archive.MentionPage, error) {
	p := archive.MentionPage{Mentions: []tracker.Witness{}}
	err := s.look(ctx, "reading the mentions of", func(t *tx) error {
		list, err := t.list(f)
		if err != nil {
			return err
		}
		skip := f.Skip
		for after := f.After; ; {
			rows, err := list.next(after, f)
			if err != nil {
				return err
			}
			for _, w := range rows {
				if !f.Passes(w.Witness) {
					continue
				}
				if skip > 0 && list.loose {
					skip--
					continue
				}
				if f.Limit > 0 && len(p.Mentions) == f.Limit {
					p.Next = after
					return nil
				}
				p.Mentions, after = append(p.Mentions, w.Witness), w.n
			}
			if len(rows) < list.size {
				return nil
			}
			after = rows[len(rows)-1].n
			list.skip = 0
		}
	})
	return p, err
}

// mentionList is a list of mentions that is read a stretch at a time. Which
// rows are in it the index tells; only those that are shown are read whole.
type mentionList struct {
	t     *tx
	where clause
	size  int  // of a stretch
	skip  int  // rows before the first stretch
	loose bool // passes has to look at each, because people may have judged otherwise
}

// list prepares the list that f selects.
func (t *tx) list(f archive.Filter) (*mentionList, error) {
	l := &mentionList{t: t, size: pageSize}
	c := &l.where
	c.valid("l.", f)
	if err := t.listPoint(c, f); err != nil {
		return nil, err
	}
	if f.Source != "" {
		c.add("l.source = (SELECT n FROM source WHERE id = ?)", f.Source)
	}
	if f.SourceKind != "" {
		c.add("l.source IN (SELECT n FROM source WHERE kind = ?)", string(f.SourceKind))
	}
	if f.Language != "" {
		c.add("(SELECT language FROM article a WHERE a.id = l.article) = ?", f.Language)
	}
	if f.Article != 0 {
		c.add("l.article = ?", f.Article)
	}
	if f.Since != 0 {
		c.add("l.day >= ?", int64(f.Since))
	}
	if f.Until != 0 {
		c.add("l.day <= ?", int64(f.Until))
	}
	if !f.RecordedFrom.IsZero() {
		c.add("l.recorded >= ?", f.RecordedFrom.UnixMilli())
	}
	if !f.Before.IsZero() {
		c.add("l.recorded < ?", f.Before.UnixMilli())
	}
	l.judgeable(f)
	if !l.loose {
		l.skip = f.Skip
	}
	if f.Limit > 0 {
		l.size = min(l.size, f.Skip-l.skip+f.Limit+1) // one more tells whether there is more
	}
	return l, nil
}

// listPoint adds the talking points that f asks for, by their numbers.
func (t *tx) listPoint(c *clause, f archive.Filter) error {
	if f.Narrative == "" && f.TalkingPoint == "" {
		return nil
	}
	var p clause
	p.text("narrative", f.Narrative)
	p.text("id", f.TalkingPoint)
	var points []any
	err := t.each("SELECT n FROM point "+p.where(), p.args, func(scan func(...any) error) error {
		var n int64
		err := scan(&n)
		points = append(points, n)
		return err
	})
	if err == nil && f.Verdict != "" && f.Verdict != "none" {
		points, err = t.withVerdicts(points)
	}
	switch len(points) {
	case 0:
		c.add("FALSE")
	case 1:
		c.add("l.point = ?", points...)
	default:
		c.add("l.point IN ("+placeholders(len(points))+")", points...)
	}
	return err
}

// withVerdicts leaves of some talking points those a mention of which somebody judged:
// of most nobody judged any.
func (t *tx) withVerdicts(points []any) ([]any, error) {
	if t.decided == nil {
		t.decided = map[any]bool{}
		if err := t.each("SELECT DISTINCT l.point FROM mention l WHERE "+judged, nil, func(scan func(...any) error) error {
			var n int64
			err := scan(&n)
			t.decided[n] = true
			return err
		}); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(points, func(n any) bool { return !t.decided[n] }), nil
}

// judged are the mentions that a verdict stands for: they may be other than
// their rows tell.
const judged = "l.n IN (SELECT n FROM mention WHERE id IN (SELECT mention FROM verdict WHERE superseded IS NULL))"

// judgeable adds what a verdict may have changed: the row says so, or somebody
// judged it, and then passes looks again.
func (l *mentionList) judgeable(f archive.Filter) {
	or := func(condition string, args ...any) {
		l.loose = true
		l.where.add("("+condition+" OR "+judged+")", args...)
	}
	if f.Speaker != "" {
		or("instr(l.speakers, ?) > 0", `"id":`+encode(f.Speaker))
	}
	for column, value := range map[string]string{"l.form": string(f.Form), "l.stance": string(f.Stance), "l.treatment": string(f.Treatment)} {
		if value != "" {
			or(column+" = ?", value)
		}
	}
	switch f.Verdict {
	case "":
	case "none":
		l.loose = true
	default:
		l.loose = true
		l.where.add(judged)
	}
}

// next reads the stretch after the mention of number after; 0 is the first.
func (l *mentionList) next(after int64, f archive.Filter) ([]witness, error) {
	c := clause{parts: slices.Clone(l.where.parts), args: slices.Clone(l.where.args)}
	if after != 0 {
		c.add("(l.revision, l.n) < (SELECT revision, n FROM mention WHERE n = ?)", after)
	}
	where := c.where()
	inner := fmt.Sprintf("SELECT l.n FROM mention l %s ORDER BY l.revision DESC, l.n DESC LIMIT %d OFFSET %d", where, l.size, l.skip)
	return l.t.witnesses("WHERE m.n IN ("+inner+") ORDER BY m.revision DESC, m.n DESC", c.args...)
}

// Course tells how far a talking point has come.
func (s *Store) Course(ctx context.Context, narrative, point string) (archive.Course, error) {
	return s.course(ctx, narrative, point, "SELECT m.n FROM mention m INDEXED BY mention_in_order WHERE m.point = p.n ORDER BY m.n DESC LIMIT 1")
}

// CourseOf tells how far a talking point has come on some days.
func (s *Store) CourseOf(ctx context.Context, narrative, point string, from, to tracker.Day) (archive.Course, error) {
	return s.course(ctx, narrative, point, "SELECT max(m.n) FROM mention m INDEXED BY mention_by_day WHERE m.point = p.n AND m.day BETWEEN ? AND ?", int64(from), int64(to))
}

// course takes the newest mention of a talking point p from a query.
func (s *Store) course(ctx context.Context, narrative, point, newest string, args ...any) (archive.Course, error) {
	var l archive.Course
	err := s.look(ctx, "looking at a talking point of", func(t *tx) error {
		_, err := t.get("SELECT coalesce((SELECT version FROM point_change WHERE point = p.n), 0), coalesce(("+newest+"), 0) FROM point p WHERE narrative = ? AND id = ?",
			append(args, narrative, point), &l.Altered, &l.Last)
		return err
	})
	return l, err
}

// MentionsSince hands over the mentions of a talking point that stand and came
// after the one of a number (0: all), in the order of recording, a stretch at a
// time; verdicts are applied.
func (s *Store) MentionsSince(ctx context.Context, narrative, point string, after int64, f func([]tracker.Witness)) error {
	return s.look(ctx, "reading a talking point of", func(t *tx) error {
		var p int64
		found, err := t.get("SELECT n FROM point WHERE narrative = ? AND id = ?", []any{narrative, point}, &p)
		for found && err == nil {
			var ws []witness
			ws, err = t.witnesses(`WHERE m.n IN (SELECT n FROM mention INDEXED BY mention_in_order WHERE point = ? AND n > ? ORDER BY n LIMIT ?)
				AND m.superseded IS NULL ORDER BY m.n`, p, after, pageSize)
			f(plain(ws))
			var last int64
			if err == nil {
				_, err = t.get("SELECT coalesce(max(n), 0) FROM (SELECT n FROM mention INDEXED BY mention_in_order WHERE point = ? AND n > ? ORDER BY n LIMIT ?) next",
					[]any{p, after, pageSize}, &last)
			}
			if last == 0 {
				break
			}
			after = last
		}
		return err
	})
}

// Mention returns a mention by its id, verdicts applied, standing or not;
// found is false when there never was one.
func (s *Store) Mention(ctx context.Context, id string) (w tracker.Witness, found bool, err error) {
	err = s.look(ctx, "reading a mention of", func(t *tx) error {
		w, found, err = t.mention(id)
		return err
	})
	return w, found, err
}

func (t *tx) mention(id string) (tracker.Witness, bool, error) {
	ws, err := t.witnesses("WHERE m.id = ? ORDER BY m.superseded IS NULL DESC, m.n DESC LIMIT 1", id)
	if err != nil || len(ws) == 0 {
		return tracker.Witness{}, false, err
	}
	return ws[0].Witness, true, nil
}
