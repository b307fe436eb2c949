package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// Texts hands over the articles that are asked for, as they are now, with what was read
// out of them.
func (s *Store) Texts(ctx context.Context, of archive.Which, f func(archive.Article) error) error {
	return s.look(ctx, "reading articles of", func(t *tx) error {
		switch {
		case !of.Published.IsZero():
			return t.recent(of.Published, f)
		case !of.Late.IsZero():
			return t.late(of.Day, of.Late, f)
		case of.Day != 0:
			return t.ofDay(of.Day, f)
		}
		if of.ClaimsAlone {
			return t.readings(of.Revisions, f)
		}
		return t.ofRevisions(of.Revisions, f)
	})
}

// readings hands over the articles whose latest texts are some revisions, newest first,
// with their claims and without their mentions.
func (t *tx) readings(revisions []int64, f func(archive.Article) error) error {
	for some := range slices.Chunk(revisions, inOneGo) {
		among, args := listed(some)
		if err := t.articles("r.id IN "+among+" ORDER BY r.id DESC", args, nil, f); err != nil {
			return err
		}
	}
	return nil
}

// ofRevisions hands over the articles of revisions with all their texts.
func (t *tx) ofRevisions(revisions []int64, f func(archive.Article) error) error {
	for _, id := range revisions {
		err := t.articles("a.id = (SELECT article FROM revision WHERE id = ?)", []any{id}, t.whole, func(a archive.Article) (err error) {
			if a.Texts, err = t.texts(&a); err != nil {
				return err
			}
			return f(a)
		})
		if err != nil {
			return fmt.Errorf("revision %d: %w", id, err)
		}
	}
	return nil
}

// recent hands over the articles published since an instant.
func (t *tx) recent(since time.Time, f func(archive.Article) error) error {
	revisions, err := t.recentRevisions(since)
	if err != nil {
		return err
	}
	for _, r := range revisions {
		if err := t.articles("r.id = ?", []any{r}, t.whole, f); err != nil {
			return err
		}
	}
	return nil
}

// recentRevisions returns the latest revisions of the articles published since
// an instant, in the order in which these were recorded. It reads nothing of
// older ones, because revisions are numbered by publication, and no texts, so
// that sorting costs no memory.
func (t *tx) recentRevisions(since time.Time) ([]int64, error) {
	type row struct{ article, revision int64 }
	var rows []row
	err := t.each("SELECT a.id, r.id FROM revision r JOIN article a ON a.id = r.article WHERE r.id >= ? AND a.latest = r.id", []any{firstRevisionAt(since)},
		func(scan func(...any) error) error {
			var x row
			err := scan(&x.article, &x.revision)
			rows = append(rows, x)
			return err
		})
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.article, b.article) })
	out := make([]int64, len(rows))
	for i, x := range rows {
		out[i] = x.revision
	}
	return out, err
}

// firstRevisionAt is the least id that a revision published at t can have.
func firstRevisionAt(t time.Time) int64 { return t.Unix() / 60 * slotsPerMinute }

// late hands over the articles of a day or of earlier ones that were recorded after the
// last article which was recorded before an instant, but no history. It looks back from
// the newest, so that a replay, whose clock runs in the past, sees only its own.
func (t *tx) late(day tracker.Day, at time.Time, f func(archive.Article) error) error {
	var last int64
	if _, err := t.get("SELECT id FROM article WHERE recorded < ? ORDER BY id DESC LIMIT 1", []any{at.UnixMilli()}, &last); err != nil {
		return err
	}
	return t.articles("a.id > ? AND "+dayOfArticle+" <= ? AND (a.run IS NULL OR a.replayed) ORDER BY a.id", []any{last, int64(day)}, t.places, f)
}

// dayOfArticle is the day that an article is of: published on it, or first seen on it
// where nobody says when it was published.
const dayOfArticle = "coalesce(a.published_day, a.seen / 86400000 + 719163)"

// articles hands over the articles that a condition selects. mentions reads those of an
// article that has some; nil reads none.
func (t *tx) articles(condition string, args []any, mentions func(*archive.Article) error, f func(archive.Article) error) error {
	return t.each(`SELECT a.id, s.id, coalesce(a.key, a.url), a.url, r.title, coalesce(r.text, ''), r.language, a.origin,
		`+dateColumns+`, a.seen, a.run IS NOT NULL AND NOT a.replayed, r.id, (SELECT g.claims FROM reading g WHERE g.n = r.reading), EXISTS (SELECT 1 FROM mention m WHERE m.article = a.id)
		FROM revision r JOIN article a ON a.id = r.article AND a.latest = r.id JOIN source s ON s.n = a.source WHERE `+condition, args,
		func(scan func(...any) error) error {
			var a archive.Article
			var date dated
			var seen int64
			var claims packed
			var mentioned bool
			if err := scan(&a.ID, &a.Source, &a.Key, &a.URL, &a.Title, &a.Text, &a.Language, &a.Origin,
				&date.ms, &date.day, &date.slack, &date.assumed, &seen, &a.Imported, &a.Revision, &claims, &mentioned); err != nil {
				return err
			}
			published, err := date.stamp()
			if err != nil {
				return err
			}
			a.Published, a.Seen = published, moment(seen)
			if a.Day = a.Published.Day; a.Day == 0 {
				a.Day = tracker.DayOf(a.Seen)
			}
			if claims != "" {
				if a.Claims, err = claimsIn(claims, a.Title, a.Text); err != nil {
					return err
				}
			}
			if mentioned && mentions != nil {
				if err := mentions(&a); err != nil {
					return err
				}
			}
			return f(a)
		})
}

// whole reads the mentions of an article with all that is known of them.
func (t *tx) whole(a *archive.Article) error {
	ws, err := t.witnesses("WHERE m.article = ? AND m.superseded IS NULL ORDER BY m.n", a.ID)
	a.Mentions = plain(ws)
	return err
}

// places reads where the mentions of an article stand, and nothing else of them.
func (t *tx) places(a *archive.Article) error {
	return t.each("SELECT revision, part, start, stop FROM mention WHERE article = ? AND superseded IS NULL ORDER BY n", []any{a.ID},
		func(scan func(...any) error) error {
			var w tracker.Witness
			err := scan(&w.Revision, &w.Part, &w.Start, &w.End)
			a.Mentions = append(a.Mentions, w)
			return err
		})
}

// Published counts the articles published on each day of a range, both ends
// included, or seen on it where nobody says when they were published; days without
// articles are left out.
func (s *Store) Published(ctx context.Context, from, to tracker.Day) (map[tracker.Day]int, error) {
	out := map[tracker.Day]int{}
	err := s.look(ctx, "counting the articles of", func(t *tx) error {
		return t.each("SELECT day, articles FROM published WHERE day BETWEEN ? AND ? AND articles > 0", []any{int64(from), int64(to)},
			func(scan func(...any) error) error {
				var day int64
				var n int
				err := scan(&day, &n)
				out[tracker.Day(day)] = n
				return err
			})
	})
	return out, err
}

// withdraw notes that the page of an article is gone, as was established at an
// instant; its evidence stays. Doing it again changes nothing.
func (s *Store) withdraw(ctx context.Context, article int64, at time.Time) ([]tracker.Event, error) {
	var out []tracker.Event
	err := s.change(ctx, "noting a withdrawn page in", func(t *tx) error {
		if err := t.exec("UPDATE article SET withdrawn = ? WHERE id = ? AND withdrawn IS NULL", millis(at), article); err != nil {
			return err
		}
		points := touched{}
		rows, err := t.standing(article)
		if err != nil {
			return err
		}
		for _, m := range rows {
			points.add(m.point, article)
			points[m.point].cause = timeline.CauseWithdrawn
		}
		out, err = s.foldTouched(t, points)
		return err
	})
	return out, err
}
