package claim

import "strings"

// stretch is a half-open range of words.
type stretch struct{ first, last int }

func (s stretch) empty() bool      { return s.first >= s.last }
func (s stretch) len() int         { return max(0, s.last-s.first) }
func (s stretch) holds(i int) bool { return s.first <= i && i < s.last }

func (s stretch) overlaps(o stretch) bool { return s.first < o.last && o.first < s.last }

func (u unit) stretch() stretch { return stretch{u.first, u.last} }

// link tells how a frame comes by its subject.
type link uint8

// The links.
const (
	own     link = iota // it names its subject
	chained             // the subject of the clause before: "and said", "adding"
	nobody              // none: a passive without "by"
)

// frame is a place in a text where somebody is said to say something.
type frame struct {
	sieve     string
	verb      verb
	at        int     // word of the cue
	cue       stretch // verb group
	subject   stretch
	link      link
	content   stretch // what was said; may run over the frame
	begins    int     // first word of the frame, subject included
	ends      int     // word after the frame, adverbials included
	follows   bool    // the content stands before the frame
	negated   bool
	modal     bool // may or will be said: "might say"
	unit      int
	denied    bool    // the frame itself rejects what was said
	byPronoun bool    // the subject is he, she or they
	ofTitle   bool    // what was said is the headline
	alleged   bool    // who tells of the words accuses the one who said them
	citing    bool    // an outlet cites its subject: «со ссылкой на S»
	via       []relay // who passes the words on, outermost first
	passedOn  bool    // another frame holds the words, and this one only passes them on
	known     string  // id of who speaks, where only the headline names them
	inner     bool    // it stands within what somebody else is quoted as saying
	leader    stretch // who does the verb where the frame is chained and the clauses tell it
	again     *frame  // a sentence that tells of the same words: "об этом он сказал в среду"
}

// group finds the verb group around the verb at word i: auxiliaries, adverbs
// and negations before it.
type group struct {
	first, last        int
	negated, passive   bool
	infinitive         bool
	perfect, auxiliary bool
	modal              bool
}

func (p *page) groupAt(u unit, i, n int) group {
	g := group{first: i, last: i + n}
	if _, k := p.phraseAt(min(g.last, u.last-1), u.last, unrealPhrase); k > 0 {
		g.last, g.modal = g.last+k, true // «назвал бы»
	}
	for k := i - 1; k >= u.first; k-- {
		t := &p.tokens[k]
		if t.contracted != 0 && p.tokens[g.first].before&hard == 0 {
			g.add(t.contracted)
			break
		}
		after := p.tokens[g.first].before
		if t.quote >= 0 || after&hard&^comma != 0 {
			break
		}
		if after&comma != 0 && (t.class&isAdverb == 0 || t.before&comma == 0) {
			break
		}
		if after&hard == 0 && p.manner(k) {
			g.first = k
			break
		}
		if t.class&(isAuxiliary|isAdverb|isNegation|isTo) == 0 || t.class&isSubordinator != 0 && t.class&(isAuxiliary|isNegation) == 0 {
			break
		}
		if t.capital && t.class&isAuxiliary != 0 && k > u.first {
			break // "Will" is a name
		}
		c := t.class
		if _, n := p.phraseAt(k, u.last, affirmative); n > 0 {
			c &^= isNegation
		}
		g.add(c)
		g.first = k
	}
	return g
}

// manner tells whether how something was said opens a frame at word k: «– спокойно
// пояснил он».
func (p *page) manner(k int) bool {
	t := &p.tokens[k]
	return p.lex.free && !t.capital && t.class&^isAdverb == 0 && len(t.entry.verbs) == 0 && t.before&dash != 0 && strings.HasSuffix(t.fold, "о")
}

func (g *group) add(c class) {
	g.negated = g.negated || c&isNegation != 0
	g.infinitive = g.infinitive || c&isTo != 0
	g.modal = g.modal || c&isModal != 0
	g.perfect = g.perfect || c&isHave != 0
	g.auxiliary = g.auxiliary || c&isAuxiliary != 0
	g.passive = g.passive || c&isBe != 0
}
