package query

import (
	"cmp"
	"slices"
)

// keyTable finds values by the number of a stem or of a pair of stems: a bit filter
// that says no to nearly all words, and a hash table behind it.
type keyTable[T cmp.Ordered] struct {
	filter []uint64 // bits; a power of two
	shift  uint
	slots  []keySlot // a power of two; key 0 is empty
	values []T
}

type keySlot struct {
	key        uint64
	start, end int32
}

type keyed[T cmp.Ordered] struct {
	key   uint64
	value T
}

func newKeyTable[T cmp.Ordered](all []keyed[T]) *keyTable[T] {
	slices.SortFunc(all, func(a, b keyed[T]) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.value, b.value)) })
	all = slices.Compact(all)
	distinct := 0
	for i := range all {
		if i == 0 || all[i].key != all[i-1].key {
			distinct++
		}
	}
	size, logBits := 16, uint(10)
	for size < 2*distinct {
		size *= 2
	}
	for 1<<logBits < 16*distinct && logBits < 24 {
		logBits++
	}
	t := &keyTable[T]{filter: make([]uint64, 1<<logBits/64), shift: 64 - logBits, slots: make([]keySlot, size), values: make([]T, 0, len(all))}
	for i := 0; i < len(all); {
		slot := keySlot{key: all[i].key, start: int32(i)}
		for ; i < len(all) && all[i].key == slot.key; i++ {
			t.values = append(t.values, all[i].value)
		}
		slot.end = int32(i)
		t.put(slot)
	}
	return t
}

func (t *keyTable[T]) put(s keySlot) {
	bit := t.bit(s.key)
	t.filter[bit/64] |= 1 << (bit % 64)
	mask := uint64(len(t.slots) - 1)
	for at := s.key >> 8 & mask; ; at = (at + 1) & mask {
		if t.slots[at].key == 0 {
			t.slots[at] = s
			return
		}
	}
}

func (t *keyTable[T]) bit(key uint64) uint64 { return key * 0x9E3779B97F4A7C15 >> t.shift }

// may tells whether a key could have values; false is certain.
func (t *keyTable[T]) may(key uint64) bool {
	bit := t.bit(key)
	return t.filter[bit/64]&(1<<(bit%64)) != 0
}

// get returns the values of a key.
func (t *keyTable[T]) get(key uint64) []T {
	if !t.may(key) {
		return nil
	}
	mask := uint64(len(t.slots) - 1)
	for at := key >> 8 & mask; t.slots[at].key != 0; at = (at + 1) & mask {
		if s := &t.slots[at]; s.key == key {
			return t.values[s.start:s.end]
		}
	}
	return nil
}

// gramSizes are how many of its first bytes a text is filed under: as many as it has.
var gramSizes = [...]int{8, 4, 2}

// stringTable finds values by texts that begin at a place: beginnings of words or
// literals of regular expressions.
type stringTable[T any] struct {
	lists [len(gramSizes)]gramList[T]
}

type gramList[T any] struct {
	filter  []uint64 // 65,536 bits; none while there are no entries
	entries map[uint64][]begun[T]
}

type begun[T any] struct {
	text  string
	value T
}

// add files a text of two bytes or more.
func (t *stringTable[T]) add(text string, v T) {
	for i, size := range gramSizes {
		if len(text) >= size {
			t.lists[i].add(gram(text, size), begun[T]{text, v})
			return
		}
	}
}

func (l *gramList[T]) add(key uint64, b begun[T]) {
	if l.entries == nil {
		l.entries, l.filter = make(map[uint64][]begun[T]), make([]uint64, 1<<10)
	}
	l.entries[key] = append(l.entries[key], b)
	bit := gramBit(key)
	l.filter[bit/64] |= 1 << (bit % 64)
}

func (l *gramList[T]) may(key uint64) bool {
	bit := gramBit(key)
	return l.filter[bit/64]&(1<<(bit%64)) != 0
}

func gramBit(key uint64) uint64 { return key * 0x9E3779B97F4A7C15 >> 48 }

// gram returns the first bytes of a text, two, four or eight of them.
func gram[S string | []byte](s S, size int) uint64 {
	key := uint64(s[0]) | uint64(s[1])<<8
	if size > 2 {
		_ = s[3]
		key |= uint64(s[2])<<16 | uint64(s[3])<<24
	}
	if size > 4 {
		_ = s[7]
		key |= uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	}
	return key
}

// startingAt calls yield for every text that s begins with.
func startingAt[T any, S string | []byte](t *stringTable[T], s S, yield func(T)) {
	for i, size := range gramSizes {
		l := &t.lists[i]
		if l.entries == nil || len(s) < size {
			continue
		}
		key := gram(s, size)
		if !l.may(key) {
			continue
		}
		for _, b := range l.entries[key] {
			if len(s) >= len(b.text) && string(s[:len(b.text)]) == b.text {
				yield(b.value)
			}
		}
	}
}

// mayStart tells whether any text could begin s; false is certain.
func mayStart[T any, S string | []byte](t *stringTable[T], s S) bool {
	for i, size := range gramSizes {
		if l := &t.lists[i]; l.entries != nil && len(s) >= size && l.may(gram(s, size)) {
			return true
		}
	}
	return false
}

func (t *stringTable[T]) empty() bool {
	for i := range t.lists {
		if t.lists[i].entries != nil {
			return false
		}
	}
	return true
}
