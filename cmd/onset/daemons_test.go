package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onset/newsroom"
	"onset/newsroom/bulletin"
	"onset/store"
	"onset/store/pgtest"

	"onset/tracker/archive"
)

// Environment of the measurement: how many daemons, feeds, and rounds of killing the one
// that leads.
const (
	daemonsEnv     = "ONSET_TEST_DAEMONS"
	slowFeedsEnv   = "ONSET_TEST_SLOW_FEEDS"
	daemonKillsEnv = "ONSET_TEST_DAEMON_KILLS"
	quietFeedsEnv  = "ONSET_TEST_QUIET_FEEDS" // not empty: there is nothing in them
)

func numberOr(env string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(env)); err == nil {
		return n
	}
	return usual
}

// slowTown is a number of outlets on hosts of their own, each of which takes its time
// to answer for its feed. Five of them at a time carry one wire story.
type slowTown struct {
	takes time.Duration
	asked []atomic.Int64
	hosts []*httptest.Server
	hour  time.Time    // of what it has to tell
	first atomic.Int64 // when the first was asked, Unix milliseconds
}

func newSlowTown(t *testing.T, n int, takes time.Duration) *slowTown {
	x := &slowTown{takes: takes, hour: time.Now().UTC().Truncate(time.Hour), asked: make([]atomic.Int64, n)}
	for i := range n {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/feed" {
				http.NotFound(w, r)
				return
			}
			x.asked[i].Add(1)
			x.first.CompareAndSwap(0, time.Now().UnixMilli())
			select {
			case <-time.After(x.takes):
			case <-r.Context().Done():
			}

			io.WriteString(w, townFeed(i, x.hour))
		}))
		t.Cleanup(s.Close)
		x.hosts = append(x.hosts, s)
	}
	return x
}

// townFeed is the feed of an outlet as of an hour: a story of its own, and one of a
// wire.
func townFeed(i int, hour time.Time) string {
	day := hour.Add(-time.Duration(5*i) * time.Minute).Format(time.RFC1123Z)
	if os.Getenv(quietFeedsEnv) != "" {
		return "<rss version=\"2.0\"><channel><title>Outlet</title></channel></rss>"
	}
	item := func(n int, title, text string) string {
		return fmt.Sprintf("<item><link>https://outlet%d.example/%d</link><title>%s</title><pubDate>%s</pubDate><description>%s</description></item>", i, n, title, day, text)
	}
	return "<rss version=\"2.0\"><channel><title>Outlet</title>" + item(1, "Town", "The harbour stays closed. "+chatter(i)) +
		item(2, "Wire", "The harbour is mined. "+chatter(-1-i/5)) + "</channel></rss>"
}

// chatter is a text of its own for each number.
func chatter(n int) string {
	r := rand.New(rand.NewPCG(3, uint64(n)))
	var b strings.Builder
	for range 60 {
		for range 2 + r.IntN(3) {
			b.WriteString(string("bdfgklmnprst"[r.IntN(12)]) + string("aeiou"[r.IntN(5)]))
		}
		b.WriteString([]string{" ", " ", " ", ". "}[r.IntN(4)])
	}
	return b.String()
}

func (x *slowTown) rules() string {
	var b strings.Builder
	b.WriteString("allow_private_networks: true\nschedule: {poll: \"@every 1s\"}\nsources:\n")
	for i, h := range x.hosts {
		fmt.Fprintf(&b, "  - {id: outlet%d, name: Outlet %d, content: feed, languages: [en], feeds: [%q]}\n", i, i, h.URL+"/feed")
	}
	b.WriteString("narratives:\n  - id: harbour\n    talking_points:\n      - {id: closed, title: The harbour is closed, match: harbour AND closed}\n      - {id: mined, title: The harbour is mined, match: harbour AND mined}\n")
	return b.String()
}

// toldBy is what an archive says, without when it was recorded.
func toldBy(t *testing.T, s *store.Store) []string {
	t.Helper()
	events, err := s.Timeline(t.Context(), archive.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range events {
		out = append(out, fmt.Sprint(e.Kind, e.Narrative, e.TalkingPoint, e.Scope, e.At.From, e.At.To, e.Source, e.Article.URL))
	}
	slices.Sort(out)
	return out
}

func origins(t *testing.T, s *store.Store) int {
	t.Helper()
	met := map[string]bool{}
	if err := s.Texts(t.Context(), archive.Which{Published: time.Now().AddDate(0, -1, 0)}, func(a archive.Article) error {
		met[a.Origin] = true
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return len(met)
}

// serverDatabase returns the address of an empty database of a server.
func serverDatabase(t *testing.T) string {
	t.Helper()
	return pgtest.Database(t, "empty", func(address string) error {
		s, err := store.Open(t.Context(), address, store.Options{Decisions: newsroom.Decisions{}})
		if err != nil {
			return err
		}
		return s.Close()
	})
}

// startDaemon starts a daemon on a database.
func startDaemon(t *testing.T, dir, db string, n int) *exec.Cmd {
	t.Helper()
	child, _ := program(t, "--config", filepath.Join(dir, "narratives.yaml"), "--db", db, "--index", filepath.Join(dir, fmt.Sprintf("search%d.db", n)), "run", "--listen=")
	child.Env = append(os.Environ(), leaseEnv+"=20s")
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	return child
}

// waitUntil looks again and again whether something holds.
func waitUntil(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for over := time.Now().Add(patience); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(over) {
			t.Fatalf("waited %s for %s", patience, what)
		}
	}
}

// Several daemons share the feeds of one archive: each is polled, none by two, and what
// comes of it is what one daemon makes of it. When the one that leads is killed, another
// leads within seconds and what it was asking is asked by others.
func TestDaemonsShareAnArchive(t *testing.T) {
	t.Parallel()
	db := serverDatabase(t)
	town := newSlowTown(t, numberOr(slowFeedsEnv, 160), 300*time.Millisecond)
	dir := t.TempDir()
	write(t, filepath.Join(dir, "narratives.yaml"), town.rules())
	daemons := map[int]*exec.Cmd{}
	n := 0
	start := func() {
		n++
		child := startDaemon(t, dir, db, n)
		daemons[child.Process.Pid] = child
	}
	for range numberOr(daemonsEnv, 3) {
		start()
	}
	s, err := store.Open(t.Context(), db, store.Options{ReadOnly: true, Index: filepath.Join(dir, "search.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	kills := numberOr(daemonKillsEnv, 1)
	for i := range kills {
		waitUntil(t, "some feeds to be polled", func() bool { return polled(t, s) > (i+1)*len(town.hosts)/(2*kills+2) })
		pid := leaderOf(t, s)
		if daemons[pid] == nil {
			t.Fatalf("process %d leads, which is none of these", pid)
		}
		if err := daemons[pid].Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = daemons[pid].Wait() // it was killed
		delete(daemons, pid)
		killed := time.Now()
		waitUntil(t, "another to lead", func() bool { return leads(t, s) != pid && leads(t, s) != 0 })
		t.Logf("another led %.1f s after the leader was killed", time.Since(killed).Seconds())
		if len(daemons) < 2 {
			start()
		}
	}
	waitUntil(t, "all feeds to be polled", func() bool { return polled(t, s) == len(town.hosts) })
	t.Logf("%d feeds polled %.1f s after the first was asked", len(town.hosts), time.Since(time.UnixMilli(town.first.Load())).Seconds())
	again := 0
	for i := range town.asked {
		if asked := town.asked[i].Load(); asked == 0 || asked > int64(1+kills) {
			t.Errorf("feed %d was asked %d times", i, asked)
		} else {
			again += int(asked) - 1
		}
	}
	t.Logf("%d were asked again, because a daemon was killed that was asking them", again)
	if again > kills*128 { // as many sites as a daemon claims
		t.Errorf("%d feeds were asked again", again)
	}
	if os.Getenv(quietFeedsEnv) != "" {
		return
	}
	waitUntil(t, "the last daemon to have started", func() bool { return present(t, s, daemons) }) // before, a signal ends it at once
	for _, child := range daemons {
		if err := errors.Join(child.Process.Signal(syscall.SIGTERM), child.Wait()); err != nil {
			t.Error(err)
		}
	}
	pollDue(t, dir, db, true) // which closes the days of what came in since they were closed
	pollDue(t, dir, filepath.Join(dir, "alone.db"), false)
	alone, err := store.Open(t.Context(), filepath.Join(dir, "alone.db"), store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer alone.Close()
	if got, want := toldBy(t, s), toldBy(t, alone); !slices.Equal(got, want) {
		t.Errorf("what they tell (+) and what one alone does (-): %s", cmp.Diff(want, got))
	}
	if got, want := origins(t, s), origins(t, alone); got != want || got >= 2*len(town.hosts) {
		t.Errorf("their %d articles are of %d origins; those of one daemon of %d", 2*len(town.hosts), got, want)
	}
}

// pollDue polls feeds as a program of its own would: those that are due, or all.
func pollDue(t *testing.T, dir, db string, due bool) {
	t.Helper()
	a := &app{config: filepath.Join(dir, "narratives.yaml"), db: db, index: filepath.Join(dir, "search.db"), now: time.Now, out: io.Discard, err: io.Discard, format: "table"}
	if err := a.pollOnce(t.Context(), due); err != nil {
		t.Fatal(err)
	}
}

// leads returns the process that leads; 0 for none.
func leads(t *testing.T, s *store.Store) (pid int) {
	t.Helper()
	peers, err := s.Peers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range peers {
		if p.Leads {
			pid = processOf(p)
		}
	}
	return pid
}

// present tells whether all of some daemons have told the others that they are there.
func present(t *testing.T, s *store.Store, daemons map[int]*exec.Cmd) bool {
	t.Helper()
	peers, err := s.Peers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for pid := range daemons {
		if !slices.ContainsFunc(peers, func(p archive.Peer) bool { return processOf(p) == pid }) {
			return false
		}
	}
	return true
}

// processOf returns the number of the process that a daemon is.
func processOf(p archive.Peer) int {
	_, number, _ := strings.Cut(p.Host, "process ")
	pid, _ := strconv.Atoi(number)
	return pid
}

func leaderOf(t *testing.T, s *store.Store) (pid int) {
	t.Helper()
	waitUntil(t, "a leader", func() bool {
		pid = leads(t, s)
		return pid != 0
	})
	return pid
}

func polled(t *testing.T, s *store.Store) (n int) {
	t.Helper()
	all, err := s.Feeds(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if !f.LastGood.IsZero() {
			n++
		}
	}
	return n
}

// counted counts how often a job ran.
type counted struct {
	job  string
	runs atomic.Int64
}

func (c *counted) Ran(job string, _ time.Time, _ time.Duration, _ error) {
	if job == c.job {
		c.runs.Add(1)
	}
}

func (*counted) Delivered([]bulletin.Delivery) {}

// quietListener hears what others record, but not that it has begun to listen.
type quietListener struct {
	*store.Store
	listens chan struct{}
}

func (q quietListener) Listen(ctx context.Context, heard func()) error {
	begun := false
	return q.Store.Listen(ctx, func() {
		if begun {
			heard()
			return
		}
		begun = true
		close(q.listens)
	})
}

// A daemon looks for verdicts every five minutes. What another program records wakes it
// before.
func TestADaemonIsWokenByWhatOthersRecord(t *testing.T) {
	db, rules := serverDatabase(t), "narratives:\n  - {id: harbour}\n"
	clock := &simulated{now: time.Now()}
	other := openOfficeOn(t, db, t.TempDir(), rules, clock)
	desk := openOfficeOn(t, db, t.TempDir(), rules, clock)
	judged, listens := &counted{job: "judged"}, make(chan struct{})
	desk.Stats = judged
	desk.Join(quietListener{desk.store, listens}, thisDaemon(), leaseTime)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- desk.Run(ctx, nil) }()
	<-listens
	waitUntil(t, "the jobs to run at the start", func() bool { return judged.runs.Load() > 0 })
	n, before := 0, judged.runs.Load()
	waitUntil(t, "the daemon to be woken", func() bool {
		n++
		if _, err := other.store.SetRules(t.Context(), archive.Rules{Text: rules, Hash: fmt.Sprint("version ", n)}); err != nil {
			t.Fatal(err)
		}
		return judged.runs.Load() > before
	})
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
