package newsroom

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"
	"pgregory.net/rapid"

	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// A closing that was interrupted goes on where it stopped, but for days that
// something speaks of since.
func TestAnInterruptedClosingGoesOn(t *testing.T) {
	ctx, last := t.Context(), tracker.Date(2026, 6, 30)
	now := last.In(time.UTC).AddDate(0, 0, 1)
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "onset.db"), store.Options{Decisions: Decisions{}, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d, err := NewDesk("rules", []byte(heraldRules))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Put(ctx, s); err != nil {
		t.Fatal(err)
	}
	in := NewIntake(ctx, d, s, zerolog.Nop())
	in.Client = nil
	left := func() []tracker.Day {
		t.Helper()
		closed, err := s.Closed(ctx)
		if err != nil {
			t.Fatal(err)
		}
		days, err := in.daysToClose(ctx, closed, last)
		if err != nil {
			t.Fatal(err)
		}
		return days
	}
	note := func(c archive.Closed) {
		t.Helper()
		if _, err := s.CloseDays(ctx, archive.Closing{Note: c, Cause: "test"}); err != nil {
			t.Fatal(err)
		}
	}
	note(archive.Closed{Day: tracker.Date(2026, 2, 1), At: now.AddDate(0, -4, 0)})
	note(archive.Closed{UpTo: tracker.Date(2026, 5, 31), Began: now})
	if days := left(); len(days) != 30 || days[0] != tracker.Date(2026, 6, 1) {
		t.Fatalf("%d days are left", len(days))
	}
	now = now.Add(time.Hour)
	published := tracker.Date(2026, 2, 21)
	item := tracker.Item{Key: "k", Rung: tracker.ByGUID, Title: "News", Text: "Mayor Stone said that the harbour will be shut for good.", Depth: tracker.FullText,
		Published: []tracker.DateClaim{{From: "test", Stamp: tracker.Stamp{Day: published}}}, Seen: now}
	if got, err := in.take(ctx, d.Source("herald"), []tracker.Item{item}, passage{}); err != nil || got.Mentions != 1 {
		t.Fatalf("%d mentions: %v", got.Mentions, err)
	}
	if days := left(); len(days) <= 30 || days[0] != published {
		t.Errorf("with an article of 21 February %d days are left: %v", len(days), days[:1])
	}
	now = now.Add(time.Minute)
	if _, err := in.CloseCounts(ctx, last, now); err != nil {
		t.Fatal(err)
	}
	if closed, err := s.Closed(ctx); err != nil || closed != (archive.Closed{Day: last, At: now}) || len(left()) != 0 {
		t.Errorf("after it ended %v are left: %+v %v", left(), closed, err)
	}
}

// townRules has outlets of several countries and languages.
const townRules = `sources:
  - {id: a, name: A, country: GB, languages: [en]}
  - {id: b, name: B, country: GB, languages: [en]}
  - {id: c, name: C, country: IE, languages: [en]}
  - {id: d, name: D, country: DE, languages: [de]}
  - {id: e, name: E, country: FR, languages: [fr], timezone: America/Los_Angeles}
speakers:
  - {id: stone, name: Mayor Stone, aliases: [Stone]}
narratives:
  - id: port
    talking_points:
      - {id: shut, match: harbour AND shut}
      - {id: dear, match: bread AND dear}
`

// In whatever order articles come, are edited and judged, and however often days were
// closed in between: closing leaves on each day what closing all of them once brings.
func TestClosingFollowsWhatComesLate(t *testing.T) {
	draw(t, "20", func(rt *rapid.T) {
		end := time.Date(2026, 6, 30, 12, 0, 0, 0, time.UTC)
		open := func() *house { return openHouse(rt, chosen(t), end, townRules) }
		h := open()
		defer h.store.Close()
		var came []arrived
		var busy []int
		for range 3 {
			busy = append(busy, rapid.IntRange(40, 200).Draw(rt, "busy"))
		}
		for range rapid.IntRange(2, 5).Draw(rt, "batches") {
			h.now = h.now.Add(time.Hour)
			a := lateBatch(rt, h.now, end, busy, len(came))
			came = append(came, a)
			h.take(a, nil)
			if ms := h.mentions(); len(ms) > 0 && rapid.Bool().Draw(rt, "judge") {
				h.judge(archive.Verdict{Mention: ms[rapid.IntRange(0, len(ms)-1).Draw(rt, "mention")].ID, Who: "me", Action: archive.Reject})
			}
			if rapid.Bool().Draw(rt, "close") {
				h.close()
			}
		}
		once := open()
		defer once.store.Close()
		for _, a := range came {
			once.take(a, nil)
		}
		once.now = h.now
		verdicts, err := h.store.Verdicts(t.Context())
		h.check(err)
		_, err = once.store.AddVerdicts(t.Context(), verdicts)
		h.check(err)
		if diff := cmp.Diff(once.stands(), h.stands()); diff != "" {
			rt.Fatalf("closed once (-) and again and again (+):\n%s", diff)
		}
	})
}

// lateBatch draws articles of days long over, many of them around busy ones; some are
// edits of articles that came before.
func lateBatch(t *rapid.T, at, end time.Time, busy []int, number int) arrived {
	a := arrived{at: at, pages: map[string][]page{}}
	one := func(what string, of ...string) string { return rapid.SampledFrom(of).Draw(t, what) }
	for i := range rapid.IntRange(1, 12).Draw(t, "articles") {
		p := page{source: one("source", "a", "b", "c", "d", "e"), n: 20*number + i, depth: tracker.FullText, method: "feed"}
		if number > 0 && rapid.IntRange(0, 4).Draw(t, "edited") == 0 {
			p.n = rapid.IntRange(0, 20*number-1).Draw(t, "n")
		}
		ago := rapid.SampledFrom(busy).Draw(t, "around") - rapid.IntRange(0, 2).Draw(t, "by")
		if rapid.IntRange(0, 2).Draw(t, "alone") == 0 {
			ago = rapid.IntRange(1, 200).Draw(t, "ago")
		}
		p.date = end.AddDate(0, 0, -ago).Format(one("date", time.RFC3339, "2006-01-02 15:04", "2006-01-02"))
		p.text = one("says", "Mayor Stone said that the harbour will be shut.", "Now the harbour is shut.", "Stone said that bread is dear.", "Bread is cheap.") +
			fmt.Sprintf("\n\nFrom issue %d of %s.", p.n, p.source)
		a.pages[p.source] = append(a.pages[p.source], p)
	}
	return a
}

// What leaves the rules file takes along what rests on it, closed days included: a
// narrative its events, a source what it was said to be. Each correction names its
// cause, and the preview is the outcome.
func TestWhatLeavesTheFileTakesItsEventsAlong(t *testing.T) {
	const head = "sources:\n  - {id: a, name: A, country: GB, languages: [en]}\n  - {id: b, name: B, country: IE, languages: [en]}\n"
	const outlet = "  - {id: c, name: C, country: DE, languages: [en]}\n"
	const port = "narratives:\n  - id: port\n    talking_points:\n      - {id: shut, match: harbour AND shut}\n"
	const bread = "  - id: bread\n    talking_points:\n      - {id: dear, match: bread AND dear}\n"
	for _, c := range []struct{ what, rules, narrative, cause string }{
		{"a narrative", head + outlet + port, "bread", timeline.CauseRule},
		{"a source", head + port + bread, "port", timeline.CauseSource},
	} {
		t.Run(c.what, func(t *testing.T) {
			now := time.Date(2026, 6, 30, 12, 0, 0, 0, time.UTC)
			s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "onset.db"), store.Options{Decisions: Decisions{}, Now: func() time.Time { now = now.Add(time.Second); return now }})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			use := func(rules string) *Desk {
				d, err := NewDesk("rules", []byte(rules))
				if err == nil {
					err = d.Put(t.Context(), s)
				}
				if err != nil {
					t.Fatal(err)
				}
				return d
			}
			in := NewIntake(t.Context(), use(head+outlet+port+bread), s, zerolog.Nop())
			in.Client = nil
			for i, source := range []string{"a", "b", "c"} {
				var items []tracker.Item
				for j, text := range []string{"The mayor is away", "The harbour will be shut", "They say that bread is dear"} {
					at := tracker.Date(2026, 4, 1) + tracker.Day(40*min(j, 1)+i)
					items = append(items, tracker.Item{Key: fmt.Sprint(j), Rung: tracker.ByGUID, Title: fmt.Sprint("Report ", j, " of ", source),
						Text: fmt.Sprintf("%s, as number %d of %s was told on the square by %s.", text, j, source, source), Depth: tracker.FullText, Seen: now,
						Published: []tracker.DateClaim{{From: "test", Stamp: tracker.Stamp{Day: at}}}})
				}
				if _, err := in.take(t.Context(), in.Desk.Source(source), items, passage{}); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := in.CloseAll(t.Context(), now); err != nil {
				t.Fatal(err)
			}
			spreads := func() int {
				t.Helper()
				events, err := s.Timeline(t.Context(), archive.Filter{Kinds: []tracker.EventKind{tracker.Spread}})
				if err != nil {
					t.Fatal(err)
				}
				n := 0
				for _, e := range events {
					if e.Narrative == c.narrative {
						n++
					}
				}
				return n
			}
			before := spreads()
			in.Desk = use(c.rules)
			preview, err := in.Rematch(t.Context(), true, Silent{})
			if err != nil {
				t.Fatal(err)
			}
			outcome, err := in.Rematch(t.Context(), false, Silent{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(moves(outcome), moves(preview)); diff != "" {
				t.Errorf("the outcome (-) and its preview (+) differ:\n%s", diff)
			}
			if after := spreads(); before == 0 || after >= before || len(outcome.Corrections) == 0 {
				t.Errorf("%d of %d wider spreads stand, corrections %v", after, before, outcome.Corrections)
			}
			for _, moved := range outcome.Corrections {
				if !strings.HasSuffix(moved, "("+c.cause+")") {
					t.Errorf("%s; want the cause %s", moved, c.cause)
				}
			}
		})
	}
}
