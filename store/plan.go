package store

import (
	"fmt"
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

// match writes a plan as a MATCH of FTS4; "" when the index can't narrow it.
func (t *tx) match(p *query.Plan) (string, error) {
	switch p.Op {
	case query.PlanTerms:
		return anyOf(phrases(p)), nil
	case query.PlanPhrases:
		return anyOf(phrases(p)), nil
	case query.PlanForms:
		return t.matchForms(p)
	case query.PlanNear:
		if near := matchNear(p); near != "" {
			return near, nil
		}
		return t.matchAll(p.Kids)
	case query.PlanAnd:
		return t.matchAll(p.Kids)
	case query.PlanOr:
		return t.matchAny(p.Kids)
	}
	return everything, nil
}

func (t *tx) matchAll(kids []*query.Plan) (string, error) {
	var parts []string
	for _, k := range kids {
		m, err := t.match(k)
		if err != nil {
			return "", err
		}
		if m != everything {
			parts = append(parts, m)
		}
	}
	return join(parts, " AND "), nil
}

func (t *tx) matchAny(kids []*query.Plan) (string, error) {
	var parts []string
	for _, k := range kids {
		m, err := t.match(k)
		if err != nil || m == everything {
			return everything, err
		}
		parts = append(parts, m)
	}
	return join(parts, " OR "), nil
}

func join(parts []string, by string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return "(" + strings.Join(parts, by) + ")"
}

// phrases returns the alternatives of a plan of terms or phrases; nil for others.
func phrases(p *query.Plan) [][]string {
	if p.Op == query.PlanPhrases {
		return p.Phrases
	}
	if p.Op != query.PlanTerms {
		return nil
	}
	out := make([][]string, len(p.Terms))
	for i, term := range p.Terms {
		out[i] = []string{term}
	}
	return out
}

func anyOf(alternatives [][]string) string {
	parts := make([]string, len(alternatives))
	for i, terms := range alternatives {
		parts[i] = matchPhrase(terms)
	}
	return join(parts, " OR ")
}

// matchPhrase asks for the terms in their order, and for those that have no
// place in the index beside them.
func matchPhrase(terms []string) string {
	placed, parts := split(terms)
	if len(placed) > 0 {
		parts = append([]string{quote(placed...)}, parts...)
	}
	return join(parts, " AND ")
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

// matchNear multiplies out both sides of a distance, because FTS4 takes only
// phrases there; "" when that can't be done or is too much.
func matchNear(p *query.Plan) string {
	left, right := phrases(p.Kids[0]), phrases(p.Kids[1])
	if len(left)*len(right) == 0 || len(left)*len(right) > maxPairs {
		return ""
	}
	var parts []string
	for _, a := range left {
		for _, b := range right {
			part := nearPair(a, b, p.Distance)
			if part == "" {
				return ""
			}
			parts = append(parts, part)
		}
	}
	return join(parts, " OR ")
}

// nearPair writes one distance; "" when a side has no place in the index. The
// words of a phrase that have none make the distance no longer.
func nearPair(a, b []string, distance int) string {
	left, alsoLeft := split(a)
	right, alsoRight := split(b)
	if len(left) == 0 || len(right) == 0 {
		return ""
	}
	near := fmt.Sprintf("%s NEAR/%d %s", quote(left...), distance, quote(right...))
	return join(append([]string{"(" + near + ")"}, append(alsoLeft, alsoRight...)...), " AND ")
}

// matchForms expands a prefix or an infix through the table of word forms.
func (t *tx) matchForms(p *query.Plan) (string, error) {
	var parts []string
	collect := func(scan func(...any) error) error {
		var language, stem string
		err := scan(&language, &stem)
		parts = append(parts, quote(language+":"+stem))
		return err
	}
	var err error
	if p.Prefix != "" {
		for _, prefix := range prefixes {
			if err == nil && len(parts) <= maxForms {
				err = t.each("SELECT DISTINCT language, stem FROM form WHERE language = ? AND form >= ? AND form < ? LIMIT ?",
					[]any{strings.TrimSuffix(prefix, ":"), p.Prefix, p.Prefix + string(utf8.MaxRune), maxForms + 1}, collect)
			}
		}
	} else {
		err = t.each("SELECT DISTINCT language, stem FROM form WHERE instr(form, ?) LIMIT ?", []any{p.Infix, maxForms + 1}, collect)
	}
	switch {
	case err != nil:
		return "", err
	case len(parts) > maxForms:
		return everything, nil
	case len(parts) == 0:
		return quote("none:"), nil // no text has such a word
	}
	return join(parts, " OR "), nil
}
