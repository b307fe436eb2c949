package web

import (
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/discover"
	"onset/tracker/refute"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// kindName is the word for a kind of event.
func kindName(k tracker.EventKind) string { return k.Info().Word }

// instant tells a moment in a zone, to the minute.
func instant(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return "unknown"
	}
	return t.In(zone).Format("2 Jan 2006 15:04")
}

// stamped tells when an outlet published: to the minute where that is known,
// between which days where it is not, and what was assumed.
func stamped(s tracker.Stamp, zone *time.Location) string {
	out := timeline.Days(s.From(), s.Day, 0)
	switch {
	case !s.Known():
		return "unknown"
	case s.Time.IsZero():
	case s.Slack == 0:
		out = instant(s.Time, zone)
	case s.Slack == tracker.Unbounded:
		out = "by " + instant(s.Time, zone)
	}
	if words := s.Assumed.String(); words != "" {
		out += " (" + words + ")"
	}
	return out
}

// saidWords tells when something was said.
func saidWords(s *tracker.Said) string {
	if s == nil {
		return "—"
	}
	out := timeline.Days(s.From, s.To, 0)
	if s.Flag != "" {
		out += " (set aside: " + s.Flag + ")"
	}
	return out
}

// span is a piece of text: marked when it was matched.
type span struct {
	Text string
	Hit  bool
}

// spans cuts a text at the matched words; offsets outside of it are ignored.
func spans(text string, hits []tracker.Span, base int) []span {
	var out []span
	at := 0
	hits = slices.Clone(hits)
	slices.SortFunc(hits, func(a, b tracker.Span) int { return a.Start - b.Start })
	for _, h := range hits {
		from, to := h.Start-base, h.End-base
		if from < at || to <= from || to > len(text) || !cuts(text, from) || !cuts(text, to) {
			continue
		}
		if from > at {
			out = append(out, span{text[at:from], false})
		}
		out = append(out, span{text[from:to], true})
		at = to
	}
	if at < len(text) {
		out = append(out, span{text[at:], false})
	}
	return out
}

// cuts tells whether a text may be cut at an offset.
func cuts(text string, at int) bool { return at == len(text) || utf8.RuneStart(text[at]) }

// sentence is the text of a mention with its hits.
func sentence(w tracker.Witness) []span { return spans(w.Text, w.Hits, w.Start) }

// looked says what was looked through before something was called a first.
func looked(c *tracker.Coverage, n catalogue) string {
	if c == nil {
		return ""
	}
	out := fmt.Sprintf("Looked through: %s of %s", text.Count(c.Articles, "article"), text.Count(c.Sources, "source"))
	if c.From != 0 {
		out += ", back to " + timeline.Days(c.From, c.From, 0)
	}
	if len(c.Languages) > 0 {
		var in []string
		for _, l := range c.Languages {
			in = append(in, language(l))
		}
		out += ", in " + strings.Join(in, ", ")
	}
	for i, g := range c.Gaps {
		if i == 4 {
			return out + fmt.Sprintf(" and %d more gaps.", len(c.Gaps)-4)
		}
		out += map[bool]string{true: "; not observed: ", false: ", "}[i == 0]
		out += n.Source(g.Source) + " " + timeline.Days(tracker.DayOf(g.From.In(n.zone)), tracker.DayOf(g.To.In(n.zone)), 0)
	}
	return out + "."
}

// titled is the title of a hit with what matched in it; nothing where only the
// text did, or where a snippet holds but a part of the title.
func titled(h archive.HitRow) []span {
	for _, x := range h.Snippets {
		if x.Part == tracker.Title && x.Start == 0 && x.Text == h.Ref.Title {
			return spans(x.Text, x.Marks, 0)
		}
	}
	return nil
}

// plain writes the name of a kind with blanks.
func plain(k any) string { return strings.ReplaceAll(fmt.Sprint(k), "_", " ") }

// web returns an address that may be linked: http and https only, because
// texts come from strangers.
func webAddress(u string) string {
	if strings.HasPrefix(u, "https://") || strings.HasPrefix(u, "http://") {
		return u
	}
	return ""
}

// plainText drops the control characters that XML can't hold.
func plainText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, s)
}

// dates finds days in a sentence.
var dates = regexp.MustCompile(`\d{1,2}( – \d{1,2}| [A-Z][a-z]{2} – \d{1,2})? [A-Z][a-z]{2}( \d{4})?`)

// whole keeps each date of a sentence on one line.
func whole(s string) string {
	return dates.ReplaceAllStringFunc(s, func(d string) string {
		return strings.NewReplacer(" ", "\u00a0", "–", "–\u2060").Replace(d) // lines break after a dash, too
	})
}

var helpers = template.FuncMap{
	"kind": kindName, "days": func(m tracker.Moment) string { return timeline.Days(m.From, m.To, 0) },
	"day": func(d tracker.Day) string { return timeline.Days(d, d, 0) }, "words": timeline.Words,
	"caveats":        func(e tracker.Event) []string { return timeline.Caveats(e, 0) },
	"contradictions": func(says []refute.Claim) []string { return timeline.Contradictions(says, 0) }, "older": timeline.OlderWords,
	"instant": instant, "stamped": stamped, "said": saidWords, "sentence": sentence, "spans": spans,
	"shorten": text.Within, "reasons": discover.ReasonWords, "count": text.Count, "thousands": text.Thousands, "looked": looked, "upper": text.Capital,
	"web": webAddress, "language": language, "shape": shapeOf, "clean": plainText, "join": strings.Join,
	"whole": whole, "titled": titled,
	"plain": plain, "bars": bars, "barwords": barWords,
}
