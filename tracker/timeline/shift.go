package timeline

import (
	"cmp"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/surge"
)

const (
	shiftDays = 7  // within which lines must be new or back, and within which shifts are one
	shiftMin  = 2  // lines that make a shift
	usedDays  = 56 // before the shift in which a line had to be in use to fall silent
	usedMin   = 3  // days on which it had to be, to be missed
)

// Shifted is the detail of shift: what became of the lines of a narrative.
type Shifted struct {
	Speaker   string `json:"speaker"`
	Name      string `json:"name"`
	New       []Line `json:"new"`
	Back      []Line `json:"back"`
	Continued []Line `json:"continued"`
	Silent    []Line `json:"silent"`
}

// Line is one talking point in a shift.
type Line struct {
	TalkingPoint string        `json:"talking_point"`
	Title        string        `json:"title"`
	From         tracker.Day   `json:"from"` // said, else published
	To           tracker.Day   `json:"to"`
	Clock        tracker.Clock `json:"clock"`
	LastSeen     tracker.Day   `json:"last_seen"` // back and silent: the last day before
	Mention      string        `json:"mention,omitempty"`

	day tracker.Day // on which it became known
}

// Shifts returns the shifts of one narrative that the closed day completes: a
// speaker or group for whom, within seven days, at least two talking points
// are new or back. What a shift within the seven days before told already is
// not told again. Of a person and a group, the group is named only when others
// of it add to the shift.
func Shifts(narrative string, ledgers []Ledger, day tracker.Day, uncovered surge.Uncovered, ctx Context) []tracker.Event {
	return shifts(narrative, newDays(ledgers, day, uncovered, ctx))
}

func shifts(narrative string, points []*closing) []tracker.Event {
	points = slices.SortedFunc(slices.Values(points), func(a, b *closing) int { return cmp.Compare(a.tp.ID, b.tp.ID) })
	found := map[string]Shifted{}
	for _, speaker := range speakersOf(points) {
		if s, ok := shiftOf(speaker, points); ok {
			found[speaker] = s
		}
	}
	var out []tracker.Event
	for speaker, s := range found {
		if !outshone(speaker, found, points[0].ctx) {
			out = append(out, shiftEvent(narrative, s, points))
		}
	}
	slices.SortFunc(out, byRank)
	return out
}

func speakersOf(points []*closing) []string {
	var out []string
	for _, d := range points {
		out = append(out, d.speakersToday()...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// shiftOf decides whether the day completes a shift of the speaker.
func shiftOf(speaker string, points []*closing) (Shifted, bool) {
	day := points[0].day
	s := Shifted{Speaker: speaker, Name: points[0].ctx.name(tracker.ClaimSpeaker{ID: speaker}), New: []Line{}, Back: []Line{}, Continued: []Line{}, Silent: []Line{}}
	var arrived []Line
	if !mayComplete(speaker, points) {
		return s, false
	}
	for _, d := range points {
		said := saidBy(d.all, speaker)
		if len(said) == 0 {
			continue
		}
		arrivals, isNew := d.arrivals(said, speaker)
		arrived = append(arrived, arrivals...)
		now := slices.IndexFunc(arrivals, func(l Line) bool { return l.day > day-shiftDays })
		last := said[len(said)-1]
		switch {
		case now >= 0 && isNew && now == 0:
			s.New = append(s.New, arrivals[now])
		case now >= 0:
			s.Back = append(s.Back, arrivals[now])
		case last.Day > day-shiftDays:
			s.Continued = append(s.Continued, Line{TalkingPoint: d.tp.ID, Title: d.tp.Title, From: last.Day, To: last.Day, Clock: tracker.ClockPublished, Mention: last.ID})
		case fellSilent(said, day):
			s.Silent = append(s.Silent, Line{TalkingPoint: d.tp.ID, Title: d.tp.Title, LastSeen: last.Day, Mention: last.ID})
		}
	}
	return s, completes(arrived, day)
}

// mayComplete rules out, by what is near alone, most days on which nothing
// completes: then nothing older has to be asked for.
func mayComplete(speaker string, points []*closing) bool {
	lately, today := 0, false
	for _, d := range points {
		said := saidBy(d.all, speaker)
		today = today || d.stirs(said, speaker, d.day)
		if d.stirs(said, speaker, d.day-shiftDays+1) {
			lately++
		}
	}
	return today && lately >= shiftMin
}

// stirs tells whether the speaker may have begun to use the line, or come back
// to it, on the day since or later.
func (d *closing) stirs(said []Appearance, speaker string, since tracker.Day) bool {
	return !d.past(said, speaker, every).Calm(since, d.uncovered) || !d.past(said, speaker, fresh).Calm(since, d.uncovered)
}

// completes tells whether the lines make a shift on the day, and made none in
// the seven days before it.
func completes(arrived []Line, day tracker.Day) bool {
	for d := day - shiftDays; d < day; d++ {
		if stands(arrived, d) {
			return false
		}
	}
	return stands(arrived, day)
}

func stands(arrived []Line, day tracker.Day) bool {
	points, today := map[string]bool{}, false
	for _, l := range arrived {
		if l.day > day-shiftDays && l.day <= day {
			points[l.TalkingPoint] = true
			today = today || l.day == day
		}
	}
	return today && len(points) >= shiftMin
}

// firstBy returns the first saying by a speaker, the earlier one where another is
// doubtful: what may have been said before is not called new.
func firstBy(speaker string, firsts []tracker.Event) (first tracker.Event, found bool) {
	for _, e := range firsts {
		if e.Kind == tracker.FirstSaid && e.Scope == (tracker.Scope{Kind: tracker.BySpeaker, ID: speaker}) && (!found || e.At.From < first.At.From) {
			first, found = e, true
		}
	}
	return first, found
}

// arrivals lists when the speaker began to use the line, if that was news
// then, and when it came back; isNew tells that the first of them is the
// beginning. Nothing is listed where all that is so long ago that it makes no
// shift today.
func (d *closing) arrivals(said []Appearance, speaker string) (out []Line, isNew bool) {
	if !d.stirs(said, speaker, d.day-2*shiftDays+1) {
		return nil, false
	}
	said = slices.Concat(d.older(speaker), said)
	slices.SortFunc(said, byAppearanceDay)
	first := said[0]
	l := Line{TalkingPoint: d.tp.ID, Title: d.tp.Title, From: first.Day, To: first.Day, Clock: tracker.ClockPublished, Mention: first.ID, day: first.Day}
	baseline := d.ctx.Since != nil && first.Day < d.ctx.Since(tracker.Scope{Kind: tracker.BySpeaker, ID: speaker})+baselineDays
	if e, found := firstBy(speaker, d.ledger.Firsts); found {
		l.From, l.To, l.Clock, l.Mention = e.At.From, e.At.To, e.At.Clock, e.Mention
		baseline = baseline || e.Baseline
	}
	notNew := slices.ContainsFunc(said, func(s Appearance) bool { return s.Day == first.Day && (s.Repeated || s.AllAlong) })
	if !baseline && !notNew && l.From > first.Day-shiftDays {
		out, isNew = append(out, l), true
	}
	for _, r := range surge.Returns(plain(fresh(said)), d.uncovered, d.ctx.Looked) {
		out = append(out, Line{
			TalkingPoint: d.tp.ID, Title: d.tp.Title, From: r.Day, To: r.Day, Clock: tracker.ClockPublished,
			LastSeen: r.LastSeen, Mention: r.Proof, day: r.Day,
		})
	}
	return out, isNew
}

// fellSilent holds for a line that was in use before and is missed now: the
// silence is longer than the week and than twice the usual gap.
func fellSilent(said []Appearance, day tracker.Day) bool {
	var days []tracker.Day
	for _, s := range said {
		if s.Day > day-shiftDays-usedDays && (len(days) == 0 || days[len(days)-1] != s.Day) {
			days = append(days, s.Day)
		}
	}
	if len(days) < usedMin {
		return false
	}
	last := days[len(days)-1]
	usual := int(last-days[0]) / (len(days) - 1)
	return int(day-last) > max(shiftDays, 2*usual)
}

// outshone tells whether another speaker tells this shift better: a group that
// shifted too, or, if that is the same shift, the narrower of both. What one
// of a group says that the group has long been saying is no second shift.
func outshone(speaker string, found map[string]Shifted, ctx Context) bool {
	mine := pointsOf(found[speaker])
	for other, s := range found {
		if other == speaker {
			continue
		}
		equal := slices.Equal(pointsOf(s), mine)
		wider := slices.Contains(ctx.circle(speaker), other)
		narrower := slices.Contains(ctx.circle(other), speaker)
		if wider && !equal || narrower && equal {
			return true
		}
	}
	return false
}

// pointsOf returns what is new or back, sorted.
func pointsOf(s Shifted) []string {
	var out []string
	for _, l := range slices.Concat(s.New, s.Back) {
		out = append(out, l.TalkingPoint)
	}
	slices.Sort(out)
	return out
}

// shiftEvent makes the event, proven by the line that became known last.
func shiftEvent(narrative string, s Shifted, points []*closing) tracker.Event {
	scope := tracker.Scope{Kind: tracker.BySpeaker, ID: s.Speaker}
	lines := slices.Concat(s.New, s.Back)
	last := slices.MaxFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(b.TalkingPoint, a.TalkingPoint))
	})
	at := tracker.Moment{From: lines[0].From, To: lines[0].To, Precision: tracker.ToDay, Clock: tracker.ClockSaid}
	for _, l := range lines {
		at.From, at.To = min(at.From, l.From), max(at.To, l.To)
		if l.Clock != tracker.ClockSaid {
			at.Clock = tracker.ClockPublished
		}
	}
	var e tracker.Event
	for _, d := range points {
		if d.tp.ID == last.TalkingPoint {
			e = d.proven(tracker.Shift, scope, d.proofOf(last, s.Speaker), s)
		}
	}
	e.At, e.TalkingPoint = at, ""
	e.ID = hash(narrative, string(tracker.Shift), s.Speaker, points[0].day.String())
	return e
}

// proofOf returns the witness of the day that shows the line: the one that
// dates it where that is of the day.
func (d *closing) proofOf(l Line, speaker string) string {
	if _, ok := d.today[l.Mention]; ok {
		return l.Mention
	}
	var best *sight
	for _, w := range d.today {
		if w.appears && slices.Contains(w.by, speaker) && (best == nil || byAppearance(&w, best) < 0) {
			best = &w
		}
	}
	if best == nil {
		return ""
	}
	return best.ID
}

func shiftWords(e tracker.Event, year int) string {
	s, _ := Detail[Shifted](e)
	var parts []string
	for _, g := range s.groups() {
		parts = append(parts, g.what+": "+strings.Join(lineWords(g.lines, year), ", "))
	}
	return s.Name + ": " + strings.Join(parts, "; ")
}

// ShiftLines says a shift in sentences, one for each that became of lines.
func ShiftLines(e tracker.Event, year int) []string {
	s, _ := Detail[Shifted](e)
	var out []string
	for i, g := range s.groups() {
		what := strings.ToUpper(g.what[:1]) + g.what[1:]
		if i == 0 {
			what += " for " + s.Name
		}
		out = append(out, what+": "+strings.Join(lineWords(g.lines, year), "; ")+".")
	}
	return out
}

// lineGroup is what became of some lines.
type lineGroup struct {
	what  string
	lines []Line
}

func (s Shifted) groups() []lineGroup {
	return slices.DeleteFunc([]lineGroup{{"new", s.New}, {"back", s.Back}, {"continued", s.Continued}, {"silent", s.Silent}},
		func(g lineGroup) bool { return len(g.lines) == 0 })
}

func lineWords(lines []Line, year int) []string {
	var out []string
	for _, l := range lines {
		name := cmp.Or(l.Title, l.TalkingPoint)
		switch {
		case l.From == 0 && l.LastSeen != 0:
			name += " (last " + dayWords(l.LastSeen, year) + ")"
		case l.Clock == tracker.ClockSaid:
			name += " (said " + Days(l.From, l.To, year) + ")"
		}
		out = append(out, name)
	}
	return out
}
