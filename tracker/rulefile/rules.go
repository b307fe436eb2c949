package rulefile

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/query"
)

// checkRules parses every term and rule, and looks up what they name.
func (d *decoder) checkRules() {
	terms := query.Terms(d.file.Terms)
	faulty := terms.Check()
	for _, t := range d.terms {
		for _, e := range faulty[t.term] {
			if _, told := faulty[setAt(terms[t.term], e)]; !told || strings.Contains(e.Message, "circular") {
				d.ruleProblem(t, e.Offset, e.Hint, e.Message)
			}
		}
	}
	for _, r := range d.rules {
		d.checkRule(r, terms, faulty)
	}
}

// checkRule parses one rule. Faults inside a term were told at the term.
func (d *decoder) checkRule(r ruleText, terms query.Terms, faulty map[string]query.ErrorList) {
	src := strings.TrimSpace(r.text)
	e, err := d.file.rules.parse(src, terms)
	var list query.ErrorList
	if errors.As(err, &list) {
		for _, fault := range list {
			if _, known := faulty[setAt(src, fault)]; !known {
				d.ruleProblem(r, fault.Offset, fault.Hint, fault.Message)
			}
		}
		return
	}
	if r.match && !e.HasWords() {
		d.ruleProblem(r, 0, "add words to look for; a field alone is good for about and not", "the rule has no words, so it can match no sentence")
	}
	for _, f := range e.Fields() {
		d.checkField(r, f)
	}
}

// setAt is the name of the set at which a fault of a rule was found; "" when it is
// no set.
func setAt(src string, fault query.Error) string {
	name, ok := strings.CutPrefix(src[fault.Offset:fault.End], "$")
	if !ok {
		return ""
	}
	return name
}

// checkField refuses a value that exists nowhere: such a rule would never hold.
func (d *decoder) checkField(r ruleText, f query.Field) {
	var section string
	switch f.Name {
	case "source", "speaker":
		section = f.Name + "s"
		if _, ok := d.homes[f.Name+" "+f.Value]; ok {
			return
		}
	case "lang":
		if !languages[f.Value] {
			d.ruleProblem(r, f.Offset, languageHint(f.Value), fmt.Sprintf("unknown language %q", f.Value))
		}
		return
	default:
		return
	}
	var known []string
	for key := range d.homes {
		if id, ok := strings.CutPrefix(key, f.Name+" "); ok {
			known = append(known, id)
		}
	}
	slices.Sort(known)
	d.ruleProblem(r, f.Offset, suggest(f.Value, known)+"define it under "+section+", or write an id that stands there",
		fmt.Sprintf("unknown %s %q", f.Name, f.Value))
}

// ruleProblem notes a problem at an offset of a rule's trimmed text.
func (d *decoder) ruleProblem(r ruleText, offset int, hint, message string) {
	lead := len(r.text) - len(strings.TrimLeft(r.text, " \t\n\r"))
	d.add(d.place(r.node, lead+offset), hint, "%s: %s", r.what, message)
}

// Rules yields the rules of all talking points, ready to be indexed, in the order
// of the file; the ID of each is that of its tracker.RuleRef.
func (f *File) Rules() iter.Seq[query.Rule] {
	return func(yield func(query.Rule) bool) {
		for _, v := range f.Narratives {
			for _, tp := range v.TalkingPoints {
				if !yield(f.Rule(tp)) {
					return
				}
			}
		}
	}
}

// Rule returns the rule of a talking point of this file.
func (f *File) Rule(tp tracker.TalkingPoint) query.Rule {
	r := query.Rule{ID: tp.Ref().ID, Match: map[string]*query.Expr{}, Within: tp.Within, YieldsTo: tp.YieldsTo}
	for lang, text := range tp.Match {
		r.Match[lang] = f.rule(text)
	}
	r.Not, r.About = f.rule(tp.Not), f.rule(tp.About)
	return r
}

// hashes gives each talking point the hash of all that decides what it
// matches: its rules with their terms put in, within and speakers, and the rules
// that it yields to.
func (f *File) hashes() {
	for i := range f.Narratives {
		for j := range f.Narratives[i].TalkingPoints {
			tp := &f.Narratives[i].TalkingPoints[j]
			tp.Hash = f.hash(tp)
		}
	}
}

// hashLength is how many hex digits name the version of a rule: enough that
// two versions never share one, short enough to be read out.
const hashLength = 16

func (f *File) hash(tp *tracker.TalkingPoint) string {
	h := sha256.New()
	f.writeRule(h, tp)
	for _, id := range tp.YieldsTo {
		if other := f.point(id); other != nil {
			fmt.Fprintf(h, "yields to %s\n", id)
			f.writeRule(h, other)
		}
	}
	fmt.Fprintf(h, "speakers %q\n", slices.Sorted(slices.Values(tp.Speakers)))
	return hex.EncodeToString(h.Sum(nil))[:hashLength]
}

// writeRule writes all that decides where a rule holds by itself.
func (f *File) writeRule(w io.Writer, tp *tracker.TalkingPoint) {
	for _, lang := range slices.Sorted(maps.Keys(tp.Match)) {
		fmt.Fprintf(w, "match %s %s\n", lang, f.expanded(tp.Match[lang]))
	}
	fmt.Fprintf(w, "not %s\nabout %s\nwithin %s\n", f.expanded(tp.Not), f.expanded(tp.About), tp.Within)
}

// point returns the talking point with an id, narrative/id; nil for none.
func (f *File) point(id string) *tracker.TalkingPoint {
	for i := range f.Narratives {
		for j := range f.Narratives[i].TalkingPoints {
			if tp := &f.Narratives[i].TalkingPoints[j]; tp.Narrative+"/"+tp.ID == id {
				return tp
			}
		}
	}
	return nil
}

// expanded returns the canonical text of a rule, so that a rule that is only
// written differently stays the same rule.
func (f *File) expanded(rule string) string {
	if e := f.rule(rule); e != nil {
		return e.Expanded()
	}
	return ""
}
