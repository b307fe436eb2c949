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

// notices counts the letters of which somebody is told at once.
func (x *stubborn) notices() (n int) {
	for letter := range x.letters() {
		if strings.HasPrefix(letter, "/notice") {
			n++
		}
	}
	return n
}

// What the harbour becomes, a talking point each; a channel each of digests and of notices.
var (
	fates   = []string{"closed", "flooded", "mined", "sold"}
	readers = []string{"/digest1", "/digest2", "/digest3", "/digest4", "/notice1", "/notice2"}
)

// newsdesk is an archive in which firsts were recorded that nobody was told of, and
// digests of the last days are due.
func newsdesk(t *testing.T, db, dir string, box *stubborn) office {
	feed := portItem("rain", time.Now().AddDate(0, 0, -20).UTC().Format(time.RFC1123Z), "Rain is expected until Friday.")
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, strings.Replace(portFeed, "%s", feed, 1))
	}))
	t.Cleanup(site.Close)
	var rules strings.Builder
	fmt.Fprintf(&rules, "allow_private_networks: true\nschedule: {digest: \"@daily\"}\nsources:\n  - {id: herald, name: The Herald, content: feed, languages: [en], feeds: [%q]}\n", site.URL)
	rules.WriteString("narratives:\n  - id: harbour\n    talking_points:\n")
	for _, fate := range fates {
		fmt.Fprintf(&rules, "      - {id: %s, title: The harbour is %[1]s, match: harbour AND %[1]s}\n", fate)
	}
	rules.WriteString("channels:\n")
	for _, path := range readers {
		how := ""
		if strings.HasPrefix(path, "/notice") {
			how = ", mode: at_once, kinds: [first_seen]"
		}
		fmt.Fprintf(&rules, "  - {id: %s, kind: webhook, address: %q%s}\n", path[1:], box.URL+path, how)
	}
	clock := &simulated{now: time.Now().AddDate(0, 0, -20)}
	desk := openOfficeOn(t, db, dir, rules.String(), clock)
	poll := func() {
		t.Helper()
		if err := desk.Poll(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	poll()
	if _, err := (bulletin.Notices{Desk: desk.In.Desk, Store: desk.store}).Post(t.Context()); err != nil { // since when channels are told
		t.Fatal(err)
	}
	clock.now = time.Now().Add(-time.Hour)
	for i, fate := range fates {
		feed += portItem(fate, clock.now.Add(-time.Duration(i+1)*time.Minute).UTC().Format(time.RFC1123Z), "The harbour is "+fate+". "+chatter(i))
	}
	poll()
	return desk
}

// Of several daemons one sends, and each letter once, digests and notices. When it is
// killed amid that, another sends the rest; what was on its way then comes when the
// claim has run out, for the second time if it had arrived, and nothing else does.
func TestLettersGoOutOnceAmongDaemons(t *testing.T) {
	t.Parallel()
	db, dir, box := serverDatabase(t), t.TempDir(), newStubborn(t)
	desk := newsdesk(t, db, dir, box)

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
	waitUntil(t, "all letters that the one that was killed had not claimed", func() bool {
		zone := desk.In.Desk.File.Zone
		missing, err := desk.store.DaysWithoutDigest(t.Context(), tracker.DayOf(time.Now().In(zone))-1, zone)
		if err != nil {
			t.Fatal(err)
		}
		_, most := desk.waiting(t)
		return len(missing) == 0 && box.notices() >= 2*(len(fates)-1) && most <= 1 // it sent one at a time to each
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
	desk.clock.now = time.Now().Add(bulletin.Lease + time.Minute)
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
	if again != claimed || after[first] != 2 {
		t.Errorf("after the claims had run out %d letters came, want %d; what was on its way came %d times", again, claimed, after[first])
	}
	if notices, digests := box.notices(), len(after)-box.notices(); notices != 2*len(fates) || digests < 4*6 || digests%4 != 0 {
		t.Errorf("%d notices came, want %d, and %d digests, want those of the last week to 4 channels", notices, 2*len(fates), digests)
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
