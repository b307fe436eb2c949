package store

import (
	"encoding/binary"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// observe extends the coverage of a feed by a fetch, or notes a gap: two good
// fetches that share no item leave unknown what came between.
func (r *recorder) observe(f *feedRow) error {
	fetch := r.batch.Fetch
	switch {
	case fetch.Class.Failed():
		return nil
	case fetch.Class == tracker.FetchUnchanged && f.firstGood.Valid,
		fetch.Class == tracker.FetchEmpty && f.firstGood.Valid && len(f.window) == 0:
		f.coveredTo.Int64 = max(f.coveredTo.Int64, fetch.At.UnixMilli())
		return nil
	case fetch.Class == tracker.FetchEmpty && f.firstGood.Valid:
		return nil // what was there is gone: the next good fetch will tell
	}
	window := r.windowOf(fetch.Items)
	// A feed that was empty fills from nothing: all that came since is in it.
	shared := len(f.window) == 0 || sharesAny(f.window, window)
	f.window = window
	if !f.firstGood.Valid {
		return r.begin(f, horizon(fetch.Items, fetch.At))
	}
	if shared {
		f.coveredTo.Int64 = max(f.coveredTo.Int64, fetch.At.UnixMilli())
		return nil
	}
	return r.gap(f, horizon(fetch.Items, fetch.At))
}

// begin opens the first interval of a feed.
func (r *recorder) begin(f *feedRow, since time.Time) error {
	f.firstGood.Int64, f.firstGood.Valid = r.batch.Fetch.At.UnixMilli(), true
	f.coveredTo = f.firstGood
	return r.openInterval(f, since)
}

func (r *recorder) openInterval(f *feedRow, since time.Time) error {
	if err := r.exec("INSERT INTO cover (source, kind, feed, since, depth, recorded) VALUES (?, 'observed', ?, ?, ?, ?)",
		r.source, f.n, millis(since), coverDepth(r.batch), millis(r.now)); err != nil {
		return err
	}
	return r.covers(since)
}

// byQuery is the depth of the coverage of a query: it shows what matches, and
// nothing was looked through.
const byQuery = "query"

func coverDepth(b *archive.Batch) string {
	if b.ByQuery {
		return byQuery
	}
	return string(commonDepth(b))
}

// gap closes the open interval where it ended and opens another. Where the
// feed reaches back beyond the last fetch nothing was missed.
func (r *recorder) gap(f *feedRow, since time.Time) error {
	from := moment(f.coveredTo.Int64)
	f.coveredTo.Int64 = r.batch.Fetch.At.UnixMilli()
	if !since.After(from) {
		return nil
	}
	if err := r.exec("UPDATE cover SET until = ? WHERE feed = ? AND until IS NULL", millis(from), f.n); err != nil {
		return err
	}
	r.gapped = nil
	if err := r.exec("INSERT INTO cover (source, kind, feed, since, until, recorded) VALUES (?, 'gap', ?, ?, ?, ?)",
		r.source, f.n, millis(from), millis(since), millis(r.now)); err != nil {
		return err
	}
	r.out.Gap = &tracker.Gap{Source: r.batch.Source, From: from, To: since}
	return r.openInterval(f, since)
}

// windowOf returns the hashes of the items' keys, 8 bytes each.
func (r *recorder) windowOf(items []tracker.Item) []byte {
	out := make([]byte, 0, 8*len(items))
	for i := range items {
		out = binary.BigEndian.AppendUint64(out, uint64(hashOf(r.batch.Source, items[i].Key)))
	}
	return out
}

func sharesAny(a, b []byte) bool {
	seen := map[uint64]bool{}
	for ; len(a) >= 8; a = a[8:] {
		seen[binary.BigEndian.Uint64(a)] = true
	}
	for ; len(b) >= 8; b = b[8:] {
		if seen[binary.BigEndian.Uint64(b)] {
			return true
		}
	}
	return false
}

// An item far older than all others of its feed is pinned to its top, and says
// nothing about how far back the feed reaches.
const (
	pinnedAfter = 30 * 24 * time.Hour // that much older than the next, and
	pinnedOver  = 5                   // older than that many others, which span less time
)

// horizon returns how far back a feed reaches: to its oldest item, pinned ones
// and those of one of several days apart; to the fetch itself when no item has a
// date, or when the feed is stale: it shows an old stretch and not what came
// since.
func horizon(items []tracker.Item, at time.Time) time.Time {
	var times []time.Time
	for i := range items {
		c, _ := tracker.ChoosePublished(items[i].Published, at)
		if t := instantOf(c.Stamp); !t.IsZero() && !t.After(at) && c.Stamp.Slack <= 0 {
			times = append(times, t)
		}
	}
	if len(times) == 0 {
		return at
	}
	slices.SortFunc(times, func(a, b time.Time) int { return b.Compare(a) })
	if at.Sub(times[0]) > tracker.StaleAfter {
		return at
	}
	for i := 1; i < len(times); i++ {
		step, span := times[i-1].Sub(times[i]), times[0].Sub(times[i-1])
		if i >= pinnedOver && step > pinnedAfter && step > span {
			return times[i-1]
		}
	}
	return times[len(times)-1]
}

// instantOf returns the instant of a stamp, or the beginning of its day.
func instantOf(s tracker.Stamp) time.Time {
	if s.Time.IsZero() && s.Day != 0 {
		return s.Day.In(time.UTC)
	}
	return s.Time
}

// span is from the oldest to the newest article of an import, or a gap.
type span struct{ from, to time.Time }

// add widens it to a date that is sure; a day without a time counts to its end.
func (s *span) add(date tracker.Stamp) {
	t := instantOf(date)
	if t.IsZero() || date.Slack > 0 {
		return
	}
	if s.from.IsZero() || t.Before(s.from) {
		s.from = t
	}
	if date.Time.IsZero() {
		t = t.Add(24*time.Hour - time.Millisecond)
	}
	if t.After(s.to) {
		s.to = t
	}
}

// commonDepth is the depth of most of a batch's texts.
func commonDepth(b *archive.Batch) tracker.Depth {
	n := map[tracker.Depth]int{}
	best := tracker.Depth("")
	for i := range b.Items {
		d := b.Items[i].Depth
		if n[d]++; n[d] > n[best] {
			best = d
		}
	}
	return best
}

// imported extends the interval of an import run from the oldest to the newest
// of its items.
func (r *recorder) imported() error {
	if !slices.Contains(r.fresh, true) {
		return nil
	}
	in := searched{r.source, r.batch.Import, string(commonDepth(r.batch)), millis(r.now)}
	if err := r.exec("INSERT INTO searched (source, run, depth, recorded) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
		in.source, in.run, in.depth, in.recorded); err != nil {
		return err
	}
	var covered span
	for i := range r.batch.Items {
		if it := &r.batch.Items[i]; r.fresh[i] {
			date, _ := tracker.ChoosePublished(it.Published, r.seen(it))
			covered.add(date.Stamp)
		}
	}
	if covered.from.IsZero() {
		return nil
	}
	if err := r.coverBy(in, covered); err != nil {
		return err
	}
	return r.covers(covered.from)
}

// searched says that an import looked through a source.
type searched struct {
	source     int64
	run, depth string
	recorded   any
}

// coverBy has the span of an import covered, where no other import covers it.
func (t *tx) coverBy(in searched, covered span) error {
	from, to := millis(covered.from), millis(covered.to)
	var known bool
	if _, err := t.get("SELECT count(*) > 0 FROM cover WHERE source = ? AND kind = 'imported' AND since <= ? AND until >= ?",
		[]any{in.source, from, to}, &known); err != nil || known {
		return err
	}
	var n int64
	found, err := t.get("SELECT n FROM cover WHERE source = ? AND kind = 'imported' AND run = ?", []any{in.source, in.run}, &n)
	if err != nil {
		return err
	}
	if found {
		return t.exec("UPDATE cover SET since = min(since, ?), until = max(until, ?) WHERE n = ?", from, to, n)
	}
	return t.exec("INSERT INTO cover (source, kind, run, since, until, depth, recorded) VALUES (?, 'imported', ?, ?, ?, ?, ?)",
		in.source, in.run, from, to, in.depth, in.recorded)
}

// late tells whether an article was published while its source was not
// observed, though it had been before.
func (r *recorder) late(published tracker.Stamp) (bool, error) {
	at := instantOf(published)
	if at.IsZero() || r.batch.Import != "" {
		return false, nil
	}
	if r.unobserved == nil {
		r.unobserved = []span{}
		err := r.each("SELECT since, until FROM cover WHERE source = ? AND kind = 'gap'", []any{r.source}, func(scan func(...any) error) error {
			var since, until int64
			err := scan(&since, &until)
			r.unobserved = append(r.unobserved, span{moment(since), moment(until)})
			return err
		})
		if err != nil {
			return false, err
		}
	}
	at = moment(at.UnixMilli())
	return slices.ContainsFunc(r.unobserved, func(g span) bool { return !at.Before(g.from) && at.Before(g.to) }), nil
}
