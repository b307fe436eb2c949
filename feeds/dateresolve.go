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
	stamp, flags := w.day(d)
	if !stamp.Known() || !w.clock || w.hour > 24 || w.min > 59 {
		return stamp, flags
	}
	loc, assumed, flag := w.location(d)
	if flag != "" {
		flags = append(flags, flag)
	}
	stamp.Assumed.Zone = assumed
	hour := w.hour
	switch {
	case w.half == "pm" && hour < 12:
		hour += 12
	case w.half == "am" && hour == 12:
		hour = 0
	}
	y, m, dd := stamp.Day.Civil()
	at := tracker.At(time.Date(y, m, dd, hour, w.min, min(w.sec, 59), 0, loc), d.zone())
	if stamp.Time = at.Time; stamp.Slack == 0 {
		stamp.Day = at.Day
	}
	return stamp, flags
}

// location is the zone of the time. Where none is named, or none that is known,
// it is the outlet's; assumed names it then.
func (w *written) location(d Dating) (loc *time.Location, assumed, flag string) {
	switch {
	case w.offset != nil:
		return time.FixedZone("", *w.offset*60), "", ""
	case w.place != nil:
		return w.place, "", ""
	case w.zoneName == "" && d.Told:
		return d.zone(), "", ""
	case w.zoneName == "":
		return d.zone(), d.zone().String(), ""
	}
	if loc := zoneOf(w.zoneName, d.Country); loc != nil {
		return loc, "", ""
	}
	return d.zone(), d.zone().String(), FlagZone
}

// day finds the day among the pieces, or the days that it may be.
func (w *written) day(d Dating) (tracker.Stamp, []string) {
	switch {
	case w.relative:
		return unread()
	case w.year != 0 && w.cjkM != 0 && w.cjkD != 0:
		return checked(w.year, w.cjkM, w.cjkD)
	case w.year != 0 && w.cjkM != 0:
		return d.month(w.year, w.cjkM)
	case w.month != 0:
		return w.named(d)
	case len(w.figures) >= 3:
		return w.numeric(d)
	case len(w.figures) == 2 && w.figures[0].digits == 4 && !w.clock:
		return d.month(w.figures[0].value, w.figures[1].value)
	case len(w.figures) == 2 && w.figures[1].digits == 4 && !w.clock:
		return d.month(w.figures[1].value, w.figures[0].value)
	case len(w.figures) == 1 && w.figures[0].digits == 4 && !w.clock:
		return d.within(civil(w.figures[0].value, 1, 1), civil(w.figures[0].value, 12, 31))
	}
	return unread()
}

func unread() (tracker.Stamp, []string) { return tracker.Stamp{}, []string{FlagUnread} }

// named reads a day beside a month that is a word.
func (w *written) named(d Dating) (tracker.Stamp, []string) {
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
		return d.month(year, w.month)
	case day == 0, year == 0 && d.Now.IsZero():
		return unread()
	case year == 0:
		return w.latest(d, day)
	}
	return checked(year, w.month, day)
}

// month is all the days of a month.
func (d Dating) month(year, month int) (tracker.Stamp, []string) {
	return d.within(civil(year, month, 1), tracker.Date(year, time.Month(month)+1, 1)-1)
}

// within is one of some days, as far as they have come.
func (d Dating) within(from, to tracker.Day) (tracker.Stamp, []string) {
	if from == 0 {
		return unread()
	}
	if today := d.today(); today >= from {
		to = min(to, today)
	}
	return tracker.Loose(from, to, tracker.Assumed{NoDay: true}), nil
}

// today is the outlet's day; 0 when it is not known.
func (d Dating) today() tracker.Day {
	if d.Now.IsZero() {
		return 0
	}
	return tracker.DayOf(d.Now.In(d.zone()))
}

// latest is the last such day that is not in the future, of this year or one
// before.
func (w *written) latest(d Dating, day int) (tracker.Stamp, []string) {
	year, _, _ := d.today().Civil()
	for back := range 8 { // 29 February may be that long ago
		if c := civil(year-back, w.month, day); c != 0 && c <= d.today() {
			return tracker.Loose(0, c, tracker.Assumed{NoYear: true}), nil
		}
	}
	return tracker.Stamp{}, []string{FlagNoSuchDay}
}

// numeric reads three numbers.
func (w *written) numeric(d Dating) (tracker.Stamp, []string) {
	a, b, c := w.figures[0], w.figures[1], w.figures[2]
	if a.digits == 4 {
		if b.value > 12 && c.value <= 12 {
			stamp, flags := checked(a.value, c.value, b.value)
			return stamp, append([]string{FlagSwapped}, flags...)
		}
		return checked(a.value, b.value, c.value)
	}
	year := century(c)
	switch w.order() {
	case DayFirst:
		return checked(year, b.value, a.value)
	case MonthFirst:
		return checked(year, a.value, b.value)
	}
	return d.either(civil(year, b.value, a.value), civil(year, a.value, b.value))
}

// either chooses between a date with the day first and one with the month
// first: the one that is not in the future, else by the other dates of the feed
// or the custom of the country. Where nothing tells it is one of both.
func (d Dating) either(day, month tracker.Day) (tracker.Stamp, []string) {
	today := d.today()
	pick := func(o DateOrder, by tracker.Order) (tracker.Stamp, []string) {
		stamp := tracker.Stamp{Day: day, Assumed: tracker.Assumed{Order: by}}
		if o == MonthFirst {
			stamp.Day = month
		}
		return stamp, nil
	}
	switch {
	case day == 0 || month == 0:
		return tracker.Stamp{}, []string{FlagNoSuchDay}
	case day == month, today != 0 && day <= today && month > today:
		return pick(DayFirst, "")
	case today != 0 && month <= today && day > today:
		return pick(MonthFirst, "")
	case d.Order == DayFirst || d.Order == MonthFirst:
		return pick(d.Order, tracker.OrderByFeed)
	}
	if custom := customOf(d.Country); custom != "" {
		return pick(custom, tracker.OrderByCountry)
	}
	return tracker.Loose(min(day, month), max(day, month), tracker.Assumed{Order: tracker.OrderOpen}), nil
}

func checked(year, month, day int) (tracker.Stamp, []string) {
	if c := civil(year, month, day); c != 0 {
		return tracker.Stamp{Day: c}, nil
	}
	return tracker.Stamp{}, []string{FlagNoSuchDay}
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
