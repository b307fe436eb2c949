package store

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"testing"
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
	s, err := Open(ctx, path, Options{})
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
