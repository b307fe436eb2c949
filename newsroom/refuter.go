package newsroom

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/discover"
	"onset/tracker/query"
	"onset/tracker/refute"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// Passages are what a Refuter reads of older texts and mentions.
type Passages interface {
	Frequencies
	NewestBefore(ctx context.Context, plan *query.Plan, before tracker.Day, most int) ([]int64, error)
	Texts(ctx context.Context, of archive.Which, each func(archive.Article) error) error
	Mentions(context.Context, archive.Filter) (archive.MentionPage, error)
	LookedThrough(ctx context.Context, from, to tracker.Day) (share float64, err error)
	Snapshot(context.Context) (moment context.Context, release func(), err error)
	Remembering
}

// Refuter looks for what would make an event or a candidate false, before it is told.
type Refuter struct {
	Desk  *Desk
	Store Passages
	Rare  Rarity
	Words *Thesaurus

	scene  timeline.Context
	words  *learned
	parser *query.Parser
	parsed map[string]*query.Expr     // words, which many events share; nil: it is none of the rule language
	looked map[[2]tracker.Day]float64 // which share of a stretch was looked through
	voices map[string]refute.Heard    // what was heard of a speaker before a day
}

// NewRefuter returns one for what is stored while it is in use; nil words are learned
// when they are needed.
func NewRefuter(d *Desk, s Passages, words *Thesaurus) Refuter {
	if words == nil {
		words = NewThesaurus(s)
	}
	return Refuter{Desk: d, Store: s, Rare: NewRarity(s), Words: words, words: &learned{}, parser: query.NewParser(query.Terms(d.File.Terms)), parsed: map[string]*query.Expr{}, looked: map[[2]tracker.Day]float64{}, voices: map[string]refute.Heard{},
		scene: timeline.NewContext(d.File.Speakers, d.File.Sources, d.File.Zone)}
}

// The bounds of an attempt.
const (
	olderLooked   = 60  // articles read at most in each of two searches
	olderMentions = 400 // mentions of the line that are looked at, the newest before the event
	daysBefore    = 90  // over which what was looked through is told
)

// Attempts tells whether an event is one of those that are told only after an attempt
// to refute it.
func Attempts(e tracker.Event) bool {
	return e.Kind == tracker.FirstSaid || e.Kind == tracker.FirstSeen || e.Kind == tracker.Resurgence || e.Kind == tracker.Turn || e.Kind == tracker.Joined
}

// Chain notes in a chain what an attempt to refute its event finds; of an event that is
// not told after one it notes nothing.
func (r Refuter) Chain(ctx context.Context, c *archive.Chain) error {
	if c.Event == nil || !Attempts(*c.Event) {
		return nil
	}
	found, err := r.Attempt(ctx, *c.Event)
	c.Refuted = &found
	return err
}

// Attempt looks for what would make an event false: of the first of a speaker or in a
// language by that speaker or in that language, of a comeback within its silence.
func (r Refuter) Attempt(ctx context.Context, e tracker.Event) (refute.Attempt, error) {
	found, err := r.Attempts(ctx, []tracker.Event{e})
	if err != nil {
		return refute.Attempt{}, err
	}
	return found[0], nil
}

// triedAtOnce is how many events are tried together: each takes some 50 KB until it is done.
const triedAtOnce = 300

// Attempts does for each of many events what Attempt does: what is asked of the archive
// is asked for many of them in turn, and a text that came near to several is read once.
func (r Refuter) Attempts(ctx context.Context, events []tracker.Event) ([]refute.Attempt, error) {
	points := map[string]tracker.TalkingPoint{}
	for _, tp := range r.Desk.Points() {
		points[tp.Ref().ID] = tp
	}
	var out []refute.Attempt
	for some := range slices.Chunk(events, triedAtOnce) {
		found, err := r.together(ctx, some, points)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

func (r Refuter) together(ctx context.Context, events []tracker.Event, points map[string]tracker.TalkingPoint) ([]refute.Attempt, error) {
	all, known := make([]*attempt, len(events)), []*attempt{}
	for i, e := range events {
		a, err := r.attemptOf(ctx, e)
		if err != nil {
			return nil, err
		}
		a.point = points[e.Narrative+"/"+e.TalkingPoint]
		if all[i] = a; a.before != 0 && a.point.ID != "" { // else the line left the rules since
			known = append(known, a)
		}
	}
	for _, look := range []func(*attempt, context.Context) error{(*attempt).mentions, (*attempt).likelihood, (*attempt).nearby, (*attempt).inOtherWords, (*attempt).byRoles, (*attempt).heard} {
		for _, a := range known {
			if err := look(a, ctx); err != nil {
				return nil, fmt.Errorf("looking for what came near to %s before: %w", a.point.Ref().ID, err)
			}
		}
	}
	if err := r.read(ctx, known); err != nil {
		return nil, fmt.Errorf("reading what came near to %d events before: %w", len(known), err)
	}
	out := make([]refute.Attempt, len(all))
	for i, a := range all {
		out[i] = a.done()
	}
	return out, nil
}

// attemptOf begins to refute an event.
func (r Refuter) attemptOf(ctx context.Context, e tracker.Event) (*attempt, error) {
	a, err := r.attempt(ctx, beginning(e), wording{e.Evidence.Text, text.Detect("", e.Evidence.Text, "")})
	if err != nil {
		return nil, err
	}
	a.event, a.scope, a.speakers = e, e.Scope, r.named(e.Speakers)
	if back, err := timeline.Detail[timeline.Return](e); err == nil && e.Kind == tracker.Resurgence {
		a.after = back.LastSeen
	}
	return a, nil
}

// done ranks what was found. Where a person confirmed the event's own mention nothing
// refutes it.
func (a *attempt) done() refute.Attempt {
	for _, l := range a.looks {
		a.found = append(a.found, l.found...)
	}
	a.found = slices.DeleteFunc(a.found, func(o refute.Older) bool { return a.opposite[o.Text] })
	for i := range a.found {
		a.found[i].Refutes = a.found[i].Refutes && !a.settled
	}
	a.Nearest = refute.Rank(a.found)
	return a.Attempt
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
	event   tracker.Event
	point   tracker.TalkingPoint // none of a candidate
	scope   tracker.Scope        // within which nothing is older
	before  tracker.Day
	after   tracker.Day // of a comeback: its silence began then; else 0
	own     []wording   // of the line
	settled bool        // by a person, who confirmed the event's own mention
	found   []refute.Older
	looks   []*look
	// opposite are, of a turn, the sentences that say what was said before it: they are told.
	opposite map[string]bool

	synonyms *discover.Synonyms
	speakers []string // all that is said of who speaks: names, aliases, offices
}

// wording is a sentence of a line.
type wording struct{ text, language string }

func (r Refuter) attempt(ctx context.Context, before tracker.Day, own ...wording) (a *attempt, err error) {
	a = &attempt{Refuter: r, before: before, own: own, Attempt: refute.Attempt{Nearest: []refute.Older{}, Says: []refute.Claim{}}}
	a.synonyms, err = r.synonyms(ctx)
	return a, err
}

// mentions looks through what the rule took: older ones that count for nothing, and
// what the texts say of how new the line is.
func (a *attempt) mentions(ctx context.Context) error {
	page, err := a.Store.Mentions(ctx, archive.Filter{Narrative: a.point.Narrative, TalkingPoint: a.point.ID, Until: a.before + refute.Slack, Limit: olderMentions})
	if err != nil {
		return err
	}
	if a.event.Kind == tracker.Turn {
		a.unsureBefore(page.Mentions)
		return nil
	}
	counts := map[string]bool{}
	var counting, saying []tracker.Witness
	for _, s := range timeline.Appearances(a.point, page.Mentions, a.scene) {
		counts[s.ID] = true
	}
	for _, w := range page.Mentions {
		day := w.Published.Day
		a.settled = a.settled || w.ID == a.event.Mention && w.Verdict == "confirmed"
		switch {
		case counts[w.ID]:
			counting = append(counting, w)
			a.own = append(a.own, wording{w.Text, w.Language})
			if day >= a.before {
				saying = append(saying, w)
			}
		case day < a.before && day > a.after && a.inScope(w):
			a.found = append(a.found, refute.Older{Text: w.Text, Source: a.Desk.Source(w.Source).Name, Published: day, URL: w.URL, Share: 1, Why: refute.Uncounted(w), Refutes: refute.ShowsTheLine(w)})
		}
	}
	a.Says = refute.Contradicted(saying, counting, func(id string) string { return a.Desk.Source(id).Name })
	return nil
}

func (a *attempt) inScope(w tracker.Witness) bool {
	switch a.scope.Kind {
	case tracker.BySpeaker:
		return slices.ContainsFunc(w.Speakers, func(s tracker.ClaimSpeaker) bool { return s.ID == a.scope.ID })
	case tracker.ByLanguage:
		return w.Language == a.scope.ID
	}
	return true
}

// limits are the field and value that limit an expression to the scope.
func (a *attempt) limits() (field, value string) {
	return map[tracker.ScopeKind]string{tracker.BySpeaker: "speaker", tracker.ByLanguage: "lang"}[a.scope.Kind], a.scope.ID
}

// nearby looks for passages that have all but a part of the rule.
func (a *attempt) nearby(ctx context.Context) error {
	rule := a.Desk.File.Rule(a.point)
	shares, err := a.Rare.Shares(ctx, rule.Parts(), a.before)
	if err != nil {
		return err
	}
	field, value := a.limits()
	near := rule.Nearby(shares, field, value)
	denied, err := a.parser.Parse(denies)
	if err != nil {
		return err
	}
	return a.lookAt(ctx, near.Plan(), func(doc *query.Doc, art archive.Article) (refute.Older, bool) {
		hit := near.Best(doc)
		found := hit.Share > 0 && (a.event.Kind != tracker.Turn || stands(denied, doc, hit.Hit) == (a.event.Stance == tracker.Denies))
		return a.older(art, hit.Hit, hit.Share, refute.Lacking(shortened(hit.Lacks))), found
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

// look is a search of an attempt for older texts, which are read later.
type look struct {
	of    *attempt
	ids   []int64 // of the newest revisions for which its plan may hold
	near  nearness
	found []refute.Older
}

// nearness finds what comes near in a text.
type nearness func(*query.Doc, archive.Article) (o refute.Older, found bool)

// lookAt has the newest older texts read that a plan may hold for, to keep what near
// finds in each.
func (a *attempt) lookAt(ctx context.Context, plan *query.Plan, near nearness) error {
	if !plan.Known() {
		return nil
	}
	ids, err := a.Store.NewestBefore(ctx, plan, a.before, olderLooked)
	a.looks = append(a.looks, &look{of: a, ids: ids, near: near})
	return err
}

// read reads each text once that some of the attempts look at.
func (r Refuter) read(ctx context.Context, attempts []*attempt) error {
	looks := map[int64][]*look{}
	for _, a := range attempts {
		for _, l := range a.looks {
			for _, id := range l.ids {
				looks[id] = append(looks[id], l)
			}
		}
	}
	ids := slices.Sorted(maps.Keys(looks))
	slices.Reverse(ids)
	doc := query.Doc{Title: new(text.Text), Body: new(text.Text), Groups: r.Desk.File.Groups()}
	return r.Store.Texts(ctx, archive.Which{Revisions: ids, ClaimsAlone: true}, func(art archive.Article) error {
		doc.Title.Reset(art.Title, art.Language)
		doc.Body.Reset(art.Text, art.Language)
		doc.Lang, doc.Source, doc.Kind, doc.Claims = art.Language, art.Source, r.Desk.Source(art.Source).Kind, art.Claims
		for _, l := range looks[art.Revision] {
			if art.Day <= l.of.after {
				continue
			}
			l.of.Looked++
			if o, found := l.near(&doc, art); found {
				l.found = append(l.found, o)
			}
		}
		return ctx.Err()
	})
}

// sentenceOf is the sentence of a hit.
func sentenceOf(a archive.Article, h query.Hit) string {
	if h.Part == tracker.Title {
		return a.Title
	}
	return a.Text[h.Sentence.Start:h.Sentence.End]
}

// likelihood reckons how likely an earlier one would have been found.
func (a *attempt) likelihood(ctx context.Context) error {
	if err := a.looked(ctx); err != nil {
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

// looked tells how much of the time before was looked through.
func (a *attempt) looked(ctx context.Context) (err error) {
	a.Covered, err = a.lookedThrough(ctx, max(a.before-daysBefore, a.after+1), a.before-1)
	return err
}

// named lists by which words speakers are named.
func (r Refuter) named(speakers []tracker.ClaimSpeaker) (out []string) {
	for _, s := range speakers {
		out = append(out, s.Text)
		for _, known := range r.Desk.File.Speakers {
			if known.ID != s.ID {
				continue
			}
			out = append(append(out, known.Name), known.Aliases...)
			for _, office := range known.Roles {
				out = append(out, office.Title)
			}
		}
	}
	return out
}

// lookedThrough tells which share of a stretch was looked through; many events ask
// about the same.
func (r Refuter) lookedThrough(ctx context.Context, from, to tracker.Day) (float64, error) {
	stretch := [2]tracker.Day{from, to}
	if share, known := r.looked[stretch]; known {
		return share, nil
	}
	share, err := r.Store.LookedThrough(ctx, from, to)
	r.looked[stretch] = share
	return share, err
}

// learned are the near-synonyms, once they were asked for: telling whether there are
// newer ones costs as much as a search.
type learned struct {
	asked bool
	words *discover.Synonyms
}

func (r Refuter) synonyms(ctx context.Context) (*discover.Synonyms, error) {
	if r.words.asked {
		return r.words.words, nil
	}
	words, err := r.Words.Synonyms(ctx)
	if err == nil {
		*r.words = learned{true, words}
	}
	return words, err
}
