package timeline

import (
	"cmp"
	"maps"
	"slices"

	"onset/tracker"
	"onset/tracker/doubt"
)

// State is what follows from the witnesses of one talking point.
type State struct {
	Events []tracker.Event // all that stand, in a fixed order
	// Needed lists the ids of the witnesses that the next Fold must be given
	// beside the new ones to come to the same result; sorted. Their number is
	// bounded by sources, speakers, languages and changed articles.
	Needed []string
}

// Standing returns every event that stands for the talking point given its
// valid witnesses, in any order. Ids must be unique. Baseline is decided per
// scope; RecordedAt and Coverage are left to whoever records the events.
func Standing(tp tracker.TalkingPoint, ws []tracker.Witness, ctx Context) []tracker.Event {
	return Fold(tp, ws, ctx).Events
}

// Fold returns what Standing does and the witnesses that are needed again.
func Fold(tp tracker.TalkingPoint, ws []tracker.Witness, ctx Context) State {
	p := newGathering(tp, ctx)
	p.learn(ws)
	for i := range ws {
		if ws[i].Verdict != Rejected {
			p.take(p.look(&ws[i]))
		}
	}
	events := p.firstsSaid()
	events = append(events, p.firstsSeen()...)
	events = append(events, p.adoptions()...)
	events = append(events, p.changes()...)
	events = append(events, p.firstsOf(tracker.Debunked, tracker.Scope{Kind: tracker.Overall}, p.debunk)...)
	slices.SortFunc(events, byRank)
	return State{Events: events, Needed: p.needed()}
}

// Verdicts of people on a mention, as Witness.Verdict holds them.
const (
	Confirmed = doubt.Confirmed
	Rejected  = doubt.Rejected
)

// point gathers, for one talking point, the first witness of each kind.
type point struct {
	tp      tracker.TalkingPoint
	ctx     Context
	allowed map[string]bool // speakers of the rule; empty: anyone

	memory *doubt.Memory
	judged []string // ids of the witnesses that people judged

	said     map[tracker.Scope]earliest
	seen     map[tracker.Scope]earliest
	adopted  map[string]*sight // by source
	debunk   earliest
	undated  map[undatedKey]*sight
	others   map[string]*sight // by speaker that the rule does not name; "" unknown
	rivals   map[rivalKey]pair
	unread   map[string]*sight // by language
	articles map[int64]*article
}

// undatedKey names a group of sayings of which only the first is kept.
type undatedKey struct {
	scope   tracker.Scope
	speaker string // "" unknown
	wide    bool   // an interval too wide to date; else only bounded by publication
}

// newPoint returns a point that looks at witnesses and gathers none.
func newPoint(tp tracker.TalkingPoint, ctx Context) *point {
	p := &point{tp: tp, ctx: ctx, memory: nothingLearned}
	if len(tp.Speakers) > 0 {
		p.allowed = map[string]bool{}
	}
	for _, s := range tp.Speakers {
		p.allowed[s] = true
	}
	return p
}

var nothingLearned = doubt.Learn(nil)

func newGathering(tp tracker.TalkingPoint, ctx Context) *point {
	p := newPoint(tp, ctx)
	p.said, p.seen = map[tracker.Scope]earliest{}, map[tracker.Scope]earliest{}
	p.adopted, p.undated = map[string]*sight{}, map[undatedKey]*sight{}
	p.others, p.articles = map[string]*sight{}, map[int64]*article{}
	p.rivals, p.unread = map[rivalKey]pair{}, map[string]*sight{}
	return p
}

// learn takes note of what people judged.
func (p *point) learn(ws []tracker.Witness) {
	p.memory = doubt.Learn(ws)
	for i := range ws {
		if ws[i].Verdict != "" {
			p.judged = append(p.judged, ws[i].ID)
		}
	}
}

// take files one witness under everything that it may be the first of.
func (p *point) take(s sight) {
	w := &s
	if s.appears {
		p.takeSeen(w)
		p.takeArticle(w)
	}
	p.takeSaid(w)
	if p.adopts(w) {
		least(p.adopted, s.Source, w, byAppearance)
	}
	if p.refutes(w) {
		p.debunk.take(w, p.doubted, byAppearance)
	}
	if s.Stance == tracker.UnreadStance {
		least(p.unread, s.Language, w, byAppearance)
	}
	if s.others {
		who := s.Speakers[p.outsider(s.Speakers)].ID
		least(p.others, who, w, byAppearance)
	}
}

func (p *point) takeSeen(w *sight) {
	for _, scope := range []tracker.Scope{
		{Kind: tracker.Overall},
		{Kind: tracker.BySource, ID: w.Source},
		{Kind: tracker.ByLanguage, ID: w.Language},
	} {
		if scope.Kind == tracker.Overall || scope.ID != "" {
			takeEarliest(p.seen, scope, w, p.doubted, byAppearance)
			p.takeRival(scope, w)
		}
	}
}

// counted returns the speakers of a claim that the rule counts, with their
// groups: all known ones when the rule names none.
func (p *point) counted(speakers []tracker.ClaimSpeaker) []string {
	var out []string
	for _, s := range speakers {
		if s.ID != "" && p.allows(s.ID) {
			out = append(out, p.ctx.circle(s.ID)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (p *point) allows(speaker string) bool {
	return len(p.allowed) == 0 || slices.ContainsFunc(p.ctx.circle(speaker), func(s string) bool { return p.allowed[s] })
}

// outsider returns the index of the first speaker that the rule does not
// name, -1 when there is none.
func (p *point) outsider(speakers []tracker.ClaimSpeaker) int {
	if len(p.allowed) == 0 {
		return -1
	}
	return slices.IndexFunc(speakers, func(s tracker.ClaimSpeaker) bool { return s.ID == "" || !p.allows(s.ID) })
}

// adopts tells whether an outlet says it in its own voice. The speakers of a
// rule don't matter: adopting is taking over what others say. What an outlet
// other than an official or state one asserts is told only after a person
// confirmed it, because a parser must not accuse anyone; nor is what is doubtful.
func (p *point) adopts(w *sight) bool {
	own := w.Form == tracker.OwnVoice && w.Treatment == tracker.Asserts &&
		(w.Stance == tracker.Affirms || w.Stance == "")
	official := w.Kind == tracker.Official || w.Kind == tracker.StateMedia
	return own && (w.Verdict == Confirmed || official && !p.doubted(w))
}

// refutes tells whether the witness is a debunk of this line: not of what only
// others than the rule's speakers say.
func (p *point) refutes(w *sight) bool {
	return w.Treatment == tracker.Debunks && w.Stance != tracker.NotSaid && (len(w.by) > 0 || p.outsider(w.Speakers) < 0)
}

// needed lists the witnesses behind the events and beside them, and of each of
// their articles one that shows that no edit brought the line there, and one
// that none took it out; and those that people judged, from which is learned.
func (p *point) needed() []string {
	kept := slices.Concat(values(p.adopted), values(p.undated), values(p.others), values(p.unread), p.debunk.all())
	for _, m := range []map[tracker.Scope]earliest{p.said, p.seen} {
		for _, e := range m {
			kept = append(kept, e.all()...)
		}
	}
	for _, a := range p.articles {
		kept = append(kept, a.changed()...)
	}
	for _, r := range p.rivals {
		kept = append(kept, r.both()...)
	}
	ids := map[string]bool{}
	for _, id := range p.judged {
		ids[id] = true
	}
	for _, s := range kept {
		ids[s.ID] = true
		if a := p.articles[s.Article]; a != nil {
			for _, shown := range []*sight{a.was, a.still} {
				if shown != nil {
					ids[shown.ID] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(ids))
}

func values[K comparable](m map[K]*sight) []*sight { return slices.Collect(maps.Values(m)) }

var scopeRank = map[tracker.ScopeKind]int{
	tracker.Overall: 0, tracker.BySpeaker: 1, tracker.ByLanguage: 2, tracker.BySource: 3,
}

// byRank orders events by kind, widest scope first, then by clock (of two
// corrections that of what was said is first) and id.
func byRank(a, b tracker.Event) int {
	return cmp.Or(
		cmp.Compare(a.Kind.Info().Rank, b.Kind.Info().Rank),
		cmp.Compare(scopeRank[a.Scope.Kind], scopeRank[b.Scope.Kind]),
		cmp.Compare(a.Scope.ID, b.Scope.ID),
		cmp.Compare(b.At.Clock, a.At.Clock),
		cmp.Compare(a.ID, b.ID),
	)
}
