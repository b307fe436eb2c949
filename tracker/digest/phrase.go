package digest

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onset/tracker/text"
)

// sentence gives a phrase a capital and a full stop.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(r)) + s[n:]
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return s
	}
	return s + "."
}

func sentences(phrases []string) []string {
	out := make([]string, len(phrases))
	for i, s := range phrases {
		out[i] = sentence(s)
	}
	return out
}

// shorten lists a few names and counts the rest.
func shorten(names []string) string {
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, ", ")
}

// add appends s unless it is there.
func add(ss []string, s string) []string {
	if slices.Contains(ss, s) {
		return ss
	}
	return append(ss, s)
}

// clipAt is how many characters of a sentence are shown.
const clipAt = 400

// clip puts a sentence on one line and shortens it between words where it is
// very long.
func clip(s string) string { return text.Shorten(s, clipAt) }
