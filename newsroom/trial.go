package newsroom

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/draft"
	"onset/tracker/query"
	"onset/tracker/reader"
	"onset/tracker/rulefile"
	"onset/tracker/text"
)

// Trial is what a rule finds in the archive before it is saved.
type Trial struct {
	Articles int               `json:"articles"` // with a hit
	Hits     int               `json:"hits"`
	Months   map[string]int    `json:"months"`
	Speakers map[string]int    `json:"speakers"`
	Samples  []TrialHit        `json:"samples"`
	Misses   []TrialHit        `json:"near_misses"`
	Missing  []MissingPart     `json:"missing"` // near misses by what they lack, most first
	Words    []query.WordForms `json:"words"`   // what each word takes in this archive
	Twins    []Likeness        `json:"twins"`   // talking points that stand in the same sentences
}

// TrialHit is a sentence of the archive.
type TrialHit struct {
	Published tracker.Day `json:"published"`
	Source    string      `json:"source"`
	URL       string      `json:"url"`
	Text      string      `json:"text"`
	Lacking   string      `json:"lacking,omitempty"`
}

// MissingPart is a part of a rule for lack of which sentences were not taken.
type MissingPart struct {
	Lacking string       `json:"lacking"`
	Count   int          `json:"count"`
	Samples []TrialHit   `json:"samples"`
	Words   []draft.Word `json:"words"` // of the archive that stand in these sentences rather than elsewhere
}

// Likeness tells how many sentences of a rule another talking point has too.
type Likeness struct {
	TalkingPoint string `json:"talking_point"`
	Both         int    `json:"both"`
	Of           int    `json:"of"` // hits of the rule
}

const (
	samplesShown = 20  // hits, and near misses
	eachShown    = 3   // near misses of one missing part
	partsShown   = 8   // missing parts
	nearLooked   = 800 // articles that are looked through for near misses
	nearEach     = 3   // near misses of one article
	tellingShare = 0.2 // a part in a greater share of all articles says little
)

// trial is a Trial under way.
type trial struct {
	in    *Intake
	point tracker.TalkingPoint
	rule  query.Rule
	Trial
	all     draft.Tally
	missing map[string]*draft.Tally
	parts   map[string]*MissingPart
	twins   map[string]int
}

// Try runs a talking point of the desk over the archive.
func Try(ctx context.Context, in *Intake, tp tracker.TalkingPoint) (Trial, error) {
	t := &trial{in: in, point: tp, rule: in.Desk.File.Rule(tp),
		Trial: Trial{Months: map[string]int{}, Speakers: map[string]int{}, Samples: []TrialHit{}, Misses: []TrialHit{},
			Missing: []MissingPart{}, Words: []query.WordForms{}, Twins: []Likeness{}},
		missing: map[string]*draft.Tally{}, parts: map[string]*MissingPart{}, twins: map[string]int{}}
	if err := t.run(ctx); err != nil {
		return t.Trial, err
	}
	surface := query.SurfaceOf(t.rule.Exprs()...)
	if err := in.Store.Forms(ctx, surface.Add); err != nil {
		return t.Trial, err
	}
	t.Words = surface.Words()
	t.finish()
	return t.Trial, nil
}

// run reads the articles in which the rule may hold, and then those that may
// come near to it.
func (t *trial) run(ctx context.Context) error {
	hits, err := t.in.Candidates(ctx, []tracker.TalkingPoint{t.point})
	if err != nil {
		return err
	}
	near, err := t.nearby(ctx, hits)
	if err != nil {
		return err
	}
	return t.in.Store.Texts(ctx, archive.Which{Revisions: append(hits, near...)}, func(a archive.Article) error {
		t.read(a)
		return ctx.Err()
	})
}

// nearby returns the newest articles that have a part of the rule that says
// something, beside those in which all of it may hold.
func (t *trial) nearby(ctx context.Context, hits []int64) ([]int64, error) {
	tomorrow := tracker.DayOf(t.in.Store.Now()) + 1
	parts := t.rule.Parts()
	shares, err := NewRarity(t.in.Store).Shares(ctx, parts, tomorrow)
	if err != nil {
		return nil, err
	}
	telling := slices.DeleteFunc(slices.Clone(parts), func(p *query.Expr) bool { return shares[p.String()] > tellingShare })
	if len(telling) == 0 {
		telling = parts
	}
	plan := query.PlanAny(telling)
	if !plan.Known() {
		return nil, nil
	}
	ids, err := t.in.Store.NewestBefore(ctx, plan, tomorrow, nearLooked)
	return slices.DeleteFunc(ids, func(id int64) bool {
		_, known := slices.BinarySearchFunc(hits, id, func(a, b int64) int { return cmp.Compare(b, a) })
		return known
	}), err
}

func (t *trial) read(a archive.Article) {
	src := t.in.Desk.Source(a.Source)
	r := t.in.Desk.Reader().Read(src, ItemOf(a))
	for _, s := range r.Body.Sentences {
		t.all.Add(r.Body, s.First, s.Last)
	}
	mentions := slices.DeleteFunc(slices.Clone(r.Mentions), func(m tracker.Mention) bool { return m.Rule.ID != t.point.Ref().ID })
	t.hits(a, r, mentions)
	for _, m := range t.rule.NearMisses(t.in.Desk.Reader().Doc(src, r), nearEach) {
		t.miss(a, r, m)
	}
}

func (t *trial) hits(a archive.Article, r reader.Result, mentions []tracker.Mention) {
	if len(mentions) > 0 {
		t.Articles++
	}
	for _, m := range mentions {
		t.Hits++
		t.Months[a.Day.Format("2006-01")]++
		t.Speakers[speakersOf(r, m)]++
		for _, w := range a.Mentions {
			if w.Text == m.Text {
				t.twins[w.Rule.ID]++
			}
		}
		if len(t.Samples) < samplesShown {
			t.Samples = append(t.Samples, TrialHit{Published: a.Day, Source: a.Source, URL: a.URL, Text: m.Text})
		}
	}
}

// speakersOf names who speaks in a mention, by ids as far as they are known.
func speakersOf(r reader.Result, m tracker.Mention) string {
	if m.Claim < 0 || len(r.Claims[m.Claim].Speakers) == 0 {
		return "the outlet itself"
	}
	var out []string
	for _, s := range r.Claims[m.Claim].Speakers {
		out = append(out, cmp.Or(s.ID, "“"+s.Text+"”"))
	}
	return strings.Join(out, ", ")
}

func (t *trial) miss(a archive.Article, r reader.Result, m query.Miss) {
	x, sentence := r.Body, m.SentenceIndex
	if m.Part == tracker.Title {
		x, sentence = r.Title, 0
	}
	hit := TrialHit{a.Day, a.Source, a.URL, x.Raw[m.Sentence.Start:m.Sentence.End], m.Lacking}
	if len(t.Misses) < samplesShown {
		t.Misses = append(t.Misses, hit)
	}
	p := t.parts[m.Lacking]
	if p == nil {
		p = &MissingPart{Lacking: m.Lacking}
		t.parts[m.Lacking], t.missing[m.Lacking] = p, &draft.Tally{}
	}
	p.Count++
	if len(p.Samples) < eachShown {
		p.Samples = append(p.Samples, hit)
	}
	t.missing[m.Lacking].Add(x, x.Sentences[sentence].First, x.Sentences[sentence].Last)
}

// finish sorts what was found.
func (t *trial) finish() {
	known := func(f *text.Form) bool {
		return slices.ContainsFunc(t.Words, func(w query.WordForms) bool { return slices.Contains(w.Forms, f.Fold) })
	}
	for lacking, p := range t.parts {
		p.Words = append([]draft.Word{}, t.missing[lacking].Telling(&t.all, known)...)
		t.Missing = append(t.Missing, *p)
	}
	slices.SortFunc(t.Missing, func(a, b MissingPart) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Lacking, b.Lacking))
	})
	t.Missing = t.Missing[:min(len(t.Missing), partsShown)]
	for id, both := range t.twins {
		if alike(both, t.Hits) {
			t.Twins = append(t.Twins, Likeness{id, both, t.Hits})
		}
	}
	slices.SortFunc(t.Twins, func(a, b Likeness) int {
		return cmp.Or(cmp.Compare(b.Both, a.Both), cmp.Compare(a.TalkingPoint, b.TalkingPoint))
	})
}

// Vocabulary returns what each word of a file's rules takes in the archive.
func Vocabulary(ctx context.Context, s Index, f *rulefile.File) ([]query.WordForms, error) {
	var exprs []*query.Expr
	for r := range f.Rules() {
		exprs = append(exprs, r.Exprs()...)
	}
	surface := query.SurfaceOf(exprs...)
	err := s.Forms(ctx, surface.Add)
	return surface.Words(), err
}

const (
	twinShare = 0.5 // of the sentences of the rarer of two talking points
	twinLeast = 3   // sentences that both have
)

// alike tells whether two talking points that share so many sentences, of so
// many of the rarer one, are perhaps one.
func alike(both, of int) bool { return both >= twinLeast && float64(both) >= twinShare*float64(of) }

// Twins returns the pairs of talking points whose mentions coincide: half of
// those of the rarer one are the other's too.
func Twins(ctx context.Context, s Index) ([]archive.Twin, error) {
	all, err := s.Twins(ctx)
	return slices.DeleteFunc(all, func(w archive.Twin) bool { return !alike(w.All, min(w.InA, w.InB)) }), err
}
