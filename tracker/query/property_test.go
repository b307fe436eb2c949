package query

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"onset/tracker"
	"onset/tracker/text"
)

// plenty are words that meet often in random texts, in several languages, with
// names, hyphens, apostrophes and capitals that change stems.
var plenty = strings.Fields(`war wars troop troops red blue green nuclear nucleus Putin Putin’s U.S. false flag false-flag falseflag post-war 3.5
	война войны войск города городов Городов Лавров Лаврова Лавр Путин Путина Путіна Путін путин ёлка елки здоров'я здоровʼя військ Харків Харкова
	l'Ukraine Ukraine Ukrainy Kraków Krakowa Größe groß niño 北京 a the ſoap Soap
	Orbán Orban US U.S F-16s F-16 ukrainization warring by to of против Киев Києва страна странный`)

var gaps = []string{" ", " ", " ", " ", "\u00a0", ", ", " “", "” ", ". ", "! ", "\n", "\n\n", ".", " – ", "-", "\n  "}

func randomText(t *rapid.T, most int) string {
	var b strings.Builder
	for range rapid.IntRange(0, most).Draw(t, "words") {
		b.WriteString(rapid.SampledFrom(plenty).Draw(t, "word"))
		b.WriteString(rapid.SampledFrom(gaps).Draw(t, "gap"))
	}
	return b.String()
}

func randomDoc(t *rapid.T) *Doc {
	lang := rapid.SampledFrom([]string{"en", "ru", "uk", "fr", "pl", "de", "bg", ""}).Draw(t, "lang")
	d := &Doc{Lang: lang, Source: rapid.SampledFrom([]string{"one", "two"}).Draw(t, "source"), Kind: tracker.Wire,
		Title: text.Analyse(randomText(t, 4), lang), Body: text.Analyse(randomText(t, 40), lang)}
	for range rapid.IntRange(0, 2).Draw(t, "claims") {
		start := rapid.IntRange(0, len(d.Body.Raw)).Draw(t, "start")
		d.Claims = append(d.Claims, tracker.Claim{Span: tracker.Span{Start: start, End: min(start+30, len(d.Body.Raw))},
			Stance: tracker.Denies, Speakers: []tracker.ClaimSpeaker{{ID: "orlova"}}})
	}
	return d
}

func randomLeaf(t *rapid.T, inNear bool) string {
	word := func() string { return rapid.SampledFrom(plenty).Draw(t, "word") }
	kind := rapid.IntRange(0, 13).Draw(t, "leaf")
	switch {
	case kind <= 3:
		return word()
	case kind <= 6:
		return `"` + word() + " " + word() + `"`
	case kind == 7:
		return "=" + word()
	case kind == 8:
		return rapid.SampledFrom([]string{"nucl*", "вой*", "горо*", "Пут*", "wa*", "ukr*", `"red nuc*"`, `"nuc* war"`, "~war", "~nuclear", "~страна", `"~red flag"`, "Orb*", "Orbá*", "=US", "=U.S"}).Draw(t, "prefix")
	case kind == 9:
		return rapid.SampledFrom([]string{`/tro+p/`, `/(?i)ПУТ[иі]н/`, `/(?i)soap/`, `/r[aeiou]d/`, `/war|войн/`, `/\d\.\d/`, `/flag.{1,9}red/`}).Draw(t, "regex")
	case inNear:
		return word()
	case kind == 10:
		return rapid.SampledFrom([]string{"lang:en", "lang:(ru OR uk)", "source:one", "stance:denies", "speaker:orlova"}).Draw(t, "field")
	case kind == 11:
		return "title:" + word()
	}
	return "$set"
}

func randomRule(t *rapid.T, depth int, inNear bool) string {
	if depth == 0 {
		return randomLeaf(t, inNear)
	}
	kid := func(near bool) string { return "(" + randomRule(t, depth-1, near) + ")" }
	switch rapid.IntRange(0, 8).Draw(t, "op") {
	case 0, 1:
		return kid(inNear) + " AND " + kid(inNear)
	case 2, 3:
		return kid(inNear) + " OR " + kid(inNear)
	case 4:
		op := rapid.SampledFrom([]string{" NEAR/%d ", " ONEAR/%d "}).Draw(t, "near")
		return kid(true) + fmt.Sprintf(op, rapid.IntRange(1, 6).Draw(t, "n")) + kid(true)
	case 6, 7:
		op := rapid.SampledFrom([]string{" NOT NEAR/3 ", " NOT ONEAR/2 ", " DOES ", " TO "}).Draw(t, "relation")
		either := func() string { return "(" + randomLeaf(t, true) + " OR " + randomLeaf(t, true) + ")" }
		return either() + op + either()
	case 5:
		if !inNear {
			return kid(false) + " AND NOT " + kid(false)
		}
	}
	return randomLeaf(t, inNear)
}

// naive evaluates an expression by the words of the manual, without places,
// windows or early ends.
type naive struct {
	m    matcher
	keys map[string][]text.Key
}

func (o naive) holds(n *node, u unit) bool {
	switch n.op {
	case opAnd:
		return !slices.ContainsFunc(n.kids, func(k *node) bool { return !o.holds(k, u) })
	case opOr:
		return slices.ContainsFunc(n.kids, func(k *node) bool { return o.holds(k, u) })
	case opNot:
		return !o.holds(n.kids[0], u)
	case opSet:
		return o.holds(n.kids[0], u)
	case opTitle:
		return o.holds(n.kids[0], o.m.title)
	case opField:
		return o.m.field(n, u)
	}
	return len(o.places(n, u)) > 0
}

// places lists where a part stands; for AND inside NEAR, see pairs.
func (o naive) places(n *node, u unit) []place {
	var out []place
	switch n.op {
	case opWords:
		for s := range u {
			for i := u[s].lo; i < u[s].hi; i++ {
				if o.wordsAt(n, &u[s], i) {
					out = append(out, place{segment: s, first: i, last: i + len(n.words) - 1})
				} else if n.joined != nil && o.wordHolds(n.joined, u[s].t, i) {
					out = append(out, place{segment: s, first: i, last: i})
				}
			}
		}
	case opRegex:
		eachRegex(n, u, func(p place) bool { out = append(out, p); return true })
	case opSet, opOr:
		for _, k := range n.kids {
			out = append(out, o.places(k, u)...)
		}
	case opApart:
		near := &node{op: opNear, n: n.n, ordered: n.ordered}
		for _, a := range o.places(n.kids[0], u) {
			if !slices.ContainsFunc(o.places(n.kids[1], u), func(b place) bool { return near.close(a, b, false) || a.overlaps(b) }) {
				out = append(out, a)
			}
		}
	case opDoes, opTo: // by the rules of TestRoles
		out = o.m.places(n, u)
	case opNear:
		for _, l := range n.left {
			for _, r := range n.right {
				out = append(out, o.pairs(n, u, l, r)...)
			}
		}
	}
	return out
}

func (o naive) wordsAt(n *node, seg *segment, i int) bool {
	for k, w := range n.words {
		if i+k >= seg.hi || !o.wordHolds(w, seg.t, i+k) {
			return false
		}
	}
	if n.literal == "" {
		return true
	}
	return text.Plain(seg.t.Raw[seg.t.Span(i).Start:seg.t.Span(i+len(n.words)-1).End]) == n.literal
}

// wordHolds compares the texts of stems, not their numbers.
func (o naive) wordHolds(w *word, t *text.Text, i int) bool {
	f := t.Form(i)
	switch w.kind {
	case exact:
		return f.Exact == w.text || w.acronym != "" && strings.ReplaceAll(f.Exact, ".", "") == strings.ReplaceAll(w.text, ".", "")
	case family:
		return slices.ContainsFunc(w.families, func(m text.Family) bool { return m.Holds(f) })
	case prefix:
		return strings.HasPrefix(t.Fold(i), w.fold) || strings.HasPrefix(f.Bare, text.Bare(w.fold, f.Lang))
	}
	keys, ok := o.keys[w.text]
	if !ok {
		keys = text.Keys(w.text)
		o.keys[w.text] = keys
	}
	for _, k := range keys {
		if k.Lang == f.Lang && (k.Stem == f.Stem && !k.Alt && k.Kinds&f.Kinds != 0 || !k.Alt && f.Alt == text.StemID(k.Stem) && w.plain) {
			return true
		}
	}
	return false
}

func (o naive) pairs(n *node, u unit, left, right []*node) []place {
	var out []place
	near := func(a, b place) bool {
		d := b.first - a.last
		if a.segment != b.segment || d <= 0 {
			d = 0
			if a.segment == b.segment && !n.ordered && a.first > b.last {
				d = a.first - b.last
			}
		}
		return d > 0 && d <= n.n
	}
	if len(left) == 1 {
		for _, a := range o.places(left[0], u) {
			ok := true
			var mine []place
			for _, k := range right {
				any := false
				for _, b := range o.places(k, u) {
					if near(a, b) {
						any = true
						mine = append(mine, place{segment: a.segment, first: min(a.first, b.first), last: max(a.last, b.last)})
					}
				}
				ok = ok && any
			}
			if ok {
				out = append(out, mine...)
			}
		}
		return out
	}
	for _, b := range o.places(right[0], u) {
		ok := true
		var mine []place
		for _, k := range left {
			any := false
			for _, a := range o.places(k, u) {
				if near(a, b) {
					any = true
					mine = append(mine, place{segment: a.segment, first: min(a.first, b.first), last: max(a.last, b.last)})
				}
			}
			ok = ok && any
		}
		if ok {
			out = append(out, mine...)
		}
	}
	return out
}

// The index finds exactly what every rule finds by itself, and a rule holds for
// exactly those units for which the naive reading of the manual holds.
func TestIndexFindsWhatRulesFind(t *testing.T) {
	found := 0
	const docs, ruleCount = 16, 64 // with rapid's 100 rounds: 102,400 pairs
	rapid.Check(t, func(t *rapid.T) {
		var rules []Rule
		for len(rules) < ruleCount {
			rules = append(rules, randomFullRule(t))
		}
		ix := NewIndex(slices.Values(rules))
		for d := range docs {
			doc := randomDoc(t)
			var want []Hit
			for i := range rules {
				for _, h := range rules[i].Hits(doc) {
					h.Rule = i
					want = append(want, h)
				}
			}
			got := ix.Match(doc)
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("text %q %q\nindex %v\nrules %v\n%v", doc.Title.Raw, doc.Body.Raw, got, want, describe(rules, got, want))
			}
			found += len(got)
			checkQuotes(t, doc, got)
			if d%4 == 0 {
				checkNaive(t, doc, rules)
			}
		}
	})
	if found < 1000 {
		t.Errorf("only %d hits: the texts test little", found)
	}
}

func describe(rules []Rule, lists ...[]Hit) string {
	seen := make(map[int]bool)
	var b strings.Builder
	for _, l := range lists {
		for _, h := range l {
			if !seen[h.Rule] {
				seen[h.Rule] = true
				for _, e := range rules[h.Rule].Match {
					fmt.Fprintf(&b, "%d: %s\n", h.Rule, e)
				}
			}
		}
	}
	return b.String()
}

func randomExpr(t *rapid.T, depth int) *Expr {
	for {
		e, err := Parse(randomRule(t, depth, false), Terms{"set": `война OR "red blue" OR nucl*`})
		if err == nil {
			return e
		}
	}
}

func randomFullRule(t *rapid.T) Rule {
	r := Rule{Match: Any(randomExpr(t, rapid.IntRange(0, 3).Draw(t, "depth")))}
	r.Within = rapid.SampledFrom([]tracker.Within{tracker.InSentence, tracker.InParagraph, tracker.InArticle, "sentences/2"}).Draw(t, "within")
	switch rapid.IntRange(0, 9).Draw(t, "extra") {
	case 0:
		r.Not = randomExpr(t, 0)
	case 1:
		r.About = randomExpr(t, 0)
	case 2:
		r.Match["ru"] = randomExpr(t, 1)
	}
	return r
}

func checkQuotes(t *rapid.T, doc *Doc, hits []Hit) {
	for _, h := range hits {
		raw := doc.Body.Raw
		if h.Part == tracker.Title {
			raw = doc.Title.Raw
		}
		for _, s := range h.Spans {
			if !h.Sentence.Contains(s) || s.Len() == 0 || strings.TrimSpace(raw[s.Start:s.End]) != raw[s.Start:s.End] {
				t.Fatalf("span %v %q of sentence %v %q", s, raw[s.Start:s.End], h.Sentence, raw[h.Sentence.Start:h.Sentence.End])
			}
		}
	}
}

var keysSeen = make(map[string][]text.Key)

func checkNaive(t *rapid.T, doc *Doc, rules []Rule) {
	var m matcher
	m.reset(doc)
	o := naive{m, keysSeen}
	for i := range rules {
		for _, e := range rules[i].Match {
			m.units(rules[i].Within, func(u unit) {
				if got, want := m.holds(e.root, u), o.holds(e.root, u); got != want {
					t.Fatalf("%s: got %v, naive %v\n%q\n%q", e, got, want, doc.Title.Raw, doc.Body.Raw)
				}
			})
		}
	}
}

// Printing and reading again gives the same expression.
func TestPrintIsIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := randomExpr(t, 4)
		terms := Terms{"set": `война OR "red blue" OR nucl*`}
		again, err := Parse(e.String(), terms)
		if err != nil || again.String() != e.String() || again.Expanded() != e.Expanded() {
			t.Fatalf("%s became %v: %v", e, again, err)
		}
	})
}
