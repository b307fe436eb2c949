package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/furniture"
)

func TestPruneLeavesTombstonesAndEvidence(t *testing.T) {
	s, c := open(t)
	setRules(t, s)
	ctx := context.Background()
	evidence, plain := quoted("alpha", 1, start), article("alpha", 2, start)
	record(t, s, polled("alpha", start, evidence, plain))
	c.t = c.t.AddDate(0, 1, 0)
	preview, err := s.Prune(ctx, c.t, true)
	if err != nil || preview.Articles != 1 || preview.Bytes == 0 {
		t.Fatalf("preview: %+v %v", preview, err)
	}
	for i, want := range []int{1, 0} {
		if got, err := s.Prune(ctx, c.t, false); err != nil || got.Articles != want {
			t.Errorf("time %d: %+v %v", i, got, err)
		}
	}
	if v, err := s.Article(ctx, plain.URL); err != nil || v.Pruned.IsZero() || v.Revisions[0].Text != "" || v.Title == "" {
		t.Errorf("the plain one: %+v %v", v, err)
	}
	if v, err := s.Article(ctx, evidence.URL); err != nil || v.Revisions[0].Text != evidence.Text {
		t.Errorf("the evidence: %+v %v", v, err)
	}
	if r := record(t, s, polled("alpha", c.t, evidence, plain)); r.New+r.Edited != 0 {
		t.Errorf("pruned articles came back: %+v", r)
	}
}

func TestTheIndexIsBuiltAnewBesidesTheOldOne(t *testing.T) {
	s, _ := open(t)
	file(t, s)
	setRules(t, s)
	ctx := context.Background()
	var items []archive.ReadItem
	for n := range 1200 {
		items = append(items, article("alpha", n, start.Add(-time.Duration(n)*time.Minute)))
	}
	record(t, s, archive.Batch{Source: "alpha", Items: items, Import: "x"})
	found := func(word string) int { return count(t, s, "SELECT count(*) FROM ft WHERE ft MATCH ?", "en:"+word) }
	if found("headlin") != 1200 || found("the") != 0 {
		t.Fatalf("%d texts have the word, %d the one that is left out", found("headlin"), found("the"))
	}
	begun, err := s.beginTidy(ctx, true)
	if err != nil || !begun {
		t.Fatal(begun, err)
	}
	step := func(tx *tx) error { _, err := tx.tidyStep(); return err }
	if err := s.change(ctx, "testing", step); err != nil {
		t.Fatal(err)
	}
	// Recorded while the new index is half built: once before its watermark,
	// once after, and once an edit.
	edited := items[1100]
	edited.Text += " Zebra."
	old, newer := article("alpha", 5000, start.AddDate(-1, 0, 0)), article("alpha", 5001, start)
	old.Text, newer.Text = old.Text+" Zebra.", newer.Text+" Zebra."
	record(t, s, polled("alpha", start, old, newer, edited))
	if err := s.TidyIndex(ctx, false); err != nil {
		t.Fatal(err)
	}
	if got := found("zebra"); got != 3 {
		t.Errorf("%d of 3 texts recorded meanwhile are found", got)
	}
	if got := count(t, s, "SELECT count(*) FROM ft WHERE ft MATCH 'en:headlin' AND docid IN (SELECT latest FROM article)"); got != 1202 {
		t.Errorf("%d of 1202 articles are found", got)
	}
	if got := count(t, s, "SELECT count(*) FROM meta WHERE key IN ('stale', 'rebuilt')"); got != 0 {
		t.Error("the rebuild left its marks")
	}
}

func TestBackup(t *testing.T) {
	s, _ := open(t)
	file(t, s)
	setRules(t, s)
	ctx := context.Background()
	record(t, s, polled("alpha", start, quoted("alpha", 1, start)))
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(ctx, to); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, to); err == nil || !strings.Contains(err.Error(), "exists") {
		t.Errorf("over an existing file: %v", err)
	}
	copied, err := Open(ctx, to, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	if z, err := copied.Size(ctx); err != nil || z.Articles != 1 || z.Mentions != 1 {
		t.Errorf("the copy holds %+v %v", z, err)
	}
}

func TestQuestionsMayOnlyRead(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	record(t, s, polled("alpha", start, quoted("alpha", 1, start)))
	limit := time.Duration(0) // none
	ask := func(q string) (rows []string, err error) {
		err = s.SQL(context.Background(), q, limit, func(_ []string, values []any) error {
			rows = append(rows, fmt.Sprint(values...))
			return nil
		})
		return rows, err
	}
	for q, want := range map[string]string{
		"SELECT source, title, published_at, seen_at FROM articles":                                        "alphaHeadline number 12026-02-04T12:00:00Z2026-02-04T12:01:00Z",
		"SELECT talking_point, speakers, said_from FROM mentions":                                          "world-warlavrov2026-02-04",
		"SELECT count(*) FROM timeline WHERE kind = 'first_seen'":                                          "3",
		"SELECT source, kind, since_at, until_at FROM coverage":                                            "alphaobserved2026-02-04T12:00:00Z2026-02-04T12:00:00Z",
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT sum(i) FROM n": "6",
	} {
		if rows, err := ask(q); err != nil || len(rows) != 1 || strings.ReplaceAll(rows[0], " ", "") != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%s: %q %v, want %q", q, rows, err, want)
		}
	}
	for _, q := range []string{
		"DELETE FROM article", "UPDATE article SET seen = 0", "CREATE TABLE x (y)", "ATTACH '/tmp/other.db' AS other",
		"WITH a AS (SELECT 1) DELETE FROM article", "SELECT 1; DELETE FROM article", "REPLACE INTO meta (key, value) VALUES ('a', 'b')",
		"VACUUM INTO '/tmp/other.db'", "BEGIN EXCLUSIVE", "CREATE TEMP TABLE x (y)", "PRAGMA journal_mode = DELETE", "PRAGMA query_only = 0", "SELECT load_extension('x')", "DROP VIEW articles",
	} {
		if _, err := ask(q); err == nil {
			t.Errorf("%s was allowed", q)
		}
	}
	limit = 200 * time.Millisecond
	_, err := ask("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
	if err == nil || !strings.Contains(err.Error(), "longer than") {
		t.Errorf("a question without end: %v", err)
	}
}

// Readers in this process and others in another store read all the while that
// a writer writes.
func TestReadersAndWritersDoNotLockEachOther(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ctx := context.Background()
	other, err := Open(ctx, address(s), Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	var wg sync.WaitGroup
	stop, errs := make(chan struct{}), make(chan error, 8)
	read := func(s *Store) {
		for {
			select {
			case <-stop:
				return
			default:
			}
			_, err1 := s.Mentions(ctx, archive.Filter{})
			_, err2 := s.Timeline(ctx, archive.Filter{})
			err3 := s.SQL(ctx, "SELECT count(*) FROM articles", 0, func([]string, []any) error { return nil })
			if err := errors.Join(err1, err2, err3); err != nil {
				errs <- err
				return
			}
		}
	}
	wg.Go(func() { read(s) })
	wg.Go(func() { read(other) })
	var writers sync.WaitGroup
	for w, store := range []*Store{s, other} {
		writers.Go(func() {
			for n := range 60 {
				source := []string{"alpha", "beta"}[w]
				if _, err := store.Record(ctx, polled(source, start.Add(time.Duration(n)*time.Minute), quoted(source, n, start.Add(time.Duration(n)*time.Minute)))); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	writers.Wait()
	close(stop)
	wg.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	if n := count(t, s, "SELECT count(*) FROM article"); n != 120 {
		t.Errorf("%d articles of 120", n)
	}
}

func TestWindow(t *testing.T) {
	s, c := open(t)
	setRules(t, s)
	ctx := context.Background()
	record(t, s, polled("alpha", start, article("alpha", 1, start.AddDate(0, 0, -30))))
	c.t = start.AddDate(0, 0, 1)
	record(t, s, polled("alpha", c.t, quoted("alpha", 2, c.t), article("alpha", 3, c.t)))
	c.t = start.AddDate(0, 0, 2)
	record(t, s, polled("beta", c.t, article("beta", 1, c.t)))
	from := start.AddDate(0, 0, 1).Add(-time.Hour)
	w, err := s.Window(ctx, from, from.AddDate(0, 0, 1), false)
	if err != nil || w.Articles != 2 || w.Archive != 3 || len(w.Mentions) != 1 || len(w.Events) != 7 || len(w.Feeds) != 2 || len(w.Tracked) != 0 {
		t.Errorf("%+v %v", w, err)
	}
	if w, err = s.Window(ctx, start.AddDate(0, 0, -1), from, false); err != nil || len(w.Tracked) != 2 || w.Articles != 1 {
		t.Errorf("the first day: %+v %v", w, err)
	}
}

func TestCandidatesAreKnownAsTheyWereOnEachDay(t *testing.T) {
	s, c := open(t)
	ctx := context.Background()
	row := func(id string, day int) string {
		return fmt.Sprintf(`{"id":%q,"label":"a bridge that nobody will build","mentions":%d,"examples":[%q]}`, id, day, strings.Repeat("It will never be built. ", day))
	}
	for day := range 6 {
		c.t = start.AddDate(0, 0, day)
		var found []archive.CandidateRow
		for i, id := range []string{"x", "y", "z"} {
			if day >= i { // each begins a day after the one before, and the first two change on every second day
				found = append(found, archive.CandidateRow{ID: id, Status: "candidate", Row: []byte(row(id, day-day%(2-i/2)))})
			}
		}
		if err := s.Discovered(ctx, "finder", archive.Remembered{}, found, nil); err != nil {
			t.Fatal(err)
		}
	}
	for day := range 6 {
		at := start.AddDate(0, 0, day).Add(time.Hour)
		if day == 5 {
			at = time.Time{}
		}
		found, err := s.Emerging(ctx, at)
		if err != nil || len(found) != min(day+1, 3) {
			t.Fatalf("day %d: %d candidates, %v", day, len(found), err)
		}
		for i, f := range found {
			if want := row(f.ID, day-day%(2-i/2)); string(f.Row) != want || !f.Recorded.Truncate(time.Hour).Equal(start.AddDate(0, 0, i)) {
				t.Errorf("day %d: %s of %v, want %s", day, f.Row, f.Recorded, want)
			}
		}
	}
}

// A history that is replayed after an import is recorded before it: its days count
// their own articles all the same, and only them.
func TestWindowOfAClockThatWasSetBack(t *testing.T) {
	s, c := open(t)
	file(t, s) // on a server instants of recording only rise
	setRules(t, s)
	n := 0
	take := func(at time.Time, articles int) {
		var items []archive.ReadItem
		for range articles {
			n++
			items = append(items, article("alpha", n, at))
		}
		c.t = at
		record(t, s, polled("alpha", at, items...))
	}
	for _, days := range []int{100, 0, 1, 2, 101, 3} { // twice it is set back
		take(start.AddDate(0, 0, days), 2+days%5)
	}
	for day, want := range map[int]struct{ articles, archive int }{
		0: {2, 2}, 1: {3, 5}, 2: {4, 9}, 3: {5, 14}, 4: {0, 14}, 100: {2, 16}, 101: {3, 19},
	} {
		from := start.AddDate(0, 0, day).Add(-time.Hour)
		w, err := s.Window(t.Context(), from, from.AddDate(0, 0, 1), false)
		if err != nil || w.Articles != want.articles || w.Archive != want.archive {
			t.Errorf("day %d: %d articles of %d, want %+v; %v", day, w.Articles, w.Archive, want, err)
		}
		unread, err := s.Unread(t.Context(), from, from.AddDate(0, 0, 1))
		if err != nil || unread["alpha"] != w.Unread["alpha"] || unread["alpha"] > w.Articles {
			t.Errorf("day %d: %v are unread; %v", day, unread, err)
		}
	}
}

func TestSmallThings(t *testing.T) {
	s, c := open(t)
	setRules(t, s)
	ctx := context.Background()
	before := c.t
	c.t = c.t.Add(time.Hour)
	for _, status := range []string{"candidate", "candidate", "emerging"} {
		if err := s.Discovered(ctx, "finder", archive.Remembered{State: []byte(status)}, []archive.CandidateRow{{ID: "x", Status: status, Row: []byte(`{}`)}}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if f, err := s.Emerging(ctx, time.Time{}); err != nil || len(f) != 1 || f[0].Status != "emerging" {
		t.Errorf("candidates: %+v %v", f, err)
	}
	if f, err := s.Emerging(ctx, before); err != nil || len(f) != 0 {
		t.Errorf("before: %+v %v", f, err)
	}
	if r, err := s.Memory(ctx, "finder"); err != nil || string(r.State) != "emerging" {
		t.Errorf("memory %+v %v", r, err)
	}
	if err := s.SetFurniture(ctx, "alpha", []furniture.Line{{Text: "newer articles", Pages: 9}}); err != nil {
		t.Error(err)
	}
	if f, err := s.Furniture(ctx); err != nil || len(f["alpha"]) != 1 {
		t.Errorf("furniture: %+v %v", f, err)
	}
	note := archive.Note{About: "x", Who: "me", Text: "look", Recorded: start}
	if n, err := s.AddNotes(ctx, []archive.Note{note, note}); err != nil || n != 1 {
		t.Errorf("%d notes were new: %v", n, err)
	}
	if n, err := s.Notes(ctx, "x"); err != nil || len(n) != 1 {
		t.Errorf("notes: %+v %v", n, err)
	}
}

func TestReadOnlyStoresDoNotWrite(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	r, err := Open(context.Background(), address(s), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if err := r.KeepHeld(context.Background(), nil); err == nil || !strings.Contains(err.Error(), "reading only") {
		t.Errorf("got %v", err)
	}
	if sources, _, err := r.Sources(context.Background()); err != nil || len(sources) != 2 || sources[0].Kind != tracker.Wire {
		t.Errorf("sources: %+v %v", sources, err)
	}
}

func TestDueFeeds(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ctx := context.Background()
	b := polled("alpha", start, article("alpha", 1, start))
	record(t, s, b)
	stopped := polled("beta", start)
	stopped.Fetch.Class, stopped.Fetch.State.Stopped = tracker.FetchGone, true
	record(t, s, stopped)
	for after, want := range map[time.Duration]int{0: 0, 15 * time.Minute: 1} {
		due, err := s.Feeds(ctx, start.Add(after))
		if err != nil || len(due) != want {
			t.Errorf("after %s: %+v %v", after, due, err)
		}
	}
	all, err := s.Feeds(ctx, time.Time{})
	if err != nil || len(all) != 2 || all[0].ETag != b.Fetch.State.ETag || !all[0].LastNew.Equal(start) || !all[1].Stopped {
		t.Errorf("feeds: %+v %v", all, err)
	}
	h, err := s.Health(ctx)
	if err != nil || len(h) != 2 || h[0].Volume[volumeDays-1] != 1 || h[1].Class != tracker.FetchGone {
		t.Errorf("health: %+v %v", h, err)
	}
}

// TestArticlesThatAreLate looks back over a replay, whose clock runs in
// the past, after an import.
func TestArticlesRecordedSinceAnInstant(t *testing.T) {
	s, c := open(t)
	file(t, s) // on a server instants of recording only rise
	ctx := context.Background()
	record := func(n int, at time.Time) {
		t.Helper()
		c.t = at
		if _, err := s.Record(ctx, archive.Batch{Source: "alpha", Items: []archive.ReadItem{article("alpha", n, at)}}); err != nil {
			t.Fatal(err)
		}
	}
	past := start.AddDate(-1, 0, 0)
	record(1, start)
	record(2, past)
	record(3, past.AddDate(0, 0, 1))
	for hours, want := range map[int]int{12: 1, 36: 0} {
		n := 0
		err := s.Texts(ctx, archive.Which{Day: tracker.DayOf(start), Late: past.Add(time.Duration(hours) * time.Hour)}, func(archive.Article) error { n++; return nil })
		if err != nil || n != want {
			t.Errorf("%d articles were recorded since hour %d of the replay, want %d (%v)", n, hours, want, err)
		}
	}
}

func TestPruneTellsWhatAnArticleTakes(t *testing.T) {
	s, c := open(t)
	file(t, s) // a server gives room back by itself, later
	ctx := context.Background()
	var items []archive.ReadItem
	for n := range 200 {
		it := article("alpha", n, start)
		it.Text = strings.Repeat(fmt.Sprintf("Sentence %d of a long article. ", n), 100)
		items = append(items, it)
	}
	if _, err := s.Record(ctx, archive.Batch{Source: "alpha", Items: items}); err != nil {
		t.Fatal(err)
	}
	c.t = c.t.AddDate(1, 0, 0)
	r, err := s.Prune(ctx, c.t, false)
	if err != nil || r.Articles != 200 || r.After.Free == 0 || 2*r.After.PerArticle() > r.Before.PerArticle() {
		t.Errorf("%+v: %d bytes an article before, %d after (%v)", r, r.Before.PerArticle(), r.After.PerArticle(), err)
	}
}
