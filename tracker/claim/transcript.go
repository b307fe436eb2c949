package claim

import (
	"slices"

	"onset/tracker"
)

// This file reads transcripts by their labels: "NAME: …", "Question: …".

// longestTurnLabel is how many words a label may have before its colon.
const longestTurnLabel = 6

// turn is a paragraph that begins with a label.
type turn struct {
	frame
	asks   bool // the label is that of a question
	odd    bool // the label is none by its words
	answer bool // the label names nobody: "Answer:"
}

// transcript takes the turns of a page that is made of them; what stands before
// the first one is read like any text. On an official page two paragraphs of one
// label suffice, or a question with whoever answers.
func (f *finder) transcript(official bool) bool {
	turns := f.turns()
	if len(turns) == 0 || !f.dialogue(turns) && !(official && (answered(f.page, turns) || f.talks(turns))) {
		return false
	}
	f.findWithin(0, turns[0].unit)
	f.remarks(turns)
	var named *frame
	last := f.lastTurn(turns, official)
	for i := range turns {
		t, end := &turns[i], last
		if i+1 < len(turns) {
			end = turns[i+1].unit
		}
		switch {
		case !t.answer && !t.asks:
			named = &t.frame
		case t.answer && f.speaker != "":
			t.known = f.speaker
		case t.answer && named != nil:
			t.subject = named.subject
		case t.answer:
			if t.subject = f.answerer(); t.subject.empty() {
				continue
			}
		}
		f.speakTurn(t, end)
	}
	f.findWithin(last, len(f.units))
	return true
}

// lastTurn returns the unit where the last turn ends: with its paragraph, where an
// article goes on behind an interview whose turns have one paragraph each.
func (f *finder) lastTurn(turns []turn, official bool) int {
	for i := 1; i < len(turns); i++ {
		if f.units[turns[i].unit].paragraph > f.units[turns[i-1].unit].paragraph+1 {
			return len(f.units)
		}
	}
	end := turns[len(turns)-1].unit
	for end < len(f.units) && f.units[end].paragraph == f.units[turns[len(turns)-1].unit].paragraph {
		end++
	}
	if official || end == len(f.units) {
		return len(f.units)
	}
	return end
}

// questioned tells whether a paragraph of a page has the label of a question.
func (f *finder) questioned() bool {
	return slices.ContainsFunc(f.turns(), func(t turn) bool { return t.asks })
}

// speakTurn files the paragraphs of a turn, up to unit end.
func (f *finder) speakTurn(t *turn, end int) {
	for n := t.unit; n < end; n++ {
		u := f.units[n]
		if n > t.unit && f.units[n-1].paragraph == u.paragraph && len(f.frames) > 0 {
			f.frames[len(f.frames)-1].content.last = u.last
			continue
		}
		fr := t.frame
		fr.unit, fr.content = n, u.stretch()
		if n == t.unit {
			fr.content.first = t.ends
		} else {
			fr.at, fr.begins, fr.ends = u.first, u.first, u.first
		}
		if !fr.content.empty() {
			f.frames = append(f.frames, fr)
		}
	}
}

// answerer returns who answers where labels do not tell: the one who is named
// before the first question.
func (f *finder) answerer() stretch {
	for _, u := range f.units[:min(len(f.units), 3)] {
		if s := f.opener(u, u.last); !s.empty() {
			return s
		}
	}
	return stretch{}
}

// talks tells whether the labels of a page are those of at least two persons, the
// first of them at its head.
func (f *finder) talks(turns []turn) bool {
	for i := range turns {
		s := turns[i].subject
		if last := s.last - 1; s.len() < 2 && !f.tokens[last].initial || !f.fullName(s) && !(f.lex.free && f.surname(last)) {
			return false
		}
	}
	return len(turns) > 1 && f.units[turns[0].unit].paragraph < headParagraphs
}

// answered tells whether a label comes twice, or a question and somebody who may
// answer it.
func answered(p *page, turns []turn) bool {
	names, asked := map[string]int{}, 0
	for _, t := range turns {
		names[p.name(t.subject.last-1)]++
		if t.asks {
			asked++
		}
	}
	return len(names) < len(turns) || asked > 0 && len(names) > 1
}

// dialogue tells whether turns are talk and not a table or a list: somebody
// has two turns, and questions are asked or most have a sentence.
func (f *finder) dialogue(turns []turn) bool {
	if len(turns) < 3 {
		return false
	}
	names := map[string]int{}
	again, asked, long := false, false, 0
	for _, t := range turns {
		name := f.words(t.subject.first, t.subject.last)
		names[name]++
		again, asked = again || names[name] > 1, asked || t.asks
		if f.units[t.unit].last-t.ends >= 4 {
			long++
		}
	}
	paragraphs := f.units[len(f.units)-1].paragraph - f.units[turns[0].unit].paragraph + 1
	return again && len(names) > 1 && (asked || 3*long >= 2*len(turns)) && 3*len(turns) >= paragraphs
}

// turns finds the paragraphs that begin with a speaker's name and a colon.
func (f *finder) turns() []turn {
	var out []turn
	paragraph := -1
	for n, u := range f.units {
		if u.paragraph == paragraph {
			continue
		}
		paragraph = u.paragraph
		for i := u.first + 1; i < u.last && i <= u.first+longestTurnLabel; i++ {
			if f.tokens[i].before&colon == 0 {
				continue
			}
			t, ok := f.turn(n, i)
			if t.odd = !ok; ok || f.tokens[u.first].capital && f.named(t.subject) && !f.anyNumeral(t.subject) {
				out = append(out, t)
			}
			break
		}
	}
	return f.talking(out)
}

// talking leaves out the labels that are none by their words, unless they come again
// and others follow them: the paper that asks, «Голос Норланда: …».
func (f *finder) talking(turns []turn) []turn {
	names, followed := map[string]int{}, map[string]bool{}
	for i, t := range turns {
		name := f.words(t.subject.first, t.subject.last)
		names[name]++
		if i+1 < len(turns) && !turns[i+1].odd && f.units[turns[i+1].unit].paragraph == f.units[t.unit].paragraph+1 {
			followed[name] = true
		}
	}
	return slices.DeleteFunc(turns, func(t turn) bool {
		name := f.words(t.subject.first, t.subject.last)
		return t.odd && (names[name] < 2 || !followed[name])
	})
}

// turn reads the label of unit n that ends before word i.
func (f *finder) turn(n, i int) (turn, bool) {
	u := f.units[n]
	s := f.labelHead(stretch{u.first, i})
	t := turn{frame: frame{sieve: "turn", at: u.first, subject: s, begins: u.first, ends: i, unit: n}}
	if _, k := f.phraseAt(u.first, i+1, answerLabel); k == s.len() {
		t.answer = true
		return t, true
	}
	if f.tokens[u.first].class&isQuestion != 0 {
		t.asks = true
		t.verb.flags |= asks
		return t, true
	}
	return t, f.label(s)
}

// labelHead cuts from a label what only explains its name: "Anna Lenz, Spokesperson",
// «М.Хольт (как переведено)».
func (f *finder) labelHead(s stretch) stretch {
	for i := s.first + 1; i < s.last; i++ {
		if t := &f.tokens[i]; t.before&openParen != 0 || t.before&comma != 0 && (!t.capital || t.class&(isRole|isTitle|isOrganisation) != 0 || f.tokens[s.last-1].class&isRole != 0) {
			return stretch{s.first, i}
		}
	}
	return s
}

// spoken takes "3 March, S: X" where it opens a paragraph or an item of a rundown,
// "Floods in the north; S: X; …", or leads to a quotation, and S is known.
func (f *finder) spoken(n int) {
	u := f.units[n]
	if f.part == tracker.Title {
		return
	}
	opens := n == 0 || f.units[n-1].paragraph != u.paragraph || f.endsItem(u.first)
	for i := u.first + 1; i < u.last && i <= u.first+longestHeadLabel; i++ {
		if f.tokens[i].before&colon == 0 {
			continue
		}
		if !opens && f.tokens[i].quote < 0 {
			return
		}
		s := stretch{u.first, i}
		if named := f.underDay(s); f.office(s) || f.label(s) && f.knownOrBody(named) && !f.holdsCue(u, named) {
			f.frames = append(f.frames, frame{sieve: "label", at: u.first, subject: named, begins: u.first, ends: i, content: stretch{i, u.last}, unit: n})
		}
		return
	}
}

// atEnd takes "X — S" where it is a sentence of the text and S is known.
// «Шахту закрыл её хозяин — Рудин» only explains who that is, and a list of names
// speaks for nobody.
func (f *finder) atEnd(n int) {
	u := f.units[n]
	if f.part == tracker.Title {
		return
	}
	for i := u.last - 1; i > u.first && i >= u.last-longestHeadTail; i-- {
		if f.tokens[i].before&dash == 0 {
			continue
		}
		s, said := stretch{i, u.last}, stretch{u.first, i}
		if !f.anyConjunction(s) && (f.office(s) || f.speakerAtEnd(s) && f.knownOrBody(s)) && f.states(said) {
			f.frames = append(f.frames, frame{sieve: "label", at: i, subject: s, begins: i, ends: u.last, follows: true, content: said, unit: n})
		}
		return
	}
}

// states tells whether words tell something by themselves and do not lead to a
// name: a predicate is among them, and whom a name would explain is not.
func (f *finder) states(s stretch) bool {
	last := &f.tokens[s.last-1]
	if last.class&(isRole|isRoles|isTitle) != 0 || last.quote >= 0 || f.holds(s, isRelative) {
		return false
	}
	if !f.lex.free {
		return f.statement(s)
	}
	return s.len() > 2 && f.predicates(s)
}

// knownOrBody tells whether words name somebody known, or a body with a capital
// at their head.
func (f *finder) knownOrBody(s stretch) bool {
	head := &f.tokens[s.first]
	return f.surelyNames(s) || f.lex.free && head.capital && head.class&(isOrganisation|isLocative) != 0 && f.shouted(s.first)
}

// office tells whether words are an office of somebody in the book.
func (f *finder) office(s stretch) bool {
	words := f.roleWords(s)
	return len(words) > 0 && f.book.holder(words, f.lesser(s), f.headRole(s), 0) != ""
}
