package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// Why returns the chain behind an event or a mention.
func (s *Store) Why(ctx context.Context, id string) (archive.Chain, error) {
	var c archive.Chain
	err := s.look(ctx, "reading the evidence of", func(t *tx) (err error) {
		mention, err := t.whyEvent(id, &c)
		if err != nil {
			return err
		}
		w, found, err := t.mention(mention)
		if err != nil {
			return err
		}
		if !found && c.Event == nil {
			return fmt.Errorf("%w: %s", archive.ErrNotFound, id)
		}
		if c.Notes, err = t.notes(id); err != nil || !found {
			return err
		}
		c.Mention = &w
		return t.whyMention(w, &c)
	})
	return c, err
}

// whyEvent fills in the event, if id is one, and returns the id of the mention.
func (t *tx) whyEvent(id string, c *archive.Chain) (string, error) {
	es, err := t.events("WHERE id = ? ORDER BY recorded DESC LIMIT 1", id)
	if err != nil || len(es) == 0 {
		return id, err
	}
	e := es[0]
	c.Event = &e
	c.Believed, err = t.events(`WHERE narrative = ? AND point = ? AND scope_kind = ? AND scope_id = ? AND id <> ?
		AND (kind = ? AND superseded IS NOT NULL OR kind = 'correction') ORDER BY recorded, n`,
		e.Narrative, e.TalkingPoint, string(e.Scope.Kind), e.Scope.ID, e.ID, string(e.Kind))
	return e.Mention, err
}

func (t *tx) whyMention(w tracker.Witness, c *archive.Chain) error {
	a, err := t.article(w.Article)
	if err != nil {
		return err
	}
	c.Article = &a
	r, err := t.revision(w.Revision)
	if err != nil {
		return err
	}
	c.Revision = &r
	if c.Fetch, err = t.fetchOf(w.Revision); err != nil {
		return err
	}
	if !w.Marked {
		if c.Rule, err = t.ruleVersion(w); err != nil {
			return err
		}
	}
	if c.Versions, err = t.versions(w.ID); err != nil {
		return err
	}
	c.Verdicts, err = t.verdicts("WHERE mention = ? ORDER BY n", w.ID)
	return err
}

func (t *tx) fetchOf(revision int64) (*archive.FetchRow, error) {
	var f archive.FetchRow
	var at, took int64
	found, err := t.get(`SELECT d.url, f.at, f.class, f.status, f.message, f.took, f.bytes, f.items, f.new, f.rejected
		FROM revision r JOIN fetch f ON f.n = r.fetch JOIN feed d ON d.n = f.feed WHERE r.id = ?`, []any{revision},
		&f.Feed, &at, &f.Class, &f.Status, &f.Message, &took, &f.Bytes, &f.Items, &f.New, &f.Lost)
	if err != nil || !found {
		return nil, err
	}
	f.At, f.Took = moment(at), time.Duration(took)*time.Millisecond
	return &f, nil
}

func (t *tx) ruleVersion(w tracker.Witness) (*archive.RuleVersion, error) {
	var v archive.RuleVersion
	var stanza sql.NullString
	var recorded int64
	var superseded sql.NullInt64
	found, err := t.get(`SELECT u.stanza, u.recorded, u.superseded FROM mention m JOIN rule u ON u.n = m.rule
		WHERE m.id = ? ORDER BY m.superseded IS NULL DESC, m.n DESC LIMIT 1`, []any{w.ID}, &stanza, &recorded, &superseded)
	if err != nil || !found {
		return nil, err
	}
	v.Recorded, v.Superseded = moment(recorded), instant(superseded)
	return &v, decode(stanza, &v.Point)
}

func (t *tx) versions(id string) ([]archive.MentionVersion, error) {
	var out []archive.MentionVersion
	err := t.each(`SELECT CASE WHEN m.marked THEN '' ELSE u.hash END, m.speakers, m.said, m.removed_at IS NOT NULL, m.recorded, m.superseded
		FROM mention m JOIN rule u ON u.n = m.rule WHERE m.id = ? ORDER BY m.n`, []any{id}, func(scan func(...any) error) error {
		v := archive.MentionVersion{Speakers: []tracker.ClaimSpeaker{}}
		var speakers, said sql.NullString
		var recorded int64
		var superseded sql.NullInt64
		if err := scan(&v.Rule, &speakers, &said, &v.Removed, &recorded, &superseded); err != nil {
			return err
		}
		v.Recorded, v.Superseded = moment(recorded), instant(superseded)
		if err := decode(speakers, &v.Speakers); err != nil {
			return err
		}
		err := decode(said, &v.Said)
		out = append(out, v)
		return err
	})
	return out, err
}
