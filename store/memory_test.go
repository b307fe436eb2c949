package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
)

// Who waits in vain for the turn to write leaves the memory of those who have it alone;
// the race detector sees what doesn't.
func TestOnlyWhoWritesTouchesTheMemory(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	over, cancel := context.WithCancel(context.Background())
	cancel()
	var all sync.WaitGroup
	for i := range 20 {
		source := fmt.Sprintf("s%d", i)
		all.Go(func() {
			says := says(article(source, i, start.Add(-time.Hour)), worldWar, "A world war, he said.", "lavrov", 0)
			if _, err := s.Record(context.Background(), polled(source, start, says)); err != nil {
				t.Error(err)
			}
		})
		all.Go(func() {
			if _, err := s.Record(over, polled(source, start)); err != nil && !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		})
		all.Go(func() {
			if err := s.change(context.Background(), "failing in", func(*tx) error { return errReading }); !errors.Is(err, errReading) {
				t.Error(err)
			}
		})
		all.Go(func() {
			if _, err := s.SetRules(context.Background(), archive.Rules{Hash: fmt.Sprint(i)}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := count(t, s, "SELECT sum(articles) FROM tally"); n != 20 {
		t.Errorf("%d articles counted", n)
	}
}

// sceneOf returns what folding in a store knows of a source.
func sceneOf(t *testing.T, s *Store, source string) (found tracker.Source) {
	t.Helper()
	if err := s.change(context.Background(), "folding in", func(t *tx) error {
		scene, err := t.foldContext()
		found = scene.Sources[source]
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return found
}

func keepCountry(t *testing.T, s *Store, country string) {
	t.Helper()
	if _, err := s.SetRules(context.Background(), archive.Rules{Hash: "v1", Sources: []tracker.Source{{ID: "alpha", Country: country}}}); err != nil {
		t.Fatal(err)
	}
}

// What is remembered of the rules and the sources gives way to what another process
// made of them, and to what stood before a transaction that failed.
func TestTheSceneIsThatOfTheDatabase(t *testing.T) {
	name := newDatabase(t)
	var both [2]*Store
	for i := range both {
		var err error
		if both[i], err = Open(context.Background(), name, Options{Decisions: newsroom.Decisions{}}); err != nil {
			t.Fatal(err)
		}
		defer both[i].Close()
	}
	here, there := both[0], both[1]
	keepCountry(t, here, "RU")
	expect := func(after, country string) {
		t.Helper()
		if got := sceneOf(t, here, "alpha").Country; got != country {
			t.Errorf("after %s the source is of %q, want %q", after, got, country)
		}
	}
	expect("it was kept", "RU")
	keepCountry(t, there, "DE")
	expect("another process altered it", "DE")
	failed := errors.New("failed")
	if err := here.change(context.Background(), "failing in", func(t *tx) error {
		if err := t.syncSources([]tracker.Source{{ID: "alpha", Country: "US"}}, "UTC"); err != nil {
			return err
		}
		if _, err := t.foldContext(); err != nil {
			return err
		}
		return failed
	}); !errors.Is(err, failed) {
		t.Fatal(err)
	}
	keepCountry(t, there, "FR")
	expect("a transaction failed", "FR")
	if err := here.change(context.Background(), "adding to", func(t *tx) error {
		if _, err := t.foldContext(); err != nil {
			return err
		}
		if _, err := t.sourceNumber("beta", "Beta"); err != nil {
			return err
		}
		scene, err := t.foldContext()
		if scene.Sources["beta"].Name != "Beta" {
			return errors.New("a source that a transaction adds is not in its scene")
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}
