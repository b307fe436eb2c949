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

// coverState returns since when sources are covered. It is read once a transaction,
// and kept up to date by who records; it is small: a few rows a source.
func (t *tx) coverState() (coverState, error) {
	if t.cover != nil {
		return *t.cover, nil
	}
	c, err := t.readCover()
	t.cover = &c
	return c, err
}

func (t *tx) readCover() (coverState, error) {
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

// covers notes that the source of the batch is covered from an instant on.
func (r *recorder) covers(since time.Time) error {
	c, err := r.coverState()
	if err != nil {
		return err
	}
	day := tracker.DayOf(moment(since.UnixMilli()))
	r.widen(c.since, tracker.Scope{Kind: tracker.BySource, ID: r.batch.Source}, day)
	r.widen(c.since, tracker.Scope{Kind: tracker.Overall}, day)
	return r.each("SELECT language FROM spoken WHERE source = ?", []any{r.source}, func(scan func(...any) error) error {
		var language string
		err := scan(&language)
		r.widen(c.spoken, tracker.Scope{Kind: tracker.ByLanguage, ID: language}, day)
		return err
	})
}

// speaks notes that the source of the batch has been read in a language.
func (r *recorder) speaks(language string) error {
	c, err := r.coverState()
	if since := c.since[r.batch.Source]; err == nil && since != 0 {
		r.widen(c.spoken, tracker.Scope{Kind: tracker.ByLanguage, ID: language}, since)
	}
	return err
}

// widen lets the coverage of a scope begin on a day, if it doesn't begin before.
func (r *recorder) widen(since map[string]tracker.Day, scope tracker.Scope, day tracker.Day) {
	was := since[scope.ID]
	if was != 0 && was <= day {
		return
	}
	since[scope.ID] = day
	switch {
	case was == 0:
		r.begun = append(r.begun, scope)
	case r.widened == 0 || day < r.widened:
		r.widened = day
	}
}

// addUncovered adds the talking points whose events may cease to be baseline,
// because coverage now begins earlier than it did, or become so, because only now it
// is known to begin.
func (r *recorder) addUncovered() error {
	if r.widened != 0 {
		if err := r.addOf("e.baseline AND e.at_to >= ?", civil(r.widened)); err != nil {
			return err
		}
	}
	for _, scope := range r.begun {
		told, err := r.toldBefore(scope)
		if err != nil {
			return err
		}
		if !told {
			continue
		}
		clause := "e.scope_kind = ?1 AND e.scope_id = ?2 AND NOT e.baseline"
		if scope.Kind == tracker.Overall { // a speaker may be quoted anywhere
			clause = "e.scope_kind IN (?1, '" + string(tracker.BySpeaker) + "') AND ?2 = '' AND NOT e.baseline"
		}
		if err := r.addOf(clause, string(scope.Kind), scope.ID); err != nil {
			return err
		}
	}
	return nil
}

// toldBefore tells whether something may have been told of a scope; mostly a source
// that begins to be covered is new.
func (r *recorder) toldBefore(scope tracker.Scope) (told bool, err error) {
	if scope.Kind != tracker.BySource {
		return true, nil
	}
	_, err = r.get("SELECT EXISTS (SELECT 1 FROM article WHERE source = ? AND recorded < ?)", []any{r.source, millis(r.now)}, &told)
	return told, err
}

// addOf adds the talking points of some events that stand.
func (r *recorder) addOf(clause string, args ...any) error {
	return r.each(`SELECT DISTINCT p.n FROM event e JOIN point p ON p.narrative = e.narrative AND p.id = e.point
		WHERE e.superseded IS NULL AND `+clause, args, func(scan func(...any) error) error {
		var n int64
		err := scan(&n)
		r.touched.add(n, 0)
		return err
	})
}

// gapsBefore is how long before an event a gap in the coverage is still told
// beside its date.
const gapsBefore = 7

// coverageOf says what was looked through before an event of a talking point
// was called what it is.
func (s *Store) coverageOf(t *tx, e tracker.Event, p tracker.TalkingPoint, c coverState) (*tracker.Coverage, error) {
	seen, err := t.memory.tallies.of(t, e.Scope)
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
	all, err := t.gapsIn(stretch{from, e.At.To})
	for _, g := range all {
		if e.Scope.Kind != tracker.BySource || e.Scope.ID == "" || e.Scope.ID == g.Source {
			out = append(out, g)
		}
	}
	return out, err
}

// gapsIn returns the gaps in a run of days, of all sources.
func (t *tx) gapsIn(run stretch) ([]tracker.Gap, error) {
	if out, asked := t.gapped[run]; asked {
		return out, nil
	}
	var out []tracker.Gap
	err := t.each(`SELECT s.id, c.since, c.until FROM cover c JOIN source s ON s.n = c.source
		WHERE c.kind = 'gap' AND c.until > ? AND c.since < ? ORDER BY c.since, s.id`,
		[]any{millis(run.from.In(time.UTC)), millis((run.to + 1).In(time.UTC))}, func(scan func(...any) error) error {
			var g tracker.Gap
			var since, until int64
			err := scan(&g.Source, &since, &until)
			g.From, g.To = moment(since), moment(until)
			out = append(out, g)
			return err
		})
	if t.gapped == nil {
		t.gapped = map[stretch][]tracker.Gap{}
	}
	t.gapped[run] = out
	return out, err
}
