package store

import (
	"context"
	"fmt"
	"strconv"
)

// staleShare is the share of the full-text index, one in so many, that may
// belong to texts which were pruned, or are read in another language now, before
// it is built anew. Until then searches pass over them, as they do over older texts
// of articles, in which a changed rule looks too.
const staleShare = 5

// rebuildBatch is how many texts one transaction of a rebuild indexes.
const rebuildBatch = 500

// createIndex makes an empty index as the migrations do.
func createIndex(table string) string {
	return "CREATE VIRTUAL TABLE " + table + ` USING fts4(
  text, title, content="", order=DESC, matchinfo=fts3, tokenize=simple "" " ")`
}

// Keys of meta. staleKey counts the texts in the index that are stale;
// rebuiltKey is the last revision that a rebuild under way has indexed.
const (
	staleKey   = "stale"
	rebuiltKey = "rebuilt"
)

// staleBy counts n more stale texts in the index.
func (t *tx) staleBy(n int) error {
	if n == 0 {
		return nil
	}
	return t.exec("INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + CAST(?2 AS BIGINT) AS TEXT)",
		staleKey, strconv.Itoa(n))
}

// stale returns how many stale texts were counted, and how many articles there are.
func (t *tx) stale() (stale, articles int, err error) {
	_, err = t.get("SELECT coalesce((SELECT CAST(value AS BIGINT) FROM meta WHERE key = ?), 0), (SELECT coalesce(max(id), 0) FROM article)",
		[]any{staleKey}, &stale, &articles)
	return stale, articles, err
}

// rebuilt returns how far a rebuild under way has come; -1 when there is none.
func (t *tx) rebuilt() (int64, error) {
	last := int64(-1)
	_, err := t.get("SELECT value FROM meta WHERE key = ?", []any{rebuiltKey}, &last)
	return last, err
}

// TidyIndex builds the full-text index anew when a fifth of it is stale (or
// always, with force): in short transactions, beside the old one, which goes
// on being used and written until it is replaced. Interrupted, it goes on where
// it stopped. An index in a file of its own is fed besides.
func (s *Store) TidyIndex(ctx context.Context, force bool) error {
	if s.derived != nil {
		return s.tidyFile(ctx, force)
	}
	begun, err := s.beginTidy(ctx, force)
	if err != nil || !begun {
		return err
	}
	for done := false; !done; {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := s.change(ctx, "building the search index of", func(t *tx) (err error) {
			done, err = t.tidyStep()
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// beginTidy tells whether a rebuild is under way, having begun one if it is due.
func (s *Store) beginTidy(ctx context.Context, force bool) (begun bool, err error) {
	err = s.change(ctx, "looking at the search index of", func(t *tx) error {
		last, err := t.rebuilt()
		if err != nil || last >= 0 {
			begun = last >= 0
			return err
		}
		stale, articles, err := t.stale()
		if err != nil {
			return err
		}
		if begun = force || stale*staleShare > articles; !begun {
			return nil
		}
		if err := t.exec(createIndex("ft_new")); err != nil {
			return err
		}
		err = t.exec("INSERT INTO meta (key, value) VALUES (?, 0)", rebuiltKey)
		return err
	})
	return begun, err
}

// tidyStep indexes the next texts, or puts the new index in place of the old.
func (t *tx) tidyStep() (done bool, err error) {
	last, err := t.rebuilt()
	if err != nil || last < 0 {
		return true, err // another process has finished it
	}
	n := 0
	err = t.each(`SELECT r.id, s.id, r.title, r.text, r.language FROM revision r JOIN article a ON a.id = r.article JOIN source s ON s.n = a.source
		WHERE r.id > ? AND r.text IS NOT NULL ORDER BY r.id LIMIT ?`, []any{last, rebuildBatch}, func(scan func(...any) error) error {
		var source, title, body, language string
		if err := scan(&last, &source, &title, &body, &language); err != nil {
			return err
		}
		n++
		return t.memory.indexer.addTo(t, "ft_new", analysed(last, source, title, body, language))
	})
	if err != nil {
		return false, err
	}
	if err := t.memory.indexer.keepForms(t); err != nil {
		return false, err
	}
	if n == rebuildBatch {
		err = t.exec("UPDATE meta SET value = ? WHERE key = ?", last, rebuiltKey)
		return false, err
	}
	for _, q := range []string{
		"DROP TABLE ft", "ALTER TABLE ft_new RENAME TO ft",
		fmt.Sprintf("DELETE FROM meta WHERE key IN ('%s', '%s')", staleKey, rebuiltKey),
	} {
		if err := t.exec(q); err != nil {
			return false, err
		}
	}
	return true, nil
}
