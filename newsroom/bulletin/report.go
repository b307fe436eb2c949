package bulletin

import (
	"cmp"
	"context"
	"slices"
	"time"

	"onset/feeds"
	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/discover"
	"onset/tracker/feedhealth"
	"onset/tracker/refute"
	"onset/tracker/timeline"
)

// Reporter makes the digest of a day out of what the store holds.
type Reporter struct {
	Desk  *newsroom.Desk
	Store Archive
	Older *Attempts           // what came near to firsts, for who asks often; nil for once
	Usual *Usual              // how often each talking point was said; the same
	Words *newsroom.Thesaurus // for who asks often; nil for once

	asOf time.Time // what was known then is told; zero: what is known now
}

// Shown returns a digest as it was made or, where none was made or now is true,
// as it would be told: with what was known when the day was over, or with today's
// knowledge, and then compared with the one that was made. Kept are the
// letters that went out of that; none when none was made.
func (r Reporter) Shown(ctx context.Context, day tracker.Day, clock tracker.Clock, now bool) (d digest.Digest, kept []archive.Letter, err error) {
	made, kept, err := keptDigest(ctx, r.Store, day)
	if err != nil || kept != nil && clock == tracker.ClockRecorded && !now {
		return made, kept, err
	}
	if d, err = r.Digest(ctx, day, clock, now); err != nil || kept == nil || clock != tracker.ClockRecorded {
		return d, kept, err
	}
	d, err = inHindsight(ctx, r.Store, made, d)
	return d, kept, err
}

// Digest makes the digest of a day: by the clock recorded of what was learned
// on it, by the clock published of what appeared on it. Unless now is true, what
// was learned is told as it was known when the day was over.
func (r Reporter) Digest(ctx context.Context, day tracker.Day, clock tracker.Clock, now bool) (digest.Digest, error) {
	if r.Words == nil {
		r.Words = newsroom.NewThesaurus(r.Store)
	}
	ctx, release, err := r.Store.Snapshot(ctx) // spares each of many questions to begin anew
	if err != nil {
		return digest.Digest{}, err
	}
	defer release()
	from, to := digest.Window(day, r.Desk.File.Zone)
	now = now || clock == tracker.ClockPublished
	if !now {
		r.asOf = to.Add(-time.Millisecond)
	}
	w, err := r.Store.Window(ctx, from, to, now)
	if err != nil {
		return digest.Digest{}, err
	}
	closed, err := r.closed(ctx, day)
	if err != nil {
		return digest.Digest{}, err
	}
	in := digest.Input{
		Day: day, Zone: r.Desk.File.Zone, Clock: clock, Events: append(w.Events, closed...), Articles: w.Articles,
		Archive:  digest.Archive{From: w.Since, Articles: w.Archive},
		Feeds:    r.Feeds(w.Feeds, to),
		Unread:   r.unread(w.Unread),
		Speakers: map[string]string{}, Sources: map[string]string{},
	}
	if in.Made, err = r.made(ctx, day); err != nil {
		return digest.Digest{}, err
	}
	if clock == tracker.ClockPublished {
		if err := r.lookBack(ctx, &in, &w, day); err != nil {
			return digest.Digest{}, err
		}
	}
	for _, s := range r.Desk.File.Speakers {
		in.Speakers[s.ID] = s.Name
	}
	for _, s := range r.Desk.File.Sources {
		in.Sources[s.ID] = s.Name
	}
	if in.Before, err = r.before(ctx, in, w.Since); err != nil {
		return digest.Digest{}, err
	}
	if err := r.found(ctx, &in, to); err != nil {
		return digest.Digest{}, err
	}
	if in.Points, err = r.points(ctx, w.Mentions, day, w.Since); err != nil {
		return digest.Digest{}, err
	}
	d := digest.Build(in)
	if err = r.refuted(ctx, &in, d.Tried()); err != nil || len(in.Refuted) == 0 {
		return d, err
	}
	return digest.Build(in), nil
}

// newsKinds are those that make a line new or back.
var newsKinds = []tracker.EventKind{tracker.FirstSaid, tracker.FirstSeen, tracker.Resurgence}

// zoneDays is by how many days an outlet's day may differ from that of the desk.
const zoneDays = 2

// before counts what was news on the days before. Nothing is news before it is recorded.
func (r Reporter) before(ctx context.Context, in digest.Input, since tracker.Day) ([]int, error) {
	f := archive.Filter{Kinds: newsKinds, Scopes: []tracker.ScopeKind{tracker.Overall, tracker.BySpeaker}, AsOf: r.asOf}
	if in.Clock == tracker.ClockRecorded {
		f.RecordedFrom, _ = digest.Window(in.Day-digest.Before-zoneDays, in.Zone)
	}
	events, err := r.Store.Timeline(ctx, f)
	return digest.News(events, in.Day, since, in.Clock, in.Zone), err
}

// made tells when the digests of a day and of the day before were made.
func (r Reporter) made(ctx context.Context, day tracker.Day) (map[tracker.Day]time.Time, error) {
	letters, err := r.Store.Letters(ctx, day-1, day, false)
	out := map[tracker.Day]time.Time{}
	for _, l := range letters {
		if l.Channel == ArchiveChannel && l.Event == "" {
			out[l.Day] = l.Made
		}
	}
	return out, err
}

// dailyKinds are those that are decided when a day closes.
var dailyKinds = tracker.KindsDecided(tracker.ByDay, tracker.ByDiscovery)

// closed are the events that were decided when the day closed, in the first
// hours of the next one.
func (r Reporter) closed(ctx context.Context, day tracker.Day) ([]tracker.Event, error) {
	_, from := digest.Window(day, r.Desk.File.Zone)
	_, to := digest.Window(day+1, r.Desk.File.Zone)
	events, err := r.Store.Timeline(ctx, archive.Filter{Since: day, Until: day, Kinds: dailyKinds, AsOf: r.dayAfter()})
	return slices.DeleteFunc(events, func(e tracker.Event) bool {
		return !e.Kind.Daily() || e.At.To != day || e.RecordedAt.Before(from) || !e.RecordedAt.Before(to)
	}), err
}

// dayAfter is when what a closing decided of the day is known; zero is now.
func (r Reporter) dayAfter() time.Time {
	if r.asOf.IsZero() {
		return r.asOf
	}
	return r.asOf.AddDate(0, 0, 1)
}

// lookBack replaces what was recorded in the window by what was published on
// the day.
func (r Reporter) lookBack(ctx context.Context, in *digest.Input, w *archive.Window, day tracker.Day) error {
	events, err := r.Store.Timeline(ctx, archive.Filter{})
	if err != nil {
		return err
	}
	in.Events = slices.DeleteFunc(events, func(e tracker.Event) bool { return e.PublishedAt.Day != day })
	page, err := r.Store.Mentions(ctx, archive.Filter{Since: day, Until: day})
	if err != nil {
		return err
	}
	w.Mentions = page.Mentions
	published, err := r.Store.Published(ctx, day, day)
	in.Articles = published[day]
	return err
}

// points counts the appearances of the window by talking point.
func (r Reporter) points(ctx context.Context, mentions []tracker.Witness, day, since tracker.Day) ([]digest.Point, error) {
	firsts, err := r.Store.Timeline(ctx, archive.Filter{Kinds: []tracker.EventKind{tracker.FirstSaid, tracker.FirstSeen}, Scopes: []tracker.ScopeKind{tracker.Overall}, AsOf: r.asOf})
	if err != nil {
		return nil, err
	}
	scene := timeline.NewContext(r.Desk.File.Speakers, r.Desk.File.Sources, r.Desk.File.Zone)
	byPoint := map[string][]tracker.Witness{}
	for _, m := range mentions {
		id := m.Narrative + "/" + m.TalkingPoint
		byPoint[id] = append(byPoint[id], m)
	}
	var out []digest.Point
	for _, n := range r.Desk.File.Narratives {
		for _, tp := range n.TalkingPoints {
			p := digest.Point{Narrative: n.ID, Storyline: n.Title, ID: tp.ID, Title: tp.Title}
			ws := appearances(tp, byPoint[tp.Ref().ID], scene)
			r.count(&p, ws, scene)
			if len(ws) > 0 {
				if p.Usual, err = r.usual(ctx, tp, day, since, scene); err != nil {
					return nil, err
				}
			}
			for i := range firsts {
				setFirst(&p, &firsts[i])
			}
			out = append(out, p)
		}
	}
	return out, nil
}

// setFirst keeps the first dates of a talking point as they stand.
func setFirst(p *digest.Point, e *tracker.Event) {
	if e.Narrative != p.Narrative || e.TalkingPoint != p.ID || e.Scope.Kind != tracker.Overall || e.HeldBack {
		return
	}
	if e.Kind == tracker.FirstSaid {
		p.FirstSaid = &e.At
	} else {
		p.FirstSeen = &e.At
	}
}

// Feeds tells the health of feeds at an instant.
func (r Reporter) Feeds(health []archive.FeedHealth, at time.Time) []digest.Feed {
	out := make([]digest.Feed, 0, len(health))
	for _, h := range health {
		f := digest.Feed{Source: h.State.Source, Name: r.Desk.Source(h.State.Source).Name, URL: feeds.Shown(h.State.URL), State: feedhealth.Of(h, at)}
		switch f.State {
		case digest.FeedStopped, digest.FeedFailing:
			f.Since, f.Message = h.State.LastGood, h.Message
		case digest.FeedSilent:
			f.Since, f.Message = h.State.LastNew, feedhealth.Usually(h.Volume)
		case digest.FeedStale:
			f.Since, f.Message = h.Newest.In(time.UTC), "its newest article is of "+h.Newest.String()
		}
		out = append(out, f)
	}
	return out
}

// unread counts the articles whose page should have been read and was not.
func (r Reporter) unread(bySource map[string]int) int {
	n := 0
	for id, unread := range bySource {
		if r.Desk.Source(id).Content != tracker.ContentFeed {
			n += unread
		}
	}
	return n
}

// found adds the candidates that the close of the day brought, as they were
// known by the end of the next one.
func (r Reporter) found(ctx context.Context, in *digest.Input, to time.Time) error {
	list, err := newsroom.Candidates(ctx, r.Store, to.Add(24*time.Hour))
	if err != nil {
		return err
	}
	var lines []newsroom.Candidate
	for _, c := range list {
		switch {
		case c.Status == newsroom.Dismissed || c.Status == newsroom.Accepted || c.Sparse:
		case c.Kind.Stated() && c.Told() == in.Day:
			in.Emerging, lines = append(in.Emerging, r.told(c)), append(lines, c)
		case !c.Kind.Stated() && c.MaybeSince == in.Day:
			maybe := r.told(c)
			maybe.Held = "it may be a line, or one event"
			in.Emerging, lines = append(in.Emerging, maybe), append(lines, c)
		case !c.Kind.Stated() && c.DetectedAt == in.Day:
			in.Subjects = append(in.Subjects, r.told(c))
		}
	}
	in.Refuted = map[string]refute.Attempt{}
	if err := r.refutedLines(ctx, in, lines, list); err != nil {
		return err
	}
	n, begun, err := newsroom.Learned(ctx, r.Store)
	if n = min(n, in.Archive.Articles); begun && n < discover.Enough {
		in.Learning = &digest.Learning{Articles: n, Needed: discover.Enough}
	}
	return err
}

// told is a candidate as a digest tells it.
func (r Reporter) told(c newsroom.Candidate) digest.Candidate {
	out := digest.Candidate{
		ID: c.ID, Kind: string(c.Kind), Label: c.Label, Status: c.Status, Published: c.FirstPublished,
		Utterances: c.Utterances, Origins: c.Origins, Sources: c.Sources,
	}
	if c.FirstSaid != 0 {
		out.FirstSaid = &tracker.Moment{From: c.FirstSaid, To: c.FirstSaid, Precision: tracker.ToDay, Clock: tracker.ClockSaid}
	}
	if c.Returns != nil {
		out.LastSeen = c.Returns.LastSeen
	}
	for _, s := range c.Speakers {
		out.Speakers = append(out.Speakers, cmp.Or(s.Text, s.ID))
	}
	if x := c.Example(); x.Text != "" {
		out.Sentence, out.Source, out.Article = x.Text, r.Desk.Source(x.Source).Name, tracker.ArticleRef{URL: x.URL}
	}
	if o := c.NearestOlder; o != nil {
		out.Nearest = &digest.Older{Text: o.Text, Source: r.Desk.Source(o.Source).Name, Published: o.Published, URL: o.URL}
	}
	return out
}
