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
	lately   = 3 // days within which others may have said it too
	mostBack = 1.0
	eachBack = 0.5
)

// cued returns a group for each claim of the day that is called new and is.
func (f *Finder) cued(docs []*doc, today tracker.Day) []group {
	var out []group
	for _, d := range docs {
		for i := range d.units {
			u := &d.units[i]
			var fresh []key
			switch {
			case d.callsNew(u):
				fresh = f.fresh(d.statement(u), d, today)
			case d.newsworthy(u):
				fresh = f.calledNew(d, u, today)
			}
			if g, ok := f.cuedGroup(d, u, fresh, today); ok {
				out = append(out, g)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b group) int { return cmp.Compare(b.score, a.score) })
	return out
}

// newsworthy tells whether a unit reports a statement that may be new.
func (d *doc) newsworthy(u *unit) bool {
	if u.explained || u.cue == cueOld {
		return false
	}
	if u.claim < 0 {
		return u.said && len(d.claims) == 0
	}
	c := d.claims[u.claim]
	return c.affirms && c.novelty != tracker.NovelRepeated && c.novelty != tracker.NovelContinued
}

// callsNew tells whether a unit itself says that its statement is new.
func (d *doc) callsNew(u *unit) bool {
	return d.newsworthy(u) && (u.cue == cueNew || u.claim >= 0 && d.claims[u.claim].novelty == tracker.NovelNew)
}

// calledNew returns the fresh phrases of a statement that another sentence of
// the article, one without a statement, repeats and calls new.
func (f *Finder) calledNew(d *doc, u *unit, today tracker.Day) []key {
	comments := func(o unit) bool { return o.cue == cueNew && o.claim < 0 && !o.explained }
	if !slices.ContainsFunc(d.units, comments) {
		return nil
	}
	return slices.DeleteFunc(f.fresh(d.statement(u), d, today), func(k key) bool {
		return !u.together(k) || !slices.ContainsFunc(d.units, func(o unit) bool {
			return comments(o) && o.together(k)
		})
	})
}

// together tells whether the words of a key stand side by side.
func (u *unit) together(k key) bool {
	i, j, ok := u.find(k)
	return ok && u.text[u.words[i].end:u.words[j].start] == " "
}

// cuedGroup makes a group of a statement and its fresh phrases, unless
// something like it is remembered.
func (f *Finder) cuedGroup(d *doc, u *unit, fresh []key, today tracker.Day) (group, bool) {
	if len(fresh) == 0 {
		return group{}, false
	}
	words := d.statement(u)
	_, known := f.nearest(stemsOf(words), d.day-lately)
	if known >= like {
		return group{}, false
	}
	keys, back := f.byFitness(d, u, fresh)
	g := group{cued: true, keys: keys}
	g.seed = evidence{key: keys[0], seeds: keys[:1], at: f.window.with(keys[0]), past: f.history.past(keys[0].hash(), today), p: 1}
	g.score = 1 + (1 - known) + min(1, float64(len(fresh))/float64(len(words))) + min(mostBack, eachBack*float64(back))
	return g, true
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
// year until a few days ago.
func (f *Finder) fresh(words []word, d *doc, today tracker.Day) []key {
	var out []key
	for i, w := range words {
		for _, v := range words[i+1 : min(len(words), i+1+nearby)] {
			k := keyOf(pair(w.id, v.id))
			if w.id != v.id && !slices.Contains(out, k) && f.unheard(k, d.day-lately, today) {
				out = append(out, k)
			}
		}
	}
	return out
}

// unheard tells whether nobody used a key in the last year before a day.
func (f *Finder) unheard(k key, before, today tracker.Day) bool {
	if f.history.past(k.hash(), today).inYear() > 0 {
		return false
	}
	return !slices.ContainsFunc(f.window.with(k), func(p place) bool { return f.window.doc(p.serial()).day < before })
}

// byFitness sorts fresh pairs by how well they name the statement: one that
// the article comes back to, one whose words stand side by side, the rarest.
// It also returns in how many other units the best one stands.
func (f *Finder) byFitness(d *doc, u *unit, fresh []key) (keys []key, back int) {
	again, fit := map[key]int{}, map[key]float64{}
	for _, k := range fresh {
		for i := range d.units {
			if o := &d.units[i]; o != u && o.has(k) {
				again[k]++
			}
		}
		fit[k] = 4*float64(again[k]) + (f.idf(k.a)+f.idf(k.b))/20
		if u.together(k) {
			fit[k]++
		}
	}
	slices.SortStableFunc(fresh, func(a, b key) int { return cmp.Compare(fit[b], fit[a]) })
	return fresh, again[fresh[0]]
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
			whole := unit{text: u.text, words: d.statement(u)}
			if s := whole.clause(g.seed.key, d.claims[u.claim].text); len(s) > len(best) {
				best = s
			}
		}
	}
	if best == "" {
		return ""
	}
	return sentence(best)
}

// clause returns the part of a claim that holds a key; "" when it doesn't, or
// when little else is in it.
func (u *unit) clause(k key, claim string) string {
	i, j, ok := u.find(k)
	if !ok || len(u.words) < nearby {
		return ""
	}
	first, last := u.text[u.words[i].start:u.words[i].end], u.text[u.words[j].start:u.words[j].end]
	for _, joint := range joints {
		for _, part := range strings.Split(claim, joint) {
			if strings.Contains(part, first) && strings.Contains(part, last) && len(strings.Fields(part)) > nearby {
				claim = part
			}
		}
	}
	return strings.Trim(claim, " ,;.")
}

// joints divide claims that one speaker made in one breath.
var joints = []string{" and that ", ", that ", "; ", ", и что ", ", а также что ", ", і що ", ", а також що "}
