package store

import (
	"cmp"
	"fmt"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// recorder is the work of one Record.
type recorder struct {
	*tx
	store      *Store
	batch      *archive.Batch
	source     int64
	fetch      any // row of the log
	first      bool
	fresh      []bool          // which of the items are of new articles
	unobserved []span          // times at which the source was not observed, once asked for
	widened    tracker.Day     // from when on something is covered that was not before; 0: nothing
	begun      []tracker.Scope // of which it was not known before since when they are covered
	texts      []int64         // hashes of the texts of the items
	docs       []document
	counts     map[tallyKey]int
	touched    touched
	answers    map[*tracker.Answer]int64 // those that are kept already, by their numbers
	out        archive.Recorded
}

func (r *recorder) run() (err error) {
	if r.source, err = r.sourceNumber(r.batch.Source, cmp.Or(r.batch.Name, r.batch.Source)); err != nil {
		return err
	}
	var feed feedRow
	if len(r.batch.Items) > 0 { // what is covered from now on is compared with it
		if _, err := r.coverState(); err != nil {
			return err
		}
	}
	if r.batch.Fetch != nil {
		if feed, err = r.feedRow(r.source, r.batch.Fetch.State.URL); err != nil {
			return err
		}
		r.first = !feed.firstGood.Valid
		if err := r.observe(&feed); err != nil {
			return err
		}
		if r.fetch, err = r.logFetch(feed, r.batch.Fetch, 0); err != nil {
			return err
		}
	}
	if err := r.prepare(); err != nil {
		return err
	}
	for i := range r.batch.Items {
		it := &r.batch.Items[i]
		before := r.out.New
		err := r.item(it, r.texts[i])
		if r.fresh = append(r.fresh, r.out.New > before); err != nil {
			return fmt.Errorf("article %s: %w", cmp.Or(it.URL, it.Key), err)
		}
	}
	return r.finish(feed)
}

// prepare hashes the texts of the items, and looks up what of them is stored.
func (r *recorder) prepare() error {
	for i := range r.batch.Items {
		it := &r.batch.Items[i]
		text := textHash(it.Title, it.Text)
		if r.texts = append(r.texts, text); it.Mark == 0 {
			it.Mark = text
		}
	}
	return r.lookAhead(r.batch.Source, len(r.texts), func(i int) (*tracker.Item, []int64) {
		return &r.batch.Items[i].Item, []int64{r.texts[i], r.batch.Items[i].Mark}
	})
}

// finish writes what the items together amount to.
func (r *recorder) finish(feed feedRow) error {
	r.ahead = ahead{}
	if r.batch.Import != "" && !r.batch.ByQuery {
		if err := r.imported(); err != nil {
			return err
		}
	}
	if err := r.keepTallies(); err != nil {
		return err
	}
	if len(r.batch.Items) > 0 {
		if err := r.fold(); err != nil {
			return err
		}
	}
	if r.batch.Fetch == nil {
		return nil
	}
	if r.fetch != nil && r.out.New > 0 {
		if err := r.exec("UPDATE fetch SET new = ? WHERE n = ?", r.out.New, r.fetch); err != nil {
			return err
		}
	}
	return r.keepFeed(feed, r.batch.Fetch, r.out.New)
}

// fold brings the events in line with what the batch brought, or notes that this
// has to be done.
func (r *recorder) fold() (err error) {
	if err := r.addUncovered(); err != nil {
		return err
	}
	if r.batch.FoldLater {
		return r.noteUnfolded(r.touched)
	}
	r.out.Events, err = r.store.foldTouched(r.tx, r.touched)
	return err
}

// item stores one item: a new article, a new revision, or nothing.
func (r *recorder) item(it *archive.ReadItem, text int64) error {
	hash, a, err := r.find(r.batch.Source, &it.Item, text)
	if err != nil {
		return err
	}
	if a.id == 0 && it.Mark != text && it.Rung != tracker.ByURL {
		if err := r.alias(textAlias(r.batch.Source, it.Mark), &a); err != nil {
			return err
		}
	}
	if a.id == 0 {
		return r.add(it, hash, text)
	}
	r.out.Articles = append(r.out.Articles, a.id)
	r.ahead.forget(a.id)
	state := a.Read(it.Depth, text)
	if state == archive.Same {
		return r.same(a, it)
	}
	return r.revise(a, it, text, state)
}

// same keeps what the feed gives now, and a date where nobody had said one.
func (r *recorder) same(a kept, it *archive.ReadItem) error {
	r.out.Same++
	if it.Mark != a.Feed {
		if err := r.exec("UPDATE article SET feed_hash = ? WHERE id = ?", it.Mark, a.id); err != nil {
			return err
		}
	}
	return r.alsoKnownAs(a.id, it)
}

// add stores a new article with its first revision.
func (r *recorder) add(it *archive.ReadItem, hash, textHash int64) error {
	seen := r.seen(it)
	date, dates := tracker.ChoosePublished(it.Published, seen)
	revision, err := r.revisionID(date.Stamp, seen)
	if err != nil {
		return err
	}
	late, err := r.late(date.Stamp)
	if err != nil {
		return err
	}
	var run any
	if r.batch.Import != "" {
		run = r.batch.Import
	}
	args := []any{hash, r.source, it.Key, it.URL, string(it.Rung), it.URL, it.GUID, it.URL, it.Title, it.Reading.Language, it.Author}
	args = append(append(args, valuesOf(date.Stamp)...), date.From, encodeDates(dates), millis(seen), millis(r.now),
		revision, textHash, it.Mark, string(it.Depth), cmp.Or(it.Origin, fmt.Sprintf("a%x", hash)), run, r.first, r.batch.Replayed, late)
	id, err := r.insert(`INSERT INTO article (hash, source, key, rung, url, guid, title, language, author, published, published_day, published_slack, assumed, published_from,
		dates, seen, recorded, latest, text_hash, feed_hash, depth, origin, run, first_fetch, replayed, late)
		VALUES (?, ?, nullif(?, ?), ?, ?, nullif(?, ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`, args...)
	if err != nil {
		return err
	}
	delete(r.ahead.slots, hash)
	if r.out.New == 0 {
		if err := r.noteSetBack(id); err != nil {
			return err
		}
	}
	r.out.New++
	r.out.Articles = append(r.out.Articles, id)
	r.tally(date.Stamp, seen, it.Reading.Language, it.Depth, 1)
	if it.Rung != tracker.ByURL {
		for _, text := range []int64{textHash, it.Mark} {
			if err := r.addAlias(textAlias(r.batch.Source, text), id); err != nil {
				return err
			}
		}
	}
	if err := r.alsoKnownAs(id, it); err != nil {
		return err
	}
	rev := tracker.Revision{ID: revision, Article: id, Number: 1, Cause: cmp.Or(it.Cause, tracker.First), Fetched: seen}
	return r.keepRevision(it, rev, 0)
}

// noteSetBack notes that the clock was set back since the article before was recorded.
func (t *tx) noteSetBack(article int64) error {
	return t.exec("INSERT INTO set_back (article) SELECT id + 1 FROM article WHERE id = ? AND recorded > ?", article-1, millis(t.now))
}

// revise stores a new revision of an article.
func (r *recorder) revise(a kept, it *archive.ReadItem, text int64, state archive.State) error {
	cause := it.Cause
	if cause == "" || cause == tracker.First {
		cause = map[archive.State]tracker.Cause{archive.Edited: tracker.Edit, archive.Fuller: tracker.Fuller}[state]
	}
	if state == archive.Fuller {
		r.out.Fuller++
	} else {
		r.out.Edited++
	}
	seen := r.seen(it)
	was, err := a.date.stamp()
	if err != nil {
		return err
	}
	published, from := was, any(nil)
	if date, _ := tracker.ChoosePublished(it.Published, moment(a.seen)); date.Stamp.Narrows(was) {
		published, from = date.Stamp, date.From
	}
	id, err := r.revisionID(published, moment(a.seen))
	if err != nil {
		return err
	}
	var number int
	if _, err := r.get("SELECT number FROM revision WHERE id = ?", []any{a.latest}, &number); err != nil {
		return err
	}
	args := append([]any{it.Title, it.Reading.Language, id, text, it.Mark, string(it.Depth)}, valuesOf(published)...)
	if err := r.exec(`UPDATE article SET title = ?, language = ?, latest = ?, text_hash = ?, feed_hash = ?, depth = ?,
		published = ?, published_day = ?, published_slack = ?, assumed = ?, published_from = coalesce(?, published_from), pruned = NULL WHERE id = ?`,
		append(args, from, a.id)...); err != nil {
		return err
	}
	if err := r.touchStanding(a, it, from != nil); err != nil {
		return err
	}
	if it.Depth != a.Depth || published.Day != was.Day || it.Reading.Language != a.language {
		r.tally(was, moment(a.seen), a.language, a.Depth, -1)
		r.tally(published, moment(a.seen), it.Reading.Language, it.Depth, 1)
	}
	if err := r.alsoKnownAs(a.id, it); err != nil {
		return err
	}
	return r.keepRevision(it, tracker.Revision{ID: id, Article: a.id, Number: number + 1, Cause: cause, Fetched: seen}, a.latest)
}

// touchStanding has the events of an article's mentions folded again where the
// article itself is told otherwise: dated or in another language, so that it
// may give way to others, or under another title.
func (r *recorder) touchStanding(a kept, it *archive.ReadItem, dated bool) error {
	moved := dated || it.Reading.Language != a.language
	if !moved && it.Title == a.title {
		return nil
	}
	rows, err := r.standing(a.id)
	for _, m := range rows {
		if r.touched.add(m.point, a.id); moved {
			r.touched.addAll(m.point, timeline.CauseEdit)
		}
	}
	return err
}

// keepRevision writes the text, its reading and its mentions.
func (r *recorder) keepRevision(it *archive.ReadItem, rev tracker.Revision, previous int64) error {
	var before any
	if previous != 0 {
		before = previous
	}
	reading, err := r.keepReading(rev.ID, nil, it)
	if err != nil {
		return err
	}
	if err := r.exec(`INSERT INTO revision (id, article, number, previous, cause, depth, method, sha256, fetched, recorded, fetch,
		language, declared, dates, reader, reading, title, text, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		rev.ID, rev.Article, rev.Number, before, string(rev.Cause), string(it.Depth), it.Method, it.SHA256,
		millis(rev.Fetched), millis(r.now), r.fetch, it.Reading.Language, it.Language, datesOf(it, rev), it.Reader, reading, it.Title, it.Text, it.Place); err != nil {
		return err
	}
	r.docs = append(r.docs, documentOf(rev.ID, r.batch.Source, it))
	appeared, err := r.keepMentions(it, rev)
	if err != nil {
		return err
	}
	return r.keepAnswers(it, rev, appeared)
}

// datesOf are the statements of when an article was published that came with a
// later text of it; NULL for the first, whose article has them.
func datesOf(it *archive.ReadItem, rev tracker.Revision) any {
	if rev.Number == 1 || len(it.Published) == 0 || it.Published[0].From == tracker.FromArchive {
		return nil
	}
	return encodeDates(it.Published)
}

// seen is when the item was fetched: never after it is recorded.
func (r *recorder) seen(it *archive.ReadItem) time.Time {
	switch {
	case !it.Seen.IsZero():
		return it.Seen.UTC()
	case r.batch.Fetch != nil && !r.batch.Fetch.At.IsZero():
		return r.batch.Fetch.At.UTC()
	}
	return r.now
}

// alsoKnownAs keeps other keys of an article, and when to look at it again.
func (r *recorder) alsoKnownAs(article int64, it *archive.ReadItem) error {
	if !it.Recheck.IsZero() {
		if err := r.exec(`INSERT INTO watch (article, next, etag, last_modified) VALUES (?1, ?2, ?3, ?4)
			ON CONFLICT (article) DO UPDATE SET next = ?2, etag = ?3, last_modified = ?4`, article, millis(it.Recheck), it.ETag, it.LastModified); err != nil {
			return err
		}
	}
	for _, key := range it.Aliases {
		if key == it.Key || key == "" {
			continue
		}
		if err := r.addAlias(hashOf(r.batch.Source, key), article); err != nil {
			return err
		}
	}
	return nil
}

// addAlias lets an article be met under another number too.
func (r *recorder) addAlias(hash, article int64) error {
	delete(r.ahead.aliases, hash)
	return r.exec("INSERT INTO alias (hash, article) VALUES (?, ?) ON CONFLICT DO NOTHING", hash, article)
}

// Ids of revisions grow with the minute of publication; slotsPerMinute are
// numbered in sequence within it, and further ones go on into the next.
const slotsPerMinute = 1 << 10

// revisionID returns a free id at the article's time. It gallops, so that even
// a hundred thousand articles of one minute cost a few look-ups each.
func (r *recorder) revisionID(published tracker.Stamp, seen time.Time) (int64, error) {
	at := published.Time
	if at.IsZero() {
		at = seen
		if published.Day != 0 {
			at = published.Day.In(time.UTC)
		}
	}
	base := max(at.Unix()/60, 1) * slotsPerMinute
	if last, ok := r.next[base]; ok {
		id := last + 1
		if r.next[base] = id; id%slotsPerMinute != 0 {
			return id, nil
		}
	}
	for width := int64(slotsPerMinute); ; width *= 2 {
		var id int64
		if _, err := r.get("SELECT coalesce(max(id) + 1, ?1) FROM revision WHERE id >= ?1 AND id < ?1 + ?2", []any{base, width}, &id); err != nil {
			return 0, err
		}
		if id >= base+width {
			continue
		}
		if r.next[base] = id; width > slotsPerMinute {
			clear(r.next) // it lies in another minute, whose next number is not known any more
		}
		return id, nil
	}
}
