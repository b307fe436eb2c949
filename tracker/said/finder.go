package said

import (
	"sync"
	"sync/atomic"

	"onset/tracker"
	"onset/tracker/text"
)

// finder finds the expressions of a text, sentence by sentence. Its buffers are
// used again for other texts.
type finder struct {
	lang *language
	raw  string
	at   Outlet
	lex  lexer
	m    matcher
	out  []Expr
}

var finders = sync.Pool{New: func() any { return new(finder) }}

// rest leaves nothing but buffers for the next text.
func (f *finder) rest() {
	*f = finder{lex: lexer{tokens: f.lex.tokens[:0], folded: f.lex.folded}, m: matcher{caps: f.m.caps[:0], best: match{caps: f.m.best.caps[:0]}}}
	finders.Put(f)
}

// hints remember which words may be part of a date, by their hash, whose last
// bit gives way to the answer. The table is of fixed size and forgets.
type hints [1 << 15]atomic.Uint64

// mayDate tells whether a sentence has a numeral or a word that no date does
// without. Most have none, and are not looked at any closer.
func (f *finder) mayDate(t *text.Text, s *text.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		hash := t.Form(i).Hash()
		slot := &f.lang.hints[hash>>1%uint64(len(f.lang.hints))]
		known := slot.Load()
		if known|1 != hash|1 {
			f.lex.cut(int(t.Words[i].Start), int(t.Words[i].End))
			known = hash &^ 1
			if f.lex.worth {
				known |= 1
			}
			slot.Store(known)
		}
		if known&1 == 1 {
			return true
		}
	}
	return false
}

// sentence adds the expressions of one sentence.
func (f *finder) sentence(index int, s tracker.Span) {
	f.lex.cut(s.Start, s.End)
	if !f.lex.worth {
		return
	}
	f.m.tokens, f.m.raw = f.lex.tokens, f.raw
	for i := 0; i < len(f.m.tokens); {
		found, ok := f.m.at(f.lang, i)
		if !ok {
			i++
			continue
		}
		if !f.plausible(found) || !f.add(index, found) {
			i = max(i+1, f.skip(found))
			continue
		}
		i = found.end
	}
}
