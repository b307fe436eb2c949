package discover

import (
	"cmp"
	"math"
	"slices"

	"onset/tracker"
)

// Options are what a user may set.
type Options struct {
	Budget int // new candidates a day at most; 0: 10
	// Parties are whom and what the rules speak of: of each the words that name it. Single
	// statements are told about these alone.
	Parties [][]string
}

const (
	defaultBudget = 10
	// threshold is the score that the first candidate of a day must reach, and
	// step what each further one must add: a day with much news has to offer
	// more to be worth more reading.
	threshold = 1.5
	step      = 0.3
	// perCandidate is how many articles make one candidate a day, on average:
	// a small stream must not be retold.
	perCandidate = 7.5
	leastRate    = 0.5
	burst        = 5  // days' worth of candidates that one day may show
	activeDays   = 60 // since its last mention, in which a candidate is followed
	shortest     = 25 // runes of a label
)

// Enough is from how many articles a finder must have learned to tell what is
// new; until then it is learning.
const Enough = 1000

// Finder finds candidates. It is not safe for concurrent use.
type Finder struct {
	budget     int
	parties    parties
	window     window
	history    history
	memory     memory
	df         map[uint32]holders // of each stem
	usual      holders            // of all stems together
	articles   int                // learned from, ever
	today      tracker.Day        // the last day that was closed or learned
	credit     float64            // candidates that may be shown
	kin        *kin               // near-synonyms; nil until asked for
	candidates []*Candidate       // those followed, in the order in which they were found
}

// Result is what the close of a day brought.
type Result struct {
	Day      tracker.Day
	New      []Candidate // best first, at most the budget
	Repeated []Candidate // sparse ones, the most alike first
	Once     []Candidate // statements that were made once, those with the most points first
	Updated  []Candidate // earlier ones with new mentions or a new status, by id
	Learning bool        // there is too little history to tell much
	Articles int         // learned from so far
	Tested   int         // keys of the day that were tested
	Share    float64     // of these keys that may be false when they are called significant
}

// New returns a finder that knows nothing.
func New(o Options) *Finder {
	return &Finder{budget: cmp.Or(o.Budget, defaultBudget), parties: partiesOf(o.Parties), window: newWindow(), memory: newMemory(), df: map[uint32]holders{}, credit: burst}
}

// Articles returns from how many articles the finder has learned.
func (f *Finder) Articles() int { return f.articles }

// Today returns the last day that was closed or learned: the finder's
// watermark.
func (f *Finder) Today() tracker.Day { return f.today }

// Learn takes in the articles of a day as history: nothing is reported.
func (f *Finder) Learn(today tracker.Day, articles []Article) {
	docs := f.take(today, articles)
	f.keysOf(docs)
	f.follow(docs, nil, 0, today)
	done(docs)
}

// Close takes in the articles that were seen on a day and tells what is new.
// Days must not run backwards; articles published earlier may come with a
// later day and count on the day on which they were published.
func (f *Finder) Close(today tracker.Day, articles []Article) Result {
	docs := f.take(today, articles)
	keys, tested := f.keysOf(docs)
	r := Result{Day: today, Tested: tested, Share: falseShare, Articles: f.articles, Learning: f.articles < Enough}
	ev := f.weigh(keys, today)
	level := significant(ev, tested)
	r.Updated = f.follow(docs, ev, level, today)
	said, compared := f.statements(docs, today)
	groups := slices.Concat(f.cued(docs, today), f.groups(ev, level), f.groups(said, significant(said, compared)))
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(b.score, a.score) })
	r.New = f.show(groups, today)
	found, grown := f.sparse(today)
	for _, c := range found {
		r.Repeated = append(r.Repeated, *c)
	}
	for _, c := range grown {
		r.Updated = append(r.Updated, *c)
	}
	r.Once = f.once(docs, today)
	done(docs)
	return r
}

// done lets go of what is needed only while the day of an article is closed.
func done(docs []*doc) {
	for _, d := range docs {
		for i := range d.units {
			d.units[i].roots = nil
		}
	}
}

// take moves old articles into the history and new ones into the window, in
// an order that does not depend on how they were handed in.
func (f *Finder) take(today tracker.Day, articles []Article) []*doc {
	f.today = max(f.today, today)
	for _, d := range f.window.pop(today - windowDays + 1) {
		f.history.add(d)
	}
	f.history.trim(today)
	if f.memory.thin(today) {
		f.kin = nil // to be learned of what is left, as whoever reads the state does
	}
	f.memory.today = len(f.memory.all)
	f.forget()
	f.window.rotate(today)
	f.candidates = slices.DeleteFunc(f.candidates, func(c *Candidate) bool { return today-c.LastMention > c.active() })
	articles = slices.Clone(articles)
	slices.SortStableFunc(articles, func(a, b Article) int { return cmp.Compare(a.ID, b.ID) })
	var docs []*doc
	for _, a := range articles {
		if a.doc == nil {
			a.Read()
		}
		d := a.doc
		if d.day == 0 || d.day > today {
			d.day = today
		}
		f.learn(d)
		if d.day <= today-windowDays {
			f.history.add(d)
			continue
		}
		f.window.push(d)
		docs = append(docs, d)
	}
	return docs
}

func (f *Finder) learn(d *doc) {
	f.articles++
	for stem, judged := range d.judged() {
		f.df[stem] = f.df[stem].plus(judged)
		f.usual = f.usual.plus(judged)
	}
	f.keep(d)
}

// maxStems bounds the table of stems; those seen once go first.
const maxStems = 1 << 20

func (f *Finder) forget() {
	for least := 1; len(f.df) > maxStems; least++ {
		for s, h := range f.df {
			if h.articles <= least {
				delete(f.df, s)
			}
		}
	}
}

// severalSources tells whether the window holds more than one or two sources.
// Then a candidate must be significant; in the stream of one source days stand
// in for origins, and what its editors tell twice is worth a look.
func (f *Finder) severalSources() bool {
	seen := map[string]bool{}
	for _, d := range f.window.docs {
		if seen[d.source] = true; len(seen) > 2 {
			return true
		}
	}
	return false
}

// show turns the best groups into candidates, as many as the day may show.
func (f *Finder) show(groups []group, today tracker.Day) []Candidate {
	rate := min(float64(f.budget), max(leastRate, float64(len(f.window.docs))/windowDays/perCandidate))
	f.credit = min(f.credit+rate, max(burst, burst*rate))
	several, explained := f.severalSources(), f.explainers(today)
	var out []Candidate
	for _, g := range groups {
		if several && !g.cued && !g.significant {
			continue
		}
		if g.score < threshold+step*float64(len(out)) || len(out) == f.budget || f.credit < 1 {
			break
		}
		if f.known(g, explained) {
			continue
		}
		c := f.candidate(g, today)
		if c == nil {
			continue
		}
		f.credit--
		f.candidates = append(f.candidates, c)
		explained.add(c, today)
		out = append(out, *c)
	}
	return out
}

// candidate describes a group; nil when its best sentence can't be shown, or
// was that of another candidate.
func (f *Finder) candidate(g group, today tracker.Day) *Candidate {
	best := f.best(g)
	label := flat(best.text)
	if g.cued {
		label = cmp.Or(flat(f.claimLabel(g)), label)
	}
	stems := best.stems()
	if len([]rune(label)) < shortest || f.told(label, stems, false, today) {
		return nil
	}
	c := &Candidate{Label: label, stems: stems, seeds: slices.Clone(g.seed.seeds), broad: g.broad, at: slices.Clone(g.seed.at), DetectedAt: today}
	c.Score, c.P = math.Round(100*g.score)/100, g.seed.p
	c.Significant = g.significant
	c.Phrases = f.phrases(g)
	for _, p := range g.seed.at {
		c.add(f.mention(p, c))
	}
	c.settle(today)
	c.ID = candidateID(c.seeds[0], c.FirstPublished)
	c.Language = f.window.doc(g.seed.at[0].serial()).language
	c.Returns = f.returns(g, c.FirstPublished, today)
	if older, same := f.older(g, c.FirstPublished); older != nil {
		c.NearestOlder = &Example{URL: older.url, Source: older.source, Published: older.day, Text: older.text}
		if same && c.Returns == nil {
			c.Returns = &Return{LastSeen: older.day}
		}
	}
	c.Stanza = f.stanza(c, g)
	return c
}

// returns tells when the words of a group were used before.
func (f *Finder) returns(g group, first, today tracker.Day) *Return {
	last := g.seed.past.last()
	if last < 0 {
		return nil
	}
	if s := f.memory.lastWith(g.seed.key, first); s != nil {
		return &Return{LastSeen: s.day}
	}
	end := tracker.Day((int(today)/month-last+1)*month - 1)
	return &Return{LastSeen: min(end, first-1)}
}

// older returns what was said before that is most like the group, and whether it
// says the same; nil when nothing is like it.
func (f *Finder) older(g group, first tracker.Day) (nearest *statement, same bool) {
	var best *statement
	most := 0.0
	for _, p := range g.seed.at[:min(len(g.seed.at), compared)] {
		for _, u := range f.window.units(p) {
			if u.hasAny(g.seed.seeds) {
				if s, o := f.nearest(u.stems(), first); o > most {
					best, most = s, o
				}
			}
		}
	}
	return best, most >= like
}

// mention describes a place of a candidate: its best sentence with a key of it.
func (f *Finder) mention(p place, c *Candidate) mention {
	d := f.window.doc(p.serial())
	m := mention{article: d.id, source: d.source, origin: d.origin, url: d.url, day: d.day}
	most := -99.0
	for _, u := range f.window.units(p) {
		if u.explained || !u.hasAny(c.seeds) || fitness(&u) <= most {
			continue
		}
		most = fitness(&u)
		m.text, m.from, m.to, m.speakers = flat(u.text), 0, 0, nil
		m.see(&u, c, f)
		if u.claim >= 0 && d.claims[u.claim].affirms {
			said := d.claims[u.claim]
			m.from, m.to, m.speakers = said.from, said.to, said.speakers
		}
	}
	return m
}

// see notes what tells the kind of a candidate of which the unit is one statement.
func (m *mention) see(u *unit, c *Candidate, f *Finder) {
	stems := u.stems()
	m.traits, m.words = u.traits, len(u.words)
	m.contested, m.alike = f.contested(stems), f.overlap(stems, c.stems)
}

// stanza writes the rule for a candidate, from the sentences of its examples.
func (f *Finder) stanza(c *Candidate, g group) string {
	var us []*unit
	var texts []string
	for _, p := range g.seed.at {
		units := f.window.units(p)
		for i := range units {
			if u := &units[i]; u.hasAny(c.seeds) && !u.explained {
				us = append(us, u)
				texts = append(texts, u.text)
			}
		}
	}
	return stanza(c.Label, f.ruleOf(g, us, c.Language), c.Phrases, texts)
}

// follow adds the day's mentions of the candidates that are still alive, and
// notes which of them became significant.
func (f *Finder) follow(docs []*doc, ev []evidence, level float64, today tracker.Day) []Candidate {
	first := f.window.first + len(f.window.docs) - len(docs)
	p := map[key]float64{}
	for _, e := range ev {
		p[e.key] = e.p
	}
	var out []Candidate
	for _, c := range f.candidates {
		if c.Sparse {
			continue // by likeness
		}
		was, n := c.Status, c.Mentions
		for _, p := range f.window.afterAny(c.seeds, first) {
			c.add(f.mention(p, c))
		}
		if now, ok := p[c.seeds[0]]; ok && now < c.P {
			c.P = now
			c.Significant = c.Significant || now <= level
		}
		c.settle(today)
		if c.Status != was || c.Mentions != n {
			out = append(out, *c)
		}
	}
	slices.SortFunc(out, func(a, b Candidate) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
