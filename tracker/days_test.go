package tracker

import "testing"

func TestParseDays(t *testing.T) {
	today := Date(2026, 3, 1)
	for text, want := range map[string][2]string{
		"2026-02-04": {"2026-02-04", "2026-02-04"}, "2024-02": {"2024-02-01", "2024-02-29"}, "2025": {"2025-01-01", "2025-12-31"},
		"today": {"2026-03-01", "2026-03-01"}, "yesterday": {"2026-02-28", "2026-02-28"}, "7d": {"2026-02-22", "2026-02-22"},
		"0d": {"2026-03-01", "2026-03-01"}, "2w": {"2026-02-15", "2026-02-15"},
	} {
		from, to, err := ParseDays(text, today)
		if err != nil || from.String() != want[0] || to.String() != want[1] {
			t.Errorf("%s is %s to %s (%v), want %v", text, from, to, err, want)
		}
	}
	for _, text := range []string{"", "tomorrow", "-7d", "7", "7 d", "d", "2026-13", "2026-02-30", "last week", "99999999999d"} {
		if from, to, err := ParseDays(text, today); err == nil {
			t.Errorf("%q is read as %s to %s", text, from, to)
		}
	}
}
