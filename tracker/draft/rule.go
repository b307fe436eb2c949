package draft

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/query"
	"onset/tracker/text"
)

// Part is a piece of a rule: a word with its family, a name, or a term of the
// rules file that has the word.
type Part struct {
	Text  string  // in the rule language
	Share float64 // of all sentences, 0 to 1; set by who knows the archive
}

// Word returns the word that the part is; "" for a name or a term.
func (p Part) Word() string {
	first, _ := utf8.DecodeRuneInString(p.Text)
	if first == '$' || unicode.IsUpper(first) {
		return ""
	}
	return strings.TrimPrefix(p.Text, "~")
}

// Or returns the part with words that may stand for it.
func (p Part) Or(words ...string) Part {
	if len(words) > 0 {
		p.Text = "(" + strings.Join(append([]string{p.Text}, words...), " OR ") + ")"
	}
	return p
}

// Term is a set of the rules file that is alternatives and nothing else.
type Term struct {
	Name string
	Expr *query.Expr
}

const (
	shortestWord = 4   // letters of a word that is a part; of a name, 2
	chance       = 0.5 // sentences that may have two parts together by chance
	mostWith     = 5   // parts of which one must stand beside another
)

// Parts returns the pieces that a rule may be made of, in the order of an example
// sentence: each word once, as a term where one has it, else with its family.
func Parts(sentence, lang string, terms []Term) []Part {
	t := text.Analyse(sentence, lang)
	doc := &query.Doc{Body: t, Lang: lang}
	byWord := make([]string, len(t.Words))
	for _, term := range terms {
		for _, h := range term.Expr.Match(doc, tracker.InArticle) {
			cover(t, h.Spans, "$"+term.Name, byWord)
		}
	}
	var out []Part
	for i := range t.Words {
		name := byWord[i]
		if name == "" {
			name = asPart(t, i)
		}
		if name != "" && !slices.ContainsFunc(out, func(p Part) bool { return p.Text == name }) {
			out = append(out, Part{Text: name})
		}
	}
	return out
}

// cover notes which words a term has; of two terms the later one in the
// alphabet, which is as good as any.
func cover(t *text.Text, spans []tracker.Span, name string, byWord []string) {
	for i := range t.Words {
		for _, s := range spans {
			if s.Contains(t.Span(i)) {
				byWord[i] = name
			}
		}
	}
}

// asPart writes word i for a rule: names as they are, others with their family;
// "" for what says nothing.
func asPart(t *text.Text, i int) string {
	f := t.Form(i)
	n := utf8.RuneCountInString(f.Fold)
	switch {
	case f.Number() || text.Common(f):
		return ""
	case f.Capital() && t.Sentences[t.Words[i].Sentence].First != i:
		if n < 2 {
			return ""
		}
		return f.Exact
	case n < shortestWord || strings.ContainsAny(f.Fold, "'."):
		return ""
	}
	if _, ok := text.FamilyOf(f.Fold, f.Lang); ok {
		return "~" + f.Fold
	}
	return f.Fold
}

// Rule makes a rule of the parts of one example whose shares are known, of so
// many sentences: each part with those of the commoner ones that it does not meet
// by chance, and one of the terms that are too common for that, as the subject.
// It is "" when the archive knows fewer than two of them.
func Rule(parts []Part, sentences int) string {
	met := slices.DeleteFunc(slices.Clone(parts), func(p Part) bool { return p.Share == 0 })
	slices.SortStableFunc(met, func(a, b Part) int { return cmp.Compare(a.Share, b.Share) })
	if len(met) < 2 {
		return ""
	}
	var rules []string
	for i, p := range met {
		var with []Part
		for _, o := range met[i+1:] {
			if float64(sentences)*p.Share*o.Share <= chance {
				with = append(with, o)
			}
		}
		if len(with) > 0 {
			rules = append(rules, p.Text+" AND "+oneOf(with[:min(len(with), mostWith)]))
		}
	}
	if len(rules) == 0 { // all are common: three of them, or what there is
		return textsOf(met[:min(len(met), 3)], " AND ")
	}
	rule := strings.Join(rules, " OR ")
	subject := slices.DeleteFunc(met, func(p Part) bool { return p.Text[0] != '$' || strings.Contains(rule, p.Text) })
	if len(subject) == 0 {
		return rule
	}
	return "(" + rule + ") AND " + oneOf(subject)
}

// oneOf writes parts of which one must stand.
func oneOf(parts []Part) string {
	if len(parts) == 1 {
		return parts[0].Text
	}
	return "(" + textsOf(parts, " OR ") + ")"
}

func textsOf(parts []Part, between string) string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = p.Text
	}
	return strings.Join(out, between)
}
