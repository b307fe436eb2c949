package store

import (
	"context"
	"testing"
	"time"

	"onset/tracker/archive"
)

// post puts one letter in and tells whether it was new.
func post(t *testing.T, s *Store, l archive.Letter) bool {
	t.Helper()
	n, err := s.Post(context.Background(), l)
	if err != nil {
		t.Fatal(err)
	}
	return n == 1
}

func TestALetterIsMadeOnce(t *testing.T) {
	s, _ := open(t)
	digest := archive.Letter{Day: today, Channel: "mail", Body: "first"}
	notice := archive.Letter{Day: today, Channel: "mail", Event: "e1", Body: "first"}
	for _, l := range []archive.Letter{digest, notice} {
		if !post(t, s, l) || post(t, s, l) {
			t.Errorf("%+v was not put in exactly once", l)
		}
	}
	again := notice
	again.Day++
	if post(t, s, again) {
		t.Error("the event was told again on another day")
	}
	tomorrow := digest
	tomorrow.Day++
	if !post(t, s, tomorrow) {
		t.Error("the digest of the next day was taken for the same")
	}
	letters, err := s.Letters(context.Background(), today, today, false)
	if err != nil || len(letters) != 2 || letters[0].Body != "first" {
		t.Errorf("letters: %+v %v", letters, err)
	}
}

func TestALetterIsClaimedByOne(t *testing.T) {
	s, c := open(t)
	ctx := context.Background()
	const lease = 5 * time.Minute
	claim := func() (archive.Letter, bool) {
		l, found, err := s.Claim(ctx, "mail", lease, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		return l, found
	}
	post(t, s, archive.Letter{Day: today, Channel: "mail", Body: "x"})
	post(t, s, archive.Letter{Day: today, Body: "archive"})
	_, found := claim()
	if _, second := claim(); !found || second {
		t.Fatalf("claimed %v, and again %v", found, second)
	}
	c.t = c.t.Add(lease) // whoever claimed it died
	l, found := claim()
	if !found {
		t.Fatal("an old claim holds for ever")
	}
	if err := s.Sent(ctx, l, "no route", c.t.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, found = claim(); found {
		t.Error("tried again before it was due")
	}
	c.t = c.t.Add(time.Hour)
	if l, found = claim(); !found || l.Tries != 1 || l.Failure != "no route" {
		t.Fatalf("not tried again: %v %+v", found, l)
	}
	if err := s.Sent(ctx, l, "", time.Time{}); err != nil {
		t.Fatal(err)
	}
	c.t = c.t.AddDate(0, 0, 30)
	if _, found = claim(); found {
		t.Error("a sent letter was taken out again")
	}
	if waiting, err := s.Letters(ctx, 0, today, true); err != nil || len(waiting) != 0 {
		t.Errorf("waiting: %+v %v", waiting, err)
	}
	if _, found, err := s.Claim(ctx, "", lease, time.Time{}); found || err != nil {
		t.Errorf("the archive was taken out to be sent: %v %v", found, err)
	}
}
