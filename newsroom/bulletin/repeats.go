package bulletin

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/timeline"
)

// appearances are the mentions that count, oldest first.
func appearances(tp tracker.TalkingPoint, ws []tracker.Witness, scene timeline.Context) []tracker.Witness {
	byID := map[string]tracker.Witness{}
	for _, w := range ws {
		byID[w.ID] = w
	}
	var out []tracker.Witness
	for _, s := range timeline.Appearances(tp, ws, scene) {
		out = append(out, byID[s.ID])
	}
	return out
}

// count fills in how often a talking point appeared, who said it where, and its
// latest sentence.
func (r Reporter) count(p *digest.Point, ws []tracker.Witness, scene timeline.Context) {
	utterances, origins, articles := map[string]bool{}, map[string]bool{}, map[int64]bool{}
	speakers, outlets := map[string]int{}, map[string]int{}
	for _, w := range ws {
		utterances[w.Utterance], origins[w.Origin], articles[w.Article] = true, true, true
		outlets[r.Desk.Source(w.Source).Name]++
		for _, s := range w.Speakers {
			speakers[cmp.Or(scene.Names[s.ID], s.Text, s.ID)]++
		}
		p.Sentence, p.Source = w.Text, r.Desk.Source(w.Source).Name
		p.Article = tracker.ArticleRef{URL: w.URL, Title: w.Title}
	}
	p.Utterances, p.Origins, p.Sources, p.Articles = len(utterances), len(origins), len(outlets), len(articles)
	p.Speakers, p.Outlets = frequent(speakers), frequent(outlets)
}

// frequent lists names, the most frequent first.
func frequent(names map[string]int) []string {
	return slices.SortedFunc(maps.Keys(names), func(a, b string) int {
		return cmp.Or(cmp.Compare(names[b], names[a]), cmp.Compare(a, b))
	})
}

// usual is how many times a day a talking point was said in the weeks before a day,
// nil while there are too few days to tell.
func (r Reporter) usual(ctx context.Context, tp tracker.TalkingPoint, day, since tracker.Day, scene timeline.Context) (*float64, error) {
	from := max(since, day-digest.Before)
	if since == 0 || day-from < digest.FewestDays {
		return nil, nil
	}
	course, err := r.Store.CourseOf(ctx, tp.Narrative, tp.ID, from, day-1)
	if err != nil {
		return nil, err
	}
	asked, basis := askedUsual{tp.Ref().ID, from, day, r.asOf.UnixMilli()}, basis{course, r.Desk.File.Hash}
	if perDay := r.Usual.known(asked, basis); perDay != nil {
		return perDay, nil
	}
	page, err := r.Store.Mentions(ctx, archive.Filter{Narrative: tp.Narrative, TalkingPoint: tp.ID, Since: from, Until: day - 1, AsOf: r.asOf})
	if err != nil {
		return nil, err
	}
	utterances := map[string]bool{}
	for _, w := range appearances(tp, page.Mentions, scene) {
		utterances[w.Utterance] = true
	}
	perDay := float64(len(utterances)) / float64(day-from)
	r.Usual.keep(asked, basis, &perDay)
	return &perDay, nil
}

// Usual remembers how often talking points were said, as long as that is the same. The
// zero value is ready to be used, by many at once; nil remembers nothing.
type Usual struct {
	mu   sync.Mutex
	kept map[askedUsual]usual
}

// askedUsual is what was asked: about a talking point, from which day to before which,
// as of an instant in milliseconds.
type askedUsual struct {
	point    string
	from, to tracker.Day
	asOf     int64
}

// usual is how many times a day a talking point was said, and what that rests on.
type usual struct {
	basis
	perDay *float64
}

// basis is how far the talking point has come in these days, and the rules file.
type basis struct {
	course archive.Course
	rules  string
}

// mostUsual bounds what is remembered: beyond, all of it is worked out anew.
const mostUsual = 20_000

func (u *Usual) known(q askedUsual, on basis) *float64 {
	if u == nil {
		return nil
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if k := u.kept[q]; k.basis == on {
		return k.perDay
	}
	return nil
}

func (u *Usual) keep(q askedUsual, on basis, perDay *float64) {
	if u == nil {
		return
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.kept == nil || len(u.kept) >= mostUsual {
		u.kept = map[askedUsual]usual{}
	}
	u.kept[q] = usual{on, perDay}
}
