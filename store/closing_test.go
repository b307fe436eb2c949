package store

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"onset/tracker"
	"onset/tracker/archive"
	_ "onset/tracker/proptest"
	"onset/tracker/timeline"
)

// plainDay decides a closed day from everything that is valid.
func plainDay(t *tx, day tracker.Day) ([]tracker.Event, error) {
	scene, err := t.foldContext()
	if err != nil {
		return nil, err
	}
	cover, err := t.coverState()
	if err != nil {
		return nil, err
	}
	scene.Since = cover.begin
	looked, err := t.stretches()
	if err != nil {
		return nil, err
	}
	uncovered := looked.uncovered()
	scene.Looked = looked.days
	var ledgers []timeline.Ledger
	var out []tracker.Event
	known, err := t.points()
	for _, p := range known {
		ws, err := t.witnesses("WHERE m.point = ? AND m.superseded IS NULL", p.n)
		if err != nil {
			return nil, err
		}
		l := timeline.Ledger{Point: p.TalkingPoint, Past: timeline.Appearances(p.TalkingPoint, plain(ws), scene)}
		if l.Firsts, err = t.standingEvents(p.TalkingPoint); err != nil {
			return nil, err
		}
		near := func(d tracker.Day) bool { return d != 0 && d >= day-dayMargin && d <= day+dayMargin }
		for _, w := range ws {
			of := tracker.DayOf(w.Seen)
			if w.Published.Known() {
				of = w.Published.Day
			}
			if near(of) || w.Cause == tracker.Edit && near(tracker.DayOf(w.Changed)) {
				l.Today = append(l.Today, w.Witness)
			}
		}
		ledgers = append(ledgers, l)
		out = append(out, timeline.Daily(l, day, uncovered, scene)...)
	}
	return append(out, timeline.Shifts(guarantees, ledgers, day, uncovered, scene)...), err
}

// failer ends a test, or one of its random cases.
type failer interface {
	Fatal(...any)
	Fatalf(string, ...any)
}

// chronicle plays a year and more of two lines in two outlets: spells and
// silences, imports of what is older, edits, verdicts and outages.
type chronicle struct {
	t   failer
	s   *Store
	c   *clock
	r   *rand.Rand
	day tracker.Day
	n   int
	had map[string]tracker.Item // the last item of each feed, which it still lists
}

func (c *chronicle) check(err error) {
	if err != nil {
		c.t.Fatal(err)
	}
}

// text is one article of a day.
func (c *chronicle) text(n int, day tracker.Day) archive.ReadItem {
	it := article(outlets[n%2].ID, n, day.In(time.UTC).Add(time.Duration(c.r.IntN(20))*time.Hour))
	it.Language = []string{"en", "ru", "de"}[n%3]
	it.Origin = fmt.Sprint("o", n-c.r.IntN(3)*c.r.IntN(40))
	for _, p := range []string{worldWar, falseFlag} {
		if c.r.IntN(5) < 3 {
			said := tracker.Day(0)
			if c.r.IntN(3) == 0 {
				said = day - tracker.Day(c.r.IntN(12))
			}
			it = says(it, p, fmt.Sprintf("A line about %s, %d.", p, c.r.IntN(4)), []string{"", "lavrov", "kremlin"}[c.r.IntN(3)], said)
		}
	}
	if c.r.IntN(12) == 0 {
		it.Published = nil
	}
	return it
}

func (c *chronicle) publish() {
	c.day += tracker.Day([]int{1, 1, 1, 2, 3, 14, 16, 36, 75}[c.r.IntN(9)])
	c.c.t = c.day.In(time.UTC).Add(20 * time.Hour)
	lists := map[string][]archive.ReadItem{}
	for range 1 + c.r.IntN(4) {
		c.n++
		source := outlets[c.n%2].ID
		lists[source] = append(lists[source], c.text(c.n, c.day))
	}
	for _, o := range outlets {
		c.poll(o.ID, lists[o.ID]...)
	}
}

// poll has a feed list further items beside the last one, so that there is no
// gap between.
func (c *chronicle) poll(source string, items ...archive.ReadItem) {
	b := polled(source, c.c.t, items...)
	if had, listed := c.had[source]; listed && c.r.IntN(30) > 0 {
		b.Fetch.Items = append(b.Fetch.Items, had)
	}
	if len(items) > 0 {
		c.had[source] = items[len(items)-1].Item
	}
	_, err := c.s.Record(context.Background(), b)
	c.check(err)
}

func (c *chronicle) step() {
	ctx := context.Background()
	switch c.r.IntN(12) {
	case 0: // history arrives late
		c.n++
		_, err := c.s.Record(ctx, archive.Batch{Source: outlets[c.n%2].ID, Items: []archive.ReadItem{c.text(c.n, c.day-tracker.Day(c.r.IntN(200)))}, Import: "run", Retroactive: c.r.IntN(2) == 0})
		c.check(err)
	case 1: // an outlet edits
		if n := c.n - c.r.IntN(min(c.n+1, 20)); n > 0 {
			c.c.t = c.c.t.Add(time.Hour)
			c.poll(outlets[n%2].ID, c.text(n, c.day-tracker.Day(c.r.IntN(30))))
		}
	case 2:
		page, err := c.s.Mentions(ctx, archive.Filter{})
		c.check(err)
		if len(page.Mentions) == 0 {
			return
		}
		v := archive.Verdict{Mention: page.Mentions[c.r.IntN(len(page.Mentions))].ID, Who: "me"}
		v.Action = []string{archive.Reject, archive.Confirm, archive.Undo, archive.SetStance, archive.SetSpeaker}[c.r.IntN(5)]
		switch v.Action {
		case archive.SetStance:
			v.Value = json.RawMessage(`"denies"`)
		case archive.SetSpeaker:
			v.Value = json.RawMessage(`[{"id":"lavrov","text":"he"}]`)
		}
		_, err = c.s.Review(ctx, v, false)
		c.check(err)
	default:
		c.publish()
	}
}

// closeSome closes some days about today, in one go.
func (c *chronicle) closeSome() {
	var days []tracker.Day
	for d := c.day - tracker.Day(c.r.IntN(100)); d <= c.day+16; d += tracker.Day(1 + c.r.IntN(2)*c.r.IntN(40)) {
		days = append(days, d)
	}
	c.close(days)
}

// close closes days, compares what stands of them with what everything tells,
// and counts it by kind.
func (c *chronicle) close(days []tracker.Day) map[tracker.EventKind]int {
	found := map[tracker.EventKind]int{}
	_, err := c.s.CloseDays(context.Background(), archive.Closing{Days: days, Cause: "test"})
	c.check(err)
	c.check(c.s.change(context.Background(), "comparing", func(t *tx) error {
		for _, d := range days {
			want, err := plainDay(t, d)
			if err != nil {
				return err
			}
			got, err := t.events("WHERE closed = ? AND superseded IS NULL", int64(d))
			if err != nil {
				return err
			}
			for _, e := range got {
				found[e.Kind]++
			}
			if diff := timeline.Diff(got, want, c.c.t, ""); !diff.Empty() || len(got) != len(want) {
				c.t.Fatalf("%s stands with %s, should with %s", d, encode(got), encode(want))
			}
		}
		return nil
	}))
	return found
}

// newChronicle begins a history in a database of its own.
func newChronicle(t *testing.T, rt failer, seed uint64) *chronicle {
	s, clock := open(t)
	setRules(t, s)
	return &chronicle{t: rt, s: s, c: clock, r: rand.New(rand.NewPCG(seed, 1)), day: tracker.DayOf(start), had: map[string]tracker.Item{}}
}

// tell has an outlet carry both lines once more, each text of an origin of its own.
func (c *chronicle) tell(source string, hour int) {
	c.n++
	it := article(source, c.n, c.day.In(time.UTC).Add(time.Duration(hour)*time.Hour))
	it.Origin = fmt.Sprint("o", c.n)
	c.c.t = c.day.In(time.UTC).Add(time.Duration(hour+1) * time.Hour)
	c.poll(source, says(says(it, worldWar, "A line.", "lavrov", 0), falseFlag, "Another line.", "lavrov", 0))
}

// eventful plays what brings each kind of change that a closed day may hold: two
// lines that reach a second outlet, are silent for two months, come back together
// in a burst, and fade.
func (c *chronicle) eventful() {
	for _, source := range []string{"alpha", "beta", "alpha", "beta"} {
		c.tell(source, 9)
		c.day++
	}
	c.idle(60)
	for range 3 {
		for hour := range 6 {
			c.tell(outlets[hour%2].ID, 9+hour)
		}
		c.day++
	}
	c.idle(30)
}

// idle lets days pass on which the feeds are read and have nothing new.
func (c *chronicle) idle(days int) {
	for range days {
		c.c.t = c.day.In(time.UTC).Add(20 * time.Hour)
		for _, o := range outlets {
			c.poll(o.ID)
		}
		c.day++
	}
}

// closeAll closes every day since the first and counts what it found.
func (c *chronicle) closeAll() map[tracker.EventKind]int {
	var days []tracker.Day
	for d := tracker.DayOf(start); d <= c.day; d++ {
		days = append(days, d)
	}
	return c.close(days)
}

func TestAClosedDayHoldsEachKindOfChange(t *testing.T) {
	c := newChronicle(t, t, 1)
	c.eventful()
	found := c.closeAll()
	for _, k := range []tracker.EventKind{tracker.Resurgence, tracker.Surge, tracker.Spread, tracker.Faded, tracker.Shift} {
		if found[k] == 0 {
			t.Errorf("no %s among %v", k, found)
		}
	}
}

// Whatever arrived, in whatever order, a closed day holds what follows from
// everything that is valid.
func TestAClosedDayIsWhatEverythingTells(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := newChronicle(t, rt, rapid.Uint64().Draw(rt, "seed"))
		for range 3 {
			for range 10 {
				c.step()
			}
			c.closeSome()
		}
	})
}

// A comeback bears the days on which words were said, and stands once however
// often its day, or one of those, is closed.
func TestClosingAgainAddsNothing(t *testing.T) {
	s, c := open(t)
	setRules(t, s)
	last := tracker.DayOf(start)
	at := func(d tracker.Day) time.Time { return d.In(time.UTC).Add(9 * time.Hour) }
	var listed []archive.ReadItem
	for i, d := range []tracker.Day{last - 100, last - 99, last - 98, last} {
		c.t = at(d).Add(time.Hour)
		it := article("alpha", i, at(d))
		it.Origin = fmt.Sprint("o", i)
		listed = append(listed, says(it, worldWar, "A line.", "lavrov", d-2))
		record(t, s, polled("alpha", c.t, listed...))
	}
	days := []tracker.Day{last - 2, last - 1, last}
	var rows []int
	for range 3 {
		c.t = c.t.Add(time.Hour)
		if _, err := s.CloseDays(context.Background(), archive.Closing{Days: days, Cause: "test"}); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, count(t, s, "SELECT count(*) FROM event WHERE kind = 'resurgence'"))
	}
	if rows[0] == 0 || !slices.Equal(rows, []int{rows[0], rows[0], rows[0]}) {
		t.Errorf("rows of comebacks after each close: %v, want the same, and some", rows)
	}
}

// What arrives late is held against what was told of later days: a mention in the
// silence before a comeback, or verdicts on those before it.
func TestLateEvidenceClosesTheDaysOfComebacksAgain(t *testing.T) {
	ctx := context.Background()
	s, c := open(t)
	setRules(t, s)
	last := tracker.DayOf(start)
	at := func(d tracker.Day) time.Time { return d.In(time.UTC).Add(9 * time.Hour) }
	back := func() int {
		return count(t, s, "SELECT count(*) FROM event WHERE kind = 'resurgence' AND scope_kind = 'overall' AND superseded IS NULL")
	}
	closeFrom := func(since time.Time) {
		t.Helper()
		from, err := s.TouchedSince(ctx, since)
		if err != nil {
			t.Fatal(err)
		}
		mentioned, brought, err := s.DaysOf(ctx, []string{guarantees}, from[guarantees])
		if err != nil {
			t.Fatal(err)
		}
		uncovered, err := s.Uncovered(ctx)
		if err != nil {
			t.Fatal(err)
		}
		days := timeline.DaysToClose(from[guarantees], mentioned, brought, last, uncovered)
		if _, err := s.CloseDays(ctx, archive.Closing{Days: days, Cause: "test"}); err != nil {
			t.Fatal(err)
		}
	}
	var listed []archive.ReadItem
	tell := func(i int, d tracker.Day) {
		it := article("alpha", i, at(d))
		it.Origin = fmt.Sprint("o", i)
		listed = append(listed, says(it, worldWar, "A line.", "lavrov", d))
	}
	for i, d := range []tracker.Day{last - 140, last - 139, last - 138, last - 30} {
		c.t = at(d).Add(time.Hour)
		tell(i, d)
		record(t, s, polled("alpha", c.t, listed...))
	}
	c.t = at(last + 1)
	closeFrom(start.AddDate(-1, 0, 0))
	if back() != 1 {
		t.Fatalf("%d comebacks stand, want 1", back())
	}
	c.t = c.t.Add(time.Hour)
	since := c.t
	tell(9, last-53)
	record(t, s, polled("alpha", c.t, listed...))
	closeFrom(since)
	days := []string{}
	if err := s.look(ctx, "reading", func(t *tx) error {
		es, err := t.events("WHERE kind = 'resurgence' AND scope_kind = 'overall' AND superseded IS NULL")
		for _, e := range es {
			days = append(days, e.At.To.String())
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if want := []string{(last - 53).String()}; !slices.Equal(days, want) {
		t.Errorf("after a mention in the silence the line is back on %v, want %v", days, want)
	}
}
