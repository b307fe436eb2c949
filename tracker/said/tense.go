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
		if s := f.tense(i); s != near {
			return s
		}
		if f.clauseEnds(&ts[i]) {
			break
		}
		if f.lang.has(ts[i].word, "TO") && f.infinitive(i) {
			return ahead
		}
	}
	for i := m.end; i < len(ts) && i-m.end <= reach; i++ {
		if s := f.tense(i); s != near {
			return s
		}
		if f.clauseEnds(&ts[i]) {
			break
		}
		if f.lang.has(ts[i].word, "TO") && f.lang.has(f.token(i-1).word, "PLAN") {
			return ahead // "on Tuesday, where he plans to meet"
		}
	}
	return near
}

// infinitive tells whether the "to" at token i begins a verb that looks ahead:
// one of the table, or any after "plans"; not "used to decide".
func (f *finder) infinitive(i int) bool {
	if f.lang.has(f.token(i-1).word, "PLAN") {
		return true
	}
	return f.lang.has(f.token(i+1).word, "VERB") && f.tense(i-1) != behind
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

// tense tells what token i says of the tense of its clause. A participle
// behind "be" says nothing: "will be counted on Tuesday".
func (f *finder) tense(i int) sense {
	t := f.token(i)
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
		if strings.HasSuffix(w, ending) && !f.lang.has(f.token(i-1).word, "BARE") {
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
