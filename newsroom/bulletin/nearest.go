package bulletin

import (
	"context"
	"fmt"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/query"
	"onset/tracker/text"
)

// olderLooked is how many articles are read at most in search of what came near.
const olderLooked = 60

// nearest finds for firsts the text published before them that came nearest to
// the rule without being taken, by event. Of the first of a speaker or in a
// language it is one by that speaker, or in that language. Where nothing came
// near it has nothing.
func (r Reporter) nearest(ctx context.Context, firsts []digest.Entry) (map[string]digest.Older, error) {
	points := map[string]tracker.TalkingPoint{}
	for _, tp := range r.Desk.Points() {
		points[tp.Ref().ID] = tp
	}
	out := map[string]digest.Older{}
	rare := newsroom.NewRarity(r.Store)
	for _, e := range firsts {
		tp, known := points[e.Narrative+"/"+e.TalkingPoint]
		if !known {
			continue // it left the rules since
		}
		o, err := r.known(ctx, e, tp, rare)
		if err != nil {
			return nil, fmt.Errorf("looking for what came near to %s before: %w", tp.Ref().ID, err)
		}
		if o != nil {
			out[e.Event] = *o
		}
	}
	return out, nil
}

// known looks once for what came near to a first under one rule: pages show the
// day that goes on again and again.
func (r Reporter) known(ctx context.Context, e digest.Entry, tp tracker.TalkingPoint, rare newsroom.Rarity) (*digest.Older, error) {
	if r.Older == nil {
		return r.nearestTo(ctx, e, tp, rare)
	}
	name := e.Event + " " + tp.Hash
	if o, known := r.Older.Load(name); known {
		return o.(*digest.Older), nil
	}
	o, err := r.nearestTo(ctx, e, tp, rare)
	if err == nil {
		r.Older.Store(name, o)
	}
	return o, err
}

// nearestTo finds what came nearest to a first, of what is equally near the
// newest; nil when nothing did.
func (r Reporter) nearestTo(ctx context.Context, e digest.Entry, tp tracker.TalkingPoint, rare newsroom.Rarity) (best *digest.Older, err error) {
	field := map[tracker.ScopeKind]string{tracker.BySpeaker: "speaker", tracker.ByLanguage: "lang"}[e.Scope.Kind]
	rule := r.Desk.File.Rule(tp)
	before := beginning(e)
	if before == 0 {
		return nil, nil
	}
	shares, err := rare.Shares(ctx, rule.Parts(), before)
	if err != nil {
		return nil, err
	}
	near := rule.Nearby(shares, field, e.Scope.ID)
	if !near.Plan().Known() {
		return nil, nil
	}
	ids, err := r.Store.NewestBefore(ctx, near.Plan(), before, olderLooked)
	if err != nil {
		return nil, err
	}
	most := 0.0
	doc := query.Doc{Title: new(text.Text), Body: new(text.Text), Groups: r.Desk.File.Groups()}
	err = r.Store.Texts(ctx, ids, func(a archive.Article) error {
		src := r.Desk.Source(a.Source)
		doc.Title.Reset(a.Title, a.Language)
		doc.Body.Reset(a.Text, a.Language)
		doc.Lang, doc.Source, doc.Kind, doc.Claims = a.Language, a.Source, src.Kind, a.Claims
		if hit, share := near.Best(&doc); share > most {
			most = share
			best = &digest.Older{Text: sentenceOf(a, hit), Source: src.Name, Published: a.Day, URL: a.URL}
		}
		return ctx.Err()
	})
	return best, err
}

// beginning is the day from which on nothing is older than a first.
func beginning(e digest.Entry) tracker.Day {
	day := e.At.From
	if p := e.PublishedAt.Day; p != 0 && (day == 0 || p < day) {
		day = p
	}
	return day
}

// sentenceOf is the sentence of a hit.
func sentenceOf(a archive.Article, h query.Hit) string {
	if h.Part == tracker.Title {
		return a.Title
	}
	return a.Text[h.Sentence.Start:h.Sentence.End]
}
