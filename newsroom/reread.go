package newsroom

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"

	"onset/feeds"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/origin"
	"onset/tracker/reader"
	"onset/tracker/rulefile"
	"onset/tracker/timeline"
)

// rematchBatch is how many articles one transaction of a rematch looks at.
const rematchBatch = 200

// rereading reads stored articles anew, oldest first, so that what was said on one
// occasion is recognised as it was when they came in.
type rereading struct {
	in     *Intake
	points []tracker.TalkingPoint      // whose mentions are looked at
	left   []tracker.TalkingPoint      // those that are in the file no more
	causes map[string]string           // of what moves, by talking point
	claims bool                        // what was read out of the texts is kept anew as well
	dated  func(source string) bool    // whose articles are dated anew; nil: nobody's
	only   func(*archive.Article) bool // which articles are read; nil: all, and then all talking points are folded
	mark   string                      // what is carried over the archive; "" where the articles themselves tell how far it came
	out    *RematchReport

	utterances *origin.Utterances
}

// carry reads articles, by their latest revisions, in batches of which each is kept
// at once; those that an interrupted one has done are left out. A dry run is one
// batch, so that one preview holds all that moves.
func (r *rereading) carry(ctx context.Context, ids []int64, dry bool, bar Progress) error {
	r.utterances = origin.NewUtterances()
	ids, err := r.notYetDone(ctx, ids, dry)
	if err != nil {
		return err
	}
	bar.Total(int64(len(ids)))
	size := rematchBatch
	if dry {
		size = max(1, len(ids))
	}
	if len(ids) == 0 { // who counts for a group may have changed all the same
		return r.batch(ctx, nil, dry, true)
	}
	last := ids[len(ids)-1]
	for batch := range slices.Chunk(ids, size) {
		if err := r.batch(ctx, batch, dry, batch[len(batch)-1] == last); err != nil {
			return err
		}
		bar.Add(int64(len(batch)))
	}
	return nil
}

// watermark names what is carried over the archive.
func watermark(rules []tracker.TalkingPoint, scene rulefile.Scene) string {
	h := sha256.New()
	for _, tp := range rules {
		fmt.Fprintln(h, tp.Ref().ID, tp.Hash)
	}
	for _, key := range slices.Sorted(maps.Keys(scene)) {
		fmt.Fprintln(h, key, scene[key])
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}

// notYetDone leaves out the revisions that an interrupted rematch of the same
// changes has done already; ids ascend.
func (r *rereading) notYetDone(ctx context.Context, ids []int64, dry bool) ([]int64, error) {
	if dry || r.mark == "" {
		return ids, nil
	}
	kept, err := r.in.Store.RematchMark(ctx)
	if err != nil || kept.Of != r.mark {
		return ids, err
	}
	return slices.DeleteFunc(ids, func(id int64) bool { return id <= kept.UpTo }), nil
}

// batch reads some articles and keeps what moves; once more where one of them got
// another text meanwhile.
func (r *rereading) batch(ctx context.Context, ids []int64, dry, last bool) error {
	for {
		m, err := r.read(ctx, ids, dry)
		if err != nil {
			return err
		}
		m.Recount = last && r.claims && r.only == nil
		got, err := r.in.Store.Rematch(ctx, m, dry)
		if errors.Is(err, archive.ErrOvertaken) {
			continue
		}
		r.out.Articles += len(m.Articles)
		r.out.add(got)
		return err
	}
}

func (r *rereading) read(ctx context.Context, ids []int64, dry bool) (m archive.Rematch, err error) {
	m = archive.Rematch{Points: r.points, Causes: r.causes, Whole: r.only == nil, FoldLater: !dry}
	if r.claims {
		m.Reader = reader.Version
	}
	if r.mark != "" && len(ids) > 0 {
		m.Mark = archive.RematchMark{Of: r.mark, UpTo: ids[len(ids)-1]}
	}
	var days []tracker.Day
	err = r.in.Store.Texts(ctx, archive.Which{Revisions: ids}, func(a archive.Article) error {
		read, err := r.article(&a)
		if read.Texts != nil {
			m.Articles = append(m.Articles, read)
			days = append(days, daysIn(a, read)...)
		}
		return errors.Join(err, ctx.Err())
	})
	if err == nil && dry {
		m.Reclose, err = r.reclose(ctx, days)
	}
	return m, err
}

// daysIn are the days of the mentions in an article.
func daysIn(a archive.Article, read archive.Reread) []tracker.Day {
	var out []tracker.Day
	for i, t := range read.Texts {
		if len(t.Reading.Mentions) > 0 {
			out = append(out, a.Day, tracker.DayOf(a.Texts[i].Fetched))
		}
	}
	return out
}

// article reads all texts of an article; of one that the reader stumbles over what
// stands stays.
func (r *rereading) article(a *archive.Article) (archive.Reread, error) {
	if r.only != nil && !r.only(a) {
		return archive.Reread{}, nil
	}
	holds, err := r.in.shelf.of(a.Source)
	if err != nil {
		return archive.Reread{}, err
	}
	src := r.in.Desk.Source(a.Source)
	out := archive.Reread{Article: a.ID}
	if r.dated != nil && r.dated(a.Source) {
		r.date(src, a, &out)
	}
	for i, item := range itemsOf(*a) {
		got := r.in.Desk.Reader().ReadPage(src, item, holds)
		if got.Fault != "" {
			r.in.Log.Error().Str("article", a.URL).Msg(got.Fault)
			return archive.Reread{}, nil
		}
		out.Texts = append(out.Texts, r.text(*a, i, got))
		got.Release()
	}
	return out, nil
}

// text keeps of a reading what is looked at.
func (r *rereading) text(a archive.Article, i int, got reader.Result) archive.RereadText {
	out := archive.RereadText{Revision: a.Texts[i].ID, Dates: a.Texts[i].Dates}
	var kept []tracker.Mention
	for j, m := range got.Mentions {
		if slices.ContainsFunc(r.points, func(p tracker.TalkingPoint) bool { return p.Ref().ID == m.Rule.ID }) {
			id := tracker.MentionID(a.Source, a.Key, m.Narrative, m.TalkingPoint, m.Part, m.Text)
			kept = append(kept, m)
			if r.only == nil { // else the others of an occasion aren't met
				out.Utterances = append(out.Utterances, r.utterances.Add(got.StatementOf(j, id, a.Day)))
			}
		}
	}
	got.Mentions = kept
	out.Reading = got.Reading
	return out
}

// date reads anew what was said of when an article was published.
func (r *rereading) date(src tracker.Source, a *archive.Article, out *archive.Reread) {
	certain := true
	for i := range a.Texts {
		t := &a.Texts[i]
		var ok bool
		t.Dates, ok = feeds.Dating{Zone: src.Zone, Country: src.Country, Now: t.Fetched}.Anew(t.Dates)
		certain = certain && ok
	}
	if !certain {
		r.out.Undated++
	}
	published := publishedOf(*a)
	out.Published = &published[len(published)-1]
	a.Published = out.Published.Stamp
	if a.Day = a.Published.Day; a.Day == 0 {
		a.Day = tracker.DayOf(a.Seen)
	}
}

// publishedOf returns when an article was taken to be published as each of its
// texts came: what a later one says counts where it is more exact.
func publishedOf(a archive.Article) []tracker.DateClaim {
	out := make([]tracker.DateClaim, len(a.Texts))
	for i, t := range a.Texts {
		said, _ := tracker.ChoosePublished(t.Dates, a.Seen)
		if i > 0 && (undated(t) || !said.Stamp.Narrows(out[i-1].Stamp)) {
			said = out[i-1]
		}
		out[i] = said
	}
	return out
}

// undated tells whether nobody said with a text when it was published: what was known of
// its article was taken, and is taken as it is known now.
func undated(t archive.Text) bool {
	return len(t.Dates) == 0 || t.Dates[0].From == tracker.FromArchive
}

// itemsOf turns the texts of a stored article back into items, to be read again as
// they were when they came.
func itemsOf(a archive.Article) []tracker.Item {
	published := publishedOf(a)
	out := make([]tracker.Item, len(a.Texts))
	for i, t := range a.Texts {
		out[i] = tracker.Item{Key: a.Key, URL: a.URL, Title: t.Title, Text: t.Text, Language: t.Declared, Seen: t.Fetched, Published: t.Dates}
		if undated(t) {
			out[i].Published = []tracker.DateClaim{{From: tracker.FromArchive, Stamp: published[i].Stamp}}
		}
	}
	return out
}

// ItemOf turns a stored article back into an item, to be read again.
func ItemOf(a archive.Article) tracker.Item {
	item := tracker.Item{Key: a.Key, URL: a.URL, Title: a.Title, Text: a.Text, Language: a.Language, Seen: a.Seen}
	if a.Published.Known() {
		item.Published = []tracker.DateClaim{{From: tracker.FromArchive, Stamp: a.Published}}
	}
	return item
}

// Revisions finds texts that are kept, by what was made of them.
type Revisions interface {
	Revisions(context.Context, archive.Kept) (revisions []int64, err error)
}

// ReadBefore returns the latest revisions of the articles that an older version of the
// reader read: of those that hold a talking point, oldest first, and of the others,
// newest first. Texts that were let go can't be read again and are left out.
func ReadBefore(ctx context.Context, s Revisions) (with, without []int64, err error) {
	if with, err = s.Revisions(ctx, archive.Kept{Before: reader.Version, Mentions: archive.Mentioning}); err != nil {
		return nil, nil, err
	}
	without, err = s.Revisions(ctx, archive.Kept{Before: reader.Version, Mentions: archive.Unmentioning})
	return with, without, err
}

// Reread reads every article anew that an older reader read: first those that hold
// a talking point, then the others, newest first. What moves is told as found
// afterwards. It may be interrupted, and goes on where it stopped. What changed in
// the rules file is carried over before. A dry run shows what the first kind would
// move.
func (in *Intake) Reread(ctx context.Context, dry bool, bar Progress) (RematchReport, error) {
	out, err := in.Rematch(ctx, dry, bar)
	if err != nil {
		return out, err
	}
	with, without, err := ReadBefore(ctx, in.Store)
	if err != nil || len(with)+len(without) == 0 {
		return out, err
	}
	if out.Pruned, err = in.Store.Pruned(ctx); err != nil {
		return out, err
	}
	out.Changes = append(out.Changes, fmt.Sprintf("the reader is version %d; %d articles with mentions and %d others were read by an older one", reader.Version, len(with), len(without)))
	r := &rereading{in: in, points: in.Desk.Points(), causes: map[string]string{}, claims: true, out: &out}
	for _, tp := range r.points {
		r.causes[tp.Ref().ID] = timeline.CauseReader
	}
	if dry {
		return out, r.carry(ctx, with, true, bar)
	}
	if err := r.carry(ctx, append(with, without...), false, bar); err != nil {
		return out, err
	}
	return out, r.settle(ctx)
}

// reclose says which closed days are decided again, and why: those on which the
// narratives that are looked at have mentions, or events, and some more.
func (r *rereading) reclose(ctx context.Context, days []tracker.Day) ([]archive.Reclose, error) {
	closed, err := r.in.Store.Closed(ctx)
	if err != nil || closed.Day == 0 {
		return nil, err
	}
	by := map[string][]string{}
	for _, tp := range append(slices.Clone(r.left), r.points...) {
		cause := cmp.Or(r.causes[tp.Ref().ID], timeline.CauseRule)
		if !slices.Contains(by[cause], tp.Narrative) {
			by[cause] = append(by[cause], tp.Narrative)
		}
	}
	uncovered, err := r.in.Store.Uncovered(ctx)
	if err != nil {
		return nil, err
	}
	var out []archive.Reclose
	for _, cause := range slices.Sorted(maps.Keys(by)) {
		mentioned, brought, err := r.in.Store.DaysOf(ctx, by[cause], 0)
		if err != nil {
			return nil, err
		}
		out = append(out, archive.Reclose{Narratives: by[cause], Cause: cause, Days: timeline.DaysToClose(0, append(mentioned, days...), brought, closed.Day, uncovered)})
	}
	return out, nil
}

// settle folds what was read anew, and decides the closed days again that rest on it.
func (r *rereading) settle(ctx context.Context) error {
	events, err := r.in.fold(ctx)
	if err != nil {
		return err
	}
	r.out.moved(events)
	again, err := r.reclose(ctx, nil)
	if err != nil {
		return err
	}
	for _, c := range again {
		events, err := r.in.Store.CloseDays(ctx, archive.Closing{Days: c.Days, Cause: c.Cause, Narratives: c.Narratives})
		r.out.moved(events)
		if err != nil {
			return err
		}
	}
	return nil
}
