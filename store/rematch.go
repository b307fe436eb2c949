package store

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// Rematch records the mentions that appear and disappear when changed rules, a
// changed scene or a newer reader are carried over stored articles. They are marked
// retroactive and never alert; verdicts stay, because the ids of mentions do. With
// dryRun nothing is kept. Where an article got another text since it was read,
// nothing is kept either, and the error is archive.ErrOvertaken: read the batch again.
func (s *Store) Rematch(ctx context.Context, m archive.Rematch, dryRun bool) (archive.RematchResult, error) {
	var out archive.RematchResult
	err := s.change(ctx, "matching again in", func(t *tx) (err error) {
		if out, err = s.rematch(t, m); err == nil && dryRun {
			err = errDry
		}
		return err
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	return out, err
}

func (s *Store) rematch(t *tx, m archive.Rematch) (archive.RematchResult, error) {
	w := &rematcher{tx: t, store: s, m: &m, points: map[int64]string{}, touched: touched{}}
	for _, p := range m.Points {
		n, err := t.point(p.Narrative, p.ID)
		if err != nil {
			return w.out, err
		}
		w.points[n] = cmp.Or(m.Causes[p.Ref().ID], timeline.CauseRule)
	}
	for _, a := range m.Articles {
		if err := w.article(a); err != nil {
			return w.out, err
		}
	}
	if m.Recount {
		if err := t.recount(); err != nil {
			return w.out, err
		}
	}
	for n, cause := range w.points {
		if how := w.touched[n]; m.Whole {
			w.touched.addAll(n, cause)
		} else if how != nil {
			how.cause = cause
		}
	}
	if err := w.events(); err != nil || m.Mark.Of == "" {
		return w.out, err
	}
	return w.out, t.exec("UPDATE rematch SET mark = ?, upto = ?", m.Mark.Of, m.Mark.UpTo)
}

// events folds what moved, or notes that this has to be done, and decides again
// what rests on counts.
func (w *rematcher) events() (err error) {
	if w.m.FoldLater {
		return w.noteUnfolded(w.touched)
	}
	if w.out.Events, err = w.store.foldTouched(w.tx, w.touched); err != nil {
		return err
	}
	for _, r := range w.m.Reclose {
		if len(r.Days) == 0 {
			continue
		}
		c := closing{store: w.store, days: r.Days, cause: r.Cause, only: r.Narratives}
		for !c.last {
			if err := c.run(w.tx); err != nil {
				return err
			}
		}
		w.out.Events = append(w.out.Events, c.added...)
	}
	return nil
}

// rematcher is the work of one batch.
type rematcher struct {
	*tx
	store   *Store
	m       *archive.Rematch
	points  map[int64]string // by number, with the cause of what moves
	touched touched
	out     archive.RematchResult
}

// article compares what stands of an article with what would, had its texts come
// in as they are read now.
func (w *rematcher) article(a archive.Reread) error {
	var source, key string
	var latest int64
	found, err := w.get("SELECT s.id, coalesce(a.key, a.url), a.latest FROM article a JOIN source s ON s.n = a.source WHERE a.id = ?", []any{a.Article}, &source, &key, &latest)
	if err != nil || !found {
		return err
	}
	revisions, err := w.revisions(latest)
	if err != nil {
		return err
	}
	if !a.Of(revisions) {
		return archive.ErrOvertaken
	}
	r := &recorder{tx: w.tx, store: w.store, batch: &archive.Batch{Source: source, Retroactive: true}, touched: w.touched}
	if w.m.Reader > 0 {
		if err := r.restate(a, revisions); err != nil {
			return err
		}
	}
	var now []mentionRow
	for i, rev := range revisions {
		read := a.Texts[i]
		it := &archive.ReadItem{Item: tracker.Item{Key: key, Title: rev.Title, Text: rev.Text}, Reading: read.Reading, Reader: w.m.Reader, Utterances: read.Utterances}
		if w.m.Reader > 0 {
			if err := w.reread(rev.ID, it); err != nil {
				return err
			}
		}
		found, err := r.found(it, rev)
		if err != nil {
			return err
		}
		now = after(now, found, rev, true)
	}
	old, err := w.standing(a.Article)
	if err != nil {
		return err
	}
	others := func(m mentionRow) bool { return w.points[m.point] == "" }
	gone, appeared, err := r.exchange(slices.DeleteFunc(old, others), slices.DeleteFunc(now, others))
	if err != nil {
		return err
	}
	if w.out.Gone, err = w.appendMentions(w.out.Gone, gone); err != nil {
		return err
	}
	w.out.Appeared, err = w.appendMentions(w.out.Appeared, appeared)
	return err
}

// appendMentions appends the mentions of some ids, as they stood last.
func (w *rematcher) appendMentions(out []tracker.Witness, ids []string) ([]tracker.Witness, error) {
	for _, id := range ids {
		m, _, err := w.mention(id)
		if err != nil {
			return out, err
		}
		out = append(out, m)
	}
	return out, nil
}

// reread stores the claims that a newer reader finds.
func (w *rematcher) reread(revision int64, it *archive.ReadItem) error {
	var previous *int64
	if _, err := w.get("SELECT reading FROM revision WHERE id = ?", []any{revision}, &previous); err != nil {
		return err
	}
	var before any
	if previous != nil {
		before = *previous
	}
	reading, err := w.keepReading(revision, before, it)
	if err != nil {
		return err
	}
	err = w.exec("UPDATE revision SET reading = ?, reader = ?, language = ? WHERE id = ?", reading, it.Reader, it.Reading.Language, revision)
	return err
}

// Retire supersedes every mention of talking points that left the rules file,
// and their events.
func (s *Store) Retire(ctx context.Context, points []tracker.TalkingPoint, dryRun bool) (archive.RematchResult, error) {
	var out archive.RematchResult
	err := s.change(ctx, "retiring talking points in", func(t *tx) error {
		for _, p := range points {
			n, err := t.point(p.Narrative, p.ID)
			if err != nil {
				return err
			}
			ws, err := t.witnesses("WHERE m.point = ? AND m.superseded IS NULL", n)
			if err != nil {
				return err
			}
			out.Gone = append(out.Gone, plain(ws)...)
			if err := t.exec("UPDATE mention SET superseded = ? WHERE point = ? AND superseded IS NULL", millis(t.now), n); err != nil {
				return err
			}
			c, _, err := s.refold(t, n, timeline.CauseRule)
			if err != nil {
				return err
			}
			out.Events = append(out.Events, c.Add...)
		}
		if dryRun {
			return errDry
		}
		return nil
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	return out, err
}
