package discover

import (
	"math/rand/v2"
	"testing"

	"onset/tracker"
	"onset/tracker/rulefile"
	"onset/tracker/text"
)

// TestShuffled measures false alarms: with the sentences of a year dealt out
// to its articles at random, nothing is a talking point.
func TestShuffled(t *testing.T) {
	st := stream(t, &rulefile.File{}, "2020", "2021", "2022")
	r := rand.New(rand.NewPCG(5, 6))
	var titles, bodies []*text.Text
	var n int
	for d := tracker.Date(2020, 1, 1); d <= tracker.Date(2022, 12, 31); d++ {
		for _, a := range st[d] {
			titles, bodies = append(titles, a.Title), append(bodies, a.Body)
		}
	}
	r.Shuffle(len(titles), func(i, j int) { titles[i], titles[j] = titles[j], titles[i] })
	r.Shuffle(len(bodies), func(i, j int) { bodies[i], bodies[j] = bodies[j], bodies[i] })
	f := New(Options{})
	shown, articles, emerged := 0, 0, map[string]bool{}
	for d := tracker.Date(2020, 1, 1); d <= tracker.Date(2022, 12, 31); d++ {
		as := st[d]
		for i := range as {
			as[i].Title, as[i].Body, as[i].Claims = titles[n], bodies[n], nil
			n++
		}
		if d < tracker.Date(2022, 1, 1) {
			f.Learn(d, as)
			continue
		}
		articles += len(as)
		res := f.Close(d, as)
		for _, c := range append(res.New, res.Updated...) {
			if c.Status == Emerging || c.Status == Established {
				emerged[c.ID] = true
			}
		}
		shown += len(res.New)
	}
	t.Logf("%d articles: %d candidates, %.2f per 1,000; %d emerged, %.2f per 1,000", articles, shown, 1000*float64(shown)/float64(articles), len(emerged), 1000*float64(len(emerged))/float64(articles))
}
