package discover

import (
	"cmp"
	"slices"

	"onset/tracker"
)

// maxDocs bounds the window; in a busier stream it holds fewer days.
const maxDocs = 20_000

// window holds the articles of the last days in full, and finds those with a
// stem or with two stems in one unit.
type window struct {
	docs   []*doc // in order of arrival
	first  int    // serial of docs[0]
	by     map[uint32][]int
	common map[uint32][]uint64 // the articles with a common stem as bits from first on, made when asked for
	recent [2]filter           // pairs of the last two weeks, and of the two before
	since  tracker.Day         // when the younger filter was begun
}

func newWindow() window { return window{by: map[uint32][]int{}, common: map[uint32][]uint64{}} }

func (w *window) doc(serial int) *doc { return w.docs[serial-w.first] }

func (w *window) push(d *doc) {
	clear(w.common)
	serial := w.first + len(w.docs)
	w.docs = append(w.docs, d)
	for _, id := range d.stems() {
		w.by[id] = append(w.by[id], serial)
	}
}

// pop removes and returns the articles published before a day, and the oldest
// beyond the bound.
func (w *window) pop(before tracker.Day) []*doc {
	clear(w.common)
	var out []*doc
	for len(w.docs) > 0 && (w.docs[0].day < before || len(w.docs) > maxDocs) {
		d := w.docs[0]
		for _, id := range d.stems() {
			if l := w.by[id][1:]; len(l) == 0 {
				delete(w.by, id)
			} else {
				w.by[id] = l
			}
		}
		out = append(out, d)
		w.docs[0] = nil
		w.docs = w.docs[1:]
		w.first++
	}
	return out
}

// rotate starts a new filter of recent pairs when the younger one is as old
// as the window.
func (w *window) rotate(today tracker.Day) {
	if today-w.since >= windowDays {
		w.recent[1], w.recent[0] = w.recent[0], filter{}
		w.since = today
	}
}

// lately tells whether a pair was seen within the window, or seems to.
func (w *window) lately(hash uint64) bool { return w.recent[0].has(hash) || w.recent[1].has(hash) }

// stems returns the distinct stems of an article, sorted.
func (d *doc) stems() []uint32 {
	var out []uint32
	for _, u := range d.units {
		for _, w := range u.words {
			out = append(out, w.id)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// key is a stem, or two stems that stand together; b is 0 for one alone.
type key struct{ a, b uint32 }

func (k key) hash() uint64 {
	if k.b == 0 {
		return uint64(k.a)
	}
	return pair(k.a, k.b)
}

func keyOf(hash uint64) key { return key{uint32(hash >> 32), uint32(hash)} }

func compareKeys(x, y key) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) }

// place is a passage of the window: an article, or one of its units where that
// stands alone.
type place int

func placeOf(serial, i int, u *unit) place {
	if u.alone {
		return place(serial*maxUnits + i)
	}
	return place(serial * maxUnits)
}

func (p place) serial() int { return int(p) / maxUnits }

// with returns the places that have the key in an unexplained unit, ascending.
func (w *window) with(k key) []place { return w.after(k, w.first) }

// after returns those in articles from a serial on.
func (w *window) after(k key, serial int) []place { return w.among(k, w.serials(k, serial)) }

// among returns those in the given articles.
func (w *window) among(k key, serials []int) []place {
	var out []place
	for _, serial := range serials {
		units := w.doc(serial).units
		for i := range units {
			if u := &units[i]; !u.explained && u.has(k) {
				out = append(out, placeOf(serial, i, u))
			}
		}
	}
	return slices.Compact(out)
}

// serials returns the articles from a serial on that have all stems of a key
// somewhere, ascending.
func (w *window) serials(k key, from int) []int {
	short, long := w.from(k.a, from), w.from(k.b, from)
	if k.b == 0 {
		return short
	}
	rare := k.a
	if len(short) > len(long) {
		short, long, rare = long, short, k.b
	}
	var out []int
	if len(long) < manyHolders {
		for _, s := range short {
			if slices.Contains(long, s) {
				out = append(out, s)
			}
		}
		return out
	}
	holders := w.bits(k.a ^ k.b ^ rare)
	for _, s := range short {
		if at := s - w.first; holders[at/64]&(1<<(at%64)) != 0 {
			out = append(out, s)
		}
	}
	return out
}

// manyHolders is in how many articles a stem is common.
const manyHolders = 24

// bits returns the articles with a stem as bits.
func (w *window) bits(id uint32) []uint64 {
	out := w.common[id]
	if out == nil {
		out = make([]uint64, len(w.docs)/64+1)
		for _, s := range w.by[id] {
			at := s - w.first
			out[at/64] |= 1 << (at % 64)
		}
		w.common[id] = out
	}
	return out
}

// from returns the articles with a stem from a serial on.
func (w *window) from(id uint32, serial int) []int {
	list := w.by[id]
	if len(list) == 0 || list[0] >= serial {
		return list
	}
	i, _ := slices.BinarySearch(list, serial)
	return list[i:]
}

// repeated tells whether more than one article may have a key.
func (w *window) repeated(k key) bool {
	return len(w.by[k.a]) > 1 && (k.b == 0 || len(w.by[k.b]) > 1)
}

// units returns the units of a place.
func (w *window) units(p place) []unit {
	us := w.doc(p.serial()).units
	if i := int(p) % maxUnits; us[i].alone {
		return us[i : i+1]
	}
	return us
}

// afterAny returns the places with any of the keys from a serial on, ascending.
func (w *window) afterAny(ks []key, serial int) []place {
	var out []place
	for _, k := range ks {
		out = append(out, w.after(k, serial)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hasAny tells whether the unit holds one of the keys.
func (u *unit) hasAny(ks []key) bool {
	return slices.ContainsFunc(ks, func(k key) bool { return u.has(k) })
}

// has tells whether the unit holds the stem, or both within reach.
func (u *unit) has(k key) bool {
	_, _, ok := u.find(k)
	return ok
}

// find returns the words of the key, first and last, where they stand nearest.
func (u *unit) find(k key) (i, j int, ok bool) {
	best, lastA, lastB := reach+1, -1, -1
	for n, w := range u.words {
		switch w.id {
		case k.a:
			lastA = n
		case k.b:
			lastB = n
		default:
			continue
		}
		if k.b == 0 {
			return n, n, true
		}
		if lo, hi := min(lastA, lastB), max(lastA, lastB); lo >= 0 && hi-lo < best {
			best, i, j, ok = hi-lo, lo, hi, true
		}
	}
	return i, j, ok
}
