package store

import (
	"context"
	"database/sql"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// DueRechecks returns the pages whose time has come, longest waiting first, at
// most limit and at most perSource of one source, so that no outlet is asked
// for its whole archive at once. A time to come that is too far off was set by a
// clock that has jumped, and is not waited for.
func (s *Store) DueRechecks(ctx context.Context, now time.Time, limit, perSource int) ([]archive.Recheck, error) {
	out := []archive.Recheck{}
	err := s.look(ctx, "looking for pages to visit again in", func(t *tx) error {
		return t.each(`SELECT id, source, key, url, title, depth, method, published, published_day, published_slack, assumed, seen, etag, last_modified, gone, gone_since FROM (
			SELECT a.id, s.id AS source, coalesce(a.key, a.url) AS key, a.url, a.title, a.depth, v.method, `+dateColumns+`, a.seen,
				w.etag, w.last_modified, w.gone, w.gone_since, w.next, row_number() OVER (PARTITION BY a.source ORDER BY w.next) AS turn
			FROM watch w JOIN article a ON a.id = w.article JOIN revision v ON v.id = a.latest JOIN source s ON s.n = a.source
			WHERE (w.next <= ? OR w.next > ?) AND s.configured AND a.withdrawn IS NULL) due
			WHERE turn <= ? ORDER BY next LIMIT ?`, []any{millis(now), millis(now.Add(tracker.LongestPause + 24*time.Hour)), perSource, limit}, func(scan func(...any) error) error {
			var r archive.Recheck
			var date dated
			var since sql.NullInt64
			var seen int64
			err := scan(&r.Article, &r.Source, &r.Key, &r.URL, &r.Title, &r.Depth, &r.Method, &date.ms, &date.day, &date.slack, &date.assumed, &seen, &r.ETag, &r.LastModified, &r.Gone, &since)
			if err == nil {
				r.Published, err = date.stamp()
			}
			r.Seen, r.GoneSince = moment(seen), instant(since)
			out = append(out, r)
			return err
		})
	})
	return out, err
}

// Visited keeps what a second look at a page brought. A page that is gone for good
// is withdrawn; its evidence stays, and the events of it
// are returned.
func (s *Store) Visited(ctx context.Context, v archive.Visit) ([]tracker.Event, error) {
	withdrawn := false
	err := s.change(ctx, "noting a visit in", func(t *tx) error {
		gone, since, err := t.goneBefore(v)
		if err != nil {
			return err
		}
		if withdrawn = s.decide.Withdrawn(gone, since, v.At); withdrawn || v.Next.IsZero() {
			err = t.exec("DELETE FROM watch WHERE article = ?", v.Article)
			return err
		}
		return t.watch(v, gone, since)
	})
	if err != nil || !withdrawn {
		return nil, err
	}
	return s.withdraw(ctx, v.Article, v.At)
}

// goneBefore counts this visit to those before it.
func (t *tx) goneBefore(v archive.Visit) (gone int, since time.Time, err error) {
	if !v.Gone {
		return 0, time.Time{}, nil
	}
	var first sql.NullInt64
	if _, err = t.get("SELECT gone, gone_since FROM watch WHERE article = ?", []any{v.Article}, &gone, &first); err != nil {
		return 0, time.Time{}, err
	}
	if since = instant(first); since.IsZero() {
		since = v.At
	}
	return gone + 1, since, nil
}

func (t *tx) watch(v archive.Visit, gone int, since time.Time) error {
	return t.exec(`INSERT INTO watch (article, next, etag, last_modified, gone, gone_since) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
		ON CONFLICT (article) DO UPDATE SET next = ?2, etag = ?3, last_modified = ?4, gone = ?5, gone_since = ?6`,
		v.Article, millis(v.Next), v.ETag, v.LastModified, gone, millis(since))
}
