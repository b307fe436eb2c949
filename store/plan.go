package store

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"onset/tracker/query"
)

// everything is the MATCH of a plan that the index can't narrow.
const everything = ""

const (
	// maxForms is how many stems a prefix may expand to; a wider one is left
	// to the matcher, which then finds hits in most texts anyway.
	maxForms = 300
	// maxPairs is how many pairs a distance may multiply out to; beyond, both
	// sides are only asked to be there.
	maxPairs = 64
)

// maxDepth bounds how deep the tree of a MATCH may be. FTS4 refuses more than
// 12 (SQLITE_FTS3_MAX_EXPR_DEPTH), counting a chain of n parts as log2 n; what
// a search adds around a plan needs two more.
const maxDepth = 10

// asked is a part of a MATCH, and how deep its tree is; the zero value is
// everything.
type asked struct {
	text  string
	depth int
}

// match writes a plan as a MATCH of FTS4; "" when the index can't narrow it.
func (x index) match(p *query.Plan) (string, error) {
	met, err := x.languages()
	if err != nil {
		return "", err
	}
	a, err := asker{index: x, met: met}.ask(p)
	return a.text, err
}

// languages tells in which languages a word was ever met.
func (x index) languages() (map[string]bool, error) {
	if x.met != nil {
		return x.met, nil
	}
	met := map[string]bool{}
	for _, prefix := range prefixes {
		language := languageOf(prefix)
		var some bool
		if _, err := x.get("SELECT EXISTS (SELECT 1 FROM form WHERE language = ?)", []any{language}, &some); err != nil {
			return nil, err
		}
		met[language] = some
	}
	x.met = met
	return met, nil
}

// asker writes plans for an archive in which words of some languages were met.
// FTS4 looks up every term in every segment of its index, so those of other
// languages are not even asked for.
type asker struct {
	index
	met map[string]bool
}

// nowhere is a MATCH that no text has.
var nowhere = asked{`"none:"`, 1}

func (t asker) ask(p *query.Plan) (asked, error) {
	switch p.Op {
	case query.PlanTerms, query.PlanPhrases:
		return anyOf(t.phrases(p)), nil
	case query.PlanForms:
		return t.askForms(p)
	case query.PlanNear:
		if near := t.askNear(p); near.text != "" {
			return near, nil
		}
		return t.askAll(p.Kids)
	case query.PlanAnd:
		return t.askAll(p.Kids)
	case query.PlanOr:
		return t.askAny(p.Kids)
	}
	return asked{}, nil
}

// askAll leaves the deepest parts to the matcher where the tree gets too deep.
func (t asker) askAll(kids []*query.Plan) (asked, error) {
	var parts []asked
	for _, k := range kids {
		a, err := t.ask(k)
		if err != nil {
			return asked{}, err
		}
		if a.text != everything {
			parts = append(parts, a)
		}
	}
	slices.SortStableFunc(parts, func(a, b asked) int { return a.depth - b.depth })
	for joinAsks(parts, " AND ").depth > maxDepth {
		parts = parts[:len(parts)-1]
	}
	return joinAsks(parts, " AND "), nil
}

func (t asker) askAny(kids []*query.Plan) (asked, error) {
	var parts []asked
	for _, k := range kids {
		a, err := t.ask(k)
		if err != nil || a.text == everything {
			return asked{}, err
		}
		parts = append(parts, a)
	}
	if a := joinAsks(parts, " OR "); a.depth <= maxDepth {
		return a, nil
	}
	return asked{}, nil
}

// joinAsks joins parts by one operator.
func joinAsks(parts []asked, by string) asked {
	texts, deepest := make([]string, len(parts)), 0
	for i, a := range parts {
		texts[i], deepest = a.text, max(deepest, a.depth)
	}
	if len(parts) < 2 {
		return asked{join(texts, by), deepest}
	}
	return asked{join(texts, by), deepest + bits.Len(uint(len(parts)-1))}
}

// leaves joins phrases and the like, each as deep as 1.
func leaves(texts []string, by string) asked {
	parts := make([]asked, len(texts))
	for i, s := range texts {
		parts[i] = asked{s, 1}
	}
	return joinAsks(parts, by)
}

func join(parts []string, by string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return "(" + strings.Join(parts, by) + ")"
}

// phrases returns the alternatives of a plan of terms or phrases that can stand
// in an article, in languages that were met.
func (t asker) phrases(p *query.Plan) [][]string {
	alternatives := slices.Clone(p.Phrases)
	if p.Op == query.PlanTerms {
		for _, term := range p.Terms {
			alternatives = append(alternatives, []string{term})
		}
	}
	return slices.DeleteFunc(alternatives, func(terms []string) bool {
		return slices.ContainsFunc(terms, func(term string) bool { return !t.met[languageOf(term)] })
	})
}

func languageOf(term string) string {
	language, _, _ := strings.Cut(term, ":")
	return language
}

func anyOf(alternatives [][]string) asked {
	parts := make([]asked, len(alternatives))
	for i, terms := range alternatives {
		parts[i] = askPhrase(terms)
	}
	if len(parts) == 0 {
		return nowhere
	}
	return joinAsks(parts, " OR ")
}

// askPhrase asks for the terms in their order, and for those that have no
// place in the index beside them.
func askPhrase(terms []string) asked {
	placed, parts := split(terms)
	if len(placed) > 0 {
		parts = append([]string{quote(placed...)}, parts...)
	}
	return leaves(parts, " AND ")
}

// split tells terms with places from the common ones, which are quoted.
func split(terms []string) (placed, common []string) {
	for _, term := range terms {
		if _, is := commonTerms[term]; is {
			common = append(common, quote(term))
		} else {
			placed = append(placed, term)
		}
	}
	return placed, common
}

func quote(terms ...string) string { return `"` + strings.Join(terms, " ") + `"` }

// askNear multiplies out both sides of a distance, because FTS4 takes only
// phrases there; nothing when that can't be done or is too much.
func (t asker) askNear(p *query.Plan) asked {
	for _, k := range p.Kids {
		if k.Op != query.PlanTerms && k.Op != query.PlanPhrases {
			return asked{}
		}
	}
	var parts []asked
	for _, a := range t.phrases(p.Kids[0]) {
		for _, b := range t.phrases(p.Kids[1]) {
			if !meet(a[0], b[0]) {
				continue
			}
			part := nearPair(a, b, p.Distance)
			if part.text == "" || len(parts) == maxPairs {
				return asked{}
			}
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return nowhere
	}
	return joinAsks(parts, " OR ")
}

// meet tells whether two terms may stand in one article: all its Latin words
// are of one language; Cyrillic ones are told apart by their letters.
func meet(a, b string) bool {
	return languageOf(a) == languageOf(b) || !latin(a) || !latin(b)
}

func latin(term string) bool {
	_, stem, _ := strings.Cut(term, ":")
	r, _ := utf8.DecodeRuneInString(stem)
	return r < 0x250
}

// nearPair writes one distance; nothing when a side has no place in the index.
// The words of a phrase that have none make the distance no longer.
func nearPair(a, b []string, distance int) asked {
	left, alsoLeft := split(a)
	right, alsoRight := split(b)
	if len(left) == 0 || len(right) == 0 {
		return asked{}
	}
	near := asked{fmt.Sprintf("(%s NEAR/%d %s)", quote(left...), distance, quote(right...)), 2}
	parts := []asked{near}
	for _, s := range append(alsoLeft, alsoRight...) {
		parts = append(parts, asked{s, 1})
	}
	return joinAsks(parts, " AND ")
}

// askForms expands a prefix or an infix through the table of word forms.
func (t asker) askForms(p *query.Plan) (asked, error) {
	var parts []string
	collect := func(scan func(...any) error) error {
		var language, stem string
		err := scan(&language, &stem)
		parts = append(parts, quote(language+":"+stem))
		return err
	}
	var err error
	if p.Prefix != "" {
		for language, met := range t.met {
			if err == nil && met && len(parts) <= maxForms {
				err = t.each("SELECT DISTINCT language, stem FROM form WHERE language = ? AND form >= ? AND form < ? LIMIT ?",
					[]any{language, p.Prefix, p.Prefix + string(utf8.MaxRune), maxForms + 1}, collect)
			}
		}
	} else {
		err = t.each("SELECT DISTINCT language, stem FROM form WHERE instr(form, ?) LIMIT ?", []any{p.Infix, maxForms + 1}, collect)
	}
	switch {
	case err != nil:
		return asked{}, err
	case len(parts) > maxForms:
		return asked{}, nil
	case len(parts) == 0:
		return nowhere, nil // no text has such a word
	}
	return leaves(parts, " OR "), nil
}
