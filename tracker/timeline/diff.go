package timeline

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"

	"onset/tracker"
)

// Causes of a change, as Revised.Cause names them.
const (
	CauseEvidence  = "older evidence" // something older, or better dated, arrived
	CauseVerdict   = "verdict"        // a person corrected a mention
	CauseRule      = "rule change"
	CauseReader    = "reader version"
	CauseEdit      = "edit"            // the outlet changed its page
	CauseWithdrawn = "page withdrawn"  // the outlet took it away
	CauseSpeaker   = "speaker change"  // a name, role or time in office in the rules file
	CauseGroup     = "group change"    // who belongs to a group
	CauseSource    = "source change"   // kind, country, languages or zone of a source
	CauseZone      = "timezone change" // that of the rules file
	CauseFurniture = "repeated line"   // a line of the page turned out to stand on many of the outlet's
)

// Changes is what has to be recorded so that the recorded events that stand
// are those of the newer set.
type Changes struct {
	Add        []tracker.Event // new ones and corrections, RecordedAt set
	Superseded []string        // ids that no longer stand, sorted
	// Updated stand as before: same id, date, speaker and evidence, but what is
	// beside the point (baseline, detail, title) is different now. They carry
	// the RecordedAt of old.
	Updated []tracker.Event
}

// Empty tells whether nothing has to be recorded.
func (c Changes) Empty() bool { return len(c.Add)+len(c.Superseded)+len(c.Updated) == 0 }

// Diff compares the recorded events that stood, of one talking point or one
// closed day, with those that stand at now, and says what to record. A first
// that takes the place of another supersedes it; where its date or speaker
// moved, or nothing takes its place, a correction is added that holds the old
// value and the cause (one of the Cause constants). So it is where an event of a
// kind that falls was told and no longer stands. Appearing for the first time is
// no correction, nor is a change of evidence that moves nothing.
// Corrections themselves always stand: leave them out of old.
//
// A first that is doubtful when it is recorded is held back: nobody is told of it, so
// that it corrects nothing when it comes and nothing when it falls. Once it is doubtful
// no more it is recorded anew, under its id. One that was told and becomes doubtful goes on
// standing, unless another first takes its place: then it is held back.
func Diff(old, standing []tracker.Event, now time.Time, cause string) Changes {
	told, held := parted(old, wasHeld)
	heads, doubtful := parted(standing, heldNow(told, standing))
	c := diffHeld(held, doubtful, now, cause)
	d := diffTold(told, heads, doubtful, now, cause)
	c.Add, c.Superseded, c.Updated = append(c.Add, d.Add...), append(c.Superseded, d.Superseded...), append(c.Updated, d.Updated...)
	slices.SortFunc(c.Add, byRank)
	slices.SortFunc(c.Updated, byRank)
	slices.Sort(c.Superseded)
	return c
}

// diffTold compares what was told with what may be; held is what may not.
func diffTold(old, standing, held []tracker.Event, now time.Time, cause string) Changes {
	var c Changes
	before, after := byID(old), byID(standing)
	firsts := map[firstKey]tracker.Event{} // standing ones that are new
	for _, e := range standing {
		was, stood := before[e.ID]
		switch {
		case !stood:
			e = recorded(e, now, cause)
			if e.Kind.IsFirst() {
				firsts[keyOf(e)] = e
			} else {
				c.Add = append(c.Add, e)
			}
		case !same(was, e):
			c.Updated = append(c.Updated, asRecorded(e, was))
		}
	}
	for _, o := range old {
		if _, stands := after[o.ID]; stands {
			continue
		}
		c.Superseded = append(c.Superseded, o.ID)
		if !o.Kind.IsFirst() {
			if o.Kind.Info().Falls && told(o) {
				n, _ := Successor(o, standing)
				c.Add = append(c.Add, revision(o, n, []string{"retracted"}, now, cause))
			}
			continue
		}
		n, replaced := firsts[keyOf(o)]
		if replaced {
			n.Supersedes = o.ID
			firsts[keyOf(o)] = n
		}
		moved := []string{"retracted"}
		if replaced {
			moved = whatMoved(o, n, standing)
		}
		if len(moved) > 0 {
			r := revision(o, n, moved, now, cause)
			if !replaced {
				r = awaiting(r, keyOf(o), held)
			}
			c.Add = append(c.Add, r)
		}
	}
	for _, e := range firsts {
		c.Add = append(c.Add, e)
	}
	return c
}

// retroactive are the causes of which nothing happened but that the archive is
// read in another way: what they bring was always there, and is no news.
var retroactive = map[string]bool{CauseRule: true, CauseReader: true, CauseSpeaker: true, CauseGroup: true, CauseSource: true, CauseZone: true,
	CauseFurniture: true}

// told tells whether an event was news when it was recorded: what was found as
// watching began, came with an import or through a later rule never was.
func told(e tracker.Event) bool { return !e.Baseline && !e.Imported && !e.Retroactive }

// firstKey is what at most one event stands for.
type firstKey struct {
	narrative, point string
	kind             tracker.EventKind
	scope            tracker.Scope
}

func keyOf(e tracker.Event) firstKey { return firstKey{e.Narrative, e.TalkingPoint, e.Kind, e.Scope} }

func byID(events []tracker.Event) map[string]tracker.Event {
	m := make(map[string]tracker.Event, len(events))
	for _, e := range events {
		m[e.ID] = e
	}
	return m
}

// recorded makes an event one that is recorded now.
func recorded(e tracker.Event, now time.Time, cause string) tracker.Event {
	e.RecordedAt, e.Retroactive = now, e.Retroactive || retroactive[cause]
	return e
}

// asRecorded keeps of an event's record what belongs to that.
func asRecorded(e, was tracker.Event) tracker.Event {
	e.RecordedAt, e.Coverage, e.Supersedes, e.Retroactive, e.HeldBack = was.RecordedAt, was.Coverage, was.Supersedes, was.Retroactive, was.HeldBack
	return e
}

// same compares what Fold decides; when it was recorded and whether that was news,
// what it replaced and what coverage it had then belong to the record.
func same(a, b tracker.Event) bool {
	return bytes.Equal(decided(a), decided(b))
}

func decided(e tracker.Event) []byte {
	e.RecordedAt, e.SupersededAt, e.Supersedes, e.Coverage, e.Retroactive, e.HeldBack = time.Time{}, nil, "", nil, false, false
	if e.Speakers == nil {
		e.Speakers = []tracker.ClaimSpeaker{}
	}
	b, err := json.Marshal(e)
	if err != nil {
		return nil // a detail that is no JSON differs from nothing else; ours always is
	}
	return b
}

// revision makes the correction of o by n; the zero n when nothing stands in
// its place.
func revision(o, n tracker.Event, moved []string, now time.Time, cause string) tracker.Event {
	d := Revised{Of: o.Kind, Cause: cause, Moved: moved}
	e := n
	if n.ID != "" {
		v := valueOf(n)
		d.New = &v
	} else {
		e = o
		e.SupersededAt = nil
	}
	e.Kind, e.RecordedAt, e.Supersedes, e.Coverage = tracker.Correction, now, o.ID, nil
	e.Was, e.Detail = marshal(valueOf(o)), marshal(d)
	e.ID = hash("correction", o.ID, n.ID, now.UTC().Format(time.RFC3339Nano))
	return e
}

// awaiting notes in the correction of a first that nothing takes the place of which
// of those held back would.
func awaiting(correction tracker.Event, place firstKey, held []tracker.Event) tracker.Event {
	i := slices.IndexFunc(held, func(e tracker.Event) bool { return keyOf(e) == place })
	d, err := Detail[Revised](correction)
	if i < 0 || err != nil {
		return correction
	}
	v := valueOf(held[i])
	d.Held = &v
	correction.Detail = marshal(d)
	return correction
}

// whatMoved lists what was told and is different now. Bounds on when a page was
// published ("seen by", "by", one of several days) that give way to narrower
// ones of the same page told nothing wrong.
func whatMoved(o, n tracker.Event, standing []tracker.Event) []string {
	var moved []string
	bounds := o.At.Clock == tracker.ClockSeen || o.At.Clock == n.At.Clock && o.At.Clock != tracker.ClockSaid && n.At.From >= o.At.From
	refined := o.Mention == n.Mention && bounds && n.At.To <= o.At.To
	if !refined && (o.At.From != n.At.From || o.At.To != n.At.To || o.At.Clock != n.At.Clock) {
		moved = append(moved, "date")
	}
	if tellsSpeaker(o) && !sharesFirst(o, n, standing) {
		moved = append(moved, "speaker")
	}
	return moved
}

// sharesFirst tells whether nobody told as first is so no more: the speakers
// are the same, were not known, or still stand as having said it that early.
// Of two who said it on one day the order of evidence picks one; that the pick
// changed corrects nothing.
func sharesFirst(o, n tracker.Event, standing []tracker.Event) bool {
	was := known(o.Speakers)
	if slices.Equal(was, known(n.Speakers)) {
		return true
	}
	for _, id := range was {
		stands := slices.ContainsFunc(standing, func(e tracker.Event) bool {
			return e.Kind == tracker.FirstSaid && e.Narrative == o.Narrative && e.TalkingPoint == o.TalkingPoint &&
				e.Scope == tracker.Scope{Kind: tracker.BySpeaker, ID: id} && e.At.From == n.At.From && e.At.To == n.At.To
		})
		if !stands {
			return false
		}
	}
	return true
}

// tellsSpeaker holds where the speaker is part of what was told: whoever was
// first to say it. What appeared first in a source may be by anyone.
func tellsSpeaker(e tracker.Event) bool {
	return e.Kind == tracker.FirstSaid && e.Scope.Kind != tracker.BySpeaker
}

// known returns the ids of the speakers, sorted. Two wordings for somebody
// whom the file does not know are no two speakers.
func known(speakers []tracker.ClaimSpeaker) []string {
	var ids []string
	for _, s := range speakers {
		if s.ID != "" {
			ids = append(ids, s.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func valueOf(e tracker.Event) Value {
	v := Value{
		Event: e.ID, Kind: e.Kind, At: e.At, Published: e.PublishedAt.Day, Source: e.Source,
		Speakers: e.Speakers, Names: []string{}, Mention: e.Mention,
		Baseline: e.Baseline, Retroactive: e.Retroactive, Imported: e.Imported,
		RecordedAt: e.RecordedAt, Words: Words(e),
	}
	if d, err := Detail[First](e); err == nil && d.SpeakerNames != nil {
		v.Names = d.SpeakerNames
	}
	return v
}
