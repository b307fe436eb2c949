package discover

import (
	"onset/tracker"
	"os"
	"testing"
)

func TestDbg(t *testing.T) {
	day, _ := tracker.ParseDay(os.Getenv("DAY"))
	if day == 0 {
		t.Skip()
	}
	st := stream(t, "2020", "2021", "2022")
	f := New(Options{})
	for d := tracker.Date(2020, 1, 1); d < day; d++ {
		if d < tracker.Date(2022, 1, 1) {
			f.Learn(d, st[d])
		} else {
			f.Close(d, st[d])
		}
	}
	docs := f.take(day, st[day])
	keys, _ := f.keysOf(docs)
	ev := f.weigh(keys, day)
	for i, g := range f.groups(ev) {
		l, _ := f.label(g)
		ti, sh := f.shares(g.seed)
		t.Logf("%d score %.2f raw %.2f coh %.2f prop %v title %.1f shows %.1f months %b known %v n%d keys %d %s | %s", i, g.score, g.seed.score, f.coherence(g.seed), f.proper(g.seed), ti, sh, g.seed.past.months, f.known(g, day), len(g.seed.at), len(g.keys), l, f.surface(g.seed.key, g.seed.at))
		if i > 25 {
			break
		}
	}
}
