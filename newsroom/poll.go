package newsroom

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/sync/semaphore"

	"onset/feeds"
	"onset/tracker"
	"onset/tracker/archive"
)

// Round is what one round of polling amounted to.
type Round struct {
	sync.Mutex
	Asked     int           `json:"asked"`
	Unchanged int           `json:"unchanged"`
	Failed    int           `json:"failed"`
	Stopped   int           `json:"stopped"` // said earlier that they are gone for good: not asked
	New       int           `json:"new"`
	Edited    int           `json:"edited"`
	Mentions  int           `json:"mentions"`
	Events    int           `json:"events"`
	Failures  []feedFailure `json:"failures"`
	Pages     *relooked     `json:"pages,omitempty"` // that were looked at again
	errs      []error       // of the store: those end the round badly
}

// feedFailure is a feed that nothing could be learned from.
type feedFailure struct {
	Source  string             `json:"source"`
	Feed    string             `json:"feed"`
	Class   tracker.FetchClass `json:"class"`
	Message string             `json:"message"`
}

// Poll asks the feeds of states, politely and side by side, and stores what is
// new. One broken feed disturbs no other; its failure is part of the result.
func (in *Intake) Poll(ctx context.Context, states []tracker.FeedState, replayed bool) (*Round, error) {
	jobs := in.jobs(states)
	return in.poll(ctx, replayed, func(int) []feeds.Job {
		all := jobs
		jobs = nil
		return all
	}, func(feeds.Job) {})
}

// poll asks the feeds that more gives, see [feeds.Client.PollMore].
func (in *Intake) poll(ctx context.Context, replayed bool, more func(hosts int) []feeds.Job, done func(feeds.Job)) (*Round, error) {
	r := &Round{Failures: []feedFailure{}}
	if err := in.pauses.recall(ctx, in.Store, in.Client, in.Sharing != nil); err != nil {
		return r, err
	}
	in.Client.PollMore(ctx, 0, more, func(j feeds.Job, f tracker.Fetch) {
		defer done(j)
		got, err := in.guarded(ctx, j.Source, passage{fetch: &f, replayed: replayed, aside: j.Aside})
		r.add(j, f, got, err)
		in.tell(j, f, got, err)
		if in.Stats != nil {
			in.Stats.Fetched(f, got)
		}
		r.folded(in.foldWhenSlow(ctx))
	})
	if ctx.Err() != nil {
		return r, ctx.Err()
	}
	r.folded(in.fold(ctx))
	return r, errors.Join(append(r.errs, in.pauses.keep(ctx, in.Store, in.Client))...)
}

// PollOnce asks the feeds of states but those that stopped, looks again at pages of
// which it is time, and closes the days that are over.
func (in *Intake) PollOnce(ctx context.Context, states []tracker.FeedState, now time.Time) (*Round, error) {
	all := len(states)
	states = slices.DeleteFunc(states, func(f tracker.FeedState) bool { return f.Stopped })
	r, err := in.Poll(ctx, states, false)
	if err != nil {
		return nil, err
	}
	r.Stopped = all - len(states)
	if r.Pages, err = in.Relook(ctx, now); err != nil {
		return nil, err
	}
	in.LastOneIn()
	// Days are closed as of this instant and not as of the beginning: what the round
	// brought would be late evidence to the next one, which would close them all again.
	_, err = in.CloseAll(ctx, in.Store.Now())
	return r, err
}

// guarded stores what one feed brought; a fault that one of its texts uncovers
// costs that feed its round and nobody else's. It is the feed's outcome, so that
// the next start doesn't run into it at once.
func (in *Intake) guarded(ctx context.Context, src tracker.Source, p passage) (got archive.Recorded, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			*p.fetch = in.Client.Stumbled(*p.fetch, in.Desk.Feeds[p.fetch.State.URL], tracker.Fault(fault))
			got, err = in.Store.Record(ctx, archive.Batch{Source: src.ID, Fetch: p.fetch, Replayed: p.replayed})
		}
	}()
	return in.take(ctx, src, p.fetch.Items, p)
}

func (in *Intake) jobs(states []tracker.FeedState) []feeds.Job {
	jobs := make([]feeds.Job, 0, len(states))
	for _, s := range states {
		jobs = append(jobs, feeds.Job{State: s, Source: in.Desk.Sources[s.Source], Feed: in.Desk.Feeds[s.URL]})
	}
	return jobs
}

func (r *Round) add(j feeds.Job, f tracker.Fetch, got archive.Recorded, err error) {
	r.Lock()
	defer r.Unlock()
	r.Asked++
	r.New += got.New
	r.Edited += got.Edited
	r.Mentions += got.Mentions
	if f.Class == tracker.FetchUnchanged {
		r.Unchanged++
	}
	if f.Class.Failed() {
		r.Failed++
		r.Failures = append(r.Failures, feedFailure{j.Source.ID, feeds.Shown(j.Feed.URL), f.Class, f.Message})
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		r.errs = append(r.errs, err)
	}
}

// folded adds the events that the round came to.
func (r *Round) folded(events []tracker.Event, err error) {
	r.Lock()
	defer r.Unlock()
	r.Events += len(events)
	if err != nil && !errors.Is(err, context.Canceled) {
		r.errs = append(r.errs, err)
	}
}

// tell logs one feed: failures as warnings, news as information.
func (in *Intake) tell(j feeds.Job, f tracker.Fetch, got archive.Recorded, err error) {
	level := zerolog.DebugLevel
	switch {
	case errors.Is(err, context.Canceled): // the program was told to end
	case err != nil:
		level = zerolog.ErrorLevel
	case f.Class.Failed():
		level = zerolog.WarnLevel
	case got.New > 0 || got.Edited > 0:
		level = zerolog.InfoLevel
	}
	in.Log.WithLevel(level).Err(err).Str("source", j.Source.ID).Str("feed", feeds.Shown(j.Feed.URL)).
		Str("class", string(f.Class)).Int("new", got.New).Int("edited", got.Edited).
		Int("mentions", got.Mentions).Msg(f.Message)
}

// NewIntake wires the way from feeds to the database.
func NewIntake(ctx context.Context, d *Desk, s Store, log zerolog.Logger) *Intake {
	shelf := newShelf(ctx, s)
	return &Intake{
		Desk: d, Store: s, Client: ClientOf(d, s.Now), Log: log, shelf: shelf,
		groups: newGroups(recalled(ctx, s, shelf, s.Now())), room: semaphore.NewWeighted(textsAtOnce),
	}
}

// ClientOf returns the HTTP client that a rules file allows.
func ClientOf(d *Desk, now func() time.Time) *feeds.Client {
	return &feeds.Client{Contact: d.File.Contact, AllowPrivate: d.File.AllowPrivate, Now: now}
}

// UseRules makes the rules of another desk those in force for what comes next.
func (in *Intake) UseRules(d *Desk) {
	elsewhere := in.Client.Elsewhere
	in.Desk, in.Client = d, ClientOf(d, in.Store.Now)
	in.Client.Elsewhere = elsewhere
}
