package bulletin

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/refute"
	"onset/tracker/rulefile"
)

// Notices finds what is to be told at once: of the events recorded since each
// channel was told last, and of what became of those that were reported on.
type Notices struct {
	Desk  *newsroom.Desk
	Store interface {
		Chronicle
		Record
		Outbox
		newsroom.Passages
	}
}

// Waiting returns what is due, with what is told by it; it writes nothing. A channel
// that is new is told nothing of the past.
func (n Notices) Waiting(ctx context.Context) (due archive.Notices, err error) {
	if len(n.Desk.File.Channels) == 0 {
		return due, nil
	}
	newest, err := n.Store.LastEvent(ctx)
	if err != nil {
		return due, err
	}
	reported, err := Uses(ctx, n.Store)
	if err != nil {
		return due, err
	}
	fallen, states, err := follower{n.Store, reported}.falls(ctx)
	if err != nil {
		return due, err
	}
	due.Told, due.Followed = map[string]int64{}, states
	for _, c := range n.Desk.File.Channels {
		mark, known, err := n.Store.Told(ctx, c.ID)
		if err != nil {
			return due, err
		}
		var events []tracker.Event
		if !known || mark != newest {
			due.Told[c.ID] = newest
		}
		if known && mark != newest {
			if events, _, err = n.Store.EventsAfter(ctx, mark); err != nil {
				return due, err
			}
		}
		more, err := n.forChannel(ctx, c, events, fallen)
		if err != nil {
			return due, err
		}
		due.Letters = append(due.Letters, more...)
	}
	return due, nil
}

// Post puts the notices that are due into the outbox, and notes in the same
// transaction that they are told. It returns how many are new.
func (n Notices) Post(ctx context.Context) (int, error) {
	due, err := n.Waiting(ctx)
	if err != nil {
		return 0, err
	}
	return n.Store.Notify(ctx, due)
}

// forChannel makes the notices of one channel: what became of reported events
// goes to whoever follows their narrative, whatever kinds they chose. What is so
// old that a letter of it would be given up is no news to anybody: a channel that
// is added, or comes back, is not flooded with what piled up without it.
func (n Notices) forChannel(ctx context.Context, c rulefile.Channel, events []tracker.Event, fallen []fall) ([]archive.Letter, error) {
	var out []archive.Letter
	told, refuter := map[string]bool{}, newsroom.NewRefuter(n.Desk, n.Store, nil)
	news := n.Store.Now().Add(-GiveUp)
	for _, f := range fallen {
		told[f.event.ID] = true
		if !c.Follows(f.event.Narrative) || f.event.RecordedAt.Before(news) {
			continue
		}
		tried, err := n.tried(ctx, refuter, f.event)
		if err != nil {
			return nil, err
		}
		l, err := n.letter(c, f.event, tried, f.uses)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	for _, e := range events {
		if told[e.ID] || e.RecordedAt.Before(news) || c.Mode != rulefile.AtOnce || !c.Wants(e.Narrative, e.Kind) || !digest.Worth(e) || digest.SaidAlready(e, events, c.Wants) {
			continue
		}
		tried, err := n.tried(ctx, refuter, e)
		if err != nil {
			return nil, err
		}
		if tried != nil && tried.Doubts() {
			continue // a person decides: it stands in the digest, under "To confirm"
		}
		l, err := n.letter(c, e, tried, nil)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

// tried tries to refute what is told as new or back; nil of other events.
func (n Notices) tried(ctx context.Context, refuter newsroom.Refuter, e tracker.Event) (*refute.Attempt, error) {
	switch {
	case newsroom.Attempts(e):
		a, err := refuter.Attempt(ctx, e)
		return &a, err
	case e.Kind == tracker.Emerged:
		list, err := newsroom.Candidates(ctx, n.Store, time.Time{})
		i := slices.IndexFunc(list, func(c newsroom.Candidate) bool { return newsroom.EmergedID(c.ID) == e.ID })
		if err != nil || i < 0 {
			return nil, err
		}
		a, err := refuter.Line(ctx, list[i].Candidate, list)
		return &a, err
	}
	return nil, nil
}

// letter makes the notice of an event that was tried.
func (n Notices) letter(c rulefile.Channel, e tracker.Event, tried *refute.Attempt, used []digest.Use) (archive.Letter, error) {
	in := noticeInput(n.Desk)
	if tried != nil && newsroom.Attempts(e) {
		in.Refuted = map[string]refute.Attempt{e.ID: *tried}
	}
	body, err := json.Marshal(digest.NewNotice(e, in, used))
	if err != nil {
		return archive.Letter{}, fmt.Errorf("keeping the notice of event %s: %w", e.ID, err)
	}
	return archive.Letter{Day: tracker.DayOf(e.RecordedAt.In(n.Desk.File.Zone)), Channel: c.ID, Event: e.ID, Body: string(body)}, nil
}

// Uses reads which events were reported on, and where.
func Uses(ctx context.Context, s newsroom.Judgements) (map[string][]digest.Use, error) {
	notes, err := s.Notes(ctx, "")
	if err != nil {
		return nil, err
	}
	out := map[string][]digest.Use{}
	for _, n := range notes {
		if n.Kind == archive.Reported {
			out[n.About] = append(out[n.About], digest.Use{Event: n.About, Note: n.Text, Who: n.Who, At: n.Recorded})
		}
	}
	return out, nil
}
