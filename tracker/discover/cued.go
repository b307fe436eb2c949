package discover

import (
	"cmp"
	"slices"
	"strings"

	"onset/tracker"
)

// A claim that its author calls new is worth showing though one article alone
// carries it. Its score adds up, each part at most 1: that the author says so,
// how unlike everything remembered it is, how many of its pairs of words are
// unheard of, and that the article comes back to it.
const (
	nearby   = 3 // content words between the two of a phrase
	mostBack = 1.0
	eachBack = 0.5
)

// cued returns a group for each claim of the day that is called new and is.
func (f *Finder) cued(docs []*doc, first int, today tracker.Day) []group {
	var out []group
	for n, d := range docs {
		for i := range d.units {
			if u := &d.units[i]; d.callsNew(u) {
				if g, ok := f.cuedGroup(d, u, first+n, today); ok {
					out = append(out, g)
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b group) int { return cmp.Compare(b.score, a.score) })
	return out
}

// callsNew tells whether a unit reports a statement of someone and says that
// it is new.
func (d *doc) callsNew(u *unit) bool {
	if u.explained || u.cue == cueOld {
		return false
	}
	if u.claim < 0 {
		return u.cue == cueNew && u.said && len(d.claims) == 0
	}
	c := d.claims[u.claim]
	if !c.affirms || c.novelty == tracker.NovelRepeated || c.novelty == tracker.NovelContinued {
		return false
	}
	return u.cue == cueNew || c.novelty == tracker.NovelNew
}

func (f *Finder) cuedGroup(d *doc, u *unit, serial int, today tracker.Day) (group, bool) {
	words := d.statement(u)
	stems := stemsOf(words)
	_, known := f.nearest(stems, d.day)
	fresh, all := f.fresh(words, serial, today)
	if known >= like || len(fresh) == 0 {
		return group{}, false
	}
	seed, back := f.bestFresh(d, u, fresh)
	g := group{cued: true, keys: append([]key{seed}, others(fresh, seed)...)}
	g.seed = evidence{key: seed, at: f.inDoc(seed, serial), past: f.history.past(seed.hash(), today)}
	g.score = 1 + (1 - known) + float64(len(fresh))/float64(all) + min(mostBack, eachBack*float64(back))
	return g, true
}

func others(keys []key, but key) []key {
	return slices.DeleteFunc(slices.Clone(keys), func(k key) bool { return k == but })
}

// inDoc returns the places of a key in one article.
func (f *Finder) inDoc(k key, serial int) []place {
	return slices.DeleteFunc(f.window.with(k), func(p place) bool { return p.serial() != serial })
}

// statement returns the words of a unit that belong to its claim; all of them
// when that can't be told.
func (d *doc) statement(u *unit) []word {
	if u.claim < 0 {
		return u.words
	}
	start := strings.Index(u.text, d.claims[u.claim].text)
	if start < 0 {
		return u.words
	}
	end := start + len(d.claims[u.claim].text)
	var out []word
	for _, w := range u.words {
		if int(w.start) >= start && int(w.end) <= end {
			out = append(out, w)
		}
	}
	return out
}

func stemsOf(words []word) []uint32 {
	u := unit{words: words}
	return u.stems()
}

// fresh returns the near pairs of a statement that nobody used in the last
// year nor in the window but for this article, and how many pairs there are.
func (f *Finder) fresh(words []word, serial int, today tracker.Day) (fresh []key, all int) {
	for i, w := range words {
		for _, v := range words[i+1 : min(len(words), i+1+nearby)] {
			if w.id == v.id {
				continue
			}
			all++
			k := keyOf(pair(w.id, v.id))
			if f.history.past(k.hash(), today).inYear() == 0 && len(f.inDoc(k, serial)) == len(f.window.with(k)) && !slices.Contains(fresh, k) {
				fresh = append(fresh, k)
			}
		}
	}
	return fresh, all
}

// bestFresh picks the pair that names the statement: the one that the article
// comes back to most, then one whose words stand side by side, then the
// rarest. It also returns in how many other units that pair stands.
func (f *Finder) bestFresh(d *doc, u *unit, fresh []key) (best key, back int) {
	most := -1.0
	for _, k := range fresh {
		n := 0
		for i := range d.units {
			if o := &d.units[i]; o != u && o.has(k) {
				n++
			}
		}
		score := 4*float64(n) + (f.idf(k.a)+f.idf(k.b))/20
		if i, j, _ := u.find(k); u.text[u.words[i].end:u.words[j].start] == " " {
			score++
		}
		if score > most {
			best, back, most = k, n, score
		}
	}
	return best, back
}

// claimLabel returns the longest claim of somebody that holds the seed, as a
// sentence; "" when there is none.
func (f *Finder) claimLabel(g group) string {
	best := ""
	for _, p := range g.seed.at {
		d := f.window.doc(p.serial())
		for i := range d.units {
			u := &d.units[i]
			if u.claim < 0 || !u.has(g.seed.key) {
				continue
			}
			c := d.claims[u.claim]
			whole := unit{words: d.statement(u)}
			if whole.has(g.seed.key) && len(whole.words) >= nearby && len(c.text) > len(best) {
				best = c.text
			}
		}
	}
	if best == "" {
		return ""
	}
	return sentence(best)
}
