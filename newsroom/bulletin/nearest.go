package bulletin

import (
	"context"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/digest"
	"onset/tracker/refute"
)

// refuted tries to refute what is new or back, and adds by event what was found.
func (r Reporter) refuted(ctx context.Context, in *digest.Input, entries []digest.Entry) error {
	byID := map[string]tracker.Event{}
	for _, e := range in.Events {
		byID[e.ID] = e
	}
	rules := map[string]string{}
	for _, tp := range r.Desk.Points() {
		rules[tp.Ref().ID] = tp.Hash
	}
	ctx, release, err := r.Store.Snapshot(ctx) // spares each of many questions to begin anew
	if err != nil {
		return err
	}
	defer release()
	refuter := newsroom.NewRefuter(r.Desk, r.Store, r.Words)
	for _, entry := range entries {
		e, known := byID[entry.Event]
		if !known {
			continue
		}
		rule := rules[e.Narrative+"/"+e.TalkingPoint]
		a, err := r.once(e.ID+" "+rule, func() (refute.Attempt, error) { return refuter.Attempt(ctx, e) })
		if err != nil {
			return err
		}
		in.Refuted[e.ID] = a
	}
	return nil
}

// refutedLines tries to refute that the lines of the day, of all that are known, are new,
// and adds by candidate what was found.
func (r Reporter) refutedLines(ctx context.Context, in *digest.Input, lines, known []newsroom.Candidate) error {
	refuter := newsroom.NewRefuter(r.Desk, r.Store, r.Words)
	for _, c := range lines {
		a, err := r.once(c.ID+" "+in.Day.String(), func() (refute.Attempt, error) { return refuter.Line(ctx, c.Candidate, known) })
		if err != nil {
			return err
		}
		in.Refuted[c.ID] = a
	}
	return nil
}

// once tries under one name once: pages show the day that goes on again and again.
func (r Reporter) once(name string, try func() (refute.Attempt, error)) (refute.Attempt, error) {
	if r.Older == nil {
		return try()
	}
	if a, known := r.Older.Load(name); known {
		return a.(refute.Attempt), nil
	}
	a, err := try()
	if err == nil {
		r.Older.Store(name, a)
	}
	return a, err
}
