package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"onset/tracker/archive"
)

// Space tells how much of the file is in use.
func (s *Store) Space(ctx context.Context) (archive.Space, error) {
	var z archive.Space
	err := s.look(ctx, "measuring", func(t *tx) error {
		size, free := s.engine.bytes()
		if _, err := t.get("SELECT (SELECT coalesce(max(id), 0) FROM article), "+size+", "+free, nil, &z.Articles, &z.File, &z.Free); err != nil {
			return err
		}
		_, err := t.get("SELECT count(*), coalesce(sum(octet_length(body)), 0) FROM answer WHERE body IS NOT NULL", nil, &z.Answers, &z.AnswerBytes)
		return err
	})
	return z, err
}

// pruneBatch is how many articles one transaction of a prune looks at, so that
// other writers wait only for moments.
const pruneBatch = 500

// Prune lets go the texts, claims and index entries of articles that were
// recorded before an instant and never held a mention. What is left of each
// is a tombstone: its identity, title, dates and hashes, so that it never comes
// back as new. What servers answered goes too where it proves no event; its hash
// stays. Evidence is never pruned. It may be interrupted and repeated.
func (s *Store) Prune(ctx context.Context, before time.Time, dryRun bool) (archive.PruneReport, error) {
	space, err := s.Space(ctx)
	if err != nil {
		return archive.PruneReport{}, err
	}
	total, err := s.pruneAll(ctx, before, dryRun)
	if total.Before = space; err != nil {
		return total, err
	}
	total.After, err = s.Space(ctx)
	return total, err
}

func (s *Store) pruneAll(ctx context.Context, before time.Time, dryRun bool) (archive.PruneReport, error) {
	var total archive.PruneReport
	for after := int64(0); ctx.Err() == nil; {
		var step archive.PruneReport
		err := s.change(ctx, "pruning", func(t *tx) (err error) {
			if step, after, err = t.prune(after, before); err == nil && dryRun {
				err = errDry
			}
			return err
		})
		if err != nil && !errors.Is(err, errDry) {
			return total, err
		}
		total.Articles += step.Articles
		total.Bytes += step.Bytes
		if after == 0 {
			break
		}
	}
	if ctx.Err() != nil {
		return total, ctx.Err()
	}
	err := s.change(ctx, "pruning the answers of", func(t *tx) (err error) {
		total.Answers, total.AnswerBytes, err = t.pruneAnswers(before, dryRun)
		return err
	})
	if err != nil || dryRun {
		return total, err
	}
	err = s.change(ctx, "pruning the log of", func(t *tx) error {
		if _, err := t.get("SELECT count(*) FROM fetch WHERE at < ?", []any{millis(before)}, &total.Fetches); err != nil {
			return err
		}
		return t.exec("DELETE FROM fetch WHERE at < ?", millis(before))
	})
	if err != nil || total.Articles == 0 {
		return total, err
	}
	return total, s.TidyIndex(ctx, false)
}

// prune looks at the articles after one, and returns the last it looked at; 0
// at the end.
func (t *tx) prune(after int64, before time.Time) (archive.PruneReport, int64, error) {
	type target struct{ id, bytes int64 }
	var targets []target
	var last, looked int64
	err := t.each(`SELECT a.id, a.pruned IS NULL AND NOT EXISTS (SELECT 1 FROM mention m WHERE m.article = a.id),
		(SELECT coalesce(sum(octet_length(text)), 0) FROM revision r WHERE r.id = a.latest)
		FROM article a WHERE a.id > ? AND a.recorded < ? ORDER BY a.id LIMIT ?`, []any{after, millis(before), pruneBatch},
		func(scan func(...any) error) error {
			var a target
			var prunable bool
			err := scan(&a.id, &prunable, &a.bytes)
			if last, looked = a.id, looked+1; prunable {
				targets = append(targets, a)
			}
			return err
		})
	if err != nil {
		return archive.PruneReport{}, 0, err
	}
	var out archive.PruneReport
	for _, a := range targets {
		if err := t.pruneArticle(a.id); err != nil {
			return out, 0, err
		}
		out.Articles++
		out.Bytes += a.bytes
	}
	if looked < pruneBatch {
		last = 0
	}
	return out, last, t.staleBy(out.Articles)
}

// pruneArticle empties every revision of an article.
func (t *tx) pruneArticle(id int64) error {
	var latest int64
	if _, err := t.get("SELECT latest FROM article WHERE id = ?", []any{id}, &latest); err != nil {
		return err
	}
	for rev := latest; rev != 0; {
		var previous, reading sql.NullInt64
		if _, err := t.get("SELECT previous, reading FROM revision WHERE id = ?", []any{rev}, &previous, &reading); err != nil {
			return err
		}
		if err := t.dropReadings(reading.Int64); err != nil {
			return err
		}
		if err := t.emptyRevision(rev); err != nil {
			return err
		}
		rev = previous.Int64
	}
	return t.exec("UPDATE article SET pruned = ? WHERE id = ?", millis(t.now), id)
}

// dropReadings deletes a reading and those before it.
func (t *tx) dropReadings(n int64) error {
	for n != 0 {
		var previous sql.NullInt64
		if _, err := t.get("SELECT previous FROM reading WHERE n = ?", []any{n}, &previous); err != nil {
			return err
		}
		if err := t.exec("DELETE FROM reading WHERE n = ?", n); err != nil {
			return err
		}
		n = previous.Int64
	}
	return nil
}

// revisionFacts are the columns of a revision that outlive its text.
const revisionFacts = "id, article, number, previous, cause, depth, method, sha256, fetched, recorded, fetch, language, declared, dates, reader, title, place"

// emptyRevision takes the text and the reading out of a revision. The row is
// deleted and written again, because SQLite gives the room of a row that only
// shrinks to no other.
func (t *tx) emptyRevision(id int64) error {
	facts := make([]any, strings.Count(revisionFacts, ",")+1)
	dest := make([]any, len(facts))
	for i := range facts {
		dest[i] = &facts[i]
	}
	if _, err := t.get("SELECT "+revisionFacts+" FROM revision WHERE id = ?", []any{id}, dest...); err != nil {
		return err
	}
	if err := t.exec("DELETE FROM revision WHERE id = ?", id); err != nil {
		return err
	}
	return t.exec("INSERT INTO revision ("+revisionFacts+") VALUES ("+placeholders(len(facts))+")", facts...)
}
