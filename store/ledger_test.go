package store

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
)

// A note of closing leaves what it does not speak of as it is, and the end of a
// closing ends the one that was interrupted.
func TestHowFarClosingHasCome(t *testing.T) {
	s, _ := open(t)
	day, at := tracker.DayOf(start), start.Add(time.Second)
	for i, c := range []struct{ note, want archive.Closed }{
		{archive.Closed{}, archive.Closed{}},
		{archive.Closed{UpTo: day - 30, Began: start}, archive.Closed{UpTo: day - 30, Began: start}},
		{archive.Closed{Judged: at}, archive.Closed{UpTo: day - 30, Began: start, Judged: at}},
		{archive.Closed{Day: day, At: at}, archive.Closed{Day: day, At: at, Judged: at}},
		{archive.Closed{UpTo: day + 1, Began: at}, archive.Closed{Day: day, At: at, Judged: at, UpTo: day + 1, Began: at}},
		{archive.Closed{}, archive.Closed{Day: day, At: at, Judged: at, UpTo: day + 1, Began: at}},
	} {
		if _, err := s.CloseDays(t.Context(), archive.Closing{Note: c.note, Cause: "test"}); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Closed(t.Context()); err != nil || got != c.want {
			t.Errorf("note %d: %+v, want %+v: %v", i, got, c.want, err)
		}
	}
}

// A note is written by the transaction that closes the last of its days.
func TestANoteComesWithTheLastDay(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	record(t, s, polled("alpha", start, quoted("alpha", 1, start)))
	day := tracker.DayOf(start)
	if _, err := file(t, s).writer.conn.ExecContext(t.Context(), "CREATE TEMP TRIGGER fail BEFORE INSERT ON main.closed BEGIN SELECT RAISE(FAIL, 'no room'); END"); err != nil {
		t.Fatal(err)
	}
	before := count(t, s, "SELECT count(*) FROM event")
	late := says(article("beta", 2, start), worldWar, "A world war, once more.", "lavrov", day)
	record(t, s, polled("beta", start, late))
	recorded := count(t, s, "SELECT count(*) FROM event")
	if _, err := s.CloseDays(t.Context(), archive.Closing{Days: []tracker.Day{day}, Note: archive.Closed{Day: day, At: start}, Cause: "test"}); err == nil {
		t.Error("closed without its note")
	}
	if got := count(t, s, "SELECT count(*) FROM event"); got != recorded || recorded <= before {
		t.Errorf("%d events, %d before the close that failed", got, recorded)
	}
}

// Notices and what is told with them are one transaction.
func TestNoticesAndWhatIsToldAreOne(t *testing.T) {
	s, _ := open(t)
	stood := tracker.Event{ID: "e1", Kind: tracker.FirstSaid, Narrative: guarantees, TalkingPoint: worldWar}
	n := archive.Notices{
		Letters: []archive.Letter{{Day: tracker.DayOf(start), Channel: "desk", Event: "e1", Body: "{}"}},
		Told:    map[string]int64{"desk": 7, "night": 7},
		Followed: map[string]archive.Followed{
			"e1": {Stands: &stood, Page: "e9", At: start}, "e2": {At: start},
		},
	}
	told := func() (marks []int64) {
		t.Helper()
		for _, channel := range []string{"desk", "night", "other"} {
			mark, known, err := s.Told(t.Context(), channel)
			if err != nil {
				t.Fatal(err)
			}
			if known {
				marks = append(marks, mark)
			}
		}
		return marks
	}
	if _, err := file(t, s).writer.conn.ExecContext(t.Context(), "CREATE TEMP TRIGGER fail BEFORE INSERT ON main.followed WHEN new.event = 'e2' BEGIN SELECT RAISE(FAIL, 'no room'); END"); err != nil {
		t.Fatal(err)
	}
	if fresh, err := s.Notify(t.Context(), n); err == nil || fresh != 0 || len(told()) != 0 || count(t, s, "SELECT count(*) FROM letter") != 0 {
		t.Errorf("half of it is there: %d %v", fresh, err)
	}
	if _, err := file(t, s).writer.conn.ExecContext(t.Context(), "DROP TRIGGER fail"); err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{1, 0} {
		if fresh, err := s.Notify(t.Context(), n); err != nil || fresh != want {
			t.Errorf("time %d: %d fresh letters: %v", i, fresh, err)
		}
	}
	if diff := cmp.Diff([]int64{7, 7}, told()); diff != "" {
		t.Error(diff)
	}
	for id, want := range n.Followed {
		got, known, err := s.Followed(t.Context(), id)
		if err != nil || !known || got.Page != want.Page || !got.At.Equal(want.At) || (got.Stands == nil) != (want.Stands == nil) {
			t.Errorf("%s: %+v %v %v", id, got, known, err)
		}
	}
	if got, known, err := s.Followed(t.Context(), "e3"); err != nil || known {
		t.Errorf("nobody follows e3: %+v %v", got, err)
	}
}

// What an older version kept as texts by name is read from the tables.
func TestTheLedgerMovesOutOfMeta(t *testing.T) {
	const before = 20 // steps before there was a ledger
	path := filepath.Join(t.TempDir(), "old.db")
	makeOlder(t, path, before)
	write(t, path, `INSERT INTO meta VALUES
		('named told desk', '42'), ('named told a b', '7'),
		('named followed e1', '{"stands":{"id":"e2","kind":"first_said","speakers":[]},"page":"e9","at":"2026-02-04T12:00:00.123Z"}'),
		('named followed e3', '{"stands":null,"page":"","at":"2026-02-04T12:00:00Z"}'),
		('named closed day', '2026-02-03'), ('named closed at', '2026-02-04T12:00:00.123456789Z'), ('named judged at', '2026-02-04T13:00:00Z'),
		('named closing to', '2026-01-31 2026-02-04T14:00:00.5Z'),
		('named discovered day', '2026-02-02'), ('named learned articles', '1234'), ('named read with', '{"a":"b"}')`)
	write(t, path, "INSERT INTO memory (name, state, recorded) VALUES ('discovery', 'xyz', 1)")
	s, err := Open(t.Context(), path, Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for channel, want := range map[string]int64{"desk": 42, "a b": 7} {
		if mark, known, err := s.Told(t.Context(), channel); err != nil || !known || mark != want {
			t.Errorf("%s was told up to %d (%v): %v", channel, mark, known, err)
		}
	}
	near := func(got, want time.Time) bool { return !got.After(want) && want.Sub(got) <= 2*time.Millisecond }
	noon := time.Date(2026, 2, 4, 12, 0, 0, 0, time.UTC)
	if f, known, err := s.Followed(t.Context(), "e1"); err != nil || !known || f.Stands == nil || f.Stands.ID != "e2" || f.Page != "e9" || !near(f.At, noon.Add(123*time.Millisecond)) {
		t.Errorf("e1: %+v %v %v", f, known, err)
	}
	if f, known, err := s.Followed(t.Context(), "e3"); err != nil || !known || f.Stands != nil || f.Page != "" {
		t.Errorf("e3: %+v %v %v", f, known, err)
	}
	c, err := s.Closed(t.Context())
	if err != nil || c.Day != tracker.Date(2026, 2, 3) || !near(c.At, noon.Add(123*time.Millisecond)) || !c.Judged.Equal(noon.Add(time.Hour)) ||
		c.UpTo != tracker.Date(2026, 1, 31) || !near(c.Began, noon.Add(2*time.Hour+500*time.Millisecond)) {
		t.Errorf("%+v %v", c, err)
	}
	if day, articles, err := s.Discovery(t.Context(), "discovery"); err != nil || day != tracker.Date(2026, 2, 2) || articles != 1234 {
		t.Errorf("discovery: %s %d %v", day, articles, err)
	}
	if text, err := s.Meta(t.Context(), "read with"); err != nil || text != `{"a":"b"}` {
		t.Errorf("what has no table yet: %q %v", text, err)
	}
	if n := count(t, s, "SELECT count(*) FROM meta"); n != 2 {
		t.Errorf("%d texts are left in meta", n)
	}
}
