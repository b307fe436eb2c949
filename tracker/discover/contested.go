package discover

// What quarrels are about differs from archive to archive, so it is learned
// from it: words that stand where somebody judges, accuses, wants or threatens
// more often than others do are contested, whatever they mean.

// holders are how many articles hold a stem, and how many of them in a
// statement that takes sides.
type holders struct{ articles, judging int }

func (h holders) plus(judged bool) holders {
	h.articles++
	if judged {
		h.judging++
	}
	return h
}

// rate is the share of the articles with a stem in which it stands in a
// statement that takes sides; of rare stems it tends to that of all.
func (h holders) rate(usual float64) float64 {
	const few = 15 // articles that weigh as much as all that is known of others
	return (float64(h.judging) + few*usual) / (float64(h.articles) + few)
}

// judged returns the stems of an article, and of each whether it stands in a
// statement that takes sides.
func (d *doc) judged() map[uint32]bool {
	out := map[uint32]bool{}
	for i := range d.units {
		u := &d.units[i]
		for _, w := range u.words {
			out[w.id] = out[w.id] || u.traits.judges()
		}
	}
	return out
}

// contested returns how many times more often than usual stems stand in
// statements that take sides, on average; 1 when nothing is known.
func (f *Finder) contested(stems []uint32) float64 {
	if f.usual.judging == 0 || len(stems) == 0 {
		return 1
	}
	usual, sum := float64(f.usual.judging)/float64(f.usual.articles), 0.0
	for _, s := range stems {
		sum += f.df[s].rate(usual) / usual
	}
	return sum / float64(len(stems))
}
