package text

import "testing"

func TestCount(t *testing.T) {
	for _, c := range []struct {
		n          int
		noun, want string
	}{
		{0, "article", "0 articles"}, {1, "article", "1 article"}, {2, "day", "2 days"}, {3, "entry", "3 entries"},
		{999, "row", "999 rows"}, {1000, "row", "1,000 rows"}, {1234567, "row", "1,234,567 rows"}, {-1234, "row", "-1,234 rows"},
	} {
		if got := Count(c.n, c.noun); got != c.want {
			t.Errorf("%d %s: %q, want %q", c.n, c.noun, got, c.want)
		}
	}
}
