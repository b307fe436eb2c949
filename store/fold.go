package store

import (
	"maps"
	"slices"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/timeline"
)

// touched lists the talking points whose evidence a transaction changed.
type touched map[int64]*touch

// touch says how: by adding to some articles, or by taking something away,
// after which every valid witness has to be looked at.
type touch struct {
	articles map[int64]bool
	all      bool
	cause    string
}

// add notes that mentions of an article were added; article 0 adds none, but has
// the talking point folded.
func (d touched) add(point, article int64) {
	if d[point] == nil {
		d[point] = &touch{articles: map[int64]bool{}, cause: timeline.CauseEvidence}
	}
	if article != 0 {
		d[point].articles[article] = true
	}
}

// addAll notes that every mention has to be looked at, and why.
func (d touched) addAll(point int64, cause string) {
	d.add(point, 0)
	d[point].all, d[point].cause = true, cause
}

// foldTouched brings the standing events in line with the witnesses that are
// valid now, and returns what was recorded anew.
func (s *Store) foldTouched(t *tx, d touched) ([]tracker.Event, error) {
	cover, err := t.coverState()
	if err != nil {
		return nil, err
	}
	var out []tracker.Event
	for _, n := range slices.Sorted(maps.Keys(d)) {
		c, err := s.fold(t, n, d[n], cover)
		if err != nil {
			return nil, err
		}
		out = append(out, c.Add...)
	}
	return out, nil
}

// fold has the change of one talking point's events decided, and records it.
func (s *Store) fold(t *tx, n int64, how *touch, cover coverState) (timeline.Changes, error) {
	p, err := t.talkingPoint(n)
	if err != nil {
		return timeline.Changes{}, err
	}
	ctx, err := t.foldContext()
	if err != nil {
		return timeline.Changes{}, err
	}
	ctx.Since = cover.begin
	ws, err := t.evidence(n, how)
	if err != nil {
		return timeline.Changes{}, err
	}
	standing, err := t.standingEvents(p)
	if err != nil {
		return timeline.Changes{}, err
	}
	c, needed := s.decide.Revise(timeline.Evidence{Point: p, Witnesses: plain(ws), Standing: standing, Scene: ctx, At: t.now, Cause: how.cause})
	for i := range c.Add {
		if c.Add[i].Coverage, err = s.coverageOf(t, c.Add[i], p, cover); err != nil {
			return c, err
		}
	}
	if err := t.keepNeeded(ws, needed); err != nil {
		return c, err
	}
	return c, t.keepChanges(c, 0)
}

// evidence returns the witnesses that a fold needs: all that are valid, or
// those needed and those of the articles that were touched. It names the indexes:
// left to itself SQLite reads every mention of the talking point by mention_by_day.
func (t *tx) evidence(point int64, how *touch) ([]witness, error) {
	if how.all {
		return t.witnesses("WHERE m.point = ? AND m.superseded IS NULL", point)
	}
	ws, err := t.witnesses("WHERE m.n IN (SELECT n FROM mention INDEXED BY mention_needed WHERE point = ? AND needed AND superseded IS NULL)", point)
	if err != nil {
		return nil, err
	}
	have := map[int64]bool{}
	for _, w := range ws {
		have[w.n] = true
	}
	for _, a := range slices.Sorted(maps.Keys(how.articles)) {
		more, err := t.witnesses("WHERE m.n IN (SELECT n FROM mention INDEXED BY mention_by_article WHERE article = ? AND point = ? AND superseded IS NULL)", a, point)
		if err != nil {
			return nil, err
		}
		for _, w := range more {
			if !have[w.n] {
				ws = append(ws, w)
			}
		}
	}
	return ws, nil
}

// keepNeeded marks the witnesses that the next fold must be given.
func (t *tx) keepNeeded(ws []witness, ids []string) error {
	for _, w := range ws {
		_, needed := slices.BinarySearch(ids, w.ID)
		if needed == w.needed {
			continue
		}
		if err := t.exec("UPDATE mention SET needed = ? WHERE n = ?", needed, w.n); err != nil {
			return err
		}
	}
	return nil
}

// folded are the kinds that Fold decides, as an SQL list; the others belong to a
// closed day.
var folded = func() string {
	var names []string
	for _, k := range tracker.KindsDecided(tracker.ByEvidence) {
		names = append(names, "'"+string(k)+"'")
	}
	return "(" + strings.Join(names, ", ") + ")"
}()

func (t *tx) standingEvents(p tracker.TalkingPoint) ([]tracker.Event, error) {
	return t.events("WHERE narrative = ? AND point = ? AND superseded IS NULL AND kind IN "+folded, p.Narrative, p.ID)
}

// events returns the recorded events that a clause selects.
func (t *tx) events(clause string, args ...any) ([]tracker.Event, error) {
	out := []tracker.Event{}
	err := t.each("SELECT n, "+eventColumns+" FROM event "+clause, args, func(scan func(...any) error) error {
		_, e, err := scanEvent(scan)
		if err == nil {
			out = append(out, *e)
		}
		return err
	})
	return out, err
}

// keepChanges writes what changed among the standing events: superseded ones get
// their time, new ones are added. closed is the day whose close brought them; 0 for
// those that follow from mentions alone.
func (t *tx) keepChanges(c timeline.Changes, closed tracker.Day) error {
	if len(c.Superseded)+len(c.Updated)+len(c.Add) == 0 {
		return nil
	}
	if err := t.tell(t.ctx); err != nil {
		return err
	}
	for _, id := range c.Superseded {
		if err := t.exec("UPDATE event SET superseded = ? WHERE id = ? AND superseded IS NULL", millis(t.now), id); err != nil {
			return err
		}
	}
	for _, e := range c.Updated {
		if err := t.exec(`UPDATE event SET at_from = ?, at_to = ?, speakers = ?, baseline = ?, retroactive = ?, mention = ?, published_day = ?, row = ?
			WHERE id = ? AND superseded IS NULL`, civil(e.At.From), civil(e.At.To), speakerColumn(e), e.Baseline, e.Retroactive, e.Mention,
			civil(e.PublishedAt.Day), encode(e), e.ID); err != nil {
			return err
		}
	}
	return t.addEvents(c.Add, closed)
}

// speakerColumn lists the known speakers of an event, each between blanks.
func speakerColumn(e tracker.Event) string {
	var b strings.Builder
	for _, s := range e.Speakers {
		if s.ID != "" {
			b.WriteString(" " + s.ID)
		}
	}
	if b.Len() > 0 {
		b.WriteString(" ")
	}
	return b.String()
}

// addEvents writes events; closed is the day whose close brought them, 0 where none
// did. On a clock that stands still (a replay) one may be superseded and stand again
// at the same instant: then its row is written over. The two are told apart here, for
// what an INSERT does on a conflict holds in the triggers that it sets off as well.
func (t *tx) addEvents(events []tracker.Event, closed tracker.Day) error {
	there, err := t.eventRows(events)
	if err != nil {
		return err
	}
	var added []any
	add := func() error {
		rows := added
		added = nil
		return t.insertRows(`INSERT INTO event (id, kind, narrative, point, scope_kind, scope_id, at_from, at_to, source, speakers,
			baseline, retroactive, supersedes, mention, published_day, row, recorded, closed) VALUES `, 18, rows, "")
	}
	for _, e := range events {
		v := eventRow{e.ID, recordedOr(e.RecordedAt, t.now).UnixMilli()}
		of := closed
		if e.Kind == tracker.Correction {
			of = 0 // it stands whatever else the day holds
		}
		if there[v] {
			if err := add(); err != nil {
				return err
			}
			if err := t.exec(`UPDATE event SET superseded = NULL, at_from = ?, at_to = ?, speakers = ?, baseline = ?, retroactive = ?, supersedes = ?,
				mention = ?, published_day = ?, row = ?, closed = ? WHERE id = ? AND recorded = ?`, civil(e.At.From), civil(e.At.To), speakerColumn(e), e.Baseline,
				e.Retroactive, e.Supersedes, e.Mention, civil(e.PublishedAt.Day), encode(e), civil(of), v.id, v.recorded); err != nil {
				return err
			}
			continue
		}
		there[v] = true
		added = append(added, e.ID, string(e.Kind), e.Narrative, e.TalkingPoint, string(e.Scope.Kind), e.Scope.ID, civil(e.At.From), civil(e.At.To),
			e.Source, speakerColumn(e), e.Baseline, e.Retroactive, e.Supersedes, e.Mention, civil(e.PublishedAt.Day), encode(e), v.recorded, civil(of))
	}
	return add()
}

// eventRow is what the row of an event is known by.
type eventRow struct {
	id       string
	recorded int64
}

// eventRows tells which rows there are of some events.
func (t *tx) eventRows(events []tracker.Event) (map[eventRow]bool, error) {
	out := map[eventRow]bool{}
	for some := range slices.Chunk(events, inOneGo) {
		ids := make([]string, len(some))
		for i, e := range some {
			ids[i] = e.ID
		}
		among, args := listed(ids)
		if err := t.each("SELECT id, recorded FROM event WHERE id IN "+among, args, func(scan func(...any) error) error {
			var v eventRow
			err := scan(&v.id, &v.recorded)
			out[v] = true
			return err
		}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func recordedOr(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}
