package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/newsroom"
	"onset/newsroom/bulletin"
	"onset/tracker"
	"onset/tracker/archive"
)

// webhookParcel is what a webhook gets.
type webhookParcel struct {
	Type, Key string
	Digest    json.RawMessage
	Notice    json.RawMessage
}

// inbox is a webhook receiver that keeps what it took, and can be out of order.
type inbox struct {
	sync.Mutex
	down    bool
	parcels []webhookParcel
	url     string
}

func newInbox(t *testing.T) *inbox {
	b := &inbox{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.Lock()
		defer b.Unlock()
		if b.down {
			http.Error(w, "out of order", http.StatusServiceUnavailable)
			return
		}
		var p webhookParcel
		if err := json.NewDecoder(r.Body).Decode(&p); err != nil || p.Key != r.Header.Get("Idempotency-Key") {
			t.Errorf("a parcel that can't be read: %+v %v", p, err)
		}
		b.parcels = append(b.parcels, p)
	}))
	t.Cleanup(server.Close)
	b.url = server.URL
	return b
}

func (b *inbox) set(down bool) {
	b.Lock()
	defer b.Unlock()
	b.down = down
}

// days counts the digests by day.
func (b *inbox) days(t *testing.T) map[string]int {
	b.Lock()
	defer b.Unlock()
	out := map[string]int{}
	for _, p := range b.parcels {
		if p.Type != "digest" {
			continue
		}
		var d struct{ Day string }
		if err := json.Unmarshal(p.Digest, &d); err != nil {
			t.Fatal(err)
		}
		out[d.Day]++
	}
	return out
}

// office is a daemon under a clock that is set by hand.
type office struct {
	*running
	clock *simulated
}

func openOffice(t *testing.T, dir, rules string, clock *simulated) office {
	t.Helper()
	return openOfficeOn(t, filepath.Join(dir, "onset.db"), dir, rules, clock)
}

func openOfficeOn(t *testing.T, db, dir, rules string, clock *simulated) office {
	t.Helper()
	config := filepath.Join(dir, "narratives.yaml")
	write(t, config, rules)
	a := &app{out: io.Discard, err: io.Discard, now: clock.time, format: "table", config: config, db: db, index: filepath.Join(dir, "search.db")}
	d, s, err := a.openBoth(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return office{a.newRunning(newsroom.NewIntake(t.Context(), d, s, zerolog.Nop()), s, nil), clock}
}

// tick is what the daemon does every minute.
func (o office) tick(t *testing.T) {
	t.Helper()
	if err := o.Digests(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := o.Send(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// Eleven days around a change of clocks, with a receiver that is out of order
// for a day, a restart every day, and three days of downtime: each digest
// arrives once.
func TestEachDigestArrivesOnce(t *testing.T) {
	for _, c := range []struct{ name, schedule, from string }{
		{"spring", "0 7 * * *", "2026-03-24"},
		{"a time that spring skips", "30 2 * * *", "2026-03-24"},
		{"autumn", "0 7 * * *", "2026-10-20"},
		{"a time that autumn has twice", "30 2 * * *", "2026-10-20"},
		{"midnight", "@daily", "2026-10-20"},
	} {
		t.Run(c.name, func(t *testing.T) {
			box := newInbox(t)
			rules := "timezone: Europe/Warsaw\nschedule: {digest: \"" + c.schedule + "\"}\nchannels:\n  - {id: hook, kind: webhook, address: \"" + box.url + "\"}\n" +
				"  - {id: notes, kind: file, address: notes}\nnarratives:\n  - {id: harbour}\n"
			zone, err := time.LoadLocation("Europe/Warsaw")
			if err != nil {
				t.Fatal(err)
			}
			first, err := tracker.ParseDay(c.from)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			clock := &simulated{now: first.In(zone)}
			var o office
			for clock.now.Before((first + 11).In(zone)) {
				day := tracker.DayOf(clock.now.In(zone)) - first
				if o.running == nil || clock.now.In(zone).Hour() == 0 {
					o = openOffice(t, dir, rules, clock)
				}
				box.set(day == 2)
				if day < 6 || day > 8 { // the machine is off on three days
					o.tick(t)
				}
				clock.now = clock.now.Add(3 * time.Hour)
			}
			got := box.days(t)
			for d := first; d < first+10; d++ {
				if got[d.String()] != 1 {
					t.Errorf("the digest of %s arrived %d times", d, got[d.String()])
				}
			}
			files, err := filepath.Glob(filepath.Join(dir, "notes", "*"))
			if err != nil || len(files) != 10 || len(got) != 10 {
				t.Errorf("%d files, %d digests, want 10: %v", len(files), len(got), err)
			}
		})
	}
}

// A letter that fails waits; the other channels don't.
func TestOneBrokenChannelDisturbsNoOther(t *testing.T) {
	box := newInbox(t)
	dir := t.TempDir()
	rules := "channels:\n  - {id: gone, kind: webhook, address: \"http://127.0.0.1:1/\"}\n  - {id: secret, kind: chat, address_env: ONSET_TEST_IS_NOT_SET}\n" +
		"  - {id: hook, kind: webhook, address: \"" + box.url + "\"}\nnarratives:\n  - {id: harbour}\n"
	clock := &simulated{now: time.Date(2026, 2, 4, 12, 0, 0, 0, time.UTC)}
	o := openOffice(t, dir, rules, clock)
	clock.now = clock.now.AddDate(0, 0, 1)
	o.tick(t)
	if got := box.days(t); got["2026-02-04"] != 1 {
		t.Errorf("the good channel got %v", got)
	}
	states, err := bulletin.ChannelStates(t.Context(), o.In.Desk, o.store, o.app.now())
	if err != nil {
		t.Fatal(err)
	}
	if states[0].Waiting != 1 || states[0].Failure == "" || !strings.Contains(states[1].Failure, "ONSET_TEST_IS_NOT_SET") || states[2].LastSent == "" {
		t.Errorf("states: %+v", states)
	}
	clock.now = clock.now.Add(2 * bulletin.GiveUp)
	if _, found, err := o.store.Claim(t.Context(), "gone", bulletin.Lease, clock.now.Add(-bulletin.GiveUp)); found || err != nil {
		t.Errorf("a letter that nobody took for two weeks is still tried: %v", err)
	}
}

const portFeed = `<?xml version="1.0"?><rss version="2.0"><channel><title>The Herald</title>%s</channel></rss>`

func portItem(slug, when, text string) string {
	return "<item><title>" + slug + "</title><link>https://herald.example/" + slug + "</link><pubDate>" + when + "</pubDate><description>" + text + "</description></item>"
}

// A line that appears is told at once to the channel that asked for it; when
// the event was reported on and is corrected, every channel hears of it once,
// with the name of the note.
func TestNoticesAndCorrectionsOfWhatWasReported(t *testing.T) {
	feed := portItem("rain", "Sun, 01 Feb 2026 09:00:00 GMT", "Rain is expected until Friday.")
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, strings.Replace(portFeed, "%s", feed, 1))
	}))
	defer site.Close()
	alerts, desk := newInbox(t), newInbox(t)
	rules := strings.ReplaceAll(harbourRules, "SITE", site.URL) + "schedule: {digest: \"0 7 1 1 *\"}\nchannels:\n" +
		"  - {id: alerts, kind: webhook, address: \"" + alerts.url + "\", mode: at_once, kinds: [first_said, first_seen]}\n" +
		"  - {id: desk, kind: webhook, address: \"" + desk.url + "\"}\n  - {id: elsewhere, kind: webhook, address: \"" + desk.url + "\", narratives: [other]}\n"
	rules = strings.Replace(rules, "narratives:\n", "narratives:\n  - {id: other}\n", 1)
	clock := &simulated{now: time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC)}
	o := openOffice(t, t.TempDir(), rules, clock)
	round := func() {
		t.Helper()
		if err := o.Poll(t.Context()); err != nil {
			t.Fatal(err)
		}
		o.tick(t)
	}
	round()
	clock.now = clock.now.AddDate(0, 0, 20)
	feed += portItem("port", "Sat, 21 Feb 2026 09:00:00 GMT", "The harbour will be shut for good.")
	round()
	round()
	if len(alerts.parcels) != 1 || alerts.parcels[0].Type != "notice" || len(desk.parcels) != 0 {
		t.Fatalf("told %+v and %+v", alerts.parcels, desk.parcels)
	}
	var told struct{ Event string }
	if err := json.Unmarshal(alerts.parcels[0].Notice, &told); err != nil {
		t.Fatal(err)
	}
	if err := o.app.reported(t.Context(), told.Event, "Daily note 7", "ann"); err != nil {
		t.Fatal(err)
	}
	reject(t, o, told.Event)
	round()
	round()
	if len(alerts.parcels) != 2 || len(desk.parcels) != 1 {
		t.Fatalf("after the correction: %d alerts, %d at the desk", len(alerts.parcels), len(desk.parcels))
	}
	if body := string(desk.parcels[0].Notice); !strings.Contains(body, "Daily note 7") || !strings.Contains(body, "correction") {
		t.Errorf("the note is not named: %s", body)
	}
}

// reject has a person reject the mention of an event.
func reject(t *testing.T, o office, event string) {
	t.Helper()
	e, found, err := o.store.Event(t.Context(), event)
	if err != nil || !found {
		t.Fatalf("event %q: %v", event, err)
	}
	if _, err := o.store.Review(t.Context(), archive.Verdict{Mention: e.Mention, Action: archive.Reject, Who: "ann"}, false); err != nil {
		t.Fatal(err)
	}
}

func TestDaemonSendsNothingWithoutChannels(t *testing.T) {
	o := openOffice(t, t.TempDir(), "narratives:\n  - {id: harbour}\n", &simulated{now: time.Date(2026, 2, 4, 12, 0, 0, 0, time.UTC)})
	o.tick(t)
	o.clock.now = o.clock.now.AddDate(0, 0, 3)
	o.tick(t)
	letters, err := o.store.Letters(context.Background(), 0, tracker.DayOf(o.clock.now), false)
	if err != nil || len(letters) != 3 {
		t.Errorf("%d digests in the archive, want 3: %v", len(letters), err)
	}
}

// Years in which nothing ran are kept, and not sent: only the last week is news.
func TestOldDigestsAreMadeButNotSent(t *testing.T) {
	box := newInbox(t)
	rules := "channels:\n  - {id: hook, kind: webhook, address: \"" + box.url + "\"}\nnarratives:\n  - {id: harbour}\n"
	clock := &simulated{now: time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC)}
	o := openOffice(t, t.TempDir(), rules, clock)
	clock.now = clock.now.AddDate(0, 0, 40)
	o.tick(t)
	letters, err := o.store.Letters(t.Context(), 0, tracker.DayOf(clock.now), false)
	if sent := box.days(t); err != nil || len(sent) != 7 || len(letters) != 40+7 {
		t.Errorf("%d sent, %d letters: %v", len(sent), len(letters), err)
	}
}

// A digest is shown again as it was sent, whatever is known by then; --now
// marks what is different.
func TestASentDigestIsShownAsItWasSent(t *testing.T) {
	feed := portItem("rain", "Sun, 01 Feb 2026 09:00:00 GMT", "Rain is expected until Friday.")
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, strings.Replace(portFeed, "%s", feed, 1))
	}))
	defer site.Close()
	dir := t.TempDir()
	rules := strings.ReplaceAll(harbourRules, "SITE", site.URL) + "channels:\n  - {id: notes, kind: file, address: out}\n"
	clock := &simulated{now: time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC)}
	o := openOffice(t, dir, rules, clock)
	if err := o.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	clock.now = clock.now.AddDate(0, 0, 20)
	feed += portItem("port", "Sat, 21 Feb 2026 09:00:00 GMT", "The harbour will be shut for good.")
	if err := o.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	day := tracker.DayOf(clock.now)
	clock.now = clock.now.AddDate(0, 0, 1)
	o.tick(t)
	sent, err := os.ReadFile(filepath.Join(dir, "out", day.String()+".md"))
	if err != nil || !strings.Contains(string(sent), "1 new") {
		t.Fatalf("sent %q: %v", sent, err)
	}
	events, _, err := o.store.EventsAfter(t.Context(), 0)
	if err != nil || len(events) == 0 {
		t.Fatal(err)
	}
	reject(t, o, events[0].ID)

	show := func(now bool) (string, string) {
		t.Helper()
		var out, talk strings.Builder
		a := *o.app
		a.out, a.err, a.format = &out, &talk, "md"
		if err := a.digest(t.Context(), digestFlags{day: day.String(), by: "recorded", now: now}); err != nil {
			t.Fatal(err)
		}
		return out.String(), talk.String()
	}
	if again, talk := show(false); again != string(sent) || !strings.Contains(talk, "sent to notes 2026-02-22") {
		t.Errorf("sent:\n%s\nshown:\n%s%s", sent, talk, again)
	}
	if fresh, _ := show(true); !strings.Contains(fresh, "Told then, not now") {
		t.Errorf("what changed is not marked:\n%s", fresh)
	}
}
