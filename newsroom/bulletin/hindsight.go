package bulletin

import (
	"context"
	"fmt"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/timeline"
)

// inHindsight leaves out of a digest what no longer stands, and compares it with
// the one that was sent: an entry that has changed shows
// what was told beside what holds now; one that is gone shows what took its place,
// or why nothing did.
func inHindsight(ctx context.Context, s Chronicle, sent, fresh digest.Digest) (digest.Digest, error) {
	zone, err := time.LoadLocation(fresh.Timezone)
	if err != nil {
		return fresh, fmt.Errorf("reading the zone of the digest: %w", err)
	}
	h := hindsight{follower{store: s}, zone, map[string]tracker.Event{}}
	if err := h.learn(ctx, slices.Concat(entriesOf(sent), entriesOf(fresh))); err != nil {
		return fresh, err
	}
	d := digest.Since(sent, fresh.Where(func(e digest.Entry) bool { return h.events[e.Event].SupersededAt == nil }))
	for i, e := range d.Gone {
		now, err := h.became(ctx, e)
		if err != nil {
			return d, err
		}
		d.Gone[i].Lines = append(slices.Clone(e.Lines), now...)
	}
	return d, nil
}

// hindsight knows what became of the headlines of a digest.
type hindsight struct {
	follower
	zone   *time.Location
	events map[string]tracker.Event // headlines, as they are recorded last
}

func entriesOf(d digest.Digest) []digest.Entry {
	return slices.Concat(d.Corrections, d.Turns, d.Shifts, d.New, d.LearnedLate, d.NowTracked, d.Returned)
}

func (h hindsight) learn(ctx context.Context, entries []digest.Entry) error {
	for _, e := range entries {
		x, found, err := h.store.Event(ctx, e.Event)
		if err != nil {
			return err
		}
		if found {
			h.events[e.Event] = x
		}
	}
	return nil
}

// became says what became of an entry that is not told any more.
func (h hindsight) became(ctx context.Context, e digest.Entry) ([]string, error) {
	x, known := h.events[e.Event]
	if !known || x.SupersededAt == nil {
		return []string{"It stands, but is not told of this day any more."}, nil
	}
	why, err := h.cause(ctx, x)
	if err != nil {
		return nil, err
	}
	if why != "" {
		why = " (" + why + ")"
	}
	stands, err := h.standing(ctx, x)
	if err != nil {
		return nil, err
	}
	lines := []string{fmt.Sprintf("It no longer stands since %s%s: onset why %s.", x.SupersededAt.In(h.zone).Format("2 Jan 2006 15:04"), why, e.Event)}
	if stands == nil {
		return append(lines, "Nothing stands in its place."), nil
	}
	return append(lines, "What stands now: "+timeline.Words(*stands)+"."), nil
}

// cause says why an event fell: what its correction names, and the verdict
// where that was it. Of kinds that have no corrections the verdict is the last
// on its line.
func (h hindsight) cause(ctx context.Context, x tracker.Event) (string, error) {
	all, err := h.store.Timeline(ctx, archive.Filter{Narrative: x.Narrative, TalkingPoint: x.TalkingPoint, Kinds: []tracker.EventKind{tracker.Correction}})
	if err != nil {
		return "", err
	}
	since := x.RecordedAt
	for _, c := range all {
		d, err := timeline.Detail[timeline.Revised](c)
		if err != nil || c.Supersedes != x.ID {
			continue
		}
		if d.Cause != timeline.CauseVerdict {
			return d.Cause, nil
		}
		since = *x.SupersededAt
	}
	return h.reason(ctx, x, since)
}
