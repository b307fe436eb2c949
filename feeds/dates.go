package feeds

import (
	"slices"
	"strings"
	"time"

	"onset/tracker"
)

// The flags of a date claim that are no assumptions; those say what they are in
// their own words.
const (
	FlagFuture    = tracker.FlagFuture      // after it was fetched
	FlagEpoch     = "epoch"                 // 1970 or an impossible year: nobody's claim
	FlagZone      = "unknown zone"          // names a zone that is not known
	FlagSwapped   = "day and month swapped" // the address or the calendar proves it
	FlagUnread    = "not understood"        // no date could be read
	FlagNoSuchDay = "no such day"           // 30 February
)

// Dating is what the reading of a date depends on.
type Dating struct {
	Zone    *time.Location // of the outlet; nil: UTC
	Told    bool           // Zone was given for these very dates, and is not assumed
	Country string         // of the outlet: whether 03/04 begins with the month
	Order   DateOrder      // of day and month, as the other dates of the feed show it
	Now     time.Time      // what lies after it is the future
}

func (d Dating) zone() *time.Location {
	if d.Zone == nil {
		return time.UTC
	}
	return d.Zone
}

// Read reads one date as an outlet wrote it, in any order, with month names in
// some twenty languages. What had to be assumed stands in the Stamp and is said
// in the flag; a date that may be one of several days is the interval from the
// first to the last of them. What can't be understood has a zero Stamp and a
// flag; the raw string is always kept.
func (d Dating) Read(from, raw string) tracker.DateClaim { return loosen(d.understand(from, raw)) }

// understand is Read, with the time of day still in a date whose order of day
// and month is open, because another date may yet settle it.
func (d Dating) understand(from, raw string) tracker.DateClaim {
	claim := tracker.DateClaim{From: from, Raw: strings.TrimSpace(raw), Told: d.Told}
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

// changed makes a date that of the last change: published then or before.
func changed(c tracker.DateClaim) tracker.DateClaim {
	if c.Stamp.Known() {
		c.Stamp.Assumed.LastChange, c.Stamp.Slack = true, tracker.Unbounded
	}
	return c
}

// loosen takes the time of day from a date that may be of several days, and
// tells in the flag what was assumed.
func loosen(c tracker.DateClaim) tracker.DateClaim {
	if a := c.Stamp.Assumed; a.Order == tracker.OrderOpen || a.NoYear {
		c.Stamp.Time, c.Stamp.Assumed.Zone = time.Time{}, ""
	}
	if words := c.Stamp.Assumed.String(); words != "" {
		c.Flag = strings.TrimPrefix(wrong(c)+", "+words, ", ")
	}
	return c
}

// wrong is the flag of a claim without what was assumed.
func wrong(c tracker.DateClaim) string {
	return strings.TrimSuffix(strings.TrimSuffix(c.Flag, c.Stamp.Assumed.String()), ", ")
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
	case s.Assumed.Zone == "" && s.Time.After(d.Now), (s.Time.IsZero() || s.Assumed.Zone != "") && s.From() > d.today():
		flags = append(flags, FlagFuture)
	}
	return s, flags
}

// rank orders claims: those that say when it was published and can be true
// first, the address, what may be one of many days and the last change after
// them, what can't be true last.
func rank(c tracker.DateClaim) int {
	switch {
	case !c.Stamp.Known():
		return 5
	case strings.Contains(c.Flag, FlagFuture):
		return 4
	case c.Stamp.Assumed.LastChange:
		return 3
	case c.Stamp.Slack != 0:
		return 2
	case c.From == "url":
		return 1
	}
	return 0
}

// order sorts claims best first, keeping the order given among equals, after
// those that leave no doubt have settled which of day and month came first. A
// time whose zone was assumed gives way to one that may be the same and names it.
func (d Dating) order(claims []tracker.DateClaim) []tracker.DateClaim {
	var sure []tracker.Day
	url := tracker.Day(0)
	for _, c := range claims {
		switch {
		case c.From == "url":
			url = c.Stamp.Day
			sure = append(sure, url)
		case c.Stamp.Exact() && c.Stamp.Assumed.Order == "":
			sure = append(sure, c.Stamp.Day)
		}
	}
	for i := range claims {
		claims[i] = loosen(d.unswap(claims[i], url, sure))
	}
	slices.SortStableFunc(claims, func(a, b tracker.DateClaim) int { return rank(a) - rank(b) })
	if i := slices.IndexFunc(claims, func(c tracker.DateClaim) bool { return c.Stamp.Confirms(claims[0].Stamp) }); i > 0 {
		c := claims[i]
		copy(claims[1:i+1], claims[:i])
		claims[0] = c
	}
	return claims
}

// unswap puts day and month in their right order where the address proves that
// they were swapped, and settles an open order by the dates that are sure.
func (d Dating) unswap(c tracker.DateClaim, url tracker.Day, sure []tracker.Day) tracker.DateClaim {
	other := c.Stamp.Day.Swapped()
	if c.From == "url" || !c.Stamp.Known() || other == 0 || strings.Contains(c.Flag, FlagSwapped) {
		return c
	}
	open := c.Stamp.Assumed.Order != ""
	if !open {
		sure = []tracker.Day{url}
	}
	is, swapped := anyNear(c.Stamp.Day, sure), anyNear(other, sure)
	switch {
	case is == swapped || !open && !swapped:
		return c
	case !open:
		c.Flag = "corrected: " + FlagSwapped
	default:
		c.Flag = wrong(c)
		c.Stamp.Slack, c.Stamp.Assumed.Order = 0, ""
	}
	if swapped {
		c.Stamp = d.onDay(c.Stamp, other)
	}
	return c
}

// onDay moves a stamp to another day, at the same time of day.
func (d Dating) onDay(s tracker.Stamp, day tracker.Day) tracker.Stamp {
	if !s.Time.IsZero() {
		s.Time = s.Time.In(d.zone()).AddDate(0, 0, int(day-s.Day)).UTC()
	}
	s.Day = day
	return s
}

func anyNear(day tracker.Day, sure []tracker.Day) bool {
	return slices.ContainsFunc(sure, func(s tracker.Day) bool { return s != 0 && near(day, s) })
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
