package refute

import (
	"strings"

	"onset/tracker"
	"onset/tracker/draft"
	"onset/tracker/query"
	"onset/tracker/text"
)

// Role is who does what to whom in a sentence, each in the rule language: a name, or
// a term of the rules file that has it, and the word of what is done.
type Role struct{ Actor, Action, Target string }

// Bounds of what is looked for in one sentence.
const (
	mostNames   = 6
	mostActions = 12
	mostRoles   = 3
)

// Roles returns who does what to whom in a document of one sentence, of which the
// parts are given; none where the rule language can't tell. Terms are those that the
// parts name.
func Roles(doc *query.Doc, parts []draft.Part, terms query.Terms) []Role {
	names, actions := actorsOf(parts, doc.Lang)
	holds := func(src string) bool {
		e, err := query.Parse(src, terms)
		return err == nil && len(e.Match(doc, tracker.InSentence)) > 0
	}
	var out []Role
	for _, actor := range names {
		for _, action := range actions {
			if !holds(Role{Actor: actor, Action: action}.Rule()) {
				continue
			}
			for _, target := range names {
				r := Role{actor, action, target}
				if target != actor && len(out) < mostRoles && holds(r.Rule()) {
					out = append(out, r)
				}
			}
		}
	}
	return out
}

// done tells whether a word may say what somebody does: in languages whose endings
// tell verbs, a verb.
func done(word, language string) bool {
	f := text.Analyse(word, language).Form(0)
	return f.Lang != text.Russian && f.Lang != text.Ukrainian || f.Verbal()
}

// actorsOf parts names, and terms that may have one, from words of what is done.
func actorsOf(parts []draft.Part, language string) (names, actions []string) {
	for _, p := range parts {
		switch word := p.Word(); {
		case word == "" && len(names) < mostNames:
			names = append(names, p.Text)
		case word != "" && done(word, language) && len(actions) < mostActions:
			actions = append(actions, p.Text)
		}
	}
	return names, actions
}

// Rule writes the role for a search, where others may stand for what is done; without
// a target it leaves open to whom.
func (r Role) Rule(others ...string) string {
	action := r.Action
	if len(others) > 0 {
		action = "(" + strings.Join(append([]string{action}, others...), " OR ") + ")"
	}
	if r.Target == "" {
		return r.Actor + " DOES " + action
	}
	return r.Actor + " DOES " + action + " TO " + r.Target
}

// Words says the role to a reader: "Киев → провоцирует → Москва".
func (r Role) Words() string {
	return strings.Join([]string{strings.TrimLeft(r.Actor, "$"), strings.TrimLeft(r.Action, "~"), strings.TrimLeft(r.Target, "$")}, " → ")
}
