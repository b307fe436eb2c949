package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// SetRules makes r the rules in force: those sources and feeds the configured
// ones, the file's text and each rule's text as new versions where they differ.
func (s *Store) SetRules(ctx context.Context, r archive.Rules) (archive.RuleChange, error) {
	var c archive.RuleChange
	err := s.change(ctx, "keeping the rules in", func(t *tx) (err error) {
		if err := t.refuseOlder(r.Hash); err != nil {
			return err
		}
		if err := t.syncSources(r.Sources, zoneOf(r)); err != nil {
			return err
		}
		if c.Speakers, err = t.keepFile(r); err != nil {
			return err
		}
		c.Added, c.Changed, err = t.keepPoints(r.Points)
		if err != nil {
			return err
		}
		if c.Removed, err = t.dropPoints(r.Points); err != nil || r.Carried == nil {
			return err
		}
		return t.noteCarried(*r.Carried)
	})
	return c, err
}

// zoneOf names the zone of a rules file.
func zoneOf(r archive.Rules) string {
	if r.Zone == nil {
		return time.UTC.String()
	}
	return r.Zone.String()
}

// rulesInForce returns the hash of the newest rules file; "" where there is none.
func (t *tx) rulesInForce() (hash string, err error) {
	_, err = t.get("SELECT hash FROM rule_file ORDER BY n DESC LIMIT 1", nil, &hash)
	return hash, err
}

// refuseOlder refuses a rules file that was in force before the one by which another
// daemon works now.
func (t *tx) refuseOlder(hash string) error {
	newest, err := t.rulesInForce()
	if err != nil || newest == hash {
		return err
	}
	var older bool
	if _, err := t.get("SELECT EXISTS (SELECT 1 FROM rule_file WHERE hash = ?)", []any{hash}, &older); err != nil || !older {
		return err
	}
	var by string
	if _, err := t.get("SELECT host FROM daemon WHERE rules = ? AND until > ? ORDER BY id LIMIT 1", []any{newest, millis(t.now)}, &by); err != nil || by == "" {
		return err
	}
	return fmt.Errorf("%w: this file was in force before the one by which the daemon %s works; take that one", archive.ErrOtherRules, by)
}

// keepFile adds a version of the file, and tells whether speakers changed.
func (t *tx) keepFile(r archive.Rules) (speakers bool, err error) {
	people := encode(r.Speakers)
	var hash, oldPeople string
	found, err := t.get("SELECT hash, speakers FROM rule_file ORDER BY n DESC LIMIT 1", nil, &hash, &oldPeople)
	if err != nil || found && hash == r.Hash && people == oldPeople {
		return false, err
	}
	if err := t.exec("INSERT INTO rule_file (hash, text, zone, speakers, recorded) VALUES (?, ?, ?, ?, ?)",
		r.Hash, r.Text, zoneOf(r), people, millis(t.now)); err != nil {
		return false, err
	}
	return found && people != oldPeople, t.tell(t.ctx)
}

// PackedRules returns what KeepPackedRules kept of the rules in force, if these are
// the file of a hash and a program of that name kept it; else nil.
func (s *Store) PackedRules(ctx context.Context, hash, program string) (packed []byte, err error) {
	err = s.look(ctx, "reading the rules in", func(t *tx) error {
		_, err := t.get(`SELECT packed FROM (SELECT hash, packed_by, packed FROM rule_file ORDER BY n DESC LIMIT 1) newest
			WHERE hash = ? AND packed_by = ?`, []any{hash, program}, &packed)
		return err
	})
	return packed, err
}

// KeepPackedRules keeps what a program read out of the rules in force.
func (s *Store) KeepPackedRules(ctx context.Context, program string, packed []byte) error {
	return s.change(ctx, "keeping the rules in", func(t *tx) error {
		if err := t.exec("UPDATE rule_file SET packed = NULL, packed_by = '' WHERE packed_by <> ''"); err != nil {
			return err
		}
		return t.exec("UPDATE rule_file SET packed = ?1, packed_by = ?2 WHERE n = (SELECT max(n) FROM rule_file)", packed, program)
	})
}

// keepPoints adds rules that are new or differ in what they match.
func (t *tx) keepPoints(points []tracker.TalkingPoint) (added, changed []tracker.TalkingPoint, err error) {
	for _, p := range points {
		n, err := t.point(p.Narrative, p.ID)
		if err != nil {
			return nil, nil, err
		}
		var rule int64
		var hash, stanza string
		found, err := t.get("SELECT n, hash, stanza FROM rule WHERE point = ? AND superseded IS NULL", []any{n}, &rule, &hash, &stanza)
		if err != nil {
			return nil, nil, err
		}
		switch {
		case !found:
			added = append(added, p)
		case hash != p.Hash || !sameSpeakers(stanza, p):
			changed = append(changed, p)
			if err := t.exec("UPDATE rule SET superseded = ? WHERE n = ?", millis(t.now), rule); err != nil {
				return nil, nil, err
			}
		default:
			// Title and notes may differ; they are kept with the file's versions.
			if err := t.exec("UPDATE rule SET stanza = ? WHERE n = ? AND stanza <> ?1", encode(p), rule); err != nil {
				return nil, nil, err
			}
			continue
		}
		if _, err := t.addRule(n, p); err != nil {
			return nil, nil, err
		}
	}
	return added, changed, nil
}

func sameSpeakers(stanza string, p tracker.TalkingPoint) bool {
	var old tracker.TalkingPoint
	return json.Unmarshal([]byte(stanza), &old) == nil && slices.Equal(old.Speakers, p.Speakers)
}

func (t *tx) addRule(point int64, p tracker.TalkingPoint) (int64, error) {
	return t.insert("INSERT INTO rule (point, hash, stanza, recorded) VALUES (?, ?, ?, ?) RETURNING n", point, p.Hash, encode(p), millis(t.now))
}

// dropPoints supersedes the rules of talking points that left the file.
func (t *tx) dropPoints(points []tracker.TalkingPoint) (removed []tracker.TalkingPoint, err error) {
	kept := map[string]bool{}
	for _, p := range points {
		kept[p.Narrative+"/"+p.ID] = true
	}
	standing, err := t.points()
	if err != nil {
		return nil, err
	}
	for _, p := range standing {
		if kept[p.Narrative+"/"+p.ID] {
			continue
		}
		removed = append(removed, p.TalkingPoint)
		if err := t.exec("UPDATE rule SET superseded = ? WHERE point = ? AND superseded IS NULL", millis(t.now), p.n); err != nil {
			return nil, err
		}
	}
	return removed, nil
}

// keptPoint is a talking point with its number.
type keptPoint struct {
	tracker.TalkingPoint
	n int64
}

// points returns the talking points in force.
func (t *tx) points() ([]keptPoint, error) {
	var out []keptPoint
	err := t.each("SELECT point, stanza FROM rule WHERE superseded IS NULL ORDER BY point", nil, func(scan func(...any) error) error {
		var p keptPoint
		var stanza sql.NullString
		if err := scan(&p.n, &stanza); err != nil {
			return err
		}
		out = append(out, p)
		return decode(stanza, &out[len(out)-1].TalkingPoint)
	})
	return out, err
}

// mentioned returns the talking points in force that a valid mention is of, by their
// narrative. A narrative without any is there too: events may stand that have to go.
func (t *tx) mentioned() (map[string][]keptPoint, error) {
	out := map[string][]keptPoint{}
	err := t.each(`SELECT p.narrative, p.n, CASE WHEN EXISTS (SELECT 1 FROM mention m INDEXED BY mention_by_day WHERE m.point = p.n AND m.superseded IS NULL) THEN u.stanza END
		FROM rule u JOIN point p ON p.n = u.point WHERE u.superseded IS NULL ORDER BY u.point`, nil, func(scan func(...any) error) error {
		var narrative string
		var p keptPoint
		var stanza sql.NullString
		if err := scan(&narrative, &p.n, &stanza); err != nil {
			return err
		}
		err, points := decode(stanza, &p.TalkingPoint), out[narrative]
		if stanza.Valid {
			points = append(points, p)
		}
		out[narrative] = points
		return err
	})
	return out, err
}

// point returns the number of a talking point, a new one when it is unknown.
func (t *tx) point(narrative, id string) (int64, error) {
	var n int64
	found, err := t.get("SELECT n FROM point WHERE narrative = ? AND id = ?", []any{narrative, id}, &n)
	if found || err != nil {
		return n, err
	}
	return t.insert("INSERT INTO point (narrative, id) VALUES (?, ?) RETURNING n", narrative, id)
}

// rule returns the number of the version of a rule; one that SetRules never
// saw is kept by its name and hash alone.
func (t *tx) rule(m tracker.Mention) (point, rule int64, err error) {
	if !t.numbered {
		if err := t.memory.numbers.load(t); err != nil {
			return 0, 0, err
		}
		t.numbered = true
	}
	numbers := &t.memory.numbers
	key := ruleKey{m.Narrative, m.TalkingPoint, m.Rule.Hash}
	if r, asked := numbers.rows[key]; asked {
		return r.point, r.rule, nil
	}
	if point, rule, err = t.askRule(m); err == nil && rule <= numbers.newest {
		numbers.rows[key] = ruleRow{point, rule}
	}
	return point, rule, err
}

// ruleNumbers remembers the numbers of versions of rules that were asked for, up to
// the newest there was: what a transaction adds may not be kept. Where another process
// adds versions, the newest differs.
type ruleNumbers struct {
	newest int64
	rows   map[ruleKey]ruleRow
}

// ruleKey names a version of a rule, ruleRow tells its numbers.
type (
	ruleKey struct{ narrative, point, hash string }
	ruleRow struct{ point, rule int64 }
)

func (c *ruleNumbers) load(t *tx) error {
	var newest int64
	_, err := t.get("SELECT coalesce(max(n), 0) FROM rule", nil, &newest)
	if c.rows == nil || c.newest != newest {
		c.newest, c.rows = newest, map[ruleKey]ruleRow{}
	}
	return err
}

func (t *tx) askRule(m tracker.Mention) (point, rule int64, err error) {
	if point, err = t.point(m.Narrative, m.TalkingPoint); err != nil {
		return 0, 0, err
	}
	found, err := t.get("SELECT n FROM rule WHERE point = ? AND hash = ? ORDER BY n DESC LIMIT 1", []any{point, m.Rule.Hash}, &rule)
	if found || err != nil {
		return point, rule, err
	}
	rule, err = t.addRule(point, tracker.TalkingPoint{ID: m.TalkingPoint, Narrative: m.Narrative, Hash: m.Rule.Hash})
	return point, rule, err
}

// talkingPoint returns the latest version of a talking point by its number.
func (t *tx) talkingPoint(n int64) (tracker.TalkingPoint, error) {
	var p tracker.TalkingPoint
	var stanza sql.NullString
	_, err := t.get("SELECT stanza FROM rule WHERE point = ? ORDER BY superseded IS NULL DESC, n DESC LIMIT 1", []any{n}, &stanza)
	if err != nil {
		return p, err
	}
	return p, decode(stanza, &p)
}

// scenes holds the scene that was read last. It is valid for one version of the rules
// file and of the sources only.
type scenes struct {
	file, sources int64 // rule_file.n, and the version of the sources
	last          timeline.Context
}

// foldContext returns speakers, groups, sources and zone for package timeline.
// Since is left to the caller, because coverage changes with every batch.
func (t *tx) foldContext() (timeline.Context, error) {
	if t.scene != nil {
		return *t.scene, nil
	}
	scene, err := t.memory.scenes.at(t)
	if err == nil {
		t.scene = &scene
	}
	return scene, err
}

// at reads it again only where the rules or sources are others than those read last.
func (c *scenes) at(t *tx) (timeline.Context, error) {
	var file, sources int64
	if _, err := t.get("SELECT (SELECT coalesce(max(n), 0) FROM rule_file), (SELECT version FROM change WHERE name = 'sources')", nil, &file, &sources); err != nil {
		return timeline.Context{}, err
	}
	if file == c.file && sources == c.sources {
		return c.last, nil
	}
	fresh, err := t.readContext()
	if err == nil {
		*c = scenes{file, sources, fresh}
	}
	return fresh, err
}

func (t *tx) readContext() (timeline.Context, error) {
	var people, zone sql.NullString
	if _, err := t.get("SELECT speakers, zone FROM rule_file ORDER BY n DESC LIMIT 1", nil, &people, &zone); err != nil {
		return timeline.Context{}, err
	}
	var speakers []tracker.Speaker
	if err := decode(people, &speakers); err != nil {
		return timeline.Context{}, err
	}
	loc, err := time.LoadLocation(zone.String)
	if err != nil {
		return timeline.Context{}, fmt.Errorf("reading the zone of the rules: %w", err)
	}
	sources, err := t.sources()
	if err != nil {
		return timeline.Context{}, err
	}
	return timeline.NewContext(speakers, sources, loc), nil
}
