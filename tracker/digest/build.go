package digest

import (
	"cmp"
	"slices"
	"time"

	"onset/tracker"
)

const (
	lateDays = 3  // said longer than this before it was recorded is learned late
	budget   = 10 // lines that emerge, shown in a day
	subjects = 3  // of the day, named in one line
)

// Build decides what of the day is told. It changes nothing in its input, and
// the order of the input's lists makes no difference, but for those of candidates.
func Build(in Input) Digest {
	b := newBuilder(in)
	d := Digest{
		Day: in.Day, Timezone: b.zone.String(), Clock: b.clock, From: b.from.UTC(), To: b.to.UTC(),
		Corrections: []Entry{}, Shifts: []Entry{}, Turns: []Entry{}, New: []Entry{}, LearnedLate: []Entry{}, NowTracked: []Entry{},
		Returned: []Entry{}, ToConfirm: []Entry{}, Carried: []Carried{}, Emerging: []Candidate{}, Subjects: []Candidate{},
		Learning: in.Learning, Feeds: health(in.Feeds), Articles: in.Articles, Unread: in.Unread, Archive: in.Archive, Before: append([]int{}, in.Before...),
	}
	for _, key := range b.keys() {
		b.place(&d, b.points[key])
	}
	if in.Learning == nil {
		for _, c := range in.Emerging[:min(budget, len(in.Emerging))] {
			b.placeLine(&d, c)
		}
		news := slices.DeleteFunc(slices.Clone(in.Subjects), d.tells)
		d.Subjects = append(d.Subjects, news[:min(subjects, len(news))]...)
	}
	slices.SortStableFunc(d.New, func(x, y Entry) int { return cmp.Compare(newRank(x), newRank(y)) })
	slices.SortStableFunc(d.Carried, func(a, b Carried) int { return cmp.Compare(b.Origins, a.Origins) })
	return d.sum()
}

// Tried returns the entries that are told only after an attempt to refute them: whose
// line, or what of it is new, was not found before, or not for long.
func (d Digest) Tried() []Entry {
	var out []Entry
	for _, e := range slices.Concat(d.Turns, d.New, d.LearnedLate, d.NowTracked, d.Returned) {
		if e.Kind == tracker.Turn || e.Kind == tracker.Joined || e.Kind == tracker.FirstSaid || e.Kind == tracker.FirstSeen || e.Kind == tracker.Resurgence {
			out = append(out, e)
		}
	}
	return out
}

// tells tells whether a sentence stands among what emerged: it is told there, once.
func (d Digest) tells(c Candidate) bool {
	return slices.ContainsFunc(d.Emerging, func(e Candidate) bool { return e.Sentence == c.Sentence })
}

// newRank puts new lines before old ones that somebody new says, and those
// before what is new in a language.
func newRank(e Entry) int {
	return map[tracker.ScopeKind]int{tracker.Overall: 0, tracker.BySpeaker: 1, tracker.ByLanguage: 2}[e.Scope.Kind]
}

// key names a talking point; that of a shift has no point.
type key struct{ narrative, point string }

func keyOf(e tracker.Event) key { return key{e.Narrative, e.TalkingPoint} }

// builder holds the events of the window by talking point.
type builder struct {
	in       Input
	zone     *time.Location
	clock    tracker.Clock
	from, to time.Time
	year     int
	byID     map[string]tracker.Event // recorded in the window
	points   map[key]*point
}

// point is what the window holds for one talking point.
type point struct {
	Point
	corrections []told
	fresh       []tracker.Event // new, live, not baseline; in rank order
	tracked     []tracker.Event // found by a rule that came later
	held        []tracker.Event // new and live, but doubtful; in rank order
}

func newBuilder(in Input) *builder {
	b := &builder{
		in: in, zone: in.Zone, clock: cmp.Or(in.Clock, tracker.ClockRecorded),
		byID: map[string]tracker.Event{}, points: map[key]*point{},
	}
	if b.zone == nil {
		b.zone = time.UTC
	}
	b.from, b.to = Window(in.Day, b.zone)
	b.year, _, _ = in.Day.Civil()
	for _, p := range in.Points {
		b.points[key{p.Narrative, p.ID}] = &point{Point: p}
	}
	var events []tracker.Event
	for _, e := range in.Events {
		if b.concerns(e) {
			events = append(events, e)
			b.byID[e.ID] = e
		}
	}
	slices.SortFunc(events, byStrength)
	b.file(events)
	return b
}

// concerns tells whether the event belongs to the day on the digest's clock, and
// to a narrative: what emerged has none, and is told as a candidate.
func (b *builder) concerns(e tracker.Event) bool {
	if e.Kind == tracker.Emerged {
		return false
	}
	if b.clock != tracker.ClockPublished {
		return b.learned(e) == b.in.Day
	}
	day := e.PublishedAt.Day
	if day == 0 || e.At.Clock != tracker.ClockSaid {
		day = e.At.To
	}
	return day == b.in.Day && e.Kind != tracker.Correction
}

// learned is the day to which an event counts by when it was recorded. What is
// decided when a day closes is recorded in the first hours of the next one, and
// belongs to the day that it is about, unless the digest of that day was made
// before.
func (b *builder) learned(e tracker.Event) tracker.Day {
	day := tracker.DayOf(e.RecordedAt.In(b.zone))
	made, told := b.in.Made[e.At.To]
	if e.Kind.Daily() && e.At.To == day-1 && (!told || !e.RecordedAt.After(made)) {
		return e.At.To
	}
	return day
}

// file sorts events into their talking points.
func (b *builder) file(events []tracker.Event) {
	for _, e := range events {
		p := b.point(keyOf(e))
		switch {
		case e.Kind == tracker.Correction || !b.stands(e) || e.Baseline || !b.untold(e):
		case e.HeldBack:
			if b.clock == tracker.ClockPublished || !e.Retroactive && !e.Imported {
				p.held = append(p.held, e)
			}
		case b.clock == tracker.ClockPublished:
			p.fresh = append(p.fresh, e)
		case e.Retroactive:
			p.tracked = append(p.tracked, e)
		case !e.Imported:
			p.fresh = append(p.fresh, e)
		}
	}
	for k, c := range b.corrected(events) {
		b.point(k).corrections = c
	}
}

func (b *builder) point(k key) *point {
	if b.points[k] == nil {
		b.points[k] = &point{Point: Point{Narrative: k.narrative, Storyline: k.narrative, ID: k.point, Title: k.point}}
	}
	return b.points[k]
}

// stands tells whether an event still stood when the window closed; looking
// back by what was published, whether it stands.
func (b *builder) stands(e tracker.Event) bool {
	if e.SupersededAt == nil {
		return true
	}
	return b.clock != tracker.ClockPublished && !e.SupersededAt.Before(b.to)
}

// untold tells whether the event is the first of its chain that anybody could
// have been told: what takes the place of something older than the window is
// no news, at most a correction.
func (b *builder) untold(e tracker.Event) bool {
	if b.clock == tracker.ClockPublished {
		return true
	}
	for range len(b.byID) + 1 {
		if e.Supersedes == "" {
			return true
		}
		was, here := b.byID[e.Supersedes]
		if !here {
			return false
		}
		e = was
	}
	return false
}

func (b *builder) keys() []key {
	var out []key
	for k := range b.points {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.narrative, b.narrative), cmp.Compare(a.point, b.point))
	})
	return out
}

// place puts a talking point where its strongest event belongs.
func (b *builder) place(d *Digest, p *point) {
	if p.ID == "" { // a narrative: its shifts
		if len(p.corrections) > 0 {
			e := b.correction(p)
			e.Title, e.Folded = b.storyline(p.Narrative), []string{}
			d.Corrections = append(d.Corrections, e)
		}
		for _, e := range p.fresh {
			d.Shifts = append(d.Shifts, b.shift(p, e))
		}
		return
	}
	d.ToConfirm = append(d.ToConfirm, b.heldBack(p)...)
	b.placeVoices(d, p)
	headline, rest := b.headline(p)
	switch {
	case len(p.corrections) > 0:
		d.Corrections = append(d.Corrections, b.correction(p))
	case headline == nil:
		b.carry(d, p)
	case headline.Retroactive && b.clock != tracker.ClockPublished:
		d.NowTracked = append(d.NowTracked, b.entry(p, *headline, rest))
	case b.refuted(*headline):
		d.ToConfirm = append(d.ToConfirm, b.doubted(p, *headline, rest))
	case headline.Kind == tracker.Resurgence:
		d.Returned = append(d.Returned, b.entry(p, *headline, rest))
	case b.late(*headline):
		d.LearnedLate = append(d.LearnedLate, b.entry(p, *headline, rest))
	default:
		d.New = append(d.New, b.entry(p, *headline, rest))
	}
}

// placeVoices tells each speaker who turned, or who says for the first time what others
// say, by itself. A first of that speaker goes without saying then, and the passage makes no
// line new: what was denied, or said by others, was about.
func (b *builder) placeVoices(d *Digest, p *point) {
	var told, rest []tracker.Event
	for _, e := range p.fresh {
		switch {
		case e.Kind != tracker.Turn && (e.Kind != tracker.Joined || !b.heardEnough(e)):
			rest = append(rest, e)
			continue
		case b.refuted(e):
			d.ToConfirm = append(d.ToConfirm, b.doubted(p, e, nil))
			continue
		case e.Kind == tracker.Turn:
			d.Turns = append(d.Turns, b.entry(p, e, nil))
		default:
			d.New = append(d.New, b.entry(p, e, nil))
		}
		told = append(told, e)
	}
	p.fresh = slices.DeleteFunc(rest, func(e tracker.Event) bool {
		return slices.ContainsFunc(told, func(voice tracker.Event) bool {
			first := e.Kind == tracker.FirstSaid || e.Kind == tracker.FirstSeen
			return first && (e.Scope == voice.Scope || e.Mention == voice.Mention)
		})
	})
}

// heardEnough tells whether enough of what a speaker said before was looked through, or
// whether nobody has looked yet.
func (b *builder) heardEnough(e tracker.Event) bool {
	a, tried := b.in.Refuted[e.ID]
	return !tried || a.Heard != nil && a.Heard.Enough()
}

// late tells whether a first was said, or published, long before anybody here
// knew. Looking back there is no such thing.
func (b *builder) late(e tracker.Event) bool {
	return b.clock != tracker.ClockPublished && e.At.To != 0 && e.At.To < b.in.Day-lateDays
}

// headline picks the strongest event that makes news, and what folds under it.
func (b *builder) headline(p *point) (*tracker.Event, []tracker.Event) {
	for _, e := range p.tracked {
		if e.Scope.Kind == tracker.Overall && !e.Doubtful && (e.Kind == tracker.FirstSaid || e.Kind == tracker.FirstSeen) {
			return &e, slices.Concat(without(p.tracked, e), p.fresh)
		}
	}
	for _, e := range p.fresh {
		if strength(e) < notNews && e.Kind != tracker.Joined { // those have entries of their own
			e = dated(e, p.fresh)
			return &e, without(p.fresh, e)
		}
	}
	return nil, nil
}

// dated prefers, of the first appearance in a language, the event that also
// says when the same words were said.
func dated(e tracker.Event, fresh []tracker.Event) tracker.Event {
	if e.Kind != tracker.FirstSeen || e.Scope.Kind != tracker.ByLanguage {
		return e
	}
	for _, x := range fresh {
		if x.Kind == tracker.FirstSaid && x.Scope == e.Scope && x.Mention == e.Mention {
			return x
		}
	}
	return e
}

func without(events []tracker.Event, e tracker.Event) []tracker.Event {
	return slices.DeleteFunc(slices.Clone(events), func(x tracker.Event) bool { return x.ID == e.ID })
}

// carry tells of a line that went on, or that something else happened to.
func (b *builder) carry(d *Digest, p *point) {
	change := b.change(p)
	if p.Articles == 0 && change == "" {
		return
	}
	c := Carried{
		Narrative: p.Narrative, TalkingPoint: p.ID, Title: p.Title, FirstSaid: p.FirstSaid, FirstSeen: p.FirstSeen,
		Utterances: p.Utterances, Origins: p.Origins, Sources: p.Sources, Articles: p.Articles,
		Usual: p.Usual, Speakers: append([]string{}, p.Speakers...), Outlets: append([]string{}, p.Outlets...), Change: change, Sentence: p.Sentence, Source: p.Source, Article: p.Article,
	}
	if len(p.fresh) > 0 && p.Sentence == "" {
		e := p.fresh[0]
		c.Sentence, c.Source, c.Article = e.Evidence.Text, b.sourceName(e), e.Article
	}
	d.Carried = append(d.Carried, c)
}

func health(feeds []Feed) Health {
	h := Health{Trouble: []Feed{}}
	for _, f := range feeds {
		switch f.State {
		case FeedUnasked:
			h.Unasked++
			continue
		case FeedGood:
			h.Good++
		default:
			h.Trouble = append(h.Trouble, f)
		}
		h.Total++
	}
	slices.SortFunc(h.Trouble, func(a, b Feed) int {
		return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.Name, b.Name), cmp.Compare(a.URL, b.URL))
	})
	return h
}
