package store

import (
	"database/sql"
	"slices"
	"sort"
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
	from   tracker.Day // the near appearances begin there
	near   told
	firsts []tracker.Event // its standing first_said by speaker

	far   bool            // something may be older than what is near
	older map[string]told // by speaker, once asked for
	known map[string]bool // by origin, once asked for
	err   error           // of what was asked for while a day was decided
}

// told is what witnesses are counted as.
type told struct {
	appearances []timeline.Appearance
	statements  []timeline.Stated
}

func (b *book) tell(ws []tracker.Witness) told {
	return told{b.store.decide.Appearances(b.point.TalkingPoint, ws, b.scene), b.store.decide.Statements(b.point.TalkingPoint, ws, b.scene)}
}

// before returns what is of days before one.
func (t told) before(day tracker.Day) told {
	return told{
		t.appearances[:sort.Search(len(t.appearances), func(i int) bool { return t.appearances[i].Day >= day })],
		t.statements[:sort.Search(len(t.statements), func(i int) bool { return t.statements[i].Day >= day })],
	}
}

// since returns what is of a day and later.
func (t told) since(day tracker.Day) told {
	before := t.before(day)
	return told{t.appearances[len(before.appearances):], t.statements[len(before.statements):]}
}

// on tells whether anything is of a day.
func (t told) on(day tracker.Day) bool {
	return slices.ContainsFunc(t.appearances, func(s timeline.Appearance) bool { return s.Day == day }) ||
		slices.ContainsFunc(t.statements, func(s timeline.Stated) bool { return s.Day == day })
}

// open reads what is near the days of the talking points of a narrative.
func (c *closing) open(points []keptPoint) ([]*book, error) {
	from, last := c.days[0]-timeline.DaysBack, c.days[len(c.days)-1]
	near, err := c.sighted(points, from, last)
	if err != nil {
		return nil, err
	}
	far, err := c.reachingBack(points, from)
	if err != nil {
		return nil, err
	}
	books := make([]*book, len(points))
	for i, p := range points {
		b := &book{closing: c, point: p, from: from, far: far[p.n], older: map[string]told{}, known: map[string]bool{}}
		b.near = b.tell(near[p.n]).since(b.from)
		if books[i] = b; len(b.near.appearances) == 0 {
			continue
		}
		b.firsts, err = c.events("WHERE narrative = ? AND point = ? AND superseded IS NULL AND kind = 'first_said' AND scope_kind = 'speaker'", p.Narrative, p.ID)
		if err != nil {
			return nil, err
		}
	}
	return books, nil
}

// about selects the valid mentions of points that may appear on some days: by the
// day of their article, or by that of the edit which brought them.
func about(points []int64, from, to tracker.Day) (clause string, args []any) {
	from, to = from-dayMargin, to+dayMargin
	among, numbers := listed(points)
	args = append(append(numbers, int64(from), int64(to)), numbers...)
	return `WHERE m.n IN (SELECT n FROM mention INDEXED BY mention_by_day WHERE point IN ` + among + ` AND superseded IS NULL AND day BETWEEN ? AND ?
		UNION SELECT n FROM mention INDEXED BY mention_by_edit WHERE point IN ` + among + ` AND superseded IS NULL AND cause = 'edit' AND changed BETWEEN ? AND ?)`,
		append(args, millis(from.In(time.UTC)), millis((to + 1).In(time.UTC)))
}

// sighted returns, by the number of their point, the mentions that may appear on
// some days, with what makes them appearances.
func (c *closing) sighted(points []keptPoint, from, to tracker.Day) (map[int64][]tracker.Witness, error) {
	out := map[int64][]tracker.Witness{}
	for some := range slices.Chunk(numbersOf(points), inOneGo) {
		clause, args := about(some, from, to)
		if err := c.appearances(out, clause, args...); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// reachingBack returns the numbers of the points of which a mention may appear
// before the near days.
func (c *closing) reachingBack(points []keptPoint, from tracker.Day) (map[int64]bool, error) {
	out := map[int64]bool{}
	for some := range slices.Chunk(numbersOf(points), inOneGo) {
		among, args := listed(some)
		err := c.each(`SELECT n FROM point p WHERE n IN `+among+` AND (
			EXISTS (SELECT 1 FROM mention INDEXED BY mention_by_day WHERE point = p.n AND superseded IS NULL AND day < ?)
			OR EXISTS (SELECT 1 FROM mention INDEXED BY mention_by_edit WHERE point = p.n AND superseded IS NULL AND cause = 'edit'))`,
			append(args, int64(from+dayMargin)), func(scan func(...any) error) error {
				var n int64
				err := scan(&n)
				out[n] = true
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ofDay returns, by their narrative and id, the witnesses of the talking points that
// were sighted on a day.
func (c *closing) ofDay(books []*book, day tracker.Day) (map[string][]tracker.Witness, error) {
	var sighted []int64
	for _, b := range books {
		if b.near.on(day) {
			sighted = append(sighted, b.point.n)
		}
	}
	out := map[string][]tracker.Witness{}
	for some := range slices.Chunk(sighted, inOneGo) {
		clause, args := about(some, day, day)
		ws, err := c.witnesses(clause, args...)
		if err != nil {
			return nil, err
		}
		for _, w := range ws {
			out[w.Rule.ID] = append(out[w.Rule.ID], w.Witness)
		}
	}
	return out, nil
}

func numbersOf(points []keptPoint) []int64 {
	out := make([]int64, len(points))
	for i, p := range points {
		out[i] = p.n
	}
	return out
}

// on returns what the talking point looks like on a day of which these are its
// witnesses.
func (b *book) on(today []tracker.Witness) timeline.Ledger {
	return timeline.Ledger{
		Point: b.point.TalkingPoint, Past: b.near.appearances, From: b.from, Known: b.knows, Today: today, Firsts: b.firsts,
		Older:        func(speaker string) []timeline.Appearance { return b.before(speaker).appearances },
		Stated:       b.near.statements,
		StatedBefore: func(speaker string) []timeline.Stated { return b.before(speaker).statements },
		Mention:      b.mention,
	}
}

// mention returns a witness of the talking point by its id.
func (b *book) mention(id string) (w tracker.Witness, found bool) {
	if b.err != nil {
		return w, false
	}
	ws, err := b.witnesses("WHERE m.id = ? AND m.point = ? AND m.superseded IS NULL", id, b.point.n)
	if b.err = err; len(ws) == 0 {
		return w, false
	}
	return ws[0].Witness, true
}

// before returns what was told before what is near: all, or what may be of a speaker
// or a group.
func (b *book) before(speaker string) told {
	if out, asked := b.older[speaker]; asked || !b.far || b.err != nil {
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
	var out told
	if out, b.err = b.earlier(clause, args...); b.err == nil {
		b.older[speaker] = out
	}
	return out
}

// knows tells whether an appearance before the near ones is of an origin.
func (b *book) knows(origin string) bool {
	if known, asked := b.known[origin]; asked || !b.far || b.err != nil {
		return known
	}
	var earlier told
	const copies = `SELECT n FROM mention INDEXED BY mention_by_origin WHERE point = ? AND origin = ? AND superseded IS NULL AND (day < ? OR cause = 'edit')`
	args, some := []any{b.point.n, origin, int64(b.from + dayMargin)}, false
	if _, b.err = b.get("SELECT EXISTS ("+copies+")", args, &some); some { // mostly there is none
		earlier, b.err = b.earlier("WHERE m.n IN ("+copies+")", args...)
	}
	b.known[origin] = len(earlier.appearances) > 0
	return b.known[origin]
}

// earlier returns what the mentions of the talking point tell that a clause after
// appearanceQuery selects and that lie before what is near.
func (b *book) earlier(clause string, args ...any) (told, error) {
	found := map[int64][]tracker.Witness{}
	err := b.appearances(found, clause, args...)
	return b.tell(found[b.point.n]).before(b.from), err
}

// appearanceQuery selects of mentions only what makes them appearances and statements.
const appearanceQuery = `SELECT m.point, m.id, s.id, s.country, a.language, a.seen, m.recorded, m.cause, m.changed,
	` + unbounded + `,
	m.speakers, m.stance, m.treatment, m.hand, m.novelty, m.said, a.origin,
	EXISTS (SELECT 1 FROM verdict v WHERE v.mention = m.id AND v.superseded IS NULL), ` + dateColumns + `
	FROM mention m JOIN article a ON a.id = m.article JOIN source s ON s.n = a.source `

// appearances adds the mentions that a clause after appearanceQuery selects to those of
// their points.
func (c *closing) appearances(out map[int64][]tracker.Witness, clause string, args ...any) error {
	type place struct {
		point int64
		i     int
	}
	var judged []place
	voices := map[string][]tracker.ClaimSpeaker{} // few differ
	err := c.each(appearanceQuery+clause, args, func(scan func(...any) error) error {
		w, point, verdict, err := scanAppearance(scan, voices)
		if verdict {
			judged = append(judged, place{point, len(out[point])})
		}
		out[point] = append(out[point], w)
		return err
	})
	if err != nil {
		return err
	}
	for _, j := range judged {
		if err := c.judge(&out[j.point][j.i]); err != nil {
			return err
		}
	}
	return nil
}

func scanAppearance(scan func(...any) error, voices map[string][]tracker.ClaimSpeaker) (w tracker.Witness, point int64, verdict bool, err error) {
	var date dated
	var changed sql.NullInt64
	var seen, recorded int64
	var speakers, hand, novelty, said sql.NullString
	if err := scan(append([]any{&point, &w.ID, &w.Source, &w.Country, &w.Language, &seen, &recorded, &w.Cause, &changed, &w.Baseline,
		&speakers, &w.Stance, &w.Treatment, &hand, &novelty, &said, &w.Origin, &verdict}, date.fields()...)...); err != nil {
		return w, point, false, err
	}
	w.Seen, w.Recorded, w.Changed, w.Hand = moment(seen), moment(recorded), instant(changed), tracker.Hand(hand.String)
	if w.Published, err = date.stamp(); err != nil {
		return w, point, false, err
	}
	spoke, known := voices[speakers.String]
	if !known {
		if err := decode(speakers, &spoke); err != nil {
			return w, point, false, err
		}
		voices[speakers.String] = spoke
	}
	w.Speakers = spoke
	if err := decode(novelty, &w.Novelty); err != nil {
		return w, point, false, err
	}
	return w, point, verdict, decode(said, &w.Said)
}
