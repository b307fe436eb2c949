package feeds

import (
	"testing"
	"time"

	"onset/tracker"
)

// A date that was kept is read in the zone and by the customs of another file as it
// would have been, had it come under that file.
func TestDatesAreReadAnew(t *testing.T) {
	kyiv, vladivostok := zoneNamed(t, "Europe/Kyiv"), zoneNamed(t, "Asia/Vladivostok")
	now := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		from, to Dating
		raw      string
		want     string
		day      tracker.Day
	}{
		"a sure instant is of another day":        {Dating{Zone: kyiv}, Dating{Zone: vladivostok}, "2026-02-04T20:00:00Z", "2026-02-04T20:00:00Z", tracker.Date(2026, 2, 5)},
		"a time without a zone is another":        {Dating{Zone: kyiv}, Dating{Zone: vladivostok}, "2026-02-04 20:00", "2026-02-04T10:00:00Z (zone assumed: Asia/Vladivostok)", tracker.Date(2026, 2, 4)},
		"a day stays a day":                       {Dating{Zone: kyiv}, Dating{Zone: vladivostok}, "2026-02-04", "2026-02-04", tracker.Date(2026, 2, 4)},
		"the month comes first there":             {Dating{Country: "GB"}, Dating{Country: "US"}, "03/02/2026", "2026-03-02 (order of day and month by its country)", tracker.Date(2026, 3, 2)},
		"nobody knows any more":                   {Dating{Country: "GB"}, Dating{}, "03/02/2026", "2026-02-03..2026-03-02 (order of day and month unknown)", tracker.Date(2026, 3, 2)},
		"now the country tells":                   {Dating{}, Dating{Country: "GB"}, "03/02/2026", "2026-02-03 (order of day and month by its country)", tracker.Date(2026, 2, 3)},
		"the feed told, whatever the country":     {Dating{Order: DayFirst}, Dating{Country: "US"}, "03/02/2026", "2026-02-03 (order of day and month by the other dates of its feed)", tracker.Date(2026, 2, 3)},
		"the zone was told with the dates":        {Dating{Zone: kyiv, Told: true}, Dating{Zone: vladivostok}, "2026-02-04 20:00", "2026-02-04T18:00:00Z", tracker.Date(2026, 2, 4)},
		"nothing to be understood, now as before": {Dating{Zone: kyiv}, Dating{Zone: vladivostok}, "soon", "", 0},
	} {
		c.from.Now, c.to.Now = now, now
		kept := c.from.Read("rss:pubDate", c.raw)
		got, ok := c.to.Anew([]tracker.DateClaim{kept})
		if !ok || got[0].Stamp.Words() != c.want || got[0].Stamp.Day != c.day {
			t.Errorf("%s: %q of %s, %v; want %q of %s", name, got[0].Stamp.Words(), got[0].Stamp.Day, ok, c.want, c.day)
		}
		if same, ok := c.from.Anew([]tracker.DateClaim{kept}); !ok || !c.from.Told && same[0] != kept {
			t.Errorf("%s: in the same zone it is %+v, was %+v", name, same[0], kept)
		}
	}
}

// Where the words can't be read so any more, as in a format that a mapping told, or
// were not kept, what was understood of them is moved.
func TestUnreadDatesAreMoved(t *testing.T) {
	d := Dating{Zone: zoneNamed(t, "Asia/Vladivostok"), Now: time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)}
	evening := time.Date(2026, 2, 4, 18, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		kept tracker.DateClaim
		want string
		ok   bool
	}{
		"an instant in a format of its own":   {tracker.DateClaim{From: "import", Raw: "4|2|26|1800Z", Stamp: tracker.At(evening, time.UTC)}, "2026-02-05", true},
		"a wall time in such":                 {tracker.DateClaim{From: "import", Raw: "4|2|26|2000", Stamp: assumed(evening, "Europe/Kyiv")}, "2026-02-04", true},
		"of a zone that nobody knows":         {tracker.DateClaim{From: "import", Raw: "4|2|26|2000", Stamp: assumed(evening, "Mars/Olympus")}, "2026-02-04", false},
		"without the words":                   {tracker.DateClaim{From: tracker.FromArchive, Stamp: tracker.At(evening, time.UTC)}, "2026-02-05", true},
		"the address says the day":            {tracker.DateClaim{From: "url", Raw: "2026/02/04", Stamp: tracker.Stamp{Day: tracker.Date(2026, 2, 4)}}, "2026-02-04", true},
		"the last change of an unread format": {tracker.DateClaim{From: "import", Raw: "4|2|26", Stamp: changed(tracker.DateClaim{Stamp: tracker.At(evening, time.UTC)}).Stamp}, "2026-02-05", true},
	} {
		got, ok := d.Anew([]tracker.DateClaim{c.kept})
		if ok != c.ok || got[0].Stamp.Day.String() != c.want {
			t.Errorf("%s: %s, %v; want %s, %v", name, got[0].Stamp.Words(), ok, c.want, c.ok)
		}
	}
}

func assumed(at time.Time, zone string) tracker.Stamp {
	s := tracker.At(at, time.UTC)
	s.Assumed.Zone = zone
	return s
}

func zoneNamed(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// The day that an outlet writes is the same in every zone and by the customs of every
// country: by it copies are looked for, which no rules file decides.
func TestWhatIsWrittenIsTheSameUnderEveryFile(t *testing.T) {
	seen := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		raws []string
		want tracker.Day
	}{
		{[]string{"2026-02-04T20:00:00Z"}, tracker.Date(2026, 2, 4)},
		{[]string{"2026-02-04T02:00:00+05:00"}, tracker.Date(2026, 2, 3)},
		{[]string{"2026-02-04 23:30"}, tracker.Date(2026, 2, 4)},
		{[]string{"2026-02-04 00:30"}, tracker.Date(2026, 2, 4)},
		{[]string{"2026-02-04"}, tracker.Date(2026, 2, 4)},
		{[]string{"03/02/2026 23:30"}, tracker.Date(2026, 2, 3)},
		{[]string{"02/03/2026 23:30"}, tracker.Date(2026, 2, 3)},
		{[]string{"07/01/2026"}, tracker.Date(2026, 1, 7)}, // in July it lies ahead
		{[]string{"04/11/2026"}, tracker.Date(2026, 3, 9)}, // either lies ahead
		{[]string{"2026-04-01", "2026-02-04"}, tracker.Date(2026, 2, 4)},
		{[]string{"soon"}, tracker.Date(2026, 3, 9)},
		{nil, tracker.Date(2026, 3, 9)},
	} {
		for _, zone := range []string{"UTC", "Asia/Vladivostok", "America/Los_Angeles"} {
			for _, country := range []string{"", "GB", "US"} {
				var claims []tracker.DateClaim
				for _, raw := range c.raws {
					claims = append(claims, Dating{Zone: zoneNamed(t, zone), Country: country, Now: seen}.Read("rss:pubDate", raw))
				}
				if got := tracker.WrittenDay(claims, seen); got != c.want {
					t.Errorf("%q in %s, %q: %s, want %s", c.raws, zone, country, got, c.want)
				}
			}
		}
	}
}
