package discover

import "math/bits"

const (
	firstCapacity = 1 << 14 // keys in the first slice of a filter; each further one holds twice as many
	bitsPerKey    = 8
	probes        = 5
)

// filter is a Bloom filter that grows by slices. One key in forty that was
// never added is taken for seen, which can hide a new phrase but never makes
// one; a talking point has several.
type filter struct {
	slices [][]uint64
	n      int // keys in the last slice
}

// add puts a key in, unless it seems to be in already.
func (f *filter) add(key uint64) {
	if f.has(key) {
		return
	}
	if len(f.slices) == 0 || f.n >= f.capacity() {
		next := firstCapacity << len(f.slices)
		f.slices = append(f.slices, make([]uint64, next*bitsPerKey/64))
		f.n = 0
	}
	s := f.slices[len(f.slices)-1]
	h, step := spread(key)
	for range probes {
		i, bit := probe(s, h)
		s[i] |= bit
		h += step
	}
	f.n++
}

func (f *filter) capacity() int { return firstCapacity << (len(f.slices) - 1) }

func (f *filter) has(key uint64) bool {
	for i := len(f.slices) - 1; i >= 0; i-- {
		if inSlice(f.slices[i], key) {
			return true
		}
	}
	return false
}

func inSlice(s []uint64, key uint64) bool {
	h, step := spread(key)
	for range probes {
		if i, bit := probe(s, h); s[i]&bit == 0 {
			return false
		}
		h += step
	}
	return true
}

func (f *filter) bytes() int {
	n := 0
	for _, s := range f.slices {
		n += 8 * len(s)
	}
	return n
}

// spread turns a key into a start and a step for its probes.
func spread(key uint64) (h, step uint64) {
	key *= 0x9e3779b97f4a7c15
	return key ^ key>>31, bits.RotateLeft64(key, 27) | 1
}

func probe(s []uint64, h uint64) (int, uint64) {
	hi, lo := bits.Mul64(h*0xd6e8feb86659fd93, uint64(len(s)))
	return int(hi), 1 << (lo >> 58)
}
