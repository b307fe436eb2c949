package store

import (
	"context"
	"fmt"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// lines is an archive of which the last hundred days hold fifty mentions a day,
// and the three years before them as many as are asked for: a hundred talking
// points, sixty sources, thirty speakers. It is written past the recorder,
// which is measured elsewhere.
func lines(b *testing.B, older int) (*Store, tracker.Day) {
	s, c := open(b)
	last := tracker.DayOf(start)
	r := archive.Rules{Text: "rules", Hash: "v1"}
	for i := range 60 {
		r.Sources = append(r.Sources, tracker.Source{ID: fmt.Sprintf("s%d", i), Name: "S", Kind: tracker.Wire,
			Country: []string{"US", "PL", "RU", "UA", "DE"}[i%5], Zone: time.UTC, Languages: []string{"en"}})
	}
	for i := range 30 {
		r.Speakers = append(r.Speakers, tracker.Speaker{ID: fmt.Sprintf("v%d", i), Name: "V"})
	}
	r.Speakers = append(r.Speakers, tracker.Speaker{ID: "all", Name: "All", Members: []string{"v0", "v1", "v2", "v3"}})
	for i := range 100 {
		r.Points = append(r.Points, tracker.TalkingPoint{ID: fmt.Sprintf("p%02d", i), Narrative: fmt.Sprintf("n%d", i%10), Hash: "h", Match: map[string]string{"": "x"}})
	}
	ctx := context.Background()
	if _, err := s.SetRules(ctx, r); err != nil {
		b.Fatal(err)
	}
	err := s.change(ctx, "filling", func(t *tx) error {
		if err := t.exec("INSERT INTO cover (source, kind, since, until, run, recorded) VALUES (1, 'imported', ?, ?, 'x', 0)",
			millis((last - 1300).In(time.UTC)), millis(c.t.AddDate(0, 0, 1))); err != nil {
			return err
		}
		for _, era := range []struct{ n, from, days int }{{older, int(last) - 1195, 1095}, {5000, int(last) - 99, 100}} {
			if err := t.exec(`WITH RECURSIVE k(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i + 1 < ?1)
				INSERT INTO article (hash, source, rung, url, title, language, author, published_day, published_from, dates, seen, recorded, latest, text_hash, feed_hash, depth, origin, run, first_fetch)
				SELECT ?2 * 1000000 + i, 1 + (i * 7919 + i / 60) % 60, 'url', 'u' || ?2 || '-' || i, 't', iif(i % 4, 'en', 'ru'), '', ?2 + i * ?3 / ?1, '', '[]',
					(?2 + i * ?3 / ?1 - 719163) * 86400000, 0, 0, 0, 0, 'full', 'o' || ?2 || '-' || (i - i % 3), NULL, 0 FROM k`, era.n, era.from, era.days); err != nil {
				return err
			}
		}
		err := t.exec(`INSERT INTO mention (id, point, rule, article, revision, cause, part, start, stop, text, hits, speakers, form, stance, treatment, utterance, retroactive, needed, recorded)
			SELECT 'm' || a.id, 1 + (a.id * 131 + a.id / 100) % 100, 1, a.id, 0, 'first', 'text', 0, 1, 'A sentence that says it.', '[]',
				iif(a.id % 5, '[{"id":"v' || (a.id * a.id / 7 % 30) || '","text":"V"}]', '[]'), 'indirect', 'affirms', 'reports', '', 0, 0, 0 FROM article a`)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return s, last
}

// closing closes days anew, the last n, and returns the CPU seconds.
func closeLast(b *testing.B, s *Store, last tracker.Day, n int) float64 {
	var days []tracker.Day
	for d := last - tracker.Day(n) + 1; d <= last; d++ {
		days = append(days, d)
	}
	if _, err := file(b, s).writer.conn.ExecContext(context.Background(), "DELETE FROM event; DELETE FROM event_change"); err != nil {
		b.Fatal(err)
	}
	began := seconds(b)
	if _, err := s.CloseDays(context.Background(), archive.Closing{Days: days, Cause: "close"}); err != nil {
		b.Fatal(err)
	}
	return seconds(b) - began
}

// BenchmarkClose closes days of which 2,000 mentions are older than a hundred
// days, and of one of which 200,000 are, and tells what the large one costs as a ratio to the small one, and
// what a day of many costs as a ratio to one alone.
func BenchmarkClose(b *testing.B) {
	small, last := lines(b, 2_000)
	large, _ := lines(b, 200_000)
	for b.Loop() {
		var one, ten, sixty, few float64
		for i := range tracker.Day(10) {
			one += closeLast(b, large, last-i, 1)
			few += closeLast(b, small, last-i, 1)
		}
		ten, sixty = closeLast(b, large, last, 10), closeLast(b, large, last, 60)
		b.ReportMetric(one*100, "cpu-ms/day")
		b.ReportMetric(one/few, "large/small")
		b.ReportMetric(ten/one, "ten-at-once")
		b.ReportMetric(sixty/6/one, "sixty-at-once")
	}
}
