package store

import (
	"context"
	"fmt"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

const sentence = "It would mean a third world war, he said."

var today = tracker.DayOf(start)

// quoted is an article in which Lavrov says the line about a world war.
func quoted(source string, n int, published time.Time) archive.ReadItem {
	return says(article(source, n, published), worldWar, sentence, "lavrov", tracker.DayOf(published))
}

func TestRecordingTwiceAddsNothing(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	b := polled("alpha", start, article("alpha", 1, start.Add(-20*24*time.Hour)), quoted("alpha", 2, start.Add(-time.Hour)))
	r := record(t, s, b)
	if r.New != 2 || r.Mentions != 1 || len(r.Events) != 7 {
		t.Fatalf("first time: %+v", r)
	}
	c := r.Events[0].Coverage
	if c == nil || c.Articles != 2 || c.Sources != 1 || c.From != today-20 {
		t.Errorf("coverage of the first event: %+v", c)
	}
	again := record(t, s, b)
	if again.New+again.Edited+again.Mentions+len(again.Events) != 0 || again.Same != 2 {
		t.Errorf("second time: %+v", again)
	}
	imported := archive.Batch{Source: "alpha", Items: b.Items, Import: "file"}
	if r := record(t, s, imported); r.New+r.Edited+r.Mentions+len(r.Events) != 0 {
		t.Errorf("the same as an import: %+v", r)
	}
}

func TestFresh(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	stored := article("alpha", 1, start)
	stored.Depth, stored.Text = tracker.Excerpt, "Only the beginning."
	record(t, s, polled("alpha", start, stored))
	with := func(f func(*tracker.Item)) tracker.Item { it := stored.Item; f(&it); return it }
	for name, c := range map[string]struct {
		item tracker.Item
		want archive.State
	}{
		"the same":        {stored.Item, archive.Same},
		"another space":   {with(func(it *tracker.Item) { it.Text = " Only  the\n\nbeginning. " }), archive.Same},
		"another word":    {with(func(it *tracker.Item) { it.Text = "Only the end." }), archive.Edited},
		"another title":   {with(func(it *tracker.Item) { it.Title = "Other" }), archive.Edited},
		"the whole text":  {with(func(it *tracker.Item) { it.Text += " And the rest."; it.Depth = tracker.FullText }), archive.Fuller},
		"another article": {article("alpha", 2, start).Item, archive.New},
		"another source":  {with(func(it *tracker.Item) { it.Key = "https://beta.example/1" }), archive.New},
	} {
		known, err := s.Fresh(context.Background(), "alpha", []tracker.Item{c.item})
		if err != nil {
			t.Fatal(err)
		}
		if known[0].State != c.want {
			t.Errorf("%s: %s, want %s", name, known[0].State, c.want)
		}
		if (c.want == archive.Edited || c.want == archive.Fuller) && (known[0].Previous == nil || known[0].Previous.Text != "Only the beginning.") {
			t.Errorf("%s: previous revision %+v", name, known[0].Previous)
		}
	}
}

// A feed that carries an excerpt of what was taken from the page is the same
// until the excerpt changes.
func TestFeedBesidesPage(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ctx := context.Background()
	excerpt := article("alpha", 1, start).Item
	excerpt.Text, excerpt.Depth = "In short.", tracker.Excerpt
	known, err := s.Fresh(ctx, "alpha", []tracker.Item{excerpt})
	if err != nil {
		t.Fatal(err)
	}
	page := article("alpha", 1, start)
	page.Mark = known[0].Mark
	record(t, s, archive.Batch{Source: "alpha", Items: []archive.ReadItem{page}})
	for text, want := range map[string]archive.State{"In short.": archive.Same, "In short: no.": archive.Edited} {
		excerpt.Text = text
		if known, err = s.Fresh(ctx, "alpha", []tracker.Item{excerpt}); err != nil || known[0].State != want {
			t.Errorf("%q: %v %v, want %s", text, known, err, want)
		}
	}
	short := archive.ReadItem{Item: excerpt, Reader: 1}
	if r := record(t, s, archive.Batch{Source: "alpha", Items: []archive.ReadItem{short}}); r.Edited+r.Fuller != 0 {
		t.Errorf("an excerpt replaced the whole text: %+v", r)
	}
	if v, err := s.Article(ctx, page.URL); err != nil || len(v.Revisions) != 1 || v.Revisions[0].Text != page.Text {
		t.Errorf("article: %+v %v", v, err)
	}
}

func TestEditIsARevisionAndAnEvent(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ctx := context.Background()
	record(t, s, polled("alpha", start, quoted("alpha", 1, start)))
	without := article("alpha", 1, start)
	without.Seen = start.Add(time.Hour)
	r := record(t, s, polled("alpha", start.Add(time.Hour), without))
	if r.Edited != 1 || len(r.Events) != 1 || r.Events[0].Kind != tracker.EditedOut {
		t.Fatalf("taken out: %+v", r)
	}
	back := quoted("alpha", 1, start)
	back.Seen = start.Add(2 * time.Hour)
	r = record(t, s, polled("alpha", start.Add(2*time.Hour), back))
	if r.Edited != 1 || r.Mentions != 1 {
		t.Fatalf("brought in: %+v", r)
	}
	v, err := s.Article(ctx, back.URL)
	if err != nil || len(v.Revisions) != 3 || v.Revisions[1].Cause != tracker.Edit || !v.Seen.Equal(start.Add(time.Minute)) {
		t.Errorf("article: %+v %v", v, err)
	}
	if len(v.Mentions) != 1 || v.Mentions[0].Removed {
		t.Errorf("mentions: %+v", v.Mentions)
	}
}

func TestGUIDsRewritten(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	withURL, without := article("alpha", 1, start), article("alpha", 2, start)
	without.URL, without.Key, without.GUID, without.Rung = "", "guid-1", "guid-1", tracker.ByGUID
	record(t, s, polled("alpha", start, withURL, without))
	withURL.GUID, without.GUID, without.Key = "new-1", "guid-2", "guid-2"
	known, err := s.Fresh(context.Background(), "alpha", []tracker.Item{withURL.Item, without.Item})
	if err != nil || known[0].State != archive.Same || known[1].State != archive.Same {
		t.Errorf("forecast: %+v %v", known, err)
	}
	if r := record(t, s, polled("alpha", start.Add(time.Hour), withURL, without)); r.New+r.Edited != 0 {
		t.Errorf("recorded: %+v", r)
	}
}

func TestAliasesFindAnArticle(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	it := article("alpha", 1, start)
	it.Aliases = []string{"https://alpha.example/amp/1"}
	record(t, s, polled("alpha", start, it))
	it.Key, it.Aliases = "https://alpha.example/amp/1", nil
	if r := record(t, s, polled("alpha", start, it)); r.New != 0 {
		t.Errorf("%+v", r)
	}
}

func TestPublishedDates(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ctx := context.Background()
	future := article("alpha", 1, start)
	future.Published = []tracker.DateClaim{{From: "rss:pubDate", Raw: "in 2099", Stamp: tracker.At(start.AddDate(73, 0, 0), time.UTC)}}
	nobody := article("alpha", 2, start)
	nobody.Published = nil
	dayOnly := article("alpha", 3, start)
	dayOnly.Published = []tracker.DateClaim{{From: "import", Raw: "today", Stamp: tracker.Stamp{Day: today}}}
	record(t, s, polled("alpha", start.Add(time.Hour), future, nobody, dayOnly))
	v, err := s.Article(ctx, future.URL)
	if err != nil || !v.Published.Time.Equal(future.Seen) || v.Dates[0].Raw != "in 2099" || v.Dates[0].Flag != tracker.FlagFuture {
		t.Errorf("future: %+v %v", v, err)
	}
	if v, err = s.Article(ctx, nobody.URL); err != nil || v.Published.Known() {
		t.Errorf("nobody says: %+v %v", v.Published, err)
	}
	if v, err = s.Article(ctx, dayOnly.URL); err != nil || v.Published != (tracker.Stamp{Day: today}) {
		t.Errorf("a day: %+v %v", v.Published, err)
	}
	// An edit brings a date where nobody had said one.
	dated := article("alpha", 2, start)
	dated.Text += " More."
	record(t, s, polled("alpha", start.Add(2*time.Hour), dated))
	if v, err = s.Article(ctx, nobody.URL); err != nil || !v.Published.Time.Equal(start) {
		t.Errorf("dated later: %+v %v", v.Published, err)
	}
}

func TestManyArticlesOfOneMinute(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ids := map[int64]bool{}
	for b := range 4 {
		var items []archive.ReadItem
		for i := range 700 {
			it := article("alpha", b*700+i, start)
			it.Text = "Short."
			items = append(items, it)
			next := article("beta", b*700+i, start.Add(time.Minute))
			next.Text = "Short."
			items = append(items, next)
		}
		if r := record(t, s, archive.Batch{Source: "alpha", Items: items, Import: "x"}); r.New != 1400 {
			t.Fatalf("batch %d: %+v", b, r.New)
		}
	}
	if n := count(t, s, "SELECT count(DISTINCT id) FROM revision"); n != 5600 {
		t.Errorf("%d revisions: %d", n, len(ids))
	}
}

func TestCoverage(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ctx := context.Background()
	poll := func(hours int, first, last int) archive.Recorded {
		at := start.Add(time.Duration(hours) * time.Hour)
		var items []archive.ReadItem
		for n := first; n <= last; n++ {
			items = append(items, article("alpha", n, start.Add(time.Duration(n)*time.Hour)))
		}
		return record(t, s, polled("alpha", at, items...))
	}
	poll(0, -5, 0)
	if r := poll(2, -3, 2); r.Gap != nil {
		t.Errorf("a gap though items are shared: %+v", r.Gap)
	}
	unchanged := polled("alpha", start.Add(3*time.Hour))
	unchanged.Fetch.Class = tracker.FetchUnchanged
	record(t, s, unchanged)
	r := poll(72, 60, 70)
	if r.Gap == nil || !r.Gap.From.Equal(start.Add(3*time.Hour)) || !r.Gap.To.Equal(start.Add(60*time.Hour)) {
		t.Fatalf("three days without a look: %+v", r.Gap)
	}
	late := article("alpha", 30, start.Add(30*time.Hour))
	record(t, s, polled("alpha", start.Add(73*time.Hour), article("alpha", 70, start.Add(70*time.Hour)), late))
	if v, err := s.Article(ctx, late.URL); err != nil || !v.Late {
		t.Errorf("published in the gap: %+v %v", v.Late, err)
	}
	got, err := s.Coverage(ctx, "alpha")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, i := range got {
		lines = append(lines, fmt.Sprint(i.Kind, " ", i.Since.Sub(start).Hours(), " ", i.Until.Sub(start).Hours()))
	}
	want := []string{"observed -5 3", "gap 3 60", "observed 60 73"}
	if fmt.Sprint(lines) != fmt.Sprint(want) {
		t.Errorf("coverage %q, want %q", lines, want)
	}
	if n := count(t, s, "SELECT count(*) FROM coverage"); n != 3 {
		t.Errorf("the view has %d rows", n)
	}
}

func TestPinnedItemsSayNothingOfTheHorizon(t *testing.T) {
	var items []tracker.Item
	for n := range 10 {
		items = append(items, article("alpha", n, start.Add(-time.Duration(n)*time.Hour)).Item)
	}
	pinned := append(items, article("alpha", 99, start.AddDate(-9, 0, 0)).Item)
	if got := horizon(pinned, start); !got.Equal(start.Add(-9 * time.Hour)) {
		t.Errorf("with a pinned item: %v", got)
	}
	var slow []tracker.Item
	for n := range 10 {
		slow = append(slow, article("alpha", n, start.AddDate(0, -2*n, 0)).Item)
	}
	if got := horizon(slow, start); !got.Equal(start.AddDate(0, -18, 0)) {
		t.Errorf("a slow feed: %v", got)
	}
}

func TestImportedHistoryMovesFirsts(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	record(t, s, polled("alpha", start, quoted("alpha", 1, start.Add(-time.Hour)), article("alpha", 0, start.AddDate(0, 0, -3))))
	standing, err := s.Timeline(context.Background(), archive.Filter{Kinds: []tracker.EventKind{tracker.FirstSeen}})
	if err != nil || len(standing) != 3 || !standing[0].Baseline {
		t.Fatalf("three days of coverage: %+v %v", standing, err)
	}
	// Older articles without the line: now it is known to be new.
	var old []archive.ReadItem
	for n := range 5 {
		old = append(old, article("alpha", 100+n, start.AddDate(0, 0, -100+n)))
	}
	record(t, s, archive.Batch{Source: "alpha", Items: old, Import: "old.jsonl"})
	if standing, err = s.Timeline(context.Background(), archive.Filter{Kinds: []tracker.EventKind{tracker.FirstSeen}}); err != nil || standing[0].Baseline {
		t.Errorf("after an import: %+v %v", standing, err)
	}
	// An older article with it corrects the date.
	r := record(t, s, archive.Batch{Source: "beta", Items: []archive.ReadItem{quoted("beta", 1, start.AddDate(0, 0, -50))}, Import: "old.jsonl"})
	kinds := map[tracker.EventKind]int{}
	for _, e := range r.Events {
		kinds[e.Kind]++
	}
	if kinds[tracker.Correction] == 0 || kinds[tracker.FirstSaid] == 0 {
		t.Errorf("events: %v", kinds)
	}
}

func TestWithdrawn(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	r := record(t, s, polled("alpha", start, quoted("alpha", 1, start)))
	for i, want := range []int{1, 0} {
		events, err := s.withdraw(context.Background(), r.Articles[0], start.Add(72*time.Hour))
		if err != nil || len(events) != want {
			t.Errorf("time %d: %+v %v", i, events, err)
		}
	}
}
