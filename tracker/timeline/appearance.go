package timeline

import (
	"slices"

	"onset/tracker"
	"onset/tracker/surge"
)

// Appearance is a mention as statistics count it, with who said it.
type Appearance struct {
	surge.Appearance
	Speakers []string    // that the rule counts, with the groups they belong to; sorted
	Repeated bool        // its text says that it is not new
	Said     tracker.Day // the last day on which it can have been said; 0 unknown
}

// Appearances returns the appearances among the witnesses of a talking point, by
// day and id. Pages of unknown age that were there when watching began are
// left out: they stand for no day.
func Appearances(tp tracker.TalkingPoint, ws []tracker.Witness, ctx Context) []Appearance {
	p := newPoint(tp, ctx)
	var out []Appearance
	for i := range ws {
		if s := p.look(&ws[i]); s.appears && s.Verdict != Rejected && p.datable(&s) {
			out = append(out, p.appearance(&s))
		}
	}
	slices.SortFunc(out, byAppearanceDay)
	return out
}

// datable tells whether an appearance counts on its day: not when it may be of
// weeks before.
func (p *point) datable(w *sight) bool {
	return w.dated() && (w.clock != tracker.ClockPublished || w.Published.Slack < tracker.MaxDatingDays)
}

// dated holds but for pages of unknown age that were there when watching began.
func (s *sight) dated() bool {
	return s.day != 0 && (s.clock == tracker.ClockPublished || !s.Baseline)
}

func (p *point) appearance(w *sight) Appearance {
	s := Appearance{
		Appearance: surge.Appearance{
			ID: w.ID, Day: w.day, Origin: w.Origin, Source: w.Source,
			Country: w.Country, Language: w.Language, AllAlong: allAlong(w),
		},
		Speakers: w.by,
	}
	s.Repeated = w.saysOld()
	if w.Said != nil && w.Said.Flag == "" {
		s.Said = w.Said.To
	}
	return s
}

// saysOld tells whether the text says of the line that it is not new.
func (s *sight) saysOld() bool {
	return s.Novelty != nil && (s.Novelty.Value == tracker.NovelRepeated || s.Novelty.Value == tracker.NovelContinued)
}

// recent is how many days back the end of an interval still means "until now",
// and how old a saying may be to be said again rather than recalled.
const recent = 7

// along is how many days an interval must last to mean "all along".
const along = 30

// allAlong tells whether the text says that the line was in use through the
// past weeks: in so many words, or by an interval such as "in recent months".
func allAlong(w *sight) bool {
	if w.Novelty != nil && w.Novelty.Value == tracker.NovelContinued {
		return true
	}
	s := w.Said
	return s != nil && s.Flag == "" && s.From != 0 && s.To-s.From >= along && s.To >= w.day-recent
}

func byAppearanceDay(a, b Appearance) int {
	if a.Day != b.Day {
		return int(a.Day - b.Day)
	}
	switch {
	case a.ID < b.ID:
		return -1
	case a.ID > b.ID:
		return 1
	}
	return 0
}

// plain drops what package surge doesn't count by.
func plain(ss []Appearance) []surge.Appearance {
	out := make([]surge.Appearance, len(ss))
	for i, s := range ss {
		out[i] = s.Appearance
	}
	return out
}

// fresh drops what only recalls an older saying: such a text is no comeback.
func fresh(ss []Appearance) []Appearance {
	return slices.DeleteFunc(slices.Clone(ss), func(s Appearance) bool {
		return s.Said != 0 && s.Said < s.Day-recent
	})
}

// saidBy keeps what a speaker, or a member of a group, said.
func saidBy(ss []Appearance, speaker string) []Appearance {
	var out []Appearance
	for _, s := range ss {
		if _, ok := slices.BinarySearch(s.Speakers, speaker); ok {
			out = append(out, s)
		}
	}
	return out
}
