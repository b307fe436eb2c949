package store

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"onset/newsroom"
	"onset/tracker/archive"
)

const copyEnv = "ONSET_TEST_COPY"

// copyUntilKilled copies, says after each step what it has done, and waits for a line.
func copyUntilKilled(from, to string) {
	goOn := bufio.NewScanner(os.Stdin)
	_, err := Copy(context.Background(), from, to, CopyOptions{Decisions: newsroom.Decisions{}, Step: func(step CopyStep) {
		fmt.Println("copied", step.Table, step.Rows)
		goOn.Scan()
	}})
	fmt.Println("ended", err)
	os.Exit(0)
}

// copyOptions are those of a copy that nobody looks at.
var copyOptions = CopyOptions{Decisions: newsroom.Decisions{}}

// archiveToCopy returns a database in which every table has rows, some of them more
// than one batch.
func archiveToCopy(t testing.TB) string {
	t.Helper()
	made.Do(func() { made.file = makeArchive(t) })
	name := filepath.Join(t.TempDir(), "onset.db")
	if err := os.WriteFile(name, made.file, 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// made is the file of archiveToCopy, which is made once.
var made struct {
	sync.Once
	file []byte
}

func makeArchive(t testing.TB) []byte {
	t.Helper()
	ctx, c := context.Background(), &clock{t: start}
	name := filepath.Join(t.TempDir(), "onset.db")
	s, err := Open(ctx, name, Options{Decisions: newsroom.Decisions{}, Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	setRules(t, s)
	fill(t, s)
	for n := range 30 {
		var items []archive.ReadItem
		for i := range 20 {
			items = append(items, article("alpha", 2000+20*n+i, start.Add(time.Duration(n)*time.Hour)))
		}
		items = append(items, says(article("alpha", 100+n, start.AddDate(0, 0, n-200)), worldWar, "It is a world war.", "lavrov", today-90+1))
		record(t, s, polled("alpha", c.now(), items...))
	}
	page, err := s.Mentions(ctx, archive.Filter{})
	if err != nil || len(page.Mentions) < 3 {
		t.Fatal(len(page.Mentions), err)
	}
	for i, action := range []string{archive.Reject, archive.Confirm} {
		if _, err := s.Review(ctx, archive.Verdict{Mention: page.Mentions[i].ID, Action: action, Who: "me"}, false); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Prune(ctx, start, false); err != nil {
		t.Fatal(err)
	}
	fillEveryTable(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// fillEveryTable puts a row into each table that is still empty.
func fillEveryTable(t testing.TB, s *Store) {
	t.Helper()
	ctx := context.Background()
	form, err := schemaOf(ctx)
	if err != nil {
		t.Fatal(err)
	}
	err = s.change(ctx, "testing", func(t *tx) error {
		for _, x := range form.tables {
			var used bool
			if _, err := t.get("SELECT EXISTS (SELECT 1 FROM "+x.name+")", nil, &used); err != nil || used {
				continue
			}
			kinds, err := s.engine.kinds(t, x)
			if err != nil {
				return err
			}
			var values []any
			for i, c := range x.columns {
				v := map[string]any{"INTEGER": int64(1), "TEXT": "it's a “text”", "BLOB": []byte{1, 0, 255}, "ANY": "12"}[c.kind]
				values = append(values, fitted(v, kinds[i]))
			}
			if err := t.exec("INSERT INTO "+x.name+" ("+x.names("")+") VALUES ("+placeholders(len(values))+")", values...); err != nil {
				return fmt.Errorf("%s: %w", x.name, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// reopened opens a database that was copied.
func reopened(t testing.TB, name string) *Store {
	t.Helper()
	s, err := Open(context.Background(), name, Options{Decisions: newsroom.Decisions{}, Index: filepath.Join(t.TempDir(), "search.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// sameDatabase holds two databases against each other, and goes on working with the
// second: what is found, what is recorded, and how the events fold.
func sameDatabase(t testing.TB, from, to string) {
	t.Helper()
	ctx := context.Background()
	a, b := reopened(t, from), reopened(t, to)
	form, err := schemaOf(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.look(ctx, "testing", func(ta *tx) error {
		return b.look(ctx, "testing", func(tb *tx) error {
			for _, x := range form.tables {
				if err := sameRows(ta, tb, x, func(int) {}); err != nil {
					t.Errorf("%s: %v", x.name, err)
				}
			}
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	sameAnswers(t, "of the copy", b, a)
	for _, s := range []*Store{a, b} { // triggers, numbers and the index go on
		record(t, s, polled("beta", start.AddDate(0, 1, 0), says(article("beta", 1, start.AddDate(0, 1, 0)), worldWar, "It is a world war.", "lavrov", 0)))
	}
	if err := a.look(ctx, "testing", func(ta *tx) error {
		return b.look(ctx, "testing", func(tb *tx) error {
			for _, x := range form.tables {
				if slices.Contains([]string{"total", "event_change", "point_change", "change", "published", "voice", "unsealed", "source", "tally"}, x.name) {
					if err := sameRows(ta, tb, x, func(int) {}); err != nil {
						t.Errorf("%s, after both went on: %v", x.name, err)
					}
				}
			}
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	sameAnswers(t, "after both went on", b, a)
}

// A copy has every row of every table, and goes on as the original.
func TestACopyIsTheSame(t *testing.T) {
	from := archiveToCopy(t)
	to := filepath.Join(t.TempDir(), "copy.db")
	copied(t, from, to)
	sameDatabase(t, from, to)
}

func copied(t *testing.T, from, to string) {
	t.Helper()
	out, err := Copy(context.Background(), from, to, copyOptions)
	if err != nil || out.Rows < 1000 || out.Tables < 30 || out.Events == 0 || out.Before != 0 {
		t.Fatalf("%+v %v", out, err)
	}
}

// So has one on a server, one that comes back from there, and one that went to another
// server between.
func TestACopyToAServerAndBack(t *testing.T) {
	server, from := postgresDatabase(t), archiveToCopy(t)
	other, back := postgresDatabase(t), filepath.Join(t.TempDir(), "back.db")
	copied(t, from, server)
	copied(t, server, other)
	copied(t, other, back)
	if _, err := Copy(context.Background(), from, server, copyOptions); err == nil || !strings.Contains(err.Error(), "it holds something already") {
		t.Errorf("over another: %v", err)
	}
	sameDatabase(t, from, back)
	sameDatabase(t, archiveToCopy(t), server)
}

// A copy that is killed at any step goes on where it stopped.
func TestACopyGoesOnAfterItWasKilled(t *testing.T) {
	t.Run("file", func(t *testing.T) { killedCopy(t, filepath.Join(t.TempDir(), "copy.db")) })
	t.Run("server", func(t *testing.T) { killedCopy(t, postgresDatabase(t)) })
}

func killedCopy(t *testing.T, to string) {
	from := archiveToCopy(t)
	for _, steps := range []int{1, 6, 9} {
		child := ourselves(t, copyEnv+"="+from+"\n"+to)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		in, err := child.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 0; n < steps && lines.Scan(); n++ {
			if !strings.HasPrefix(lines.Text(), "copied ") {
				t.Fatalf("step %d: the child says %q", n, lines.Text())
			}
			if n+1 < steps {
				fmt.Fprintln(in)
			}
		}
		_ = child.Process.Kill()
		_ = child.Wait() // it was killed
		if s, err := Open(context.Background(), to, Options{ReadOnly: true, Index: filepath.Join(t.TempDir(), "search.db")}); err == nil {
			t.Fatal("an unfinished copy is taken for a whole one", s.Close())
		}
	}
	out, err := Copy(context.Background(), from, to, copyOptions)
	if err != nil || out.Before == 0 || out.Before >= out.Rows {
		t.Fatalf("%+v %v", out, err)
	}
	sameDatabase(t, from, to)
}

// What was altered in a part that was copied already is found at the end, and copied
// again; an original that has grown is copied from the beginning.
func TestACopyOfWhatIsAlteredMeanwhile(t *testing.T) {
	from := archiveToCopy(t)
	to := filepath.Join(t.TempDir(), "copy.db")
	interrupted := func(doing string, at int) {
		t.Helper()
		ctx, stop := context.WithCancel(context.Background())
		n := 0
		_, err := Copy(ctx, from, to, CopyOptions{Decisions: newsroom.Decisions{}, Step: func(CopyStep) {
			if n++; n == at {
				stop()
			}
		}})
		if err == nil {
			t.Fatalf("%s: it was not interrupted", doing)
		}
	}
	interrupted("at first", 12)
	write(t, from, "UPDATE article SET title = 'Another headline' WHERE id = 3")
	if _, err := Copy(context.Background(), from, to, copyOptions); err == nil || !strings.Contains(err.Error(), "table article: row [3] differs in title") {
		t.Errorf("one was altered: %v", err)
	}
	interrupted("once more", 12)
	s := reopened(t, from)
	record(t, s, polled("beta", start, article("beta", 77, start)))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if out, err := Copy(context.Background(), from, to, copyOptions); err != nil || out.Before != 0 {
		t.Fatalf("it has grown: %+v %v", out, err)
	}
	sameDatabase(t, from, to)
}

// Nothing is copied over what is there, nor out of what somebody is writing to.
func TestACopyRefuses(t *testing.T) {
	from := archiveToCopy(t)
	ctx := context.Background()
	other := filepath.Join(t.TempDir(), "other.txt")
	if err := os.WriteFile(other, []byte("notes"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Copy(ctx, from, other, copyOptions); err == nil || !strings.Contains(err.Error(), "exists") {
		t.Errorf("over another file: %v", err)
	}
	if _, err := Copy(ctx, filepath.Join(t.TempDir(), "none.db"), filepath.Join(t.TempDir(), "to.db"), copyOptions); err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("of nothing: %v", err)
	}
	daemon, err := Open(ctx, from, Options{Decisions: newsroom.Decisions{}, Daemon: true})
	if err != nil {
		t.Fatal(err)
	}
	defer daemon.Close()
	if _, err := Copy(ctx, from, filepath.Join(t.TempDir(), "to.db"), copyOptions); err == nil || !strings.Contains(err.Error(), ErrLocked.Error()) {
		t.Errorf("while a daemon runs: %v", err)
	}
}
