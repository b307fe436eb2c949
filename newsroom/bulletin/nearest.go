package bulletin

import (
	"context"
	"sync"
	"sync/atomic"

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
		if a, tried := r.Older.of(names[e.ID]); tried {
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
		r.Older.keep(names[e.ID], found[i])
	}
	return nil
}

// refutedLines tries to refute that the lines of the day, of all that are known, are new,
// and adds by candidate what was found.
func (r Reporter) refutedLines(ctx context.Context, in *digest.Input, lines, known []newsroom.Candidate) error {
	refuter := newsroom.NewRefuter(r.Desk, r.Store, r.Words)
	for _, c := range lines {
		name := c.ID + " " + in.Day.String()
		a, tried := r.Older.of(name)
		if !tried {
			var err error
			if a, err = refuter.Line(ctx, c.Candidate, known); err != nil {
				return err
			}
			r.Older.keep(name, a)
		}
		in.Refuted[c.ID] = a
	}
	return nil
}

// Attempts remembers what attempts to refute found, because pages show the day that
// goes on again and again. It may be used by many goroutines; nil remembers nothing.
type Attempts struct {
	kept sync.Map // by name: refute.Attempt
	n    atomic.Int64
}

// mostAttempts is how many are remembered: some 10 MB. Then all are forgotten, since
// those of the day that goes on are soon made again.
const mostAttempts = 4096

// of returns what an attempt found that was made under a name before.
func (a *Attempts) of(name string) (found refute.Attempt, tried bool) {
	if a == nil {
		return found, false
	}
	if kept, tried := a.kept.Load(name); tried {
		return kept.(refute.Attempt), true
	}
	return found, false
}

func (a *Attempts) keep(name string, found refute.Attempt) {
	if a == nil {
		return
	}
	if a.n.Add(1) > mostAttempts {
		a.kept.Clear()
		a.n.Store(1)
	}
	a.kept.Store(name, found)
}
