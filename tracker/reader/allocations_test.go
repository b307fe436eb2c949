package reader

import (
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"onset/tracker"
)

// BenchmarkAllocations fails when reading an article allocates a tenth more often than
// testdata/allocations says, by language: counts are the same on a busy machine. Where
// it became less, or more for a good reason, the number there is put right.
func BenchmarkAllocations(b *testing.B) {
	kept, err := os.ReadFile("testdata/allocations")
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(kept)) {
		lang, number, _ := strings.Cut(strings.TrimSpace(line), " ")
		most, err := strconv.ParseFloat(number, 64)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(lang, func(b *testing.B) {
			got := allocations(b, map[string]*prose{"en": &english, "ru": &russian}[lang])
			b.ReportMetric(got, "allocations/article")
			if got > 1.1*most {
				b.Errorf("reading an article in %s allocates %.0f times, more than a tenth over %.0f", lang, got, most)
			}
		})
	}
}

// allocations is how often reading an article allocates when its words were met before.
func allocations(b *testing.B, p *prose) float64 {
	reader, r := benchReader(b), rand.New(rand.NewPCG(1, 2))
	items := make([]tracker.Item, 100)
	for i := range items {
		items[i] = p.item(r)
	}
	return testing.AllocsPerRun(5, func() {
		for _, item := range items {
			out := reader.Read(tracker.Source{ID: "herald"}, item)
			out.Release()
		}
	}) / float64(len(items))
}
