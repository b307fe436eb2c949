package newsroom

import (
	"context"

	"onset/feeds"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/edit"
)

// sight looks at the page of an article from the other places of its source, and
// notes where they see something else than what is kept of it. That is no edit:
// the outlet shows one thing here and another there.
func (in *Intake) sight(ctx context.Context, src tracker.Source, d archive.Recheck) error {
	if len(src.From) < 2 || ownWords(d) {
		return nil
	}
	for _, name := range src.From[1:] {
		page := in.Client.Page(ctx, feeds.PageRequest{URL: d.URL, Title: d.Title, Place: tracker.PlaceOf(name), Feed: in.feedOf(src, d.URL, nil)}, src)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if page.Class == tracker.FetchUnattended || passing(page) {
			continue // nothing was seen
		}
		g, err := in.compared(ctx, src, d, page)
		if err != nil {
			return err
		}
		g.Place = tracker.PlaceOf(name)
		if err := in.Store.Sighted(ctx, g); err != nil {
			return err
		}
	}
	return nil
}

// compared tells what a page shows beside the text that is kept of it.
func (in *Intake) compared(ctx context.Context, src tracker.Source, d archive.Recheck, page feeds.Page) (archive.Sighting, error) {
	g := archive.Sighting{Article: d.Article, At: page.At, Class: page.Class, Status: page.Status}
	old, _, err := in.Store.Latest(ctx, d.Article)
	if err != nil || page.Class != tracker.FetchOK || page.Poor != "" || old.Text == "" {
		return g, err
	}
	repeats, err := in.shelf.of(src.ID)
	if err != nil {
		return g, err
	}
	seen := page.Item
	seen.Title = old.Title // the headline is the feed's: that of a page is mixed with the outlet's name
	if g.Differs = weigh(&old, seen, in.apart(src, repeats)) == edit.Substance; g.Differs {
		g.Title, g.Text = page.Item.Title, page.Item.Text
	}
	return g, nil
}
