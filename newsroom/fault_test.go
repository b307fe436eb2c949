package newsroom

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/store"
	"onset/tracker"
	"onset/tracker/reader"
)

// twoFeeds polls two feeds of one article each, after spoil has been done to the
// intake, and returns what became of the first round.
func twoFeeds(t *testing.T, spoil func(*Intake)) (*store.Store, *Intake, *Round) {
	t.Helper()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>t</title><item><title>The port %s</title><guid>%s</guid><description>Lavrov said that the port is mined.</description></item></channel></rss>`, r.URL.Path, r.URL.Path)
	}))
	t.Cleanup(site.Close)
	rules := fmt.Sprintf("allow_private_networks: [127.0.0.1]\nsources:\n  - {id: a, name: A, kind: wire, content: feed, feeds: [%q]}\n  - {id: b, name: B, kind: wire, content: feed, feeds: [%q]}\nnarratives:\n  - {id: n, title: N, talking_points: [{id: tp, title: T, match: mine}]}\n", site.URL+"/a", site.URL+"/b")
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "onset.db"), store.Options{Decisions: Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d, err := NewDesk("rules", []byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Put(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	in := NewIntake(t.Context(), d, s, zerolog.New(io.Discard))
	spoil(in)
	states, err := s.Feeds(t.Context(), time.Time{})
	if err != nil || len(states) != 2 {
		t.Fatal(err, states)
	}
	round, err := in.Poll(t.Context(), states, false)
	if err != nil {
		t.Fatal(err)
	}
	return s, in, round
}

// A text that the reader stumbles over is stored unread, so that no later round
// runs into it again, and its feed says so.
func TestWhatTheReaderStumblesOver(t *testing.T) {
	s, in, round := twoFeeds(t, func(in *Intake) { in.Desk.reading = func() *reader.Reader { return &reader.Reader{} } })
	if round.New != 2 || round.Failed != 0 {
		t.Fatalf("%+v", round)
	}
	for _, address := range told(t, s, tracker.FetchOK, "nothing could be read out of") {
		if !strings.Contains(address, "a fault of Onset") {
			t.Errorf("%s", address)
		}
	}
	in.Desk.reading = readingBy(in.Desk.File)
	states, err := s.Feeds(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	again, err := in.Poll(t.Context(), states, false)
	if err != nil || again.New != 0 || again.Failed != 0 {
		t.Errorf("the next round: %v %+v", err, again)
	}
}

// A fault on the way into the database is the outcome of its feed: it is named
// as failed, and the next start does not ask at once.
func TestAFaultIsTheOutcomeOfItsFeed(t *testing.T) {
	s, in, round := twoFeeds(t, func(in *Intake) { in.groups = nil })
	if round.Failed != 2 || len(round.Failures) != 2 || !strings.Contains(round.Failures[0].Message, "a fault of Onset, please report it: ") {
		t.Fatalf("%+v", round)
	}
	told(t, s, tracker.FetchMalformed, "a fault of Onset")
	if due, err := s.Feeds(t.Context(), in.Store.Now()); err != nil || len(due) != 0 {
		t.Errorf("due at the next start: %v %+v", err, due)
	}
}

// told returns the messages of the last fetches, which are all of a class and
// have a part in common.
func told(t *testing.T, s *store.Store, class tracker.FetchClass, part string) []string {
	t.Helper()
	health, err := s.Health(t.Context())
	if err != nil || len(health) != 2 {
		t.Fatal(err, health)
	}
	var out []string
	for _, h := range health {
		if h.Class != class || !strings.Contains(h.Message, part) {
			t.Errorf("%s is %s: %q, want %s: %q", h.State.URL, h.Class, h.Message, class, part)
		}
		out = append(out, h.Message)
	}
	return out
}
