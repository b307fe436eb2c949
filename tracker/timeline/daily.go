package timeline

import (
	"fmt"
	"slices"

	"onset/tracker"
	"onset/tracker/surge"
)

// Ledger is what a talking point looks like when a day closes.
type Ledger struct {
	Point tracker.TalkingPoint
	// Past are its appearances before the day, in any order, as Appearances gave
	// them; later ones are ignored. They go back to the day From, which lies at
	// least DaysBack days before; 0 means that they are all there are.
	Past []Appearance
	From tracker.Day
	// Older returns the appearances before From in which a speaker or a member of a
	// group spoke (or more than these), "" all; Known tells whether one before From
	// is of an origin. They are asked seldom, and not at all where From is 0.
	Older func(speaker string) []Appearance
	Known func(origin string) bool
	// Stated are, of the same days as Past and of the day, its statements as Statements
	// gave them; later ones are ignored. StatedBefore returns those before From in which a
	// speaker spoke (or more than these), and is asked as Older is. Mention returns a
	// witness of theirs by its id.
	Stated       []Stated
	StatedBefore func(speaker string) []Stated
	Mention      func(id string) (w tracker.Witness, found bool)
	// Today are its valid witnesses of the day, in any order.
	Today []tracker.Witness
	// Firsts are its events that stand; Shifts looks at first_said by speaker.
	Firsts []tracker.Event
}

// DaysBack is how many days before a closed one its Ledger has to go back.
const DaysBack = surge.Reach

// Return is the detail of resurgence.
type Return struct {
	surge.Return
	Name   string   `json:"speaker_name"`  // whose comeback it is; empty overall
	Names  []string `json:"speaker_names"` // who said it when it came back
	Source string   `json:"source_name"`   // where
}

// Reach is the detail of spread: what it was decided from, with names.
type Reach struct {
	surge.Spread
	Names []string `json:"names"`
}

// Daily returns the events that the closed day brings for one talking point:
// turn, joined, resurgence, surge, spread and faded, in a fixed order. A day closed twice
// gives the same events. Uncovered tells on which days nobody looked.
func Daily(l Ledger, day tracker.Day, uncovered surge.Uncovered, ctx Context) []tracker.Event {
	return newDay(l, day, uncovered, ctx).daily()
}

// daily looks for nothing but a turn and a silence where nobody affirmed it on the day.
func (d *closing) daily() []tracker.Event {
	said := d.sayings()
	if n := len(d.all); n == 0 || d.all[n-1].Day < d.day {
		return append(d.turns(said), d.fades()...)
	}
	events := slices.Concat(d.turns(said), d.joins(said), d.returns())
	events = append(events, d.surges()...)
	events = append(events, d.spreads()...)
	slices.SortFunc(events, byRank)
	return events
}

// closing is one talking point on the day that closes.
type closing struct {
	*point
	ledger    Ledger
	day       tracker.Day
	all       []Appearance // up to the day, by day and id
	today     map[string]sight
	uncovered surge.Uncovered
}

func newDays(ls []Ledger, day tracker.Day, uncovered surge.Uncovered, ctx Context) []*closing {
	out := make([]*closing, len(ls))
	for i, l := range ls {
		out[i] = newDay(l, day, uncovered, ctx)
	}
	return out
}

func newDay(l Ledger, day tracker.Day, uncovered surge.Uncovered, ctx Context) *closing {
	d := &closing{point: newPoint(l.Point, ctx), ledger: l, day: day, today: map[string]sight{}, uncovered: uncovered}
	for _, s := range Appearances(l.Point, l.Today, ctx) {
		if s.Day == day {
			d.all = append(d.all, s)
		}
	}
	for i := range l.Today {
		d.today[l.Today[i].ID] = d.look(&l.Today[i])
	}
	for _, s := range l.Past {
		if s.Day < day {
			d.all = append(d.all, s)
		}
	}
	slices.SortFunc(d.all, byAppearanceDay)
	return d
}

// proven makes the event that an appearance of the day proves; one that nothing of
// the day proves (a silence) has no evidence.
func (d *closing) proven(kind tracker.EventKind, scope tracker.Scope, proof string, detail any, what ...string) tracker.Event {
	e := tracker.Event{Kind: kind, Narrative: d.tp.Narrative, TalkingPoint: d.tp.ID, Scope: scope, Speakers: []tracker.ClaimSpeaker{}, Rule: d.tp.Ref()}
	if w, ok := d.today[proof]; ok {
		e = d.event(kind, scope, &w)
		e.Retroactive, e.Imported = d.onlyHistory(scope)
	}
	e.Baseline = d.ctx.Since != nil && d.day < d.ctx.Since(scope)+baselineDays
	e.At = tracker.Moment{From: d.day, To: d.day, Precision: tracker.ToDay, Clock: tracker.ClockPublished}
	e.Detail = marshal(detail)
	e.ID = hash(append([]string{e.Narrative, e.TalkingPoint, string(kind), string(scope.Kind), scope.ID, d.day.String()}, what...)...)
	return e
}

// onlyHistory tells whether the day holds nothing but what a new rule found,
// or nothing but imported articles: then it is no news.
func (d *closing) onlyHistory(scope tracker.Scope) (retroactive, imported bool) {
	retroactive, imported = true, true
	for _, s := range d.today {
		if s.appears && (scope.Kind != tracker.BySpeaker || slices.Contains(s.by, scope.ID)) {
			retroactive = retroactive && s.Retroactive
			imported = imported && s.Imported
		}
	}
	return retroactive, imported
}

func (d *closing) returns() []tracker.Event {
	out := d.returnsIn(tracker.Scope{Kind: tracker.Overall}, d.all)
	for _, s := range d.speakersToday() {
		out = append(out, d.returnsIn(tracker.Scope{Kind: tracker.BySpeaker, ID: s}, saidBy(d.all, s))...)
	}
	return out
}

// speakersToday returns who spoke on the day, groups included, sorted.
func (d *closing) speakersToday() []string {
	var out []string
	for i := len(d.all) - 1; i >= 0 && d.all[i].Day == d.day; i-- {
		out = append(out, d.all[i].Speakers...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// past is what is known of the line, or of what a speaker says of it, from
// which pick takes what counts.
func (d *closing) past(near []Appearance, speaker string, pick func([]Appearance) []Appearance) surge.Past {
	return surge.Past{
		Near: plain(pick(near)), From: d.ledger.From, Known: d.ledger.Known, Looked: d.ctx.Looked,
		Far: func() []surge.Appearance { return plain(pick(d.older(speaker))) },
	}
}

// older returns the appearances before those of the ledger, of a speaker or all.
func (d *closing) older(speaker string) []Appearance {
	switch {
	case d.ledger.From == 0:
		return nil
	case speaker == "":
		return d.ledger.Older("")
	}
	return saidBy(d.ledger.Older(speaker), speaker)
}

func every(ss []Appearance) []Appearance { return ss }

func (d *closing) returnsIn(scope tracker.Scope, ss []Appearance) []tracker.Event {
	r, back := d.past(ss, scope.ID, fresh).ReturnOn(d.day, d.uncovered)
	if !back {
		return nil
	}
	detail := Return{Return: r, Names: []string{}}
	if scope.Kind == tracker.BySpeaker {
		detail.Name = d.ctx.name(tracker.ClaimSpeaker{ID: scope.ID})
	}
	w, ok := d.today[r.Proof]
	if ok {
		detail.Names, detail.Source = d.names(&w), d.ctx.sourceName(w.Source)
	}
	e := d.proven(tracker.Resurgence, scope, r.Proof, detail)
	if ok && w.Said.Dates() {
		s := w.Said
		e.At = tracker.Moment{From: s.From, To: s.To, Precision: s.Precision, Basis: s.Basis, Clock: tracker.ClockSaid}
	}
	return []tracker.Event{e}
}

// surges gives the surge that begins on the day.
func (d *closing) surges() []tracker.Event {
	s, ok := d.past(d.all, "", every).SurgeOn(d.day, d.uncovered)
	if !ok {
		return nil
	}
	return []tracker.Event{d.proven(tracker.Surge, tracker.Scope{Kind: tracker.Overall}, s.Proof, s)}
}

// fades gives the fading that ends a surge on the day.
func (d *closing) fades() []tracker.Event {
	f, ok := d.past(d.all, "", every).FadeOn(d.day, d.uncovered)
	if !ok {
		return nil
	}
	return []tracker.Event{d.proven(tracker.Faded, tracker.Scope{Kind: tracker.Overall}, "", f)}
}

func (d *closing) spreads() []tracker.Event {
	var out []tracker.Event
	for _, s := range d.past(d.all, "", every).SpreadsOn(d.day) {
		r := Reach{Spread: s, Names: []string{}}
		for _, v := range s.Reached {
			if s.Of == surge.Sources {
				v = d.ctx.sourceName(v)
			}
			r.Names = append(r.Names, v)
		}
		out = append(out, d.proven(tracker.Spread, tracker.Scope{Kind: tracker.Overall}, s.Proof, r, s.Of, fmt.Sprint(s.Count)))
	}
	return out
}

func surgeWords(e tracker.Event, year int) string {
	s, _ := Detail[surge.Surge](e)
	return fmt.Sprintf("surge: %d texts of different origin %s, where %s to be expected", s.Origins, Days(s.From, s.Day, year), expected(s.Expected))
}

func spreadWords(e tracker.Event, year int) string {
	r, _ := Detail[Reach](e)
	return fmt.Sprintf("reached %d %s within 14 days, on %s: %s", r.Count, plural[r.Of], Days(e.At.From, e.At.To, year), list(r.Names))
}

func fadedWords(e tracker.Event, year int) string {
	f, _ := Detail[surge.Fade](e)
	return fmt.Sprintf("not found on %d covered days after the surge of %s; last %s", f.Covered, dayWords(f.Surge, year), dayWords(f.LastSeen, year))
}

// expected tells a mean in words; its number stands in the detail.
func expected(mean float64) string {
	if mean < 0.5 {
		return "hardly any was"
	}
	return fmt.Sprintf("about %.0f were", mean)
}

// chance writes a small probability as one in so many.
func chance(p float64) string {
	if p < 0.001 {
		return "less than 1 in 1,000"
	}
	return fmt.Sprintf("1 in %.0f", 1/p)
}

var plural = map[string]string{surge.Sources: "sources", surge.Countries: "countries", surge.Languages: "languages"}

func returnWords(e tracker.Event, year int) string {
	r, _ := Detail[Return](e)
	out := "back: "
	if r.Name != "" && !slices.Contains(r.Names, r.Name) {
		out = "back with " + r.Name + ": "
	}
	switch {
	case e.At.Clock == tracker.ClockSaid:
		out += "said " + Days(e.At.From, e.At.To, year) + " by " + list(r.Names) + ", reported by " + source(r.Source, e)
	default:
		out += "in " + source(r.Source, e) + " " + Days(e.At.From, e.At.To, year)
		if len(r.Names) > 0 {
			out += ", attributed to " + list(r.Names)
		}
	}
	out += fmt.Sprintf(", after %d days without it (last %s; %d mentions before", r.Silent, dayWords(r.LastSeen, year), r.Earlier)
	if r.P > 0 { // events recorded before it was reckoned lack it
		out += "; the chance of such a silence, had it gone on: " + chance(r.P)
	}
	return out + ")"
}
