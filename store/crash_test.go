package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onset/newsroom"
	"onset/store/pgtest"
	"onset/tracker/archive"
)

const crashEnv = "ONSET_TEST_CRASH_DB"

// TestMain turns the test binary into the child that a test kills.
func TestMain(m *testing.M) {
	if from, to, _ := strings.Cut(os.Getenv(copyEnv), "\n"); from != "" {
		copyUntilKilled(from, to)
	}
	if path := os.Getenv(crashEnv); path != "" {
		if err := writeUntilKilled(path); err != nil {
			fmt.Println("failed", err)
			os.Exit(1)
		}
	}
	os.Exit(pgtest.Run(m))
}

// writeUntilKilled records batch after batch, and says so after each.
func writeUntilKilled(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{Decisions: newsroom.Decisions{}, Daemon: true})
	if err != nil {
		return err
	}
	if _, err := s.SetRules(ctx, archive.Rules{Text: "rules", Hash: "v1", Sources: outlets, Points: points}); err != nil {
		return err
	}
	z, err := s.Size(ctx)
	if err != nil {
		return err
	}
	for n := z.Articles; ; n += 20 {
		at := start.Add(time.Duration(n) * time.Minute)
		b := polled("alpha", at)
		for i := range 19 {
			b.Items = append(b.Items, article("alpha", n+i, at))
		}
		b.Items = append(b.Items, quoted("alpha", n+19, at))
		b.Fetch.State.ETag = fmt.Sprint(n + 20)
		if _, err := s.Record(ctx, b); err != nil {
			return err
		}
		fmt.Println("stored", n+20)
		if n%60 == 0 {
			if _, err := s.Prune(ctx, time.Now().Add(time.Hour), false); err != nil {
				return err
			}
		}
	}
}

// A process that is killed at any moment loses nothing that it said was stored,
// and doubles nothing.
func TestCrash(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	rounds := 10
	if testing.Short() {
		rounds = 3
	}
	r := rand.New(rand.NewPCG(7, 7))
	for round := range rounds {
		said := killedAfter(t, path, 1+r.IntN(4), time.Duration(r.IntN(8000))*time.Microsecond)
		s, err := Open(context.Background(), path, Options{Decisions: newsroom.Decisions{}})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		soundAfterCrash(t, s, said)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if t.Failed() {
			t.Fatalf("round %d", round)
		}
	}
}

// ourselves is this program of tests as a process of its own, of which a variable of its
// environment says what it has to do. It has nothing to complain of; where it does, as of
// a data race, the test fails.
func ourselves(t *testing.T, env string) *exec.Cmd {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), env)
	var complaint strings.Builder
	child.Stderr = &complaint
	t.Cleanup(func() {
		if child.Process != nil {
			_ = child.Process.Kill() // where it has not ended
			_ = child.Wait()
		}
		if complaint.Len() > 0 {
			t.Errorf("the child complains:\n%s", &complaint)
		}
	})
	return child
}

// killedAfter runs the child, and kills it some time after it has stored so
// many batches. It returns how many articles the child said were stored.
func killedAfter(t *testing.T, path string, batches int, more time.Duration) (articles int) {
	t.Helper()
	child := ourselves(t, crashEnv+"="+path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for n := 0; lines.Scan(); n++ {
		if _, err := fmt.Sscanf(lines.Text(), "stored %d", &articles); err != nil {
			t.Fatalf("the child says %q", lines.Text())
		}
		if n+1 == batches {
			time.AfterFunc(more, func() { _ = child.Process.Kill() })
		}
	}
	_ = child.Wait() // it was killed
	return articles
}

func soundAfterCrash(t *testing.T, s *Store, said int) {
	t.Helper()
	ctx := context.Background()
	var result string
	if err := file(t, s).readers.QueryRow("PRAGMA integrity_check").Scan(&result); err != nil || result != "ok" {
		t.Errorf("integrity: %s %v", result, err)
	}
	articles := count(t, s, "SELECT count(*) FROM article")
	if articles < said || articles%20 != 0 {
		t.Errorf("%d articles, %d were said to be stored, 20 at a time", articles, said)
	}
	feeds, err := s.Feeds(ctx, time.Time{})
	if err != nil || feeds[0].ETag != fmt.Sprint(articles) {
		t.Errorf("the feed's state is %q with %d articles: %v", feeds[0].ETag, articles, err)
	}
	for what, query := range map[string]string{
		"revisions":       "SELECT count(*) FROM revision",
		"distinct pages":  "SELECT count(DISTINCT url) FROM article",
		"tallied":         "SELECT sum(articles) FROM tally",
		"twenty mentions": "SELECT 20 * count(*) FROM mention",
		"indexed or pruned": `SELECT count(*) FROM article WHERE pruned IS NOT NULL
			OR latest IN (SELECT docid FROM ft WHERE ft MATCH 'en:headlin')`,
	} {
		if n := count(t, s, query); n != articles {
			t.Errorf("%s: %d of %d", what, n, articles)
		}
	}
	if moved, err := refolded(ctx, s); err != nil || len(moved) != 0 {
		t.Errorf("events fold to others: %+v %v", moved, err)
	}
}
