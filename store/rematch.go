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

// Rematch records the mentions that appear and disappear when changed rules
// (or a newer reader) are carried over stored articles. They are marked
// retroactive and never alert; verdicts stay, because the ids of mentions do.
// With dryRun nothing is kept.
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
	w := &rematcher{tx: t, m: &m, points: map[int64]bool{}, touched: touched{}}
	for _, p := range m.Points {
		n, err := t.point(p.Narrative, p.ID)
		if err != nil {
			return w.out, err
		}
		w.points[n] = true
	}
	for _, a := range m.Articles {
		if err := w.article(a); err != nil {
			return w.out, err
		}
	}
	if m.Whole {
		for n := range w.points {
			w.touched.addAll(n, m.Cause)
		}
	}
	for _, how := range w.touched {
		how.cause = cmp.Or(m.Cause, timeline.CauseRule)
	}
	var err error
	if m.FoldLater {
		err = t.noteUnfolded(w.touched)
	} else {
		w.out.Events, err = s.foldTouched(t, w.touched)
	}
	if err != nil || m.Name == "" {
		return w.out, err
	}
	_, err = t.exec("INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2", "named "+m.Name, m.Watermark)
	return w.out, err
}

// rematcher is the work of one batch.
type rematcher struct {
	*tx
	m       *archive.Rematch
	points  map[int64]bool
	touched touched
	out     archive.RematchResult
}

// article compares what stands of an article with what is found now.
func (w *rematcher) article(a archive.Reread) error {
	var source, key string
	found, err := w.get("SELECT s.id, coalesce(a.key, a.url) FROM article a JOIN source s ON s.n = a.source WHERE a.id = ?", []any{a.Article}, &source, &key)
	if err != nil || !found {
		return err
	}
	var rev tracker.Revision
	if rev, err = w.revision(a.Revision); err != nil || rev.ID == 0 {
		return err
	}
	it := &archive.ReadItem{Item: tracker.Item{Key: key, Title: rev.Title, Text: rev.Text}, Reading: a.Reading, Reader: w.m.Reader, Utterances: a.Utterances}
	if w.m.Reader > 0 {
		if err := w.reread(rev.ID, it); err != nil {
			return err
		}
	}
	r := &recorder{tx: w.tx, batch: &archive.Batch{Source: source, Retroactive: true}, touched: w.touched}
	now, err := r.found(it, rev)
	if err != nil {
		return err
	}
	old, err := w.standing(a.Article)
	if err != nil {
		return err
	}
	return w.exchange(r, rev, old, now)
}

// exchange supersedes what is no longer found and adds what is new. What
// stands in an older revision alone, or was taken out by an edit, is history
// that the latest text can't speak to; nor does a rule speak to what a person
// marked.
func (w *rematcher) exchange(r *recorder, rev tracker.Revision, old []mentionRow, now []foundMention) error {
	var gone, appeared []string
	for _, o := range old {
		i := slices.IndexFunc(now, func(f foundMention) bool { return f.id == o.id })
		switch {
		case !w.points[o.point] || o.removed:
			if i >= 0 {
				now = slices.Delete(now, i, i+1)
			}
			continue
		case i < 0 && o.marked:
			continue
		case i >= 0 && now[i].claim == o.claim && now[i].marked == o.marked:
			// The same evidence under a newer rule: only the rule, and the occasion of
			// which others are told to be too, are noted.
			if _, err := w.exec("UPDATE mention SET rule = ?, utterance = coalesce(nullif(?, ''), utterance) WHERE n = ?", now[i].rule, now[i].utterance, o.n); err != nil {
				return err
			}
			now = slices.Delete(now, i, i+1)
			continue
		case i < 0:
			gone = append(gone, o.id)
		}
		if err := r.supersede(o); err != nil {
			return err
		}
	}
	for _, id := range gone {
		m, _, err := w.mention(id)
		if err != nil {
			return err
		}
		w.out.Gone = append(w.out.Gone, m)
	}
	for _, f := range now {
		f, in, err := w.since(f, rev)
		if err != nil {
			return err
		}
		if err := r.insertMention(f, in); err != nil {
			return err
		}
		appeared = append(appeared, f.id)
	}
	for _, id := range appeared {
		m, _, err := w.mention(id)
		if err != nil {
			return err
		}
		w.out.Appeared = append(w.out.Appeared, m)
	}
	return nil
}

// since goes back to the revision from which on the sentence of a mention
// stood: a rule that comes later doesn't make it an edit.
func (w *rematcher) since(f foundMention, rev tracker.Revision) (foundMention, tracker.Revision, error) {
	if rev.Number == 1 {
		return f, rev, nil
	}
	revisions, err := w.revisions(rev.ID)
	if err != nil {
		return f, rev, err
	}
	for _, older := range slices.Backward(revisions[:len(revisions)-1]) {
		span, stood := sentenceIn(f.Text, f.Part, older.Title, older.Text)
		if !stood {
			break
		}
		f.moveTo(span, older.Title, older.Text)
		rev = older
	}
	return f, rev, nil
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
	_, err = w.exec("UPDATE revision SET reading = ?, reader = ?, language = ? WHERE id = ?", reading, it.Reader, cmp.Or(it.Reading.Language, ""), revision)
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
			if _, err := t.exec("UPDATE mention SET superseded = ? WHERE point = ? AND superseded IS NULL", millis(t.now), n); err != nil {
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
