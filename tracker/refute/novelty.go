package refute

import "onset/tracker"

// Slack is how many days before what an article calls new may lie what it means.
const Slack = 3

// Contradicted holds what mentions say of how new their line is against those that
// were published before: something was called new that was there already, or called
// old of which nothing is known. Counting are the mentions of the line that count, in
// any order; name gives the name of a source.
func Contradicted(saying, counting []tracker.Witness, name func(source string) string) []Claim {
	out := []Claim{}
	for _, w := range saying {
		if w.Novelty == nil || w.Published.Day == 0 {
			continue
		}
		c := Claim{Source: name(w.Source), Cue: w.Novelty.Cue, Day: since(w), Published: w.Published.Day}
		earlier := before(c.Day, w, counting)
		switch {
		case w.Novelty.Value == tracker.NovelNew && earlier != nil:
			c.Earlier = &Older{Text: earlier.Text, Source: name(earlier.Source), Published: earlier.Published.Day, URL: earlier.URL, Share: 1}
			out = append(out, c)
		case w.Novelty.Value != tracker.NovelNew && before(w.Published.Day+Slack, w, counting) == nil:
			out = append(out, c)
		}
	}
	return out
}

// since is the day from which on a mention says that its line is.
func since(w tracker.Witness) tracker.Day {
	if s := w.Said; s != nil && s.Flag == "" && s.From != 0 && s.From <= w.Published.Day {
		return s.From
	}
	return w.Published.Day
}

// before is the oldest mention of another article that was published well before a
// day; nil when there is none.
func before(day tracker.Day, w tracker.Witness, ws []tracker.Witness) *tracker.Witness {
	var best *tracker.Witness
	for i := range ws {
		o := &ws[i]
		if o.Article != w.Article && o.Published.Day != 0 && o.Published.Day < day-Slack && (best == nil || o.Published.Day < best.Published.Day) {
			best = o
		}
	}
	return best
}
