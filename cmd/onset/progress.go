package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// progress is a bar on a terminal and nothing elsewhere.
type progress struct {
	out   io.Writer
	draw  bool
	label string
	total int64
	at    int64
	drawn time.Time
}

// redraw is how often a bar moves.
const redraw = 100 * time.Millisecond

// newProgress starts a bar; total 0 is unknown.
func newProgress(out io.Writer, label string, total int64) *progress {
	return &progress{out: out, draw: terminal(out), label: label, total: total}
}

// Total says how much there is to do.
func (p *progress) Total(n int64) { p.total = n }

// Label says what is being done.
func (p *progress) Label(text string) { p.label = text }

// reader counts what is read through it.
func (p *progress) reader(r io.Reader) io.Reader { return countedReader{r, p} }

type countedReader struct {
	io.Reader
	bar *progress
}

func (c countedReader) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.bar.Add(int64(n))
	return n, err
}

// Add tells that so much more is done.
func (p *progress) Add(n int64) {
	p.at += n
	if !p.draw || time.Since(p.drawn) < redraw {
		return
	}
	p.drawn = time.Now()
	if p.total == 0 {
		fmt.Fprintf(p.out, "\r%s %d", p.label, p.at)
		return
	}
	const width = 30
	full := int(min(p.at*width/p.total, width))
	fmt.Fprintf(p.out, "\r%s [%s%s] %d %%", p.label, strings.Repeat("#", full), strings.Repeat(" ", width-full), min(p.at*100/p.total, 100))
}

// Above writes a line that stays, over the bar where there is one.
func (p *progress) Above(line string) {
	p.wipe()
	fmt.Fprintln(p.out, line)
}

func (p *progress) wipe() {
	if p.draw {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}

func (p *progress) done() { p.wipe() }
