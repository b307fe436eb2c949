package bulletin

import (
	"cmp"
	"context"
	"maps"
	"slices"

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
	course, err := r.Store.Course(ctx, tp.Narrative, tp.ID)
	if err != nil {
		return nil, err
	}
	basis, name := basis{course, r.Desk.File.Hash, r.asOf.UnixMilli(), from, day}, tp.Ref().ID
	if r.Usual != nil {
		if kept, found := r.Usual.Load(name); found && kept.(usual).basis == basis {
			return kept.(usual).perDay, nil
		}
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
	if r.Usual != nil {
		r.Usual.Store(name, usual{basis, &perDay})
	}
	return &perDay, nil
}

// usual is how many times a day a talking point was said in the weeks before a day.
type usual struct {
	basis
	perDay *float64
}

// basis is what that rests on: how far the talking point has come, the rules file, the
// instant, in milliseconds, as of which it is told, and from which day to before which.
type basis struct {
	course archive.Course
	rules  string
	asOf   int64
	from   tracker.Day
	to     tracker.Day
}
