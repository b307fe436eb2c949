package bulletin

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// correction returns what tells of the change: the recorded correction, or one
// made for kinds that have none.
func (f follower) correction(ctx context.Context, x tracker.Event, was, now archive.Followed) (tracker.Event, error) {
	subject, _, err := f.subject(ctx, x)
	if err != nil {
		return x, err
	}
	recorded, err := f.store.Timeline(ctx, archive.Filter{Narrative: subject.Narrative, TalkingPoint: subject.TalkingPoint, Kinds: []tracker.EventKind{tracker.Correction}})
	if err != nil {
		return x, err
	}
	var last *tracker.Event
	for i, c := range recorded {
		d, err := timeline.Detail[timeline.Revised](c)
		if err == nil && d.Of == subject.Kind && c.Scope == subject.Scope && !c.RecordedAt.Before(was.At) && (last == nil || c.RecordedAt.After(last.RecordedAt)) {
			last = &recorded[i]
		}
	}
	why, err := f.reason(ctx, subject, was.At)
	if err != nil {
		return x, err
	}
	if last != nil {
		return withReason(*last, why)
	}
	before, after := subject, tracker.Event{}
	if was.Stands != nil {
		before = *was.Stands
	}
	if now.Stands != nil {
		after = *now.Stands
	}
	at := now.At
	if e, found, err := f.store.Event(ctx, before.ID); err != nil {
		return x, err
	} else if found && e.SupersededAt != nil && !e.SupersededAt.Before(was.At) {
		at = *e.SupersededAt // perhaps long before anybody looked
	}
	return timeline.Corrected(before, after, changeID(x.ID, was, now), why, at), nil
}

// withReason names the verdict that a correction was caused by.
func withReason(c tracker.Event, why string) (tracker.Event, error) {
	d, err := timeline.Detail[timeline.Revised](c)
	if err != nil || why == "" || d.Cause != timeline.CauseVerdict {
		return c, err
	}
	d.Cause = why
	c.Detail, err = json.Marshal(d)
	return c, err
}

// changeID names a change of a reported event, so that it is told once.
func changeID(event string, was, now archive.Followed) string {
	essence := ""
	if now.Stands != nil {
		essence = timeline.Essence(*now.Stands)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %s", event, was.At.UnixMilli(), essence))
	return event + "-" + hex.EncodeToString(sum[:4])
}

// reason says why an event may have changed since an instant: the last verdict
// on a mention of its line, or of any line of its narrative if it has none; ""
// when there is none, and it is evidence that came or went.
func (f follower) reason(ctx context.Context, e tracker.Event, since time.Time) (string, error) {
	if e.Kind == tracker.Emerged {
		return "the candidate was dismissed", nil
	}
	verdicts, err := f.store.Verdicts(ctx)
	if err != nil {
		return "", err
	}
	verdicts = slices.DeleteFunc(verdicts, func(v archive.Verdict) bool { return v.Recorded.Before(since) })
	slices.SortStableFunc(verdicts, func(a, b archive.Verdict) int { return b.Recorded.Compare(a.Recorded) })
	for _, v := range verdicts {
		c, err := f.store.Why(ctx, v.Mention)
		if err != nil && !errors.Is(err, archive.ErrNotFound) {
			return "", err
		}
		if w := c.Mention; w == nil || w.Narrative != e.Narrative || e.TalkingPoint != "" && w.TalkingPoint != e.TalkingPoint {
			continue
		}
		return strings.TrimSuffix(fmt.Sprintf("%s by %s: %s", judgedWords[v.Action], v.Who, v.Why), ": "), nil
	}
	return "", nil
}

// judgedWords say what a person did to a mention.
var judgedWords = map[string]string{
	archive.Reject: "a mention was rejected", archive.Confirm: "a mention was confirmed", archive.Undo: "a verdict was undone",
	archive.SetSpeaker: "the speaker was corrected", archive.SetStance: "the stance was corrected",
	archive.SetTreatment: "the treatment was corrected", archive.SetSaid: "the said date was corrected",
}
