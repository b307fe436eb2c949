package newsroom

import (
	"context"
	"sync"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/origin"
	"onset/tracker/reader"
	"onset/tracker/text"
)

// groups decides which articles share their text and which claims are one
// occasion. What came in before the program was started is recalled when the
// first new article asks, so that a round without news costs nothing.
type groups struct {
	mu         sync.Mutex
	origins    *origin.Index
	utterances *origin.Utterances
	recall     func(*groups) error // nil once done, or when there is nothing to recall
	newest     int64               // article up to which all is known, whoever recorded it; see meet
	own        map[int64]bool      // newer articles that came in here
	words      []string            // of the article that came in last, whose place the next ones take
}

func newGroups(recall func(*groups) error) *groups {
	return &groups{origins: origin.NewIndex(), utterances: origin.NewUtterances(), recall: recall, own: map[int64]bool{}}
}

// join names the origin of an article, written on a day (see tracker.WrittenDay), and
// the utterances of its mentions, published on a day.
func (g *groups) join(id string, written, day tracker.Day, mentions []string, r reader.Result) (string, []string, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if recall := g.recall; recall != nil {
		g.recall = nil
		if err := recall(g); err != nil {
			return "", nil, err
		}
	}
	utterances := make([]string, len(mentions))
	for i, mention := range mentions {
		utterances[i] = g.utterances.Add(r.StatementOf(i, mention, day))
	}
	return g.originOf(r, id, written), utterances, nil
}

// originOf names the origin of an article.
func (g *groups) originOf(r reader.Result, id string, written tracker.Day) string {
	a := r.OriginOf(g.words[:0], id, written)
	g.words = a.Words
	return g.origins.Add(a)
}

// recallDays is how far back copies of an article are looked for.
const recallDays = 14

// recalled brings back what the store holds of the last days.
func recalled(ctx context.Context, s Articles, shelf *shelf, now time.Time) func(*groups) error {
	return func(g *groups) error {
		return s.Texts(ctx, archive.Which{Published: now.AddDate(0, 0, -recallDays)}, func(a archive.Article) error {
			return g.remember(shelf, a)
		})
	}
}

// remember takes in an article that is stored.
func (g *groups) remember(shelf *shelf, a archive.Article) error {
	r := reader.Result{Title: text.Analyse(a.Title, a.Language), Body: text.Analyse(a.Text, a.Language)}
	var err error
	if r.Repeated, err = shelf.repeatedIn(a.Source, r.Body); err != nil {
		return err
	}
	written := tracker.WrittenDay([]tracker.DateClaim{{Stamp: a.Published}}, a.Seen)
	g.originOf(r, tracker.ArticleID(a.Source, a.Key), written)
	for _, m := range a.Mentions {
		g.utterances.Add(reader.StatementOf(m, a.Day))
	}
	return nil
}
