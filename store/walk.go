package store

import (
	"context"
	"database/sql"

	"onset/tracker"
	"onset/tracker/archive"
)

// Walked returns the documents that a walk from address through the history of
// a source has read to their end, as far back as since.
func (s *Store) Walked(ctx context.Context, source, address string, since tracker.Day) (map[string]bool, error) {
	out := map[string]bool{}
	err := s.look(ctx, "looking how far history was walked in", func(t *tx) error {
		return t.each("SELECT document FROM walk WHERE source = ? AND address = ? AND since <= ?", []any{source, address, int64(since)},
			func(scan func(...any) error) error {
				var document string
				err := scan(&document)
				out[document] = true
				return err
			})
	})
	return out, err
}

// KeepWalked notes that a document was read to its end.
func (s *Store) KeepWalked(ctx context.Context, source, address, document string, since tracker.Day) error {
	return s.change(ctx, "noting how far history was walked in", func(t *tx) error {
		return t.exec(`INSERT INTO walk (source, address, document, since) VALUES (?1, ?2, ?3, ?4)
			ON CONFLICT (source, address, document) DO UPDATE SET since = ?4`, source, address, document, int64(since))
	})
}

// EndWalk notes that a walk is complete: how far it came is forgotten, and what
// its runs cover is covered from the first to the last of them, since whatever
// lies between was looked through.
func (s *Store) EndWalk(ctx context.Context, source, address string) error {
	return s.change(ctx, "noting that history was walked in", func(t *tx) error {
		if err := t.exec("DELETE FROM walk WHERE source = ? AND address = ?", source, address); err != nil {
			return err
		}
		var from, to sql.NullInt64
		_, err := t.get(`SELECT min(c.since), max(c.until) FROM cover c JOIN source s ON s.n = c.source
			WHERE s.id = ?1 AND c.kind = 'imported' AND instr(c.run, ?2) = 1`, []any{source, archive.WalkRun(address)}, &from, &to)
		if err != nil || !from.Valid {
			return err
		}
		err = t.exec(`INSERT INTO cover (source, kind, run, since, until, recorded)
			SELECT n, 'imported', ?2, ?3, ?4, ?5 FROM source WHERE id = ?1
			AND NOT EXISTS (SELECT 1 FROM cover c WHERE c.source = source.n AND c.kind = 'imported' AND c.since <= ?3 AND c.until >= ?4)`,
			source, archive.WalkRun(address), from.Int64, to.Int64, millis(t.now))
		return err
	})
}

// Depths counts the articles of each source by how much of their text is known.
func (s *Store) Depths(ctx context.Context) (map[string]map[tracker.Depth]int, error) {
	out := map[string]map[tracker.Depth]int{}
	err := s.look(ctx, "counting the texts of", func(t *tx) error {
		return t.each("SELECT s.id, l.depth, sum(l.articles) FROM tally l JOIN source s ON s.n = l.source GROUP BY 1, 2", nil,
			func(scan func(...any) error) error {
				var source string
				var depth tracker.Depth
				var n int
				err := scan(&source, &depth, &n)
				if out[source] == nil {
					out[source] = map[tracker.Depth]int{}
				}
				out[source][depth] = n
				return err
			})
	})
	return out, err
}
