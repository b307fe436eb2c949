package claim

import "slices"

// settle drops the frames that stand inside what another frame reports: who is
// quoted within a quotation is not the one who speaks here.
func settle(frames []frame) []frame {
	if len(frames) < 2 {
		return frames
	}
	slices.SortStableFunc(frames, func(a, b frame) int { return b.content.len() - a.content.len() })
	kept := frames[:0:0]
	for _, f := range frames {
		if place(&kept, f) {
			kept = append(kept, f)
		}
	}
	slices.SortStableFunc(kept, func(a, b frame) int { return a.begins - b.begins })
	return kept
}

// place tells whether f may stand beside the frames kept so far; it may cut
// theirs short.
func place(kept *[]frame, f frame) bool {
	for i := range *kept {
		k := &(*kept)[i]
		switch {
		case k.sieve == "according to" && f.follows && k.content.holds(f.at) && f.sieve != "according to" && f.ends <= k.begins && f.content.len() > 3:
			// "…," Lavrov said, according to TASS: the agency only relays
			*k = f
			return false
		case k.at == f.at:
			return false
		case k.content.holds(f.at) && f.content.holds(k.at):
			// "Lavrov said A, B, he added": the one who is named speaks
			if k.follows && !f.follows && k.byPronoun {
				*k = f
			}
			return false
		case k.content.holds(f.at):
			return false
		case f.content.holds(k.begins) && f.content.first <= k.begins && f.content.last > k.begins:
			f.content.last = k.begins
			if f.content.empty() {
				return false
			}
		case k.content.holds(f.content.first) && !f.content.empty():
			f.content.first = k.content.last
			if f.content.empty() {
				return false
			}
		}
	}
	return !f.content.empty()
}
