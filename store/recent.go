package store

import (
	"context"
	"database/sql"
	"time"

	"onset/tracker"
)

// RecentArticle is an article of late with its latest text and what it mentions.
type RecentArticle struct {
	Source   string
	Key      string
	Language string
	Day      tracker.Day // published, or seen where that is unknown
	Title    string
	Text     string
	Mentions []tracker.Witness
}

// Recent hands over the articles published (or first seen, where nobody says
// when they were published) since an instant, in the order in which they were
// recorded: what grouping has to remember after a start.
func (s *Store) Recent(ctx context.Context, since time.Time, each func(RecentArticle) error) error {
	return s.look(ctx, "reading the recent articles of", func(t *tx) error {
		mentions, err := t.recentMentions(since)
		if err != nil {
			return err
		}
		return t.each(`SELECT a.id, s.id, coalesce(a.key, a.url), r.language, a.published_day, a.seen, r.title, r.text
			FROM revision r JOIN article a ON a.latest = r.id JOIN source s ON s.n = a.source WHERE r.id >= ? ORDER BY a.id`,
			[]any{firstRevisionAt(since)}, func(scan func(...any) error) error {
				var a RecentArticle
				var id, seen int64
				var day sql.NullInt64
				var text sql.NullString
				if err := scan(&id, &a.Source, &a.Key, &a.Language, &day, &seen, &a.Title, &text); err != nil {
					return err
				}
				a.Day, a.Text, a.Mentions = tracker.Day(day.Int64), text.String, mentions[id]
				if a.Day == 0 {
					a.Day = tracker.DayOf(moment(seen))
				}
				return each(a)
			})
	})
}

// recentMentions returns the valid mentions of recent revisions by article.
func (t *tx) recentMentions(since time.Time) (map[int64][]tracker.Witness, error) {
	ws, err := t.witnesses("WHERE m.revision >= ? AND m.superseded IS NULL ORDER BY m.n", firstRevisionAt(since))
	out := map[int64][]tracker.Witness{}
	for _, w := range ws {
		out[w.Article] = append(out[w.Article], w.Witness)
	}
	return out, err
}

// firstRevisionAt is the least id that a revision published at t can have.
func firstRevisionAt(t time.Time) int64 { return t.Unix() / 60 * slotsPerMinute }

// Published counts the articles published on a day of their outlet's zone, or
// first seen on it where nobody says when they were published.
func (s *Store) Published(ctx context.Context, day tracker.Day) (int, error) {
	var n int
	err := s.look(ctx, "counting the articles of a day in", func(t *tx) error {
		_, err := t.get("SELECT coalesce(sum(articles), 0) FROM tally WHERE day = ?", []any{int64(day)}, &n)
		return err
	})
	return n, err
}
