package rulefile

import (
	"fmt"
	"slices"
	"strings"

	"onset/tracker"
)

// ruleText is the text of a rule with its place.
type ruleText struct {
	*node
	what  string // `match of talking point "x"`
	term  string // the name, for a rule under terms
	match bool   // of a talking point's match, which needs words
}

// narrative reads one storyline with its talking points.
func (d *decoder) narrative(n *node) {
	v := tracker.Narrative{}
	var points *node
	ok := d.fields(n, "a narrative",
		field{name: "id", required: true, read: func(n *node) { v.ID = d.id(n, "narrative", "") }},
		field{name: "title", read: d.into(&v.Title, "the title of a narrative")},
		field{name: "talking_points", read: func(n *node) { points = n }},
	)
	if !ok {
		return
	}
	if v.Title == "" {
		v.Title = v.ID
	}
	if points != nil {
		d.items(points, "talking_points", func(n *node) { d.talkingPoint(n, &v) })
	}
	d.file.Narratives = append(d.file.Narratives, v)
}

// talkingPoint reads one framing with its rule.
func (d *decoder) talkingPoint(n *node, v *tracker.Narrative) {
	tp := tracker.TalkingPoint{Narrative: v.ID, Within: tracker.InSentence, Match: map[string]string{}}
	var r stanza
	ok := d.fields(n, "a talking point",
		field{name: "id", required: true, read: func(n *node) { tp.ID = d.id(n, "talking point", v.ID+"/") }},
		field{name: "title", read: d.into(&tp.Title, "the title of a talking point")},
		field{name: "match", read: func(n *node) { r.match = n }},
		field{name: "lang", read: func(n *node) { r.lang = n }},
		field{name: "not", read: func(n *node) { r.not = n }},
		field{name: "about", read: func(n *node) { r.about = n }},
		field{name: "within", read: func(n *node) {
			tp.Within = d.within(n)
		}},
		field{name: "yields_to", read: func(n *node) {
			d.each(n, "yields_to", func(n *node) { d.yields(n, &tp) })
		}},
		field{name: "speakers", read: func(n *node) {
			d.each(n, "speakers", func(n *node) {
				if id := d.text(n, "a speaker"); id != "" {
					tp.Speakers = append(tp.Speakers, id)
					r.speakers = append(r.speakers, n)
				}
			})
		}},
		field{name: "notes", read: d.into(&tp.Notes, "notes")},
		field{name: "examples", read: func(n *node) { d.examples(n, &tp) }},
	)
	if !ok {
		return
	}
	if tp.Title == "" {
		tp.Title = tp.ID
	}
	d.stanza(&tp, r, n.at)
	slices.Sort(tp.YieldsTo)
	v.TalkingPoints = append(v.TalkingPoints, tp)
}

// within reads how much text a rule looks at.
func (d *decoder) within(n *node) tracker.Within {
	if s := d.text(n, "within"); tracker.Within(s).Sentences() > 1 {
		return tracker.Within(s)
	}
	return oneOf(d, n, "within", []tracker.Within{tracker.InSentence, "sentences/2", tracker.InParagraph, tracker.InArticle})
}

// yields reads the id of a talking point that another one gives way to: one of
// its own narrative, or narrative/id.
func (d *decoder) yields(n *node, tp *tracker.TalkingPoint) {
	id := d.text(n, "a talking point")
	if id == "" {
		return
	}
	if !strings.Contains(id, "/") {
		id = tp.Narrative + "/" + id
	}
	tp.YieldsTo = append(tp.YieldsTo, id)
	d.yielded = append(d.yielded, reference{&node{shape: scalar, text: id, at: n.at}, fmt.Sprintf("what talking point %q yields to", tp.ID)})
}

// yieldings finds talking points that yield to what is not there, or in a
// circle: then none of them would be left.
func (d *decoder) yieldings() {
	known, to := []string{}, map[string][]string{}
	for _, v := range d.file.Narratives {
		for _, tp := range v.TalkingPoints {
			id := v.ID + "/" + tp.ID
			known, to[id] = append(known, id), tp.YieldsTo
		}
	}
	for _, r := range d.yielded {
		if !slices.Contains(known, r.id.text) {
			d.add(r.id.at, suggest(r.id.text, known)+"write the id of a talking point, or narrative/id of one in another narrative",
				"unknown talking point %q, named as %s", r.id.text, r.what)
		}
	}
	for _, id := range known {
		if path := circle(to, id, id, map[string]bool{}); path != nil {
			d.add(d.homes["talking point "+id], "the special one stays, the general one yields: remove yields_to of the special one",
				"talking point %q yields to itself: %s", id, strings.Join(append([]string{id}, path...), " → "))
			return
		}
	}
}

// stanza holds the parts of a talking point that make up its rule.
type stanza struct {
	match, lang, not, about *node
	speakers                []*node
}

// stanza reads the rules of a talking point, once its id is known.
func (d *decoder) stanza(tp *tracker.TalkingPoint, r stanza, at position) {
	whose := fmt.Sprintf("talking point %q", tp.ID)
	switch {
	case r.lang != nil && r.lang.shape == mapping: // rules per language beside match
		d.rulesByLanguage(r.lang, tp, whose)
		if r.match != nil {
			d.matchRule(r.match, tp, whose)
		}
	case r.lang != nil && r.match != nil && r.match.shape != mapping: // match is for these languages only
		d.each(r.lang, "lang", func(l *node) {
			if s := d.text(l, "a language"); s != "" && d.knownLanguage(l, s) {
				tp.Match[s] = d.rule(r.match, "match", whose)
			}
		})
	case r.match != nil:
		d.matchRule(r.match, tp, whose)
	default:
		d.add(at, "add match: with a rule of the rule language", "%s has no %q", whose, "match")
	}
	if r.not != nil {
		tp.Not = d.rule(r.not, "not", whose)
	}
	if r.about != nil {
		tp.About = d.rule(r.about, "about", whose)
	}
	for _, s := range r.speakers {
		d.named = append(d.named, reference{s, "a speaker of " + whose})
	}
}

// matchRule reads match: one rule, or one per language.
func (d *decoder) matchRule(n *node, tp *tracker.TalkingPoint, whose string) {
	if n.shape == mapping {
		d.rulesByLanguage(n, tp, whose)
		return
	}
	tp.Match[""] = d.rule(n, "match", whose)
}

// rulesByLanguage reads a mapping from language to rule.
func (d *decoder) rulesByLanguage(n *node, tp *tracker.TalkingPoint, whose string) {
	for _, p := range n.pairs {
		lang := strings.TrimSpace(p.key.text)
		if !d.knownLanguage(p.key, lang) {
			continue
		}
		if _, ok := tp.Match[lang]; ok {
			d.add(p.key.at, "join them with OR", "%s has two rules for %s", whose, lang)
			continue
		}
		tp.Match[lang] = d.rule(p.value, "match", whose)
	}
	if len(n.pairs) == 0 {
		d.add(n.at, "write a rule, or {en: …, ru: …}", "%s has no rule", whose)
	}
}

// rule reads the text of a rule and keeps its place for checkRules.
func (d *decoder) rule(n *node, field, whose string) string {
	what := field + " of " + whose
	s := d.text(n, what)
	if s != "" {
		d.rules = append(d.rules, ruleText{node: n, what: what, match: field == "match"})
	}
	return s
}

// termForm is what the name of a term may look like.
var termForm = pattern(`^[\p{L}_][\p{L}\p{N}_-]*$`)

// termSet reads the reusable parts of rules.
func (d *decoder) termSet(n *node) {
	if n.shape == empty || n.shape == broken {
		return
	}
	if n.shape != mapping {
		d.add(n.at, "write name: rule", "terms must be a mapping of names to rules, not %s", describe(n))
		return
	}
	for _, p := range n.pairs {
		name := p.key.text
		before, doubled := d.homes["term "+name]
		switch {
		case !termForm().MatchString(name):
			d.add(p.key.at, "use letters, digits, _ and -, without $: "+Slug(name), "%q can't be the name of a term", name)
			continue
		case doubled:
			d.add(p.key.at, "rename one of them", "term %q was defined before, on line %d", name, before.line)
			continue
		}
		d.homes["term "+name] = p.key.at
		if s := d.text(p.value, "term "+name); s != "" {
			d.file.Terms[name] = s
			d.terms = append(d.terms, ruleText{node: p.value, what: "term $" + name, term: name})
		}
	}
}
