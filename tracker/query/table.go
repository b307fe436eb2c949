package query

import (
	"cmp"
	"slices"
)

// posting names an entry of the index that a trigger may make true.
type posting struct {
	entry   int32
	inTitle bool
}

// idTable finds postings by the number of a stem or pair: a bit filter that
// says no to nearly all words, and a hash table behind it.
type idTable struct {
	filter   []uint64 // bits; a power of two
	shift    uint
	slots    []idSlot // a power of two; key 0 is empty
	postings []posting
}

type idSlot struct {
	key        uint64
	start, end int32
}

type keyed struct {
	key uint64
	posting
}

func newIDTable(all []keyed) *idTable {
	slices.SortFunc(all, func(a, b keyed) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.entry, b.entry)) })
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
	t := &idTable{filter: make([]uint64, 1<<logBits/64), shift: 64 - logBits, slots: make([]idSlot, size)}
	for i := 0; i < len(all); {
		slot := idSlot{key: all[i].key, start: int32(len(t.postings))}
		for ; i < len(all) && all[i].key == slot.key; i++ {
			if n := len(t.postings); n == int(slot.start) || t.postings[n-1] != all[i].posting {
				t.postings = append(t.postings, all[i].posting)
			}
		}
		slot.end = int32(len(t.postings))
		t.put(slot)
	}
	return t
}

func (t *idTable) put(s idSlot) {
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

func (t *idTable) bit(key uint64) uint64 { return key * 0x9E3779B97F4A7C15 >> t.shift }

// get returns the postings of a key.
func (t *idTable) get(key uint64) []posting {
	bit := t.bit(key)
	if t.filter[bit/64]&(1<<(bit%64)) == 0 {
		return nil
	}
	mask := uint64(len(t.slots) - 1)
	for at := key >> 8 & mask; t.slots[at].key != 0; at = (at + 1) & mask {
		if s := &t.slots[at]; s.key == key {
			return t.postings[s.start:s.end]
		}
	}
	return nil
}

// gramSize is how many bytes of a text are looked up; of shorter ones, two.
const gramSize = 4

// stringTable finds postings by texts that begin at a place: prefixes of words
// or literals of regular expressions. Both lists are keyed by first bytes.
type stringTable struct {
	long, short gramList
}

type gramList struct {
	filter  [1 << 10]uint64 // 65,536 bits
	entries map[uint32][]stringPosting
}

type stringPosting struct {
	text string
	posting
}

func (t *stringTable) add(text string, p posting) {
	if len(text) >= gramSize {
		t.long.add(gram4(text), text, p)
		return
	}
	t.short.add(shortKey(text), text, p)
}

func (l *gramList) add(key uint32, text string, p posting) {
	if l.entries == nil {
		l.entries = make(map[uint32][]stringPosting)
	}
	l.entries[key] = append(l.entries[key], stringPosting{text, p})
	bit := gramBit(key)
	l.filter[bit/64] |= 1 << (bit % 64)
}

func (l *gramList) get(key uint32) []stringPosting {
	bit := gramBit(key)
	if l.filter[bit/64]&(1<<(bit%64)) == 0 {
		return nil
	}
	return l.entries[key]
}

func gramBit(key uint32) uint32 { return key * 2654435761 >> 16 }

func gram4[T string | []byte](s T) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// shortKey takes two bytes: a prefix may have no more.
func shortKey[T string | []byte](s T) uint32 { return uint32(s[0]) | uint32(s[1])<<8 }

// startingAt calls yield for every text that s begins with.
func startingAt[T string | []byte](t *stringTable, s T, yield func(posting)) {
	if t.long.entries != nil && len(s) >= gramSize {
		for _, p := range t.long.get(gram4(s)) {
			if len(s) >= len(p.text) && string(s[:len(p.text)]) == p.text {
				yield(p.posting)
			}
		}
	}
	if t.short.entries != nil && len(s) >= 2 {
		for _, p := range t.short.get(shortKey(s)) {
			if len(s) >= len(p.text) && string(s[:len(p.text)]) == p.text {
				yield(p.posting)
			}
		}
	}
}

// may tells whether any text could begin s; false is certain.
func (t *stringTable) may(s []byte) bool {
	if len(s) < gramSize {
		return true
	}
	long, short := gramBit(gram4(s)), gramBit(shortKey(s))
	return t.long.filter[long/64]>>(long%64)&1|t.short.filter[short/64]>>(short%64)&1 != 0
}

func (t *stringTable) empty() bool { return t.long.entries == nil && t.short.entries == nil }
