package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/feeds"
	"onset/store"
	"onset/tracker"
)

// round is what one round of polling amounted to.
type round struct {
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

// poll asks the feeds of states, politely and side by side, and stores what is
// new. One broken feed disturbs no other; its failure is part of the result.
func (in *intake) poll(ctx context.Context, states []tracker.FeedState, replayed bool) (*round, error) {
	r := &round{Failures: []feedFailure{}}
	if err := in.holds.recall(ctx, in.store, in.client); err != nil {
		return r, err
	}
	in.client.Poll(ctx, in.jobs(states), 0, func(j feeds.Job, f tracker.Fetch) {
		got, err := in.guarded(ctx, j.Source, passage{fetch: &f, replayed: replayed, aside: j.Aside})
		r.add(j, f, got, err)
		in.tell(j, f, got, err)
		in.stats.fetched(f, got)
	})
	if ctx.Err() != nil {
		return r, ctx.Err()
	}
	return r, errors.Join(append(r.errs, in.shelf.keep(ctx, in.store), in.holds.keep(ctx, in.store, in.client))...)
}

// guarded stores what one feed brought; a bug that one text uncovers costs that
// feed its round and nobody else's.
func (in *intake) guarded(ctx context.Context, src tracker.Source, p passage) (got store.Recorded, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("reading what %s brought: %v (a fault of Onset; please report it)\n%s", src.ID, fault, debug.Stack())
		}
	}()
	return in.take(ctx, src, p.fetch.Items, p)
}

func (in *intake) jobs(states []tracker.FeedState) []feeds.Job {
	jobs := make([]feeds.Job, 0, len(states))
	for _, s := range states {
		jobs = append(jobs, feeds.Job{State: s, Source: in.desk.sources[s.Source], Feed: in.desk.feeds[s.URL]})
	}
	return jobs
}

func (r *round) add(j feeds.Job, f tracker.Fetch, got store.Recorded, err error) {
	r.Lock()
	defer r.Unlock()
	r.Asked++
	r.New += got.New
	r.Edited += got.Edited
	r.Mentions += got.Mentions
	r.Events += len(got.Events)
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

// tell logs one feed: failures as warnings, news as information.
func (in *intake) tell(j feeds.Job, f tracker.Fetch, got store.Recorded, err error) {
	level := zerolog.DebugLevel
	switch {
	case err != nil:
		level = zerolog.ErrorLevel
	case f.Class.Failed():
		level = zerolog.WarnLevel
	case got.New > 0 || got.Edited > 0:
		level = zerolog.InfoLevel
	}
	in.log.WithLevel(level).Err(err).Str("source", j.Source.ID).Str("feed", feeds.Shown(j.Feed.URL)).
		Str("class", string(f.Class)).Int("new", got.New).Int("edited", got.Edited).
		Int("mentions", got.Mentions).Msg(f.Message)
}

func (a *app) pollCommand() *cobra.Command {
	var due bool
	cmd := &cobra.Command{
		Use:   "poll",
		Short: "One round over all feeds, now",
		Long: `Asks every configured feed once and stores what is new. Feeds that asked to be
left alone (Retry-After) are still left alone. --due asks only those whose time has come.

Then looks again at the pages of recent articles, where the page is the text:
after an hour, ever more rarely, for 60 days. An edit becomes a revision (see
onset article ADDRESS); a page that is gone for three days is withdrawn.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.pollOnce(cmd.Context(), due) },
	}
	cmd.Flags().BoolVar(&due, "due", false, "only the feeds whose time has come")
	return cmd
}

func (a *app) pollOnce(ctx context.Context, due bool) error {
	d, s, err := a.openBoth(ctx, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	if len(d.feeds) == 0 {
		return usagef("%s names no feeds: add some under sources", a.config)
	}
	in := a.newIntake(ctx, d, s, a.logger(zerolog.ErrorLevel))
	states, err := s.Feeds(ctx)
	if due {
		states, err = s.DueFeeds(ctx, a.now())
	}
	if err != nil {
		return err
	}
	start, all := time.Now(), len(states)
	states = slices.DeleteFunc(states, func(f tracker.FeedState) bool { return f.Stopped })
	r, err := in.poll(ctx, states, false)
	if err != nil {
		return err
	}
	r.Stopped = all - len(states)
	if r.Pages, err = in.relook(ctx, a.now()); err != nil {
		return err
	}
	in.groups = nil // nothing more comes in: the memory is needed for closing
	if _, err := in.closeAll(ctx, a.now()); err != nil {
		return err
	}
	for _, f := range r.Failures {
		fmt.Fprintf(a.err, "%s: %s: %s\n", f.Source, f.Class, f.Message)
	}
	if err := a.print(r.table(time.Since(start))); err != nil {
		return err
	}
	return rejected(r.Failed, "feeds")
}

func (r *round) table(took time.Duration) table {
	note := fmt.Sprintf("took %s; see what was found: onset timeline", took.Round(time.Millisecond))
	if p := r.Pages; p != nil && p.Asked > 0 {
		note = fmt.Sprintf("%d pages were looked at again: %d edited, %d fuller, %d changed in looks only, %d gone, %d failed.\n%s",
			p.Asked, p.Edited, p.Fuller, p.Cosmetic, p.Gone, p.Failed, note)
	}
	if r.Stopped > 0 {
		note = fmt.Sprintf("%d more are stopped, since they answered that they are gone for good: onset feeds health\n%s", r.Stopped, note)
	}
	return table{
		columns: []string{"feeds", "unchanged", "failed", "new articles", "edited", "mentions", "events"},
		rows: [][]string{{
			fmt.Sprint(r.Asked), fmt.Sprint(r.Unchanged), fmt.Sprint(r.Failed), fmt.Sprint(r.New),
			fmt.Sprint(r.Edited), fmt.Sprint(r.Mentions), fmt.Sprint(r.Events),
		}},
		json: r,
		note: note,
	}
}

// newIntake wires the way from feeds to the database.
func (a *app) newIntake(ctx context.Context, d *desk, s *store.Store, log zerolog.Logger) *intake {
	shelf := newShelf(ctx, s)
	return &intake{
		desk: d, store: s, client: a.clientOf(d), log: log, shelf: shelf,
		groups: newGroups(recalled(ctx, s, shelf, a.now())), room: make(chan struct{}, runtime.NumCPU()),
	}
}

// clientOf returns the HTTP client that a rules file allows.
func (a *app) clientOf(d *desk) *feeds.Client {
	return &feeds.Client{Contact: d.file.Contact, AllowPrivate: d.file.AllowPrivate, Now: a.now}
}
