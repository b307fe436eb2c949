package store

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onset/newsroom"
	"onset/store/pgtest"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// Whatever is written, in whatever order: what the pages hold in memory and what
// triggers count is what a program that has just been started finds in the file.
func TestWhatPagesHoldIsWhatIsStored(t *testing.T) {
	next := ruled(t, pgtest.Chosen())
	rapid.Check(t, func(rt *rapid.T) {
		path := next()
		w := &world{t: rt, c: &clock{t: start}, ctx: context.Background()}
		var err error
		w.s, err = Open(w.ctx, path, Options{Decisions: newsroom.Decisions{}, Now: w.c.now})
		w.check(err)
		defer w.s.Close()
		acc := &growing{}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			w.step()
			if w.pick("look", 2) == 0 {
				w.look(acc)
			}
		}
		w.look(acc)
		w.total("revisions", "SELECT count(*) FROM revision")
		w.total("mentions", "SELECT count(*) FROM mention WHERE superseded IS NULL")
		w.total("events", "SELECT count(*) FROM event WHERE superseded IS NULL")
		fresh, err := Open(w.ctx, path, Options{Decisions: newsroom.Decisions{}, Now: w.c.now, ReadOnly: true})
		w.check(err)
		defer fresh.Close()
		held, err := w.s.Coverage(w.ctx, "")
		w.check(err)
		found, err := fresh.Coverage(w.ctx, "")
		w.check(err)
		w.same("coverage", found, held)
	})
}

// total compares a count that triggers keep with the rows.
func (w *world) total(name, query string) {
	var kept, counted int
	w.check(w.s.look(w.ctx, "counting in", func(t *tx) error {
		if _, err := t.get("SELECT n FROM total WHERE name = ?", []any{name}, &kept); err != nil {
			return err
		}
		_, err := t.get(query, nil, &counted)
		return err
	}))
	if kept != counted {
		w.t.Errorf("%d %s are counted, there are %d", kept, name, counted)
	}
}

func (w *world) same(what string, want, got any) {
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(timeline.Debunk{})); diff != "" {
		w.t.Errorf("%s differs:\n%.1200s", what, diff)
	}
}

// growing is the account of a talking point as it is brought up to date.
type growing struct {
	course archive.Course
	sum    *timeline.Account
}

// look compares what is asked often with what is read at once.
func (w *world) look(acc *growing) {
	f := w.filter()
	stored, err := w.s.Timeline(w.ctx, f)
	w.check(err)
	held, err := w.s.Events(w.ctx, f)
	w.check(err)
	got := []tracker.Event{}
	for _, e := range held {
		got = append(got, *e)
	}
	w.same(fmt.Sprintf("timeline %+v", f), stored, got)
	w.lists(f)

	course, err := w.s.Course(w.ctx, guarantees, worldWar)
	w.check(err)
	if acc.sum == nil || course.Altered != acc.course.Altered {
		acc.course, acc.sum = archive.Course{}, timeline.NewAccount(points[0], timeline.Context{})
	}
	w.check(w.s.MentionsSince(w.ctx, guarantees, worldWar, acc.course.Last, acc.sum.Add))
	acc.course = course
	all, err := w.s.Mentions(w.ctx, archive.Filter{Narrative: guarantees, TalkingPoint: worldWar})
	w.check(err)
	whole := timeline.NewAccount(points[0], timeline.Context{})
	whole.Add(all.Mentions)
	w.same("account", whole.Totals(), acc.sum.Totals())
}

func (w *world) filter() archive.Filter {
	f := archive.Filter{All: w.pick("all", 3) == 0}
	set := func(name string, do func()) {
		if w.pick(name, 3) == 0 {
			do()
		}
	}
	set("point", func() { f.Narrative, f.TalkingPoint = guarantees, []string{worldWar, falseFlag}[w.pick("p", 2)] })
	set("source", func() { f.Source = outlets[w.pick("s", 2)].ID })
	set("speaker", func() { f.Speaker = []string{"lavrov", "kremlin"}[w.pick("who", 2)] })
	set("scopes", func() { f.Scopes = []tracker.ScopeKind{tracker.Overall, tracker.BySource} })
	set("kinds", func() { f.Kinds = []tracker.EventKind{tracker.FirstSeen, tracker.Correction} })
	set("since", func() { f.Since = today - tracker.Day(w.pick("from", 60)) })
	set("until", func() { f.Until = today - tracker.Day(w.pick("to", 60)) })
	set("as-of", func() { f.AsOf = w.c.t.Add(-time.Duration(w.pick("ago", 12)) * time.Hour) })
	return f
}

// lists compares a list of mentions, whole, in pages and from the middle, with
// what picks it out of all of them.
func (w *world) lists(f archive.Filter) {
	if w.pick("stance", 3) == 0 {
		f.Stance = tracker.Denies
	}
	if w.pick("verdict", 3) == 0 {
		f.Verdict = []string{timeline.Confirmed, timeline.Rejected, "none"}[w.pick("is", 3)]
	}
	if w.pick("language", 3) == 0 {
		f.Language = "ru"
	}
	all, err := w.s.Mentions(w.ctx, archive.Filter{All: f.All, AsOf: f.AsOf})
	w.check(err)
	want := slices.DeleteFunc(all.Mentions, func(m tracker.Witness) bool {
		day := m.Published.Day
		if day == 0 {
			day = tracker.DayOf(m.Seen)
		}
		return f.TalkingPoint != "" && m.TalkingPoint != f.TalkingPoint || f.Source != "" && m.Source != f.Source ||
			f.Language != "" && m.Language != f.Language || f.Since != 0 && day < f.Since || f.Until != 0 && day > f.Until || !f.Passes(m)
	})
	whole, err := w.s.Mentions(w.ctx, f)
	w.check(err)
	w.same(fmt.Sprintf("mentions %+v", f), want, whole.Mentions)
	paged := []tracker.Witness{}
	for p := f; ; {
		p.Limit = 2
		page, err := w.s.Mentions(w.ctx, p)
		w.check(err)
		paged = append(paged, page.Mentions...)
		if p.After = page.Next; p.After == 0 {
			break
		}
		if len(page.Mentions) != 2 || len(paged) > len(want) {
			w.t.Fatalf("a page of %d, with more to come", len(page.Mentions))
		}
	}
	w.same("mentions in pages", want, paged)
	f.Skip, f.Limit = w.pick("skip", 4), 3
	part, err := w.s.Mentions(w.ctx, f)
	w.check(err)
	from := min(f.Skip, len(want))
	w.same("mentions from the middle", want[from:min(from+3, len(want))], part.Mentions)
}

// Each way in which what is known of a mention may alter is told, so that nobody
// goes on with what was.
func TestCourseTellsWhatAltered(t *testing.T) {
	s, c := open(t)
	setRules(t, s)
	ctx := context.Background()
	undated := says(article("alpha", 1, time.Time{}), worldWar, "They would risk it.", "lavrov", 0)
	undated.Seen = start
	record(t, s, polled("alpha", start, undated))
	page, err := s.Mentions(ctx, archive.Filter{})
	if err != nil || len(page.Mentions) != 1 {
		t.Fatal(page, err)
	}
	m := page.Mentions[0]
	verdict := func(action string) func() error {
		return func() error {
			_, err := s.Review(ctx, archive.Verdict{Mention: m.ID, Action: action, Who: "me"}, false)
			return err
		}
	}
	again := func(change func(*archive.ReadItem)) func() error {
		return func() error {
			it := says(article("alpha", 1, time.Time{}), worldWar, "They would risk it.", "lavrov", 0)
			change(&it)
			_, err := s.Record(ctx, polled("alpha", c.t, it))
			return err
		}
	}
	day := today - 3
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"confirmed", verdict(archive.Confirm)},
		{"taken back", verdict(archive.Undo)},
		{"another title, and a date", again(func(it *archive.ReadItem) {
			it.Title = "Another headline"
			it.Published = []tracker.DateClaim{{From: "rss:pubDate", Stamp: tracker.At(day.In(time.UTC).Add(time.Hour), time.UTC)}}
		})},
		{"edited out", again(func(it *archive.ReadItem) {
			it.Text, it.Reading = "Nothing more is said here.", tracker.Reading{Language: "en"}
		})},
		{"withdrawn", func() error { _, err := s.withdraw(ctx, m.Article, c.t); return err }},
	} {
		c.t = c.t.Add(time.Hour)
		before, err := s.Course(ctx, guarantees, worldWar)
		if err == nil {
			err = step.do()
		}
		after, err2 := s.Course(ctx, guarantees, worldWar)
		if err != nil || err2 != nil || after.Altered == before.Altered {
			t.Errorf("%s: %+v, then %+v (%v, %v)", step.name, before, after, err, err2)
		}
	}
	for _, f := range []archive.Filter{{Since: day, Until: day}, {Since: day + 1}} {
		page, err := s.Mentions(ctx, f)
		if err != nil || (len(page.Mentions) == 1) != (f.Until == day) {
			t.Errorf("of %v to %v: %d mentions, but its article was dated to %v (%v)", f.Since, f.Until, len(page.Mentions), day, err)
		}
	}
}

// A source that goes on being observed, and one with a gap, are told as they are
// now.
func TestCoverageIsOfNow(t *testing.T) {
	s, c := open(t)
	setRules(t, s)
	ends := func() (out []string) {
		list, err := s.Coverage(context.Background(), "alpha")
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range list {
			out = append(out, v.Kind+" "+v.Until.Format(time.DateTime))
		}
		return out
	}
	record(t, s, polled("alpha", start, article("alpha", 1, start.Add(-time.Hour))))
	first := ends()
	c.t = start.Add(10 * time.Hour)
	record(t, s, polled("alpha", c.t, article("alpha", 1, start.Add(-time.Hour))))
	later := ends()
	c.t = start.Add(20 * time.Hour)
	record(t, s, polled("alpha", c.t, article("alpha", 2, c.t.Add(-time.Hour))))
	gap := ends()
	at := func(h time.Duration) string { return start.Add(h * time.Hour).UTC().Format(time.DateTime) }
	want := [][]string{{"observed " + at(0)}, {"observed " + at(10)}, {"observed " + at(10), "gap " + at(19), "observed " + at(20)}}
	if diff := cmp.Diff(want, [][]string{first, later, gap}); diff != "" {
		t.Error(diff)
	}
}

// What is read with a held context is of one moment, whatever is written then.
func TestHeldMoment(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	record(t, s, polled("alpha", start, quoted("alpha", 1, start.Add(-time.Hour))))
	held, release, err := s.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	size := func(ctx context.Context) (articles, mentions, events int) {
		z, err := s.Size(ctx)
		if err != nil {
			t.Fatal(err)
		}
		es, err := s.Events(ctx, archive.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		page, err := s.Mentions(ctx, archive.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		return z.Articles, len(page.Mentions), len(es)
	}
	articles, mentions, events := size(held)
	record(t, s, polled("beta", start.Add(time.Hour), quoted("beta", 2, start)))
	if a, m, e := size(context.Background()); a != articles+1 || m != mentions+1 || e <= events {
		t.Fatalf("after writing: %d articles, %d mentions, %d events", a, m, e)
	}
	if a, m, e := size(held); a != articles || m != mentions || e != events {
		t.Errorf("the moment has moved: %d articles, %d mentions, %d events", a, m, e)
	}
	release()
	if stats := file(t, s).readers.Stats(); stats.InUse != 0 {
		t.Errorf("%d connections are not given back", stats.InUse)
	}
}

// What an event was before it was written again is not altered under whoever
// holds it.
func TestEventsAreNeverAltered(t *testing.T) {
	s, c := open(t)
	setRules(t, s)
	ctx := context.Background()
	record(t, s, polled("alpha", start, quoted("alpha", 1, start.Add(-48*time.Hour)), quoted("alpha", 2, start)))
	before, err := s.Events(ctx, archive.Filter{})
	if err != nil || len(before) == 0 {
		t.Fatal(len(before), err)
	}
	var copies []tracker.Event
	for _, e := range before {
		copies = append(copies, *e)
	}
	c.t = c.t.Add(time.Hour)
	if _, err := s.Review(ctx, archive.Verdict{Mention: before[0].Mention, Action: archive.Reject, Who: "me"}, false); err != nil {
		t.Fatal(err)
	}
	after, err := s.Events(ctx, archive.Filter{})
	if err != nil || slices.Equal(before, after) {
		t.Fatal("a verdict is not seen at once", err)
	}
	for i, e := range before {
		if diff := cmp.Diff(copies[i], *e); diff != "" {
			t.Error(diff)
		}
	}
}

func TestZoneIsThatOfTheRules(t *testing.T) {
	s, _ := open(t)
	zone := func() string {
		z, err := s.Zone(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return z.String()
	}
	if zone() != "UTC" {
		t.Error("before there are rules:", zone())
	}
	warsaw, err := time.LoadLocation("Europe/Warsaw")
	if err != nil {
		t.Skip("this machine has no zones: ", err)
	}
	if _, err := s.SetRules(context.Background(), archive.Rules{Text: "x", Hash: "h", Zone: warsaw}); err != nil {
		t.Fatal(err)
	}
	if zone() != "Europe/Warsaw" {
		t.Error(zone())
	}
}
