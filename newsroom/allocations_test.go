package newsroom

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/store"
	"onset/tracker"
)

// BenchmarkAllocations fails when an imported article allocates a tenth more often than
// testdata/allocations says, from its text to its rows, with the days that close: counts
// are the same on a busy machine. Where it became less, or more for a good reason, the
// number there is put right.
func BenchmarkAllocations(b *testing.B) {
	kept, err := os.ReadFile("testdata/allocations")
	if err != nil {
		b.Fatal(err)
	}
	most, err := strconv.ParseFloat(strings.TrimSpace(string(kept)), 64)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		got := importAllocations(b)
		b.ReportMetric(got, "allocations/article")
		if got > 1.1*most {
			b.Fatalf("importing an article allocates %.0f times, more than a tenth over %.0f", got, most)
		}
	}
}

// importAllocations imports a month of made-up news and returns how often that
// allocates an article.
func importAllocations(b *testing.B) float64 {
	const articles = 600
	ctx, now := context.Background(), time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC)
	s, err := store.Open(ctx, filepath.Join(b.TempDir(), "onset.db"), store.Options{Now: func() time.Time { return now }, Decisions: Decisions{}})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	d, err := OpenDesk("testdata/firsts/rules.yaml")
	if err == nil {
		err = d.Put(ctx, s)
	}
	if err != nil {
		b.Fatal(err)
	}
	im := NewImporter(NewIntake(ctx, d, s, zerolog.Nop()), "made", false, nil)
	r := rand.New(rand.NewPCG(1, 2))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := range articles {
		day := tracker.Date(2026, 1, 1) + tracker.Day(30*i/articles)
		item := tracker.Item{URL: fmt.Sprintf("https://outlet.example/%d", i), Title: madeSentence(r), Text: madeText(r), Language: "en",
			Seen: now, Published: []tracker.DateClaim{{Stamp: tracker.Stamp{Day: day}}}}
		if err := im.Take(ctx, d.Source(fmt.Sprintf("outlet%d", i%10)), item); err != nil {
			b.Fatal(err)
		}
	}
	if err := im.Finish(ctx); err != nil {
		b.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / articles
}

var madeWords = strings.Fields(`treaty harbour budget convoy winter engine paper border school river grain letter market signal winter valley copper
	bridge garden engine council captain minister border railway factory weather festival museum harvest island airport library station village`)

func madeSentence(r *rand.Rand) string {
	word := func() string { return madeWords[r.IntN(len(madeWords))] }
	switch r.IntN(4) {
	case 0:
		return fmt.Sprintf("Minister Anna %c%s said on Monday that the %s would close the %s.", 'A'+rune(r.IntN(26)), word(), word(), word())
	case 1:
		return fmt.Sprintf("“The %s is a threat to the %s,” the council told reporters.", word(), word())
	}
	return fmt.Sprintf("The %s of the %s near the %s kept its %s through the %s.", word(), word(), word(), word(), word())
}

func madeText(r *rand.Rand) string {
	var b strings.Builder
	for i := range 12 {
		b.WriteString(madeSentence(r))
		b.WriteString([]string{" ", " ", "\n\n"}[i%3])
	}
	return b.String()
}
