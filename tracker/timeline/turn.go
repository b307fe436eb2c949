package timeline

import (
	"cmp"
	"fmt"
	"slices"

	"onset/tracker"
	"onset/tracker/text"
)

// Stated is what speakers say to a line on a day: that it holds, or that it doesn't.
// Whoever asks, or is only expected to say something, states nothing.
type Stated struct {
	ID       string
	Day      tracker.Day // as appearances have it
	Speakers []string    // of the file, that the rule counts; no groups: of two who speak for one each may think otherwise
	Denies   bool
	Sure     bool // nothing in the text leaves open whose words they are, and that they were meant
	Recalled bool // said long before that day
	Repeated bool // its text says that it is not new
}

// Statements returns what the witnesses of a talking point state, by day and id. Pages
// of unknown age that were there when watching began are left out.
func Statements(tp tracker.TalkingPoint, ws []tracker.Witness, ctx Context) []Stated {
	p := newPoint(tp, ctx)
	var out []Stated
	for i := range ws {
		w := p.look(&ws[i])
		if w.Verdict == Rejected || !p.datable(&w) {
			continue
		}
		if s := p.stated(&w); len(s.Speakers) > 0 {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Stated) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID)) })
	return out
}

func (p *point) stated(w *sight) Stated {
	s := Stated{ID: w.ID, Day: w.day, Denies: w.Stance == tracker.Denies}
	if !s.Denies && w.Stance != tracker.Affirms {
		return s
	}
	s.Sure = w.Verdict == Confirmed || w.Hand != tracker.Alleged && w.Hand != tracker.Relayed && (w.Treatment == tracker.Asserts || w.Treatment == tracker.Reports)
	s.Recalled = w.Said != nil && w.Said.Flag == "" && w.Said.To != 0 && w.Said.To < w.day-recent
	s.Repeated = w.saysOld() || allAlong(w)
	for _, x := range w.Speakers {
		if x.ID != "" && p.allows(x.ID) && !p.ctx.isGroup(x.ID) {
			s.Speakers = append(s.Speakers, x.ID)
			s.Sure = s.Sure && (!x.Unsure || w.Verdict == Confirmed)
		}
	}
	slices.Sort(s.Speakers)
	s.Speakers = slices.Compact(s.Speakers)
	return s
}

func statedBy(ss []Stated, speaker string) (out []Stated) {
	for _, s := range ss {
		if _, says := slices.BinarySearch(s.Speakers, speaker); says {
			out = append(out, s)
		}
	}
	return out
}

// Turned is the detail of turn: what the speaker had said until then.
type Turned struct {
	Name   string     `json:"speaker_name"`
	Source string     `json:"source_name"`
	To     string     `json:"to"`     // affirms, denies
	Days   int        `json:"days"`   // on which the opposite had been said
	Before LastBefore `json:"before"` // the last time
}

// LastBefore is what was said last before a turn.
type LastBefore struct {
	Mention   string      `json:"mention"`
	Sentence  string      `json:"sentence"`
	Source    string      `json:"source"` // name
	Published tracker.Day `json:"published"`
	URL       string      `json:"url"`
}

// turnDays is how many days the opposite must have been said on: a sign that is
// misread once makes no turn.
const turnDays = 2

// saying is what somebody surely states on the closing day, for the first time.
type saying struct {
	speaker  string
	now      Stated
	before   []Stated // all that is known of what they stated, by day
	days     int      // on which they surely said the opposite before
	opposite Stated   // the last time
}

// turned tells whether the opposite was said often enough for a turn.
func (v *saying) turned() bool { return v.days >= turnDays }

// sayings returns who surely states something on the day that they never did before, by
// speaker. Somebody who says both on one day states nothing.
func (d *closing) sayings() (out []saying) {
	for _, speaker := range d.stating() {
		near := statedBy(d.ledger.Stated, speaker)
		now, ok := saysOne(near, d.day)
		if !ok || repeats(near, now) {
			continue
		}
		v := saying{speaker: speaker, now: now, before: d.statedBefore(speaker, near)}
		if v.days, v.opposite = opposite(v.before, now); !repeats(v.before, now) {
			out = append(out, v)
		}
	}
	return out
}

// stating lists who surely states something on the day, sorted.
func (d *closing) stating() (out []string) {
	for _, s := range d.ledger.Stated {
		if s.Day == d.day && s.Sure && !s.Recalled {
			out = append(out, s.Speakers...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// turns gives the turns of the day: who until then surely said the opposite, on more
// days than one. Where it may have been said before, though that is not sure, the turn is
// doubtful.
func (d *closing) turns(said []saying) (out []tracker.Event) {
	for i := range said {
		if v := &said[i]; v.turned() {
			out = append(out, d.turn(v))
		}
	}
	return out
}

// statedBefore returns all that is known of what a speaker states, by day.
func (d *closing) statedBefore(speaker string, near []Stated) []Stated {
	if d.ledger.From == 0 {
		return near
	}
	return slices.Concat(statedBy(d.ledger.StatedBefore(speaker), speaker), near)
}

// sightOf looks up a statement that may be an earlier one; nil where there is none.
func (d *closing) sightOf(maybe Stated) *sight {
	if maybe.ID == "" {
		return nil
	}
	w, found := d.ledger.Mention(maybe.ID)
	if !found {
		return nil
	}
	s := d.look(&w)
	return &s
}

// saysOne returns what somebody states on a day, who says nothing else on it.
func saysOne(ss []Stated, day tracker.Day) (now Stated, ok bool) {
	for _, s := range ss {
		switch {
		case s.Day != day || !s.Sure || s.Recalled:
		case !ok:
			now, ok = s, true
		case s.Denies != now.Denies:
			return now, false
		}
	}
	return now, ok
}

// isBefore tells whether a statement was known before another, or recalls what was said
// before it.
func (s Stated) isBefore(now Stated) bool {
	return s.Day < now.Day || s.Day == now.Day && s.Recalled
}

// repeats tells whether the same was surely said before.
func repeats(ss []Stated, now Stated) bool {
	return slices.ContainsFunc(ss, func(s Stated) bool { return s.Sure && s.Denies == now.Denies && s.isBefore(now) })
}

// maybeBefore is the last statement that may be the same, said before; its ID is empty
// where there is none.
func maybeBefore(ss []Stated, now Stated) (last Stated) {
	for _, s := range ss {
		if !s.Sure && s.Denies == now.Denies && s.isBefore(now) {
			last = s
		}
	}
	return last
}

// opposite counts the days on which the opposite was surely said before, and returns
// the last time.
func opposite(ss []Stated, now Stated) (days int, last Stated) {
	on := map[tracker.Day]bool{}
	for _, s := range ss {
		if s.Sure && s.Denies != now.Denies && s.isBefore(now) {
			on[s.Day], last = true, s
		}
	}
	return len(on), last
}

func (d *closing) turn(v *saying) tracker.Event {
	detail := Turned{Name: d.ctx.name(tracker.ClaimSpeaker{ID: v.speaker}), To: string(tracker.Affirms), Days: v.days, Before: LastBefore{Mention: v.opposite.ID, Published: v.opposite.Day}}
	if v.now.Denies {
		detail.To = string(tracker.Denies)
	}
	if w, found := d.ledger.Mention(v.opposite.ID); found {
		detail.Before = LastBefore{Mention: w.ID, Sentence: w.Text, Source: d.ctx.sourceName(w.Source), Published: v.opposite.Day, URL: w.URL}
	}
	w := d.today[v.now.ID]
	detail.Source = d.ctx.sourceName(w.Source)
	e := d.proven(tracker.Turn, tracker.Scope{Kind: tracker.BySpeaker, ID: v.speaker}, v.now.ID, detail, detail.To)
	d.vouch(&e, &w, d.sightOf(maybeBefore(v.before, v.now)))
	return e
}

// turnVerbs say what was done until a turn, and what is done since, by what it leads to.
var turnVerbs = map[string][2]string{
	string(tracker.Affirms): {"denied", "affirms"},
	string(tracker.Denies):  {"affirmed", "denies"},
}

func turnWords(e tracker.Event, year int) string {
	t, _ := Detail[Turned](e)
	verbs, known := turnVerbs[t.To]
	if !known {
		return plainWords(e, year)
	}
	return fmt.Sprintf("until %s %s %s it (on %s, last %s), now %s it, in %s", Days(e.At.From, e.At.To, year), t.Name, verbs[0],
		text.Count(t.Days, "day"), dayWords(t.Before.Published, year), verbs[1], source(t.Source, e))
}

// turnedFrom says what was said last before a turn.
func turnedFrom(e tracker.Event, year int) []string {
	t, err := Detail[Turned](e)
	if err != nil || e.Kind != tracker.Turn || t.Before.Sentence == "" {
		return nil
	}
	return []string{fmt.Sprintf("last %s on %s: “%s” (%s, %s)", turnVerbs[t.To][0], dayWords(t.Before.Published, year), text.OneLine(t.Before.Sentence), t.Before.Source, t.Before.URL)}
}

func turned(e tracker.Event) []string {
	t, _ := Detail[Turned](e)
	return []string{t.To, t.Before.Published.String()}
}
