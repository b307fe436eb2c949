package newsroom

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"onset/feeds"
	"onset/tracker"
	"onset/tracker/archive"
)

// fetchedStretch is how many articles are stored together where each costs a
// request.
const fetchedStretch = 25

// PageTally counts the pages that were asked for, and names those that could
// not be read.
type PageTally struct {
	mu     sync.Mutex
	say    func(line string)
	asked  int
	failed map[string]int // by class
	again  int            // of the failed: may answer better another time
}

func newPageTally(say func(string)) *PageTally {
	return &PageTally{say: say, failed: map[string]int{}}
}

// CountPages counts the pages that are asked for from now on; say is told of
// those that could not be read.
func (in *Intake) CountPages(say func(string)) *PageTally {
	t := newPageTally(say)
	in.tried = t.tried
	return t
}

// toldPages is how many pages that could not be read are named.
const toldPages = 20

func (t *PageTally) tried(a *arrival) {
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

func (t *PageTally) failures() int {
	n := 0
	for _, k := range t.failed {
		n += k
	}
	return n
}

// Words tells in one line how the pages answered.
func (t *PageTally) Words() string {
	out := fmt.Sprintf("%d pages were asked for", t.asked)
	for _, class := range slices.Sorted(maps.Keys(t.failed)) {
		out += fmt.Sprintf(", %d %s", t.failed[class], strings.ReplaceAll(class, "_", " "))
	}
	return out + "."
}

// walker stores what a walk through history finds.
type walker struct {
	in      *Intake
	src     tracker.Source
	address string
	since   tracker.Day
	run     string
	bar     Progress
	tally   *PageTally
	pending []tracker.Item
	result  Backfilled
	lost    int // pages of the current document that are worth another try
}

// Backfilled is what a walk amounted to.
type Backfilled struct {
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

// Backfill walks the history of one outlet back to a day, stores what was
// published since, and closes the days that it brought.
func (in *Intake) Backfill(ctx context.Context, src tracker.Source, address string, since tracker.Day, bar Progress) (Backfilled, *PageTally, error) {
	w := &walker{in: in, src: src, address: address, since: since, bar: bar, tally: newPageTally(bar.Above),
		run: archive.WalkRun(address) + in.Store.Now().UTC().Format("20060102T150405.000000000Z")}
	in.tried = func(t *arrival) {
		w.tally.tried(t)
		w.tally.mu.Lock()
		defer w.tally.mu.Unlock()
		w.bar.Add(1)
	}
	if err := w.walk(ctx); err != nil {
		return w.result, w.tally, err
	}
	_, err := in.CloseAll(ctx, in.Store.Now())
	return w.result, w.tally, err
}

// walk goes through the history. A document counts as read once its articles
// are stored, all but those whose pages will never be read.
func (w *walker) walk(ctx context.Context) error {
	done, err := w.in.Store.Walked(ctx, w.src.ID, w.address, w.since)
	if err != nil {
		return err
	}
	asked := feeds.History{Address: w.address, Since: w.since, Source: w.src, Feed: w.in.feedOf(w.src, w.address, nil),
		Done: func(document string) bool { return done[document] }}
	lost := 0
	for o, err := range w.in.Client.Backfill(ctx, asked) {
		switch {
		case ctx.Err() != nil:
			return w.interrupted(ctx)
		case err != nil:
			w.result.Broken++
			w.bar.Above(err.Error())
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
	return w.in.Store.EndWalk(ctx, w.src.ID, w.address)
}

func (w *walker) interrupted(ctx context.Context) error {
	w.bar.Above("interrupted; the same command goes on where it stopped")
	return ctx.Err()
}

func (w *walker) take(ctx context.Context, it tracker.Item) error {
	w.result.Found++
	w.bar.Label(fmt.Sprintf("backfilling %s: list %d, %d articles found, pages read:", w.src.ID, w.result.Documents+1, w.result.Found))
	it.Seen = w.in.Client.Now().UTC()
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
	return w.in.Store.KeepWalked(ctx, w.src.ID, w.address, document, w.since)
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
	return nil
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
