package main

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"onset/newsroom"
	"onset/newsroom/bulletin"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/timeline"
)

// portRules define two lines of one speaker, and a channel that asked for
// nothing but the digest of one day a year.
const portRules = `allow_private_networks: true
schedule: {digest: "0 7 1 1 *"}
sources:
  - {id: herald, name: The Herald, country: PL, content: feed, feeds: ["SITE/herald"]}
  - {id: courier, name: The Courier, country: GB, content: feed, feeds: ["SITE/courier"]}
speakers:
  - {id: mayor, name: Mayor Stone, aliases: [Mayor Stone, Stone]}
channels:
CHANNELS
narratives:
  - id: port
    title: The port
    talking_points:
      - {id: closed, title: The harbour will be shut, match: harbour}
      - {id: sabotage, title: The cranes were sabotaged, match: sabotage*}
  - {id: weather, title: The weather}
`

// pressroom is an office with two feeds that a test fills.
type pressroom struct {
	office
	feeds map[string]string
	box   *inbox
}

func openPressroom(t *testing.T) *pressroom {
	t.Helper()
	return openPressroomWith(t, `  - {id: desk, kind: webhook, address: "HOOK"}`)
}

// openPressroomWith names the channels; HOOK is the address of its inbox.
func openPressroomWith(t *testing.T, channels string) *pressroom {
	t.Helper()
	n := &pressroom{feeds: map[string]string{}, box: newInbox(t)}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, strings.Replace(portFeed, "%s", n.feeds[r.URL.Path], 1))
	}))
	t.Cleanup(site.Close)
	for _, f := range []string{"/herald", "/courier"} {
		n.feeds[f] = portItem("rain"+f[1:], "Sun, 01 Feb 2026 09:00:00 GMT", "Rain is expected until Friday.")
	}
	rules := strings.NewReplacer("SITE", site.URL, "HOOK", n.box.url).Replace(strings.Replace(portRules, "CHANNELS", channels, 1))
	n.office = openOffice(t, t.TempDir(), rules, &simulated{now: time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC)})
	n.round(t)
	return n
}

// publish adds an article of 21 February to a feed.
func (n *pressroom) publish(feed, slug, text string) {
	n.feeds["/"+feed] += portItem(slug, "Sat, 21 Feb 2026 09:00:00 GMT", text)
}

// nextDay lets the day end.
func (n *pressroom) nextDay(t *testing.T) {
	t.Helper()
	n.clock.now = n.clock.now.AddDate(0, 0, 1)
	if err := n.CloseDays(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// round is what the daemon does in a while: poll, heed verdicts, send.
func (n *pressroom) round(t *testing.T) {
	t.Helper()
	err := errors.Join(n.Poll(t.Context()), n.CloseJudged(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	n.tick(t)
	n.clock.now = n.clock.now.Add(time.Hour)
}

// event returns the event of a kind that stands.
func (n *pressroom) event(t *testing.T, kind tracker.EventKind, is func(tracker.Event) bool) tracker.Event {
	t.Helper()
	all, err := n.store.Timeline(t.Context(), archive.Filter{Kinds: []tracker.EventKind{kind}})
	i := slices.IndexFunc(all, is)
	if err != nil || i < 0 {
		t.Fatalf("no %s stands as wanted among %+v: %v", kind, all, err)
	}
	return all[i]
}

// judge has a person judge the mention of a slug in a talking point.
func (n *pressroom) judge(t *testing.T, slug, point, action string) {
	t.Helper()
	page, err := n.store.Mentions(t.Context(), archive.Filter{Narrative: "port", TalkingPoint: point})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range page.Mentions {
		if strings.HasSuffix(w.URL, "/"+slug) {
			if _, err := n.store.Review(t.Context(), archive.Verdict{Mention: w.ID, Action: action, Who: "ann", Why: "a misreading"}, false); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatalf("no mention of %s in %s", point, slug)
}

// told returns the notices that arrived since the last call.
func (n *pressroom) told(t *testing.T) []digest.Notice {
	t.Helper()
	n.box.Lock()
	defer n.box.Unlock()
	var out []digest.Notice
	for _, p := range n.box.parcels {
		var one digest.Notice
		if err := json.Unmarshal(p.Notice, &one); err != nil {
			t.Fatal(err)
		}
		out = append(out, one)
	}
	n.box.parcels = nil
	return out
}

func overall(e tracker.Event) bool { return e.Scope.Kind == tracker.Overall }
func anyEvent(tracker.Event) bool  { return true }

// Whatever was reported on, its fall goes out at once to whoever follows the
// narrative, once, with the name of the note; and so does its return.
func TestAReportedEventOfAnyKindThatFallsIsToldAtOnce(t *testing.T) {
	for _, c := range []struct {
		name string
		kind tracker.EventKind
		is   func(tracker.Event) bool
		fall func(n *pressroom)
		want []string // words of the notice
	}{
		{"a shift whose line was misread", tracker.Shift, anyEvent, func(n *pressroom) { n.judge(t, "cranes", "sabotage", archive.Reject) },
			[]string{"no longer stands (a mention was rejected by ann: a misreading).", "We told: Mayor Stone: new:", "The cranes were sabotaged"}},
		{"a spread to a source that did not carry it", tracker.Spread, func(e tracker.Event) bool { return strings.Contains(timeline.Words(e), "2 sources") },
			func(n *pressroom) { n.judge(t, "shut", "closed", archive.Reject) }, []string{"no longer stands", "The Courier", "a mention was rejected by ann: a misreading"}},
		{"a first whose sentence was misread, of a day that stands", tracker.FirstSeen, func(e tracker.Event) bool { return e.TalkingPoint == "closed" && overall(e) },
			func(n *pressroom) { n.judge(t, "shut", "closed", archive.Reject) }, []string{"we told 21 Feb", "is held back until a person confirms it: appeared in The Herald"}},
		{"a first that nothing proves any more", tracker.FirstSeen, func(e tracker.Event) bool { return e.TalkingPoint == "sabotage" && overall(e) },
			func(n *pressroom) { n.judge(t, "cranes", "sabotage", archive.Reject) }, []string{"nothing stands in its place (a mention was rejected by ann: a misreading)"}},
		{"an edit took it out of its page", tracker.FirstSeen, func(e tracker.Event) bool { return e.TalkingPoint == "sabotage" && overall(e) },
			func(n *pressroom) {
				n.feeds["/herald"] = strings.Replace(n.feeds["/herald"], "that sabotage had stopped the cranes", "that the cranes were old and had long been due for repair", 1)
				n.clock.now = n.clock.now.AddDate(0, 0, 1) // until the feed is asked again
			}, []string{"Removed from an article of The Herald by an edit"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := openPressroom(t)
			n.clock.now = n.clock.now.AddDate(0, 0, 20)
			n.publish("herald", "port", "Mayor Stone said on Saturday that the harbour will be shut for good.")
			n.publish("courier", "shut", "No boat will leave it: on Saturday Mayor Stone told reporters that the harbour is going to be shut.")
			n.publish("herald", "cranes", "On Saturday Mayor Stone claimed that sabotage had stopped the cranes at the quay.")
			n.round(t)
			n.nextDay(t)
			e := n.event(t, c.kind, c.is)
			if err := n.app.reported(t.Context(), e.ID, "Daily note 7", "ann"); err != nil {
				t.Fatal(err)
			}
			n.round(t)
			if early := n.told(t); len(early) != 0 {
				t.Fatalf("told before anything happened: %+v", early)
			}
			c.fall(n)
			n.round(t)
			n.round(t)
			got := n.told(t)
			if len(got) != 1 {
				t.Fatalf("told %d times, want once: %+v", len(got), got)
			}
			text := strings.Join(strings.Fields(digest.NoticeText(got[0])), " ")
			for _, want := range append(c.want, "Correction of what was reported", "Used in “Daily note 7” (ann") {
				if !strings.Contains(text, want) {
					t.Errorf("the notice lacks %q:\n%s", want, digest.NoticeText(got[0]))
				}
			}
		})
	}
}

// A verdict that is undone brings the event back: that is told too, and the
// second fall after it; each once, wherever the program dies.
func TestWhatStandsAgainIsToldToo(t *testing.T) {
	n := openPressroom(t)
	n.clock.now = n.clock.now.AddDate(0, 0, 20)
	n.publish("herald", "port", "Mayor Stone said on Saturday that the harbour will be shut for good.")
	n.publish("herald", "cranes", "On Saturday Mayor Stone claimed that sabotage had stopped the cranes at the quay.")
	n.round(t)
	n.nextDay(t)
	e := n.event(t, tracker.Shift, anyEvent)
	if err := n.app.reported(t.Context(), e.ID, "Daily note 7", "ann"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ action, want string }{
		{archive.Reject, "no longer stands"}, {archive.Undo, "stands again"}, {archive.Reject, "no longer stands"},
	} {
		n.judge(t, "cranes", "sabotage", c.action)
		if err := n.CloseJudged(t.Context()); err != nil {
			t.Fatal(err)
		}
		// The program dies after the letters were made and before that was kept.
		r, err := bulletin.Notices{Desk: n.In.Desk, Store: n.store}.Waiting(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := n.store.Post(t.Context(), r.Letters...); err != nil {
			t.Fatal(err)
		}
		n.clock.now = n.clock.now.Add(time.Second)
		n.round(t)
		if got := n.told(t); len(got) != 1 || !strings.Contains(strings.Join(got[0].Lines, " "), c.want) {
			t.Errorf("after %s, want %q once: %+v", c.action, c.want, got)
		}
	}
}

func TestReportingACorrectionFollowsWhatItSays(t *testing.T) {
	n := openPressroom(t)
	n.clock.now = n.clock.now.AddDate(0, 0, 20)
	n.publish("herald", "port", "Mayor Stone said on Saturday that the harbour will be shut for good.")
	n.round(t)
	n.judge(t, "port", "closed", archive.Reject)
	n.round(t)
	c := n.event(t, tracker.Correction, func(e tracker.Event) bool {
		d, err := timeline.Detail[timeline.Revised](e)
		return err == nil && d.Of == tracker.FirstSeen && overall(e)
	})
	if err := n.app.reported(t.Context(), c.ID, "Errata", "ann"); err != nil {
		t.Fatal(err)
	}
	n.round(t)
	if got := n.told(t); len(got) != 0 {
		t.Fatalf("told that nothing happened: %+v", got)
	}
	n.judge(t, "port", "closed", archive.Undo)
	n.round(t)
	if got := n.told(t); len(got) != 1 || !strings.Contains(strings.Join(got[0].Lines, " "), "Errata") {
		t.Errorf("what a correction had taken back stands again, and is told so: %+v", got)
	}
}

// A candidate that was reported on and that a person dismisses later has fallen.
func TestADismissedCandidateThatWasReportedIsTold(t *testing.T) {
	n := openPressroom(t)
	row := []byte(`{"id":"c1","label":"The pumps were stolen","status":"emerging"}`)
	e := tracker.Event{ID: "ec1", Kind: tracker.Emerged, Scope: tracker.Scope{Kind: tracker.Overall}, Speakers: []tracker.ClaimSpeaker{},
		At: tracker.Moment{From: tracker.Date(2026, 2, 1), To: tracker.Date(2026, 2, 1), Clock: tracker.ClockRecorded}, Evidence: tracker.Evidence{Text: "The pumps were stolen."}}
	if err := n.store.Discovered(t.Context(), "discovery", archive.Remembered{}, []archive.CandidateRow{{ID: "c1", Status: "emerging", Row: row}}, []tracker.Event{e}); err != nil {
		t.Fatal(err)
	}
	if err := n.app.reported(t.Context(), "ec1", "Daily note 9", "ann"); err != nil {
		t.Fatal(err)
	}
	n.round(t)
	if early := n.told(t); len(early) != 0 {
		t.Fatalf("told before anything happened: %+v", early)
	}
	if _, err := newsroom.JudgeCandidate(t.Context(), n.store, "c1", newsroom.Dismissed, "noise"); err != nil {
		t.Fatal(err)
	}
	n.round(t)
	n.round(t)
	got := n.told(t)
	if len(got) != 1 || !strings.Contains(strings.Join(got[0].Lines, " "), "the candidate was dismissed") || !strings.Contains(strings.Join(got[0].Lines, " "), "Daily note 9") {
		t.Errorf("told %+v", got)
	}
}

// While there was no channel, or none of this name, nobody was told. What piled
// up meanwhile is in the digests, and does not go out when a channel is added.
func TestAChannelThatIsAddedIsNotFlooded(t *testing.T) {
	n := openPressroomWith(t, `  - {id: desk, kind: webhook, address: "HOOK", mode: at_once, kinds: [shift, first_said, first_seen]}`)
	channels := n.In.Desk.File.Channels
	n.In.Desk.File.Channels = nil
	n.clock.now = n.clock.now.AddDate(0, 0, 20)
	n.publish("herald", "port", "Mayor Stone said on Saturday that the harbour will be shut for good.")
	n.publish("herald", "cranes", "On Saturday Mayor Stone claimed that sabotage had stopped the cranes at the quay.")
	n.round(t)
	n.nextDay(t)
	report := func(kind tracker.EventKind, point string) {
		t.Helper()
		e := n.event(t, kind, func(e tracker.Event) bool { return overall(e) && e.TalkingPoint == point })
		if err := n.app.reported(t.Context(), e.ID, "Daily note 7", "ann"); err != nil {
			t.Fatal(err)
		}
	}
	report(tracker.FirstSeen, "sabotage")
	report(tracker.FirstSeen, "closed")
	shift := n.event(t, tracker.Shift, anyEvent)
	if err := n.app.reported(t.Context(), shift.ID, "Daily note 7", "ann"); err != nil {
		t.Fatal(err)
	}
	n.judge(t, "cranes", "sabotage", archive.Reject)
	n.round(t)

	n.clock.now = n.clock.now.AddDate(0, 0, 30)
	n.In.Desk.File.Channels = channels
	n.round(t)
	n.round(t)
	if got := n.told(t); len(got) != 0 {
		t.Fatalf("the channel that was added is told %d things of a month ago: %+v", len(got), got)
	}
	n.judge(t, "port", "closed", archive.Reject)
	n.round(t)
	if got := n.told(t); len(got) != 1 || got[0].TalkingPoint != "closed" {
		t.Errorf("what falls from now on is told: %+v", got)
	}
}

// pausing holds a poll up when all its feeds are read.
type pausing struct{ reached, goOn chan struct{} }

func (p pausing) Fetched(tracker.Fetch, archive.Recorded) {}

func (p pausing) Folded([]tracker.Event) {
	p.reached <- struct{}{}
	<-p.goOn
}

// Verdicts are heeded where there are new ones, in their narrative alone, and
// without holding anybody back: a poll may go on all the while.
func TestVerdictsAreHeededOnceWhileOthersWork(t *testing.T) {
	n := openPressroom(t)
	n.clock.now = n.clock.now.AddDate(0, 0, 20)
	n.publish("herald", "port", "Mayor Stone said on Saturday that the harbour will be shut for good.")
	n.publish("herald", "cranes", "On Saturday Mayor Stone claimed that sabotage had stopped the cranes at the quay.")
	n.round(t)
	n.nextDay(t)
	n.clock.now = n.clock.now.Add(time.Hour)
	slow := pausing{make(chan struct{}), make(chan struct{})}
	n.In.Stats = slow
	polled := make(chan error)
	go func() { polled <- n.Poll(t.Context()) }()
	<-slow.reached // a poll that has not ended yet
	defer func() {
		close(slow.goOn)
		if err := <-polled; err != nil {
			t.Error(err)
		}
	}()
	heeded := func() time.Time {
		t.Helper()
		n.clock.now = n.clock.now.Add(time.Hour)
		if err := n.CloseJudged(t.Context()); err != nil {
			t.Fatal(err)
		}
		closed, err := n.store.Closed(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return closed.Judged
	}
	if at := heeded(); !at.IsZero() {
		t.Errorf("without a verdict something was decided again at %s", at)
	}
	n.judge(t, "cranes", "sabotage", archive.Reject)
	first := heeded()
	if shifts, err := n.store.Timeline(t.Context(), archive.Filter{Kinds: []tracker.EventKind{tracker.Shift}}); err != nil || len(shifts) != 0 || first.IsZero() {
		t.Errorf("after the verdict the shift stands: %+v %v", shifts, err)
	}
	if again := heeded(); !again.Equal(first) {
		t.Errorf("one verdict was heeded at %s and at %s", first, again)
	}
}
