package newsroom_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"onset/newsroom"
	"onset/newsroom/bulletin"
	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
)

const townRules = `timezone: Europe/Warsaw
sources:
  - {id: herald, name: Herald, kind: independent, country: GB, languages: [en], content: feed, feeds: ["http://127.0.0.1:9/herald"]}
  - {id: wire, name: Wire, kind: wire, country: PL, languages: [en], content: feed, feeds: ["http://127.0.0.1:9/wire"]}
  - {id: gazette, name: Gazette, kind: state_media, country: FR, languages: [en], content: feed, feeds: ["http://127.0.0.1:9/gazette"]}
speakers:
  - {id: stone, name: Ada Stone, roles: [mayor], aliases: [Ada Stone, Stone]}
  - {id: reed, name: Carl Reed, roles: [harbour master], aliases: [Carl Reed, Reed]}
narratives:
  - id: port
    title: The port
    talking_points:
      - {id: shut, title: The harbour will be shut, match: harbour AND shut}
      - {id: mined, title: The harbour is mined, match: harbour AND mine}
      - {id: sold, title: The port will be sold, match: port AND sell}
`

// published is an article of the town with the moment at which it came out.
type published struct {
	source string
	item   tracker.Item
	at     time.Time
}

// year makes the articles of a year, in the order in which they came out.
func year(seed uint64) []published {
	r := rand.New(rand.NewPCG(seed, 1))
	people := []string{"Ada Stone", "Carl Reed", "A fisherman"}
	lines := []string{"the harbour will be shut", "the harbour was mined again", "the port would be sold", "bread is dearer", "it will rain", "the school needs a roof"}
	var out []published
	for n := range 260 {
		at := time.Date(2025, 1, 3, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.IntN(360*24*60)) * time.Minute)
		line := lines[3+r.IntN(3)]
		if at.Month()%3 == 0 && r.IntN(3) > 0 { // each third month is full of it
			line = lines[r.IntN(3)]
		}
		source := []string{"herald", "wire", "gazette"}[r.IntN(3)]
		text := fmt.Sprintf("%s said that %s. Number %d of the year came in the %s. The town went on with its day, and %d ships lay at the quay.",
			people[r.IntN(3)], line, n, []string{"morning", "evening"}[r.IntN(2)], r.IntN(90))
		item := tracker.Item{Key: fmt.Sprintf("//%s.example/%d", source, n), URL: fmt.Sprintf("https://%s.example/%d", source, n), Rung: tracker.ByURL, Title: fmt.Sprintf("Day %d", n),
			Text: text, Depth: tracker.FullText, Method: "test", SHA256: fmt.Sprint(n), Published: []tracker.DateClaim{{From: "test", Stamp: tracker.At(at, time.UTC)}}}
		out = append(out, published{source, item, at})
	}
	slices.SortFunc(out, func(a, b published) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.item.Key, b.item.Key)) })
	return out
}

// desk is an archive with the intake that fills it, under a clock.
type desk struct {
	*newsroom.Intake
	store *store.Store
	turn  func(time.Time)
}

// town opens an empty archive under the rules of the town.
func town(t *testing.T) desk {
	t.Helper()
	return opened(t, townRules, tracker.Date(2025, 1, 3).In(time.UTC))
}

// opened opens an empty archive under some rules.
func opened(t *testing.T, rules string, now time.Time) desk {
	t.Helper()
	turn := func(at time.Time) { now = at }
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "onset.db"), store.Options{Decisions: newsroom.Decisions{}, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d, err := newsroom.NewDesk("rules", []byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Put(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	in := newsroom.NewIntake(t.Context(), d, s, zerolog.Nop())
	in.Client = nil
	return desk{in, s, turn}
}

// watch lives through articles as a daemon does: each feed is asked when it has
// something new, all of them at the beginning and before a day is over, and each
// day is closed when it is over.
func watch(t *testing.T, in desk, articles []published) {
	t.Helper()
	lists := map[string][]tracker.Item{}
	zone := in.Desk.File.Zone
	ask := func(source string, at time.Time) {
		in.turn(at)
		items := lists[source][max(0, len(lists[source])-15):]
		address := "http://127.0.0.1:9/" + source
		fetch := &tracker.Fetch{Class: tracker.FetchOK, Status: 200, At: at, Items: items,
			State: tracker.FeedState{Source: source, URL: address, Address: address, LastAsked: at, LastGood: at, LastNew: at}}
		if len(items) == 0 {
			fetch.Class = tracker.FetchEmpty
		}
		if _, err := in.TakeFetched(t.Context(), in.Desk.Source(source), fetch); err != nil {
			t.Fatal(err)
		}
	}
	all := func(at time.Time) {
		for _, s := range in.Desk.File.Sources {
			ask(s.ID, at)
		}
	}
	all(articles[0].at.Add(-time.Minute))
	for i, a := range articles {
		a.item.Seen = a.at
		lists[a.source] = append(lists[a.source], a.item)
		ask(a.source, a.at)
		if _, err := in.Fold(t.Context()); err != nil {
			t.Fatal(err)
		}
		day := tracker.DayOf(a.at.In(zone))
		if i+1 == len(articles) || tracker.DayOf(articles[i+1].at.In(zone)) != day {
			over := (day + 1).In(zone).Add(5 * time.Minute)
			all(over.Add(-10 * time.Minute))
			in.turn(over)
			if _, err := in.CloseDays(t.Context(), over); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// A year that is replayed tells the same as the same year watched: the events,
// the days on which they were recorded, what of them is news, and the digests.
func TestAReplayedYearTellsWhatWatchingItTold(t *testing.T) {
	articles := year(7)
	live := town(t)
	watch(t, live, articles)

	past := town(t)
	replay := newsroom.NewReplay(past.Desk.File.Zone)
	for _, a := range slices.Backward(articles) { // a file has any order
		if err := replay.Place(past.Desk.Source(a.source), a.item, time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)); err != nil {
			t.Fatal(err)
		}
	}
	begin, _ := replay.Begin()
	if err := replay.Open(t.Context(), past.Desk, past.Store, begin, time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC), past.turn); err != nil {
		t.Fatal(err)
	}
	if err := newsroom.NewImporter(past.Intake, "run", false, past.turn).Replay(t.Context(), replay, newsroom.Silent{}); err != nil {
		t.Fatal(err)
	}

	watched, lived := chronicle(t, live), chronicle(t, past)
	if len(watched) < 30 {
		t.Fatalf("only %d events: the year is too quiet to compare", len(watched))
	}
	if diff := gocmp.Diff(watched, lived); diff != "" {
		t.Errorf("events of the year that was watched (-) and replayed (+):\n%s", diff)
	}
	for day := tracker.Date(2025, 1, 3); day < tracker.Date(2026, 1, 1); day += 5 {
		a, b := digestOf(t, live, day), digestOf(t, past, day)
		if a != b {
			t.Errorf("%s was told as\n%s\nand, replayed, as\n%s", day, a, b)
		}
	}
}

// chronicle lists the events of an archive with the days on which they were
// recorded, superseded ones and corrections included.
func chronicle(t *testing.T, in desk) []string {
	t.Helper()
	events, err := in.store.Timeline(t.Context(), archive.Filter{All: true})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range events {
		gone := ""
		if e.SupersededAt != nil {
			gone = " until " + tracker.DayOf(e.SupersededAt.In(in.Desk.File.Zone)).String()
		}
		out = append(out, fmt.Sprintf("%s %s %s/%s for %s %s at %s..%s, recorded %s%s, baseline %v, retroactive %v, imported %v, by %s", e.ID, e.Kind, e.Narrative, e.TalkingPoint,
			e.Scope.Kind, e.Scope.ID, e.At.From, e.At.To, tracker.DayOf(e.RecordedAt.In(in.Desk.File.Zone)), gone, e.Baseline, e.Retroactive, e.Imported, e.Source))
	}
	slices.Sort(out)
	return out
}

// digestOf is what a day's digest tells, but for the feeds: nobody asked any in a
// replay.
func digestOf(t *testing.T, in desk, day tracker.Day) string {
	t.Helper()
	d, err := bulletin.Reporter{Desk: in.Desk, Store: in.store}.Digest(t.Context(), day, tracker.ClockRecorded, false)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, list := range [][]digest.Entry{d.Corrections, d.Shifts, d.New, d.LearnedLate, d.NowTracked, d.Returned} {
		for _, e := range list {
			fmt.Fprintf(&b, "%s %s\n", e.Title, strings.Join(e.Lines, " "))
		}
		b.WriteString("--\n")
	}
	for _, c := range d.Carried {
		fmt.Fprintf(&b, "%s %d %d %d %s\n", c.Title, c.Utterances, c.Origins, c.Articles, c.Change)
	}
	fmt.Fprintf(&b, "%d articles, archive from %s with %d", d.Articles, d.Archive.From, d.Archive.Articles)
	return b.String()
}

// On no day of a year are there more than ten entries, is a passage told twice or an
// entry without who said it; a day with nothing in it is one line.
func TestEveryDigestOfAYearIsReadInTenMinutes(t *testing.T) {
	in := town(t)
	watch(t, in, year(11))
	entries, rows, quiet := 0, 0, 0
	for day := tracker.Date(2025, 1, 3); day < tracker.Date(2026, 1, 1); day++ {
		d, err := bulletin.Reporter{Desk: in.Desk, Store: in.store}.Digest(t.Context(), day, tracker.ClockRecorded, false)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(digest.Text(d)), " ")
		told := 0
		for _, s := range d.Sections() {
			told += len(s.Blocks)
			rows += len(s.Table.Rows)
			for _, b := range s.Blocks {
				if b.Title == "" || b.Who == "" || !strings.HasPrefix(b.Name(), b.Who+": ") {
					t.Errorf("%s: an entry under %s is named %q", day, s.Heading, b.Name())
				}
				if b.Sentence != "" && strings.Count(text, "“"+b.Sentence+"” (") != 1 {
					t.Errorf("%s: %q does not stand once, with its citation, in\n%s", day, b.Sentence, text)
				}
			}
		}
		if entries += told; told > 10 {
			t.Errorf("%s: %d entries", day, told)
		}
		if d.Nothing() {
			if quiet++; strings.Count(strings.TrimSpace(strings.Split(digest.Text(d), "\n\nFEEDS")[0]), "\n") > 2 {
				t.Errorf("%s: a quiet day is told as\n%s", day, digest.Text(d))
			}
		}
	}
	if entries < 5 || rows < 20 || quiet < 50 {
		t.Fatalf("%d entries, %d repeats and %d quiet days: the year is too tame to tell anything", entries, rows, quiet)
	}
}
