package said

import "strings"

// reach is how many tokens away from a date a verb is looked for.
const reach = 14

// direction tells in which direction the words around a match look: the
// nearest sign of a tense before it in its clause decides, else the nearest
// one behind it.
func (f *finder) direction(m match, v *value) sense {
	if !v.needsTense() {
		return near
	}
	ts := f.m.tokens
	for i := m.first - 1; i >= 0 && m.first-i <= reach; i-- {
		if s := f.tense(&ts[i]); s != near {
			return s
		}
		if f.clauseEnds(&ts[i]) {
			break
		}
	}
	for i := m.end; i < len(ts) && i-m.end <= reach; i++ {
		if s := f.tense(&ts[i]); s != near {
			return s
		}
		if f.clauseEnds(&ts[i]) {
			break
		}
	}
	return near
}

// needsTense tells whether the tense around a value can change what it means.
func (v *value) needsTense() bool {
	switch v.op {
	case opWeekday, opSeason:
		return true
	case opUnit:
		return v.unit == weekends
	}
	return v.yearless()
}

// tense tells what a token says of the tense of its clause.
func (f *finder) tense(t *token) sense {
	switch {
	case !t.letters:
		return near
	case t.word != nil && f.lang.has(t.word, "WILL"):
		return ahead
	case t.word != nil && f.lang.has(t.word, "DID"):
		return behind
	case t.word != nil || t.end-t.start < 5:
		return near
	}
	w := f.raw[t.start:t.end]
	for _, ending := range f.lang.past {
		if strings.HasSuffix(w, ending) {
			return behind
		}
	}
	return near
}

// clauseEnds tells whether a sign parts clauses. A comma does not: "will meet
// in Paris, France, on Friday".
func (f *finder) clauseEnds(t *token) bool {
	switch t.punct {
	case ';', ':', '"', '(', ')', '.', '!', '?':
		return true
	case '-':
		return t.start > 0 && f.raw[t.start-1] == ' '
	}
	return false
}
