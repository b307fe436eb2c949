package timeline

import (
	"cmp"
	"slices"

	"onset/tracker"
)

// takeSaid files what a witness tells about when the words were said.
func (p *point) takeSaid(w *sight) {
	if w.Said == nil || len(w.Speakers) == 0 {
		return
	}
	viaDebunk := w.Treatment == tracker.Debunks
	switch {
	case viaDebunk && !p.datesThroughDebunk(w), !viaDebunk && !w.appears:
		return
	case w.Said.Dates():
		for _, scope := range p.saidScopes(w, !viaDebunk) {
			takeEarliest(p.said, scope, w, p.doubtedSaid, bySaid)
		}
	case w.Said.Flag == "":
		p.takeUndated(w)
	}
}

// datesThroughDebunk holds for an affirmed claim that a debunk reports, with a
// known speaker and an explicit date.
func (p *point) datesThroughDebunk(w *sight) bool {
	affirmed := w.Stance == tracker.Affirms || w.Stance == ""
	return affirmed && len(w.by) > 0 && w.Said.Dates() && w.Said.Basis == tracker.Explicit
}

// saidScopes lists what a dated saying may be the first of. A debunk is no
// text in which the line appears, so it is first in no language.
func (p *point) saidScopes(w *sight, language bool) []tracker.Scope {
	scopes := []tracker.Scope{{Kind: tracker.Overall}}
	for _, s := range w.by {
		scopes = append(scopes, tracker.Scope{Kind: tracker.BySpeaker, ID: s})
	}
	if language && w.Language != "" {
		scopes = append(scopes, tracker.Scope{Kind: tracker.ByLanguage, ID: w.Language})
	}
	return scopes
}

// takeUndated keeps, per scope and speaker, the first of the sayings that date
// nothing: they may be older than the first that is dated.
func (p *point) takeUndated(w *sight) {
	wide := w.Said.From != 0
	if w.Said.To == 0 && !wide {
		return
	}
	for _, who := range p.voices(w) {
		for _, scope := range p.saidScopes(w, false) {
			least(p.undated, undatedKey{scope, who, wide}, w, byUndated)
		}
	}
}

// voices returns the speakers themselves, without their groups; "" for those
// that the file does not know.
func (p *point) voices(w *sight) []string {
	var out []string
	for _, s := range w.Speakers {
		if s.ID == "" || p.allows(s.ID) {
			out = append(out, s.ID)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// byUndated orders intervals by what can be older: their from, else their to.
func byUndated(a, b *sight) int {
	return cmp.Or(
		cmp.Compare(cmp.Or(a.Said.From, a.Said.To), cmp.Or(b.Said.From, b.Said.To)),
		cmp.Compare(a.Said.To, b.Said.To),
		byAppearance(a, b),
	)
}

func (p *point) firstsSaid() []tracker.Event {
	var out []tracker.Event
	for scope, e := range p.said {
		out = append(out, p.firstsOf(tracker.FirstSaid, scope, e)...)
	}
	return out
}

func (p *point) firstsSeen() []tracker.Event {
	var out []tracker.Event
	for scope, e := range p.seen {
		out = append(out, p.firstsOf(tracker.FirstSeen, scope, e)...)
	}
	return out
}

// firstsOf makes the event of the first that is believed, and of a doubtful one
// before it.
func (p *point) firstsOf(kind tracker.EventKind, scope tracker.Scope, of earliest) []tracker.Event {
	if of.doubted != nil && of.believed != nil && !predates(kind, of.doubted, of.believed) {
		of.doubted = nil // confirmed it would move no date
	}
	var out []tracker.Event
	if of.doubted != nil {
		out = append(out, p.first(kind, scope, of.doubted, nil))
	}
	if of.believed != nil {
		out = append(out, p.first(kind, scope, of.believed, of.doubted))
	}
	return out
}

// predates tells whether a is of an earlier day than b.
func predates(kind tracker.EventKind, a, b *sight) bool {
	if kind == tracker.FirstSaid {
		return cmp.Or(cmp.Compare(a.Said.From, b.Said.From), cmp.Compare(a.Said.To, b.Said.To)) < 0
	}
	return a.day < b.day
}

// first makes the event of the first witness of a scope; before it there may be a
// doubtful one.
func (p *point) first(kind tracker.EventKind, scope tracker.Scope, w, doubted *sight) tracker.Event {
	e := p.event(kind, scope, w)
	if kind == tracker.FirstSaid {
		s := w.Said
		e.At = tracker.Moment{From: s.From, To: s.To, Precision: s.Precision, Basis: s.Basis, Clock: tracker.ClockSaid}
	}
	e.Hand = p.hand(w)
	p.vouch(&e, w, doubted)
	d := p.basis(e, w)
	if doubted != nil {
		held := p.aside(doubted)
		d.HeldBack = &held
	}
	if kind == tracker.FirstSeen {
		if rival := p.contested(scope, w); rival != nil {
			other := p.aside(rival)
			e.OrderUnknown, d.Contested = true, &other
		}
	}
	e.Detail = marshal(d)
	e.ID = eventID(e)
	return e
}

// basis says in fields what a first rests on.
func (p *point) basis(e tracker.Event, w *sight) First {
	d := First{
		Source:       p.ctx.sourceName(w.Source),
		Hand:         string(e.Hand),
		DateBasis:    string(e.At.Clock),
		Speaker:      p.speakerBasis(w),
		SpeakerNames: p.names(w),
		PassedOnBy:   p.passers(w),
		MaybeEarlier: []Earlier{},
		AlsoUsedBy:   []Earlier{},
	}
	if w.Novelty != nil {
		d.Novelty, d.NoveltyCue = w.Novelty.Value, w.Novelty.Cue
	}
	switch {
	case w.Treatment == tracker.Debunks && e.Kind == tracker.FirstSaid:
		d.Via = ViaDebunk
	case w.Cause == tracker.Edit:
		d.Via = ViaEdit
	}
	if e.Kind == tracker.FirstSaid {
		d.DateBasis, d.Cue = string(w.Said.Basis), w.Said.Cue
		d.MaybeEarlier = p.maybeEarlier(e.Scope, w)
		d.AppearedEarlier = p.appearedEarlier(e.Scope, w)
	}
	if e.Scope.Kind == tracker.Overall && e.Kind != tracker.Debunked {
		d.AlsoUsedBy = p.alsoUsedBy()
		d.Unread = p.unreadBefore(w)
	}
	return d
}

// The values of First.Via.
const (
	ViaDebunk = "debunk"
	ViaEdit   = "edit"
)

// speakerBasis tells how exactly the text says who spoke.
func (p *point) speakerBasis(w *sight) string {
	if len(w.Speakers) == 0 {
		return "none"
	}
	basis := "unknown"
	for _, s := range p.voices(w) {
		if s != "" && !p.ctx.isGroup(s) {
			return "named"
		}
		if s != "" {
			basis = "group"
		}
	}
	return basis
}

// names returns the speakers that count, for people.
func (p *point) names(w *sight) []string {
	out := []string{}
	for _, s := range w.Speakers {
		if s.ID == "" || p.allows(s.ID) || len(w.by) == 0 {
			out = append(out, p.ctx.name(s))
		}
	}
	return out
}

// passers returns who passes the words on, for people.
func (p *point) passers(w *sight) []string {
	var out []string
	for _, s := range w.Via {
		out = append(out, p.ctx.name(s))
	}
	return out
}

// hand tells through how many hands the words came.
func (p *point) hand(w *sight) tracker.Hand {
	switch {
	case w.Kind == tracker.Official && p.ownPage(w):
		return tracker.Primary
	case w.Hand != "":
		return w.Hand
	case w.Form == tracker.Direct, w.Form == tracker.Mixed:
		return tracker.Quoted
	}
	return tracker.Summarised
}

// ownPage holds when an institution speaks on its own page, itself or through
// one of its people.
func (p *point) ownPage(w *sight) bool {
	host := p.ctx.Sources[w.Source].Speaker
	if w.Form == tracker.OwnVoice {
		return true
	}
	return host != "" && slices.ContainsFunc(w.Speakers, func(s tracker.ClaimSpeaker) bool {
		return s.ID != "" && (slices.Contains(p.ctx.circle(s.ID), host) || slices.Contains(p.ctx.circle(host), s.ID))
	})
}

// maybeEarlier lists the sayings that may be older than the first that is
// dated: too wide and beginning before it, or published before it.
func (p *point) maybeEarlier(scope tracker.Scope, first *sight) []Earlier {
	out := []Earlier{}
	var found []*sight
	for k, w := range p.undated {
		if k.scope == scope && cmp.Or(w.Said.From, w.Said.To) < first.Said.From && !slices.Contains(found, w) {
			found = append(found, w)
		}
	}
	slices.SortFunc(found, byUndated)
	for _, w := range found {
		e := p.aside(w)
		e.Certain = w.Said.To < first.Said.From
		out = append(out, e)
	}
	return out
}

// appearedEarlier returns the first appearance when it lies before the first
// dated saying: then the saying is the first dated one, not the first.
func (p *point) appearedEarlier(scope tracker.Scope, first *sight) *Earlier {
	w := p.seen[tracker.Scope{Kind: tracker.Overall}].believed
	if scope.Kind != tracker.Overall || w == nil || w.clock != tracker.ClockPublished || p.lastDay(w) >= first.Said.From {
		return nil
	}
	e := p.aside(w)
	e.Certain = true
	return &e
}

// lastDay is the last day on which it can have appeared.
func (p *point) lastDay(w *sight) tracker.Day {
	return max(w.day, tracker.DayOf(w.late.In(p.ctx.zoneOf(w.Source))))
}

func (p *point) alsoUsedBy() []Earlier {
	out := []Earlier{}
	var found []*sight
	for _, w := range p.others {
		found = append(found, w)
	}
	slices.SortFunc(found, byAppearance)
	for _, w := range found {
		e := p.aside(w)
		s := w.Speakers[p.outsider(w.Speakers)]
		e.Speaker, e.Name = s.ID, p.ctx.name(s)
		out = append(out, e)
	}
	return out
}

// unreadBefore lists what matched before a first in languages that are not read:
// it may be the same, a denial or a question.
func (p *point) unreadBefore(first *sight) []Earlier {
	var found []*sight
	for _, w := range p.unread {
		if byAppearance(w, first) < 0 {
			found = append(found, w)
		}
	}
	slices.SortFunc(found, byAppearance)
	var out []Earlier
	for _, w := range found {
		e := p.aside(w)
		e.Language = w.Language
		out = append(out, e)
	}
	return out
}

func (p *point) aside(w *sight) Earlier {
	e := Earlier{Mention: w.ID, Source: p.ctx.sourceName(w.Source), Published: w.Published.Day, Since: w.Published.From(), Assumed: w.Published.Assumed.OrNil()}
	if voices := p.voices(w); len(voices) > 0 {
		e.Speaker = voices[0]
	}
	if names := p.names(w); len(names) > 0 {
		e.Name = names[0]
	}
	if w.Said != nil && w.Said.Flag == "" {
		e.From, e.To, e.Precision, e.Cue = w.Said.From, w.Said.To, w.Said.Precision, w.Said.Cue
	}
	return e
}
