package origin

import (
	"cmp"
	"slices"

	"onset/tracker"
)

// The thresholds of design.md §1 for the containment of shingles.
const (
	Containment       = 0.5 // articles share their text
	CreditContainment = 0.3 // they do, when both credit the same agency
)

const (
	// window is how many days back a copy is looked for.
	window = 14
	// capacity bounds the articles in the window; the oldest leave first.
	capacity = 40_000
	// sampled is the share of shingles, one in so many, that is kept of a long
	// text, and looked the share of those by which it is looked up.
	sampled = 4
	looked  = 16
	// few shingles are all kept and looked up: of a short text a sample may be
	// empty.
	few = 64
	// enough shared shingles make a copy; below it only equal texts do,
	// because a few words of a headline recur by chance.
	enough = 6
	// verified bounds how many articles one is compared with in full.
	verified = 8
)

// Article is what decides about the origin of an article. Its words must not
// hold the furniture of its source: a footer that all pages carry would make
// them one origin.
type Article struct {
	ID     string
	Day    tracker.Day // as the outlet wrote it, so that no rules file decides what is a copy; see tracker.WrittenDay
	Words  []string    // of title and text, in order, folded
	Credit string      // the agency that it credits, folded; empty when none
}

// Index groups articles by origin, one at a time. Its zero value is not
// usable; see NewIndex. It is not safe for concurrent use.
type Index struct {
	docs   []entry
	first  int32            // serial number of docs[0]
	recent map[uint32]int32 // shingle → serial of the latest article with it
	latest tracker.Day      // newest day added
}

type entry struct {
	id, origin, credit string
	day                tracker.Day
	shingles           []uint32
	dense              bool // all shingles are kept, not a sample
}

// NewIndex returns an index without articles.
func NewIndex() *Index { return &Index{recent: map[uint32]int32{}} }

// Len returns how many articles are in the window.
func (ix *Index) Len() int { return len(ix.docs) }

// Add puts an article into the index and returns its origin: the id of the
// first article of its group, which is its own when it shares its text with
// none of the window. Days should not run backwards by more than the window.
func (ix *Index) Add(a Article) string {
	ix.latest = max(ix.latest, a.Day)
	ix.expire()
	e := entry{id: a.ID, origin: a.ID, credit: a.Credit, day: a.Day, shingles: shingles(a.Words), dense: len(a.Words) < few+width}
	if twin, ok := ix.nearest(e); ok {
		e.origin = twin.origin
	}
	ix.keep(e)
	return e.origin
}

// nearest returns the article of the window that contains most of e, or is
// contained most in it, when that is enough for a common origin.
func (ix *Index) nearest(e entry) (entry, bool) {
	var best entry
	bestShare := 0.0
	for _, serial := range ix.candidates(e.shingles) {
		d := ix.docs[serial-ix.first]
		if share := containment(e, d); share > bestShare {
			best, bestShare = d, share
		}
	}
	return best, bestShare > 0
}

// candidates returns the serials of the articles that share most shingles,
// best first, oldest first among equals.
func (ix *Index) candidates(shs []uint32) []int32 {
	votes := map[int32]int{}
	for _, s := range shs {
		if serial, ok := ix.recent[s]; ok && serial >= ix.first {
			votes[serial]++
		}
	}
	serials := make([]int32, 0, len(votes))
	for s := range votes {
		serials = append(serials, s)
	}
	slices.SortFunc(serials, func(a, b int32) int {
		return cmp.Or(cmp.Compare(votes[b], votes[a]), cmp.Compare(a, b))
	})
	return serials[:min(len(serials), verified)]
}

// containment returns the share of the shorter text that both have, or 0 when
// it is too small for a common origin.
func containment(a, b entry) float64 {
	x, y := a.shingles, b.shingles
	if a.dense != b.dense {
		x, y = sample(a), sample(b)
	}
	n, short := shared(x, y), min(len(x), len(y))
	if short == 0 {
		return 0
	}
	share := float64(n) / float64(short)
	switch {
	case n < enough && (n < short || len(x) != len(y)):
		return 0
	case share >= Containment, a.credit != "" && a.credit == b.credit && share >= CreditContainment:
		return share
	}
	return 0
}

// sample returns the shingles that a long text would keep.
func sample(e entry) []uint32 {
	if !e.dense {
		return e.shingles
	}
	var out []uint32
	for _, s := range e.shingles {
		if s%sampled == 0 {
			out = append(out, s)
		}
	}
	return out
}

func (ix *Index) keep(e entry) {
	serial := ix.first + int32(len(ix.docs))
	ix.docs = append(ix.docs, e)
	for _, s := range e.shingles {
		if e.dense || s%looked == 0 {
			ix.recent[s] = serial
		}
	}
}

// expire lets go of articles older than the window, and of the oldest when the
// capacity is reached. It works from the oldest added, so an article out of order stays a little
// longer.
func (ix *Index) expire() {
	for len(ix.docs) >= capacity || len(ix.docs) > 0 && ix.docs[0].day+window < ix.latest {
		for _, s := range ix.docs[0].shingles {
			if ix.recent[s] == ix.first {
				delete(ix.recent, s)
			}
		}
		ix.docs[0] = entry{}
		ix.docs = ix.docs[1:]
		ix.first++
	}
}
