package main

import (
	"cmp"
	"context"

	"github.com/rs/zerolog"

	"onset/feeds"
	"onset/store"
	"onset/tracker"
	"onset/tracker/reader"
)

// intake takes what was fetched or imported all the way to what is stored:
// what is new of it → full text → reading → origin → one transaction.
type intake struct {
	desk   *desk
	store  *store.Store
	client *feeds.Client // nil: pages are never fetched
	log    zerolog.Logger
	groups *groups
	shelf  *shelf        // nil: nothing is known of furniture
	room   chan struct{} // how many feeds are read and stored at once: each holds its texts

	finding *discovery // opened when the first day closes
}

// passage says how a stretch of items comes in.
type passage struct {
	fetch    *tracker.Fetch // nil for imports
	run      string         // names the import; empty when observed
	replayed bool
}

// take stores what is new of the items of one source.
func (in *intake) take(ctx context.Context, src tracker.Source, items []tracker.Item, p passage) (store.Recorded, error) {
	known, err := in.store.Fresh(ctx, src.ID, items)
	if err != nil {
		return store.Recorded{}, err
	}
	batch := store.Batch{Source: src.ID, Fetch: p.fetch, Import: p.run, Replayed: p.replayed}
	for i, item := range items {
		if known[i].State == store.Same {
			continue
		}
		read, err := in.read(ctx, src, item, known[i])
		if err != nil {
			return store.Recorded{}, err
		}
		batch.Items = append(batch.Items, read)
	}
	return in.store.Record(ctx, batch)
}

// read brings one item from the feed's text to a reading of the best text.
func (in *intake) read(ctx context.Context, src tracker.Source, item tracker.Item, known store.Known) (store.ReadItem, error) {
	if in.client != nil && feeds.NeedsPage(src, item) {
		page := in.client.Page(ctx, feeds.PageRequest{URL: item.URL, Feed: tracker.FeedAddress{}}, src)
		item = feeds.Fuller(item, page)
	}
	holds, err := in.shelf.of(src.ID)
	if err != nil {
		return store.ReadItem{}, err
	}
	result := in.desk.reader.ReadPage(src, item, holds)
	read := store.ReadItem{
		Item: item, Mark: known.Mark, Reader: reader.Version, Reading: result.Reading,
		TitleText: result.Title, BodyText: result.Body,
	}
	mentions := make([]string, len(result.Mentions))
	for i, m := range result.Mentions {
		mentions[i] = tracker.MentionID(src.ID, item.Key, m.Narrative, m.TalkingPoint, m.Part, m.Text)
	}
	day := cmp.Or(result.Published.Day, tracker.DayOf(item.Seen))
	id := tracker.ArticleID(src.ID, item.Key)
	if read.Origin, read.Utterances, err = in.groups.join(id, day, mentions, result); err != nil {
		return read, err
	}
	return read, in.shelf.add(src.ID, id, &result)
}
