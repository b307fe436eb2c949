package newsroom

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/query"
	"onset/tracker/refute"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// Passages are what a Refuter reads of older texts and mentions.
type Passages interface {
	Frequencies
	NewestBefore(ctx context.Context, plan *query.Plan, before tracker.Day, most int) ([]int64, error)
	Texts(ctx context.Context, revisions []int64, each func(archive.Article) error) error
	Mentions(context.Context, archive.Filter) (archive.MentionPage, error)
	LookedThrough(ctx context.Context, from, to tracker.Day) (share float64, err error)
}

// Refuter looks for what would make an event false, before it is told.
type Refuter struct {
	Desk  *Desk
	Store Passages
	Rare  Rarity
}

// The bounds of an attempt.
const (
	olderLooked   = 60  // articles read at most in each of two searches
	olderMentions = 400 // mentions of the line that are looked at, the newest before the event
	ownTerms      = 5   // of the line's passages, that older ones are looked for by
	ownTaken      = 24  // of which the rarest are taken
	ownWeight     = 0.8 // how near a passage comes that has all of them and nothing of the rule
	daysBefore    = 90  // over which what was looked through is told
	commonplace   = 0.1 // a word in a greater share of the newest texts tells nothing
)

// Attempts tells whether an event is one of those that are told only after an attempt
// to refute it.
func Attempts(e tracker.Event) bool {
	return e.Kind == tracker.FirstSaid || e.Kind == tracker.FirstSeen || e.Kind == tracker.Resurgence
}

// TryToRefute notes in a chain what an attempt to refute its event finds under the rules
// of a desk; of an event that is not told after one it notes nothing.
func TryToRefute(ctx context.Context, d *Desk, s Passages, c *archive.Chain) error {
	if c.Event == nil || !Attempts(*c.Event) {
		return nil
	}
	found, err := Refuter{Desk: d, Store: s, Rare: NewRarity(s)}.Attempt(ctx, *c.Event)
	c.Refuted = &found
	return err
}

// Attempt looks for what would make an event false: of the first of a speaker or in a
// language by that speaker or in that language, of a comeback within its silence.
func (r Refuter) Attempt(ctx context.Context, e tracker.Event) (refute.Attempt, error) {
	a := attempt{Refuter: r, event: e, before: beginning(e), Attempt: refute.Attempt{Nearest: []refute.Older{}, Says: []refute.Claim{}}}
	for _, tp := range r.Desk.Points() {
		if tp.Narrative == e.Narrative && tp.ID == e.TalkingPoint {
			a.point = tp
		}
	}
	if a.before == 0 || a.point.ID == "" { // the line left the rules since
		return a.Attempt, nil
	}
	if back, err := timeline.Detail[timeline.Return](e); err == nil && e.Kind == tracker.Resurgence {
		a.after = back.LastSeen
	}
	for _, look := range []func(context.Context) error{a.mentions, a.nearby, a.inOtherWords, a.likelihood} {
		if err := look(ctx); err != nil {
			return a.Attempt, fmt.Errorf("looking for what came near to %s before: %w", a.point.Ref().ID, err)
		}
	}
	a.Nearest = refute.Rank(a.found)
	return a.Attempt, nil
}

// beginning is the day from which on nothing is older than an event.
func beginning(e tracker.Event) tracker.Day {
	day := e.At.From
	if p := e.PublishedAt.Day; p != 0 && (day == 0 || p < day) {
		day = p
	}
	return day
}

// attempt is one under way.
type attempt struct {
	Refuter
	refute.Attempt
	event  tracker.Event
	point  tracker.TalkingPoint
	before tracker.Day
	after  tracker.Day // of a comeback: its silence began then; else 0
	own    [][]string  // the words of the line's passages
	found  []refute.Older
}

// mentions looks through what the rule took: older ones that count for nothing, and
// what the texts say of how new the line is.
func (a *attempt) mentions(ctx context.Context) error {
	page, err := a.Store.Mentions(ctx, archive.Filter{Narrative: a.point.Narrative, TalkingPoint: a.point.ID, Until: a.before + refute.Slack, Limit: olderMentions})
	if err != nil {
		return err
	}
	counts, settled := map[string]bool{}, false // by a person, who confirmed the event's own mention
	scene := timeline.NewContext(a.Desk.File.Speakers, a.Desk.File.Sources, a.Desk.File.Zone)
	var counting, saying []tracker.Witness
	for _, s := range timeline.Sightings(a.point, page.Mentions, scene) {
		counts[s.ID] = true
	}
	for _, w := range page.Mentions {
		day := w.Published.Day
		settled = settled || w.ID == a.event.Mention && w.Verdict == "confirmed"
		switch {
		case counts[w.ID]:
			counting = append(counting, w)
			a.own = append(a.own, wordsOf(w.Text, w.Language))
			if day >= a.before {
				saying = append(saying, w)
			}
		case day < a.before && day > a.after && a.inScope(w):
			a.found = append(a.found, refute.Older{Text: w.Text, Source: a.Desk.Source(w.Source).Name, Published: day, URL: w.URL, Share: 1, Why: refute.Uncounted(w), Refutes: refute.ShowsTheLine(w)})
		}
	}
	if settled {
		for i := range a.found {
			a.found[i].Refutes = false
		}
	}
	a.Says = refute.Contradicted(saying, counting, func(id string) string { return a.Desk.Source(id).Name })
	return nil
}

func (a *attempt) inScope(w tracker.Witness) bool {
	switch a.event.Scope.Kind {
	case tracker.BySpeaker:
		return slices.ContainsFunc(w.Speakers, func(s tracker.ClaimSpeaker) bool { return s.ID == a.event.Scope.ID })
	case tracker.ByLanguage:
		return w.Language == a.event.Scope.ID
	}
	return true
}

func wordsOf(sentence, lang string) []string {
	t := text.Analyse(sentence, lang)
	out := make([]string, len(t.Words))
	for i := range t.Words {
		out[i] = t.Fold(i)
	}
	return out
}

// scope is the field and value that limit an expression to that of the event.
func (a *attempt) scope() (field, value string) {
	return map[tracker.ScopeKind]string{tracker.BySpeaker: "speaker", tracker.ByLanguage: "lang"}[a.event.Scope.Kind], a.event.Scope.ID
}

// nearby looks for passages that have all but a part of the rule.
func (a *attempt) nearby(ctx context.Context) error {
	rule := a.Desk.File.Rule(a.point)
	shares, err := a.Rare.Shares(ctx, rule.Parts(), a.before)
	if err != nil {
		return err
	}
	field, value := a.scope()
	near := rule.Nearby(shares, field, value)
	return a.read(ctx, near.Plan(), func(doc *query.Doc, art archive.Article) (refute.Older, bool) {
		hit := near.Best(doc)
		return a.older(art, hit.Hit, hit.Share, refute.Lacking(shortened(hit.Lacks))), hit.Share > 0
	})
}

// shortened names parts of a rule by their beginning.
func shortened(parts []string) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = text.Shorten(p, 60)
	}
	return out
}

// inOtherWords looks for passages that share two rare words of the line's own
// passages, whatever the rule says.
func (a *attempt) inOtherWords(ctx context.Context) error {
	a.own = append(a.own, wordsOf(a.event.Evidence.Text, ""))
	var terms []*query.Expr
	var names []string
	for _, w := range refute.Terms(a.own, ownTaken) {
		if e, err := query.Parse(fmt.Sprintf("%q", w), nil); err == nil { // else it is no word of the rule language
			names, terms = append(names, w), append(terms, e)
		}
	}
	shares, err := a.Rare.Shares(ctx, terms, a.before)
	if err != nil {
		return err
	}
	weight := map[string]float64{}
	for i, e := range terms {
		if s := shares[e.String()]; s > 0 && s <= commonplace {
			weight[names[i]] = -math.Log(s)
		}
	}
	names = slices.DeleteFunc(names, func(w string) bool { return weight[w] == 0 })
	slices.SortStableFunc(names, func(x, y string) int { return cmp.Compare(weight[y], weight[x]) })
	return a.sharing(ctx, names[:min(ownTerms, len(names))], weight)
}

// sharing looks for passages that share two of some words.
func (a *attempt) sharing(ctx context.Context, words []string, weight map[string]float64) error {
	if len(words) < 2 {
		return nil
	}
	var pairs []string
	total := 0.0
	for i, x := range words {
		total += weight[x]
		for _, y := range words[i+1:] {
			pairs = append(pairs, fmt.Sprintf("(%q AND %q)", x, y))
		}
	}
	src := "(" + strings.Join(pairs, " OR ") + ") AND NOT treatment:debunks AND NOT stance:denies"
	if field, value := a.scope(); field != "" {
		src += " AND " + field + ":" + value
	}
	e, err := query.Parse(src, nil)
	if err != nil {
		return err
	}
	return a.read(ctx, e.Plan(), func(doc *query.Doc, art archive.Article) (best refute.Older, found bool) {
		for _, h := range e.Match(doc, tracker.InSentence) {
			have := wordsOf(sentenceOf(art, h), art.Language)
			shared, held := []string{}, 0.0
			for _, w := range words {
				if slices.Contains(have, w) {
					shared, held = append(shared, "“"+w+"”"), held+weight[w]
				}
			}
			if share := ownWeight * held / total; share > best.Share {
				best, found = a.older(art, h, share, "the rule is not met: it only shares "+strings.Join(shared, ", ")), true
			}
		}
		return best, found
	})
}

// read hands over the newest older texts that a plan may hold for, and keeps what near
// finds in each.
func (a *attempt) read(ctx context.Context, plan *query.Plan, near func(*query.Doc, archive.Article) (refute.Older, bool)) error {
	if !plan.Known() {
		return nil
	}
	ids, err := a.Store.NewestBefore(ctx, plan, a.before, olderLooked)
	if err != nil {
		return err
	}
	doc := query.Doc{Title: new(text.Text), Body: new(text.Text), Groups: a.Desk.File.Groups()}
	return a.Store.Texts(ctx, ids, func(art archive.Article) error {
		if art.Day <= a.after {
			return ctx.Err()
		}
		a.Looked++
		doc.Title.Reset(art.Title, art.Language)
		doc.Body.Reset(art.Text, art.Language)
		doc.Lang, doc.Source, doc.Kind, doc.Claims = art.Language, art.Source, a.Desk.Source(art.Source).Kind, art.Claims
		if o, found := near(&doc, art); found {
			a.found = append(a.found, o)
		}
		return ctx.Err()
	})
}

func (a *attempt) older(art archive.Article, h query.Hit, share float64, why string) refute.Older {
	return refute.Older{Text: sentenceOf(art, h), Source: a.Desk.Source(art.Source).Name, Published: art.Day, URL: art.URL, Share: share, Why: why}
}

// sentenceOf is the sentence of a hit.
func sentenceOf(a archive.Article, h query.Hit) string {
	if h.Part == tracker.Title {
		return a.Title
	}
	return a.Text[h.Sentence.Start:h.Sentence.End]
}

// likelihood reckons how likely an earlier one would have been found.
func (a *attempt) likelihood(ctx context.Context) (err error) {
	if a.Covered, err = a.Store.LookedThrough(ctx, max(a.before-daysBefore, a.after+1), a.before-1); err != nil {
		return err
	}
	page, err := a.Store.Mentions(ctx, archive.Filter{Narrative: a.point.Narrative, TalkingPoint: a.point.ID, Verdict: "confirmed", Limit: olderMentions})
	var j timeline.Judged
	for _, w := range page.Mentions {
		j.Add(w)
	}
	a.Found, a.Judged = j.Confirmed, j.Confirmed+j.Missed
	return err
}
