package discover

import (
	"cmp"
	"math"
	"slices"

	"onset/tracker"
)

// evidence is a key, or a statement with several, that is carried more than
// its past and its parts explain.
type evidence struct {
	key   key
	seeds []key // of which one stands in each place; the key first
	at    []place
	past  past
	score float64 // log10 of the likelihood ratio against the background
	p     float64 // of so many voices under the background, for all spans that were tried
}

const (
	// size is the dispersion of the background: reports of one event repeat
	// its words, so a second one is no surprise by itself.
	size = 0.3
	// rare is the dispersion for p-values. It is that of shuffled texts, in
	// which words recur more than a Poisson distribution has it.
	rare = 0.05
	// again is the exponent by which further origins of one source on one day
	// count less: it tells its story of the day several times.
	again = 0.75
	// announced is what a list of news adds to the articles it announces.
	announced = 0.2
)

// spans are the numbers of days over which voices are added up.
var spans = [...]tracker.Day{2, 4, 8, windowDays}

// keysOf returns the keys of the day's articles that may be new, sorted: each
// stem, and each pair that another article of the window seems to have. It
// also returns how many keys there were.
func (f *Finder) keysOf(docs []*doc) (keys []key, tested int) {
	live := map[uint64]bool{}
	holder := map[uint64]int32{} // pair → the article of today that has it
	for n, d := range docs {
		d.pairs(func(w uint32) { live[uint64(w)] = true }, func(p uint64) {
			switch old, ok := holder[p]; {
			case ok && old != int32(n) || !ok && f.window.lately(p):
				live[p] = true
			}
			if _, ok := holder[p]; !ok {
				holder[p] = int32(n)
			}
		})
	}
	stems := 0
	keys = make([]key, 0, len(live))
	for h := range live {
		if h>>32 == 0 {
			stems++
			keys = append(keys, key{a: uint32(h)})
		} else {
			keys = append(keys, keyOf(h))
		}
	}
	for p := range holder {
		f.window.recent[0].add(p)
	}
	slices.SortFunc(keys, compareKeys)
	return keys, stems + len(holder)
}

// pairs calls back for each stem and each pair of what may be new.
func (d *doc) pairs(stem func(uint32), both func(uint64)) {
	for _, u := range d.units {
		if u.explained {
			continue
		}
		for i, w := range u.words {
			stem(w.id)
			for _, v := range u.words[i+1 : min(len(u.words), i+1+reach)] {
				if v.id != w.id {
					both(pair(w.id, v.id))
				}
			}
		}
	}
}

// weigh scores the keys of the day, best first.
func (f *Finder) weigh(keys []key, today tracker.Day) []evidence {
	var out []evidence
	n, articles := f.counts(today), f.history.articles(today)
	if articles == 0 {
		return nil // against nothing, everything is new
	}
	for _, k := range keys {
		if !f.window.repeated(k) {
			continue
		}
		p := f.history.past(k.hash(), today)
		if p.inYear() > stale(p.known) {
			continue
		}
		chance, holders := f.chance(k), f.window.serials(k, f.window.first)
		if f.bound(holders, p, articles, n, chance, today) < promising {
			continue
		}
		at := f.window.among(k, holders)
		if len(at) < 2 {
			continue
		}
		e := evidence{key: k, seeds: []key{k}, at: at, past: p}
		if f.rate(&e, articles, n, chance, today); e.score >= promising {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(x, y evidence) int {
		return cmp.Or(cmp.Compare(y.score, x.score), compareKeys(x.key, y.key))
	})
	return out
}

// bound returns a score that a key can't exceed: that of all articles that hold
// its stems, as if they stood together and each were a voice.
func (f *Finder) bound(serials []int, p past, past int, n [windowDays]int, chance float64, today tracker.Day) float64 {
	var holders [windowDays]int
	for _, s := range serials {
		if ago := today - f.window.doc(s).day; ago >= 0 && ago < windowDays {
			holders[ago]++
		}
	}
	best, seen, articles, ago := 0.0, 0, 0, tracker.Day(0)
	for _, s := range spans {
		for ; ago < s; ago++ {
			seen += holders[ago]
			articles += n[ago]
		}
		best = max(best, ratio(float64(seen), max(rate(p, past, float64(articles)), chance*float64(articles))))
	}
	return best
}

// promising is the score below which a key is not worth following up.
const promising = 1.0

// stale is in how many of the known months a key may have been seen and still
// be worth a test.
func stale(known int) int { return max(1, known/4) }

// counts returns the number of articles of the window by days ago.
func (f *Finder) counts(today tracker.Day) [windowDays]int {
	var n [windowDays]int
	for _, d := range f.window.docs {
		if ago := today - d.day; ago >= 0 && ago < windowDays {
			n[ago]++
		}
	}
	return n
}

// rate sets the best log-likelihood ratio over the spans, and its p-value:
// against the past, in so many articles, and against the chance of one.
func (f *Finder) rate(e *evidence, past int, n [windowDays]int, chance float64, today tracker.Day) {
	voices := f.voices(e.key, e.at, today)
	seen, articles, ago := 0.0, 0.0, tracker.Day(0)
	e.p = 1
	for _, s := range spans {
		for ; ago < s; ago++ {
			seen += voices[ago]
			articles += float64(n[ago])
		}
		expected := max(rate(e.past, past, articles), chance*articles)
		if r := ratio(seen, expected); r > e.score {
			e.score = r
			e.p = min(1, float64(len(spans))*tail(seen, expected))
		}
	}
}

// ratio is the log10 likelihood ratio of a negative binomial distribution.
func ratio(seen, expected float64) float64 {
	if seen <= expected {
		return 0
	}
	return (seen*math.Log(seen/expected) - (seen+size)*math.Log((seen+size)/(expected+size))) / math.Ln10
}

// tail is the probability of seen or more under a distribution of dispersion
// rare; a sum of voices need not be whole, so the distribution is continued
// between whole numbers.
func tail(seen, expected float64) float64 {
	const terms = 40 // the probabilities fall fast above the mean
	sum := 0.0
	b, _ := math.Lgamma(rare)
	none, more := rare*math.Log(rare/(rare+expected)), math.Log(expected/(rare+expected))
	for i := range terms {
		k := seen + float64(i)
		a, _ := math.Lgamma(k + rare)
		c, _ := math.Lgamma(k + 1)
		sum += math.Exp(a - b - c + none + k*more)
	}
	return min(1, sum)
}

// chance returns how often an article has both stems of a pair if they have
// nothing to do with each other.
func (f *Finder) chance(k key) float64 {
	if k.b == 0 {
		return 0
	}
	n := float64(len(f.window.docs))
	return float64(len(f.window.by[k.a])) / n * float64(len(f.window.by[k.b])) / n
}

// voices counts the independent voices by days ago: each origin once, the same
// words once, and further origins of one source on one day less and less. An
// item in a list of news announces an article of the same source: all items of
// a day are one voice, and a part of one beside an article.
func (f *Finder) voices(k key, places []place, today tracker.Day) [windowDays]float64 {
	type turn struct {
		day    tracker.Day
		source string
	}
	var v [windowDays]float64
	var origins few[string]
	var texts few[uint64]
	at, listed := map[turn]float64{}, map[turn]bool{}
	for _, items := range []bool{false, true} {
		for _, p := range places {
			d := f.window.doc(p.serial())
			t, ago := turn{d.day, d.source}, today-d.day
			if ago < 0 || ago >= windowDays || f.window.units(p)[0].item != items || items && listed[t] || origins.has(d.origin) {
				continue
			}
			words := f.words(p, k)
			if texts.has(words) {
				continue
			}
			origins.add(d.origin)
			texts.add(words)
			if items {
				listed[t] = true
				if at[t] > 0 {
					v[ago] += announced
					continue
				}
			}
			at[t]++
			v[ago] += math.Pow(at[t], again) - math.Pow(at[t]-1, again)
		}
	}
	return v
}

// few is a set that is mostly small: looked through up to a size, and hashed
// beyond.
type few[T comparable] struct {
	some []T
	many map[T]bool
}

const aFew = 16

func (s *few[T]) has(v T) bool { return s.many[v] || slices.Contains(s.some, v) }

func (s *few[T]) add(v T) {
	if len(s.some) < aFew {
		s.some = append(s.some, v)
		return
	}
	if s.many == nil {
		s.many = map[T]bool{}
	}
	s.many[v] = true
}

// words identifies the words of the unit that holds the key, in any order: an
// item that is repeated word for word is no further voice.
func (f *Finder) words(p place, k key) uint64 {
	us := f.window.units(p)
	holder := &us[0]
	for i := range us {
		if us[i].has(k) {
			holder = &us[i]
			break
		}
	}
	h := uint64(0)
	for _, w := range holder.words {
		h += uint64(w.id) * 0x9e3779b97f4a7c15
	}
	return h
}

// significant applies Benjamini and Hochberg's procedure: it returns the
// p-value up to which the keys of the day stand when a share of them may be
// false.
func significant(ev []evidence, tested int) float64 {
	ps := make([]float64, len(ev))
	for i, e := range ev {
		ps[i] = e.p
	}
	slices.Sort(ps)
	level := 0.0
	for i, p := range ps {
		if p <= falseShare*float64(i+1)/float64(tested) {
			level = p
		}
	}
	return level
}

// falseShare is the share of the keys of a day that may be false.
const falseShare = 0.1
