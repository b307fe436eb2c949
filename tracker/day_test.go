package tracker

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	_ "onset/tracker/proptest"
)

func TestDayRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Day(rapid.IntRange(2, 1_200_000).Draw(t, "day"))
		parsed, err := ParseDay(d.String())
		if err != nil || parsed != d {
			t.Fatalf("%d is %s, read back as %d, %v", d, d, parsed, err)
		}
		if y, m, dd := d.Civil(); Date(y, m, dd) != d {
			t.Fatalf("%s splits into %d %d %d", d, y, m, dd)
		}
		if DayOf(d.In(time.UTC)) != d || (d+7).Weekday() != d.Weekday() {
			t.Fatalf("%s does not keep its place in the week", d)
		}
	})
}

func TestDayIsTakenInTheZoneOfTheInstant(t *testing.T) {
	late := time.Date(2026, 2, 4, 22, 30, 0, 0, time.UTC)
	moscow := time.FixedZone("Moscow", 3*60*60)
	if got := DayOf(late).String(); got != "2026-02-04" {
		t.Errorf("in UTC: %s", got)
	}
	if got := DayOf(late.In(moscow)).String(); got != "2026-02-05" {
		t.Errorf("in Moscow: %s", got)
	}
	if got := DayOf(time.Date(1969, 12, 31, 23, 0, 0, 0, time.UTC)).String(); got != "1969-12-31" {
		t.Errorf("before the epoch: %s", got)
	}
}

func TestUnknownDayIsNullNeverZero(t *testing.T) {
	b, err := json.Marshal(Said{Precision: UnknownTime, To: Date(2026, 2, 4)})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"from":null,"to":"2026-02-04","precision":"unknown","basis":"","cue":"","rule":""}`
	if string(b) != want {
		t.Errorf("got  %s\nwant %s", b, want)
	}
	if b, _ := json.Marshal(Stamp{}); string(b) != "null" {
		t.Errorf("an unknown stamp is %s", b)
	}
}

func TestOnlyNarrowUnflaggedSaidsDate(t *testing.T) {
	from := Date(2026, 2, 2)
	for name, tt := range map[string]struct {
		said *Said
		want bool
	}{
		"none":        {nil, false},
		"unknown":     {&Said{To: from}, false},
		"a day":       {&Said{From: from, To: from}, true},
		"seven days":  {&Said{From: from, To: from + 6}, true},
		"eight days":  {&Said{From: from, To: from + 7}, false},
		"quarantined": {&Said{From: from, To: from, Flag: "far from every other date"}, false},
	} {
		if got := tt.said.Dates(); got != tt.want {
			t.Errorf("%s: dates = %v", name, got)
		}
	}
}

func TestDayBeginsWhereMidnightIsSkipped(t *testing.T) {
	for zone, want := range map[string]string{
		"America/Havana": "2025-03-09T01:00:00-04:00",
		"Europe/Warsaw":  "2025-03-09T00:00:00+01:00",
	} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Skipf("no zone data: %v", err)
		}
		if got := Date(2025, 3, 9).In(loc).Format(time.RFC3339); got != want {
			t.Errorf("%s: the day begins at %s, want %s", zone, got, want)
		}
	}
}
