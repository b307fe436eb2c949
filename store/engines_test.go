package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"onset/newsroom"
	"onset/store/pgtest"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/furniture"
	"onset/tracker/query"
)

// Whatever happened: a server answers every question as a file does, to the byte.
func TestBothEnginesAnswerAlike(t *testing.T) {
	files, servers := ruled(t, false), ruled(t, true)
	histories := 1
	if pgtest.Chosen() {
		histories = 4
	}
	for seed := range histories {
		both := [2]*world{}
		history := rapid.Custom(func(rt *rapid.T) int {
			for i, name := range []string{files(), servers()} {
				w := &world{t: rt, c: &clock{t: start}, ctx: context.Background()}
				var err error
				w.s, err = Open(w.ctx, name, Options{Decisions: newsroom.Decisions{}, Now: w.c.now})
				w.check(err)
				t.Cleanup(func() { w.s.Close() })
				both[i] = w
			}
			both[1].follows = both[0]
			for n := range 12 {
				for _, w := range both {
					w.step()
				}
				for _, w := range both {
					w.settle(n)
				}
				if n%3 == 2 {
					alike(t, fmt.Sprintf("history %d, step %d", seed, n), both)
				}
			}
			return 0
		})
		history.Example(seed)
	}
}

// settle does what the steps of a history leave out.
func (w *world) settle(n int) {
	day := tracker.DayOf(w.c.t)
	link := fmt.Sprintf("https://alpha.example/%d", n%6)
	do := func(_ any, err error) { w.check(err) }
	switch n {
	case 1:
		do(w.s.CloseDays(w.ctx, archive.Closing{Days: []tracker.Day{day - 2, day - 1}, Cause: "close"}))
		do(w.s.AddNotes(w.ctx, []archive.Note{{About: "x", Who: "ann", Text: "A \"note\"\n\tin two lines \u0001"}, {About: "y", Text: "ля"}}))
	case 2:
		row := json.RawMessage(`{"id":"c1","label":"` + strings.Repeat("long ", 100) + `"}`)
		w.check(w.s.Discovered(w.ctx, "discovery", archive.Remembered{State: []byte{0, 1, 2}, Day: day, Articles: 7},
			[]archive.CandidateRow{{ID: "c1", Status: "emerging", Row: row}, {ID: "c2", Status: "candidate", Row: json.RawMessage(`{}`)}}, nil))
		w.check(w.s.Discovered(w.ctx, "discovery", archive.Remembered{}, []archive.CandidateRow{{ID: "c1", Status: "faded", Row: row}}, nil))
	case 3:
		do(w.s.Post(w.ctx, archive.Letter{Day: day, Channel: "desk", Body: `{"a":1}`}, archive.Letter{Day: day, Channel: "", Body: `{}`}))
		l, _, err := w.s.Claim(w.ctx, "desk", time.Hour, time.Time{})
		w.check(err)
		w.check(w.s.Sent(w.ctx, l, "nobody answers", w.c.t.Add(time.Hour)))
		do(w.s.Notify(w.ctx, archive.Notices{Letters: []archive.Letter{{Day: day, Channel: "desk", Event: "e1", Body: "{}"}}, Told: map[string]int64{"desk": 3}}))
		w.check(w.s.Hasten(w.ctx))
	case 4:
		w.check(w.s.SetFurniture(w.ctx, "alpha", []furniture.Line{{Text: "Read more", Pages: 4}, {Text: "Ещё", Pages: 2}}))
		w.check(w.s.SetFurniture(w.ctx, "alpha", []furniture.Line{{Text: "Read more", Pages: 3}}))
	case 5:
		w.check(w.s.KeepWalked(w.ctx, "alpha", "https://alpha.example/map", "a.xml", day-40))
		w.check(w.s.KeepWalked(w.ctx, "alpha", "https://alpha.example/map", "a.xml", day-30))
		w.check(w.s.KeepImported(w.ctx, []archive.ImportedFile{{Run: "run", Name: "history.jsonl", SHA256: "ab", Bytes: 12}}))
	case 6:
		do(w.s.Seal(w.ctx, day))
		w.check(w.s.KeepStamp(w.ctx, day, []byte("stamp")))
		w.check(w.s.KeepPackedRules(w.ctx, "this", []byte{1, 2, 0}))
		w.check(w.s.KeepHeld(w.ctx, []archive.Held{{Address: "https://alpha.example/a", Place: "kyiv", Until: w.c.t.Add(time.Hour)}, {Address: "https://alpha.example/b", Until: w.c.t.Add(2 * time.Hour)}}))
		w.check(w.s.KeepHeld(w.ctx, []archive.Held{{Address: "https://alpha.example/b", Until: w.c.t.Add(3 * time.Hour)}}))
		w.check(w.s.EndRematch(w.ctx, archive.Carried{Rules: map[string]string{"n/a": "1", "n/b": ""}, Scene: map[string]string{"speaker lavrov": "[]", "source alpha": ""}}))
		w.check(w.s.EndRematch(w.ctx, archive.Carried{Rules: map[string]string{"n/a": "2"}, Scene: map[string]string{"source alpha": "otherwise"}}))
	case 7:
		if v, err := w.s.Article(w.ctx, link); err == nil {
			w.check(w.s.Sighted(w.ctx, archive.Sighting{Article: v.ID, Place: "kyiv", At: w.c.t, Class: tracker.FetchOK, Status: 200, Differs: true, Title: "Other", Text: "Other text"}))
			do(w.s.Visited(w.ctx, archive.Visit{Article: v.ID, Next: w.c.t.Add(time.Hour), ETag: "e", At: w.c.t}))
		}
	case 8:
		do(w.s.Prune(w.ctx, w.c.t.AddDate(0, 0, 1), false))
	case 9:
		do(w.s.Retire(w.ctx, points[1:], false))
		w.check(w.s.EndWalk(w.ctx, "alpha", "https://alpha.example/map"))
	case 10:
		do(w.s.CloseDays(w.ctx, archive.Closing{Days: []tracker.Day{day - 1, day}, Cause: "close"}))
		do(w.s.Seal(w.ctx, day))
	case 11:
		w.check(w.s.TidyIndex(w.ctx, true))
		w.c.t = w.c.t.Truncate(time.Minute).Add(time.Minute) // how often it looks at the clock is its own business
	}
}

// alike compares what two worlds answer.
func alike(t *testing.T, when string, both [2]*world) {
	t.Helper()
	want, got := answers(both[0]), answers(both[1])
	if len(want) != len(got) {
		t.Fatalf("%s: a file answers %d questions, a server %d", when, len(want), len(got))
	}
	for i := range want {
		if want[i] != got[i] {
			at := 0
			for at < len(want[i]) && at < len(got[i]) && want[i][at] == got[i][at] {
				at++
			}
			at = max(0, at-80)
			t.Fatalf("%s: %.60s\n file   …%.400s\n server …%.400s", when, want[i], want[i][at:], got[i][at:])
		}
	}
}

// answers asks everything, and returns each question with its answer as JSON.
func answers(w *world) (out []string) {
	ctx, s := w.ctx, w.s
	at := w.c.t
	day := tracker.DayOf(at)
	say := func(question string, answer any, err error) {
		b, failed := json.Marshal(answer)
		if failed != nil {
			w.t.Fatal(question, failed)
		}
		out = append(out, fmt.Sprintf("%s: %s %v", question, b, err))
	}
	var ids []int64
	texts := func(of archive.Which) {
		var list []archive.Article
		err := s.Texts(ctx, of, func(a archive.Article) error {
			if !of.Published.IsZero() {
				ids = append(ids, a.Revision)
			}
			list = append(list, a)
			return nil
		})
		say(fmt.Sprintf("texts %+v", of), list, err)
	}
	for _, f := range filters(at) {
		name := encode(f)
		events, err := s.Timeline(ctx, f)
		say("timeline "+name, events, err)
		held, err := s.Events(ctx, f)
		say("events "+name, held, err)
		page, err := s.Mentions(ctx, f)
		say("mentions "+name, page, err)
		if f.AsOf.IsZero() && f.Limit == 0 && f.Source == "" {
			for _, e := range events {
				chain, err := s.Why(ctx, e.ID)
				say("why "+e.ID, chain, err)
				proof, err := s.Proof(ctx, []archive.Chain{chain})
				say("proof "+e.ID, proof, err)
			}
			for _, m := range page.Mentions {
				one, found, err := s.Mention(ctx, m.ID)
				say(fmt.Sprint("mention ", found), one, err)
			}
		}
	}
	texts(archive.Which{Published: start.AddDate(0, 0, -60)})
	texts(archive.Which{Revisions: ids})
	texts(archive.Which{Revisions: ids, ClaimsAlone: true})
	for d := day - 45; d <= day; d += 5 {
		texts(archive.Which{Day: d})
		texts(archive.Which{Day: d, Late: at.Add(-2 * time.Hour)})
	}
	for n := range 6 {
		for _, o := range outlets {
			v, err := s.Article(ctx, fmt.Sprintf("%s%d", strings.TrimSuffix(o.Feeds[0].URL, "feed"), n))
			say("article", v, err)
		}
	}
	for _, name := range []string{"articles", "mentions", "timeline", "coverage", "fact"} {
		var rows [][]any
		var columns []string
		order := map[string]string{"articles": "id", "mentions": "id", "timeline": "id", "coverage": "source, kind, since_at", "fact": "kind, n"}[name]
		err := s.SQL(ctx, "SELECT * FROM "+name+" ORDER BY "+order, time.Minute, func(c []string, v []any) error {
			columns = c
			rows = append(rows, append([]any{}, v...))
			return nil
		})
		say("view "+name, []any{columns, rows}, err)
	}
	for _, words := range []string{`words`, `"line about"`, `headlin*`, `=Plain OR lang:ru`, `source:beta AND article`, `zzz`} {
		e, err := query.Parse(words, nil)
		w.check(err)
		found, err := s.Search(ctx, archive.Search{Expr: e, Limit: 10})
		say("search "+words, found, err)
		candidates, err := s.Candidates(ctx, e.Plan(), points)
		say("candidates "+words, candidates, err)
		survey, err := s.Survey(ctx, archive.Search{Expr: e})
		say("survey "+words, survey, err)
		older, err := s.NewestBefore(ctx, e.Plan(), day, 5)
		say("before "+words, older, err)
	}
	window, err := s.Window(ctx, at.AddDate(0, 0, -1), at, true)
	say("window", window, err)
	window, err = s.Window(ctx, at.Add(-6*time.Hour), at.Add(-2*time.Hour), false)
	say("window then", window, err)
	out = append(out, counts(w, at, day)...)
	for i := range out { // errors name the database
		out[i] = strings.ReplaceAll(out[i], s.engine.name(), "that is asked")
	}
	return out
}

// filters ask for lists in many ways.
func filters(at time.Time) []archive.Filter {
	out := []archive.Filter{{}, {All: true}, {Source: "alpha"}, {Narrative: guarantees, TalkingPoint: worldWar}, {Speaker: "lavrov"}, {Speaker: "kremlin", All: true},
		{Stance: tracker.Denies}, {Form: tracker.Indirect}, {Language: "ru"}, {SourceKind: tracker.Wire}, {Verdict: "none"}, {Verdict: archive.Confirm},
		{Kinds: []tracker.EventKind{tracker.FirstSeen, tracker.Correction}, All: true}, {Scopes: []tracker.ScopeKind{tracker.Overall, tracker.BySource}},
		{Since: tracker.DayOf(at) - 30, Until: tracker.DayOf(at) - 3}, {Limit: 2}, {Limit: 2, Skip: 3}, {RecordedFrom: at.Add(-3 * time.Hour)}}
	for hours := range 4 {
		out = append(out, archive.Filter{AsOf: at.Add(-time.Duration(3*hours+1) * time.Hour), All: true})
	}
	return out
}

// counts asks for what is counted and kept.
func counts(w *world, at time.Time, day tracker.Day) (out []string) {
	ctx, s := w.ctx, w.s
	say := func(question string, answer any, err error) {
		out = append(out, fmt.Sprintf("%s: %s %v", question, encode(answer), err))
	}
	ask := func(question string, f func() (any, error)) {
		answer, err := f()
		say(question, answer, err)
	}
	ask("published", func() (any, error) { return s.Published(ctx, day-60, day) })
	ask("touched since", func() (any, error) { return s.TouchedSince(ctx, at.Add(-4*time.Hour)) })
	ask("judged since", func() (any, error) { return s.JudgedSince(ctx, at.Add(-4*time.Hour)) })
	ask("feeds", func() (any, error) { return s.Feeds(ctx, time.Time{}) })
	ask("due feeds", func() (any, error) { return s.Feeds(ctx, at.Add(time.Hour)) })
	ask("twins", func() (any, error) { return s.Twins(ctx) })
	ask("health", func() (any, error) { return s.Health(ctx) })
	ask("unread", func() (any, error) { return s.Unread(ctx, start, at) })
	ask("ids", func() (any, error) { return s.IDs(ctx) })
	ask("memory", func() (any, error) { return s.Memory(ctx, "discovery") })
	ask("emerging", func() (any, error) { return s.Emerging(ctx, time.Time{}) })
	ask("statuses", func() (any, error) { return s.Statuses(ctx, []string{"c1", "c2", "c3"}) })
	ask("first texts", func() (any, error) {
		var out []archive.Article
		err := s.FirstTexts(ctx, "alpha", 3, func(a archive.Article) error { out = append(out, a); return nil })
		return out, err
	})
	ask("furniture", func() (any, error) { return s.Furniture(ctx) })
	ask("closed", func() (any, error) { return s.Closed(ctx) })
	ask("looked through", func() (any, error) { return s.LookedThrough(ctx, day-20, day) })
	ask("course", func() (any, error) { return s.Course(ctx, guarantees, worldWar) })
	ask("course of days", func() (any, error) { return s.CourseOf(ctx, guarantees, worldWar, day-20, day-2) })
	ask("notes", func() (any, error) { return s.Notes(ctx, "") })
	ask("letters", func() (any, error) { return s.Letters(ctx, day-10, day+10, false) })
	ask("waiting", func() (any, error) { return s.Letters(ctx, day-10, day+10, true) })
	ask("last event", func() (any, error) { return s.LastEvent(ctx) })
	ask("mentioning", func() (any, error) { return s.Revisions(ctx, archive.Kept{Mentions: archive.Mentioning, Before: 2}) })
	ask("unmentioning", func() (any, error) { return s.Revisions(ctx, archive.Kept{Mentions: archive.Unmentioning, Before: 2}) })
	ask("of", func() (any, error) { return s.Revisions(ctx, archive.Kept{Sources: []string{"alpha"}}) })
	ask("pruned", func() (any, error) { return s.Pruned(ctx) })
	ask("packed rules", func() (any, error) { return s.PackedRules(ctx, "v1", "this") })
	ask("verdicts", func() (any, error) { return s.Verdicts(ctx) })
	ask("judged", func() (any, error) { return s.Judged(ctx) })
	ask("verification", func() (any, error) { return s.Verify(ctx) })
	ask("last record", func() (any, error) { return s.LastRecorded(ctx) })
	ask("walked", func() (any, error) { return s.Walked(ctx, "alpha", "https://alpha.example/map", day-35) })
	ask("depths", func() (any, error) { return s.Depths(ctx) })
	ask("rechecks", func() (any, error) { return s.DueRechecks(ctx, at.AddDate(0, 0, 2), 10, 3) })
	ask("held", func() (any, error) { return s.Held(ctx) })
	ask("carried", func() (any, error) { return s.Carried(ctx) })
	ask("rematch", func() (any, error) { return s.RematchMark(ctx) })
	ask("newest texts", func() (any, error) { return s.NewestTexts(ctx, day) })
	ask("young", func() (any, error) { return s.Young(ctx) })
	ask("without digest", func() (any, error) { return s.DaysWithoutDigest(ctx, day, time.UTC) })
	ask("coverage", func() (any, error) {
		list, err := s.Coverage(ctx, "")
		if err != nil {
			return nil, err
		}
		return s.CountIntervals(ctx, list)
	})
	ask("days of", func() (any, error) {
		mentioned, closed, err := s.DaysOf(ctx, []string{guarantees}, day-60)
		return []any{mentioned, closed}, err
	})
	ask("events after", func() (any, error) {
		events, last, err := s.EventsAfter(ctx, 2)
		return []any{events, last}, err
	})
	ask("size", func() (any, error) {
		z, err := s.Size(ctx)
		z.Bytes = 0
		return z, err
	})
	ask("space", func() (any, error) {
		z, err := s.Space(ctx)
		return []any{z.Articles, z.Answers, z.AnswerBytes}, err
	})
	ask("days", func() (any, error) {
		oldest, newest, err := s.Days(ctx)
		return []any{oldest, newest}, err
	})
	return out
}

// Whoever may only read can ask, and nothing that he asks writes.
func TestARoleThatReads(t *testing.T) {
	s, _, address := onServer(t)
	setRules(t, s)
	record(t, s, polled("alpha", start, quoted("alpha", 1, start)))
	pgtest.SQL(t, address, `DO $$ BEGIN CREATE ROLE reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
		GRANT USAGE ON SCHEMA public TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader`)
	r, err := Open(t.Context(), strings.Replace(address, "user=onset", "user=reader", 1), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if page, err := r.Mentions(t.Context(), archive.Filter{}); err != nil || len(page.Mentions) != 1 {
		t.Errorf("%d mentions: %v", len(page.Mentions), err)
	}
	ask := func(s *Store, query string) (rows int, err error) {
		err = s.SQL(t.Context(), query, time.Minute, func([]string, []any) error { rows++; return nil })
		return rows, err
	}
	for _, one := range []*Store{s, r} {
		if n, err := ask(one, "SELECT g FROM generate_series(1, 1234) g -- many\n;"); err != nil || n != 1234 {
			t.Errorf("%d rows: %v", n, err)
		}
		if n, err := ask(one, "explain SELECT * FROM articles"); err != nil || n == 0 {
			t.Errorf("%d steps: %v", n, err)
		}
		for _, query := range []string{
			"DELETE FROM event", "COMMIT", "SELECT 1; DELETE FROM event", "WITH d AS (DELETE FROM event RETURNING n) SELECT * FROM d",
			"COPY event TO PROGRAM 'cat'", "SET default_transaction_read_only = off", "SELECT nextval('event_n_seq')",
			"EXPLAIN ANALYZE DELETE FROM event", "CREATE TABLE x (y int)",
		} {
			if _, err := ask(one, query); err == nil {
				t.Errorf("%s was not refused", query)
			}
		}
	}
	if n := count(t, s, "SELECT count(*) FROM event"); n == 0 {
		t.Error("the events are gone")
	}
	if err := s.SQL(t.Context(), "SELECT pg_sleep(60)", 100*time.Millisecond, func([]string, []any) error { return nil }); err == nil || !strings.Contains(err.Error(), "was stopped") {
		t.Errorf("a query without end: %v", err)
	}
}
