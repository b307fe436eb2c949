package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/feeds"
	"onset/store"
	"onset/tracker"
)

// fetchedStretch is how many articles are stored together where each costs a
// request.
const fetchedStretch = 25

// pageTally counts the pages that were asked for, and names those that could
// not be read.
type pageTally struct {
	mu     sync.Mutex
	say    func(line string)
	asked  int
	failed map[string]int // by class
	again  int            // of the failed: may answer better another time
}

func newPageTally(say func(string)) *pageTally {
	return &pageTally{say: say, failed: map[string]int{}}
}

// toldPages is how many pages that could not be read are named.
const toldPages = 20

func (t *pageTally) tried(a *arrival) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.asked++
	if !a.page.Class.Failed() {
		return
	}
	if passing(*a.page) {
		t.again++
	}
	t.failed[string(a.page.Class)]++
	switch n := t.failures(); {
	case n <= toldPages:
		t.say(a.page.Message)
	case n == toldPages+1:
		t.say("further pages that can't be read are only counted")
	}
}

func (t *pageTally) failures() int {
	n := 0
	for _, k := range t.failed {
		n += k
	}
	return n
}

// words tells in one line how the pages answered.
func (t *pageTally) words() string {
	out := fmt.Sprintf("%d pages were asked for", t.asked)
	for _, class := range sortedKeys(t.failed) {
		out += fmt.Sprintf(", %d %s", t.failed[class], strings.ReplaceAll(class, "_", " "))
	}
	return out + "."
}

// backfillFlags are the flags of onset feeds backfill.
type backfillFlags struct {
	source, since string
}

func (a *app) backfillCommand() *cobra.Command {
	var f backfillFlags
	cmd := &cobra.Command{
		Use:   "backfill ADDRESS",
		Short: "The older articles of an outlet: by its sitemaps, or page by page of its feed",
		Long: `Walks the history of one outlet: the pages of a feed where it has any, else the
sitemaps of the site. What was published since the day is stored as imported
history, which never alerts; texts are taken from their pages, about one a second.
Pages that nobody dates are left out: they are no articles.

It may be interrupted at any time; the same command goes on where it stopped, and
asks for no article twice. What was covered: onset coverage`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.backfill(cmd.Context(), args[0], f) },
	}
	cmd.Flags().StringVar(&f.source, "source", "", "whose articles they are, by id or name; default: the source that has a feed there")
	cmd.Flags().StringVar(&f.since, "since", "", "from this day on, YYYY-MM-DD (required)")
	return cmd
}

// walker stores what a walk through history finds.
type walker struct {
	in      *intake
	src     tracker.Source
	address string
	since   tracker.Day
	run     string
	bar     *progress
	tally   *pageTally
	pending []tracker.Item
	result  backfilled
	lost    int // pages of the current document that are worth another try
}

// backfilled is what a walk amounted to.
type backfilled struct {
	Documents int `json:"documents"` // read to their end
	Broken    int `json:"broken"`    // that could not be read
	Found     int `json:"found"`     // articles that they name
	New       int `json:"new"`
	Fuller    int `json:"fuller"`
	Undated   int `json:"undated"` // pages left out: nobody says when they were published
	Failed    int `json:"failed"`  // pages that could not be read
	Mentions  int `json:"mentions"`
	Before    int `json:"before"` // pages left out: older than asked for
}

func (a *app) backfill(ctx context.Context, address string, f backfillFlags) error {
	since, err := dayFlag("since", f.since)
	switch {
	case err != nil:
		return err
	case since == 0:
		return usagef("backfill needs --since YYYY-MM-DD: how far back to go")
	}
	d, s, err := a.openBoth(ctx, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	if f.source == "" {
		if f.source, err = d.ownerOf(address); err != nil {
			return err
		}
	}
	w := &walker{in: a.newIntake(ctx, d, s, a.logger(zerolog.ErrorLevel)), src: d.source(f.source), address: address, since: since,
		run: store.WalkRun(address) + a.now().UTC().Format("20060102T150405Z"), bar: newProgress(a.err, "backfilling "+f.source, 0)}
	defer w.bar.done()
	w.tally = newPageTally(w.bar.above)
	w.in.tried = func(t *arrival) {
		w.tally.tried(t)
		w.tally.mu.Lock()
		defer w.tally.mu.Unlock()
		w.bar.add(1)
	}
	if err := w.walk(ctx); err != nil {
		return err
	}
	if _, err := w.in.closeAll(ctx, a.now()); err != nil {
		return err
	}
	w.bar.done()
	covered, err := coverageOf(ctx, s, w.src.ID)
	if err != nil {
		return err
	}
	return errors.Join(a.print(w.table(covered)), rejected(w.result.Broken+w.result.Failed, "lists and pages"))
}

// ownerOf returns the source whose feed an address is, or who alone has feeds on
// its host.
func (d *desk) ownerOf(address string) (string, error) {
	owners := map[string]bool{}
	for _, src := range d.file.Sources {
		for _, f := range src.Feeds {
			if f.URL == address {
				return src.ID, nil
			}
			if feeds.SameHost(f.URL, address) {
				owners[src.ID] = true
			}
		}
	}
	switch ids := sortedKeys(owners); len(ids) {
	case 1:
		return ids[0], nil
	case 0:
		return "", usagef("backfill: no source of the rules file has a feed on the host of %s; say with --source whose articles they are", feeds.Shown(address))
	default:
		return "", usagef("backfill: %s has feeds of %s; say with --source whose articles they are", feeds.Shown(address), strings.Join(ids, ", "))
	}
}

// walk goes through the history. A document counts as read once its articles
// are stored, all but those whose pages will never be read.
func (w *walker) walk(ctx context.Context) error {
	done, err := w.in.store.Walked(ctx, w.src.ID, w.address, w.since)
	if err != nil {
		return err
	}
	asked := feeds.History{Address: w.address, Since: w.since, Source: w.src, Feed: w.in.feedOf(w.src, w.address, nil),
		Done: func(document string) bool { return done[document] }}
	lost := 0
	for o, err := range w.in.client.Backfill(ctx, asked) {
		switch {
		case ctx.Err() != nil:
			return w.interrupted(ctx)
		case err != nil:
			w.result.Broken++
			w.bar.above(err.Error())
		case o.Finished:
			if err := w.finish(ctx, o.Document); err != nil {
				return err
			}
			lost += w.lost
			w.lost = 0
		default:
			if err := w.take(ctx, o.Item); err != nil {
				return err
			}
		}
	}
	if err := w.flush(ctx); err != nil || lost+w.result.Broken > 0 {
		return err
	}
	return w.in.store.EndWalk(ctx, w.src.ID, w.address)
}

func (w *walker) interrupted(ctx context.Context) error {
	w.bar.above("interrupted; the same command goes on where it stopped")
	return ctx.Err()
}

func (w *walker) take(ctx context.Context, it tracker.Item) error {
	w.result.Found++
	w.bar.label = fmt.Sprintf("backfilling %s: list %d, %d articles found, pages read:", w.src.ID, w.result.Documents+1, w.result.Found)
	it.Seen = w.in.client.Now().UTC()
	if w.pending = append(w.pending, it); len(w.pending) >= fetchedStretch {
		return w.flush(ctx)
	}
	return nil
}

func (w *walker) finish(ctx context.Context, document string) error {
	if err := w.flush(ctx); err != nil {
		return err
	}
	w.result.Documents++
	if w.lost > 0 {
		return nil
	}
	return w.in.store.KeepWalked(ctx, w.src.ID, w.address, document, w.since)
}

// flush stores what is pending. Each document is a run of its own, so that
// coverage never spans what was not walked yet.
func (w *walker) flush(ctx context.Context) error {
	if len(w.pending) == 0 {
		return nil
	}
	before := w.tally.again
	got, err := w.in.take(ctx, w.src, w.pending, passage{run: fmt.Sprintf("%s %d", w.run, w.result.Documents+1), missing: true, newOnly: true, keep: w.keep})
	if err != nil {
		if ctx.Err() != nil {
			return w.interrupted(ctx)
		}
		return err
	}
	w.lost += w.tally.again - before
	w.pending = w.pending[:0]
	w.result.New += got.New
	w.result.Fuller += got.Fuller
	w.result.Mentions += got.Mentions
	w.result.Failed = w.tally.failures()
	return w.in.shelf.keep(ctx, w.in.store)
}

// keep tells whether what came of an item is an article of the time asked for.
func (w *walker) keep(a *arrival) bool {
	published, _ := tracker.ChoosePublished(a.Published, a.Seen)
	switch {
	case a.Title == "" && a.Text == "":
		return false // its page could not be read
	case !published.Stamp.Known():
		w.result.Undated++
		return false
	case published.Stamp.Day < w.since:
		w.result.Before++
		return false
	}
	return true
}

func (w *walker) table(covered []covering) table {
	r := w.result
	note := w.tally.words()
	for _, c := range covered {
		note += fmt.Sprintf("\n%s is covered from %s to %s: %d articles, %d in full; %d gaps (onset coverage).",
			c.Source, c.From, cmp.Or(c.To.String(), "now"), c.Articles, c.Full, len(c.Gaps))
	}
	return table{
		columns: []string{"lists", "broken", "found", "new", "fuller", "undated", "too old", "failed", "mentions"},
		rows: [][]string{{fmt.Sprint(r.Documents), fmt.Sprint(r.Broken), fmt.Sprint(r.Found), fmt.Sprint(r.New), fmt.Sprint(r.Fuller),
			fmt.Sprint(r.Undated), fmt.Sprint(r.Before), fmt.Sprint(r.Failed), fmt.Sprint(r.Mentions)}},
		json: struct {
			backfilled
			Coverage []covering `json:"coverage"`
		}{r, covered},
		note: note,
	}
}
