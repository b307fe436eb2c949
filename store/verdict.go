package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/timeline"
)

// Verdict is what a person decided about a mention.
type Verdict struct {
	Mention    string          `json:"mention"`
	Action     string          `json:"action"`          // reject, confirm, add, speaker, stance, treatment, said, undo
	Value      json.RawMessage `json:"value,omitempty"` // add: Passage; speaker: [{id, text}]; stance, treatment: a string; said: tracker.Said or null
	Who        string          `json:"who"`
	Why        string          `json:"why"`
	Recorded   time.Time       `json:"recorded_at"`
	Superseded *time.Time      `json:"superseded_at,omitempty"`
}

// Moved is what a verdict or a rematch does to the timeline.
type Moved struct {
	Before, After tracker.Witness // the mention, for a verdict; nothing is before a passage that is added
	Changes       timeline.Changes
	Removed       []tracker.Event // those superseded, as they stood
}

// errDry ends a transaction whose result was only wanted to be seen.
var errDry = errors.New("nothing was to be kept")

// Review records a verdict and folds the events of its talking point again.
// With dryRun it only shows what would move. Verdicts belong to the id of a
// mention, so that they survive a rematch and a newer reader. A passage that a
// rule missed is added by a verdict as well; its mention may be left empty.
// ErrMarked and ErrNowhere say why one can't be.
func (s *Store) Review(ctx context.Context, v Verdict, dryRun bool) (Moved, error) {
	var out Moved
	err := s.change(ctx, "recording a verdict in", func(t *tx) (err error) {
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

func (s *Store) review(t *tx, v Verdict) (Moved, error) {
	var m Moved
	var found bool
	var err error
	if err := v.check(); err != nil {
		return m, err
	}
	if v.Action == Add {
		if err := t.addable(&v); err != nil {
			return m, err
		}
	} else if m.Before, found, err = t.mention(v.Mention); err != nil {
		return m, err
	} else if !found {
		return m, fmt.Errorf("no mention has the id %q; `onset mentions` lists them", v.Mention)
	}
	if err := t.keepVerdict(v); err != nil {
		return m, err
	}
	if m.After, found, err = t.mention(v.Mention); err != nil {
		return m, err
	}
	if !found {
		return m, fmt.Errorf("%w: no stored text holds its sentence, or the rules file no longer has the talking point", ErrNowhere)
	}
	point, err := t.point(m.After.Narrative, m.After.TalkingPoint)
	if err != nil {
		return m, err
	}
	m.Changes, m.Removed, err = s.refold(t, point, timeline.CauseVerdict)
	return m, err
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
	c, err = s.fold(t, point, &touch{all: true}, cover, cause)
	for _, e := range standing {
		if slices.Contains(c.Superseded, e.ID) {
			removed = append(removed, e)
		}
	}
	return c, removed, err
}

// exclusive are actions of which one excludes the other.
var exclusive = map[string]string{Reject: Confirm, Confirm: Reject}

// keepVerdict adds a verdict; it supersedes the earlier one of its kind, and
// undo supersedes all (or those of the kind in Value).
func (t *tx) keepVerdict(v Verdict) error {
	if err := v.check(); err != nil {
		return err
	}
	if v.Action == Undo {
		_, err := t.exec("UPDATE verdict SET superseded = ? WHERE mention = ? AND superseded IS NULL", millis(t.now), v.Mention)
		if err != nil {
			return err
		}
		if _, err = t.exec("INSERT INTO verdict (mention, action, value, who, why, recorded, superseded) VALUES (?, ?, '', ?, ?, ?5, ?5)",
			v.Mention, v.Action, v.Who, v.Why, millis(t.now)); err != nil {
			return err
		}
		return t.settle(v.Mention)
	}
	if _, err := t.exec("UPDATE verdict SET superseded = ? WHERE mention = ? AND superseded IS NULL AND action IN (?, ?)",
		millis(t.now), v.Mention, v.Action, exclusive[v.Action]); err != nil {
		return err
	}
	_, err := t.exec("INSERT INTO verdict (mention, action, value, who, why, recorded) VALUES (?, ?, ?, ?, ?, ?)",
		v.Mention, v.Action, string(v.Value), v.Who, v.Why, millis(t.now))
	if err != nil || v.Action != Add {
		return err
	}
	return t.settle(v.Mention)
}

// check refuses a verdict that could not be applied.
func (v Verdict) check() error {
	var w tracker.Witness
	switch v.Action {
	case Reject, Confirm, Undo:
		return nil
	case Add, SetSpeaker, SetStance, SetTreatment, SetSaid:
		if len(v.Value) == 0 {
			return fmt.Errorf("a verdict on the %s of a mention needs a value", v.Action)
		}
	default:
		return fmt.Errorf("unknown verdict %q: want reject, confirm, add, speaker, stance, treatment, said or undo", v.Action)
	}
	if v.Action == Add {
		if _, err := passageOf(&v); err != nil {
			return err
		}
	}
	if err := v.over(&w); err != nil {
		return fmt.Errorf("the value of the verdict: %w", err)
	}
	stances := []tracker.Stance{tracker.Affirms, tracker.Denies, tracker.Asks}
	treatments := []tracker.Treatment{tracker.Asserts, tracker.Reports, tracker.Distances, tracker.Debunks}
	switch {
	case (v.Action == SetStance || v.Action == Add) && !slices.Contains(stances, w.Stance):
		return fmt.Errorf("unknown stance %q: want one of %v", w.Stance, stances)
	case (v.Action == SetTreatment || v.Action == Add) && !slices.Contains(treatments, w.Treatment):
		return fmt.Errorf("unknown treatment %q: want one of %v", w.Treatment, treatments)
	}
	return nil
}

// Verdicts returns all verdicts ever given, by mention and in their order.
func (s *Store) Verdicts(ctx context.Context) ([]Verdict, error) {
	var out []Verdict
	err := s.look(ctx, "reading the verdicts of", func(t *tx) (err error) {
		out, err = t.verdicts("ORDER BY mention, n")
		return err
	})
	return out, err
}

func (t *tx) verdicts(clause string, args ...any) ([]Verdict, error) {
	out := []Verdict{}
	err := t.each("SELECT mention, action, value, who, why, recorded, superseded FROM verdict "+clause, args, func(scan func(...any) error) error {
		var v Verdict
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
		ws, err := t.witnesses("WHERE m.id IN (SELECT mention FROM verdict WHERE superseded IS NULL) AND m.superseded IS NULL")
		out = plain(ws)
		return err
	})
	return out, err
}

// AddVerdicts records verdicts of another copy of the archive (a journal),
// oldest first, with their own times; those known already are skipped. It
// returns how many were new.
func (s *Store) AddVerdicts(ctx context.Context, vs []Verdict) (int, error) {
	added := 0
	err := s.change(ctx, "recording verdicts in", func(t *tx) error {
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
				points.addAll(n)
			}
		}
		for n := range points {
			if _, _, err := s.refold(t, n, timeline.CauseVerdict); err != nil {
				return err
			}
		}
		return nil
	})
	return added, err
}

// mergeVerdict adds a verdict with the time that it bears.
func (t *tx) mergeVerdict(v Verdict) (bool, error) {
	var known bool
	if _, err := t.get("SELECT count(*) > 0 FROM verdict WHERE mention = ? AND action = ? AND recorded = ?",
		[]any{v.Mention, v.Action, millis(v.Recorded)}, &known); err != nil || known {
		return false, err
	}
	at := *t
	at.now = v.Recorded
	return true, at.keepVerdict(v)
}
