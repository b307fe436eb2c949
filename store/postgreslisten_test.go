package store

import (
	"context"
	"testing"
	"time"

	"onset/newsroom"
	"onset/store/pgtest"
	"onset/tracker"
	"onset/tracker/archive"
)

// Who listens hears of rules, events and verdicts that another recorded, not of his own,
// and learns that his connection was lost.
func TestOthersAreHeard(t *testing.T) {
	address := postgresDatabase(t)
	var both [2]*Store
	for i := range both {
		var err error
		c := &clock{t: start}
		if both[i], err = Open(t.Context(), address, Options{Decisions: newsroom.Decisions{}, Now: c.now}); err != nil {
			t.Fatal(err)
		}
		defer both[i].Close()
	}
	here, there := both[0], both[1]
	heard, lost := make(chan struct{}, 100), make(chan error)
	listen := func(ctx context.Context) {
		go func() { lost <- here.Listen(ctx, func() { heard <- struct{}{} }) }()
		<-heard // it listens
	}
	listen(t.Context())
	takeRules := func(hash string) {
		t.Helper()
		rules, _ := manyFeeds(hash, 1)
		if _, err := there.SetRules(t.Context(), rules); err != nil {
			t.Fatal(err)
		}
	}
	setRules(t, here) // his own
	takeRules("others")
	<-heard
	if n := len(heard); n > 0 {
		t.Errorf("heard %d times more than there was to hear", n)
	}
	setRules(t, there)
	<-heard
	record(t, there, polled("alpha", start, quoted("alpha", 1, start)))
	if _, err := there.Fold(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-heard
	said := first(t, there, tracker.FirstSaid, time.Time{})
	if _, err := there.Review(t.Context(), archive.Verdict{Mention: said.Mention, Action: archive.Reject, Who: "me"}, false); err != nil {
		t.Fatal(err)
	}
	<-heard

	pgtest.SQL(t, address, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
	if err := <-lost; err == nil {
		t.Error("a lost connection is no error")
	}
	ctx, stop := context.WithCancel(t.Context())
	listen(ctx)
	takeRules("newest")
	<-heard
	stop()
	if err := <-lost; err != nil {
		t.Errorf("who wants to hear no more: %v", err)
	}
}
