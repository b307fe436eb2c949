package pages

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"onset/feeds"
	"onset/newsroom"
	"onset/newsroom/bulletin"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/discover"
	"onset/tracker/query"
	"onset/tracker/timeline"
	"onset/web"
)

// Reader lets package web read the archive and the rules in force, which a running
// daemon may replace.
type Reader struct {
	store     Store
	desk      atomic.Pointer[newsroom.Desk]
	accounts  accounts
	questions newsroom.Questions
	addresses sync.Map // of feeds, as they may be shown
	older     bulletin.Attempts
	usual     bulletin.Usual
	words     *newsroom.Thesaurus
}

// New returns a Reader of what a store holds, under the rules of a desk.
func New(s Store, d *newsroom.Desk) *Reader {
	r := &Reader{store: s, questions: newsroom.Questions{Store: s}, words: newsroom.NewThesaurus(s)}
	r.desk.Store(d)
	return r
}

// UseRules shows everything under other rules from now on.
func (r *Reader) UseRules(d *newsroom.Desk) { r.desk.Store(d) }

// Desk returns the rules under which everything is shown.
func (r *Reader) Desk() *newsroom.Desk { return r.desk.Load() }

// Snapshot keeps one moment for several readings, see web.Options.
func (r *Reader) Snapshot(ctx context.Context) (moment context.Context, release func(), err error) {
	return r.store.Snapshot(ctx)
}

// Timeline implements web.Events.
func (r *Reader) Timeline(ctx context.Context, f archive.Filter) ([]*tracker.Event, error) {
	return r.store.Events(ctx, f)
}

// Mentions implements web.Events.
func (r *Reader) Mentions(ctx context.Context, f archive.Filter) (archive.MentionPage, error) {
	return r.store.Mentions(ctx, f)
}

// Mention implements web.Events.
func (r *Reader) Mention(ctx context.Context, id string) (tracker.Witness, error) {
	w, found, err := r.store.Mention(ctx, id)
	if err == nil && !found {
		err = fmt.Errorf("%w: mention %s", archive.ErrNotFound, id)
	}
	return w, err
}

// Questions implements web.Events.
func (r *Reader) Questions(ctx context.Context, most int) ([]timeline.Question, error) {
	return r.questions.Next(ctx, r.desk.Load(), most)
}

// Published implements web.Archive.
func (r *Reader) Published(ctx context.Context, from, to tracker.Day) (map[tracker.Day]int, error) {
	return r.store.Published(ctx, from, to)
}

// Size implements web.Archive.
func (r *Reader) Size(ctx context.Context) (archive.Size, error) { return r.store.Size(ctx) }

// Coverage implements web.Archive.
func (r *Reader) Coverage(ctx context.Context) ([]archive.Interval, error) {
	list, err := r.store.Coverage(ctx, "")
	out := slices.Clone(list) // the store's is shared
	for i := range out {
		out[i].Feed = r.shown(out[i].Feed)
	}
	return out, err
}

// shown is the address of a feed without its secrets, which is made once.
func (r *Reader) shown(address string) string {
	if known, ok := r.addresses.Load(address); ok {
		return known.(string)
	}
	shown := feeds.Shown(address)
	r.addresses.Store(address, shown)
	return shown
}

// Count implements web.Archive.
func (r *Reader) Count(ctx context.Context, list []archive.Interval) ([]archive.Interval, error) {
	return r.store.CountIntervals(ctx, list)
}

// Rules implements web.Desk.
func (r *Reader) Rules(ctx context.Context) (web.Rules, error) {
	d := r.desk.Load()
	sources, version, err := r.store.Sources(ctx)
	return web.Rules{Zone: d.File.Zone, Narratives: d.File.Narratives, Speakers: d.File.Speakers, Sources: sources, Terms: d.File.Terms,
		Version: fmt.Sprintf("%s %d", d.File.Hash, version)}, err
}

// Feeds implements web.Desk.
func (r *Reader) Feeds(ctx context.Context) ([]archive.FeedRow, error) {
	health, err := r.store.Health(ctx)
	if err != nil {
		return nil, err
	}
	now := time.Time{}
	for _, h := range health {
		if h.State.LastAsked.After(now) {
			now = h.State.LastAsked
		}
	}
	told := bulletin.Reporter{Desk: r.desk.Load(), Store: r.store}.Feeds(health, now)
	out := make([]archive.FeedRow, 0, len(health))
	for i, h := range health {
		state := string(told[i].State)
		if h.State.LastAsked.IsZero() {
			state = ""
		}
		out = append(out, archive.FeedRow{Source: h.State.Source, URL: feeds.Shown(h.State.URL), Title: h.Title, Class: h.Class, Message: h.Message,
			Failures: h.State.Failures, Stopped: h.State.Stopped, State: state, LastGood: h.State.LastGood, LastNew: h.State.LastNew,
			NextPoll: h.State.NextPoll, Volume: h.Volume, Total: h.Total})
	}
	return out, nil
}

// Digest implements web.Desk.
func (r *Reader) Digest(ctx context.Context, day tracker.Day, clock tracker.Clock, fresh bool) (d digest.Digest, kept bool, err error) {
	d, letters, err := bulletin.Reporter{Desk: r.desk.Load(), Store: r.store, Older: &r.older, Usual: &r.usual, Words: r.words}.Shown(ctx, day, clock, fresh)
	return d, letters != nil && !fresh && clock == tracker.ClockRecorded, err
}

// Emerging implements web.Desk: best first.
func (r *Reader) Emerging(ctx context.Context, asOf time.Time) ([]discover.Candidate, error) {
	list, err := newsroom.Candidates(ctx, r.store, asOf)
	return newsroom.Known(list), err
}

// searchTime is how long a search may take, surveyTime how long its hits are
// counted, each by reading its text: which of the words that share a stem one is
// only the text tells. Nobody waits for a count longer than for the hits.
const (
	searchTime = 10 * time.Second
	surveyTime = 100 * time.Millisecond
)

// query is a question of a visitor to the archive.
func (r *Reader) query(text string, limit int, after int64, most time.Duration) (archive.Search, error) {
	file := r.desk.Load().File
	expr, err := query.Parse(text, query.Terms(file.Terms))
	return archive.Search{Expr: expr, Groups: file.Groups(), Limit: limit, After: after, Time: most}, err
}

// Plain implements web.Searcher.
func (r *Reader) Plain(text string) string {
	return query.Plain(text, query.Terms(r.desk.Load().File.Terms))
}

// Survey implements web.Searcher.
func (r *Reader) Survey(ctx context.Context, text string) (archive.Survey, error) {
	q, err := r.query(text, 0, 0, surveyTime)
	if err != nil {
		return archive.Survey{}, err
	}
	return r.store.Survey(ctx, q)
}

// Search implements web.Searcher.
func (r *Reader) Search(ctx context.Context, text string, limit int, after int64) (archive.HitPage, error) {
	q, err := r.query(text, limit, after, searchTime)
	if err != nil {
		return archive.HitPage{}, err
	}
	found, err := r.store.Search(ctx, q)
	if errors.Is(err, archive.ErrTooWide) {
		return archive.HitPage{}, web.Refuse(err.Error())
	}
	return found.Page(), err
}

// Review implements web.Reviewer.
func (r *Reader) Review(ctx context.Context, v archive.Verdict, dryRun bool) (archive.Moved, error) {
	if _, found, err := r.store.Mention(ctx, v.Mention); err != nil || !found {
		return archive.Moved{}, cmp.Or(err, fmt.Errorf("%w: mention %s", archive.ErrNotFound, v.Mention))
	}
	return r.store.Review(ctx, archive.Verdict{Mention: v.Mention, Action: v.Action, Value: v.Value, Who: v.Who, Why: v.Why, Seen: v.Seen}, dryRun)
}

// Sentences implements web.Reviewer.
func (r *Reader) Sentences(ctx context.Context, article string) ([]tracker.Sentence, error) {
	v, err := r.store.Article(ctx, article)
	if err != nil {
		return nil, err
	}
	return r.desk.Load().Sentences(v), nil
}

// Mark implements web.Reviewer.
func (r *Reader) Mark(ctx context.Context, m web.Mark, dryRun bool) (archive.Moved, error) {
	v, err := r.store.Article(ctx, m.Article)
	if err != nil {
		return archive.Moved{}, err
	}
	found := newsroom.SaidBy(newsroom.Missed(v, m.Sentence, m.Words, m.Narrative+"/"+m.TalkingPoint), m.Speakers)
	found.Stance, found.Treatment, found.Said = m.Stance, m.Treatment, m.Said
	verdict, err := newsroom.VerdictOn(ctx, r.store, v, found, m.Who, m.Why)
	if err != nil {
		return archive.Moved{}, err
	}
	moved, err := r.store.Review(ctx, verdict, dryRun)
	if errors.Is(err, archive.ErrMarked) || errors.Is(err, archive.ErrNowhere) {
		return moved, web.Refuse("This can't be marked: " + err.Error() + ". Nothing was changed.")
	}
	return moved, err
}

// Judge implements web.Judge.
func (r *Reader) Judge(ctx context.Context, id string, accept bool, who, why string) error {
	status := newsroom.Dismissed
	if accept {
		status = newsroom.Accepted
	}
	_, err := newsroom.JudgeCandidate(ctx, r.store, id, status, strings.TrimSpace(who+": "+why))
	return err
}

// orEmpty keeps a list from being null as JSON.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
