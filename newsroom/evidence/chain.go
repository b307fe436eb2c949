package evidence

import (
	"fmt"
	"maps"
	"slices"

	"onset/tables"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/refute"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// Line is one line of a chain: what it tells of, and what it tells. What belongs to the
// line before has no label.
type Line struct{ Label, Text string }

// lines gathers the lines of a chain.
type lines []Line

func (l *lines) add(label, format string, args ...any) {
	*l = append(*l, Line{label, fmt.Sprintf(format, args...)})
}

// Lines tells a chain from the event down to the rule, and what people decided.
func Lines(c archive.Chain) []Line {
	var l lines
	l.event(c)
	l.mention(c)
	l.text(c)
	l.rule(c)
	l.decided(c)
	for _, e := range c.Believed {
		l.add("before", "%s %s: %s", tracker.Instant(e.RecordedAt), timeline.KindWords(e), timeline.Words(e))
	}
	return l
}

func (l *lines) event(c archive.Chain) {
	e := c.Event
	if e == nil {
		return
	}
	l.add("event", "%s %s · %s · for %s", e.ID, timeline.KindWords(*e), e.Subject(), e.Scope.Name())
	l.add("", "%s", timeline.Words(*e))
	if vouched := timeline.Vouched(*e, 0, nil); vouched != "" {
		l.add("state", "%s", vouched)
	}
	for _, caveat := range timeline.Caveats(*e, 0) {
		l.add("", "%s", caveat)
	}
	for i, words := range refuted(c.Refuted) {
		l.add(map[bool]string{true: "refuted?"}[i == 0], "%s", words)
	}
	l.add("recorded", "%s", tracker.Instant(e.RecordedAt))
	if e.SupersededAt != nil {
		l.add("superseded", "%s", tracker.Instant(*e.SupersededAt))
	}
}

// refuted tells what an attempt to refute an event found, a line each.
func refuted(a *refute.Attempt) []string {
	if a == nil {
		return nil
	}
	out := timeline.Contradictions(a.Says, 0)
	if a.Heard != nil {
		out = append(out, timeline.HeardWords(*a.Heard, 0))
	}
	out = append(out, fmt.Sprintf("%d older texts were read; %s", a.Looked, a.Likely()))
	for _, o := range a.Nearest {
		out = append(out, timeline.OlderWords(o))
	}
	return out
}

func (l *lines) mention(c archive.Chain) {
	w := c.Mention
	if w == nil {
		return
	}
	l.add("mention", "%s", w.ID)
	l.add("speakers", "%s", text.OrDash(timeline.Speakers(w.Speakers, tables.NameShown)))
	l.add("claim", "%s, %s, %s%s", w.Form, w.Stance, w.Treatment, timeline.NoveltyWords(w.Novelty))
	l.add("said", "%s", timeline.SaidBasis(w.Said))
	l.add("sentence", "“%s”", text.OneLine(w.Text))
	if c.Revision != nil {
		l.add("place", "%s of revision %d, bytes %d–%d", w.Part, c.Revision.Number, w.Start, w.End)
	}
}

// text tells where the sentence stands, and how its text was got.
func (l *lines) text(c archive.Chain) {
	if v := c.Article; v != nil {
		l.add("article", "%s", v.Title)
		l.add("", "%s", v.URL)
		l.add("source", "%s", v.Source)
		l.add("published", "%s (%s)", text.OrDash(v.Published.Words()), text.OrDash(v.From))
		l.add("seen", "%s", tracker.Instant(v.Seen))
	}
	if r := c.Revision; r != nil {
		l.add("text", "revision %d (%s, %s, %s), fetched %s", r.Number, r.Cause, r.Depth, r.Method, tracker.Instant(r.Fetched))
		l.add("", "SHA-256 of the raw bytes %s", r.SHA256)
	}
	if f := c.Fetch; f != nil {
		l.add("fetch", "%s %s %s", tracker.Instant(f.At), f.Class, f.Feed)
	}
}

func (l *lines) rule(c archive.Chain) {
	if c.Mention != nil && c.Mention.Marked {
		l.add("rule", "none: a person marked the sentence, see the verdicts")
	}
	r := c.Rule
	if r == nil {
		return
	}
	l.add("rule", "%s, version %s, in force since %s", r.Point.Ref().ID, r.Point.Hash, tracker.Instant(r.Recorded))
	for _, lang := range slices.Sorted(maps.Keys(r.Point.Match)) {
		l.add(lang, "%s", text.OneLine(r.Point.Match[lang]))
	}
}

func (l *lines) decided(c archive.Chain) {
	for _, v := range c.Verdicts {
		value := string(v.Value)
		if v.Action == archive.Add {
			value = "the passage,"
		}
		undone := ""
		if v.Superseded != nil && v.Action != archive.Undo {
			undone = " (no longer holds)"
		}
		l.add("verdict", "%s %s by %s, %s: %s%s", v.Action, value, v.Who, tracker.Instant(v.Recorded), v.Why, undone)
	}
	for _, n := range c.Notes {
		l.add("note", "%s by %s, %s", n.Text, n.Who, tracker.Instant(n.Recorded))
	}
}
