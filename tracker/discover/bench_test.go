package discover

import (
	"runtime"
	"testing"

	"onset/tracker"
)

// BenchmarkClose closes days of 300 articles and reports articles a second,
// analysed before, and the memory that the finder holds.
func BenchmarkClose(b *testing.B) {
	const perDay = 300
	w := newWorld(3, 100_000)
	day := sceneStart
	f := New(Options{})
	feed := func(n int) {
		as := make([]Article, 0, n)
		for range n {
			as = append(as, w.article(day).read())
		}
		b.StartTimer()
		f.Close(day, as)
		b.StopTimer()
		day++
	}
	b.StopTimer()
	for range windowDays + 4 {
		feed(perDay)
	}
	b.ResetTimer()
	b.StopTimer()
	total := 0
	for range b.N {
		feed(perDay)
		total += perDay
	}
	b.ReportMetric(float64(total)/b.Elapsed().Seconds(), "articles/s")
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MiB")
	b.ReportMetric(float64(tracker.Day(f.articles)), "articles")
}
