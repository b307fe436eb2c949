package pages

import (
	"context"

	"onset/newsroom"
	"onset/newsroom/bulletin"
	"onset/tracker"
	"onset/tracker/archive"
)

// Store is all that a Reader asks of whoever keeps things.
type Store interface {
	bulletin.Archive
	newsroom.Findings
	newsroom.Dossiers
	Events
	Covered
	Searcher
	Review(ctx context.Context, v archive.Verdict, dry bool) (archive.Moved, error)
	Size(context.Context) (archive.Size, error)
	Snapshot(context.Context) (moment context.Context, release func(), err error)
}

// Events reads events and mentions as pages do: again and again. The lists may be
// shared; nobody alters them.
type Events interface {
	Events(context.Context, archive.Filter) ([]*tracker.Event, error)
	Mention(ctx context.Context, id string) (w tracker.Witness, found bool, err error)
	Course(ctx context.Context, narrative, point string) (archive.Course, error)
	MentionsSince(ctx context.Context, narrative, point string, after int64, each func([]tracker.Witness)) error
}

// Covered tells what was looked through, and how feeds have been doing.
type Covered interface {
	Coverage(ctx context.Context, source string) ([]archive.Interval, error)
	CountIntervals(context.Context, []archive.Interval) ([]archive.Interval, error)
	Sources(context.Context) (list []tracker.Source, version int64, err error)
	Health(context.Context) ([]archive.FeedHealth, error)
}

// Searcher finds articles in the rule language, or counts them.
type Searcher interface {
	Search(context.Context, archive.Search) (archive.Results, error)
	Survey(context.Context, archive.Search) (archive.Survey, error)
}
