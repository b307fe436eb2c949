package discover

import (
	"encoding/binary"
	"errors"
	"math"
)

// codec writes values to, or reads them from, a slice of bytes. One traversal
// of a structure serves both directions, so that they can't drift apart.
type codec struct {
	buf     []byte
	reading bool
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
		c.buf = binary.AppendVarint(c.buf, int64(*p))
		return
	}
	v, n := binary.Varint(c.buf)
	if n <= 0 {
		c.fail()
		return
	}
	*p, c.buf = T(v), c.buf[n:]
}

func (c *codec) fail() {
	c.buf = nil
	if c.err == nil {
		c.err = errShort
	}
}

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
	b := []byte(*p)
	c.bytes(&b)
	*p = T(b)
}

func (c *codec) bytes(p *[]byte) {
	n := len(*p)
	num(c, &n)
	switch {
	case !c.reading:
		c.buf = append(c.buf, *p...)
	case n < 0 || n > len(c.buf):
		c.fail()
	default:
		*p = append([]byte(nil), c.buf[:n]...)
		c.buf = c.buf[n:]
	}
}

// list codes a slice, each element by a function.
func list[T any](c *codec, p *[]T, each func(*T)) {
	n := len(*p)
	num(c, &n)
	if c.reading {
		if n < 0 || n > len(c.buf) {
			c.fail()
			return
		}
		*p = make([]T, n)
	}
	for i := range *p {
		if c.err != nil {
			return
		}
		each(&(*p)[i])
	}
}

// words codes the bits of a filter.
func (c *codec) words(p *[]uint64) {
	n := len(*p)
	num(c, &n)
	if !c.reading {
		for _, w := range *p {
			c.buf = binary.LittleEndian.AppendUint64(c.buf, w)
		}
		return
	}
	if n < 0 || 8*n > len(c.buf) {
		c.fail()
		return
	}
	*p = make([]uint64, n)
	for i := range *p {
		(*p)[i] = binary.LittleEndian.Uint64(c.buf[8*i:])
	}
	c.buf = c.buf[8*n:]
}
