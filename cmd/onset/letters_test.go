package main

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"onset/newsroom/bulletin"
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
// another sends the rest; what was on its way then comes a second time when the claim
// has run out, and nothing else does.
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
	waitUntil(t, "all letters", time.Minute, func() bool { return len(box.letters()) >= channels*days })
	for letter, n := range box.letters() {
		if n != 1 {
			t.Errorf("%s came %d times", letter, n)
		}
	}
	delete(daemons, leader)
	for _, child := range daemons {
		_ = child.Process.Kill()
		_ = child.Wait() // it was killed
	}

	clock.now = time.Now().Add(bulletin.Lease + time.Minute)
	before := len(box.letters())
	if err := desk.Send(t.Context()); err != nil {
		t.Fatal(err)
	}
	after := box.letters()
	if after[first] != 2 || len(after) != before {
		t.Errorf("what was on its way came %d times; %d letters were %d before", after[first], len(after), before)
	}
	for letter, n := range after {
		if n > 2 {
			t.Errorf("%s came %d times", letter, n)
		}
	}
}
