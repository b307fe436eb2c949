package store

import (
	"context"
	"database/sql"
	"math"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// Window returns what was recorded in [from, to), as it was known at its end, or
// with what is known now.
func (s *Store) Window(ctx context.Context, from, to time.Time, now bool) (archive.Window, error) {
	w := archive.Window{From: from, To: to}
	err := s.look(ctx, "reading a day of", func(t *tx) error { return t.window(&w, now) })
	return w, err
}

func (t *tx) window(w *archive.Window, now bool) (err error) {
	from, to := w.From.UnixMilli(), w.To.UnixMilli()
	until := to
	if now {
		until = math.MaxInt64
	}
	if w.Events, err = t.events("WHERE recorded >= ? AND recorded < ? ORDER BY recorded, n", from, to); err != nil {
		return err
	}
	ws, err := t.witnesses("WHERE m.recorded >= ? AND m.recorded < ? AND (m.superseded IS NULL OR m.superseded >= ?) ORDER BY m.recorded, m.n", from, to, until)
	if err != nil {
		return err
	}
	w.Mentions = plain(ws)
	if err := t.windowCounts(w, from, to, until); err != nil {
		return err
	}
	if err := t.windowFeeds(w); err != nil {
		return err
	}
	if w.Tracked, err = t.tracked(from, to); err != nil {
		return err
	}
	w.Gaps, err = t.gapsFound(from, to)
	return err
}

// windowFeeds reads how feeds did at the end of the window.
func (t *tx) windowFeeds(w *archive.Window) (err error) {
	if w.Feeds, err = t.health(w.To); err != nil {
		return err
	}
	for i := range w.Feeds {
		if h := &w.Feeds[i]; !h.State.LastAsked.Before(w.To) {
			if err := t.before(h, w.To); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *tx) windowCounts(w *archive.Window, from, to, until int64) error {
	stretches, err := t.recordedIn(from, to)
	if err != nil {
		return err
	}
	for _, s := range stretches {
		w.Articles += int(s.end - s.from)
		w.Archive += int(s.end - s.begin)
	}
	if w.Unread, err = t.unread(from, to); err != nil {
		return err
	}
	var since sql.NullInt64
	if _, err := t.get("SELECT min(since) FROM cover WHERE kind <> 'gap' AND recorded < ?", []any{until}, &since); err == nil && since.Valid {
		w.Since = tracker.DayOf(moment(since.Int64))
	}
	return err
}

// recordedStretch are articles recorded in the order of their numbers: those from
// begin on, of which from up to before end are of the time asked for.
type recordedStretch struct{ begin, from, end int64 }

// recordedIn returns the articles recorded in [from, to). Numbers are given without
// gaps, and in the order of recording until the clock is set back, so they are
// searched for by halves instead of with an index that every article would pay.
func (t *tx) recordedIn(from, to int64) ([]recordedStretch, error) {
	begins := []int64{1}
	var last int64
	if _, err := t.get("SELECT coalesce(max(id), 0) FROM article", nil, &last); err != nil {
		return nil, err
	}
	if err := t.each("SELECT article FROM set_back ORDER BY article", nil, func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		begins = append(begins, id)
		return err
	}); err != nil {
		return nil, err
	}
	var out []recordedStretch
	for i, begin := range begins {
		end := last + 1
		if i+1 < len(begins) {
			end = begins[i+1]
		}
		s := recordedStretch{begin: begin}
		var err error
		if s.from, err = t.firstArticle(begin, end, from); err != nil {
			return nil, err
		}
		if s.end, err = t.firstArticle(s.from, end, to); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// firstArticle returns the number of the first of the articles in [low, high) that
// was recorded at or after an instant; high where none was.
func (t *tx) firstArticle(low, high, at int64) (int64, error) {
	for low < high {
		mid := (low + high) / 2
		var recorded int64
		found, err := t.get("SELECT recorded FROM article WHERE id = ?", []any{mid}, &recorded)
		if err != nil {
			return 0, err
		}
		if found && recorded < at {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low, nil
}

// tracked returns the talking points that had no rule before the window and
// have one in it.
func (t *tx) tracked(from, to int64) ([]tracker.TalkingPoint, error) {
	out := []tracker.TalkingPoint{}
	err := t.each(`SELECT stanza FROM rule u WHERE recorded >= ? AND recorded < ? AND superseded IS NULL
		AND NOT EXISTS (SELECT 1 FROM rule o WHERE o.point = u.point AND o.recorded < ?1) ORDER BY n`, []any{from, to}, func(scan func(...any) error) error {
		var p tracker.TalkingPoint
		var stanza sql.NullString
		if err := scan(&stanza); err != nil {
			return err
		}
		err := decode(stanza, &p)
		out = append(out, p)
		return err
	})
	return out, err
}

func (t *tx) gapsFound(from, to int64) ([]tracker.Gap, error) {
	out := []tracker.Gap{}
	err := t.each(`SELECT s.id, c.since, c.until FROM cover c JOIN source s ON s.n = c.source
		WHERE c.kind = 'gap' AND c.recorded >= ? AND c.recorded < ? ORDER BY c.n`, []any{from, to}, func(scan func(...any) error) error {
		var g tracker.Gap
		var since, until int64
		err := scan(&g.Source, &since, &until)
		g.From, g.To = moment(since), moment(until)
		out = append(out, g)
		return err
	})
	return out, err
}

// Young tells whether all that stands is baseline: coverage has only begun.
func (s *Store) Young(ctx context.Context) (young bool, err error) {
	err = s.look(ctx, "looking how old coverage is in", func(t *tx) error {
		_, err := t.get("SELECT NOT EXISTS (SELECT 1 FROM event WHERE NOT baseline AND superseded IS NULL)", nil, &young)
		return err
	})
	return young, err
}

// Size tells how much is stored.
func (s *Store) Size(ctx context.Context) (archive.Size, error) {
	var z archive.Size
	err := s.look(ctx, "counting what is in", func(t *tx) error {
		var first, last sql.NullInt64
		size, _ := s.engine.bytes()
		_, err := t.get(`SELECT (SELECT coalesce(max(id), 0) FROM article), (SELECT n FROM total WHERE name = 'revisions'),
			(SELECT n FROM total WHERE name = 'mentions'), (SELECT n FROM total WHERE name = 'events'),
			(SELECT count(*) FROM source), `+size+`,
			(SELECT min(day) FROM published WHERE articles > 0), (SELECT max(day) FROM published WHERE articles > 0)`, nil,
			&z.Articles, &z.Revisions, &z.Mentions, &z.Events, &z.Sources, &z.Bytes, &first, &last)
		z.FirstDay, z.LastDay = tracker.Day(first.Int64), tracker.Day(last.Int64)
		return err
	})
	return z, err
}
