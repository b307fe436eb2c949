package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	netmail "net/mail"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"onset/deliver/mailtest"
	"onset/newsroom/bulletin"
	"onset/tracker"
)

// letterbox says how often each digest was taken by a mail server, by its day,
// and that none came under two names.
func letterbox(t *testing.T, server *mailtest.Server) map[string]int {
	t.Helper()
	out, names := map[string]int{}, map[string]string{}
	for _, raw := range server.Mails() {
		m, err := netmail.ReadMessage(strings.NewReader(raw))
		if err != nil {
			t.Fatalf("a mail that can't be read: %v\n%s", err, raw)
		}
		id := m.Header.Get("Message-Id")
		day, _, _ := strings.Cut(strings.TrimPrefix(id, "<onset."), ".")
		if was, ok := names[day]; ok && was != id {
			t.Errorf("the digest of %s came as %s and as %s", day, was, id)
		}
		names[day] = id
		out[day]++
	}
	return out
}

func mailRules(server *mailtest.Server, more string) string {
	return "timezone: Europe/Warsaw\nschedule: {digest: \"30 2 * * *\"}\nchannels:\n" +
		"  - {id: desk, kind: smtp, address: \"smtp://" + server.Addr + "\", from: onset@example.org, to: [desk@example.org]}\n" +
		more + "narratives:\n  - {id: harbour}\n"
}

// everyMinute is what the daemon does each minute, but that it waits for a server that
// hangs for a moment only.
func (o office) everyMinute(t *testing.T, mode mailtest.Mode) {
	t.Helper()
	if _, err := o.DueDigests(t.Context()); err != nil {
		t.Fatal(err)
	}
	p := o.app.newPostman(o.store, o.Log)
	if mode == mailtest.Hangs {
		p.Sender.Timeout = 50 * time.Millisecond
	}
	if _, err := p.Deliver(t.Context(), o.In.Desk.File.Channels); err != nil {
		t.Fatal(err)
	}
}

// A mail server that fails in every way it can, each for a day, a restart every
// day, three days of downtime and a change of clocks: each digest is taken once.
func TestEachDigestArrivesByMailOnce(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Warsaw")
	if err != nil {
		t.Skipf("no zone data: %v", err)
	}
	const off = mailtest.Mode("the machine is off")
	days := []mailtest.Mode{
		mailtest.Takes, mailtest.TurnsAway, mailtest.Later, off, off, off, mailtest.DropsAfter,
		mailtest.Refuses, mailtest.DropsBefore, mailtest.Hangs, mailtest.Takes, mailtest.WantsLogin, mailtest.Takes,
	}
	for _, from := range []string{"2026-03-23", "2026-10-19"} { // the clocks change while it is off, and one day later
		for shift := range 2 {
			first, err := tracker.ParseDay(from)
			if err != nil {
				t.Fatal(err)
			}
			first += tracker.Day(shift)
			t.Run(first.String(), func(t *testing.T) {
				server := mailtest.New(t)
				dir, clock := t.TempDir(), &simulated{now: first.In(zone)}
				var o office
				for clock.now.Before((first + tracker.Day(len(days))).In(zone)) {
					local := clock.now.In(zone)
					mode := days[tracker.DayOf(local)-first]
					if o.running == nil || local.Hour() < 3 {
						o = openOffice(t, dir, mailRules(server, ""), clock)
					}
					if mode != off {
						server.Set(mode)
						o.everyMinute(t, mode)
					}
					clock.now = clock.now.Add(3 * time.Hour)
				}
				got := letterbox(t, server)
				for d := first; d < first+tracker.Day(len(days))-1; d++ {
					if got[d.String()] != 1 {
						t.Errorf("the digest of %s was taken %d times", d, got[d.String()])
					}
				}
				if len(got) != len(days)-1 || server.Asked() <= len(got) {
					t.Errorf("%d digests were taken in %d conversations, of %d days", len(got), server.Asked(), len(days)-1)
				}
			})
		}
	}
}

// A receiver that is gone for ten days gets what was made in the last seven of
// them, once; the rest is given up, and doctor says so.
func TestWhatNobodyTookForAWeekIsGivenUp(t *testing.T) {
	server := mailtest.New(t)
	server.Set(mailtest.Refuses)
	first := tracker.Date(2026, 2, 1)
	clock := &simulated{now: first.In(time.UTC)}
	o := openOffice(t, t.TempDir(), mailRules(server, ""), clock)
	for clock.now.Before((first + 10).In(time.UTC)) {
		o.everyMinute(t, mailtest.Refuses)
		clock.now = clock.now.Add(3 * time.Hour)
	}
	states, err := bulletin.ChannelStates(t.Context(), o.In.Desk, o.store, o.app.now())
	if err != nil || states[0].GivenUp == 0 || states[0].Waiting == 0 || !strings.Contains(states[0].Failure, "nobody here") {
		t.Errorf("while it refuses: %+v %v", states, err)
	}
	server.Set(mailtest.Takes)
	for range 8 {
		o.everyMinute(t, mailtest.Takes)
		clock.now = clock.now.Add(time.Hour)
	}
	got := letterbox(t, server)
	for d := first; d < first+9; d++ {
		made := (d + 1).In(time.UTC).Add(90 * time.Minute) // 02:30 in Warsaw
		want := 1
		if made.Before((first + 10).In(time.UTC).Add(-bulletin.GiveUp)) {
			want = 0
		}
		if got[d.String()] != want {
			t.Errorf("the digest of %s was taken %d times, want %d", d, got[d.String()], want)
		}
	}
}

// A letter is not tried without pause: after 1, 2, 4, … minutes.
func TestARefusingServerIsNotPestered(t *testing.T) {
	server := mailtest.New(t)
	server.Set(mailtest.Refuses)
	clock := &simulated{now: time.Date(2026, 2, 4, 12, 0, 0, 0, time.UTC)}
	o := openOffice(t, t.TempDir(), mailRules(server, ""), clock)
	clock.now = clock.now.AddDate(0, 0, 1)
	var tried []int
	for minute := range 13 * 60 {
		before := server.Asked()
		o.everyMinute(t, mailtest.Refuses)
		if server.Asked() > before {
			tried = append(tried, minute)
		}
		clock.now = clock.now.Add(time.Minute)
	}
	if want := []int{0, 1, 3, 7, 15, 31, 63, 127, 255, 511}; !slices.Equal(tried, want) {
		t.Errorf("tried after %v minutes, want %v", tried, want)
	}
}

// Killed after the receiver had taken the digest and before that was noted, the
// program sends it once more when the claim has run out, under the same key, and
// loses nothing: by mail and by webhook, from the daemon and by hand.
func TestKilledBetweenSendingAndNoting(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes")
	}
	for _, command := range []string{"run --listen=", "digest --send"} {
		for _, kind := range []string{"smtp", "webhook"} {
			t.Run(kind+" "+command, func(t *testing.T) {
				k := &killed{t: t, keys: make(chan string, 10), victim: make(chan *os.Process, 1)}
				k.test(strings.Fields(command), map[string]func() string{"smtp": k.mail, "webhook": k.webhook}[kind]())
			})
		}
	}
}

// killed is a program that dies at its first delivery.
type killed struct {
	t      *testing.T
	keys   chan string // of what was taken
	victim chan *os.Process
	calls  atomic.Int32
}

// taken kills the program when it is the first time; it tells whether.
func (k *killed) taken(key string) bool {
	k.keys <- key
	if k.calls.Add(1) > 1 {
		return false
	}
	p := <-k.victim
	if err := p.Kill(); err != nil {
		k.t.Error(err)
	}
	return true
}

// webhook starts a receiver and returns the channel to it.
func (k *killed) webhook() string {
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		if k.taken(r.Header.Get("Idempotency-Key")) {
			<-r.Context().Done() // the answer never reaches it
		}
	}))
	k.t.Cleanup(server.Close)
	return fmt.Sprintf("  - {id: hook, kind: webhook, address: %q}\n", server.URL)
}

// mail starts a mail server and returns the channel to it.
func (k *killed) mail() string {
	server := mailtest.New(k.t)
	server.OnTaken(func() {
		mails := server.Mails()
		m, err := netmail.ReadMessage(strings.NewReader(mails[len(mails)-1]))
		if err != nil {
			k.t.Error(err)
			return
		}
		k.taken(m.Header.Get("Message-Id"))
	})
	return fmt.Sprintf("  - {id: desk, kind: smtp, address: %q, from: onset@example.org, to: [desk@example.org]}\n", "smtp://"+server.Addr)
}

func (k *killed) test(command []string, channel string) {
	t := k.t
	rules := "schedule: {digest: \"@daily\"}\nchannels:\n" + channel + "narratives:\n  - {id: harbour}\n"
	clock := &simulated{now: time.Now().AddDate(0, 0, -1)}
	dir := t.TempDir()
	o := openOffice(t, dir, rules, clock)
	if err := o.store.Close(); err != nil {
		t.Fatal(err)
	}
	child, _ := program(t, append(command, "--config", o.app.config, "--db", o.app.db)...)
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	k.victim <- child.Process
	if err := child.Wait(); err == nil || child.ProcessState.Exited() {
		t.Fatalf("the child was not killed: %v", err)
	}
	first := <-k.keys

	clock.now = time.Now()
	o = openOffice(t, dir, rules, clock)
	o.tick(t)
	if len(k.keys) != 0 {
		t.Error("sent again although the first try may still be under way")
	}
	clock.now = clock.now.Add(bulletin.Lease + time.Minute)
	o.tick(t)
	o.tick(t)
	if len(k.keys) != 1 {
		t.Fatalf("sent %d times after the claim had run out, want once", len(k.keys))
	}
	if again := <-k.keys; again != first || first == "" {
		t.Errorf("the second try has the key %s, the first had %s", again, first)
	}
}
