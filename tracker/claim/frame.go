package claim

// stretch is a half-open range of words.
type stretch struct{ first, last int }

func (s stretch) empty() bool      { return s.first >= s.last }
func (s stretch) len() int         { return max(0, s.last-s.first) }
func (s stretch) holds(i int) bool { return s.first <= i && i < s.last }

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
	unit      int
	denied    bool // the frame itself rejects what was said
	byPronoun bool // the subject is he, she or they
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
		if t.class&(isAuxiliary|isAdverb|isNegation|isTo) == 0 || t.class&isSubordinator != 0 && t.class&(isAuxiliary|isNegation) == 0 {
			break
		}
		if t.capital && t.class&isAuxiliary != 0 && k > u.first {
			break // "Will" is a name
		}
		g.add(t.class)
		g.first = k
	}
	return g
}

func (g *group) add(c class) {
	g.negated = g.negated || c&isNegation != 0
	g.infinitive = g.infinitive || c&isTo != 0
	g.modal = g.modal || c&isModal != 0
	g.perfect = g.perfect || c&isHave != 0
	g.auxiliary = g.auxiliary || c&isAuxiliary != 0
	g.passive = g.passive || c&isBe != 0
}

// subjectOf finds who does the verb of the group.
// nounPhraseBefore finds the noun phrase that ends before word e. An
// apposition between commas is stepped over, a relative pronoun leads to its
// antecedent.
// place returns the institution before word e of which only the place is told:
// «в Кремле заявили».
// farApposition is how many words an apposition may have.
// stepOver finds the noun phrase before an apposition or parenthesis that ends
// before word e: "Lavrov, the foreign minister, said".
// overRelative steps from a noun phrase within a relative clause to whom the
// clause explains: "Lee, whose latest firm, Datum, makes maps, said".
// antecedent returns what a relative clause at word e explains: the name
// before it, or the noun phrase since the last article.
// outermost steps from an apposition to the name that it explains, over further
// commas: "Clinton, 35, the daughter of …, said".
// named tells whether a noun phrase looks like one who may speak.
// abbreviates tells whether the full stop after word i belongs to the word.
// chunk returns the noun phrase that ends before word e, without clause
// starters and leading prepositional phrases.
// transitive tells whether word i looks like a finite verb with its object:
// "blocked a number of …".
// speaks tells whether word i can only be a finite verb of saying.
// coordinated returns where the noun phrase before the conjunction at word c
// begins, if what follows the conjunction is its second half, else -1.
// lastPhrase returns where the noun phrase begins that ends a stretch which
// opens with a preposition: "On Wednesday | the minister".
// nounPhraseAfter returns the noun phrase that begins at word k, for subjects
// that stand after their verb.
// short tells whether a quotation is a name or a single expression, as in the
// names of companies and newspapers.
