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
		('named discovered day', '2026-02-02'), ('named learned articles', '1234'),
		('named read with', '{"speaker a b":"[1]","source c":""}'), ('named matched rules', '{"n/a":"1f","n/b":"otherwise"}'), ('named rematch', 'ab12 up to 77'),
		('named held addresses', '[{"Address":"https://a.example/","Place":"","Until":"2026-02-04T15:00:00.5+03:00"},{"Address":"https://a.example/","Place":"kyiv","Until":"2026-02-04T13:00:00Z"}]')`)
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
	carried := archive.Carried{Known: true, Rules: map[string]string{"n/a": "1f", "n/b": "otherwise"}, Scene: map[string]string{"speaker a b": "[1]", "source c": ""}}
	if got, err := s.Carried(t.Context()); err != nil || !cmp.Equal(got, carried) {
		t.Errorf("carried: %+v %v", got, err)
	}
	if m, err := s.RematchMark(t.Context()); err != nil || m != (archive.RematchMark{Of: "ab12", UpTo: 77}) {
		t.Errorf("rematch: %+v %v", m, err)
	}
	if got, err := s.Held(t.Context()); err != nil || len(got) != 2 || got[0].Place != "" || got[1].Place != "kyiv" || !near(got[0].Until, noon.Add(500*time.Millisecond)) || !got[1].Until.Equal(noon.Add(time.Hour)) {
		t.Errorf("held: %+v %v", got, err)
	}
	if n := count(t, s, "SELECT count(*) FROM meta"); n != 1 {
		t.Errorf("%d texts are left in meta", n)
	}
}

// What was carried over the archive is noted with the rules under which articles come
// in from then on, all or nothing, and again where a rematch ends, which forgets how
// far it had come.
func TestWhatWasCarriedComesWithTheRules(t *testing.T) {
	s, _ := open(t)
	if c, err := s.Carried(t.Context()); err != nil || c.Known || len(c.Rules)+len(c.Scene) != 0 {
		t.Errorf("at first: %+v %v", c, err)
	}
	nothing := archive.Carried{Known: true, Rules: map[string]string{}, Scene: map[string]string{}}
	something := archive.Carried{Known: true, Rules: map[string]string{"n/a": "1"}, Scene: map[string]string{"speaker a b": "x", "source n/a": ""}}
	fail := func(on string) {
		if _, err := file(t, s).writer.conn.ExecContext(t.Context(), on); err != nil {
			t.Fatal(err)
		}
	}
	check := func(when string, want archive.Carried, mark archive.RematchMark) {
		t.Helper()
		if got, err := s.Carried(t.Context()); err != nil || !cmp.Equal(got, want) {
			t.Errorf("%s: %+v %v", when, got, err)
		}
		if got, err := s.RematchMark(t.Context()); err != nil || got != mark {
			t.Errorf("%s: mark %+v %v", when, got, err)
		}
	}
	if _, err := s.SetRules(t.Context(), archive.Rules{Hash: "1", Carried: &nothing}); err != nil {
		t.Fatal(err)
	}
	check("an empty file", nothing, archive.RematchMark{})
	fail("CREATE TEMP TRIGGER fail BEFORE INSERT ON main.carried WHEN new.subject = 'speaker' BEGIN SELECT RAISE(FAIL, 'no room'); END")
	if _, err := s.SetRules(t.Context(), archive.Rules{Hash: "2", Carried: &something}); err == nil || count(t, s, "SELECT count(*) FROM rule_file WHERE hash = '2'") != 0 {
		t.Errorf("the rules without what was carried over: %v", err)
	}
	check("after a failure", nothing, archive.RematchMark{})
	mark := archive.RematchMark{Of: "2", UpTo: 9}
	if _, err := s.Rematch(t.Context(), archive.Rematch{Mark: mark}, false); err != nil {
		t.Fatal(err)
	}
	if err := s.EndRematch(t.Context(), something); err == nil {
		t.Error("ended without what was carried over")
	}
	check("interrupted", nothing, mark)
	fail("DROP TRIGGER fail")
	if _, err := s.SetRules(t.Context(), archive.Rules{Hash: "2"}); err != nil {
		t.Fatal(err)
	}
	check("rules that say nothing of it", nothing, mark)
	if err := s.EndRematch(t.Context(), something); err != nil {
		t.Fatal(err)
	}
	check("ended", something, archive.RematchMark{})
}

// Who keeps which addresses are held leaves those that others were told of, until their
// time is over.
func TestHeldAddressesAreOfAll(t *testing.T) {
	s, c := open(t)
	at := c.t.Truncate(time.Millisecond)
	a, b := archive.Held{Address: "https://a.example/", Until: at.Add(time.Hour)}, archive.Held{Address: "https://a.example/", Place: "kyiv", Until: at.Add(3 * time.Hour)}
	later := archive.Held{Address: a.Address, Until: at.Add(2 * time.Hour)}
	for i, step := range []struct {
		after time.Duration
		keep  []archive.Held
		want  []archive.Held
	}{
		{0, []archive.Held{a}, []archive.Held{a}},
		{0, []archive.Held{b}, []archive.Held{a, b}},
		{0, []archive.Held{later}, []archive.Held{later, b}},
		{2 * time.Hour, nil, []archive.Held{b}},
	} {
		c.t = c.t.Add(step.after)
		if err := s.KeepHeld(t.Context(), step.keep); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Held(t.Context()); err != nil || !cmp.Equal(got, step.want) {
			t.Errorf("step %d: %+v %v", i, got, err)
		}
	}
}
