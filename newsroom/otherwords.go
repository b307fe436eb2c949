package newsroom

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/discover"
	"onset/tracker/draft"
	"onset/tracker/query"
	"onset/tracker/refute"
	"onset/tracker/text"
)

// The bounds of a search for a line in other words.
const (
	ownTerms    = 5    // of the line's passages, that older ones are looked for by
	ownTaken    = 24   // of which those are taken that are rare elsewhere and frequent in these
	ownWeight   = 0.8  // how near a passage comes that has all of them and nothing of the rule
	roleWeight  = 0.85 // and one in which the same acts on the same
	ownRoles    = 3    // passages of which roles are taken
	commonplace = 0.1  // a word in a greater share of the newest texts tells nothing
)

// keyword is a rare word of a line with the near-synonyms that the archive shows.
type keyword struct {
	forms  []form // itself first
	weight float64
}

type form struct {
	text string
	expr *query.Expr
	near float64
}

// rule is an expression that takes any of the forms.
func (k keyword) rule() string {
	var out []string
	for _, f := range k.forms {
		out = append(out, f.expr.String())
	}
	return "(" + strings.Join(out, " OR ") + ")"
}

// inOtherWords looks for passages that share two rare words of the line's own
// passages, or near-synonyms of these, whatever the rule says.
func (a *attempt) inOtherWords(ctx context.Context) error {
	words, err := a.keywords(ctx)
	if err != nil || len(words) < 2 {
		return err
	}
	return a.search(ctx, twoOf(words), func(doc *query.Doc, at query.Hit) (float64, string) {
		held, total, shared := 0.0, 0.0, []string{}
		for _, w := range words {
			total += w.weight
			for _, f := range w.forms {
				if stands(f.expr, doc, at) {
					held, shared = held+f.near*w.weight, append(shared, "“"+f.text+"”")
					break
				}
			}
		}
		return ownWeight * held / total, "it only shares " + strings.Join(shared, ", ")
	})
}

// twoOf is an expression that takes any two of some words. Each is written once with all
// that come after it, and not once a pair: the index looks up every word that it reads.
func twoOf(words []keyword) string {
	var out, after []string
	for _, w := range slices.Backward(words) {
		if len(after) > 0 {
			out = append(out, w.rule()+" AND ("+strings.Join(after, " OR ")+")")
		}
		after = append(after, w.rule())
	}
	return strings.Join(out, " OR ")
}

// stands tells whether an expression holds in the sentence of a hit.
func stands(e *query.Expr, doc *query.Doc, at query.Hit) bool {
	return slices.ContainsFunc(e.Match(doc, tracker.InSentence), func(h query.Hit) bool {
		return h.Part == at.Part && h.SentenceIndex == at.SentenceIndex
	})
}

// keywords are the words that stand in many of the line's passages and seldom elsewhere.
func (a *attempt) keywords(ctx context.Context) ([]keyword, error) {
	var words []keyword
	var own []*query.Expr
	for _, t := range refute.Terms(a.stemmed(), ownTaken) {
		if k, ok := a.keyword(t.Word, a.synonyms.Of(t.Word, a.own[0].language)); ok { // else it is no word of the rule language
			k.weight = t.Share
			words, own = append(words, k), append(own, k.forms[0].expr)
		}
	}
	shares, err := a.Rare.Shares(ctx, own, a.before)
	if err != nil {
		return nil, err
	}
	for i := range words {
		s := shares[own[i].String()]
		if words[i].weight *= -math.Log(s); s == 0 || s > commonplace {
			words[i].weight = 0
		}
	}
	words = slices.DeleteFunc(words, func(k keyword) bool { return k.weight == 0 })
	slices.SortStableFunc(words, func(x, y keyword) int { return cmp.Compare(y.weight, x.weight) })
	return words[:min(ownTerms, len(words))], nil
}

func (a *attempt) keyword(word string, near []discover.Synonym) (keyword, bool) {
	k := keyword{}
	for _, s := range append([]discover.Synonym{{Word: word, Near: 1}}, near...) {
		e, known := a.parsed[s.Word]
		if !known {
			e, _ = a.parser.Parse(fmt.Sprintf("%q", s.Word))
			a.parsed[s.Word] = e
		}
		if e == nil {
			return k, len(k.forms) > 0
		}
		k.forms = append(k.forms, form{s.Word, e, s.Near})
	}
	return k, true
}

// stemmed lists the words of each passage of the line, all forms of a word as the one
// that stands first.
func (a *attempt) stemmed() [][]string {
	first := map[string]string{}
	var out [][]string
	for _, p := range a.own {
		t := text.Analyse(p.text, p.language)
		words := make([]string, len(t.Words))
		for i := range t.Words {
			if _, known := first[t.Stem(i)]; !known {
				first[t.Stem(i)] = t.Fold(i)
			}
			words[i] = first[t.Stem(i)]
		}
		out = append(out, words)
	}
	return out
}

// byRoles looks for passages in which the same does the same to the same: names as the
// terms of the rules file have them, in every language, and what is done by its
// near-synonyms too.
func (a *attempt) byRoles(ctx context.Context) error {
	sets := query.Terms(a.Desk.File.Terms)
	terms := plainTerms(sets)
	var rules, words []string
	for _, p := range a.own[:min(len(a.own), ownRoles)] {
		doc := &query.Doc{Body: text.Analyse(p.text, p.language), Lang: p.language}
		for _, r := range refute.Roles(doc, draft.Parts(p.text, p.language, terms), sets) {
			others := wordsNear(a.synonyms, strings.TrimPrefix(r.Action, "~"), p.language)
			if rule := r.Rule(others...); !slices.Contains(rules, rule) {
				rules, words = append(rules, rule), append(words, r.Words())
			}
		}
	}
	if len(rules) == 0 {
		return nil
	}
	why := "in it too " + strings.Join(words, " or ") + ", but in other words"
	return a.search(ctx, "("+strings.Join(rules, ") OR (")+")", func(*query.Doc, query.Hit) (float64, string) { return roleWeight, why })
}

// search looks for the older passages that an expression takes, and keeps of each text
// the nearest with how near it comes and why it is none. One that says the same as a
// passage of the line, though in other words, shows that the line was about.
func (a *attempt) search(ctx context.Context, src string, near func(*query.Doc, query.Hit) (share float64, why string)) error {
	src = "(" + src + ") AND NOT treatment:debunks AND " + a.sign()
	if field, value := a.limits(); field != "" {
		src += " AND " + field + ":" + value
	}
	e, err := a.parser.Parse(src)
	if err != nil {
		return nil // a name that the rule language has no word for
	}
	return a.lookAt(ctx, e.Plan(), func(doc *query.Doc, art archive.Article) (best refute.Older, found bool) {
		for _, h := range e.Match(doc, tracker.InSentence) {
			share, why := near(doc, h)
			if a.point.ID != "" {
				why = "the rule is not met: " + why
			}
			if o := a.older(art, h, share, why); o.Refutes && !best.Refutes || o.Refutes == best.Refutes && o.Share > best.Share {
				best, found = o, true
			}
		}
		return best, found
	})
}

// older describes a passage. One that says the same as a passage of the line, though in
// other words, shows that the line was about.
func (a *attempt) older(art archive.Article, h query.Hit, share float64, why string) refute.Older {
	o := refute.Older{Text: sentenceOf(art, h), Source: a.Desk.Source(art.Source).Name, Published: art.Day, URL: art.URL, Share: share, Why: why}
	if alike := a.alike(o.Text, art.Language); alike >= discover.SaidBefore {
		o.Share, o.Why, o.Refutes = max(share, alike), "it says the same in other words", true
	}
	return o
}

// alike is how much a sentence says the same as the passage of the line that is most
// like it.
func (a *attempt) alike(sentence, language string) (most float64) {
	for _, p := range a.own[:min(len(a.own), alikeTo)] {
		if p.language == language {
			most = max(most, a.synonyms.Alike(p.text, sentence, language, a.speakers...))
		}
	}
	return most
}

// alikeTo is how many passages of a line a sentence is compared with.
const alikeTo = 8
