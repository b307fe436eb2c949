package feeds

import (
	"strings"
	"time"

	"onset/tracker"
)

// The flags of a date claim.
const (
	FlagFuture    = "future"                // after it was fetched
	FlagEpoch     = "epoch"                 // 1970 or an impossible year: nobody's claim
	FlagZone      = "unknown zone"          // names a zone that is not known
	FlagNoZone    = "no zone"               // a time without a zone, read in the outlet's
	FlagAmbiguous = "day or month first"    // 03/04: read by the custom of the outlet's country
	FlagSwapped   = "day and month swapped" // the address or the calendar proves it
	FlagUnread    = "not understood"        // no date could be read
	FlagNoDay     = "names no day"          // a month or year alone
	FlagNoSuchDay = "no such day"           // 30 February
	FlagUpdated   = "of the last change"    // when changed, not when published
	FlagNoYear    = "no year"               // the latest such day is taken
)

// Dating is what the reading of a date depends on.
type Dating struct {
	Zone    *time.Location // of the outlet; nil: UTC
	Country string         // of the outlet: whether 03/04 begins with the month
	Now     time.Time      // what lies after it is the future
}

func (d Dating) zone() *time.Location {
	if d.Zone == nil {
		return time.UTC
	}
	return d.Zone
}

// monthFirst tells whether the country writes 02/04 for the fourth of February.
func (d Dating) monthFirst() bool {
	switch d.Country {
	case "US", "PH", "FM", "MH", "PW":
		return true
	}
	return false
}

// Read reads one date as an outlet wrote it, in any order, with month names in
// some twenty languages. What can't be understood has a zero Stamp and a flag;
// the raw string is always kept.
func (d Dating) Read(from, raw string) tracker.DateClaim {
	claim := tracker.DateClaim{From: from, Raw: strings.TrimSpace(raw)}
	var flags []string
	if t, ok := fastDate(claim.Raw); ok {
		claim.Stamp = tracker.At(t, d.zone())
	} else {
		var w written
		w.read(claim.Raw)
		claim.Stamp, flags = w.resolve(d)
	}
	claim.Stamp, flags = d.sane(claim.Stamp, flags)
	claim.Flag = strings.Join(flags, ", ")
	return claim
}

// fastDate reads the two forms that nearly all feeds use.
func fastDate(s string) (time.Time, bool) {
	if len(s) < 20 {
		return time.Time{}, false
	}
	layout := time.RFC3339
	if s[3] == ',' {
		layout = "Mon, 2 Jan 2006 15:04:05 -0700"
	}
	t, err := time.Parse(layout, s)
	return t, err == nil
}

// sane flags what can't be: the future, and the years that stand for "unset".
func (d Dating) sane(s tracker.Stamp, flags []string) (tracker.Stamp, []string) {
	if !s.Known() && len(flags) == 0 {
		return s, []string{FlagEpoch} // the zero instant, which some servers write
	}
	if !s.Known() {
		return s, flags
	}
	year, _, _ := s.Day.Civil()
	switch {
	case year <= 1900, s.Day <= tracker.Date(1970, 1, 2) && s.Day >= tracker.Date(1969, 12, 31):
		return tracker.Stamp{}, append(flags, FlagEpoch)
	case d.Now.IsZero():
	case s.Time.After(d.Now), s.Time.IsZero() && s.Day > tracker.DayOf(d.Now.In(d.zone())):
		flags = append(flags, FlagFuture)
	}
	return s, flags
}

// rank orders claims: those that say when it was published and can be true
// first, the address and the last change after them, what can't be true last.
func rank(c tracker.DateClaim) int {
	switch {
	case !c.Stamp.Known():
		return 4
	case strings.Contains(c.Flag, FlagFuture):
		return 3
	case strings.Contains(c.Flag, FlagUpdated):
		return 2
	case c.From == "url":
		return 1
	}
	return 0
}

// order sorts claims best first, keeping the order given among equals, after
// the day of the address has settled which of day and month came first.
func (d Dating) order(claims []tracker.DateClaim) []tracker.DateClaim {
	var url tracker.Day
	for _, c := range claims {
		if c.From == "url" {
			url = c.Stamp.Day
		}
	}
	for i := range claims {
		claims[i] = d.unswap(claims[i], url)
	}
	for i := 1; i < len(claims); i++ { // few and nearly sorted
		for j := i; j > 0 && rank(claims[j]) < rank(claims[j-1]); j-- {
			claims[j], claims[j-1] = claims[j-1], claims[j]
		}
	}
	return claims
}

// unswap puts day and month in their right order where the address proves that
// they were swapped, or where a guess at the order led into the future.
func (d Dating) unswap(c tracker.DateClaim, url tracker.Day) tracker.DateClaim {
	if c.From == "url" || !c.Stamp.Known() || strings.Contains(c.Flag, FlagSwapped) {
		return c
	}
	year, month, day := c.Stamp.Day.Civil()
	if day > 12 || day == int(month) {
		return c
	}
	other := tracker.Date(year, time.Month(day), int(month))
	proven := url != 0 && near(other, url) && !near(c.Stamp.Day, url)
	refuted := strings.Contains(c.Flag, FlagAmbiguous) && strings.Contains(c.Flag, FlagFuture) &&
		!d.Now.IsZero() && other <= tracker.DayOf(d.Now.In(d.zone()))
	if !proven && !refuted {
		return c
	}
	moved := tracker.Stamp{Day: other}
	if !c.Stamp.Time.IsZero() {
		local := c.Stamp.Time.In(d.zone())
		h, m, s := local.Clock()
		moved = tracker.At(time.Date(year, time.Month(day), int(month), h, m, s, 0, d.zone()), d.zone())
	}
	c.Stamp, c.Flag = moved, "corrected: "+FlagSwapped
	return c
}

func near(a, b tracker.Day) bool { return a-b <= 1 && b-a <= 1 }

// fromAddress reads the day that many outlets write into the path of their
// addresses: /2026/02/04/, /2026-02-04-, /20260204/, /2026/feb/04/.
func (d Dating) fromAddress(path string) (tracker.DateClaim, bool) {
	for i := 0; i+8 <= len(path); i++ {
		if (path[i] == '2' || path[i] == '1' && path[i+1] == '9') && (i == 0 || !isDigit(path[i-1])) {
			if raw, day := dayAt(path[i:]); day != 0 && plausible(day, d.Now) {
				return tracker.DateClaim{From: "url", Raw: raw, Stamp: tracker.Stamp{Day: day}}, true
			}
		}
	}
	return tracker.DateClaim{}, false
}

func plausible(day tracker.Day, now time.Time) bool {
	return day > tracker.Date(1990, 1, 1) && (now.IsZero() || day <= tracker.DayOf(now)+1)
}

// dayAt reads a day at the start of s: four digits of year, month and day, with
// the same separator between them or none.
func dayAt(s string) (string, tracker.Day) {
	if digits(s) == 8 {
		return s[:8], civil(number(s[:4]), number(s[4:6]), number(s[6:8]))
	}
	if digits(s) != 4 || len(s) < 8 || !strings.ContainsRune("/-_.", rune(s[4])) {
		return "", 0
	}
	sep, rest := s[4], s[5:]
	month, n := 0, digits(rest)
	if n == 1 || n == 2 {
		month = number(rest[:n])
	} else if i := strings.IndexByte(rest, sep); i >= 3 && i <= 9 {
		month, n = monthOf(strings.ToLower(rest[:i])), i
	}
	if month == 0 || n >= len(rest) || rest[n] != sep {
		return "", 0
	}
	last := rest[n+1:]
	k := digits(last)
	if k != 1 && k != 2 {
		return "", 0
	}
	return s[:5+n+1+k], civil(number(s[:4]), month, number(last[:k]))
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// digits counts the digits at the start of s.
func digits(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

// number reads at most nine digits.
func number(s string) int {
	n := 0
	for i := 0; i < len(s) && i < 9; i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// civil returns the day, or 0 when there is none such.
func civil(year, month, day int) tracker.Day {
	if month < 1 || month > 12 || day < 1 || day > 31 || year < 1 {
		return 0
	}
	d := tracker.Date(year, time.Month(month), day)
	if _, m, _ := d.Civil(); m != time.Month(month) {
		return 0
	}
	return d
}
