package said

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"onset/tracker"
)

// slot is a place in a pattern that words or numerals of one class can fill.
type slot uint8

const (
	noSlot      slot = iota
	slotMonth        // value: 1..12
	slotWeekday      // value: 0 (Sunday)..6
	slotShort        // a weekday's abbreviation that needs a date beside it
	slotOrd          // an ordinal in words; value: 1..31
	slotNum          // a cardinal in words
	slotVague        // "several"
	slotUnit         // value: a unit
	slotUnits        // the plural of a unit
	slotRel          // "last" -1, "this" 0, "next" 1
	slotOffset       // "yesterday" -1
	slotMod          // value: a modifier
	slotSeason       // value: the first month of the season
	// Numerals.
	slotDay    // 1..31, also an ordinal in words
	slotYear   // four digits
	slotN      // a small number in digits or words
	slotDecade // "1990s"
	slotFull   // "04.02.2026", "2026-02-04"
	slotBrief  // "04.02", "4/2"
	slotSpan   // "2015-16", "2015/16"
	slotPart   // 1..4 of Q1
	firstSet
)

var slotNames = map[string]slot{
	"MONTH": slotMonth, "WEEKDAY": slotWeekday, "SHORT": slotShort, "ORD": slotOrd,
	"NUM": slotNum, "VAGUE": slotVague, "UNIT": slotUnit, "UNITS": slotUnits, "REL": slotRel,
	"OFFSET": slotOffset, "MOD": slotMod, "SEASON": slotSeason,
	"DAY": slotDay, "YEAR": slotYear, "N": slotN, "DECADE": slotDecade,
	"FULL": slotFull, "BRIEF": slotBrief, "SPAN": slotSpan, "PART": slotPart,
}

// core tells whether a date has a word of this class, when it has no numeral.
func (s slot) core() bool {
	switch s {
	case slotMonth, slotWeekday, slotShort, slotUnit, slotUnits, slotOffset, slotSeason:
		return true
	}
	return false
}

func (s slot) numeral() bool { return slotDay <= s && s < firstSet }

// action is what a pattern that matched means.
type action struct {
	op    op
	rel   int         // fixed relation: "week -1", for words that need no slot of their own
	given bool        // rel was given
	unit  unit        // fixed unit
	mod   mod         // fixed modifier
	fixed tracker.Day // the day of an occasion
	month int         // month and day of a feast, 0 for none
	day   int
	order int // place in the file; the first of equally long patterns wins
}

// readAction reads the head of a pattern: an operation, then fixed values such
// as "rel-1", "week" or "2001-09-11".
func readAction(head []string) (action, error) {
	if len(head) == 0 {
		return action{}, fmt.Errorf("a pattern without a kind")
	}
	a := action{}
	o, ok := opNames[head[0]]
	if !ok {
		return a, fmt.Errorf("unknown kind %q", head[0])
	}
	a.op = o
	for _, h := range head[1:] {
		if err := a.fix(h); err != nil {
			return a, fmt.Errorf("kind %s: %w", head[0], err)
		}
	}
	return a, nil
}

func (a *action) fix(h string) error {
	if r, ok := strings.CutPrefix(h, "rel"); ok {
		v, err := readValue(r)
		a.rel, a.given = v, true
		return err
	}
	if t, err := time.Parse(time.DateOnly, h); err == nil {
		a.fixed = tracker.DayOf(t)
		return nil
	}
	if t, err := time.Parse("01-02", h); err == nil {
		a.month, a.day = int(t.Month()), t.Day()
		return nil
	}
	v, ok := valueNames[h]
	if !ok {
		return fmt.Errorf("unknown value %q", h)
	}
	if v >= int(modEarly) {
		a.mod = mod(v)
	} else {
		a.unit = unit(v)
	}
	return nil
}

// node is a state of the patterns of a language, merged by their beginnings.
type node struct {
	edges  []edge
	accept *action
}

// edge leads on when one token fits: a word, a punctuation mark or a slot.
type edge struct {
	slot  slot
	word  *word
	punct rune
	lit   string // a numeral as written
	next  *node
}

// addPattern adds the alternatives of a pattern.
func (l *language) addPattern(root *node, a action, pattern string) error {
	p := patternParser{fields: splitPattern(pattern)}
	alternatives := p.sequence()
	l.patterns++
	a.order = l.patterns
	if p.err != nil || p.at < len(p.fields) {
		return fmt.Errorf("pattern %q is not well formed", strings.TrimSpace(pattern))
	}
	for _, seq := range alternatives {
		n := root
		keyed := false
		var last *word
		for _, name := range seq {
			e, err := l.edge(name)
			if err != nil {
				return err
			}
			keyed = keyed || e.slot.core() || e.slot.numeral() || e.lit != ""
			if e.word != nil {
				last = e.word
			}
			n = n.step(e)
		}
		if !keyed && last != nil {
			last.key = true
		}
		if a.needsUnit() && !names(seq, "UNIT", "UNITS") {
			return fmt.Errorf("pattern %q names no unit", strings.TrimSpace(pattern))
		}
		if a.op == opOffset && !names(seq, "OFFSET") || a.op == opSeason && !names(seq, "SEASON") {
			return fmt.Errorf("pattern %q names no %s", strings.TrimSpace(pattern), opKinds[a.op])
		}
		if n == root {
			return fmt.Errorf("pattern %q matches nothing at all", strings.TrimSpace(pattern))
		}
		if n.accept == nil {
			act := a
			n.accept = &act
		}
	}
	return nil
}

// needsUnit tells whether the meaning is incomplete without a unit of time.
func (a *action) needsUnit() bool {
	switch a.op {
	case opUnit, opAgo, opAhead, opRecent, opPast, opComing:
		return a.unit == noUnit
	}
	return false
}

// names tells whether a row of elements has one of some classes.
func names(seq []string, classes ...string) bool {
	for _, c := range classes {
		if slices.Contains(seq, c) {
			return true
		}
	}
	return false
}

// step returns the node behind an edge, adding it where it is new.
func (n *node) step(e edge) *node {
	for _, f := range n.edges {
		if f.slot == e.slot && f.word == e.word && f.punct == e.punct && f.lit == e.lit {
			return f.next
		}
	}
	e.next = &node{}
	n.edges = append(n.edges, e)
	return e.next
}

// edge reads one element of a pattern.
func (l *language) edge(name string) (edge, error) {
	switch {
	case name == "DASH":
		return edge{punct: '-'}, nil
	case name == strings.ToUpper(name) && strings.ToLower(name) != name:
		if s, ok := slotNames[name]; ok {
			return edge{slot: s}, nil
		}
		if s, ok := l.sets[name]; ok {
			return edge{slot: s}, nil
		}
		return edge{}, fmt.Errorf("unknown class %q (a set must stand above its use)", name)
	case isDigit(name[0]):
		return edge{lit: name}, nil
	case len(name) == 1 && strings.Contains(",./'", name):
		return edge{punct: rune(name[0])}, nil
	}
	return edge{word: l.word(name)}, nil
}

// splitPattern parts a pattern into names and the signs ( ) | ?.
func splitPattern(s string) []string {
	for _, sign := range []string{"(", ")", "|", "?"} {
		s = strings.ReplaceAll(s, sign, " "+sign+" ")
	}
	return strings.Fields(s)
}

// patternParser expands a pattern into its alternatives.
type patternParser struct {
	fields []string
	at     int
	err    error
}

// sequence reads up to a closing parenthesis or the end; | parts alternatives.
func (p *patternParser) sequence() [][]string {
	var all [][]string
	current := [][]string{nil}
	for p.at < len(p.fields) && p.fields[p.at] != ")" {
		if p.fields[p.at] == "|" {
			p.at++
			all, current = append(all, current...), [][]string{nil}
			continue
		}
		current = product(current, p.element())
	}
	return append(all, current...)
}

// element reads a name or a group, and the ? behind it.
func (p *patternParser) element() [][]string {
	var out [][]string
	name := p.fields[p.at]
	p.at++
	switch name {
	case "(":
		out = p.sequence()
		if p.at >= len(p.fields) {
			p.err = fmt.Errorf("a parenthesis is not closed")
			return out
		}
		p.at++
	case "?":
		p.err = fmt.Errorf("? stands behind nothing")
	default:
		out = [][]string{{name}}
	}
	if p.at < len(p.fields) && p.fields[p.at] == "?" {
		p.at++
		out = append(out, nil)
	}
	return out
}

// product returns every left sequence followed by every right one.
func product(left, right [][]string) [][]string {
	out := make([][]string, 0, len(left)*len(right))
	for _, a := range left {
		for _, b := range right {
			out = append(out, append(append([]string(nil), a...), b...))
		}
	}
	return out
}
