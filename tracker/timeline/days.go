package timeline

import (
	"fmt"

	"onset/tracker"
)

// Days writes an inclusive range of days for people: "4 Feb 2026", "2–3 Feb
// 2026", "30 Jan – 2 Feb 2026". A year equal to that given is left out; 0
// leaves out none. Where from is unknown it is "by 4 Feb 2026".
func Days(from, to tracker.Day, year int) string {
	switch {
	case from == 0 && to == 0:
		return "on an unknown day"
	case from == 0:
		return "by " + dayWords(to, year)
	case to == 0 || to == from:
		return dayWords(from, year)
	}
	y1, m1, d1 := from.Civil()
	y2, m2, _ := to.Civil()
	switch {
	case y1 == y2 && m1 == m2:
		return fmt.Sprintf("%d–%s", d1, dayWords(to, year))
	case y1 == y2:
		return from.Format("2 Jan") + " – " + dayWords(to, year)
	}
	return dayWords(from, 0) + " – " + dayWords(to, 0)
}

func dayWords(d tracker.Day, year int) string {
	if y, _, _ := d.Civil(); y == year {
		return d.Format("2 Jan")
	}
	return d.Format("2 Jan 2006")
}

func yearOf(d tracker.Day) int {
	if d == 0 {
		return 0
	}
	y, _, _ := d.Civil()
	return y
}
