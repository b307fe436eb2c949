package claim

import (
	"slices"
	"strings"
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/text"
)

// Book knows the speakers of a rules file by their names, roles and groups.
// It is made once and may be used by many goroutines.
type Book struct {
	speakers []tracker.Speaker
	byID     map[string]int
	names    map[string][]alias // by the first word of the name
	roles    []office
	groups   map[string][]string
	spelling map[spelling][]alias
	given    map[string][]string // the names of a speaker before the last, folded
}

// spelling is a name of a speaker by its last word, folded, with its case
// ending.
type spelling struct{ id, last string }

// alias is one name of a speaker as its words, without case endings.
type alias struct {
	words []string
	id    string
	man   bool // ends as the surnames of men do, of which women have another form: «Сорин», «Рудинский»
}

// office is a role with its holder.
type office struct {
	words []string
	heads []string            // those words that name the office: «пресс секретарь»
	plain map[string][]string // by language with cases: the title in the words that its table prefers
	id    string
	role  tracker.Role
}

// NewBook makes a Book. Two speakers with the same name share it; the first
// one wins.
func NewBook(speakers []tracker.Speaker) *Book {
	b := &Book{speakers: speakers, byID: map[string]int{}, names: map[string][]alias{}, groups: map[string][]string{}, spelling: map[spelling][]alias{}, given: map[string][]string{}}
	for i, s := range speakers {
		b.byID[s.ID] = i
		for _, name := range append([]string{s.Name}, s.Aliases...) {
			b.addName(name, s.ID)
		}
		for _, r := range s.Roles {
			if words := nameWords(r.Title); len(words) > 0 {
				b.roles = append(b.roles, office{words, titleHead(r.Title, words), plainTitles(words), s.ID, r})
			}
		}
		for _, m := range s.Members {
			b.groups[m] = append(b.groups[m], s.ID)
		}
	}
	for _, list := range b.names {
		slices.SortStableFunc(list, func(x, y alias) int { return len(y.words) - len(x.words) })
	}
	return b
}

func (b *Book) addName(name, id string) {
	words := nameWords(name)
	if len(words) == 0 {
		return
	}
	t := text.Analyse(name, "")
	a, end := alias{words, id, endsAny(t.Fold(len(t.Words)-1), mansEndings)}, spelling{id, t.Fold(len(t.Words) - 1)}
	b.names[words[0]], b.spelling[end] = append(b.names[words[0]], a), append(b.spelling[end], a)
	b.given[id] = append(b.given[id], words[:len(words)-1]...)
}

// spelt tells whether the name that ends before word e ends as the book spells
// it, and not in another case.
func (b *Book) spelt(p *page, id string, e int) bool {
	return slices.ContainsFunc(b.spelling[spelling{id, p.tokens[e-1].fold}], func(a alias) bool {
		from := e - len(a.words)
		for j := range a.words {
			if from < 0 || p.name(from+j) != a.words[j] {
				return false
			}
		}
		return true
	})
}

// nameWords returns the words of a name, folded and without case endings.
func nameWords(name string) []string {
	t := text.Analyse(name, "")
	out := make([]string, 0, len(t.Words))
	for i := range t.Words {
		fold := t.Fold(i)
		if stem, ok := cutPossessive(fold); ok {
			fold = stem
		}
		out = append(out, caseless(fold))
	}
	return out
}

// Groups returns the ids of the groups that a speaker is a member of, those
// that these groups belong to included: what a member says counts for them too.
func (b *Book) Groups(id string) []string {
	var out []string
	queue := b.groups[id]
	for len(queue) > 0 {
		g := queue[0]
		queue = queue[1:]
		if g == id || slices.Contains(out, g) {
			continue
		}
		out = append(out, g)
		queue = append(queue[:len(queue):len(queue)], b.groups[g]...)
	}
	return out
}

// Name returns the name of a speaker, or "" for an id that is not in the book.
func (b *Book) Name(id string) string {
	if i, ok := b.byID[id]; ok {
		return b.speakers[i].Name
	}
	return ""
}

// otherGiven tells whether no given name of a speaker may be the one that a word is.
func (b *Book) otherGiven(id, fold string) bool {
	names := b.given[id]
	return len(names) > 0 && !slices.ContainsFunc(names, func(name string) bool { return sameGiven(name, fold) })
}

// sameGiven tells whether two spellings may be of one given name, or one is the initial
// of the other: they begin alike, with the same two consonants, as Dmitry and Dimitri do
// and Denis does not.
func sameGiven(a, b string) bool {
	x, _ := utf8.DecodeRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	s, t := consonants(a), consonants(b)
	n := min(len(s), len(t), 2)
	return x == y && (utf8.RuneCountInString(a) < 3 || utf8.RuneCountInString(b) < 3 || slices.Equal(s[:n], t[:n]))
}

// consonants returns the consonants of a name, doubled ones once.
func consonants(name string) []rune {
	var out []rune
	for _, r := range name {
		if !strings.ContainsRune("aeiouyаеёиоуыэюяіїєйь'", r) && (len(out) == 0 || out[len(out)-1] != r) {
			out = append(out, r)
		}
	}
	return out
}

// group tells whether the speaker stands for others.
func (b *Book) group(id string) bool {
	i, ok := b.byID[id]
	return ok && b.speakers[i].Group()
}

// nameAt returns the speaker whose name stands at word i, before limit, and
// the number of its words; the longest name wins. Names are capitalised.
func (b *Book) nameAt(p *page, i, limit int) (string, int) {
	if b == nil {
		return "", 0
	}
	t := &p.tokens[i]
	for _, a := range b.names[p.name(i)] {
		if i+len(a.words) > limit || !t.capital {
			continue
		}
		matched := true
		for j := 1; j < len(a.words) && matched; j++ {
			matched = p.name(i+j) == a.words[j] && p.tokens[i+j].before&hard&^stop == 0
		}
		if matched && !(a.man && p.womansName(i+len(a.words)-1)) {
			return a.id, len(a.words)
		}
	}
	return "", 0
}

// Endings of surnames in Russian and Ukrainian: those of men of which women have another
// form, and those that only these have.
var (
	mansEndings   = []string{"ов", "ев", "єв", "ин", "ін", "їн", "ский", "цкий", "ской", "цкой", "ський", "цький", "зький"}
	womansEndings = []string{"овой", "евой", "иной", "ової", "евої", "євої", "іної", "їної", "овою", "евою", "иною", "іною", "ская", "цкая", "скую", "цкую",
		"ська", "цька", "зька", "ську", "цьку", "зьку", "ської", "цької", "зької", "ською", "цькою", "зькою"}
)

func endsAny(fold string, endings []string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(fold, e) })
}

// womansName tells whether the surname at word i is a woman's: by its ending, or beside a
// verb whose subject is a woman, «Сорина заявила». «Процитировала Сорина» may be a man.
func (p *page) womansName(i int) bool {
	fold := p.tokens[i].fold
	if endsAny(fold, womansEndings) {
		return true
	}
	if !strings.HasSuffix(fold, "а") {
		return false
	}
	opens := i == 0 || p.tokens[i].before&hard != 0 || p.tokens[i-1].class&(isConjunction|isThat) != 0 // «Жена Сорина сообщила»
	return opens && i+1 < len(p.tokens) && p.sheSays(i+1) || i > 0 && p.tokens[i].before&hard == 0 && p.sheSays(i-1)
}

// sheSays tells whether word i is a verb of saying whose subject is a woman, and which has
// no object.
func (p *page) sheSays(i int) bool {
	v, n := p.verbAt(i, len(p.tokens))
	return n == 1 && p.tokens[i].shape&endsFeminine != 0 && v.form == past && v.flags&(takesClause|takesQuote) != 0 && v.flags&(cites|takesObject|takesPerson|accuses|asks) == 0
}

// holder returns who holds the office that words name on a day; the words must
// hold all words of its title, the last of which names the office. An office
// that several held wins by its time; day 0 is any time.
//
// The head of the phrase must be a word of the title, and so must the words
// that make an office a lesser one, "deputy": the minister's aide, or his
// deputy, is not the minister.
func (b *Book) holder(words, lesser []string, head string, day tracker.Day) string {
	if b == nil {
		return ""
	}
	best, longest := "", 0
	for _, o := range b.roles {
		if len(o.words) <= longest || !o.on(day) {
			continue
		}
		if slices.Contains(o.heads, head) && (len(lesser) == 0 || containsAll(o.words, lesser)) && containsLike(words, o.words) {
			best, longest = o.id, len(o.words)
		}
	}
	return best
}

// inOffice tells whether the book gives somebody an office on a day.
func (b *Book) inOffice(id string, day tracker.Day) bool {
	return slices.ContainsFunc(b.roles, func(o office) bool { return o.id == id && o.on(day) })
}

// mayHold tells whether a speaker's office can be called by fewer words: "the
// foreign minister" for the Russian foreign minister.
func (b *Book) mayHold(id string, words []string, day tracker.Day) bool {
	for _, o := range b.roles {
		if o.id == id && o.on(day) && containsLike(o.words, words) && containsAny(o.heads, words) {
			return true
		}
	}
	return false
}

// titleHead returns the words of a title that name the office and not what it
// is of: in Cyrillic letters the first roles, else the last word before a
// preposition. Without a role all words may name it.
func titleHead(title string, words []string) []string {
	t := text.Analyse(title, "")
	if len(t.Words) != len(words) {
		return words
	}
	if title[0] < utf8.RuneSelf {
		last := len(words) - 1
		for i := range words {
			if i > 0 && classIn(t.Form(i), false)&isPreposition != 0 {
				last = i - 1
				break
			}
		}
		return words[last : last+1]
	}
	first, e := 0, 0
	for i := range words {
		if classIn(t.Form(i), true)&isRole == 0 {
			if e > 0 {
				break
			}
			first = i + 1
			continue
		}
		if e > 0 && title[t.Words[i].Start-1] != '-' {
			break // «секретарь | председателя»
		}
		e = i + 1
	}
	if e == 0 {
		return words
	}
	return words[first:e]
}

// plainTitles returns a title as the table of each language that rewords offices has it.
func plainTitles(words []string) map[string][]string {
	out := map[string][]string{}
	for name, lex := range readLanguages() {
		if len(lex.rewordings) > 0 {
			out[name] = lex.plainly(words)
		}
	}
	return out
}

// classIn returns what a word is in any language of fixed or of free word order.
func classIn(f *text.Form, free bool) class {
	var out class
	for _, lex := range readLanguages() {
		if lex.free == free {
			out |= lex.word(f).class
		}
	}
	return out
}

func containsAny(set, words []string) bool {
	for _, w := range words {
		if slices.Contains(set, w) {
			return true
		}
	}
	return false
}

// containsLike tells whether words hold every word of a title, the country as
// its adjective or the other way round: "Russia's minister" for the Russian one.
func containsLike(words, title []string) bool {
	for _, w := range title {
		if !slices.ContainsFunc(words, func(x string) bool { return x == w || demonym(x, w) || demonym(w, x) }) {
			return false
		}
	}
	return len(title) > 0
}

// demonym tells whether a Latin word is the adjective of a country: "drovian" of
// "drovia", "ukrainian" of "ukraine".
func demonym(adjective, country string) bool {
	const root = 4 // bytes that both begin with at least
	if len(adjective) <= root || len(country) < root || adjective[:root] != country[:root] {
		return false
	}
	for _, ending := range [...]string{"n", "an", "ian", "ish", "ese", "i"} {
		stem, ok := strings.CutSuffix(adjective, ending)
		if ok && len(stem) >= root && strings.HasPrefix(country, stem) && len(country)-len(stem) <= 2 {
			return true
		}
	}
	return false
}

func (o office) on(day tracker.Day) bool {
	return day == 0 || (o.role.From == 0 || o.role.From <= day) && (o.role.To == 0 || day <= o.role.To)
}

func containsAll(set, words []string) bool {
	for _, w := range words {
		if !slices.Contains(set, w) {
			return false
		}
	}
	return len(words) > 0
}

// caseEndings are the endings by which Cyrillic names are declined, longest
// first. What is left joins the forms of one name and keeps -ов, -ев and -ин,
// which a stemmer would take for endings.
var caseEndings = strings.Fields("ями ами ыми ими ього ого его ьому ому ему ові еві єві " +
	"ою ею ой ей ий ый ій ая яя ую юю ым им ім ом ем єм ых их іх ах ях ам ям " +
	"а я у ю ы и і ї е є о ь й")

// caseless takes the case ending off a folded Cyrillic word.
func caseless(fold string) string {
	if len(fold) < 8 || fold[0] < 0xD0 {
		return fold
	}
	for _, e := range caseEndings {
		if e[len(e)-1] != fold[len(fold)-1] {
			continue
		}
		if stem, ok := strings.CutSuffix(fold, e); ok && len(stem) >= 6 {
			return stem
		}
	}
	return fold
}

// name returns word i as names are compared.
func (p *page) name(i int) string { return p.tokens[i].key }
