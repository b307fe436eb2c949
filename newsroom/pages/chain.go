package pages

import (
	"context"

	"onset/feeds"
	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/web"
)

// Why implements web.Events.
func (r *Reader) Why(ctx context.Context, id string) (web.Chain, error) {
	c, err := r.store.Why(ctx, id)
	if err != nil {
		return web.Chain{}, err
	}
	if err := newsroom.NewRefuter(r.Desk(), r.store, r.words).Chain(ctx, &c); err != nil {
		return web.Chain{}, err
	}
	return ChainOf(c), nil
}

// ChainOf is a chain as pages and JSON show it.
func ChainOf(c archive.Chain) web.Chain {
	out := web.Chain{Event: c.Event, Believed: orEmpty(c.Believed), Mention: c.Mention,
		Versions: orEmpty(c.Versions), Verdicts: orEmpty(c.Verdicts), Notes: orEmpty(c.Notes), Refuted: c.Refuted}
	if c.Article != nil {
		a := articleOf(*c.Article)
		out.Article = &a
	}
	if c.Revision != nil {
		r := revisionOf(*c.Revision)
		out.Revision = &r
	}
	if c.Fetch != nil {
		out.Fetch = &web.Fetch{Feed: feeds.Shown(c.Fetch.Feed), At: c.Fetch.At, Class: c.Fetch.Class}
	}
	if c.Rule != nil {
		q := c.Rule.Point
		out.Rule = &web.RuleVersion{Ref: q.Ref(), Title: q.Title, Match: q.Match, Not: q.Not, About: q.About, Within: q.Within, Recorded: c.Rule.Recorded}
	}
	return out
}

// Article implements web.Archive.
func (r *Reader) Article(ctx context.Context, ref string) (web.Article, error) {
	v, err := newsroom.ArticleAt(ctx, r.store, ref)
	if err != nil {
		return web.Article{}, err
	}
	return articleOf(v), nil
}

func articleOf(v archive.Dossier) web.Article {
	a := web.Article{ID: v.ID, Source: v.Source, URL: v.URL, Title: v.Title, Language: v.Language, Author: v.Author, Rung: v.Rung, Since: v.Published.From(), Assumed: v.Published.Assumed.OrNil(),
		Published: v.Published, From: v.From, Dates: orEmpty(v.Dates), Seen: v.Seen, Depth: v.Depth, Origin: v.Origin,
		Import: v.Import, Late: v.Late, Withdrawn: v.Withdrawn, Revisions: []web.Revision{}, Sightings: v.Sightings, Mentions: v.Mentions}
	for _, r := range v.Revisions {
		a.Revisions = append(a.Revisions, revisionOf(r))
	}
	return a
}

func revisionOf(r tracker.Revision) web.Revision {
	return web.Revision{ID: r.ID, Number: r.Number, Cause: r.Cause, Depth: r.Depth, Method: r.Method, SHA256: r.SHA256,
		Fetched: r.Fetched, Place: r.Place, Title: r.Title, Text: r.Text}
}
