package timeline

import (
	"cmp"
	"slices"
	"strings"

	"onset/tracker"
)

// FirstDay is the first day on which somebody said a talking point in a source:
// said where the text dates it, else published, else seen.
type FirstDay struct {
	Speaker string        `json:"speaker"` // id, or the words of the text; empty: the outlet itself
	Source  string        `json:"source"`
	From    tracker.Day   `json:"from"`
	To      tracker.Day   `json:"to"`
	Clock   tracker.Clock `json:"clock"`
	Lag     int           `json:"lag"` // days after the very first
	Mention string        `json:"mention"`
	Known   bool          `json:"-"` // Speaker is the id of one of the rules file
}

// dayKey tells whose first it is, and where.
type dayKey struct {
	speaker string
	known   bool
	source  string
}

// follow keeps the first day of each speaker of an appearance in its source.
func (a *Account) follow(s *sight) {
	f := FirstDay{Source: s.Source, Mention: s.ID, From: s.from(), To: s.day, Clock: s.clock}
	if s.Said.Dates() {
		f.From, f.To, f.Clock = s.Said.From, s.Said.To, tracker.ClockSaid
	}
	if len(s.Speakers) == 0 {
		a.keepFirst(f)
	}
	for _, who := range s.Speakers {
		f.Speaker, f.Known = cmp.Or(who.ID, strings.Join(strings.Fields(who.Text), " ")), who.ID != ""
		a.keepFirst(f)
	}
}

func (a *Account) keepFirst(f FirstDay) {
	key := dayKey{f.Speaker, f.Known, f.Source}
	if was, ok := a.firsts[key]; !ok || f.compare(was) < 0 {
		a.firsts[key] = f
	}
}

// compare orders firsts: by day, then in an order that is always the same.
func (f FirstDay) compare(o FirstDay) int {
	return cmp.Or(cmp.Compare(f.To, o.To), cmp.Compare(f.From, o.From), cmp.Compare(f.Mention, o.Mention),
		cmp.Compare(f.Speaker, o.Speaker), cmp.Compare(f.Source, o.Source))
}

// inOrder lists firsts, first come first, each with its lag.
func inOrder(firsts map[dayKey]FirstDay) []FirstDay {
	out := make([]FirstDay, 0, len(firsts))
	for _, f := range firsts {
		out = append(out, f)
	}
	slices.SortFunc(out, FirstDay.compare)
	for i := range out {
		out[i].Lag = int(out[i].To - out[0].To)
	}
	return out
}
