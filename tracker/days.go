package tracker

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseDays reads days as people write them, and returns the first and the last
// of them: 2026-11-30, 2026-11 (a month), 2026 (a year), today, yesterday, 7d and
// 2w (the day so many days or weeks before today).
func ParseDays(text string, today Day) (from, to Day, err error) {
	one := func(d Day) (Day, Day, error) { return d, d, nil }
	switch text {
	case "today":
		return one(today)
	case "yesterday":
		return one(today - 1)
	}
	for unit, days := range map[string]Day{"d": 1, "w": 7} {
		number, cut := strings.CutSuffix(text, unit)
		if n, err := strconv.ParseUint(number, 10, 16); cut && err == nil {
			return one(today - Day(n)*days)
		}
	}
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return one(DayOf(t))
	}
	if t, err := time.Parse("2006-01", text); err == nil {
		return DayOf(t), DayOf(t.AddDate(0, 1, -1)), nil
	}
	if t, err := time.Parse("2006", text); err == nil {
		return DayOf(t), DayOf(t.AddDate(1, 0, -1)), nil
	}
	return 0, 0, fmt.Errorf("reading day %q: want YYYY-MM-DD, YYYY-MM, YYYY, today, yesterday, or 7d or 2w for so many days or weeks ago", text)
}
