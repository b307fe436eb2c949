package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onset/newsroom"
)

// makeOlder makes a database that has seen the first steps alone.
func makeOlder(t *testing.T, path string, seen int) {
	t.Helper()
	names, err := steps()
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", writerDSN(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for i, name := range names[:seen] {
		if err := step(context.Background(), db, name, i); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAnOlderDatabaseIsCopiedBeforeItIsBroughtUpToDate(t *testing.T) {
	const spine = 3 // steps before there were letters
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "old.db")
	if copied, err := BackupOlder(ctx, path); copied != "" || err != nil {
		t.Errorf("no file yet: %q %v", copied, err)
	}
	makeOlder(t, path, spine)
	db, err := sql.Open("sqlite3", writerDSN(path))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT INTO digest (day, channel, body, made) VALUES (739286, '', 'as it was', 1)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	copied, err := BackupOlder(ctx, path)
	if err != nil || copied == "" {
		t.Fatalf("copied to %q: %v", copied, err)
	}
	s, err := Open(ctx, path, Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if l, err := s.Letters(ctx, 739286, 739286, false); err != nil || len(l) != 1 || l[0].Body != "as it was" {
		t.Errorf("the digest did not come over: %+v %v", l, err)
	}
	if seen, _, err := Steps(ctx, copied); err != nil || seen != spine {
		t.Errorf("the copy has seen %d steps: %v", seen, err)
	}
	if again, err := BackupOlder(ctx, path); again != "" || err != nil {
		t.Errorf("copied a database that is up to date: %q %v", again, err)
	}
	if err := s.Check(ctx, true); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(copied); err != nil || info.Size() == 0 {
		t.Error("the copy is empty")
	}
}

// write adds to a file behind the back of the store.
func write(t *testing.T, path, query string) {
	t.Helper()
	db, err := sql.Open("sqlite3", writerDSN(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
}

// A step that fails in its middle changes nothing: the database stays what it
// was, for the older program too, each new try fails alike and makes no further
// copy, and once the obstacle is gone all goes through.
func TestAStepThatFailsLeavesTheDatabaseAsItWas(t *testing.T) {
	const spine = 3
	ctx := context.Background()
	dir := t.TempDir()
	path := filepath.Join(dir, "old.db")
	makeOlder(t, path, spine)
	write(t, path, "INSERT INTO digest (day, channel, body, made) VALUES (739286, '', 'as it was', 1)")
	write(t, path, "CREATE INDEX letter_waiting ON note(about)") // step 4 makes an index of that name, after its table
	for try := range 3 {
		copied, err := BackupOlder(ctx, path)
		if err != nil || (copied != "") != (try == 0) {
			t.Errorf("try %d: copied to %q: %v", try, copied, err)
		}
		s, err := Open(ctx, path, Options{Decisions: newsroom.Decisions{}})
		if err == nil {
			t.Fatal("opened", s.Close())
		}
		if !strings.Contains(err.Error(), "0004_letters.sql") {
			t.Errorf("try %d: the error does not name the step: %v", try, err)
		}
		if seen, _, err := Steps(ctx, path); err != nil || seen != spine {
			t.Errorf("try %d: it has seen %d steps: %v", try, seen, err)
		}
	}
	db, err := sql.Open("sqlite3", readerDSN(path))
	if err != nil {
		t.Fatal(err)
	}
	var body string
	var half int
	err = db.QueryRow("SELECT body, (SELECT count(*) FROM sqlite_schema WHERE name = 'letter') FROM digest").Scan(&body, &half)
	if err = errors.Join(err, db.Close()); err != nil || body != "as it was" || half != 0 {
		t.Errorf("the digest says %q, half a step is there %d: %v", body, half, err)
	}
	write(t, path, "DROP INDEX letter_waiting")
	s, err := Open(ctx, path, Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Check(ctx, true), s.Close()); err != nil {
		t.Error(err)
	}
}

// Whoever went back to an older version and used it since gets a copy of that,
// not only the one that was made before the first upgrade.
func TestACopyIsOfTheDatabaseAsItIsNow(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "old.db")
	makeOlder(t, path, 3)
	first, err := BackupOlder(ctx, path)
	if err != nil || first == "" {
		t.Fatalf("copied to %q: %v", first, err)
	}
	long := time.Now().AddDate(0, -1, 0)
	if err := os.Chtimes(first, long, long); err != nil {
		t.Fatal(err)
	}
	write(t, path, "INSERT INTO digest (day, channel, body, made) VALUES (739286, '', 'since then', 1)")
	second, err := BackupOlder(ctx, path)
	if err != nil || second == "" || second == first {
		t.Fatalf("copied to %q and %q: %v", first, second, err)
	}
	db, err := sql.Open("sqlite3", readerDSN(second))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var body string
	if err := db.QueryRow("SELECT body FROM digest").Scan(&body); err != nil || body != "since then" {
		t.Errorf("the second copy says %q: %v", body, err)
	}
}
