package web

import (
	"strings"
	"unicode"
)

// edit is a stretch of text that two versions share, or only one has.
type edit struct {
	Op   string // same, gone, new
	Text string
}

// mostWords bounds the texts that are compared word by word: beyond, only
// what stands between their common ends is told apart, as a whole.
const mostWords = 6000

// difference compares two texts word by word, by the longest common
// subsequence of what lies between their common beginning and end.
func difference(old, now string) []edit {
	a, b := tokens(old), tokens(now)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var out script
	out.add("same", a[:head]...)
	out.middle(a[head:len(a)-tail], b[head:len(b)-tail])
	out.add("same", a[len(a)-tail:]...)
	return out
}

// tokens cuts a text into words, each with the white space after it.
func tokens(s string) []string {
	var out []string
	start, blank := 0, false
	for i, r := range s {
		space := unicode.IsSpace(r)
		if blank && !space {
			out = append(out, s[start:i])
			start = i
		}
		blank = space
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}

// script is a list of edits in the order of the text.
type script []edit

// add appends words, joined with what came before when that is of a kind.
func (s *script) add(op string, words ...string) {
	if len(words) == 0 {
		return
	}
	text := strings.Join(words, "")
	if n := len(*s); n > 0 && (*s)[n-1].Op == op {
		(*s)[n-1].Text += text
		return
	}
	*s = append(*s, edit{op, text})
}

// middle compares by a table of the lengths of common subsequences.
func (s *script) middle(a, b []string) {
	if len(a) == 0 || len(b) == 0 || len(a)*len(b) > mostWords*mostWords/4 {
		s.add("gone", a...)
		s.add("new", b...)
		return
	}
	width := len(b) + 1
	common := make([]uint16, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			s.add("same", a[i])
			i, j = i+1, j+1
		case common[(i+1)*width+j] >= common[i*width+j+1]:
			s.add("gone", a[i])
			i++
		default:
			s.add("new", b[j])
			j++
		}
	}
	s.add("gone", a[i:]...)
	s.add("new", b[j:]...)
}
