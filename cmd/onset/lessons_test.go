package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"onset/tracker/archive"
)

// Lesson 2: every GUID rewritten, the order shuffled, addresses in another
// style: no new article, no event.
func TestRewrittenAndShuffledFeedsBringNothing(t *testing.T) {
	p := openPress(t, map[string]string{"herald": "/feed"})
	var items []notice
	for n := range 20 {
		items = append(items, notice{n: n, hours: float64(n), guid: "old-", noLink: n%4 == 3})
	}
	p.answer("/feed", rss(items...))
	if r := p.poll(0); r.New != 20 || r.Mentions == 0 {
		t.Fatalf("%d new, %d mentions", r.New, r.Mentions)
	}
	before := p.events()
	shuffle := rand.New(rand.NewPCG(1, 2))
	for round, style := range []string{"", "http://www.", "https://amp."} {
		for i := range items {
			items[i].guid, items[i].addressed = fmt.Sprintf("new-%d-", round), style
		}
		shuffle.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		p.answer("/feed", rss(items...))
		if r := p.poll(20 * time.Minute); r.New+r.Edited+r.Events != 0 || r.Failed != 0 {
			t.Errorf("round %d: %d new, %d edited, %d events", round, r.New, r.Edited, r.Events)
		}
	}
	if after := p.events(); after != before {
		t.Errorf("%d events, %d before", after, before)
	}
}

// The clock of the machine jumps ahead and back: no new article, no event, and
// polling goes on.
func TestAClockThatJumpsBringsNothing(t *testing.T) {
	p := openPress(t, map[string]string{"herald": "/feed"})
	items := []notice{{n: 1, hours: 5}, {n: 2, hours: 4}, {n: 3, hours: 3}}
	p.answer("/feed", rss(items...))
	p.poll(0)
	before := p.events()
	for _, jump := range []time.Duration{400 * 24 * time.Hour, -400*24*time.Hour + time.Hour, -48 * time.Hour, 48 * time.Hour} {
		if due, err := p.store.Feeds(t.Context(), p.clock.now.Add(jump)); err != nil || len(due) != 1 {
			t.Errorf("due after a jump of %v: %+v %v", jump, due, err)
		}
		items[0].guid += "x" // another body each time
		p.answer("/feed", rss(items...))
		if r := p.poll(jump); r.New+r.Edited != 0 || r.Failed != 0 {
			t.Errorf("after a jump of %v: %d new, %d edited, %d failed", jump, r.New, r.Edited, r.Failed)
		}
	}
	if after := p.events(); after != before {
		t.Errorf("%d events, %d before", after, before)
	}
	p.answer("/feed", rss(append(items, notice{n: 4, hours: 1})...))
	if r := p.poll(time.Hour); r.New != 1 {
		t.Errorf("%d new after the jumps", r.New)
	}
}

// Lesson 20: down for three days. Where two good fetches share no item there is
// a gap; what was published in it and comes later is marked late; where they do
// share one nothing was missed.
func TestThreeDaysDownIsAGap(t *testing.T) {
	run := func(n int, hours float64) (out []notice) {
		for i := range 10 {
			out = append(out, notice{n: n + i, hours: hours - float64(i)})
		}
		return out
	}
	for name, tt := range map[string]struct {
		after []notice
		gaps  int
	}{
		"nothing shared": {run(100, -62), 1},
		"one shared":     {append(run(100, -62), notice{n: 9, hours: 1}), 0},
	} {
		t.Run(name, func(t *testing.T) {
			p := openPress(t, map[string]string{"herald": "/feed"})
			p.answer("/feed", rss(run(0, 10)...))
			p.poll(0)
			p.answer("/feed", rss(tt.after...))
			p.poll(72 * time.Hour)
			var covered []archive.Covering
			p.run(func() error { return p.app.coverage(t.Context(), "") }, &covered)
			if len(covered) != 1 || len(covered[0].Gaps) != tt.gaps {
				t.Errorf("want %d gaps: %+v", tt.gaps, covered)
			}
			p.answer("/feed", rss(append(tt.after, notice{n: 500, hours: -30})...))
			p.poll(time.Hour)
			v, err := p.store.Article(t.Context(), "//herald.example/news/500")
			if err != nil || v.Late != (tt.gaps > 0) {
				t.Errorf("published while nobody looked: late %v %v", v.Late, err)
			}
		})
	}
}

// Lesson 5: a feed that answers well and brings nothing is told of by its own
// past.
func TestSilenceIsToldByItsOwnPast(t *testing.T) {
	p := openPress(t, map[string]string{"herald": "/feed"})
	var items []notice
	for day := range 6 {
		for i := range 12 {
			items = append(items, notice{n: day*12 + i, hours: float64(-24*day - i)})
		}
		p.answer("/feed", rss(items...))
		if day == 0 {
			p.poll(12 * time.Hour)
			continue
		}
		p.poll(24 * time.Hour)
	}
	p.poll(5*24*time.Hour + time.Hour)
	var health []struct{ Class, Message string }
	p.run(func() error { return p.app.feedHealth(t.Context()) }, &health)
	if len(health) != 1 || health[0].Class != "unchanged" || health[0].Message != "silent for 5 days; usually 12 a day" {
		t.Errorf("health: %+v", health)
	}
}

// A feed that is gone for good is told of as failed once, and as stopped from
// then on; it is not asked again.
func TestGoneFeedsAreStopped(t *testing.T) {
	p := openPress(t, map[string]string{"herald": "/feed", "gone": "/gone"})
	asked := 0
	p.answer("/feed", rss(notice{n: 1}))
	p.answer("/gone", func(w http.ResponseWriter, _ *http.Request) { asked++; w.WriteHeader(http.StatusGone) })
	if err := p.app.pollOnce(t.Context(), false); exitCode(err) != exitRejected {
		t.Errorf("the first round ends with %v", err)
	}
	var r struct{ Asked, Failed, Stopped int }
	p.run(func() error { return p.app.pollOnce(t.Context(), false) }, &r)
	if r.Asked != 1 || r.Failed != 0 || r.Stopped != 1 || asked != 1 {
		t.Errorf("the second round: %+v; asked %d times", r, asked)
	}
	var health []struct{ Source, State string }
	p.run(func() error { return p.app.feedHealth(t.Context()) }, &health)
	if health[0].State != "stopped" || health[1].State != "unchanged" {
		t.Errorf("health: %+v", health)
	}
}

// Each revision keeps the sum of the bytes it was read from, and when they came.
func TestRevisionsKeepTheirProof(t *testing.T) {
	n := openOutlet(t)
	n.page = roomPage
	n.poll(t, 0)
	body := fmt.Sprintf("<html><head><title>On the harbour</title></head><body><article><h1>On the harbour</h1>%s</article></body></html>", n.page)
	sum := sha256.Sum256([]byte(body))
	if got, want := n.sql(t, "SELECT sha256 || ' ' || fetched FROM revision"), fmt.Sprintf("%s %d", hex.EncodeToString(sum[:]), n.clock.now.UnixMilli()); got != want {
		t.Errorf("sum and time %s, want %s", got, want)
	}
}
