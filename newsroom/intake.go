package newsroom

import (
	"cmp"
	"context"
	"fmt"

	"github.com/rs/zerolog"
	"golang.org/x/sync/semaphore"

	"onset/feeds"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/reader"
)

// Intake takes what was fetched or imported all the way to what is stored:
// what is new of it → full text → reading → origin → one transaction.
type Intake struct {
	Desk    *Desk
	Store   Store
	Client  *feeds.Client // nil: pages are never fetched
	Log     zerolog.Logger
	groups  *groups
	shelf   *shelf              // nil: nothing is known of furniture
	room    *semaphore.Weighted // bytes of texts that may be read and stored at once, see hold
	tried   func(*arrival)      // told of each page that was asked for; may be nil
	Stats   Counter             // nil counts nothing
	pauses  pauses              // what is to be left alone
	folding folding             // when events were folded last
	Notary  Notary              // nil: seals get no timestamps
	Sharing *Sharing            // nil: no other daemon works on the archive

	finding *discovery // opened when the first day closes
}

// textsAtOnce is how many bytes of texts may be read and stored at once: what is read
// of them takes some ten times as much. The feeds they are of share a transaction, which
// more of them would make little cheaper.
const textsAtOnce = 1 << 20

// hold waits until there is room for so many bytes of texts; more than there ever is
// have it alone.
func (in *Intake) hold(ctx context.Context, texts int) (release func(), err error) {
	n := int64(min(texts, textsAtOnce))
	if err := in.room.Acquire(ctx, n); err != nil {
		return nil, err
	}
	return func() { in.room.Release(n) }, nil
}

// Counter is told what each fetch brought, and what each round came to.
type Counter interface {
	Fetched(f tracker.Fetch, got archive.Recorded)
	Folded(events []tracker.Event)
}

// LastOneIn says that nothing more comes in: the memory that joins copies and
// utterances is needed for closing.
func (in *Intake) LastOneIn() { in.groups = nil }

// ForgetFound has discovery go on from what is kept of it, since others have worked
// at it meanwhile.
func (in *Intake) ForgetFound() { in.finding = nil }

// passage says how a stretch of items comes in.
type passage struct {
	fetch    *tracker.Fetch // nil for imports
	run      string         // names the import; empty when observed
	replayed bool
	missing  bool                // a text that is missing is taken from its page, whatever the source's setting
	newOnly  bool                // what is stored is left as it is
	keep     func(*arrival) bool // nil: all
	query    bool                // it is that of an aggregator
	byQuery  bool                // it is of an outlet, by way of an aggregator
	aside    func(wait func())   // runs what waits for the answers of hosts, so that another feed may be worked on meanwhile; nil: there is no other
}

// take stores what is new of the items of one source. What an aggregate feed
// carries goes to the outlets that it names first, so that the feed is not
// noted as read before all of it is stored.
func (in *Intake) take(ctx context.Context, src tracker.Source, items []tracker.Item, p passage) (archive.Recorded, error) {
	own, outlets := in.Desk.outlets(src, items)
	through := p
	through.byQuery = true
	var sum archive.Recorded
	for _, o := range outlets {
		got, err := in.takeOf(ctx, o.Source, o.items, through)
		if err != nil {
			return sum, err
		}
		sum.Add(got)
	}
	p.query = src.Aggregator || len(outlets) > 0
	got, err := in.takeOf(ctx, src, own, p)
	sum.Add(got)
	return sum, err
}

// takeOf stores what is new of the items of one outlet.
func (in *Intake) takeOf(ctx context.Context, src tracker.Source, items []tracker.Item, p passage) (archive.Recorded, error) {
	known, err := in.Store.Fresh(ctx, src.ID, items)
	if err != nil {
		return archive.Recorded{}, err
	}
	var news []arrival
	for i := range items {
		wanted, err := in.wanted(ctx, items[i], known[i], p)
		if err != nil {
			return archive.Recorded{}, err
		}
		if wanted {
			news = append(news, arrival{Item: items[i], known: known[i]})
		}
	}
	if err := in.pages(ctx, src, news, p); err != nil {
		return archive.Recorded{}, err
	}
	texts := 0
	for i := range news {
		texts += len(news[i].Title) + len(news[i].Text)
	}
	release, err := in.hold(ctx, texts)
	if err != nil {
		return archive.Recorded{}, err
	}
	defer release()
	defer in.shelf.turn(src.ID)()
	batch := archive.Batch{Source: src.ID, Name: src.Name, Fetch: p.fetch, Import: p.run, Replayed: p.replayed, FoldLater: true, ByQuery: p.query || p.byQuery}
	if p.byQuery {
		batch.Fetch = nil // it is the aggregator's
	}
	results := make([]reader.Result, 0, len(news))
	batch.Items = make([]archive.ReadItem, 0, len(news))
	for _, a := range news {
		if p.keep != nil && !p.keep(&a) {
			continue
		}
		read, result, err := in.read(src, &a)
		if err != nil {
			return archive.Recorded{}, err
		}
		if in.faulty(&a, p) && a.known.State != archive.New {
			continue
		}
		batch.Items, results = append(batch.Items, read), append(results, result)
	}
	got, err := in.record(ctx, batch, results)
	for i := range results {
		results[i].Release()
	}
	return got, err
}

// record stores a batch whose items were read with some results. Where other daemons
// take articles in as well, each is joined to others when nobody else can record any.
func (in *Intake) record(ctx context.Context, batch archive.Batch, results []reader.Result) (archive.Recorded, error) {
	if in.Sharing == nil {
		return in.Store.Record(ctx, batch)
	}
	batch.Rules = in.Desk.File.Hash
	joined := len(results) == 0
	batch.Before = func(ctx context.Context) error {
		if joined { // with others the batch failed, and now it comes alone
			return nil
		}
		if err := in.groups.meet(ctx, in); err != nil {
			return err
		}
		for i := range results {
			if err := in.join(batch.Source, &batch.Items[i], results[i]); err != nil {
				return err
			}
		}
		joined = true
		return nil
	}
	got, err := in.Store.Record(ctx, batch)
	if err == nil {
		in.groups.met(got.Articles)
	}
	return got, err
}

// join tells of an item with which others it shares its text, and its occasions.
func (in *Intake) join(source string, it *archive.ReadItem, r reader.Result) (err error) {
	mentions := make([]string, len(r.Mentions))
	for i, m := range r.Mentions {
		mentions[i] = tracker.MentionID(source, it.Key, m.Narrative, m.TalkingPoint, m.Part, m.Text)
	}
	day := cmp.Or(r.Published.Day, tracker.DayOf(it.Seen))
	written := tracker.WrittenDay(it.Published, it.Seen)
	it.Origin, it.Utterances, err = in.groups.join(tracker.ArticleID(source, it.Key), written, day, mentions, r)
	return err
}

// wanted tells whether an item goes on its way to the database.
func (in *Intake) wanted(ctx context.Context, item tracker.Item, known archive.Known, p passage) (bool, error) {
	if p.missing && known.State != archive.New && item.Depth == tracker.TitleOnly {
		old, _, err := in.Store.Latest(ctx, known.Article)
		return old.Depth == tracker.TitleOnly, err
	}
	return known.State == archive.New || known.State != archive.Same && !p.newOnly, nil
}

// faulty tells whether the reader stumbled over an article, and says so. A new
// article is stored nevertheless, so that no later round runs into it again; of
// a known one what was read before stands.
func (in *Intake) faulty(a *arrival, p passage) bool {
	if a.fault == "" {
		return false
	}
	in.Log.Error().Str("article", cmp.Or(a.URL, a.Title)).Msg(a.fault)
	if p.fetch != nil {
		p.fetch.Message = fmt.Sprintf("nothing could be read out of %s: %s", cmp.Or(a.URL, a.Title), a.fault)
	}
	return true
}

// read brings an item to a reading of its text, joined to others unless record does
// that. A text that differs from the stored one in looks only is taken for the stored
// one.
func (in *Intake) read(src tracker.Source, a *arrival) (archive.ReadItem, reader.Result, error) {
	repeats, err := in.shelf.of(src.ID)
	if err != nil {
		return archive.ReadItem{}, reader.Result{}, err
	}
	item := a.Item
	if said, _ := tracker.ChoosePublished(item.Published, item.Seen); !said.Stamp.Known() && a.known.Published.Known() {
		item.Published = []tracker.DateClaim{{From: tracker.FromArchive, Stamp: a.known.Published}}
	}
	result := in.Desk.Reader().ReadPage(src, item, repeats)
	a.fault = result.Fault
	cause, cosmetic := in.changed(src, *a, &result, repeats)
	if cosmetic {
		item.Title, item.Text = a.known.Previous.Title, a.known.Previous.Text
		result.Release()
		result = in.Desk.Reader().ReadPage(src, item, repeats)
	}
	read := archive.ReadItem{
		Item: item, Cause: cause, Mark: a.known.Mark, Reader: reader.Version, Reading: result.Reading,
		TitleText: result.Title, BodyText: result.Body, Recheck: a.recheck(src, len(result.Mentions) > 0),
	}
	if a.page != nil {
		read.ETag, read.LastModified = a.page.ETag, a.page.LastModified
	}
	if in.Sharing == nil {
		if err := in.join(src.ID, &read, result); err != nil {
			return read, result, err
		}
	}
	if old := a.known.Previous; old != nil && old.Depth != tracker.TitleOnly {
		return read, result, nil
	}
	return read, result, in.shelf.add(src.ID, item.Key, result.Body)
}
