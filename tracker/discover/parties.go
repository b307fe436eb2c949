package discover

import (
	"slices"

	"onset/tracker/text"
)

// parties are whom and what the rules speak of, by the roots of the words that name
// them: a statement about none of them is news from elsewhere. A word names one party, the
// first that has it.
type parties struct {
	by     map[uint32]int
	loaded map[int]bool // of words that judge or demand, such as "unacceptable": it is nobody
}

// partiesOf files words by the party that they name; each language has stems of its own.
func partiesOf(named [][]string) parties {
	p := parties{map[uint32]int{}, map[int]bool{}}
	for n, words := range named {
		for _, word := range words {
			for _, lang := range []text.Lang{text.English, text.Russian, text.Ukrainian} {
				t := text.Analyse(word, lang.String())
				if len(t.Words) != 1 || !content(t.Form(0)) {
					continue
				}
				if shown := shownBy()[t.Form(0).Lang].of(t.Form(0)); shown.any(judging, modal, wants, charging, denying) {
					p.loaded[n+1] = true
				}
				if id := rootID(root(t.Stem(0))); p.by[id] == 0 {
					p.by[id] = n + 1
				}
			}
		}
	}
	return p
}

// named lists the parties that roots name, sorted.
func (p parties) named(roots []uint32) (out []int) {
	for _, r := range roots {
		if n := p.by[r]; n > 0 {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// among counts the parties that roots name.
func (p parties) among(roots []uint32) int { return len(p.named(roots)) }

// hostility is what an archive judges the parties by: which words stand in statements
// that judge one of them. It is learned together with near-synonyms.
type hostility struct {
	statements, hostile int
	with                map[uint32]int // root → hostile statements that have it
	parties             map[int]judged // party → what is said of it
	ofParties           judged         // of any of them
}

// judged counts statements, and those of them that judge.
type judged struct{ all, judging int }

func (j *judged) add(judges bool) {
	j.all++
	if judges {
		j.judging++
	}
}

// rate is the share of the statements that judge; of few it tends to the usual one.
func (j judged) rate(usual float64) float64 {
	const few = 30.0 // statements that weigh as much as all that is known of others
	return (float64(j.judging) + few*usual) / (float64(j.all) + few)
}

func (h *hostility) learn(s *statement, p parties) {
	h.statements++
	named, judges := p.named(s.roots), s.traits.has(judging)
	for _, n := range named {
		of := h.parties[n]
		of.add(judges)
		h.parties[n] = of
		h.ofParties.add(judges)
	}
	if !judges || len(named) == 0 {
		return
	}
	h.hostile++
	for _, r := range s.roots {
		h.with[r]++
	}
}

// hostile returns how many times more often than usual the roots that name no party
// stand where one is judged, on average; 1 when nothing is known.
func (k *kin) hostile(roots []uint32, p parties) float64 {
	const (
		few  = 10.0 // statements that weigh as much as all that is known of others
		most = 6.0  // times
	)
	usual, sum, n := float64(k.hostility.hostile)/float64(max(1, k.hostility.statements)), 0.0, 0
	for _, r := range roots {
		if p.by[r] > 0 || usual == 0 {
			continue
		}
		share := (float64(k.hostility.with[r]) + few*usual) / (float64(k.held(r)) + few)
		sum, n = sum+min(share/usual, most), n+1
	}
	if n == 0 {
		return 1
	}
	return sum / float64(n)
}

// adversary tells whether one of the parties that roots name is judged more often than
// others in this archive.
func (k *kin) adversary(roots []uint32, p parties) bool {
	of := k.hostility.ofParties
	usual := float64(of.judging) / float64(max(1, of.all))
	return slices.ContainsFunc(p.named(roots), func(n int) bool {
		return !p.loaded[n] && k.hostility.parties[n].rate(usual) > usual
	})
}
