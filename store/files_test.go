package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
)

// namesIn lists what a folder holds.
func namesIn(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

// A backup leaves its copy and nothing else, and clears what earlier ones left.
func TestABackupLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(t.Context(), filepath.Join(dir, "onset.db"), Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	to := t.TempDir()
	for name, text := range map[string]string{
		"monday.db": "a copy", "monday.db.part-shm": "left", "monday.db.part-wal": "left", // of a copy that was finished
		"friday.db.part": "under way", "friday.db.part-journal": "under way", // of one that may be going on
		"copy.db.part": "cut off", "copy.db.part-journal": "cut off", // of one that was killed
		"notes.part-wal": "somebody else's",
	} {
		if err := os.WriteFile(filepath.Join(to, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Backup(t.Context(), filepath.Join(to, "copy.db")); err != nil {
		t.Fatal(err)
	}
	if got := namesIn(t, to); got != "copy.db friday.db.part friday.db.part-journal monday.db notes.part-wal" {
		t.Errorf("the folder holds %s", got)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := s.Backup(ctx, filepath.Join(to, "other.db")); err == nil {
		t.Error("a cancelled backup was made")
	}
	if got := namesIn(t, to); strings.Contains(got, "other") {
		t.Errorf("a cancelled backup leaves %s", got)
	}
}

// A file that is moved, deleted or replaced under an open store is noticed.
func TestAFileThatIsGoneIsNoticed(t *testing.T) {
	for name, lose := range map[string]func(path string) error{
		"moved":    func(path string) error { return os.Rename(path, path+".old") },
		"deleted":  os.Remove,
		"replaced": func(path string) error { os.Rename(path, path+".old"); return os.WriteFile(path, nil, 0o600) },
	} {
		path := filepath.Join(t.TempDir(), "onset.db")
		s, err := Open(t.Context(), path, Options{Decisions: newsroom.Decisions{}})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Gone(); err != nil {
			t.Errorf("%s: before, %v", name, err)
		}
		if err := lose(path); err != nil {
			t.Fatal(err)
		}
		if err := s.Gone(); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: afterwards, %v", name, err)
		}
		s.Close()
	}
}

// A reader that stays keeps the log from being written back.
func TestAPinnedLogIsSeen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onset.db")
	s, err := Open(t.Context(), path, Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	letter := 0
	fill := func() {
		for range 3 {
			letter++
			if err := s.KeepHeld(t.Context(), []archive.Held{{Address: strings.Repeat(string(rune(65+letter)), 12<<20), Until: time.Now().Add(time.Hour)}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	fill()
	if pinned, err := s.PinnedLog(t.Context()); err != nil || pinned != 0 {
		t.Fatalf("%d bytes are pinned while nobody reads: %v", pinned, err)
	}
	reader, err := file(t, s).readers.Begin()
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := reader.QueryRow("SELECT count(*) FROM meta").Scan(&n); err != nil {
		t.Fatal(err)
	}
	fill()
	if pinned, err := s.PinnedLog(t.Context()); err != nil || pinned < 20<<20 {
		t.Errorf("%d bytes are pinned: %v", pinned, err)
	}
	reader.Rollback()
}

// What is recorded under a clock that ran ahead is the latest record.
func TestTheLatestRecord(t *testing.T) {
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "onset.db"), Options{Decisions: newsroom.Decisions{}, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if at, err := s.LastRecorded(t.Context()); err != nil || !at.IsZero() {
		t.Errorf("an empty database was written at %v: %v", at, err)
	}
	record := func(key string) {
		item := archive.ReadItem{Item: tracker.Item{Key: key, Rung: tracker.ByGUID, Title: key, Depth: tracker.TitleOnly, Seen: now}}
		if _, err := s.Record(t.Context(), archive.Batch{Source: "herald", Items: []archive.ReadItem{item}}); err != nil {
			t.Fatal(err)
		}
	}
	record("a")
	now = now.AddDate(0, 0, -13)
	record("b")
	if at, err := s.LastRecorded(t.Context()); err != nil || !at.Equal(now.AddDate(0, 0, 13)) {
		t.Errorf("the latest record is of %v: %v", at, err)
	}
}

// Where nothing may be written the database is read all the same, and one whose
// last changes lie in a log beside it is refused in words.
func TestReadOnlyMount(t *testing.T) {
	dir, shown := t.TempDir(), t.TempDir()
	path := filepath.Join(dir, "onset.db")
	s, err := Open(t.Context(), path, Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.EndRematch(t.Context(), archive.Carried{Rules: map[string]string{"word": "kept"}}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if err := syscall.Mount(dir, shown, "", syscall.MS_BIND, ""); err != nil {
		t.Skipf("mounting needs rights that are not here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(shown, 0) })
	if err := syscall.Mount("", shown, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("mounting needs rights that are not here: %v", err)
	}
	look := func() (string, error) {
		s, err := Open(t.Context(), filepath.Join(shown, "onset.db"), Options{ReadOnly: true})
		if err != nil {
			return "", err
		}
		defer s.Close()
		c, err := s.Carried(t.Context())
		return c.Rules["word"], err
	}
	if word, err := look(); err != nil || word != "kept" {
		t.Errorf("read %q: %v", word, err)
	}
	if err := os.WriteFile(path+"-wal", []byte("what was not written back"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := look(); err == nil || !strings.Contains(err.Error(), "onset.db-wal") {
		t.Errorf("with a log beside it: %v", err)
	}
}
