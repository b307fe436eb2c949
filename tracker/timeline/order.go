package timeline

import (
	"cmp"
	"time"

	"onset/tracker"
)

// sight is a witness with what its point and context make of it.
type sight struct {
	*tracker.Witness
	at    time.Time     // orders appearances: the latest instant at which it can have appeared
	day   tracker.Day   // the day of that appearance
	clock tracker.Clock // published, or seen where that is an upper bound
	// early and late are the first and the last instant of that appearance that
	// what was assumed of it leaves; both are at where nothing was.
	early, late time.Time
	by          []string // speakers that count, with the groups they belong to; sorted
	// appears: dates firsts and enters counts. others: affirmed, but by
	// speakers that the rule does not name.
	appears, others bool
	grounds         []tracker.Ground // what verdicts on others say of it,
	compared        bool             // once that was asked
}

// look places a witness on the clocks and decides whether it counts.
func (p *point) look(w *tracker.Witness) sight {
	s := sight{Witness: w}
	s.at, s.day, s.clock = p.appeared(w)
	s.early, s.late = s.at, s.at
	if s.clock == tracker.ClockPublished {
		s.early, s.late = w.Published.Span(p.ctx.zoneOf(w.Source))
	}
	affirmed := (w.Stance == tracker.Affirms || w.Stance == "") && w.Treatment != tracker.Debunks
	s.by = p.counted(w.Speakers)
	ours := len(p.allowed) == 0 || len(s.by) > 0
	s.appears = affirmed && ours
	s.others = affirmed && p.outsider(w.Speakers) >= 0
	return s
}

// assumed tells whether something was assumed of when it appeared that another
// order among others would follow from.
func (s *sight) assumed() bool { return !s.early.Equal(s.late) }

// from is the first day on which it may have appeared; 0 when nothing bounds it.
func (s *sight) from() tracker.Day {
	if s.clock == tracker.ClockPublished {
		return s.Published.From()
	}
	return s.day
}

// appeared returns when the words of a witness were first there to be read. A
// day without a time stands at its end, an interval at the end of its last day,
// and a day of seeing after that: being an upper bound it gives way to whatever
// was published on the same day.
func (p *point) appeared(w *tracker.Witness) (time.Time, tracker.Day, tracker.Clock) {
	if w.Cause == tracker.Edit {
		return p.sawOn(firstKnown(w.Changed, w.Recorded, w.Seen))
	}
	if !w.Published.Known() {
		return p.sawOn(w.Seen)
	}
	at := w.Published.Time
	if at.IsZero() {
		at = (w.Published.Day + 1).In(p.ctx.zoneOf(w.Source)).Add(-time.Nanosecond)
	}
	return at, w.Published.Day, tracker.ClockPublished
}

func (p *point) sawOn(t time.Time) (time.Time, tracker.Day, tracker.Clock) {
	day := tracker.DayOf(t.In(p.ctx.zone()))
	if t.IsZero() {
		day = 0
	}
	return (day + 1).In(p.ctx.zone()), day, tracker.ClockSeen
}

func firstKnown(ts ...time.Time) time.Time {
	for _, t := range ts {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// byAppearance is the total order of appearances.
func byAppearance(a, b *sight) int {
	return cmp.Or(
		a.at.Compare(b.at),
		cmp.Compare(a.Source, b.Source),
		cmp.Compare(a.Article, b.Article),
		cmp.Compare(partRank(a.Part), partRank(b.Part)),
		cmp.Compare(a.Start, b.Start),
		cmp.Compare(a.End, b.End),
		cmp.Compare(a.ID, b.ID),
	)
}

// bySaid is the total order of what was said; both must have a Said.
func bySaid(a, b *sight) int {
	return cmp.Or(
		cmp.Compare(a.Said.From, b.Said.From),
		cmp.Compare(a.Said.To, b.Said.To),
		byAppearance(a, b),
	)
}

func partRank(p tracker.Part) int {
	if p == tracker.Title {
		return 0
	}
	return 1
}

// least keeps in m the smaller of what it holds under k and s.
func least[K comparable](m map[K]*sight, k K, s *sight, order func(a, b *sight) int) {
	held := m[k]
	keep(&held, s, order)
	m[k] = held
}

// keep holds on to the smaller of what it holds and w.
func keep(held **sight, w *sight, order func(a, b *sight) int) {
	if *held == nil || order(w, *held) < 0 {
		*held = w
	}
}
