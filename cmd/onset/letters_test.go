package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"onset/newsroom/bulletin"
	"onset/tracker"
)

// stubborn is a receiver of letters that does not answer for the first one.
type stubborn struct {
	*httptest.Server
	met chan string // the first letter

	mu  sync.Mutex
	got map[string]int // how often each letter came, by channel and key
}

func newStubborn(t *testing.T) *stubborn {
	x := &stubborn{met: make(chan string, 1), got: map[string]int{}}
	x.Server = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		letter := r.URL.Path + " " + r.Header.Get("Idempotency-Key")
		x.mu.Lock()
		x.got[letter]++
		first := len(x.got) == 1 && x.got[letter] == 1
		x.mu.Unlock()
		if first {
			x.met <- letter
			<-r.Context().Done() // the answer never reaches who sent it
		}
	}))
	t.Cleanup(x.Close)
	return x
}

func (x *stubborn) letters() map[string]int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return maps.Clone(x.got)
}

// Of several daemons one sends, and each letter once. When it is killed amid that,
// another sends the rest; what was on its way then comes when the claim has run out, for
// the second time if it had arrived, and nothing else does.
func TestLettersGoOutOnceAmongDaemons(t *testing.T) {
	db, dir, box := serverDatabase(t), t.TempDir(), newStubborn(t)
	const channels, days = 4, 4
	var rules strings.Builder
	rules.WriteString("allow_private_networks: true\nschedule: {digest: \"@daily\"}\nnarratives:\n  - {id: harbour}\nchannels:\n")
	for i := range channels {
		fmt.Fprintf(&rules, "  - {id: hook%d, kind: webhook, address: %q}\n", i, fmt.Sprint(box.URL, "/", i))
	}
	clock := &simulated{now: time.Now().AddDate(0, 0, -days)}
	desk := openOfficeOn(t, db, dir, rules.String(), clock) // since when digests are due

	daemons := map[int]*exec.Cmd{}
	for n := range 3 {
		child := startDaemon(t, dir, db, n)
		daemons[child.Process.Pid] = child
	}
	first := <-box.met
	leader := leaderOf(t, desk.store)
	if daemons[leader] == nil {
		t.Fatalf("process %d leads, which is none of these", leader)
	}
	if err := daemons[leader].Process.Kill(); err != nil {
		t.Fatal(err)
	}
	delete(daemons, leader)
	waitUntil(t, "all letters that the one that was killed had not claimed", time.Minute, func() bool {
		zone := desk.In.Desk.File.Zone
		missing, err := desk.store.DaysWithoutDigest(t.Context(), tracker.DayOf(time.Now().In(zone))-1, zone)
		if err != nil {
			t.Fatal(err)
		}
		_, most := desk.waiting(t)
		return len(missing) == 0 && most <= 1 // it sent one at a time to each
	})
	for _, child := range daemons {
		if err := errors.Join(child.Process.Signal(syscall.SIGTERM), child.Wait()); err != nil {
			t.Error(err)
		}
	}
	before := box.letters()
	for letter, n := range before {
		if n != 1 {
			t.Errorf("%s came %d times before its claim had run out", letter, n)
		}
	}

	claimed, _ := desk.waiting(t)
	clock.now = time.Now().Add(bulletin.Lease + time.Minute)
	if err := desk.Send(t.Context()); err != nil {
		t.Fatal(err)
	}
	after, again := box.letters(), 0
	for letter, n := range after {
		again += n - before[letter]
		if n > 2 {
			t.Errorf("%s came %d times", letter, n)
		}
	}
	if again != claimed || after[first] != 2 || len(after) < channels*days {
		t.Errorf("after the claims had run out %d letters came, want %d; what was on its way came %d times; there are %d of %d in all",
			again, claimed, after[first], len(after), channels*days)
	}
}

// waiting counts the letters that wait, or were claimed, in all and of the channel that
// has most.
func (o office) waiting(t *testing.T) (all, most int) {
	t.Helper()
	states, err := bulletin.ChannelStates(t.Context(), o.In.Desk, o.store, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range states {
		all, most = all+c.Waiting, max(most, c.Waiting)
	}
	return all, most
}
