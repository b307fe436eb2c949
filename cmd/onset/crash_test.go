package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"onset/newsroom"
	"onset/store"
	"onset/tracker/archive"
)

// crashEnv asks for more rounds than the usual few.
const crashEnv = "ONSET_TEST_CRASHES"

// crashed is a database whose programs are killed.
type crashed struct {
	t        *testing.T
	dir      string
	random   *rand.Rand
	served   atomic.Int64 // articles of the feed
	acked    int          // of them, when a poll last ended well
	imported int          // files of which the import ended well
	killed   int
	took     map[string]time.Duration // what a command takes when it is let be
}

const crashRules = `allow_private_networks: true
sources:
  - {id: herald, name: The Herald, content: feed, feeds: ["SITE"]}
narratives:
  - id: harbour
    title: The harbour
    talking_points:
      - {id: closed, title: Closed, match: harbour AND (close OR shut)}
`

// crashText is the n-th text of a source: one in five is evidence.
func crashText(n int) string {
	if n%5 == 0 {
		return fmt.Sprintf("Ann Porter said on Monday that harbour number %d would be shut.", n)
	}
	return fmt.Sprintf("Ship number %d of %d came in, and nobody knew from where.", n, n*n)
}

// serve lists all articles so far; its ETag says how many they are.
func (c *crashed) serve(w http.ResponseWriter, r *http.Request) {
	n := int(c.served.Load())
	tag := strconv.Quote(strconv.Itoa(n))
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Etag", tag)
	io.WriteString(w, `<rss version="2.0"><channel><title>The Herald</title>`)
	for i := range n {
		fmt.Fprintf(w, `<item><title>Story %d</title><link>https://herald.example/%d</link><pubDate>%s</pubDate><description>%s</description></item>`,
			i, i, time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC).Format(time.RFC1123Z), crashText(i))
	}
	io.WriteString(w, `</channel></rss>`)
}

const crashFileRows = 60

// file writes the n-th file of history.
func (c *crashed) file(n int) string {
	var b strings.Builder
	for i := n * crashFileRows; i < (n+1)*crashFileRows; i++ {
		fmt.Fprintf(&b, `{"url":"https://courier.example/%d","title":"History %d","text":%q,"published":"2025-03-%02d","source":"courier"}`+"\n", i, i, crashText(i), 1+i%28)
	}
	name := filepath.Join(c.dir, fmt.Sprintf("h%d.jsonl", n))
	write(c.t, name, b.String())
	return name
}

// onset runs a command of ours as a program of its own, and kills it after a
// while; 0 lets it be. It tells whether the command ended well.
func (c *crashed) onset(kill time.Duration, args ...string) bool {
	c.t.Helper()
	cmd, _ := program(c.t, append([]string{"--config", filepath.Join(c.dir, "n.yaml"), "--db", filepath.Join(c.dir, "n.db")}, args...)...)
	cmd.Env = append(os.Environ(), laterEnv+"=72h")
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	if kill > 0 {
		defer time.AfterFunc(kill, func() { _ = cmd.Process.Kill() }).Stop()
	}
	err := cmd.Wait()
	if err != nil && cmd.ProcessState.Exited() {
		c.t.Fatalf("onset %v: %v", args, err)
	}
	return err == nil
}

// round lets a command be killed at a random moment of its work.
func (c *crashed) round(n int) {
	commands := [][]string{{"poll"}, {"import", c.file(c.imported)}, {"prune", "--yes", "--older-than", "1"}}
	args := commands[n%len(commands)]
	if args[0] == "poll" {
		c.served.Add(20)
	}
	at := int(c.served.Load())
	if !c.onset(time.Duration(c.random.Int64N(int64(c.took[args[0]])*5/4))+1, args...) {
		c.killed++
		return
	}
	c.done(args[0], at)
}

func (c *crashed) done(command string, served int) {
	switch command {
	case "poll":
		c.acked = served
	case "import":
		c.imported++
	}
}

// Programs that are killed at any moment of polling, importing and pruning
// leave a sound file: what was acknowledged is there, nothing is there twice,
// a feed's ETag never stands for articles that are not, and events recompute to
// the same timeline.
func TestKilledCommandsLoseAndDoubleNothing(t *testing.T) {
	t.Parallel()
	rounds := 12
	if n, err := strconv.Atoi(os.Getenv(crashEnv)); err == nil {
		rounds = n
	}
	c := &crashed{t: t, dir: t.TempDir(), random: rand.New(rand.NewPCG(5, uint64(rounds))), took: map[string]time.Duration{}}
	server := httptest.NewServer(http.HandlerFunc(c.serve))
	defer server.Close()
	write(t, filepath.Join(c.dir, "n.yaml"), strings.Replace(crashRules, "SITE", server.URL, 1))
	for _, args := range [][]string{{"poll"}, {"import", c.file(0)}, {"prune", "--yes", "--older-than", "1"}} {
		c.served.Add(20)
		start := time.Now()
		c.onset(0, args...)
		c.took[args[0]] = time.Since(start)
		if args[0] == "poll" {
			c.acked = 20
		}
	}
	c.imported = 1
	for n := range rounds {
		c.round(n)
		c.sound()
		if t.Failed() {
			t.Fatalf("round %d of %d, %d killed", n, rounds, c.killed)
		}
	}
	c.onset(0, "poll")
	c.onset(0, "import", c.file(c.imported))
	c.acked, c.imported = int(c.served.Load()), c.imported+1
	if herald, courier := c.sound(); herald != c.acked || courier != c.imported*crashFileRows {
		t.Errorf("%d of %d articles of the feed, %d of %d imported", herald, c.acked, courier, c.imported*crashFileRows)
	}
	t.Logf("%d rounds, %d killed while at work", rounds, c.killed)
}

// sound checks the file and returns how many articles of each source it holds.
func (c *crashed) sound() (herald, courier int) {
	c.t.Helper()
	ctx := context.Background()
	path := filepath.Join(c.dir, "n.db")
	s, err := store.Open(ctx, path, store.Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		c.t.Fatal(err)
	}
	defer s.Close()
	d, err := newsroom.OpenDesk(filepath.Join(c.dir, "n.yaml"))
	if err != nil {
		c.t.Fatal(err)
	}
	moved, err := s.Rematch(ctx, archive.Rematch{Points: d.Points(), Whole: true}, true)
	if err != nil || len(moved.Events) > 0 {
		c.t.Errorf("events fold to others: %+v %v", moved, err)
	}
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		c.t.Fatal(err)
	}
	defer db.Close()
	var integrity string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&integrity); err != nil || integrity != "ok" {
		c.t.Errorf("integrity: %s %v", integrity, err)
	}
	number := func(query string) (n int) {
		c.t.Helper()
		if err := db.QueryRow(query).Scan(&n); err != nil {
			c.t.Errorf("%s: %v", query, err)
		}
		return n
	}
	const of = "SELECT count(*) FROM article a JOIN source s ON s.n = a.source WHERE s.id = "
	herald, courier = number(of+"'herald'"), number(of+"'courier'")
	etag := number("SELECT cast(trim(etag, '\"') AS INTEGER) FROM feed")
	if herald < c.acked || herald < etag || courier < c.imported*crashFileRows {
		c.t.Errorf("%d articles of the feed, %d acknowledged, its ETag says %d; %d imported, %d acknowledged",
			herald, c.acked, etag, courier, c.imported*crashFileRows)
	}
	articles := herald + courier
	for what, n := range map[string]int{
		"pages":       number("SELECT count(DISTINCT url) FROM article"),
		"revisions":   number("SELECT count(*) FROM revision"),
		"tallied":     number("SELECT sum(articles) FROM tally"),
		"with a text": number("SELECT count(*) FROM article a JOIN revision r ON r.id = a.latest WHERE r.text IS NOT NULL OR a.pruned IS NOT NULL"),
	} {
		if n != articles {
			c.t.Errorf("%s: %d of %d articles", what, n, articles)
		}
	}
	want := number("SELECT count(*) FROM article WHERE cast(replace(replace(url, 'https://herald.example/', ''), 'https://courier.example/', '') AS INTEGER) % 5 = 0")
	if got := number("SELECT count(*) FROM mention WHERE superseded IS NULL"); got != want {
		c.t.Errorf("%d mentions in %d articles that have one", got, want)
	}
	return herald, courier
}
