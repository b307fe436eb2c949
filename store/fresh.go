package store

import (
	"context"
	"database/sql"

	"onset/tracker"
	"onset/tracker/archive"
)

// Fresh tells for each item of a source what is new about it. They are looked up all
// at once, so that a poll with nothing new costs little; and it is only a forecast:
// Record looks again.
func (s *Store) Fresh(ctx context.Context, source string, items []tracker.Item) ([]archive.Known, error) {
	out := make([]archive.Known, len(items))
	// Watching ctx would cost more than the look-ups.
	err := s.look(context.WithoutCancel(ctx), "looking up articles in", func(t *tx) error {
		for i := range items {
			out[i].Mark = textHash(items[i].Title, items[i].Text)
		}
		if err := t.lookAhead(source, len(items), func(i int) (*tracker.Item, []int64) { return &items[i], []int64{out[i].Mark} }); err != nil {
			return err
		}
		for i := range items {
			if err := t.fresh(source, &items[i], &out[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

func (t *tx) fresh(source string, it *tracker.Item, k *archive.Known) error {
	_, a, err := t.find(source, it, k.Mark)
	if err != nil {
		return err
	}
	if a.id == 0 {
		k.State = archive.New
		return nil
	}
	k.State, k.Article = a.Given(it.Depth, k.Mark), a.id
	if k.State != archive.Edited && k.State != archive.Fuller {
		return nil
	}
	if k.Published, err = a.date.stamp(); err != nil {
		return err
	}
	r, err := t.revision(a.latest)
	k.Previous = &r
	return err
}

// kept is what of a stored article decides about an item; id 0 is none.
type kept struct {
	archive.Stored
	id, latest      int64
	date            dated
	seen            int64
	language, title string
	origin          string
}

const keptColumns = "a.id, a.latest, a.text_hash, a.feed_hash, a.depth, a.seen, a.language, a.title, a.origin, " + dateColumns

func (a *kept) fields() []any {
	return append([]any{&a.id, &a.latest, &a.Text, &a.Feed, &a.Depth, &a.seen, &a.language, &a.title, &a.origin}, a.date.fields()...)
}

// find returns the article that an item belongs to: by its key, by a key under
// which it was met before, or, where no address identifies it, by its text (so
// that a feed which rewrites its GUIDs brings nothing new). hash is the number
// under which the key is, or would be, stored.
func (t *tx) find(source string, it *tracker.Item, mark int64) (hash int64, a kept, err error) {
	hash, a, err = t.slot(source, it.Key)
	if err != nil || a.id != 0 {
		return hash, a, err
	}
	if err := t.alias(hash, &a); err != nil || a.id != 0 || it.Rung == tracker.ByURL {
		return hash, a, err
	}
	return hash, a, t.alias(textAlias(source, mark), &a)
}

func (t *tx) alias(hash int64, a *kept) error {
	if known, asked := t.ahead.aliases[hash]; asked {
		if known != nil {
			*a = *known
		}
		return nil
	}
	_, err := t.get("SELECT "+keptColumns+" FROM alias l JOIN article a ON a.id = l.article WHERE l.hash = ?", []any{hash}, a.fields()...)
	return err
}

func textAlias(source string, mark int64) int64 { return hashOf(source, "text", encode(mark)) }

// slot returns the number under which an article of this source and key is, or
// would be, stored, and the article if it is. Where another article has the
// number the next one is tried.
func (t *tx) slot(source, key string) (hash int64, a kept, err error) {
	for hash = hashOf(source, key); ; hash++ {
		s, err := t.slotted(hash)
		if err != nil || s == nil {
			return hash, kept{}, err
		}
		if s.source == source && s.key == key {
			return hash, s.kept, nil
		}
	}
}

const slotColumns = "s.id, coalesce(a.key, a.url), " + keptColumns

func (s *slotted) fields() []any { return append([]any{&s.source, &s.key}, s.kept.fields()...) }

// slotted returns what has a number; nil when nothing has it.
func (t *tx) slotted(hash int64) (*slotted, error) {
	if s, asked := t.ahead.slots[hash]; asked {
		return s, nil
	}
	var s slotted
	found, err := t.get("SELECT "+slotColumns+" FROM article a JOIN source s ON s.n = a.source WHERE a.hash = ?", []any{hash}, s.fields()...)
	if err != nil || !found {
		return nil, err
	}
	return &s, nil
}

// revision returns a revision with its text; its ID is 0 when there is none.
func (t *tx) revision(id int64) (tracker.Revision, error) {
	var r tracker.Revision
	var fetched int64
	var text sql.NullString
	found, err := t.get("SELECT id, article, number, cause, depth, method, sha256, fetched, place, title, text FROM revision WHERE id = ?",
		[]any{id}, &r.ID, &r.Article, &r.Number, &r.Cause, &r.Depth, &r.Method, &r.SHA256, &fetched, &r.Place, &r.Title, &text)
	if found {
		r.Fetched, r.Text = moment(fetched), text.String
	}
	return r, err
}
