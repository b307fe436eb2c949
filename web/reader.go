package web

import (
	"context"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/discover"
	"onset/tracker/timeline"
)

// Events reads what is dated and why. Ids that are unknown are archive.ErrNotFound. The
// lists, and what they point to, may be shared: nobody alters them.
type Events interface {
	Timeline(context.Context, archive.Filter) ([]*tracker.Event, error)    // by date, oldest first
	Mentions(context.Context, archive.Filter) (archive.MentionPage, error) // newest first
	Mention(ctx context.Context, id string) (tracker.Witness, error)
	// Questions are the mentions on which firsts rest and that nobody has judged, those
	// first whose answer would move most.
	Questions(ctx context.Context, most int) ([]timeline.Question, error)
	// Totals sums up a talking point, by the rules in force; of one that left them
	// nothing but its id is known.
	Totals(ctx context.Context, narrative, point string) (timeline.Totals, error)
	Why(ctx context.Context, id string) (Chain, error) // of an event or a mention
}

// Archive reads what was collected.
type Archive interface {
	Article(ctx context.Context, ref string) (Article, error)                         // by number or address
	Coverage(context.Context) ([]archive.Interval, error)                             // their articles not counted
	Count(context.Context, []archive.Interval) ([]archive.Interval, error)            // the same with their articles
	Published(ctx context.Context, from, to tracker.Day) (map[tracker.Day]int, error) // articles of each day of a range
	Size(context.Context) (archive.Size, error)
}

// Desk reads what people configured, and what is made of the archive each day.
type Desk interface {
	Rules(context.Context) (Rules, error)
	Feeds(context.Context) ([]archive.FeedRow, error)
	// Digest returns the digest of a day: by the clock recorded as it was made when
	// the day closed, or with today's knowledge when fresh, or when none was made;
	// by the clock published what appeared on that day.
	Digest(ctx context.Context, day tracker.Day, clock tracker.Clock, fresh bool) (d digest.Digest, kept bool, err error)
	Emerging(ctx context.Context, asOf time.Time) ([]discover.Candidate, error) // best first
}

// Searcher finds articles in the rule language. A query with faults is a
// query.ErrorList.
type Searcher interface {
	Search(ctx context.Context, text string, limit int, after int64) (archive.HitPage, error)
	// Survey counts what Search finds, for a short while.
	Survey(ctx context.Context, text string) (archive.Survey, error)
	// Plain writes in the rule language what was typed as plain words: all of them
	// must be there.
	Plain(text string) string
}

// Reviewer records the verdict of a person, or only shows what it would move.
type Reviewer interface {
	Review(ctx context.Context, v archive.Verdict, dryRun bool) (archive.Moved, error)
	// Sentences are those of the latest text of an article, its title first, with
	// what is read out of them; Mark makes one of them a mention.
	Sentences(ctx context.Context, article string) ([]tracker.Sentence, error)
	Mark(ctx context.Context, m Mark, dryRun bool) (archive.Moved, error)
}

// Mark is a passage that a person wants to be a mention, because no rule took
// it.
type Mark struct {
	Article      string // its number or address
	Sentence     tracker.Sentence
	Words        tracker.Span // those of the sentence that say it; all of it when nobody chose
	Narrative    string
	TalkingPoint string
	Speakers     []tracker.ClaimSpeaker // none: the outlet itself
	Stance       tracker.Stance
	Treatment    tracker.Treatment
	Said         *tracker.Said
	Who, Why     string
}

// Judge records what a person makes of a candidate: worth tracking, or not.
type Judge interface {
	Judge(ctx context.Context, candidate string, accept bool, who, why string) error
}

// Rules is what the rules file says, and every source ever met.
type Rules struct {
	Zone       *time.Location // whose midnight a day has
	Narratives []tracker.Narrative
	Speakers   []tracker.Speaker
	Sources    []tracker.Source
	Terms      map[string]string // sets that rules name with $
	Version    string            // the same only when all else is; empty: unknown
}
