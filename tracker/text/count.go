package text

import (
	"strconv"
	"strings"
)

// Count writes a number with its noun: "1 entry", "2 days", "1,204 articles".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok && !strings.HasSuffix(stem, "a") {
		noun = stem + "ie"
	}
	return Thousands(n) + " " + noun + "s"
}

// Thousands groups the digits of a number.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
