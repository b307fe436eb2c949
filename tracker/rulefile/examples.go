package rulefile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/query"
	"onset/tracker/text"
)

// examples reads the sentences that a rule must match and must skip.
func (d *decoder) examples(n *node, tp *tracker.TalkingPoint) {
	if n.shape == empty {
		return
	}
	d.fields(n, "examples",
		field{name: "match", read: func(n *node) {
			d.each(listed(n, mapping), "match", func(n *node) { tp.Examples.Match = d.example(tp.Examples.Match, n) })
		}},
		field{name: "skip", read: func(n *node) {
			d.each(listed(n, mapping), "skip", func(n *node) { tp.Examples.Skip = d.example(tp.Examples.Skip, n) })
		}},
	)
}

// example adds a sentence, given as itself or as a mapping that also says
// where it stands and who says it.
func (d *decoder) example(before []tracker.Example, n *node) []tracker.Example {
	e := tracker.Example{Line: n.at.line, Column: n.at.column}
	switch {
	case n.shape != mapping:
		e.Text = d.text(n, "an example")
	case len(n.pairs) == 1 && strings.Contains(n.pairs[0].key.text, " "):
		d.add(n.at, "put the sentence into quotation marks", "this example is no text: a colon with a blank behind it begins a value in YAML")
	default:
		d.fields(n, "an example",
			field{name: "text", required: true, read: d.into(&e.Text, "the text of an example")},
			field{name: "title", read: d.into(&e.Title, "the title of an example")},
			field{name: "lang", read: func(n *node) {
				if s := d.text(n, "lang"); s != "" && d.knownLanguage(n, s) {
					e.Lang = s
				}
			}},
			field{name: "source", read: d.into(&e.Source, "the source of an example")},
			field{name: "speaker", read: d.into(&e.Speaker, "the speaker of an example")},
			field{name: "stance", read: func(n *node) {
				e.Stance = oneOf(d, n, "stance", tracker.Stances)
			}},
			field{name: "treatment", read: func(n *node) {
				e.Treatment = oneOf(d, n, "treatment", tracker.Treatments)
			}},
		)
	}
	if e.Text == "" {
		return before
	}
	return append(before, e)
}

// Failure is an example that its rule does not deal with as it must.
type Failure struct {
	Problem
	TalkingPoint tracker.RuleRef
	Example      tracker.Example
	Matched      bool // it matched and must not; otherwise the other way round
}

// CheckExamples runs the examples of every talking point and returns those
// that fail, in the order of the file.
func (f *File) CheckExamples() []Failure {
	groups := f.Groups()
	var out []Failure
	for _, v := range f.Narratives {
		for _, tp := range v.TalkingPoints {
			if len(tp.Examples.Match)+len(tp.Examples.Skip) == 0 {
				continue
			}
			rule := f.trial(tp)
			for _, e := range tp.Examples.Match {
				docs := f.docs(tp, e, groups)
				if _, hits := firstHits(rule, docs); len(hits) == 0 {
					out = append(out, f.failure(tp, e, false, "does not match and must", why(tp, e)))
				}
			}
			for _, e := range tp.Examples.Skip {
				docs := f.docs(tp, e, groups)
				if doc, hits := firstHits(rule, docs); len(hits) > 0 {
					out = append(out, f.failure(tp, e, true, "matches and must not", "it matches by "+words(doc, hits)))
				}
			}
		}
	}
	return out
}

// trial returns the rule of a talking point, the first of an index, with those
// that it yields to.
func (f *File) trial(tp tracker.TalkingPoint) *query.Index {
	rules := []query.Rule{f.Rule(tp)}
	for _, id := range tp.YieldsTo {
		rules = append(rules, f.Rule(*f.point(id)))
	}
	return query.NewIndex(slices.Values(rules))
}

// firstHits returns the first document that the first rule takes, with its
// hits; the first of all when it takes none.
func firstHits(rules *query.Index, docs []*query.Doc) (*query.Doc, []query.Hit) {
	for _, doc := range docs {
		hits := slices.DeleteFunc(rules.Match(doc), func(h query.Hit) bool { return h.Rule != 0 })
		if len(hits) > 0 {
			return doc, hits
		}
	}
	return docs[0], nil
}

// docs makes articles of an example: one in its language. The language of one
// short sentence can be told wrongly; where it is one that the talking point
// has no rule for, the example is read in each language that it has one for.
func (f *File) docs(tp tracker.TalkingPoint, e tracker.Example, groups map[string][]string) []*query.Doc {
	lang := e.Lang
	if lang == "" {
		lang = text.Detect(e.Title, e.Text, "")
	}
	if e.Lang != "" || tp.Match[""] != "" || tp.Match[lang] != "" {
		return []*query.Doc{f.doc(e, lang, groups)}
	}
	var out []*query.Doc
	for _, l := range slices.Sorted(maps.Keys(tp.Match)) {
		out = append(out, f.doc(e, l, groups))
	}
	return out
}

func (f *File) failure(tp tracker.TalkingPoint, e tracker.Example, matched bool, what, hint string) Failure {
	ps := problems{file: f.Name, lines: strings.Split(plain(f.Text), "\n")}
	ps.add(position{e.Line, e.Column}, hint, "talking point %q: this example %s", tp.ID, what)
	return Failure{Problem: ps.found[0], TalkingPoint: tp.Ref(), Example: e, Matched: matched}
}

// doc makes an article of an example in a language.
func (f *File) doc(e tracker.Example, lang string, groups map[string][]string) *query.Doc {
	doc := &query.Doc{Body: text.Analyse(e.Text, lang), Lang: lang, Source: e.Source, Groups: groups}
	if e.Title != "" {
		doc.Title = text.Analyse(e.Title, lang)
	}
	for _, s := range f.Sources {
		if s.ID == e.Source {
			doc.Kind = s.Kind
		}
	}
	if e.Speaker != "" || e.Stance != "" || e.Treatment != "" {
		doc.Claims = []tracker.Claim{{
			Span: tracker.Span{Start: 0, End: len(e.Text)}, Part: tracker.Body, Text: e.Text,
			Speakers: []tracker.ClaimSpeaker{{ID: e.Speaker}}, Stance: e.Stance, Treatment: e.Treatment,
		}}
	}
	return doc
}

// why says what a rule may have lacked for an example that it must match.
func why(tp tracker.TalkingPoint, e tracker.Example) string {
	lang := e.Lang
	if lang == "" {
		lang = text.Detect(e.Title, e.Text, "")
	}
	if rules := slices.Sorted(maps.Keys(tp.Match)); tp.Match[""] == "" && tp.Match[lang] == "" {
		return fmt.Sprintf("it is read as %s, and there are rules for %s only", named(lang), strings.Join(rules, ", "))
	}
	return fmt.Sprintf("it is read as %s (if wrong, write {text: …, lang: …}); a word of the rule is missing, or not: or about: stand in the way", named(lang))
}

func named(lang string) string {
	if lang == "" {
		return "an unknown language"
	}
	return lang
}

// words quotes what was matched.
func words(doc *query.Doc, hits []query.Hit) string {
	var out []string
	for _, s := range hits[0].Spans {
		t := doc.Body
		if hits[0].Part == tracker.Title {
			t = doc.Title
		}
		out = append(out, t.Raw[s.Start:s.End])
	}
	return strings.Join(out, " … ")
}
