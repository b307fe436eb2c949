package discover

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"slices"
)

// codec writes values to, or reads them from, a stream. One traversal of a
// structure serves both directions, so that they can't drift apart.
type codec struct {
	out     *bufio.Writer
	in      *bufio.Reader
	reading bool
	gaps    bool              // ascending numbers are told by their distances
	kinds   bool              // what tells kinds is there
	names   map[string]string // read lately
	err     error
}

var errShort = errors.New("the state ends too early; it was cut off or is none")

// number is any integer.
type number interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32 | ~uint64
}

// num codes an integer as a varint.
func num[T number](c *codec, p *T) {
	if !c.reading {
		c.write(binary.AppendVarint(c.out.AvailableBuffer(), int64(*p)))
		return
	}
	b, _ := c.in.Peek(binary.MaxVarintLen64) // fewer at the end
	v, n := binary.Varint(b)
	if n <= 0 {
		c.fail()
		return
	}
	c.in.Discard(n) // they are in the buffer
	*p = T(v)
}

func (c *codec) write(b []byte) {
	if _, err := c.out.Write(b); err != nil {
		c.err = errors.Join(c.err, err)
	}
}

// fail ends the reading of a state: every value that is asked for after it is zero.
func (c *codec) fail() {
	c.in.Reset(eof{})
	if c.err == nil {
		c.err = errShort
	}
}

type eof struct{}

func (eof) Read([]byte) (int, error) { return 0, io.EOF }

func (c *codec) float(p *float64) {
	v := math.Float64bits(*p)
	num(c, &v)
	*p = math.Float64frombits(v)
}

func (c *codec) flag(p *bool) {
	v := uint8(0)
	if *p {
		v = 1
	}
	num(c, &v)
	*p = v == 1
}

// str codes a string.
func str[T ~string](c *codec, p *T) {
	n := len(*p)
	num(c, &n)
	if c.reading {
		*p = T(c.read(n))
	} else if _, err := c.out.WriteString(string(*p)); err != nil {
		c.err = errors.Join(c.err, err)
	}
}

// maxNames bounds the names that are known at a time.
const maxNames = 1 << 12

// name codes a string that comes many times, as sources and addresses do, and
// is kept once.
func name[T ~string](c *codec, p *T) {
	if !c.reading {
		str(c, p)
		return
	}
	n := 0
	num(c, &n)
	b, err := c.in.Peek(n)
	if err != nil { // too long for that, or the end
		*p = T(c.read(n))
		return
	}
	known, ok := c.names[string(b)]
	if !ok {
		if known = string(b); len(c.names) >= maxNames || c.names == nil {
			c.names = map[string]string{}
		}
		c.names[known] = known
	}
	*p = T(known)
	c.in.Discard(n)
}

func (c *codec) bytes(p *[]byte) {
	n := len(*p)
	num(c, &n)
	if c.reading {
		*p = c.read(n)
	} else {
		c.write(*p)
	}
}

// atOnce is how much is made room for on the word of a state, which may be
// wrong.
const atOnce = 1 << 16

// read takes n bytes.
func (c *codec) read(n int) []byte {
	if n < 0 {
		c.fail()
		return nil
	}
	var out []byte
	for len(out) < n {
		step := min(n-len(out), atOnce)
		out = slices.Grow(out, step)[:len(out)+step]
		if _, err := io.ReadFull(c.in, out[len(out)-step:]); err != nil {
			c.fail()
			return nil
		}
	}
	return out
}

// list codes a slice, each element by a function.
func list[T any](c *codec, p *[]T, each func(*T)) {
	n := len(*p)
	num(c, &n)
	if !c.reading {
		for i := range *p {
			each(&(*p)[i])
		}
		return
	}
	if n < 0 {
		c.fail()
	}
	out := make([]T, 0, min(max(n, 0), atOnce))
	for range n {
		if c.err != nil {
			return
		}
		var v T
		out = append(out, v)
		each(&out[len(out)-1])
	}
	*p = out
}

// after codes a number of an ascending row, by its distance from the last.
func after(c *codec, p, last *uint32) {
	from := uint32(0)
	if c.gaps {
		from = *last
	}
	gap := *p - from
	num(c, &gap)
	*p = from + gap
	*last = *p
}

// sorted codes ascending numbers.
func sorted(c *codec, p *[]uint32) {
	last := uint32(0)
	list(c, p, func(id *uint32) { after(c, id, &last) })
}

// words codes the bits of a filter.
func (c *codec) words(p *[]uint64) {
	n := len(*p)
	num(c, &n)
	if !c.reading {
		for _, w := range *p {
			c.write(binary.LittleEndian.AppendUint64(c.out.AvailableBuffer(), w))
		}
		return
	}
	out := make([]uint64, 0, min(max(n, 0), atOnce))
	var b [8]byte
	for range n {
		if _, err := io.ReadFull(c.in, b[:]); err != nil {
			c.fail()
			return
		}
		out = append(out, binary.LittleEndian.Uint64(b[:]))
	}
	*p = out
}
