package store

import (
	"errors"
	"testing"

	"onset/tracker"
	"onset/tracker/archive"
)

// synchronous is what the writing connection waits for: 1 is NORMAL, 2 is FULL.
func synchronous(t *testing.T, s *Store, run func(func(*tx) error) error) (within int) {
	t.Helper()
	file(t, s)
	if err := run(func(w *tx) error {
		_, err := w.get("SELECT synchronous FROM pragma_synchronous", nil, &within)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return within
}

// What somebody is told of waits for the disk, the rest of what is written does not,
// also after a promise that failed.
func TestAPromiseWaitsForTheDisk(t *testing.T) {
	s, _ := open(t)
	plainly := func(f func(*tx) error) error { return s.change(t.Context(), "reading a pragma of", f) }
	promised := func(f func(*tx) error) error { return s.promise(t.Context(), "reading a pragma of", f) }
	for range 2 {
		if got := synchronous(t, s, plainly); got != 1 {
			t.Errorf("a change waits as %d", got)
		}
		if got := synchronous(t, s, promised); got != 2 {
			t.Errorf("a promise waits as %d", got)
		}
	}
	lost := errors.New("lost")
	if err := promised(func(*tx) error { return lost }); !errors.Is(err, lost) {
		t.Error(err)
	}
	if got := synchronous(t, s, plainly); got != 1 {
		t.Errorf("after a promise that failed a change waits as %d", got)
	}
}

// Verdicts, notes, letters and what is noted of them, decisions on candidates and
// seals are promises.
func TestWhatIsAPromise(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	record(t, s, polled("alpha", start, quoted("alpha", 1, start)))
	page, err := s.Mentions(t.Context(), archive.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	// A trigger is within the transaction: it notes what the connection waits for.
	for _, table := range []string{"verdict", "note", "letter", "candidate", "seal"} {
		for _, action := range []string{"INSERT", "UPDATE"} {
			if _, err := file(t, s).writer.conn.ExecContext(t.Context(), "CREATE TEMP TRIGGER "+action+"_"+table+" AFTER "+action+" ON main."+table+
				" WHEN (SELECT synchronous FROM pragma_synchronous) <> 2 BEGIN SELECT RAISE(FAIL, 'it does not wait for the disk'); END"); err != nil {
				t.Fatal(err)
			}
		}
	}
	day := tracker.DayOf(start)
	letter := archive.Letter{Day: day, Channel: "desk", Body: "{}"}
	verdict := archive.Verdict{Mention: page.Mentions[0].ID, Action: archive.Confirm, Who: "ann"}
	for name, do := range map[string]func() error{
		"verdict": func() error { _, err := s.Review(t.Context(), verdict, false); return err },
		"journal": func() error {
			v := verdict
			v.Recorded = start.AddDate(0, 0, 1)
			_, err := s.AddVerdicts(t.Context(), []archive.Verdict{v})
			return err
		},
		"note": func() error { _, err := s.AddNotes(t.Context(), []archive.Note{{About: "x", Text: "y"}}); return err },
		"letters": func() error {
			if _, err := s.Post(t.Context(), letter); err != nil {
				return err
			}
			l, found, err := s.Claim(t.Context(), "desk", 0, start.AddDate(0, 0, -1))
			if err != nil || !found {
				return errors.Join(err, errors.New("none was due"))
			}
			return s.Sent(t.Context(), l, "", start)
		},
		"candidate": func() error {
			return s.Discovered(t.Context(), "finder", archive.Remembered{}, []archive.CandidateRow{{ID: "c", Status: "emerging", Row: []byte("{}")}}, nil)
		},
		"seal": func() error {
			if _, err := s.Seal(t.Context(), day); err != nil {
				return err
			}
			return s.KeepStamp(t.Context(), day, []byte("stamp"))
		},
	} {
		if err := do(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
