package claim

import "onset/tracker"

// finder collects the frames of a page, unit by unit.
type finder struct {
	*page
	frames   []frame
	pending  map[int]frame // frames that end in a colon, by unit
	taken    int           // word of a participle that belongs to the frame before it
	below    *page         // the text under a headline, if this is one
	credited *frame        // who is quoted below, by a label
	speaker  string        // id of whom the headline of a talk names
}

// find runs the sieves over every unit in order.
func (f *finder) find() { f.findWithin(0, len(f.units)) }

// findWithin runs them over the units [first,end).
func (f *finder) findWithin(first, end int) {
	for n := first; n < end; n++ {
		u := f.units[n]
		from := len(f.frames)
		if f.labelled(n) {
			continue
		}
		used := f.about(n) // before the others, whose frames don't know their unit yet
		f.accordingTo(u)
		for i := u.first; i < u.last; i++ {
			t := &f.tokens[i]
			if t.quote >= 0 {
				continue
			}
			if len(t.entry.verbs) > 0 && i != used {
				f.atVerb(u, i)
			}
			if t.class&(isNounCue|isNounDeny) != 0 {
				f.nounCue(u, i)
			}
			if t.class&(isNounCue|isSpeechNoun) != 0 {
				f.nounIs(u, i)
			}
			if t.class&(isNounCue|isSpeechNoun|isQuestion) != 0 {
				f.colonNoun(u, i)
			}
		}
		found := f.gapped(u, f.mergeCitations(f.frames[from:]))
		f.frames = append(f.frames[:from], f.settle(found, used >= 0)...)
		for i := from; i < len(f.frames); i++ {
			f.frames[i].unit = n
		}
		if len(f.frames) == from {
			f.spoken(n)
			f.atEnd(n)
			f.thatWas(n)
		}
		if len(f.frames) == from {
			f.besideSpeech(n)
		}
	}
}

// atVerb tries the verb sieves on word i.
func (f *finder) atVerb(u unit, i int) {
	v, n := f.verbAt(i, u.last)
	if f.tokens[i].capital && i > u.first && f.part == tracker.Body {
		return // "the United States"
	}
	if n == 0 || v.flags&^(outletReads|aboutOnly) == 0 {
		return
	}
	if f.citesAt(u, i) || i == f.taken && i > 0 || f.nounBeforeVerb(u, i, v) {
		return
	}
	g := f.groupAt(u, i, n)
	if v.flags&(cites|accuses) != 0 && f.cited(u, g, v) {
		return
	}
	fr := frame{verb: v, at: i, cue: stretch{g.first, g.last}, begins: g.first, negated: g.negated, modal: g.modal}
	if f.inverted(u, g, fr) {
		return
	}
	switch {
	case v.form == gerund && !g.passive:
		if !f.participle(u, g, &fr) {
			return
		}
	case g.infinitive, f.lex.free && v.form == base:
		if !f.infinitive(u, g, &fr) {
			return
		}
	case v.flags&hears != 0:
		f.byAgent(u, g, fr, isFrom)
		return
	case g.passive && v.form != gerund:
		f.byAgent(u, g, fr, isBy)
		return
	default:
		fr.subject, fr.link = f.subjectOf(u, g)
		if fr.link != own && f.dropsSubject(u, g, v) {
			fr.link = continued
		}
		if f.addressedFirst(u, g, &fr) {
			return
		}
		if fr.link == own && f.behindObject(u, g, &fr) {
			f.file(fr, "object")
			return
		}
		if fr.link == nobody || fr.link == own && !f.maySpeak(fr.subject, v, g) {
			return
		}
		if fr.link == chained && (v.form == base || v.form == part && !g.auxiliary || f.leads(u, g.first)) {
			return // "When asked whether …, the minister …"
		}
		if fr.link == own {
			fr.begins = fr.subject.first
		}
	}
	f.withContent(u, fr)
}

// nounBeforeVerb tells of a word that is a noun or a verb alike that it is a noun: its
// own verb follows, "Recent | reports have shown".
func (f *finder) nounBeforeVerb(u unit, i int, v verb) bool {
	if f.lex.free || v.form != present || f.tokens[i].class&isNoun == 0 || i+1 >= u.last || f.tokens[i+1].before&hard != 0 {
		return false
	}
	next := &f.tokens[i+1]
	w, n := f.verbAt(i+1, u.last)
	return next.class&isAuxiliary != 0 && !next.capital || n > 0 && w.form == base && w.flags&takesClause != 0 && !next.capital
}

// maySpeak tells whether a noun phrase can be the speaker of the verb.
func (f *finder) maySpeak(s stretch, v verb, g group) bool {
	if f.lex.free && !f.subjectShape(s, g) {
		return false
	}
	last := &f.tokens[s.last-1]
	if !f.lex.free && s.len() == 1 && last.class&^isOccasion == isDay {
		return false // "Monday said"
	}
	if s.len() == 1 && last.class&(isFirstPerson|isIt|isThat|isDeterminer) != 0 && last.class&isRoles == 0 {
		return last.class&isIt != 0 && v.flags&takesClause != 0 && (v.form == past || v.form == present)
	}
	if last.possessive && f.roleOf(s.last-1, s.first) < 0 || last.class&(isPreposition|isDeterminer|isTitle) != 0 && last.class&isRoles == 0 {
		return false // "Lavrov's claims", "the reports"
	}
	if v.form == part && !g.auxiliary && !f.lex.free {
		return false
	}
	if v.form == base && !g.auxiliary {
		return f.pluralSubject(s, v)
	}
	if v.flags&readsInPresent != 0 && (v.form == present || v.form == base) {
		return false
	}
	agent := last.capital || last.class&(isPronoun|isRole|isRoles|isDocument|isOrganisation) != 0
	if !agent && v.form == present && last.class&isNoun == 0 && f.tokens[g.last-1].class&isNoun != 0 {
		return false // "one of 45 states", "the powerful rules"
	}
	if !agent && v.flags&(takesClause|takesQuote|takesPerson) == 0 {
		return false
	}
	if v.flags&byDocument != 0 && v.flags&(takesObject|takesQuote|takesPerson) == 0 {
		return f.document(s)
	}
	return f.named(s) || v.flags&(takesClause|takesQuote|takesPerson) != 0
}

// pluralSubject tells whether a noun phrase can go with a base form: "critics
// say", "he and she say".
func (f *finder) pluralSubject(s stretch, v verb) bool {
	last := &f.tokens[s.last-1]
	if last.class&(isThey|isRoles) != 0 {
		return true
	}
	for i := s.first; i < s.last; i++ {
		if f.tokens[i].class&isSingular != 0 {
			return false
		}
	}
	if last.class&^(isNoun|isDocument|isNounCue|isSpeechNoun) == 0 && !last.capital && len(last.fold) > 3 && last.fold[len(last.fold)-1] == 's' {
		return true
	}
	for i := s.first; i < s.last-1; i++ {
		if f.tokens[i].class&isConjunction != 0 && last.capital && v.flags&(takesClause|takesQuote) != 0 {
			return true
		}
		if f.tokens[i].class&isRoles != 0 && f.tokens[i+1].class&isPreposition != 0 {
			return true
		}
	}
	return false
}

// document tells whether a noun phrase names a document.
func (f *finder) document(s stretch) bool {
	for i := s.first; i < s.last; i++ {
		if f.tokens[i].class&isDocument != 0 {
			return true
		}
	}
	return false
}

// participle settles who does a participle: the subject of its sentence.
func (f *finder) participle(u unit, g group, fr *frame) bool {
	if g.first == u.first {
		fr.link, fr.sieve = chained, "participle"
		return true
	}
	prev := &f.tokens[g.first-1]
	switch {
	case prev.class&isPreposition != 0 && prev.class&isSubordinator == 0:
		if prev.class&isBy == 0 {
			return false
		}
	case prev.class&(isDeterminer|isPossessive) != 0:
		return false
	case f.tokens[g.first].before&(comma|dash) == 0 && prev.class&(isConjunction|isSubordinator) == 0:
		// "officials saying that": the noun phrase itself
		np := f.chunk(u, g.first)
		if f.tokens[g.first].before&closeParen != 0 {
			np = f.withParenthesis(u, g.first)
			prev = &f.tokens[np.first]
		}
		if np.empty() || !f.named(np) {
			return false
		}
		if t := &f.tokens[np.first]; !t.capital && t.class == 0 && t.shape&endsFinite != 0 {
			break // "outraged by Cole, saying": a participle itself
		}
		fr.subject, fr.link, fr.sieve = np, own, "participle"
		speaks := prev.capital && prev.class&(isDay|isMonth) == 0 || fr.verb.flags&(takesClause|takesPerson) != 0 && prev.class&(isRole|isRoles|isDocument) != 0
		if !speaks && f.tokens[g.first].before&closeParen == 0 {
			fr.subject, fr.link = stretch{}, chained
		}
		return true
	}
	fr.link, fr.sieve = chained, "participle"
	return true
}

// infinitive takes "used an interview to reject …": the subject of a vehicle.
func (f *finder) infinitive(u unit, g group, fr *frame) bool {
	for k := g.first - 1; k >= u.first && k > g.first-22; k-- {
		t := &f.tokens[k]
		if t.quote >= 0 || t.before&(semicolon|colon) != 0 {
			return false
		}
		if t.class&(isVehicle|isAspect) != 0 {
			v := f.groupAt(u, k, 1)
			if v.negated || !f.onOccasion(u, k, g.first) {
				return false
			}
			fr.subject, fr.link = f.subjectOf(u, v)
			fr.sieve = "occasion"
			if fr.link == own {
				fr.begins = fr.subject.first
			} else {
				fr.begins = v.first
			}
			fr.cue.first = v.first
			return fr.link != nobody
		}
		if v, n := f.verbAt(k, u.last); g.perfect && n > 0 && v.flags&takesClause != 0 && (v.form == past || v.form == part) {
			if passive := f.groupAt(u, k, n); passive.passive && !passive.negated {
				fr.subject, fr.link = f.subjectOf(u, passive) // "was reported to have said"
				fr.sieve, fr.begins = "participle", fr.subject.first
				return fr.link == own
			}
		}
		if t.class&isThat != 0 || f.speaks(k) {
			return false
		}
	}
	return false
}

// withParenthesis returns the noun phrase whose parenthesis ends before word e:
// "voices in the elite (A and B among them) warning of".
func (f *finder) withParenthesis(u unit, e int) stretch {
	for k := e - 1; k > u.first; k-- {
		if f.tokens[k].before&openParen != 0 {
			return stretch{f.chunk(u, k).first, e}
		}
	}
	return stretch{e, e}
}

// onOccasion tells whether a vehicle at word k and an infinitive at word e make
// an occasion of speech: "used an interview to …", "began to …", "began on 2 May to …".
func (f *finder) onOccasion(u unit, k, e int) bool {
	if f.tokens[k].class&isAspect != 0 && f.skipAdverbials(u, k+1) == e {
		return true
	}
	for i := k + 1; i < e; i++ {
		if f.tokens[i].class&(isOccasion|isDocument) != 0 {
			return true
		}
	}
	return false
}

// inverted takes `"…," said Lavrov` and «…», – сказал Лавров.
