package discover

import (
	"cmp"
	"slices"

	"onset/tracker"
)

// A paraphrase keeps some words of a statement, seldom the same two. So what
// people are reported to say is also compared as a whole.
const (
	minStems  = 4   // content stems of a statement that can be compared
	sharing   = 3   // stems that two must share
	rareStems = 4   // of a statement, one of which what is like it must have
	maxLike   = 150 // articles of the window that one is compared with
	maxSeeds  = 4   // pairs of words by which a statement is followed
	coverable = 0.6 // of its places that they must cover
)

// spoken tells whether a unit reports what somebody says.
func (u *unit) spoken() bool {
	return !u.explained && (u.said || u.claim >= 0 || u.part == tracker.Title)
}

// statements returns evidence for what several voices are reported to say, in
// different words, and nobody said in the last year; best first. It also
// returns how many statements were compared.
func (f *Finder) statements(docs []*doc, today tracker.Day) (ev []evidence, tested int) {
	articles, n := f.history.articles(today), f.counts(today)
	first := f.window.first + len(f.window.docs) - len(docs)
	for i, d := range docs {
		for j := range d.units {
			u := &d.units[j]
			if !u.spoken() || len(u.words) < minStems {
				continue
			}
			tested++
			if e, ok := f.statement(u, placeOf(first+i, j, u), today); ok {
				if f.rate(&e, articles, n, 0, today); e.score > 0 {
					ev = append(ev, e)
				}
			}
		}
	}
	slices.SortStableFunc(ev, func(x, y evidence) int {
		return cmp.Or(cmp.Compare(y.score, x.score), comparePlaces(x.at, y.at))
	})
	return ev, tested
}

func comparePlaces(x, y []place) int { return slices.Compare(x, y) }

// statement gathers what in the window says the same as a unit.
func (f *Finder) statement(u *unit, own place, today tracker.Day) (evidence, bool) {
	at, us := f.alike(u, own)
	if len(at) < 2 {
		return evidence{}, false
	}
	if _, known := f.nearest(u.stems(), today-windowDays); known >= like {
		return evidence{}, false
	}
	seeds, covered := f.cover(us, func(k key) bool { return f.history.past(k.hash(), today).inYear() == 0 })
	e := evidence{seeds: seeds}
	for i, p := range at {
		if covered[i] {
			e.at = append(e.at, p)
		}
	}
	if len(seeds) == 0 || float64(len(e.at)) < coverable*float64(len(at)) {
		return evidence{}, false
	}
	slices.Sort(e.at)
	if e.at = slices.Compact(e.at); len(e.at) < 2 { // said twice in one passage
		return evidence{}, false
	}
	e.key = seeds[0]
	e.past = f.history.past(e.key.hash(), today)
	return e, true
}

// alike returns the places of the window whose statement overlaps with the
// unit, its own among them, and the units.
func (f *Finder) alike(u *unit, own place) ([]place, []*unit) {
	at, us := []place{own}, []*unit{u}
	stems := u.stems()
	marks := marksOf(stems)
	tried, looked := map[*unit]bool{u: true}, 0
	for _, id := range rarest(stems, rareStems, f.idf) {
		for _, serial := range slices.Backward(f.window.by[id]) {
			if looked++; looked > maxLike {
				return at, us
			}
			d := f.window.doc(serial)
			for j := range d.units {
				o := &d.units[j]
				if tried[o] || !o.spoken() || o.sharing(stems, marks) < sharing {
					continue
				}
				theirs := o.stems()
				if len(theirs) >= minStems && common(stems, theirs) >= sharing && f.overlap(stems, theirs) >= like {
					tried[o] = true
					at, us = append(at, placeOf(serial, j, o)), append(us, o)
				}
			}
		}
	}
	return at, us
}

// sharing counts the words of a unit whose stems are among the sorted ones,
// whose marks tell of most others that they are not.
func (u *unit) sharing(stems []uint32, marks uint64) int {
	n := 0
	for i := range u.words {
		id := u.words[i].id
		if marks&mark(id) == 0 {
			continue
		}
		if _, ok := slices.BinarySearch(stems, id); ok {
			n++
		}
	}
	return n
}

// mark is one bit that a stem has in common with one in 64.
func mark(id uint32) uint64 { return 1 << (id * 0x9e3779b1 >> 26) }

func marksOf(stems []uint32) uint64 {
	var out uint64
	for _, id := range stems {
		out |= mark(id)
	}
	return out
}

// cover returns the fewest pairs of words that may serve, by greed, one of which
// stands in each unit, and tells which units they cover.
func (f *Finder) cover(us []*unit, serves func(key) bool) (seeds []key, covered []bool) {
	covered = make([]bool, len(us))
	holders := map[key][]int{}
	for i, u := range us {
		for k := range u.keys() {
			holders[k] = append(holders[k], i)
		}
	}
	for k, is := range holders {
		if len(is) < 2 || !serves(k) {
			delete(holders, k)
		}
	}
	for len(seeds) < maxSeeds {
		var best key
		most := 0.0
		for k, is := range holders {
			gain := 0.0
			for _, i := range is {
				if !covered[i] {
					gain += f.idf(k.a) + f.idf(k.b)
				}
			}
			if gain > most || gain == most && gain > 0 && compareKeys(k, best) < 0 {
				best, most = k, gain
			}
		}
		if most == 0 {
			break
		}
		seeds = append(seeds, best)
		for _, i := range holders[best] {
			covered[i] = true
		}
	}
	return seeds, covered
}

// keys returns the distinct pairs of a unit.
func (u *unit) keys() map[key]bool {
	out := map[key]bool{}
	for i, w := range u.words {
		for _, v := range u.words[i+1 : min(len(u.words), i+1+reach)] {
			if v.id != w.id {
				out[keyOf(pair(w.id, v.id))] = true
			}
		}
	}
	return out
}
