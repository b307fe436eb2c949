package newsroom

import (
	"context"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/furniture"
	"onset/tracker/query"
)

// Store is all that an intake asks of whoever keeps things. It is made of the
// interfaces below, each of which somebody here asks alone; what their methods
// promise is told where they are implemented.
type Store interface {
	Articles
	Index
	Findings
	Holds
	Days
	Pages
	Walks
	Rulebook
	Furniture
	Seals
	Now() time.Time // by the clock of what is recorded
}

// Articles keeps articles with what was read out of them.
type Articles interface {
	Fresh(ctx context.Context, source string, items []tracker.Item) ([]archive.Known, error)
	Record(context.Context, archive.Batch) (archive.Recorded, error)
	Fold(context.Context) ([]tracker.Event, error)
	Latest(ctx context.Context, article int64) (text tracker.Revision, mark int64, err error)
	Pruned(context.Context) (articles int, err error)
	Revisions
	Texts(ctx context.Context, of archive.Which, each func(archive.Article) error) error
	Days(context.Context) (oldest, newest tracker.Day, err error)
	ObservedSince(ctx context.Context, at time.Time) (bool, error)
}

// Frequencies counts how many of the newest texts have the words of a rule.
type Frequencies interface {
	NewestTexts(ctx context.Context, before tracker.Day) (archive.Sample, error)
	Shares(ctx context.Context, plans []*query.Plan, among archive.Sample) ([]float64, error)
}

// Index finds the articles in which a rule may hold, and knows their words.
type Index interface {
	Candidates(ctx context.Context, plan *query.Plan, points []tracker.TalkingPoint) ([]int64, error)
	NewestBefore(ctx context.Context, plan *query.Plan, before tracker.Day, most int) ([]int64, error)
	Frequencies
	Forms(ctx context.Context, each func(language, form string)) error
	Twins(context.Context) ([]archive.Twin, error)
}

// Days decides what rests on counts when days close.
type Days interface {
	TouchedSince(ctx context.Context, since time.Time) (from map[string]tracker.Day, err error)
	JudgedSince(ctx context.Context, since time.Time) (from map[string]tracker.Day, err error)
	DaysOf(ctx context.Context, narratives []string, from tracker.Day) (mentioned, closed []tracker.Day, err error)
	Uncovered(context.Context) (func(tracker.Day) bool, error)
	CloseDays(context.Context, archive.Closing) ([]tracker.Event, error)
	Closed(context.Context) (archive.Closed, error)
}

// Pages knows which pages are to be looked at again.
type Pages interface {
	DueRechecks(ctx context.Context, now time.Time, limit, perSource int) ([]archive.Recheck, error)
	Visited(context.Context, archive.Visit) ([]tracker.Event, error)
	Sighted(context.Context, archive.Sighting) error
}

// Walks remembers how far walks through the history of an outlet have come.
type Walks interface {
	Walked(ctx context.Context, source, address string, since tracker.Day) (map[string]bool, error)
	KeepWalked(ctx context.Context, source, address, document string, since tracker.Day) error
	EndWalk(ctx context.Context, source, address string) error
}

// Rulebook keeps the rules in force, and what a change of them moves.
type Rulebook interface {
	SetRules(context.Context, archive.Rules) (archive.RuleChange, error)
	PackedRules(ctx context.Context, hash, program string) ([]byte, error)
	KeepPackedRules(ctx context.Context, program string, packed []byte) error
	Rematch(ctx context.Context, r archive.Rematch, dry bool) (archive.RematchResult, error)
	RematchMark(context.Context) (archive.RematchMark, error)
	Carried(context.Context) (archive.Carried, error)
	EndRematch(context.Context, archive.Carried) error
	Retire(ctx context.Context, points []tracker.TalkingPoint, dry bool) (archive.RematchResult, error)
	Size(context.Context) (archive.Size, error)
}

// Findings keeps what discovery found, and what it goes on from.
type Findings interface {
	Memory(ctx context.Context, name string) (archive.Remembered, error)
	Discovered(ctx context.Context, name string, r archive.Remembered, found []archive.CandidateRow, events []tracker.Event) error
	Found
}

// Found reads what discovery found, with what people made of it.
type Found interface {
	Emerging(ctx context.Context, asOf time.Time) ([]archive.CandidateRow, error)
	Statuses(ctx context.Context, ids []string) (map[string]string, error)
	Discovery(ctx context.Context, name string) (closed tracker.Day, articles int, err error)
}

// Furniture keeps the lines that each source repeats, and knows the pages that teach them.
type Furniture interface {
	FirstTexts(ctx context.Context, source string, most int, each func(archive.Article) error) error
	Furniture(context.Context) (map[string][]furniture.Line, error)
	SetFurniture(ctx context.Context, source string, lines []furniture.Line) error
}

// Holds remembers which addresses are to be left alone.
type Holds interface {
	Held(context.Context) ([]archive.Held, error)
	KeepHeld(context.Context, []archive.Held) error
}

// Seals chains by hash what was recorded, so that nobody can alter it unseen.
type Seals interface {
	Seal(ctx context.Context, day tracker.Day) (newest archive.Seal, err error)
	KeepStamp(ctx context.Context, day tracker.Day, answer []byte) error
	KeepImported(context.Context, []archive.ImportedFile) error
}
