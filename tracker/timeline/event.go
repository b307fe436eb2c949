package timeline

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"

	"onset/tracker"
)

// baselineDays is how long after coverage of a scope began everything is
// taken for old: a first found then says only when somebody began to look.
const baselineDays = 7

// event fills in what every event takes from the witness that proves it.
func (p *point) event(kind tracker.EventKind, scope tracker.Scope, w *sight) tracker.Event {
	speakers := w.Speakers
	if speakers == nil {
		speakers = []tracker.ClaimSpeaker{}
	}
	return tracker.Event{
		Kind: kind, Narrative: p.tp.Narrative, TalkingPoint: p.tp.ID, Scope: scope,
		At:          w.moment(),
		PublishedAt: w.Published, Since: w.Published.From(), Assumed: w.Published.Assumed.OrNil(), SeenAt: w.Seen,
		Baseline: p.baseline(scope, w), Retroactive: w.Retroactive, Imported: w.Imported,
		Source: w.Source, Speakers: speakers, Stance: w.Stance, Treatment: w.Treatment,
		Article: tracker.ArticleRef{URL: w.URL, Title: w.Title},
		Evidence: tracker.Evidence{
			Revision: w.Revision, Part: w.Part, Start: w.Start, End: w.End, Text: w.Text,
		},
		Hits: w.Hits, Rule: w.Rule, Mention: w.ID,
	}
}

// moment dates an appearance, no finer than what is known of it.
func (s *sight) moment() tracker.Moment {
	m := tracker.Moment{From: s.from(), To: s.day, Precision: tracker.ToDay, Clock: s.clock}
	switch {
	case m.From == 0 && m.To != 0:
		m.Precision = tracker.UnknownTime
	case m.From != m.To:
		m.Precision = tracker.Fuzzy
	}
	return m
}

// baseline tells whether a first says more about when somebody began to look
// than about when the line appeared.
func (p *point) baseline(scope tracker.Scope, w *sight) bool {
	if p.ctx.Since == nil || !w.Published.Known() {
		return w.Baseline
	}
	since := p.ctx.Since(scope)
	if since == 0 {
		return w.Baseline
	}
	if w.Published.Slack == tracker.Unbounded && w.Baseline {
		return true // it may be of any day before the first fetch
	}
	return w.day-tracker.Day(max(0, w.Published.Slack)) < since+baselineDays
}

// eventID names an event by what makes it that event: talking point, kind,
// scope, witness, date and speakers.
func eventID(e tracker.Event, more ...string) string {
	parts := []string{
		e.Narrative, e.TalkingPoint, string(e.Kind), string(e.Scope.Kind), e.Scope.ID,
		e.Mention, e.At.From.String(), e.At.To.String(), string(e.At.Clock), speakerKey(e.Speakers),
	}
	return hash(append(parts, more...)...)
}

// hash returns 60 bits of a SHA-256 as 12 letters and digits: short enough to
// be typed, and no two among a million events are likely to meet.
func hash(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:12])
}

func speakerKey(speakers []tracker.ClaimSpeaker) string {
	var keys []string
	for _, s := range speakers {
		if s.ID != "" {
			keys = append(keys, s.ID)
		} else {
			keys = append(keys, "\x01"+s.Text)
		}
	}
	slices.Sort(keys)
	return strings.Join(keys, "\x02")
}

// adoptions makes one event for each source that says it in its own voice.
func (p *point) adoptions() []tracker.Event {
	var out []tracker.Event
	for source, w := range p.adopted {
		scope := tracker.Scope{Kind: tracker.BySource, ID: source}
		e := p.event(tracker.Adopted, scope, w)
		d := Adoption{Source: p.ctx.sourceName(source), Confirmed: w.Verdict == Confirmed}
		p.vouch(&e, w, nil)
		if r := p.seen[scope].believed; r != nil && r.Form != tracker.OwnVoice && byAppearance(r, w) < 0 {
			d.ReportedSince, d.Reported = r.day, r.ID
		}
		e.Detail = marshal(d)
		e.ID = eventID(e)
		out = append(out, e)
	}
	return out
}
