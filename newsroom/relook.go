package newsroom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"onset/feeds"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/edit"
	"onset/tracker/reader"
	"onset/tracker/revisit"
)

// The bounds of one round of second looks.
const (
	looksPerRound  = 1000
	looksPerSource = 8
	looksAtOnce    = 64 // sources: they mostly wait
	// stillShared is how much of an article's vocabulary its page must have to be
	// the article still, and not a notice in its place.
	stillShared = 0.3
)

// relooked is what a round of second looks amounted to.
type relooked struct {
	mu        sync.Mutex
	Asked     int `json:"asked"`
	Unchanged int `json:"unchanged"` // the text is as it was
	Cosmetic  int `json:"cosmetic"`  // only looks changed
	Edited    int `json:"edited"`
	Fuller    int `json:"fuller"`
	Gone      int `json:"gone"`
	Failed    int `json:"failed"`
	Events    int `json:"events"`
	errs      []error
}

// Relook looks again at the pages of articles whose time has come: what was
// edited becomes a revision, what is gone for days is withdrawn.
func (in *Intake) Relook(ctx context.Context, now time.Time) (*relooked, error) {
	r := &relooked{}
	if in.Client == nil {
		return r, nil
	}
	if err := in.pauses.recall(ctx, in.Store, in.Client, in.Sharing != nil); err != nil {
		return r, err
	}
	due, err := in.Store.DueRechecks(ctx, now, looksPerRound, looksPerSource)
	if err != nil {
		return r, err
	}
	bySource := map[string][]archive.Recheck{}
	for _, d := range due {
		bySource[d.Source] = append(bySource[d.Source], d)
	}
	release, err := in.holdSources(ctx, bySource)
	if err != nil {
		return r, err
	}
	defer release()
	var g errgroup.Group
	g.SetLimit(looksAtOnce)
	for _, id := range slices.Sorted(maps.Keys(bySource)) {
		g.Go(func() error { return in.relookSource(ctx, in.Desk.Source(id), bySource[id], r) })
	}
	if err := g.Wait(); err != nil {
		return r, err
	}
	events, err := in.fold(ctx)
	if err != nil {
		return r, err
	}
	r.Events += len(events)
	return r, errors.Join(append(r.errs, in.pauses.keep(ctx, in.Store, in.Client))...)
}

// relookSource looks at the pages of one source, one after the other, until it
// does not answer. What one page uncovers costs no other its turn.
func (in *Intake) relookSource(ctx context.Context, src tracker.Source, due []archive.Recheck, r *relooked) error {
	silent := 0
	for _, d := range due {
		if silent >= silentPages {
			return nil // those left are as due as before
		}
		page := in.Client.Page(ctx, feeds.PageRequest{URL: d.URL, Title: d.Title, ETag: d.ETag, LastModified: d.LastModified, Place: src.Place(), Feed: in.feedOf(src, d.URL, nil)}, src)
		if silent++; !unanswered(page) {
			silent = 0
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := errors.Join(in.looked(ctx, src, d, page, r), in.sight(ctx, src, d)); err != nil {
			r.mu.Lock()
			r.errs = append(r.errs, fmt.Errorf("looking again at %s: %w", feeds.Shown(d.URL), err))
			r.mu.Unlock()
		}
	}
	return nil
}

// looked stores what a page brought, the text first: should the program end in
// between, the page is only looked at once more.
func (in *Intake) looked(ctx context.Context, src tracker.Source, d archive.Recheck, page feeds.Page, r *relooked) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New(tracker.Fault(p))
		}
	}()
	visit := archive.Visit{Article: d.Article, At: page.At, Next: revisit.Next(d.Published, d.Seen, page.At, leastPause(d)), ETag: page.ETag, LastModified: page.LastModified}
	var got archive.Recorded
	state := edit.Same
	switch {
	case page.Gone:
		visit.Gone, visit.Next = true, page.At.Add(revisit.GoneAgain)
	case page.Class == tracker.FetchRefused:
		visit.Next = time.Time{} // the site asks programs to keep off
	case page.Class.Failed():
		visit.ETag, visit.LastModified = d.ETag, d.LastModified
	case page.Class == tracker.FetchOK && page.Poor == "" && !ownWords(d):
		if got, state, err = in.revisit(ctx, src, d, page); err != nil {
			return err
		}
	}
	events, err := in.Store.Visited(ctx, visit)
	r.add(page, visit, got, state, len(events))
	return err
}

// ownWords tells whether the text of an article is its feed's: its page is told
// otherwise even where nothing was edited, and is only asked whether it is there.
func ownWords(d archive.Recheck) bool { return d.Depth == tracker.FullText && !fromPage(d.Method) }

func leastPause(d archive.Recheck) time.Duration {
	if ownWords(d) {
		return revisit.Seldom
	}
	return 0
}

// revisit stores the text of a page that was looked at again, if it differs in
// substance from the stored one.
func (in *Intake) revisit(ctx context.Context, src tracker.Source, d archive.Recheck, page feeds.Page) (archive.Recorded, edit.Weight, error) {
	old, mark, err := in.Store.Latest(ctx, d.Article)
	if err != nil || old.ID == 0 || old.Text == "" && old.Depth != tracker.TitleOnly {
		return archive.Recorded{}, edit.Same, err // pruned
	}
	repeats, err := in.shelf.of(src.ID)
	if err != nil {
		return archive.Recorded{}, edit.Same, err
	}
	a, changed := again(d, old, page, in.apart(src, repeats))
	if !changed {
		return archive.Recorded{}, edit.Same, nil
	}
	a.known.Mark = mark
	release, err := in.hold(ctx, len(a.Text))
	if err != nil {
		return archive.Recorded{}, edit.Same, err
	}
	defer release()
	defer in.shelf.turn(src.ID)()
	read, result, err := in.read(src, &a)
	if err != nil || in.faulty(&a, passage{}) {
		return archive.Recorded{}, edit.Same, err
	}
	read.Recheck = time.Time{} // Visited says when
	if read.Title == old.Title && read.Text == old.Text {
		return archive.Recorded{}, edit.Cosmetic, nil
	}
	got, err := in.record(ctx, archive.Batch{Source: src.ID, Items: []archive.ReadItem{read}, FoldLater: true}, []reader.Result{result})
	return got, edit.Substance, err
}

// again makes an arrival of a page that was looked at again, and tells whether
// its text differs from the stored one. The headline stays the feed's: that of
// a page is mixed with the outlet's name.
func again(d archive.Recheck, old tracker.Revision, page feeds.Page, apart func(string) bool) (arrival, bool) {
	it := tracker.Item{
		Key: d.Key, Rung: tracker.ByURL, URL: d.URL, Title: old.Title, Text: old.Text, Depth: old.Depth, Method: old.Method, SHA256: old.SHA256,
		Language: page.Item.Language, Author: page.Item.Author, Seen: page.At,
	}
	if old.Depth != tracker.FullText {
		it = feeds.Fuller(it, page)
		it.Published = stored(d, page)
		return arrival{Item: it}, it.Text != old.Text
	}
	it.Title = cmp.Or(old.Title, page.Item.Title)
	it.Text, it.Method, it.SHA256, it.Answers = page.Item.Text, page.Item.Method, page.Item.SHA256, page.Item.Answers
	it.Published = stored(d, page)
	return arrival{Item: it, known: archive.Known{State: archive.Edited, Article: d.Article, Previous: &old}},
		weigh(&old, it, apart) != edit.Same && edit.Shared(old.Text, it.Text) >= stillShared
}

// stored is the date of an article as it is known, or as its page claims it
// where that says more.
func stored(d archive.Recheck, page feeds.Page) []tracker.DateClaim {
	if claimed, _ := tracker.ChoosePublished(page.Item.Published, d.Seen); claimed.Stamp.Narrows(d.Published) {
		return slices.Clone(page.Item.Published)
	}
	return []tracker.DateClaim{{From: tracker.FromArchive, Stamp: d.Published}}
}

func (r *relooked) add(page feeds.Page, v archive.Visit, got archive.Recorded, state edit.Weight, withdrawn int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Asked++
	r.Edited += got.Edited
	r.Fuller += got.Fuller
	r.Events += withdrawn
	switch {
	case v.Gone:
		r.Gone++
	case page.Class.Failed():
		r.Failed++
	case state == edit.Same:
		r.Unchanged++
	case state == edit.Cosmetic:
		r.Cosmetic++
	}
}
