package said

// order tells how an outlet orders the parts of a numeric date with slashes.
type order uint8

const (
	unknownOrder order = iota
	dayFirst
	monthFirst
)

// monthFirstCountries write 2/4 for February 4.
var monthFirstCountries = map[string]bool{"US": true, "PH": true, "FM": true, "PW": true, "MH": true, "BZ": true}

// orderOf decides by country, and without one by language: outside English the
// day always comes first.
func orderOf(country, lang string) order {
	switch {
	case monthFirstCountries[country]:
		return monthFirst
	case country != "" || lang != "en":
		return dayFirst
	}
	return unknownOrder
}

// composite reads what is more than a run of digits: a numeric date, a time, a
// decimal, a range of years. It returns where it ends; ok is false when the
// run stands alone. Ranges of days stay three tokens.
func (x *lexer) composite(t *token, end int) (int, bool) {
	i := t.end
	if i+1 >= end || !isDigit(x.raw[i+1]) {
		return x.yearsByDash(t, end)
	}
	sep := x.raw[i]
	switch sep {
	case '.', '/', '-', ':', ',':
	default:
		return i, false
	}
	groups := [5]int{atoi(x.raw[t.start:i])}
	widths := [5]int{i - t.start}
	n := 1
	for i+1 < end && x.raw[i] == sep && isDigit(x.raw[i+1]) && n < len(groups) {
		s := i + 1
		for i = s; i < end && isDigit(x.raw[i]); i++ {
		}
		groups[n], widths[n] = atoi(x.raw[s:i]), i-s
		n++
	}
	ok := x.understand(t, sep, groups[:n], widths[:n])
	if !ok && t.form == plain {
		return t.end, false
	}
	if t.form == fullDate {
		i = x.skipClock(i, end)
	}
	return i, true
}

// skipClock returns the end of the time part of an ISO instant.
func (x *lexer) skipClock(i, end int) int {
	if i+2 >= end || x.raw[i] != 'T' || !isDigit(x.raw[i+1]) {
		return i
	}
	for i++; i < end && (isDigit(x.raw[i]) || x.raw[i] == ':' || x.raw[i] == '.'); i++ {
	}
	if i < end && x.raw[i] == 'Z' {
		i++
	}
	return i
}

// understand gives a run of groups its form. It returns false, and leaves the
// form plain, where the groups are numerals of their own.
func (x *lexer) understand(t *token, sep byte, g, w []int) bool {
	switch {
	case sep == ':':
		t.form = unread
		if g[0] < 24 && g[1] < 60 && w[1] == 2 && len(g) <= 3 {
			t.form, t.parts = clock, [4]int{g[0] + 1, g[1] + 1}
		}
	case sep == ',':
		if w[1] == 4 { // "February 4,2016"
			return false
		}
		t.form = unread
	case len(g) == 3:
		x.threeGroups(t, sep, g, w)
	case len(g) == 2:
		return x.twoGroups(t, sep, g, w)
	default:
		t.form = unread
	}
	return true
}

// threeGroups reads year-month-day, or day and month in the outlet's order.
func (x *lexer) threeGroups(t *token, sep byte, g, w []int) {
	t.form = unread
	if w[0] == 4 {
		if validMonthDay(g[1], g[2]) && w[1] <= 2 {
			t.form, t.parts = fullDate, [4]int{g[0], g[1], g[2]}
		}
		return
	}
	if w[0] > 2 || w[1] > 2 || w[2] != 4 && (w[2] != 2 || w[0]+w[1] < 3) {
		return
	}
	year := g[2]
	if w[2] == 2 {
		year = century(year)
	}
	m, d, known := x.monthDay(sep, g[0], g[1])
	switch {
	case known:
		t.form, t.parts = fullDate, [4]int{year, m, d}
	case validMonthDay(g[0], g[1]) || validMonthDay(g[1], g[0]):
		t.form = fullDate // a date, but nobody knows which
	}
}

// twoGroups reads a day and month, a month and year, or a range of years.
func (x *lexer) twoGroups(t *token, sep byte, g, w []int) bool {
	switch {
	case w[0] == 4 && (w[1] == 4 || w[1] == 2) && sep != '.':
		return readYearSpan(t, sep, g, w)
	case sep == '-':
		return false
	case w[0] <= 2 && w[1] == 4 && sep == '/' && 1 <= g[0] && g[0] <= 12:
		t.form, t.parts = fullDate, [4]int{g[1], g[0]}
	case w[0] > 2 || w[1] > 2:
		t.form = unread
	default:
		t.form = unread
		if m, d, known := x.monthDay(sep, g[0], g[1]); known && (sep == '/' || w[1] == 2) {
			t.form, t.parts = briefDate, [4]int{0, m, d}
		}
	}
	return true
}

// yearsByDash reads "2014–2018" with a dash that is not ASCII.
func (x *lexer) yearsByDash(t *token, end int) (int, bool) {
	const dash = "–"
	i := t.end
	if i-t.start != 4 || i+len(dash) >= end || x.raw[i:i+len(dash)] != dash {
		return i, false
	}
	s := i + len(dash)
	j := s
	for j < end && isDigit(x.raw[j]) {
		j++
	}
	g := []int{atoi(x.raw[t.start:i]), atoi(x.raw[s:j])}
	w := []int{4, j - s}
	if w[1] != 2 && w[1] != 4 || !readYearSpan(t, '-', g, w) {
		return i, false
	}
	return j, true
}

// readYearSpan reads "2015-16", "2014-2018".
func readYearSpan(t *token, sep byte, g, w []int) bool {
	last := g[1]
	if w[1] == 2 {
		last += g[0] / 100 * 100
		if sep == '-' && last <= g[0] && 1 <= g[1] && g[1] <= 12 {
			t.form, t.parts = fullDate, [4]int{g[0], g[1]} // 2016-11
			return true
		}
	}
	if g[0] < 1000 || g[0] >= 2200 || last <= g[0] || last-g[0] > 200 {
		t.form = unread
		return true
	}
	t.form, t.parts = yearSpan, [4]int{g[0], 0, 0, last}
	return true
}

// monthDay orders two numbers. known is false when either order would do and
// neither the sign nor the outlet decides.
func (x *lexer) monthDay(sep byte, a, b int) (m, d int, known bool) {
	o := x.order
	if sep == '.' {
		o = dayFirst
	}
	first, second := validMonthDay(a, b), validMonthDay(b, a)
	switch {
	case first && second && a != b && o == unknownOrder:
		return 0, 0, false
	case first && (!second || a == b || o == monthFirst):
		return a, b, true
	case second:
		return b, a, true
	}
	return 0, 0, false
}

func validMonthDay(m, d int) bool { return 1 <= m && m <= 12 && 1 <= d && d <= 31 }

// century places a year of two digits within 69 years before and 30 after 2000.
func century(y int) int {
	if y <= 40 {
		return 2000 + y
	}
	return 1900 + y
}
