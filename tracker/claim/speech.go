package claim

import (
	"slices"
	"sort"
)

// This file finds speech that no quotation marks hold: paragraphs that open with
// a dash, and lines that «– сказал президент» closes on a line of its own.

// lineBefore returns what stands in the paragraph or line before unit u, which
// opens with the dash of a frame, where nobody is said to have said it yet; in
// languages of fixed word order what stands before it in its paragraph.
func (f *finder) lineBefore(u unit) stretch {
	before := f.tokens[u.first].before
	if before&dash == 0 || f.lex.free == (before&lineBreak == 0) {
		return stretch{}
	}
	n := sort.Search(len(f.units), func(i int) bool { return f.units[i].first >= u.first })
	if n == 0 || f.hasFrame(n-1) || !f.lex.free && f.units[n-1].paragraph != u.paragraph {
		return stretch{}
	}
	content := f.units[n-1].stretch()
	for k := n - 2; k >= 0 && k >= n-longestReport && f.units[k].paragraph == f.units[n-1].paragraph && f.tokens[content.first].before&lineBreak == 0 && !f.hasFrame(k); k-- {
		content.first = f.units[k].first
	}
	return content
}

// wholeSpeech gives a frame at the end of a paragraph that opens with a dash all
// its sentences: «– Порт открыт. Мы рады, – сказал мэр».
func (f *finder) wholeSpeech() {
	closed := map[int]bool{} // units that a frame behind a dash ends
	spoken := map[int]bool{} // units that one behind them gives to its speaker
	for i := range f.frames {
		fr := &f.frames[i]
		u := f.units[fr.unit]
		f.goesOnByDash(fr)
		if !fr.follows || f.tokens[fr.begins].before&dash == 0 {
			continue
		}
		if fr.content.first == f.before(u, fr.begins).first && f.tokens[fr.content.first].quote < 0 {
			for k := f.speechFrom(fr.unit, closed); k < fr.unit; k++ {
				fr.content.first = min(fr.content.first, f.units[k].first)
				spoken[k] = true
			}
		}
		closed[fr.unit] = true
	}
	f.frames = slices.DeleteFunc(f.frames, func(fr frame) bool { return spoken[fr.unit] && fr.link != own })
}

// speechFrom returns the unit with which speech begins that a dash opened and that goes
// on in unit n; n itself where none did since the last unit that ended one.
func (f *finder) speechFrom(n int, closed map[int]bool) int {
	k := n
	for k > 0 && f.units[k-1].paragraph == f.units[n].paragraph && !closed[k-1] && !f.opensWithDash(f.units[k].first) {
		k--
	}
	if f.opensWithDash(f.units[k].first) {
		return k
	}
	return n
}

// mostBetween is how many sentences somebody may go on between two claims.
const mostBetween = 3

// between gives a speaker who is named in two sentences of a paragraph those
// between them that speak in the first person: «…, уверен S. На мой взгляд, ….
// …, пояснил S».
func (f *finder) between() {
	last := map[int]int{} // the last frame of a unit, +1
	for i := range f.frames {
		last[f.frames[i].unit] = i + 1
	}
	for n := 1; n+1 < len(f.units); n++ {
		i := last[n-1]
		if i == 0 || last[n] != 0 {
			continue
		}
		e := n
		for e < len(f.units) && last[e] == 0 && f.units[e].paragraph == f.units[n].paragraph {
			e++
		}
		if e == len(f.units) || e-n > mostBetween || f.units[e].paragraph != f.units[n-1].paragraph || last[e] == 0 || !f.sameName(f.frames[i-1].subject, f.frames[last[e]-1].subject) {
			continue
		}
		if s := (stretch{f.units[n].first, f.units[e-1].last}); f.holds(s, isFirstPerson) {
			f.frames = append(f.frames, frame{sieve: "behind", at: s.first, subject: f.frames[i-1].subject, begins: s.first, ends: s.first, content: s, unit: n})
		}
	}
}

// sameName tells whether two noun phrases end with the same name.
func (p *page) sameName(a, b stretch) bool {
	if a.empty() || b.empty() {
		return false
	}
	x, y := &p.tokens[a.last-1], &p.tokens[b.last-1]
	return x.capital && x.key == y.key
}

// goesOnByDash gives a frame that stands in a paragraph opened by a dash the
// sentences behind it that a dash joins: «— Да. Мы рады, — сказал S. — Мы готовы».
func (f *finder) goesOnByDash(fr *frame) {
	u := f.units[fr.unit]
	if !fr.follows || f.tokens[fr.begins].before&dash == 0 || !f.opensWithDash(f.opening(fr.unit)) && f.tokens[u.first].before&dash == 0 {
		return
	}
	for n := fr.unit + 1; n < len(f.units) && f.units[n].paragraph == u.paragraph && !f.hasFrame(n); n++ {
		if n == fr.unit+1 && f.tokens[f.units[n].first].before&dash == 0 {
			return
		}
		fr.content.last = f.units[n].last
	}
}

// opening returns the word that opens the paragraph, or the line, of unit n.
func (p *page) opening(n int) int {
	for n > 0 && p.units[n-1].paragraph == p.units[n].paragraph && p.tokens[p.units[n].first].before&lineBreak == 0 {
		n--
	}
	return p.units[n].first
}

// answersByDash gives a paragraph that a dash opens, and that tells nobody who says it,
// to whoever is said to say something in the sentence before: «Ученый S объясняет, что
// плоды собрали. ¶ — Мы этого ждали».
func (f *finder) answersByDash() {
	for n := 1; f.lex.free && n < len(f.units); n++ {
		u := f.units[n]
		if u.paragraph == f.units[n-1].paragraph || !f.opensWithDash(u.first) || f.opensWithDash(f.opening(n-1)) || !f.speech(n) {
			continue
		}
		s := f.speakerOf(n - 1)
		if s.empty() {
			continue
		}
		e := n
		for e+1 < len(f.units) && f.units[e+1].paragraph == u.paragraph && !f.hasFrame(e+1) {
			e++
		}
		if e+1 < len(f.units) && f.units[e+1].paragraph == u.paragraph || f.hasFrame(n) {
			continue // somebody is told to say it
		}
		f.frames = append(f.frames, frame{sieve: "behind", at: u.first, subject: s, begins: u.first, ends: u.first, content: stretch{u.first, f.units[e].last}, unit: n})
	}
}

// speech tells whether unit n is a sentence and no item of a list.
func (f *finder) speech(n int) bool {
	u := f.units[n]
	return f.tokens[u.first].capital && u.last-u.first >= shortestBeside && f.gapAfter(u.last-1)&(stop|question|exclaim|ellipsis) != 0
}

// speakerOf returns the person who says something in unit n, or who opens it where a
// colon ends it.
func (f *finder) speakerOf(n int) stretch {
	if u := f.units[n]; f.gapAfter(u.last-1)&colon != 0 {
		return f.opener(u, u.last)
	}
	for i := len(f.frames) - 1; i >= 0; i-- {
		if fr := &f.frames[i]; fr.unit == n && fr.link == own && !fr.subject.empty() && f.personal(fr.subject) {
			return fr.subject
		}
	}
	return stretch{}
}

// dashSpeech returns the word before which unit n is speech that a dash opened, here
// or in a sentence of its paragraph before: the dash that closes it, or the end of the
// sentence; end is the same of the sentence before.
func (p *page) dashSpeech(n, end int) int {
	u := p.units[n]
	if !p.opensWithDash(u.first) && (end < u.first || n == 0 || p.units[n-1].paragraph != u.paragraph) {
		return 0
	}
	for i := u.first + 1; i < u.last; i++ {
		if p.tokens[i].before&dash != 0 {
			return i
		}
	}
	return u.last
}
