package tracker

import (
	"fmt"
	"strconv"
	"time"
)

// Day is a civil day without a zone, counted from 0001-01-01 = 1. The zero Day
// means that the day is unknown. Days compare and subtract as integers.
type Day int32

const secondsPerDay = 24 * 60 * 60

// dayZero is the Unix time, in days, of the Day 0.
const dayZero = -719163

// Date returns the day of the proleptic Gregorian calendar; out-of-range
// months and days are normalised as time.Date does.
func Date(year int, month time.Month, day int) Day {
	return DayOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DayOf returns the civil day of t in t's own location; the zero time has no day.
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return 0
	}
	_, offset := t.Zone()
	unix := t.Unix() + int64(offset)
	days := unix / secondsPerDay
	if unix%secondsPerDay < 0 {
		days--
	}
	return Day(days - dayZero)
}

// ParseDay reads YYYY-MM-DD.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("reading day %q: want YYYY-MM-DD", s)
	}
	return DayOf(t), nil
}

// In returns the instant at which the day begins in loc: midnight, or where
// the clocks jump over midnight the moment they jump.
func (d Day) In(loc *time.Location) time.Time {
	u := d.utc()
	t := time.Date(u.Year(), u.Month(), u.Day(), 0, 0, 0, 0, loc)
	if DayOf(t) < d { // time.Date may fall back to 23:00 where there is no midnight
		_, t = t.ZoneBounds()
	}
	return t
}

func (d Day) utc() time.Time { return time.Unix((int64(d)+dayZero)*secondsPerDay, 0).UTC() }

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.utc().Weekday() }

// Civil returns year, month and day of the month.
func (d Day) Civil() (year int, month time.Month, day int) { return d.utc().Date() }

// Format formats the day with a layout of package time; the unknown day is "".
func (d Day) Format(layout string) string {
	if d == 0 {
		return ""
	}
	return d.utc().Format(layout)
}

// String returns YYYY-MM-DD, or "" for the unknown day.
func (d Day) String() string { return d.Format(time.DateOnly) }

// MarshalJSON writes "YYYY-MM-DD", or null for the unknown day.
func (d Day) MarshalJSON() ([]byte, error) {
	if d == 0 {
		return []byte("null"), nil
	}
	return strconv.AppendQuote(nil, d.String()), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Day) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*d = 0
		return nil
	}
	s, err := strconv.Unquote(string(b))
	if err != nil {
		return fmt.Errorf("reading day %s: want a string", b)
	}
	*d, err = ParseDay(s)
	return err
}
