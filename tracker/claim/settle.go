package claim

import "slices"

// settle drops the frames that stand inside what another frame reports: who is
// quoted within a quotation is not the one who speaks here.
func settle(frames []frame, told bool) []frame {
	if len(frames) < 2 && !told {
		return frames
	}
	frames = dropRelays(frames, told)
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

// dropRelays drops the frames of outlets that only pass on what others say:
// «Лавров заявил, что …, передаёт ТАСС». Where the sentence only tells who said
// the one before it, told, there is nothing else to pass on.
func dropRelays(frames []frame, told bool) []frame {
	if !told && !slices.ContainsFunc(frames, func(f frame) bool { return f.verb.flags&relays != 0 }) {
		return frames
	}
	kept := frames[:0:0]
	for i := range frames {
		f := &frames[i]
		if f.sieve == "about this" || !relaysAnother(frames, i) && !(told && (f.verb.flags&relays != 0 || f.sieve == "according to")) {
			kept = append(kept, frames[i])
		}
	}
	return kept
}

// relaysAnother tells whether frame i passes on another one.
func relaysAnother(frames []frame, i int) bool {
	f := &frames[i]
	if f.verb.flags&relays == 0 {
		return false
	}
	for j := range frames {
		o := &frames[j]
		if j == i || o.verb.flags&relays != 0 || o.link != own || o.at == f.at {
			continue
		}
		if f.content.holds(o.at) || o.sieve == "about this" || f.follows && o.content == f.content {
			return true
		}
	}
	return false
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
