package feeds

import (
	"strings"
	"testing"
	"time"

	"onset/tracker"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Skipf("no time zone database: %v", err)
	}
	return loc
}

// Lesson 3: the right clock whatever the outlet writes.
func TestDatesAsOutletsWriteThem(t *testing.T) {
	d := Dating{Zone: zone(t, "Europe/Moscow"), Country: "RU", Now: noon}
	for raw, want := range map[string]string{
		"Wed, 04 Feb 2026 10:00:00 +0300":                  "2026-02-04T07:00:00Z",
		"Wed, 4 Feb 2026 10:00:00 GMT":                     "2026-02-04T10:00:00Z",
		"04 Feb 2026 10:00:00 +0000":                       "2026-02-04T10:00:00Z",
		"Wed, 04 Feb 26 10:00 EST":                         "2026-02-04T15:00:00Z future",
		"Tue, 03 Feb 2026 10:00:00 EST":                    "2026-02-03T15:00:00Z",
		"Tue Feb  3 10:00:00 PST 2026":                     "2026-02-03T18:00:00Z",
		"Tue, 03 Feb 2026 10:00:00 CEST":                   "2026-02-03T08:00:00Z",
		"Tue, 03 Feb 2026 10:00:00 MSK":                    "2026-02-03T07:00:00Z",
		"Tue, 03 Feb 2026 10:00:00 XYZT":                   "2026-02-03T07:00:00Z unknown zone, zone assumed: Europe/Moscow",
		"Tue, 03 Feb 2026 10:00:00 GMT+3":                  "2026-02-03T07:00:00Z",
		"Tue, 03 Feb 2026 10:00:00 +0300 (MSK)":            "2026-02-03T07:00:00Z",
		"Tue, 03 Feb 2026 10:00:00 Europe/Kyiv":            "2026-02-03T08:00:00Z",
		"Tue, 03 Feb 2026 10:00:00 Z":                      "2026-02-03T10:00:00Z",
		"Tue, 03 Feb 2026 10:00:00":                        "2026-02-03T07:00:00Z zone assumed: Europe/Moscow",
		"2026-02-03T10:00:00Z":                             "2026-02-03T10:00:00Z",
		"2026-02-03T10:00:00.123456+03:00":                 "2026-02-03T07:00:00Z",
		"2026-02-03T10:00+03:00":                           "2026-02-03T07:00:00Z",
		"2026-02-03 10:00:00":                              "2026-02-03T07:00:00Z zone assumed: Europe/Moscow",
		"2026-02-03T10:00:00+0300":                         "2026-02-03T07:00:00Z",
		"20260203T100000Z":                                 "2026-02-03T10:00:00Z",
		"2026-02-03":                                       "2026-02-03",
		"20260203":                                         "2026-02-03",
		"20260203101500":                                   "2026-02-03T07:15:00Z zone assumed: Europe/Moscow",
		"1770112800":                                       "2026-02-03T10:00:00Z",
		"1770112800000":                                    "2026-02-03T10:00:00Z",
		"mar, 03 feb 2026 10:00:00 +0100":                  "2026-02-03T09:00:00Z",
		"martedì 3 febbraio 2026, ore 10:00":               "2026-02-03T07:00:00Z zone assumed: Europe/Moscow",
		"Di, 03 Mär 2025 10:00:00 +0100":                   "2025-03-03T09:00:00Z",
		"mar., 03 févr. 2026 10h30":                        "2026-02-03T07:30:00Z zone assumed: Europe/Moscow",
		"3 de febrero de 2026":                             "2026-02-03",
		"3 ago 2025 10:00":                                 "2025-08-03T07:00:00Z zone assumed: Europe/Moscow",
		"Вт, 03 фев 2026 10:00:00 +0300":                   "2026-02-03T07:00:00Z",
		"3 февраля 2026, 10:00":                            "2026-02-03T07:00:00Z zone assumed: Europe/Moscow",
		"3 мая 2025 г. в 10:00 МСК":                        "2025-05-03T07:00:00Z",
		"3 лютого 2026 10:00":                              "2026-02-03T07:00:00Z zone assumed: Europe/Moscow",
		"3 lutego 2026":                                    "2026-02-03",
		"wt., 3 lut 2026":                                  "2026-02-03",
		"3. února 2026":                                    "2026-02-03",
		"03 Şub 2026 Sal 10:00":                            "2026-02-03T07:00:00Z zone assumed: Europe/Moscow",
		"2026年2月3日 10:00":                                  "2026-02-03T07:00:00Z zone assumed: Europe/Moscow",
		"February 3rd, 2026 3:04 PM":                       "2026-02-03T12:04:00Z zone assumed: Europe/Moscow",
		"Feb 3, 2026 12:30 a.m. EST":                       "2026-02-03T05:30:00Z",
		"03.02.2026 10:00":                                 "2026-02-03T07:00:00Z zone assumed: Europe/Moscow",
		"03.02.26":                                         "2026-02-03",
		"13/01/2026":                                       "2026-01-13",
		"01/13/2026":                                       "2026-01-13",
		"03/02/2026":                                       "2026-02-03",
		"2026-13-02":                                       "2026-02-13 day and month swapped, future",
		"2025-13-02":                                       "2025-02-13 day and month swapped",
		"3 February":                                       "..2026-02-03 names no year",
		"28 December":                                      "..2025-12-28 names no year",
		"Wed, 04 Feb 2099 10:00:00 GMT":                    "2099-02-04T10:00:00Z future",
		"2026-02-05":                                       "2026-02-05 future",
		"Thu, 01 Jan 1970 00:00:00 +0000":                  " epoch",
		"0":                                                " not understood",
		"0001-01-01T00:00:00Z":                             " epoch",
		"Mon, 30 Feb 2026 10:00:00 GMT":                    " no such day",
		"2026-02":                                          "2026-02-01..2026-02-04 names no day",
		"February 2026":                                    "2026-02-01..2026-02-04 names no day",
		"3 hours ago":                                      " not understood",
		"soon":                                             " not understood",
		"Tue, 03 Feb 2026 24:00:00 +0000":                  "2026-02-04T00:00:00Z",
		"Tue, 03 Feb 2026 10:00:60 +0000":                  "2026-02-03T10:00:59Z",
		"Tue, 03 Feb 2026 55:99:00 +0000":                  "2026-02-03",
		"  Tue,\n 03 Feb 2026 10:00:00 +0000 ":             "2026-02-03T10:00:00Z",
		"Updated: Tuesday, February 3, 2026 - 10:00 (UTC)": "2026-02-03T10:00:00Z",
	} {
		c := d.Read("rss:pubDate", raw)
		got := shown(c.Stamp)
		if c.Flag != "" {
			got += " " + c.Flag
		}
		if got != want {
			t.Errorf("%q read as %q, want %q", raw, got, want)
		}
		if c.Raw != strings.TrimSpace(raw) {
			t.Errorf("raw string %q kept as %q", raw, c.Raw)
		}
	}
}

// shown writes a stamp with the first day of its interval.
func shown(s tracker.Stamp) string {
	switch {
	case s.Slack == tracker.Unbounded:
		return ".." + s.String()
	case s.Slack != 0:
		return s.From().String() + ".." + s.String()
	}
	return s.String()
}

func TestCustomsOfCountries(t *testing.T) {
	us := Dating{Zone: zone(t, "America/New_York"), Country: "US", Now: noon}
	if c := us.Read("", "02/03/2026 10:00"); c.Stamp.String() != "2026-02-03T15:00:00Z" {
		t.Errorf("read as %v", c)
	}
	il := Dating{Country: "IL", Now: noon}
	if c := il.Read("", "3 Feb 2026 10:00 IST"); c.Stamp.String() != "2026-02-03T08:00:00Z" {
		t.Errorf("read as %v", c)
	}
	// The day is that of the outlet's zone.
	if c := us.Read("", "2026-02-03T02:00:00Z"); c.Stamp.Day != tracker.Date(2026, 2, 2) {
		t.Errorf("day %v", c.Stamp.Day)
	}
}

// All that an item says of its date is kept, best first.
func TestDateCandidates(t *testing.T) {
	d := Dating{Now: noon}
	for name, c := range map[string]struct {
		dates   []rawDate
		address string
		want    string // provenance, stamp and flag of the first
		count   int
	}{
		"published beats updated":        {[]rawDate{{"atom:updated", "2026-02-04T09:00:00Z", true}, {"atom:published", "2026-02-03T09:00:00Z", false}}, "", "atom:published 2026-02-03T09:00:00Z", 2},
		"only updated":                   {[]rawDate{{"atom:updated", "2026-02-03T09:00:00Z", true}}, "", "atom:updated ..2026-02-03T09:00:00Z date of the last change", 1},
		"a day from the address":         {nil, "https://outlet.example/2026/02/03/talks", "url 2026-02-03", 1},
		"an instant beats the address":   {[]rawDate{{"rss:pubDate", "Tue, 03 Feb 2026 22:00:00 GMT", false}}, "https://outlet.example/2026/02/04/talks", "rss:pubDate 2026-02-03T22:00:00Z", 2},
		"the address beats 2099":         {[]rawDate{{"rss:pubDate", "Tue, 03 Feb 2099 22:00:00 GMT", false}}, "https://outlet.example/2026/02/03/talks", "url 2026-02-03", 2},
		"the address beats 1970":         {[]rawDate{{"rss:pubDate", "Thu, 01 Jan 1970 00:00:00 GMT", false}}, "https://outlet.example/news-20260203.html", "url 2026-02-03", 2},
		"the address proves a swap":      {[]rawDate{{"rss:pubDate", "2025-03-11T10:00:00Z", false}}, "https://outlet.example/2025/11/03/talks", "rss:pubDate 2025-11-03T10:00:00Z corrected: day and month swapped", 2},
		"the future refutes a guess":     {[]rawDate{{"rss:pubDate", "01/12/2026 10:00 GMT", false}}, "", "rss:pubDate 2026-01-12T10:00:00Z", 1},
		"2099 alone is kept and flagged": {[]rawDate{{"rss:pubDate", "Tue, 03 Feb 2099 22:00:00 GMT", false}}, "", "rss:pubDate 2099-02-03T22:00:00Z future", 1},
		"month by name in the address":   {nil, "https://outlet.example/world/2026/feb/03/talks", "url 2026-02-03", 1},
		"a number is no day":             {nil, "https://outlet.example/item/20269999/and/3000-01-01", "", 0},
	} {
		e := entry{dates: c.dates}
		claims := e.published(d, c.address)
		got := ""
		if len(claims) > 0 {
			got = strings.TrimSpace(claims[0].From + " " + shown(claims[0].Stamp) + " " + claims[0].Flag)
		}
		if got != c.want || len(claims) != c.count {
			t.Errorf("%s: first of %d is %q, want first of %d %q", name, len(claims), got, c.count, c.want)
		}
	}
}

func FuzzReadDate(f *testing.F) {
	for _, s := range []string{"Wed, 04 Feb 2026 10:00:00 EST", "3 мая 2025 г.", "2026年2月3日", "10:", "+", "99/99/99", "1h", "20260203T1000", "Europe/", "4 Feb 2026 10:00 -99:99", "1:2:3.4-"} {
		f.Add(s)
	}
	d := Dating{Now: noon}
	f.Fuzz(func(t *testing.T, s string) {
		c := d.Read("x", s)
		if !c.Stamp.Known() && c.Flag == "" {
			t.Errorf("%q: neither a date nor a flag", s)
		}
		if !c.Stamp.Time.IsZero() && !c.Stamp.Known() {
			t.Errorf("%q: an instant without a day", s)
		}
	})
}
