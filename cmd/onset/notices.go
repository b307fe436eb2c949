package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"onset/store"
	"onset/tracker"
	"onset/tracker/digest"
	"onset/tracker/rulefile"
	"onset/tracker/timeline"
)

// notices finds what is to be told at once, of the events recorded since each
// channel was told last.
type notices struct {
	desk  *desk
	store *store.Store
	uses  map[string][]digest.Use // by event
}

// waiting returns the notices that are due, and the mark up to which channels
// are then told; it writes nothing.
func (n notices) waiting(ctx context.Context) (letters []store.Letter, last int64, err error) {
	if len(n.desk.file.Channels) == 0 {
		return nil, 0, nil
	}
	if last, err = n.store.LastEvent(ctx); err != nil {
		return nil, 0, err
	}
	marks := map[string]int64{}
	oldest := last
	for _, c := range n.desk.file.Channels {
		if marks[c.ID], _, err = markOf(ctx, n.store, c.ID, last); err != nil {
			return nil, 0, err
		}
		oldest = min(oldest, marks[c.ID])
	}
	if oldest == last {
		return nil, last, nil
	}
	if n.uses, err = uses(ctx, n.store); err != nil {
		return nil, 0, err
	}
	for _, c := range n.desk.file.Channels {
		events, _, err := n.store.EventsAfter(ctx, marks[c.ID])
		if err != nil {
			return nil, 0, err
		}
		more, err := n.forChannel(ctx, c, events)
		if err != nil {
			return nil, 0, err
		}
		letters = append(letters, more...)
	}
	return letters, last, nil
}

// post puts the notices that are due into the outbox. The marks follow: after
// a crash between the two the same notices are made again, and known by their
// events.
func (n notices) post(ctx context.Context) (int, error) {
	letters, last, err := n.waiting(ctx)
	if err != nil {
		return 0, err
	}
	fresh := 0
	if len(letters) > 0 {
		if fresh, err = n.store.Post(ctx, letters...); err != nil {
			return 0, err
		}
	}
	for _, c := range n.desk.file.Channels {
		mark, unknown, err := markOf(ctx, n.store, c.ID, last)
		if err == nil && (unknown || mark != last) {
			err = n.store.SetMeta(ctx, toldMark(c.ID), strconv.FormatInt(last, 10))
		}
		if err != nil {
			return fresh, err
		}
	}
	return fresh, nil
}

// forChannel makes the notices of one channel.
func (n notices) forChannel(ctx context.Context, c rulefile.Channel, events []tracker.Event) ([]store.Letter, error) {
	var out []store.Letter
	for _, e := range events {
		used, err := n.usesOf(ctx, e)
		if err != nil {
			return nil, err
		}
		chosen := c.Mode == rulefile.AtOnce && c.Wants(e.Narrative, e.Kind) && worthANotice(e) && !saidAlready(c, e, events)
		if !chosen && (len(used) == 0 || !c.Follows(e.Narrative)) {
			continue
		}
		notice := digest.NewNotice(e, n.desk.noticeInput(), used)
		body, err := json.Marshal(notice)
		if err != nil {
			return nil, fmt.Errorf("keeping the notice of event %s: %w", e.ID, err)
		}
		out = append(out, store.Letter{Day: tracker.DayOf(e.RecordedAt.In(n.desk.file.Zone)), Channel: c.ID, Event: e.ID, Body: string(body)})
	}
	return out, nil
}

// worthANotice holds for news: nothing that may be old, that a new rule found,
// that was imported, or that only narrows down or replaces what was told.
func worthANotice(e tracker.Event) bool {
	if e.Baseline || e.Retroactive || e.Imported || e.SupersededAt != nil {
		return false
	}
	switch e.Kind {
	case tracker.FirstSaid, tracker.FirstSeen:
		return e.Scope.Kind == tracker.Overall && e.Supersedes == ""
	case tracker.Resurgence:
		return e.Scope.Kind == tracker.Overall
	case tracker.Correction:
		was, err := timeline.Detail[timeline.Value](tracker.Event{Detail: e.Was})
		return err == nil && e.Scope.Kind == tracker.Overall && !was.Baseline && !was.Imported
	}
	return true
}

// saidAlready holds for the first appearance of a line whose first saying is
// told in the same breath.
func saidAlready(c rulefile.Channel, e tracker.Event, events []tracker.Event) bool {
	return e.Kind == tracker.FirstSeen && c.Wants(e.Narrative, tracker.FirstSaid) && slices.ContainsFunc(events, func(o tracker.Event) bool {
		return o.Kind == tracker.FirstSaid && o.Narrative == e.Narrative && o.TalkingPoint == e.TalkingPoint && worthANotice(o)
	})
}

// uses reads which events were reported on, and where.
func uses(ctx context.Context, s *store.Store) (map[string][]digest.Use, error) {
	notes, err := s.Notes(ctx, "")
	if err != nil {
		return nil, err
	}
	out := map[string][]digest.Use{}
	for _, n := range notes {
		if n.Kind == store.Reported {
			out[n.About] = append(out[n.About], digest.Use{Event: n.About, Note: n.Text, Who: n.Who, At: n.Recorded})
		}
	}
	return out, nil
}

// usesOf returns where that was used which a correction corrects: the event
// itself, or an earlier one that it had replaced.
func (n notices) usesOf(ctx context.Context, e tracker.Event) ([]digest.Use, error) {
	if e.Kind != tracker.Correction || len(n.uses) == 0 {
		return nil, nil
	}
	var out []digest.Use
	seen := map[string]bool{}
	for id := e.Supersedes; id != "" && !seen[id]; {
		seen[id] = true
		out = append(out, n.uses[id]...)
		was, found, err := n.store.Event(ctx, id)
		if err != nil {
			return nil, err
		}
		if !found {
			break
		}
		id = was.Supersedes
	}
	return out, nil
}
