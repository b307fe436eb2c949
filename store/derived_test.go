package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/query"
)

// apart makes a store keep its full-text index in a file of its own, as beside a
// server.
func apart(t testing.TB, s *Store, path string) {
	t.Helper()
	file(t, s)
	if err := s.change(context.Background(), "testing", func(t *tx) error {
		return t.exec("CREATE TABLE IF NOT EXISTS document (n INTEGER PRIMARY KEY AUTOINCREMENT, revision INTEGER NOT NULL)")
	}); err != nil {
		t.Fatal(err)
	}
	s.derived = newDerived(path)
}

// another is the store as another process of the machine has it open.
func another(t testing.TB, s *Store) *Store {
	t.Helper()
	o, err := Open(context.Background(), s.engine.name(), Options{ReadOnly: true, Now: s.now})
	if err != nil {
		t.Fatal(err)
	}
	o.derived = newDerived(s.derived.path)
	t.Cleanup(func() { o.Close() })
	return o
}

// answersOf returns what a store says to all that is asked of its index.
func answersOf(t testing.TB, s *Store, questions []string) map[string]string {
	t.Helper()
	ctx, out := context.Background(), map[string]string{}
	newest, err := s.NewestTexts(ctx, tracker.DayOf(start))
	if err != nil {
		t.Fatal(err)
	}
	for _, src := range questions {
		e, err := query.Parse(src, nil)
		if err != nil || !e.Plan().Known() {
			continue
		}
		var said strings.Builder
		for after, page := int64(0), 0; page == 0 || after != 0; page++ {
			r, err := s.Search(ctx, archive.Search{Expr: e, Limit: 7, After: after})
			if err != nil {
				t.Fatalf("%s: %v", src, err)
			}
			for _, h := range r.Hits {
				fmt.Fprintln(&said, h.URL, h.Revision)
			}
			after = r.Next
		}
		candidates, err := s.Candidates(ctx, e.Plan(), nil)
		before, err2 := s.NewestBefore(ctx, e.Plan(), tracker.DayOf(start), 5)
		shares, err3 := s.Shares(ctx, []*query.Plan{e.Plan()}, newest)
		if err := errors.Join(err, err2, err3); err != nil {
			t.Fatalf("%s: %v", src, err)
		}
		fmt.Fprintln(&said, candidates, before, shares)
		out[src] = said.String()
	}
	return out
}

func sameAnswers(t testing.TB, when string, got, want *Store, questions ...string) {
	t.Helper()
	if len(questions) == 0 {
		questions = searches
	}
	g, w := answersOf(t, got, questions), answersOf(t, want, questions)
	for src := range w {
		if g[src] != w[src] {
			t.Errorf("%s: %s\n%s\nwant\n%s", when, src, g[src], w[src])
		}
	}
}

// twins are two stores with the same texts: one with its index in a file of its own.
func twins(t testing.TB) (apartFrom, within *Store) {
	within, _ = open(t)
	apartFrom, _ = open(t)
	apart(t, apartFrom, filepath.Join(t.TempDir(), "cache", "search.index"))
	for _, s := range []*Store{within, apartFrom} {
		setRules(t, s)
		fill(t, s)
	}
	return apartFrom, within
}

// What an index in a file of its own finds is what one in the database finds, through
// edits, texts that are let go, and texts that come while another process feeds it.
func TestAnIndexOfItsOwnAnswersAsTheOneInTheDatabase(t *testing.T) {
	s, within := twins(t)
	sameAnswers(t, "at first", s, within)
	beside := another(t, s)
	sameAnswers(t, "by another process", beside, within)
	ctx := context.Background()
	for _, s := range []*Store{s, within} {
		edited := article("alpha", 0, start)
		edited.Text = "An ultimatum was expected by peacekeepers in a world war."
		record(t, s, polled("alpha", start, edited, article("beta", 900, start)))
	}
	sameAnswers(t, "after an edit", beside, within)
	sameAnswers(t, "after another process took it in", s, within)
	for _, s := range []*Store{s, within} {
		if _, err := s.Prune(ctx, start.AddDate(1, 0, 0), false); err != nil {
			t.Fatal(err)
		}
		record(t, s, polled("beta", start, says(article("beta", 901, start), worldWar, "It is a world war.", "", 0)))
	}
	sameAnswers(t, "after a prune", s, within)
	sameAnswers(t, "after a prune, elsewhere", beside, within)
	if z, err := s.IndexFile(ctx); err != nil || z.Behind != 0 || z.Bytes == 0 {
		t.Errorf("it stands at %+v %v", z, err)
	}
	if z, err := within.IndexFile(ctx); err != nil || z != (archive.IndexFile{}) {
		t.Errorf("the one in the database: %+v %v", z, err)
	}
}

// An index that is missing, damaged or of another database is built anew by whoever
// looks something up, while another process has it open.
func TestAnIndexOfItsOwnIsBuiltAnew(t *testing.T) {
	s, within := twins(t)
	file := s.derived.path
	write := func(b []byte) func() error {
		return func() error { return errors.Join(removeParts(file), os.WriteFile(file, b, 0o644)) }
	}
	foreign, _ := open(t)
	apart(t, foreign, filepath.Join(t.TempDir(), "of.another"))
	setRules(t, foreign)
	for n := range 40 {
		record(t, foreign, polled("beta", start, article("beta", n, start.Add(-time.Duration(n)*time.Hour))))
	}
	answersOf(t, foreign, searches[:3])
	if err := foreign.derived.close(); err != nil {
		t.Fatal(err)
	}
	ofAnother, err := os.ReadFile(foreign.derived.path)
	if err != nil {
		t.Fatal(err)
	}
	beside := another(t, s)
	sameAnswers(t, "at first", beside, within)
	for _, fault := range []struct {
		what string
		make func() error
	}{
		{"missing", func() error { return removeParts(file) }},
		{"no database", write([]byte(strings.Repeat("not a database at all ", 500)))},
		{"empty", write(nil)},
		{"cut short", func() error {
			return os.Truncate(file, 3*4096)
		}},
		{"of another database", write(ofAnother)},
		{"of another format", func() error {
			_, err := s.derived.file.writer.conn.ExecContext(context.Background(), "PRAGMA user_version = 77; DROP TABLE form")
			return errors.Join(err, s.derived.close())
		}},
	} {
		if err := fault.make(); err != nil {
			t.Fatalf("%s: %v", fault.what, err)
		}
		if fault.what == "cut short" { // may show only while something is looked up
			for range 3 {
				if _, err := s.Search(context.Background(), archive.Search{Expr: expr(t, "troops OR war")}); err == nil {
					break
				}
			}
		}
		sameAnswers(t, fault.what, s, within, searches[:7]...)
		sameAnswers(t, fault.what+", elsewhere", beside, within, searches[:7]...)
	}
	if b, err := os.ReadFile(file + ".broken"); err != nil || len(b) == 0 {
		t.Errorf("what was no index is not kept: %v", err)
	}
}

// A database that was set back to an earlier day is not taken for the one that the
// index was fed from.
func TestAnIndexOfItsOwnOfADatabaseThatWasSetBack(t *testing.T) {
	s, within := twins(t)
	answersOf(t, s, searches[:3])
	before := derivedCount(t, s, "en:headlin")
	record(t, s, polled("alpha", start, article("alpha", 700, start)))
	answersOf(t, s, searches[:3])
	err := s.change(context.Background(), "testing", func(t *tx) error {
		err := t.exec("UPDATE document SET revision = (SELECT min(id) FROM revision) WHERE n = (SELECT max(n) FROM document)")
		if err == nil {
			err = t.exec("UPDATE revision SET text = NULL WHERE id = (SELECT max(id) FROM revision)")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sameAnswers(t, "set back", s, within)
	if got := derivedCount(t, s, "en:headlin"); got != before {
		t.Errorf("%d texts are in the index, want %d", got, before)
	}
}

func derivedCount(t testing.TB, s *Store, term string) (n int) {
	t.Helper()
	if err := s.derived.file.readers.QueryRow("SELECT count(*) FROM ft WHERE ft MATCH ?", term).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// Another program's database is left alone, and a question that can't wait is told
// that not everything would be found.
func TestAnIndexOfItsOwnSaysWhyItCannotAnswer(t *testing.T) {
	s, within := twins(t)
	ctx := context.Background()
	over, stop := context.WithCancel(ctx)
	stop()
	if err := s.look(ctx, "testing", func(t *tx) error {
		late := *t
		late.ctx = over
		return s.derived.lookUp(&late, func(index) error { return nil })
	}); !errors.Is(err, archive.ErrIndexBehind) || !errors.Is(err, context.Canceled) {
		t.Errorf("without time: %v", err)
	}
	s.derived = newDerived(within.engine.name())
	before, _ := os.ReadFile(within.engine.name())
	if _, err := s.Search(ctx, archive.Search{Expr: expr(t, "troops")}); err == nil || !strings.Contains(err.Error(), "--index") {
		t.Errorf("in another database: %v", err)
	}
	if after, err := os.ReadFile(within.engine.name()); err != nil || !slices.Equal(before, after) {
		t.Errorf("the other database was touched: %v", err)
	}
}

// A stale index is built anew when it is tidied.
func TestAnIndexOfItsOwnIsTidied(t *testing.T) {
	s, within := twins(t)
	ctx := context.Background()
	answersOf(t, s, searches[:3])
	for _, s := range []*Store{s, within} {
		if _, err := s.Prune(ctx, start.AddDate(1, 0, 0), false); err != nil {
			t.Fatal(err)
		}
	}
	if got := derivedCount(t, s, "en:headlin"); got != 0 {
		t.Errorf("%d texts that were let go are in the index", got)
	}
	record(t, s, polled("beta", start, article("beta", 901, start)))
	record(t, within, polled("beta", start, article("beta", 901, start)))
	if err := s.TidyIndex(ctx, false); err != nil {
		t.Fatal(err)
	}
	sameAnswers(t, "tidied", s, within)
	if err := s.TidyIndex(ctx, true); err != nil {
		t.Fatal(err)
	}
	sameAnswers(t, "built anew", s, within)
}

// Several processes feed one index while texts come in; each finds all that was there
// before it asked.
func TestAnIndexOfItsOwnIsFedByMany(t *testing.T) {
	s, _ := twins(t)
	all := len(sayings) * 3
	done := make(chan error)
	for range 3 {
		beside := another(t, s)
		go func() {
			for n := 0; n < 60; {
				r, err := beside.Search(context.Background(), archive.Search{Expr: expr(t, "headline"), Limit: 1000})
				if err != nil {
					done <- err
					return
				}
				n = max(n+1, len(r.Hits)-all)
			}
			done <- nil
		}()
	}
	for n := range 60 {
		record(t, s, polled("alpha", start, article("alpha", 1000+n, start.Add(time.Duration(n)*time.Minute))))
	}
	for range 3 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	r, err := another(t, s).Search(context.Background(), archive.Search{Expr: expr(t, "headline"), Limit: 1000})
	if err != nil || len(r.Hits) != all+60 {
		t.Errorf("%d hits %v, want %d", len(r.Hits), err, all+60)
	}
}
