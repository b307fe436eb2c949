package bulletin

import (
	"context"
	"time"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
)

// Store is all that bulletins ask of whoever keeps things. It is made of the
// interfaces below, each of which somebody here asks alone.
type Store interface {
	Archive
	Record
	Queue
}

// Archive is what a [Reporter] reads to make digests, and where they are kept.
type Archive interface {
	Chronicle
	Outbox
	newsroom.Passages
	Window(ctx context.Context, from, to time.Time, now bool) (archive.Window, error)
	Published(ctx context.Context, from, to tracker.Day) (articles map[tracker.Day]int, err error)
}

// Chronicle is what tells what became of events: how they stand, what people
// decided, and what was told of them last.
type Chronicle interface {
	newsroom.Judgements
	newsroom.Found
	Told(ctx context.Context, channel string) (mark int64, known bool, err error)
	Followed(ctx context.Context, event string) (f archive.Followed, known bool, err error)
	Notify(context.Context, archive.Notices) (fresh int, err error)
	Timeline(context.Context, archive.Filter) ([]tracker.Event, error)
	CourseOf(ctx context.Context, narrative, point string, from, to tracker.Day) (archive.Course, error)
	Why(ctx context.Context, id string) (archive.Chain, error)
	Event(ctx context.Context, id string) (e tracker.Event, found bool, err error)
	Now() time.Time // by the clock of what is recorded
}

// Record lists events in the order in which they were recorded.
type Record interface {
	EventsAfter(ctx context.Context, mark int64) (events []tracker.Event, last int64, err error)
	LastEvent(context.Context) (mark int64, err error)
}

// Outbox keeps digests and notices, and how far they went.
type Outbox interface {
	Letters(ctx context.Context, from, to tracker.Day, waiting bool) ([]archive.Letter, error)
	DaysWithoutDigest(ctx context.Context, last tracker.Day, zone *time.Location) ([]tracker.Day, error)
	Post(ctx context.Context, letters ...archive.Letter) (fresh int, err error)
}

// Queue hands out the letters of the outbox that are due, each to one at a time.
type Queue interface {
	Claim(ctx context.Context, channel string, lease time.Duration, since time.Time) (l archive.Letter, found bool, err error)
	Sent(ctx context.Context, l archive.Letter, failure string, next time.Time) error
	Hasten(context.Context) error // makes all that waits due now
}
