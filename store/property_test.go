package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"onset/newsroom"
	"onset/store/pgtest"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// world is what a random history is made of: few articles in many versions, so
// that they meet.
type world struct {
	t   *rapid.T
	s   *Store
	c   *clock
	ctx context.Context

	follows *world // whose choices are taken once more; nil: they are drawn
	chosen  []int  // so far, and not taken once more
}

func (w *world) check(err error) {
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) pick(name string, n int) int {
	if w.follows != nil {
		k := w.follows.chosen[0]
		w.follows.chosen = w.follows.chosen[1:]
		return k
	}
	k := rapid.IntRange(0, n-1).Draw(w.t, name)
	w.chosen = append(w.chosen, k)
	return k
}

// version is one of the texts that an article may have.
func (w *world) version(source string, n int) archive.ReadItem {
	it := article(source, n, start.AddDate(0, 0, -40+n*7))
	for _, p := range []string{worldWar, falseFlag} {
		switch w.pick(p, 4) {
		case 1:
			it = says(it, p, "A line about "+p+".", "lavrov", today-tracker.Day(w.pick("said", 60)))
		case 2:
			it = says(it, p, "A line about "+p+".", "", 0)
		case 3:
			it = says(it, p, "Another line about "+p+".", "kremlin", 0)
		}
	}
	it.Reading.Language = []string{"en", "ru"}[n%2]
	if w.pick("depth", 3) == 0 {
		it.Depth = tracker.Excerpt
	}
	if w.pick("undated", 5) == 0 {
		it.Published = nil
	}
	return it
}

func (w *world) step() {
	w.c.t = w.c.t.Add(time.Hour)
	source := outlets[w.pick("source", 2)].ID
	switch w.pick("step", 10) {
	case 0:
		items := []archive.ReadItem{w.version(source, w.pick("n", 6))}
		_, err := w.s.Record(w.ctx, archive.Batch{Source: source, Items: items, Import: "run"})
		w.check(err)
	case 1:
		w.verdict()
	case 2:
		w.rematch()
	case 3:
		page, err := w.s.Mentions(w.ctx, archive.Filter{})
		w.check(err)
		if n := len(page.Mentions); n > 0 {
			_, err = w.s.withdraw(w.ctx, page.Mentions[w.pick("gone", n)].Article, w.c.t)
			w.check(err)
		}
	default:
		var items []archive.ReadItem
		for n := range 6 {
			if w.pick("listed", 2) == 0 {
				items = append(items, w.version(source, n))
			}
		}
		_, err := w.s.Record(w.ctx, polled(source, w.c.t, items...))
		w.check(err)
	}
}

func (w *world) verdict() {
	page, err := w.s.Mentions(w.ctx, archive.Filter{})
	w.check(err)
	if len(page.Mentions) == 0 {
		return
	}
	v := archive.Verdict{Mention: page.Mentions[w.pick("mention", len(page.Mentions))].ID, Who: "me"}
	v.Action = []string{archive.Reject, archive.Confirm, archive.Undo, archive.SetStance, archive.SetSaid}[w.pick("verdict", 5)]
	switch v.Action {
	case archive.SetStance:
		v.Value = json.RawMessage(`"denies"`)
	case archive.SetSaid:
		v.Value = json.RawMessage(`{"from":"2026-01-01","to":"2026-01-01","precision":"day","basis":"explicit"}`)
	}
	_, err = w.s.Review(w.ctx, v, w.pick("dry", 2) == 0)
	w.check(err)
}

// rematch finds in each article what a random rule would.
func (w *world) rematch() {
	var ids []int64
	w.check(w.s.Texts(w.ctx, archive.Which{Published: time.Unix(0, 0)}, func(a archive.Article) error {
		ids = append(ids, a.Revision)
		return nil
	}))
	var again []archive.Reread
	w.check(w.s.Texts(w.ctx, archive.Which{Revisions: ids}, func(a archive.Article) error {
		r := archive.Reread{Article: a.ID}
		for _, text := range a.Texts {
			read := archive.RereadText{Revision: text.ID, Reading: tracker.Reading{Claims: a.Claims}}
			if w.pick("matches", 2) == 0 {
				read.Reading.Mentions = []tracker.Mention{{
					Narrative: guarantees, TalkingPoint: worldWar, Part: tracker.Title, Text: text.Title, Claim: -1,
					Span: tracker.Span{End: len(text.Title)}, Rule: tracker.RuleRef{Hash: points[0].Hash},
				}}
			}
			r.Texts = append(r.Texts, read)
		}
		again = append(again, r)
		return nil
	}))
	_, err := w.s.Rematch(w.ctx, archive.Rematch{Points: points[:1], Articles: again}, w.pick("dry", 2) == 0)
	w.check(err)
}

// Whatever happened in whatever order: events folded step by step from the few
// witnesses that are needed are those folded at once from all of them.
func TestFoldingStepByStepIsFoldingAtOnce(t *testing.T) {
	next := ruled(t, pgtest.Chosen())
	rapid.Check(t, func(rt *rapid.T) {
		path := next()
		w := &world{t: rt, c: &clock{t: start}, ctx: context.Background()}
		var err error
		w.s, err = Open(w.ctx, path, Options{Decisions: newsroom.Decisions{}, Now: w.c.now})
		w.check(err)
		s := w.s
		defer s.Close()
		for range rapid.IntRange(1, 20).Draw(rt, "steps") {
			w.step()
		}
		moved, err := refolded(w.ctx, s)
		w.check(err)
		for _, m := range moved {
			rt.Errorf("folding at once moves %d events: +%v -%v ~%v", len(m.Removed), brief(m.Changes.Add), brief(m.Removed), brief(m.Changes.Updated))
		}
	})
}

// refolded returns what would move if the events of the talking points were folded
// from all their witnesses at once; it keeps nothing.
func refolded(ctx context.Context, s *Store) ([]archive.Moved, error) {
	var out []archive.Moved
	err := s.change(ctx, "folding events again in", func(t *tx) error {
		for _, p := range points {
			n, err := t.point(p.Narrative, p.ID)
			if err != nil {
				return err
			}
			c, removed, err := s.refold(t, n, timeline.CauseEvidence)
			if err != nil {
				return err
			}
			if !c.Empty() {
				out = append(out, archive.Moved{Changes: c, Removed: removed})
			}
		}
		return errDry
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	return out, err
}

// ruled returns what names new databases with rules only.
func ruled(t *testing.T, postgres bool) func() string {
	prepare := func(name string) error {
		s, err := Open(context.Background(), name, Options{Decisions: newsroom.Decisions{}, Now: (&clock{t: start}).now})
		if err != nil {
			return err
		}
		setRules(t, s)
		return s.Close()
	}
	if postgres {
		return func() string { return pgtest.Database(t, "ruled", prepare) }
	}
	path, n := filepath.Join(t.TempDir(), "empty.db"), 0
	if err := prepare(path); err != nil {
		t.Fatal(err)
	}
	return func() string {
		n++
		if err := copyFile(path, path+strconv.Itoa(n)); err != nil {
			t.Fatal(err)
		}
		return path + strconv.Itoa(n)
	}
}

func copyFile(from, to string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o644)
}

func brief(es []tracker.Event) []string {
	var out []string
	for _, e := range es {
		out = append(out, fmt.Sprintf("%s %s %s %v %s baseline=%v %s", e.Kind, e.TalkingPoint, e.Scope, e.At, e.Mention, e.Baseline, e.Detail))
	}
	slices.Sort(out)
	return out
}
