package repertoire

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"onset/tracker/timeline"
)

// Counts are how many lines are in each state.
type Counts [Absent + 1]int

// Count counts the lines by state.
func Count(lines []Line) Counts {
	var c Counts
	for _, l := range lines {
		c[l.State]++
	}
	return c
}

// Sentence says what became of the lines: "Two lines are new since 2 Feb 2026,
// one is back, four go on, two have fallen silent." It names the fresh days.
func Sentence(lines []Line, f Frame) string {
	c := Count(lines)
	if c[New]+c[Back]+c[GoesOn]+c[Silent] == 0 {
		if f.Since == 0 {
			return "Nothing has been looked at yet."
		}
		return "Nothing of what is tracked appeared " + timeline.Days(f.From, f.To, 0) + "."
	}
	var parts []string
	add := func(s State, one, many string) {
		if n := c[s]; n == 1 {
			parts = append(parts, "one "+one)
		} else if n > 1 {
			parts = append(parts, number(n)+" "+many)
		}
	}
	add(New, "is new", "are new")
	add(Back, "is back", "are back")
	if len(parts) == 0 {
		parts = append(parts, "nothing is new")
	}
	fresh := len(parts)
	add(GoesOn, "goes on", "go on")
	add(Silent, "has fallen silent", "have fallen silent")
	lead := strings.Join(parts[:fresh], ", ")
	if c[New] > 0 || c[Back] > 0 {
		lead = withNoun(lead)
	}
	out := lead + " " + since(f)
	if rest := strings.Join(parts[fresh:], ", "); rest != "" {
		out += "; " + rest
	}
	r, n := utf8.DecodeRuneInString(out)
	return string(unicode.ToUpper(r)) + out[n:] + "."
}

// withNoun names what is counted, once.
func withNoun(s string) string {
	first, rest, _ := strings.Cut(s, " ")
	noun := " lines "
	if first == "one" {
		noun = " line "
	}
	return first + noun + rest
}

// since names the fresh days.
func since(f Frame) string {
	year, _, _ := f.To.Civil()
	switch {
	case f.Fresh() == f.To:
		return "on " + timeline.Days(f.To, f.To, 0)
	case f.Fresh() > f.From:
		return "in the week to " + timeline.Days(f.To, f.To, 0)
	}
	return "from " + timeline.Days(f.From, f.From, year) + " to " + timeline.Days(f.To, f.To, 0)
}

var numbers = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// number writes small numbers as words.
func number(n int) string {
	if n < len(numbers) {
		return numbers[n]
	}
	return fmt.Sprint(n)
}
