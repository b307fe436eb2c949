package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"onset/tracker"
)

// Chain is why something is believed: from an event, if it began with one, to
// the sentence, its text, how that was fetched, the rule that took it, and what
// people decided.
type Chain struct {
	Event    *tracker.Event
	Believed []tracker.Event // what stood for the same scope before, and corrections; oldest first
	Mention  *tracker.Witness
	Versions []Version // of the mention, oldest first
	Article  *ArticleView
	Revision *tracker.Revision
	Fetch    *FetchRow
	Rule     *RuleVersion // nil where a person marked the sentence and no rule took it
	Verdicts []Verdict    // undone ones too, oldest first
	Notes    []Note
}

// Version is one stretch of time in which a mention was believed in one form.
type Version struct {
	Rule                 string // empty while a person had marked it and no rule took it
	Speakers             []tracker.ClaimSpeaker
	Said                 *tracker.Said
	Removed              bool
	Recorded, Superseded time.Time // Superseded is zero when it stands
}

// RuleVersion is a rule as it was when it took a mention.
type RuleVersion struct {
	Point                tracker.TalkingPoint
	Recorded, Superseded time.Time
}

// FetchRow is a row of the log.
type FetchRow struct {
	Feed             string
	At               time.Time
	Class            tracker.FetchClass
	Status           int
	Message          string
	Took             time.Duration
	Bytes            int64
	Items, New, Lost int
}

// Why returns the chain behind an event or a mention.
func (s *Store) Why(ctx context.Context, id string) (Chain, error) {
	var c Chain
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
			return fmt.Errorf("%w: %s", ErrNotFound, id)
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
func (t *tx) whyEvent(id string, c *Chain) (string, error) {
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

func (t *tx) whyMention(w tracker.Witness, c *Chain) error {
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

func (t *tx) fetchOf(revision int64) (*FetchRow, error) {
	var f FetchRow
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

func (t *tx) ruleVersion(w tracker.Witness) (*RuleVersion, error) {
	var v RuleVersion
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

func (t *tx) versions(id string) ([]Version, error) {
	var out []Version
	err := t.each(`SELECT CASE WHEN m.marked THEN '' ELSE u.hash END, m.speakers, m.said, m.removed_at IS NOT NULL, m.recorded, m.superseded
		FROM mention m JOIN rule u ON u.n = m.rule WHERE m.id = ? ORDER BY m.n`, []any{id}, func(scan func(...any) error) error {
		var v Version
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
