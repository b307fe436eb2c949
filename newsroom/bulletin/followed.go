package bulletin

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/timeline"
)

// sameFate tells whether nothing happened between two looks at an event that was
// reported on.
func sameFate(was, now archive.Followed) bool {
	if was.Page != now.Page || (was.Stands == nil) != (now.Stands == nil) {
		return false
	}
	return was.Stands == nil || timeline.Essence(*was.Stands) == timeline.Essence(*now.Stands)
}

// fall is something that happened to events that were reported on.
type fall struct {
	event tracker.Event // the correction, or what became of the page
	uses  []digest.Use
}

// follower watches what was reported on.
type follower struct {
	store Chronicle
	uses  map[string][]digest.Use // by event
}

// falls returns what happened to events that somebody reported on, since the last
// notice about each, and the state of each that is to be kept once this is told too.
func (f follower) falls(ctx context.Context) ([]fall, map[string]archive.Followed, error) {
	told := map[string]fall{}
	states := map[string]archive.Followed{}
	for _, id := range slices.Sorted(maps.Keys(f.uses)) {
		x, found, err := f.store.Event(ctx, id)
		if err != nil || !found {
			if err != nil {
				return nil, nil, err
			}
			continue
		}
		happened, now, err := f.since(ctx, x)
		if err != nil {
			return nil, nil, fmt.Errorf("following event %s, which was reported on: %w", id, err)
		}
		for _, e := range happened {
			one := told[e.ID]
			one.event, one.uses = e, append(one.uses, f.uses[id]...)
			told[e.ID], states[id] = one, now
		}
	}
	var out []fall
	for _, id := range slices.Sorted(maps.Keys(told)) {
		out = append(out, told[id])
	}
	return out, states, nil
}

// since returns the corrections that are due of an event that somebody reported on:
// those by which the event, or its page, differs from the last notice about it. The
// state that they lead to is returned beside them.
func (f follower) since(ctx context.Context, x tracker.Event) ([]tracker.Event, archive.Followed, error) {
	was, err := f.last(ctx, x)
	if err != nil {
		return nil, was, err
	}
	now, page, err := f.fate(ctx, x)
	if err != nil || sameFate(was, now) {
		return nil, now, err
	}
	var out []tracker.Event
	if moved := (archive.Followed{Stands: was.Stands, Page: now.Page}); !sameFate(moved, now) {
		e, err := f.correction(ctx, x, was, now)
		if err != nil {
			return nil, now, err
		}
		out = append(out, e)
	}
	if page != nil && was.Page != now.Page {
		out = append(out, *page)
	}
	return out, now, nil
}

// last returns what was told last of an event. Where nothing is kept it is what
// the event itself says: it was reported on in a copy of this archive, or by an
// older version of Onset.
func (f follower) last(ctx context.Context, x tracker.Event) (archive.Followed, error) {
	out, known, err := f.store.Followed(ctx, x.ID)
	if err != nil || known {
		return out, err
	}
	out.At = f.uses[x.ID][0].At
	subject, stood, err := f.subject(ctx, x)
	if err != nil || stood {
		out.Stands = &subject
	}
	return out, err
}

// subject is the event that a reported one is about: of a correction, what it
// says to hold now; stood is false when that is nothing.
func (f follower) subject(ctx context.Context, x tracker.Event) (e tracker.Event, stood bool, err error) {
	if x.Kind != tracker.Correction {
		return x, true, nil
	}
	id := x.Supersedes
	d, err := timeline.Detail[timeline.Revised](x)
	if err != nil {
		return x, true, err
	}
	if d.New != nil {
		id, stood = d.New.Event, true
	}
	e, found, err := f.store.Event(ctx, id)
	if err == nil && !found {
		err = fmt.Errorf("what it corrects, event %q, is not there", id)
	}
	return e, stood, err
}

// fate returns how it stands with an event now.
func (f follower) fate(ctx context.Context, x tracker.Event) (now archive.Followed, page *tracker.Event, err error) {
	subject, _, err := f.subject(ctx, x)
	if err != nil {
		return now, nil, err
	}
	now.At = f.store.Now().UTC().Truncate(time.Millisecond) // as exactly as events are recorded
	if now.Stands, err = f.standing(ctx, subject); err != nil {
		return now, nil, err
	}
	if page, err = f.page(ctx, subject); page != nil {
		now.Page = page.ID
	}
	return now, page, err
}

// standing returns the event itself, or what took its place; nil when nothing
// did.
func (f follower) standing(ctx context.Context, e tracker.Event) (*tracker.Event, error) {
	switch {
	case e.Kind == tracker.Emerged:
		return f.candidate(ctx, e)
	case e.SupersededAt == nil:
		return &e, nil
	}
	others, err := f.store.Timeline(ctx, archive.Filter{Narrative: e.Narrative, TalkingPoint: e.TalkingPoint, Kinds: []tracker.EventKind{e.Kind}})
	if err != nil {
		return nil, err
	}
	if s, ok := timeline.Successor(e, others); ok {
		return &s, nil
	}
	return nil, nil
}

// candidate returns the event of a candidate unless a person dismissed it.
func (f follower) candidate(ctx context.Context, e tracker.Event) (*tracker.Event, error) {
	id := strings.TrimPrefix(e.ID, "e")
	status, err := f.store.Statuses(ctx, []string{id})
	if err != nil || status[id] == newsroom.Dismissed {
		return nil, err
	}
	return &e, nil
}

// page returns the event that the page which proves e was withdrawn, or that an
// edit took the line out of it; nil when it is as it was.
func (f follower) page(ctx context.Context, e tracker.Event) (*tracker.Event, error) {
	if e.Article.URL == "" || e.Narrative == "" || e.Kind == tracker.Withdrawn || e.Kind == tracker.EditedOut {
		return nil, nil
	}
	changes, err := f.store.Timeline(ctx, archive.Filter{Narrative: e.Narrative, TalkingPoint: e.TalkingPoint,
		Kinds: []tracker.EventKind{tracker.Withdrawn, tracker.EditedOut}})
	if err != nil {
		return nil, err
	}
	var last *tracker.Event
	for i, c := range changes {
		if c.Article.URL == e.Article.URL && (last == nil || !c.RecordedAt.Before(last.RecordedAt)) {
			last = &changes[i]
		}
	}
	return last, nil
}

// Follow keeps how it stands with an event when it is first reported on, so that
// later changes can be told from it.
func Follow(ctx context.Context, s Chronicle, e tracker.Event) error {
	_, known, err := s.Followed(ctx, e.ID)
	if err != nil || known {
		return err
	}
	now, _, err := follower{store: s}.fate(ctx, e)
	if err != nil {
		return err
	}
	_, err = s.Notify(ctx, archive.Notices{Followed: map[string]archive.Followed{e.ID: now}})
	return err
}
