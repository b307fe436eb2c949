package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onset/newsroom"
)

func TestOpenTellsWhatIsWrongWithAFile(t *testing.T) {
	exec := func(t *testing.T, path, query string) {
		t.Helper()
		db, err := sql.Open("sqlite3", fileURI(path))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(query); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		make     func(t *testing.T, path string)
		readOnly bool
		want     string
	}{
		"a folder": {func(t *testing.T, p string) {
			if err := os.Mkdir(p, 0o755); err != nil {
				t.Fatal(err)
			}
		}, false, "it is a folder"},
		"no database": {func(t *testing.T, p string) {
			if err := os.WriteFile(p, []byte(strings.Repeat("not a database ", 100)), 0o644); err != nil {
				t.Fatal(err)
			}
		}, false, "not a database of Onset"},
		"another program's": {func(t *testing.T, p string) { exec(t, p, "CREATE TABLE x (y)") }, false, "database of another program"},
		"a newer version": {func(t *testing.T, p string) {
			exec(t, p, "PRAGMA application_id = 1869509492; PRAGMA user_version = 999; CREATE TABLE x (y)")
		}, false, "newer version of Onset"},
		"missing, only to read":    {func(*testing.T, string) {}, true, "does not exist yet"},
		"an older version to read": {func(t *testing.T, p string) { exec(t, p, "PRAGMA application_id = 1869509492; CREATE TABLE x (y)") }, true, "older version"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.db")
			c.make(t, path)
			s, err := Open(context.Background(), path, Options{Decisions: newsroom.Decisions{}, ReadOnly: c.readOnly})
			if err == nil {
				t.Fatal("opened", s.Close())
			}
			if !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("got %q, want %q and the path in it", err, c.want)
			}
		})
	}
}

func TestOpenInAMissingFolder(t *testing.T) {
	_, err := Open(context.Background(), filepath.Join(t.TempDir(), "no", "x.db"), Options{Decisions: newsroom.Decisions{}})
	if err == nil || !strings.Contains(err.Error(), "does not exist; create it") {
		t.Errorf("got %v", err)
	}
}

func TestPathsThatLookLikeAddresses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "100%25 what?mode=memory#1.db")
	s, err := Open(context.Background(), path, Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	setRules(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestTwoDaemonsCannotShareAFile(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "x.db")
	first, err := Open(ctx, path, Options{Decisions: newsroom.Decisions{}, Daemon: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(ctx, path, Options{Decisions: newsroom.Decisions{}, Daemon: true}); !errors.Is(err, ErrLocked) {
		t.Errorf("the second daemon: %v, want ErrLocked", err)
	}
	review, err := Open(ctx, path, Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		t.Fatalf("a short-lived writer beside the daemon: %v", err)
	}
	setRules(t, review)
	if err := errors.Join(review.Close(), first.Close()); err != nil {
		t.Fatal(err)
	}
	again, err := Open(ctx, path, Options{Decisions: newsroom.Decisions{}, Daemon: true})
	if err != nil {
		t.Fatalf("after the first has ended: %v", err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}

// A disk that is full is played by a file that may not grow.
func TestFullDiskLosesNothing(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	record(t, s, polled("alpha", start, article("alpha", 1, start)))
	if _, err := file(t, s).writer.conn.ExecContext(context.Background(), "PRAGMA max_page_count = 90"); err != nil {
		t.Fatal(err)
	}
	c := newCorpus()
	_, err := s.Record(context.Background(), c.feed("alpha", start, 2, 200))
	if err == nil || !strings.Contains(err.Error(), "free some space") {
		t.Fatalf("got %v, want a hint about space", err)
	}
	if n := count(t, s, "SELECT count(*) FROM article"); n != 1 {
		t.Errorf("%d articles, want the one that was there", n)
	}
	if _, err := file(t, s).writer.conn.ExecContext(context.Background(), "PRAGMA max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	if r := record(t, s, c.feed("alpha", start, 2, 5)); r.New != 5 {
		t.Errorf("after space was freed: %+v", r)
	}
}

func TestMigrationsAreOneWayAndRepeatable(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "x.db")
	for range 2 {
		s, err := Open(ctx, path, Options{Decisions: newsroom.Decisions{}})
		if err != nil {
			t.Fatal(err)
		}
		if names, _ := steps(); count(t, s, "SELECT * FROM pragma_user_version") != len(names) {
			t.Errorf("not all of %v were applied", names)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
