package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// errDry ends a transaction whose result was only wanted to be seen.
var errDry = errors.New("nothing was to be kept")

// Review records a verdict and folds the events of its talking point again.
// With dryRun it only shows what would move. Verdicts belong to the id of a
// mention, so that they survive a rematch and a newer reader. A passage that a
// rule missed is added by a verdict as well; its mention may be left empty.
// ErrMarked and ErrNowhere say why one can't be.
func (s *Store) Review(ctx context.Context, v archive.Verdict, dryRun bool) (archive.Moved, error) {
	var out archive.Moved
	err := s.promise(ctx, "recording a verdict in", func(t *tx) (err error) {
		if out, err = s.review(t, v); err == nil && dryRun {
			err = errDry
		}
		return err
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	return out, err
}

func (s *Store) review(t *tx, v archive.Verdict) (archive.Moved, error) {
	var m archive.Moved
	var found bool
	var err error
	if err := v.Check(); err != nil {
		return m, err
	}
	if err := s.foldNoted(t); err != nil {
		return m, err
	}
	if v.Action == archive.Add {
		if err := t.addable(&v); err != nil {
			return m, err
		}
	} else if m.Before, found, err = t.mention(v.Mention); err != nil {
		return m, err
	} else if !found {
		return m, t.noMention(v.Mention)
	}
	given, err := t.verdicts("WHERE mention = ? ORDER BY n", v.Mention)
	if err != nil {
		return m, err
	}
	if err := v.Overtaken(given); err != nil {
		return m, err
	}
	if err := t.keepVerdict(v); err != nil {
		return m, err
	}
	if m.After, found, err = t.mention(v.Mention); err != nil {
		return m, err
	}
	if !found {
		return m, fmt.Errorf("%w: no stored text holds its sentence, or the rules file no longer has the talking point", archive.ErrNowhere)
	}
	point, err := t.point(m.After.Narrative, m.After.TalkingPoint)
	if err != nil {
		return m, err
	}
	m.Changes, m.Removed, err = s.refold(t, point, timeline.CauseVerdict)
	return m, err
}

// noMention is the error of an id that no mention has; that of an event leads to the
// mention that proves it.
func (t *tx) noMention(id string) error {
	es, err := t.events("WHERE id = ? ORDER BY recorded DESC LIMIT 1", id)
	switch {
	case err != nil:
		return err
	case len(es) > 0 && es[0].Mention != "":
		return fmt.Errorf("%q is an event; its mention is %s: give that id", id, es[0].Mention)
	case len(es) > 0:
		return fmt.Errorf("%q is an event that rests on no single mention; `onset why %s` shows what it counts", id, id)
	}
	return fmt.Errorf("no mention has the id %q; `onset mentions` lists them", id)
}

// refold folds a talking point from all its valid witnesses.
func (s *Store) refold(t *tx, point int64, cause string) (c timeline.Changes, removed []tracker.Event, err error) {
	p, err := t.talkingPoint(point)
	if err != nil {
		return c, nil, err
	}
	standing, err := t.standingEvents(p)
	if err != nil {
		return c, nil, err
	}
	cover, err := t.coverState()
	if err != nil {
		return c, nil, err
	}
	c, err = s.fold(t, point, &touch{all: true, cause: cause}, cover)
	for _, e := range standing {
		if slices.Contains(c.Superseded, e.ID) {
			removed = append(removed, e)
		}
	}
	return c, removed, err
}

// exclusive are actions of which one excludes the other.
var exclusive = map[string]string{archive.Reject: archive.Confirm, archive.Confirm: archive.Reject}

// keepVerdict adds a verdict; it supersedes the earlier one of its kind, and
// undo supersedes all (or those of the kind in Value).
func (t *tx) keepVerdict(v archive.Verdict) error {
	if err := errors.Join(v.Check(), t.tell(t.ctx)); err != nil {
		return err
	}
	if v.Action == archive.Undo {
		err := t.exec("UPDATE verdict SET superseded = ? WHERE mention = ? AND superseded IS NULL", millis(t.now), v.Mention)
		if err != nil {
			return err
		}
		if err = t.exec("INSERT INTO verdict (mention, action, value, who, why, recorded, superseded) VALUES (?, ?, '', ?, ?, ?5, ?5)",
			v.Mention, v.Action, v.Who, v.Why, millis(t.now)); err != nil {
			return err
		}
		return t.settle(v.Mention)
	}
	if err := t.exec("UPDATE verdict SET superseded = ? WHERE mention = ? AND superseded IS NULL AND action IN (?, ?)",
		millis(t.now), v.Mention, v.Action, exclusive[v.Action]); err != nil {
		return err
	}
	err := t.exec("INSERT INTO verdict (mention, action, value, who, why, recorded) VALUES (?, ?, ?, ?, ?, ?)",
		v.Mention, v.Action, string(v.Value), v.Who, v.Why, millis(t.now))
	if err != nil || v.Action != archive.Add {
		return err
	}
	return t.settle(v.Mention)
}

// Verdicts returns all verdicts ever given, by mention and in their order.
func (s *Store) Verdicts(ctx context.Context) ([]archive.Verdict, error) {
	var out []archive.Verdict
	err := s.look(ctx, "reading the verdicts of", func(t *tx) (err error) {
		out, err = t.verdicts("ORDER BY mention, n")
		return err
	})
	return out, err
}

func (t *tx) verdicts(clause string, args ...any) ([]archive.Verdict, error) {
	out := []archive.Verdict{}
	err := t.each("SELECT mention, action, value, who, why, recorded, superseded FROM verdict "+clause, args, func(scan func(...any) error) error {
		var v archive.Verdict
		var value string
		var recorded int64
		var superseded sql.NullInt64
		if err := scan(&v.Mention, &v.Action, &value, &v.Who, &v.Why, &recorded, &superseded); err != nil {
			return err
		}
		if value != "" {
			v.Value = json.RawMessage(value)
		}
		v.Recorded = moment(recorded)
		if superseded.Valid {
			at := moment(superseded.Int64)
			v.Superseded = &at
		}
		out = append(out, v)
		return nil
	})
	return out, err
}

// Judged returns the mentions that stand and that people gave a verdict on,
// which is applied.
func (s *Store) Judged(ctx context.Context) ([]tracker.Witness, error) {
	var out []tracker.Witness
	err := s.look(ctx, "reading the verdicts of", func(t *tx) error {
		ws, err := t.witnesses("WHERE m.id IN (SELECT mention FROM verdict WHERE superseded IS NULL) AND m.superseded IS NULL ORDER BY m.n")
		out = plain(ws)
		return err
	})
	return out, err
}

// AddVerdicts records verdicts of another copy of the archive (a journal),
// oldest first, with their own times; those known already are skipped. It
// returns how many were new.
func (s *Store) AddVerdicts(ctx context.Context, vs []archive.Verdict) (int, error) {
	added := 0
	err := s.promise(ctx, "recording verdicts in", func(t *tx) error {
		if err := s.foldNoted(t); err != nil {
			return err
		}
		points := touched{}
		for _, v := range vs {
			fresh, err := t.mergeVerdict(v)
			if err != nil {
				return fmt.Errorf("verdict on %s: %w", v.Mention, err)
			}
			if !fresh {
				continue
			}
			added++
			var n int64
			if found, err := t.get("SELECT point FROM mention WHERE id = ? LIMIT 1", []any{v.Mention}, &n); err != nil {
				return err
			} else if found {
				points.addAll(n, timeline.CauseVerdict)
			}
		}
		_, err := s.foldTouched(t, points)
		return err
	})
	return added, err
}

// mergeVerdict adds a verdict with the time that it bears.
func (t *tx) mergeVerdict(v archive.Verdict) (bool, error) {
	var known bool
	if _, err := t.get("SELECT count(*) > 0 FROM verdict WHERE mention = ? AND action = ? AND recorded = ?",
		[]any{v.Mention, v.Action, millis(v.Recorded)}, &known); err != nil || known {
		return false, err
	}
	at := *t
	at.now = v.Recorded
	return true, at.keepVerdict(v)
}
