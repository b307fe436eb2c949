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
	var untried []tracker.Event
	names := map[string]string{} // by which an attempt is kept, by event
	for _, entry := range entries {
		e, known := byID[entry.Event]
		if !known {
			continue
		}
		names[e.ID] = e.ID + " " + rules[e.Narrative+"/"+e.TalkingPoint]
		if a, tried := r.tried(names[e.ID]); tried {
			in.Refuted[e.ID] = a
		} else {
			untried = append(untried, e)
		}
	}
	found, err := newsroom.NewRefuter(r.Desk, r.Store, r.Words).Attempts(ctx, untried)
	if err != nil {
		return err
	}
	for i, e := range untried {
		in.Refuted[e.ID] = found[i]
		r.keep(names[e.ID], found[i])
	}
	return nil
}

// refutedLines tries to refute that the lines of the day, of all that are known, are new,
// and adds by candidate what was found.
func (r Reporter) refutedLines(ctx context.Context, in *digest.Input, lines, known []newsroom.Candidate) error {
	refuter := newsroom.NewRefuter(r.Desk, r.Store, r.Words)
	for _, c := range lines {
		name := c.ID + " " + in.Day.String()
		a, tried := r.tried(name)
		if !tried {
			var err error
			if a, err = refuter.Line(ctx, c.Candidate, known); err != nil {
				return err
			}
			r.keep(name, a)
		}
		in.Refuted[c.ID] = a
	}
	return nil
}

// tried returns what an attempt found that was made under a name before: pages show the
// day that goes on again and again.
func (r Reporter) tried(name string) (a refute.Attempt, tried bool) {
	if r.Older != nil {
		if kept, found := r.Older.Load(name); found {
			return kept.(refute.Attempt), true
		}
	}
	return a, false
}

func (r Reporter) keep(name string, a refute.Attempt) {
	if r.Older != nil {
		r.Older.Store(name, a)
	}
}
