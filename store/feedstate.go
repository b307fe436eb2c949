package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"onset/tracker"
)

// Feeds returns the state of every configured feed, by source and address; where an
// instant is given only of those whose next poll is not after it, longest waiting
// first, without those that answered "gone".
func (s *Store) Feeds(ctx context.Context, due time.Time) ([]tracker.FeedState, error) {
	if due.IsZero() {
		return s.feeds(ctx, "f.configured ORDER BY s.id, f.url")
	}
	all, err := s.feeds(ctx, "f.configured AND NOT f.stopped ORDER BY coalesce(f.next_poll, 0), f.url")
	return slices.DeleteFunc(all, func(f tracker.FeedState) bool { return !f.Due(due) }), err
}

func (s *Store) feeds(ctx context.Context, clause string) (out []tracker.FeedState, err error) {
	err = s.look(ctx, "reading the feeds of", func(t *tx) error {
		out, err = t.feeds(clause)
		return err
	})
	return out, err
}

// feeds returns the states of feeds f for which a clause holds.
func (t *tx) feeds(clause string, args ...any) (out []tracker.FeedState, err error) {
	err = t.each("SELECT s.id, f.url, f.state FROM feed f JOIN source s ON s.n = f.source WHERE "+clause, args, func(scan func(...any) error) error {
		var st tracker.FeedState
		var state sql.NullString
		var source, url string
		if err := scan(&source, &url, &state); err != nil {
			return err
		}
		if err := decode(state, &st); err != nil {
			return err
		}
		st.Source, st.URL = source, url
		if st.Address == "" {
			st.Address = url
		}
		out = append(out, st)
		return nil
	})
	return out, err
}

// feedRow is what recording a fetch needs to know of its feed.
type feedRow struct {
	n         int64
	class     string
	firstGood sql.NullInt64
	coveredTo sql.NullInt64
	window    []byte
}

// feedRow returns the feed of a fetch, a new one when it is not configured.
func (t *tx) feedRow(source int64, url string) (feedRow, error) {
	var f feedRow
	found, err := t.get("SELECT n, class, first_good, covered_to, window FROM feed WHERE url = ?", []any{url},
		&f.n, &f.class, &f.firstGood, &f.coveredTo, &f.window)
	if found || err != nil {
		return f, err
	}
	f.n, err = t.insert("INSERT INTO feed (source, url, address, configured) VALUES (?1, ?2, ?2, FALSE) RETURNING n", source, url)
	return f, err
}

// keepFeed writes the state of a feed after a fetch.
func (t *tx) keepFeed(f feedRow, fetch *tracker.Fetch, fresh int) error {
	st := fetch.State
	lastNew := millis(st.LastNew)
	if fresh > 0 {
		st.LastNew = fetch.At
		lastNew = millis(fetch.At)
	}
	return t.exec(`UPDATE feed SET address = ?2, title = coalesce(nullif(?3, ''), title), etag = ?4, last_modified = ?5, body_sha256 = ?6,
		failures = ?7, moved_to = ?8, moves = ?9, stopped = ?10, last_asked = ?11, last_good = ?12, last_new = coalesce(?13, last_new),
		next_poll = ?14, first_good = ?15, covered_to = ?16, window = ?17, class = ?18, message = ?19, state = ?20 WHERE n = ?1`,
		f.n, st.Address, fetch.Title, st.ETag, st.LastModified, st.BodySHA256,
		st.Failures, st.MovedTo, st.Moves, st.Stopped, millis(st.LastAsked), millis(st.LastGood), lastNew,
		millis(st.NextPoll), f.firstGood, f.coveredTo, f.window, string(fetch.Class), fetch.Message, encode(st))
}

// logFetch adds a row to the log unless the fetch said nothing that the feed
// itself does not say: unchanged again.
func (t *tx) logFetch(f feedRow, fetch *tracker.Fetch, fresh int) (any, error) {
	if fetch.Class == tracker.FetchUnchanged && f.class == string(fetch.Class) {
		return nil, nil
	}
	return t.insert(`INSERT INTO fetch (feed, at, class, status, message, took, bytes, items, new, rejected, place)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING n`,
		f.n, millis(fetch.At), string(fetch.Class), fetch.Status, fetch.Message,
		fetch.Took.Milliseconds(), fetch.Bytes, len(fetch.Items), fresh, fetch.Rejected, fetch.Place)
}
