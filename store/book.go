package store

import (
	"database/sql"
	"time"

	"onset/tracker"
	"onset/tracker/timeline"
)

// dayMargin is how many days around the closed one may hold witnesses of it:
// zones differ, and seeing stands in for publishing.
const dayMargin = 2

// book is what the close of some days reads of a talking point: the weeks before
// them, and what is older when it is asked for.
type book struct {
	*closing
	point  keptPoint
	from   tracker.Day // the near sightings begin there
	near   []timeline.Sighting
	firsts []tracker.Event // its standing first_said by speaker

	older map[string][]timeline.Sighting // by speaker, once asked for
	known map[string]bool                // by origin, once asked for
	err   error                          // of what was asked for while a day was decided
}

// open reads what is near the days.
func (c *closing) open(p keptPoint) (*book, error) {
	last := c.days[len(c.days)-1]
	b := &book{closing: c, point: p, from: c.days[0] - timeline.DaysBack,
		older: map[string][]timeline.Sighting{}, known: map[string]bool{}}
	var err error
	clause, args := about(p.n, b.from, last)
	b.near, err = b.sightings(clause, args...)
	if b.near = b.near[len(b.beforeNear(b.near)):]; err != nil || len(b.near) == 0 {
		return b, err
	}
	b.firsts, err = c.events("WHERE narrative = ? AND point = ? AND superseded IS NULL AND kind = 'first_said' AND scope_kind = 'speaker'", p.Narrative, p.ID)
	return b, err
}

// about selects the valid mentions of a point that may appear on some days: by
// the day of their article, or by that of the edit which brought them.
func about(point int64, from, to tracker.Day) (clause string, args []any) {
	from, to = from-dayMargin, to+dayMargin
	return `WHERE m.n IN (SELECT n FROM mention INDEXED BY mention_by_day WHERE point = ?1 AND superseded IS NULL AND day BETWEEN ?2 AND ?3
		UNION SELECT n FROM mention INDEXED BY mention_by_edit WHERE point = ?1 AND superseded IS NULL AND cause = 'edit' AND changed BETWEEN ?4 AND ?5)`,
		[]any{point, int64(from), int64(to), millis(from.In(time.UTC)), millis((to + 1).In(time.UTC))}
}

// on returns what the talking point looks like on a day.
func (b *book) on(day tracker.Day) (timeline.Ledger, error) {
	l := timeline.Ledger{Point: b.point.TalkingPoint, Past: b.near, From: b.from, Older: b.before, Known: b.knows, Firsts: b.firsts}
	for _, s := range b.near {
		if s.Day == day {
			clause, args := about(b.point.n, day, day)
			ws, err := b.witnesses(clause, args...)
			l.Today = plain(ws)
			return l, err
		}
	}
	return l, nil
}

// before returns the sightings before the near ones: all, or those that may be
// of a speaker or a group.
func (b *book) before(speaker string) []timeline.Sighting {
	if out, asked := b.older[speaker]; asked || b.err != nil {
		return out
	}
	clause, args := "WHERE m.point = ?1 AND m.superseded IS NULL AND (m.day < ?2 OR m.cause = 'edit')", []any{b.point.n, int64(b.from + dayMargin)}
	if speaker != "" {
		members := b.scene.Members(speaker)
		for _, id := range members {
			args = append(args, id)
		}
		clause = `WHERE (m.day < ?2 OR m.cause = 'edit') AND m.superseded IS NULL AND m.n IN (SELECT mention FROM voice WHERE point = ?1 AND speaker IN (` + placeholders(len(members)) + `)
			UNION SELECT n FROM mention INDEXED BY mention_by_edit WHERE point = ?1 AND superseded IS NULL AND cause = 'edit'
			UNION SELECT o.n FROM verdict v INDEXED BY verdict_speakers CROSS JOIN mention o INDEXED BY mention_by_id ON o.id = v.mention
				WHERE v.action = 'speaker' AND v.superseded IS NULL AND o.point = ?1)`
	}
	var out []timeline.Sighting
	if out, b.err = b.sightings(clause, args...); b.err == nil {
		out = b.beforeNear(out)
		b.older[speaker] = out
	}
	return out
}

// knows tells whether a sighting before the near ones is of an origin.
func (b *book) knows(origin string) bool {
	if known, asked := b.known[origin]; asked || b.err != nil {
		return known
	}
	var ss []timeline.Sighting
	const copies = `SELECT n FROM mention INDEXED BY mention_by_origin WHERE point = ? AND origin = ? AND superseded IS NULL AND (day < ? OR cause = 'edit')`
	args, some := []any{b.point.n, origin, int64(b.from + dayMargin)}, false
	if _, b.err = b.get("SELECT EXISTS ("+copies+")", args, &some); some { // mostly there is none
		ss, b.err = b.sightings("WHERE m.n IN ("+copies+")", args...)
	}
	b.known[origin] = len(b.beforeNear(ss)) > 0
	return b.known[origin]
}

func (b *book) beforeNear(ss []timeline.Sighting) []timeline.Sighting {
	i := 0
	for i < len(ss) && ss[i].Day < b.from {
		i++
	}
	return ss[:i]
}

// sightingQuery selects of mentions only what makes them sightings.
const sightingQuery = `SELECT m.id, s.id, s.country, a.language, a.seen, m.recorded, m.cause, m.changed,
	` + unbounded + `,
	m.speakers, m.stance, m.treatment, m.novelty, m.said, a.origin,
	EXISTS (SELECT 1 FROM verdict v WHERE v.mention = m.id AND v.superseded IS NULL), ` + dateColumns + `
	FROM mention m JOIN article a ON a.id = m.article JOIN source s ON s.n = a.source `

// sightings returns the mentions of the talking point that a clause after
// sightingQuery selects as sightings, by day and id.
func (b *book) sightings(clause string, args ...any) ([]timeline.Sighting, error) {
	var ws []tracker.Witness
	var judged []int
	voices := map[string][]tracker.ClaimSpeaker{} // few differ
	err := b.each(sightingQuery+clause, args, func(scan func(...any) error) error {
		w, verdict, err := scanSighting(scan, voices)
		if verdict {
			judged = append(judged, len(ws))
		}
		ws = append(ws, w)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, i := range judged {
		if err := b.judge(&ws[i]); err != nil {
			return nil, err
		}
	}
	return b.store.decide.Sightings(b.point.TalkingPoint, ws, b.scene), nil
}

func scanSighting(scan func(...any) error, voices map[string][]tracker.ClaimSpeaker) (w tracker.Witness, verdict bool, err error) {
	var date dated
	var changed sql.NullInt64
	var seen, recorded int64
	var speakers, novelty, said sql.NullString
	if err := scan(append([]any{&w.ID, &w.Source, &w.Country, &w.Language, &seen, &recorded, &w.Cause, &changed, &w.Baseline,
		&speakers, &w.Stance, &w.Treatment, &novelty, &said, &w.Origin, &verdict}, date.fields()...)...); err != nil {
		return w, false, err
	}
	w.Seen, w.Recorded, w.Changed = moment(seen), moment(recorded), instant(changed)
	if w.Published, err = date.stamp(); err != nil {
		return w, false, err
	}
	spoke, known := voices[speakers.String]
	if !known {
		if err := decode(speakers, &spoke); err != nil {
			return w, false, err
		}
		voices[speakers.String] = spoke
	}
	w.Speakers = spoke
	if err := decode(novelty, &w.Novelty); err != nil {
		return w, false, err
	}
	return w, verdict, decode(said, &w.Said)
}
