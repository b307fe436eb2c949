package store

import (
	"slices"
	"time"

	"onset/tracker"
)

// coverState is, at one moment, since when each scope is covered.
type coverState struct {
	since  map[string]tracker.Day // by source; "" overall
	spoken map[string]tracker.Day // by language
}

// coverState reads since when sources are covered. It is small: a few rows a
// source.
func (t *tx) coverState() (coverState, error) {
	c := coverState{since: map[string]tracker.Day{}, spoken: map[string]tracker.Day{}}
	err := t.each("SELECT s.id, min(c.since) FROM cover c JOIN source s ON s.n = c.source WHERE c.kind <> 'gap' GROUP BY s.id", nil,
		func(scan func(...any) error) error {
			var id string
			var since int64
			if err := scan(&id, &since); err != nil {
				return err
			}
			day := tracker.DayOf(moment(since))
			c.since[id] = day
			if c.since[""] == 0 || day < c.since[""] {
				c.since[""] = day
			}
			return nil
		})
	if err != nil {
		return c, err
	}
	return c, t.each("SELECT l.language, min(c.since) FROM spoken l JOIN cover c ON c.source = l.source WHERE c.kind <> 'gap' GROUP BY l.language", nil,
		func(scan func(...any) error) error {
			var language string
			var since int64
			err := scan(&language, &since)
			c.spoken[language] = tracker.DayOf(moment(since))
			return err
		})
}

// begin tells when the coverage of a scope began; 0 is unknown. A speaker may
// be quoted anywhere, so their scope is everything.
func (c coverState) begin(scope tracker.Scope) tracker.Day {
	switch scope.Kind {
	case tracker.BySource:
		return c.since[scope.ID]
	case tracker.ByLanguage:
		return c.spoken[scope.ID]
	}
	return c.since[""]
}

// lookedThrough tells whether a source was covered itself, and not only shown by
// the queries of an aggregator.
func (c coverState) lookedThrough(source string) bool { return c.since[source] != 0 }

// addUncovered adds the talking points whose events may cease to be baseline,
// because coverage now begins earlier than it did.
func (t *tx) addUncovered(d touched, before, now coverState) error {
	from := tracker.Day(0)
	moved := func(was, is tracker.Day) {
		if was != 0 && is < was && (from == 0 || is < from) {
			from = is
		}
	}
	for id, is := range now.since {
		moved(before.since[id], is)
	}
	for l, is := range now.spoken {
		moved(before.spoken[l], is)
	}
	if from == 0 {
		return nil
	}
	var points []int64
	err := t.each(`SELECT DISTINCT p.n FROM event e JOIN point p ON p.narrative = e.narrative AND p.id = e.point
		WHERE e.baseline AND e.superseded IS NULL AND e.at_to >= ?`, []any{civil(from)}, func(scan func(...any) error) error {
		var n int64
		err := scan(&n)
		points = append(points, n)
		return err
	})
	for _, n := range points {
		d.add(n, 0)
	}
	return err
}

// gapsBefore is how long before an event a gap in the coverage is still told
// beside its date.
const gapsBefore = 7

// coverageOf says what was looked through before an event of a talking point
// was called what it is.
func (s *Store) coverageOf(t *tx, e tracker.Event, p tracker.TalkingPoint, c coverState) (*tracker.Coverage, error) {
	seen, err := s.tallies.of(t, e.Scope)
	if err != nil {
		return nil, err
	}
	out := &tracker.Coverage{From: c.begin(e.Scope), Languages: []string{}}
	out.Articles, out.Sources, out.ByQuery = seen.until(e.At.To, c.lookedThrough)
	_, every := p.Match[""]
	for l, since := range seen.languages {
		if _, has := p.Match[l]; l != "" && (has || every) && (e.At.To == 0 || since <= e.At.To) {
			out.Languages = append(out.Languages, l)
		}
	}
	slices.Sort(out.Languages)
	out.Gaps, err = t.gaps(e)
	return out, err
}

// gaps returns the gaps in the week before an event, of its source or of all.
func (t *tx) gaps(e tracker.Event) ([]tracker.Gap, error) {
	out := []tracker.Gap{}
	if e.At.To == 0 {
		return out, nil
	}
	from := max(e.At.From, e.At.To-gapsBefore)
	if e.At.From != 0 {
		from = e.At.From - gapsBefore
	}
	source := ""
	if e.Scope.Kind == tracker.BySource {
		source = e.Scope.ID
	}
	err := t.each(`SELECT s.id, c.since, c.until FROM cover c JOIN source s ON s.n = c.source
		WHERE c.kind = 'gap' AND c.until > ? AND c.since < ? AND (?3 = '' OR s.id = ?3) ORDER BY c.since, s.id`,
		[]any{millis(from.In(time.UTC)), millis((e.At.To + 1).In(time.UTC)), source}, func(scan func(...any) error) error {
			var g tracker.Gap
			var since, until int64
			err := scan(&g.Source, &since, &until)
			g.From, g.To = moment(since), moment(until)
			out = append(out, g)
			return err
		})
	return out, err
}
