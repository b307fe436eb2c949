package feeds

import (
	"time"

	"onset/tracker"
)

// resolve says what the pieces mean together.
func (w *written) resolve(d Dating) (tracker.Stamp, []string) {
	if !w.unix.IsZero() {
		return tracker.At(w.unix, d.zone()), nil
	}
	day, flags := w.day(d)
	if day == 0 {
		return tracker.Stamp{}, flags
	}
	if !w.clock || w.hour > 24 || w.min > 59 {
		return tracker.Stamp{Day: day}, flags
	}
	loc, flag := w.location(d)
	if flag != "" {
		flags = append(flags, flag)
	}
	hour := w.hour
	switch {
	case w.half == "pm" && hour < 12:
		hour += 12
	case w.half == "am" && hour == 12:
		hour = 0
	}
	y, m, dd := day.Civil()
	return tracker.At(time.Date(y, m, dd, hour, w.min, min(w.sec, 59), 0, loc), d.zone()), flags
}

func (w *written) location(d Dating) (*time.Location, string) {
	switch {
	case w.offset != nil:
		return time.FixedZone("", *w.offset*60), ""
	case w.place != nil:
		return w.place, ""
	case w.zoneName == "":
		return d.zone(), FlagNoZone
	}
	if minutes, ok := zoneOf(w.zoneName, d.Country); ok {
		return time.FixedZone("", minutes*60), ""
	}
	return d.zone(), FlagZone
}

// day finds the day among the pieces.
func (w *written) day(d Dating) (tracker.Day, []string) {
	switch {
	case w.relative:
		return 0, []string{FlagUnread}
	case w.year != 0 && w.cjkM != 0 && w.cjkD != 0:
		return checked(w.year, w.cjkM, w.cjkD, nil)
	case w.month != 0:
		return w.named(d)
	case len(w.figures) >= 3:
		return w.numeric(d)
	case len(w.figures) > 0 && w.figures[0].digits == 4:
		return 0, []string{FlagNoDay}
	}
	return 0, []string{FlagUnread}
}

// named reads a day beside a month that is a word.
func (w *written) named(d Dating) (tracker.Day, []string) {
	year, day := 0, 0
	for _, f := range w.figures {
		switch {
		case year == 0 && (f.digits == 4 || f.value > 31 && f.digits == 2):
			year = century(f)
		case day == 0 && f.digits <= 2:
			day = f.value
		case year == 0 && f.digits == 2:
			year = century(f)
		}
	}
	switch {
	case day == 0 && year != 0:
		return 0, []string{FlagNoDay}
	case day == 0:
		return 0, []string{FlagUnread}
	case year == 0 && d.Now.IsZero():
		return 0, []string{FlagUnread}
	case year == 0:
		return w.latest(d, day)
	}
	return checked(year, w.month, day, nil)
}

// latest is the last such day that is not in the future.
func (w *written) latest(d Dating, day int) (tracker.Day, []string) {
	today := tracker.DayOf(d.Now.In(d.zone()))
	year, _, _ := today.Civil()
	if c := civil(year, w.month, day); c != 0 && c <= today {
		return c, []string{FlagNoYear}
	}
	return checked(year-1, w.month, day, []string{FlagNoYear})
}

// numeric reads three numbers.
func (w *written) numeric(d Dating) (tracker.Day, []string) {
	a, b, c := w.figures[0], w.figures[1], w.figures[2]
	if a.digits == 4 {
		if b.value > 12 && c.value <= 12 {
			return checked(a.value, c.value, b.value, []string{FlagSwapped})
		}
		return checked(a.value, b.value, c.value, nil)
	}
	year := century(c)
	switch {
	case a.value > 12 || b.before == '.':
		return checked(year, b.value, a.value, nil)
	case b.value > 12:
		return checked(year, a.value, b.value, nil)
	case d.monthFirst():
		return checked(year, a.value, b.value, []string{FlagAmbiguous})
	}
	return checked(year, b.value, a.value, []string{FlagAmbiguous})
}

func checked(year, month, day int, flags []string) (tracker.Day, []string) {
	if c := civil(year, month, day); c != 0 {
		return c, flags
	}
	return 0, append(flags, FlagNoSuchDay)
}

// century completes a year of two digits.
func century(f figure) int {
	switch {
	case f.digits > 2:
		return f.value
	case f.value < 70:
		return 2000 + f.value
	}
	return 1900 + f.value
}
