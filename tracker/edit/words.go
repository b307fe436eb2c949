package edit

import (
	"strings"
	"unicode"
)

// Op tells what became of a stretch of text.
type Op string

// What may become of a stretch of text.
const (
	Kept  Op = "same"
	Gone  Op = "gone"
	Added Op = "new"
)

// Change is a stretch of text and what became of it.
type Change struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}

// mostSteps bounds the search for the shortest difference, in words that went
// or came; texts farther apart are told apart as a whole between their common
// beginning and end.
const mostSteps = 1200

// Words compares two texts word by word, white space apart; punctuation counts
// as words. The stretches that
// were kept and added make up the new text.
func Words(old, now string) []Change {
	a, b := tokens(old), tokens(now)
	var out []Change
	add := func(op Op, words []string) {
		if len(words) == 0 {
			return
		}
		if n := len(out); n > 0 && out[n-1].Op == op {
			out[n-1].Text += strings.Join(words, "")
			return
		}
		out = append(out, Change{op, strings.Join(words, "")})
	}
	i, j := 0, 0
	for _, s := range settle(align(bare(a), bare(b)), bare(a), bare(b)) {
		add(Gone, a[i:s.old])
		add(Added, b[j:s.now])
		add(Kept, b[s.now:s.now+s.n])
		i, j = s.old+s.n, s.now+s.n
	}
	add(Gone, a[i:])
	add(Added, b[j:])
	return out
}

// tokens cuts a text into words and punctuation, each with the white space after
// it; white space that comes first belongs to the first of them.
func tokens(s string) []string {
	var out []string
	start, last := 0, blank
	for i, r := range s {
		kind := kindOf(r)
		if kind != blank && kind != last && i > start && (last != blank || strings.TrimSpace(s[start:i]) != "") {
			out = append(out, s[start:i])
			start = i
		}
		last = kind
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}

// kind is what a rune is to the comparison.
type kind int

const (
	blank kind = iota
	letter
	punctuation
)

func kindOf(r rune) kind {
	switch {
	case unicode.IsSpace(r):
		return blank
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), strings.ContainsRune("'’ʼ-", r):
		return letter
	}
	return punctuation
}

func bare(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strings.TrimSpace(w)
	}
	return out
}

// run is a stretch that two lists share.
type run struct{ old, now, n int }

// align returns the stretches that two lists share, in order, so that as few
// words as possible are left over (Myers, 1986).
func align(a, b []string) []run {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	out := join(nil, run{0, 0, head})
	for _, r := range middle(a[head:len(a)-tail], b[head:len(b)-tail]) {
		out = join(out, run{r.old + head, r.now + head, r.n})
	}
	return join(out, run{len(a) - tail, len(b) - tail, tail})
}

// settle moves what came or went past the punctuation that it could as well end
// with as begin: a sentence is told with its own full stop.
func settle(runs []run, a, b []string) []run {
	for k := 1; k < len(runs); k++ {
		was, is := &runs[k-1], &runs[k]
		i, j := was.old+was.n, was.now+was.n
		list, at := b, j
		switch {
		case i == is.old && j < is.now:
		case j == is.now && i < is.old:
			list, at = a, i
		default:
			continue // a replacement
		}
		if is.n > 0 && list[at] == a[is.old] && strings.IndexFunc(list[at], unicode.IsLetter) < 0 {
			was.n, is.old, is.now, is.n = was.n+1, is.old+1, is.now+1, is.n-1
		}
	}
	return runs
}

func join(runs []run, r run) []run {
	if r.n == 0 {
		return runs
	}
	if k := len(runs) - 1; k >= 0 && runs[k].old+runs[k].n == r.old && runs[k].now+runs[k].n == r.now {
		runs[k].n += r.n
		return runs
	}
	return append(runs, r)
}

// middle finds the shortest script by its farthest points: after d words that
// went or came, reached[k] is how far the old list is read on diagonal k.
func middle(a, b []string) []run {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	limit := min(len(a)+len(b), mostSteps)
	reached := make([]int32, 2*limit+3)
	var trace [][]int32
	for d := 0; d <= limit; d++ {
		for k := -d; k <= d; k += 2 {
			x := step(reached[limit+1-d:], k+d, d)
			y := x - k
			for x < len(a) && y >= 0 && y < len(b) && a[x] == b[y] {
				x, y = x+1, y+1
			}
			reached[limit+1+k] = int32(x)
			if x >= len(a) && y >= len(b) {
				return backtrack(a, b, trace, d)
			}
		}
		trace = append(trace, append([]int32{}, reached[limit+1-d:limit+2+d]...))
	}
	return nil
}

// step chooses the diagonal from which index i of the d-th round is reached:
// a word came (from above) or went (from the left). v begins at diagonal -d.
func step(v []int32, i, d int) int {
	switch {
	case d == 0:
		return 0
	case i == 0:
		return int(v[1])
	case i == 2*d:
		return int(v[i-1]) + 1
	}
	return max(int(v[i+1]), int(v[i-1])+1)
}

// backtrack walks the farthest points back to the beginning.
func backtrack(a, b []string, trace [][]int32, d int) []run {
	var back []run
	x, y := len(a), len(b)
	for ; d > 0; d-- {
		v := trace[d-1] // begins at diagonal -(d-1)
		k := x - y
		at := func(k int) int { return int(v[k+d-1]) }
		from := k - 1
		if k == -d || k != d && k+1 <= d-1 && (k-1 < -(d-1) || at(k+1) >= at(k-1)+1) {
			from = k + 1
		}
		px := at(from)
		py := px - from
		mx := px
		if from == k-1 {
			mx++
		}
		if n := x - mx; n > 0 {
			back = append(back, run{mx, mx - k, n})
		}
		x, y = px, py
	}
	if x > 0 {
		back = append(back, run{0, 0, x})
	}
	var out []run
	for i := len(back) - 1; i >= 0; i-- {
		out = join(out, back[i])
	}
	return out
}
