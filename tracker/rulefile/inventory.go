package rulefile

import (
	"slices"

	"onset/tracker"
	"onset/tracker/query"
)

// Inventory counts what a file defines.
type Inventory struct {
	Sources       int `json:"sources"`
	Feeds         int `json:"feeds"`
	Speakers      int `json:"speakers"` // persons
	Groups        int `json:"groups"`
	Terms         int `json:"terms"`
	Narratives    int `json:"narratives"`
	TalkingPoints int `json:"talking_points"`
	Examples      int `json:"examples"`
}

// Inventory counts what the file defines.
func (f *File) Inventory() Inventory {
	out := Inventory{Sources: len(f.Sources), Terms: len(f.Terms), Narratives: len(f.Narratives)}
	for _, s := range f.Sources {
		out.Feeds += len(s.Feeds)
	}
	for _, s := range f.Speakers {
		if s.Group() {
			out.Groups++
		} else {
			out.Speakers++
		}
	}
	for _, v := range f.Narratives {
		out.TalkingPoints += len(v.TalkingPoints)
		for _, tp := range v.TalkingPoints {
			out.Examples += len(tp.Examples.Match) + len(tp.Examples.Skip)
		}
	}
	return out
}

// Groups returns, for each speaker, the groups that what it says counts for,
// those of its groups included, sorted.
func (f *File) Groups() map[string][]string {
	over := map[string][]string{}
	for _, s := range f.Speakers {
		for _, m := range s.Members {
			over[m] = append(over[m], s.ID)
		}
	}
	out := map[string][]string{}
	for _, s := range f.Speakers {
		seen := map[string]bool{}
		climb(over, s.ID, seen)
		for g := range seen {
			out[s.ID] = append(out[s.ID], g)
		}
		slices.Sort(out[s.ID])
	}
	return out
}

// climb adds all groups above id.
func climb(over map[string][]string, id string, seen map[string]bool) {
	for _, g := range over[id] {
		if !seen[g] {
			seen[g] = true
			climb(over, g, seen)
		}
	}
}

// Overlap is an example of one talking point that the rule of another takes too.
type Overlap struct {
	Example tracker.Example
	Of, By  tracker.RuleRef // whose example it is, and whose rule takes it
}

// Overlaps returns the examples that must match one talking point and match
// others too, in the order of the file. An overlap is no fault, since a
// sentence may hold two talking points, but two rules that take each other's
// examples are perhaps one.
func (f *File) Overlaps() []Overlap {
	groups := f.Groups()
	index := query.NewIndex(f.Rules())
	refs := f.refs()
	var out []Overlap
	for _, v := range f.Narratives {
		for _, tp := range v.TalkingPoints {
			for _, e := range tp.Examples.Match {
				last := -1
				for _, h := range index.Match(f.docs(tp, e, groups)[0]) {
					if refs[h.Rule] != tp.Ref() && h.Rule != last {
						out = append(out, Overlap{Example: e, Of: tp.Ref(), By: refs[h.Rule]})
					}
					last = h.Rule
				}
			}
		}
	}
	return out
}

// refs returns the names of the rules in the order of Rules.
func (f *File) refs() []tracker.RuleRef {
	var out []tracker.RuleRef
	for _, v := range f.Narratives {
		for _, tp := range v.TalkingPoints {
			out = append(out, tp.Ref())
		}
	}
	return out
}
