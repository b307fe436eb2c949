package discover

import "onset/tracker/text"

// parties are whom and what the rules speak of, by the roots of the words that name
// them: a statement about none of them is news from elsewhere. A word names one party, the
// first that has it.
type parties map[uint32]int

// partiesOf files words by the party that they name; each language has stems of its own.
func partiesOf(named [][]string) parties {
	p := parties{}
	for n, words := range named {
		for _, word := range words {
			for _, lang := range []text.Lang{text.English, text.Russian, text.Ukrainian} {
				t := text.Analyse(word, lang.String())
				if len(t.Words) != 1 || !content(t, 0) {
					continue
				}
				if id := rootID(root(t.Stem(0))); p[id] == 0 {
					p[id] = n + 1
				}
			}
		}
	}
	return p
}

// among counts the parties that roots name.
func (p parties) among(roots []uint32) int {
	named := map[int]bool{}
	for _, r := range roots {
		if n := p[r]; n > 0 {
			named[n] = true
		}
	}
	return len(named)
}

// hostility is what an archive judges the parties by: which words stand in statements
// that judge one of them. It is learned together with near-synonyms.
type hostility struct {
	statements, hostile int
	with                map[uint32]int // root → hostile statements that have it
}

func (h *hostility) learn(s *statement, p parties) {
	h.statements++
	if !s.traits.has(judging) || p.among(s.roots) == 0 {
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
		if p[r] > 0 || usual == 0 {
			continue
		}
		share := (float64(k.hostility.with[r]) + few*usual) / (float64(k.holders[r]) + few)
		sum, n = sum+min(share/usual, most), n+1
	}
	if n == 0 {
		return 1
	}
	return sum / float64(n)
}
