package digest

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onset/tracker"
)

// mostEntries is how many entries are shown of a day, in all sections together:
// what is read in ten minutes.
const mostEntries = 10

// The weight of an entry says what is read first and what is left out last.
const (
	weighsCorrection = iota
	weighsTurn
	weighsPrimary // a new line, on the pages of who said it
	weighsSaid    // a new line of a known speaker
	weighsNew
	weighsJoined
	weighsShift
	weighsBack
	weighsSpeaker
	weighsLanguage
	weighsLate
	weighsTracked
	weighsHeld
	weighsEmerging
	weighsMaybe
	weighsGone
)

// weighsAs weighs a new entry: its line itself, or an older line that is new to
// a speaker or in a language.
func weighsAs(e Entry) int {
	switch {
	case e.Kind == tracker.Joined:
		return weighsJoined
	case e.Scope.Kind == tracker.BySpeaker:
		return weighsSpeaker
	case e.Scope.Kind == tracker.ByLanguage:
		return weighsLanguage
	case e.Kind == tracker.FirstSaid && e.Hand == tracker.Primary:
		return weighsPrimary
	case e.Kind == tracker.FirstSaid:
		return weighsSaid
	}
	return weighsNew
}

// placed is a block with the section that it belongs to.
type placed struct {
	Block
	section int
}

// choose tells each passage once, with all that it proves, and keeps the
// weightiest entries. Of each section it says what is not under it.
func choose(sections []Section, limit int) []Section {
	var all []placed
	for i, s := range sections {
		for _, b := range s.Blocks {
			all = append(all, placed{b, i})
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.weight, b.weight) })
	all = onePassageOnce(all, sections)
	out := slices.Clone(sections)
	for i := range out {
		out[i].Blocks = nil
	}
	for n, p := range all {
		s := &out[p.section]
		if n < limit {
			s.Blocks = append(s.Blocks, p.Block)
		} else {
			s.Cut++
		}
	}
	for i := range out {
		if limit < math.MaxInt {
			out[i].Cut += out[i].Table.cut(mostRows)
		}
		switch {
		case out[i].Cut > 0:
			out[i].Empty = fmt.Sprintf("%d not shown.", out[i].Cut)
		case len(sections[i].Blocks) > 0:
			out[i].Empty = "Told above, with the passage that proves it."
		}
	}
	return out
}

// onePassageOnce puts an entry that rests on the same passage as a weightier one
// under that, with its label.
func onePassageOnce(all []placed, sections []Section) []placed {
	var out []placed
	at := map[string]int{}
	for _, p := range all {
		i, told := at[p.Sentence]
		switch {
		case told && p.Sentence != "":
			if p.Label == "" && p.section != out[i].section {
				p.Label = sections[p.section].Heading
			}
			p.Block.Sentence, p.Cite, p.Page, p.URL = "", "", "", ""
			out[i].Also = append(out[i].Also, p.Block)
		default:
			at[p.Sentence] = len(out)
			if p.titled() {
				p.Block.Sentence = ""
			}
			out = append(out, p)
		}
	}
	return out
}

// titled tells whether the title of an entry is its passage.
func (b Block) titled() bool {
	return strings.TrimRight(clip(b.Title), ".") == strings.TrimRight(b.Sentence, ".")
}

// Name begins with who said it: "Anna Minister: The dam will break (learned late)".
func (b Block) Name() string {
	name := b.Title
	if !strings.HasPrefix(b.Title, b.Who) { // «Pilots: Pilots strike»
		name = b.Who + ": " + b.Title
	}
	if b.Label != "" {
		r, n := utf8.DecodeRuneInString(b.Label)
		name += " (" + string(unicode.ToLower(r)) + b.Label[n:] + ")"
	}
	return name
}

// AlsoLines tell, a line each, what else the passage proves.
func (b Block) AlsoLines() []string {
	var out []string
	for _, a := range b.Also {
		parts := append([]string{sentence("also: " + a.Name())}, a.Lines...)
		for _, more := range []string{a.Older.Words, a.Older.URL, a.Commands()} {
			if more != "" && more != b.Commands() {
				parts = append(parts, more)
			}
		}
		out = append(out, strings.Join(parts, " "))
	}
	return out
}

// All returns the digest with every entry shown.
func (d Digest) All() Digest {
	d.whole = true
	return d
}

// Called returns the digest with commands that begin so, for who reads it where the
// program is called with a rules file and a database of its own.
func (d Digest) Called(command string) Digest {
	d.called = command
	return d
}

// left counts the entries that are not shown.
func left(sections []Section) int {
	n := 0
	for _, s := range sections {
		n += s.Cut
	}
	return n
}

// LeftOut says how many entries are not shown, and under which headings they
// would stand; empty when all are.
func (d Digest) LeftOut() string {
	var parts []string
	sections := d.Sections()
	for _, s := range sections {
		if s.Cut > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", s.Cut, strings.ToLower(s.Heading)))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf("+%d more (%s)", left(sections), strings.Join(parts, ", "))
}

// moreLine is LeftOut with the command that shows them.
func (d Digest) moreLine() string {
	out := d.LeftOut()
	if out == "" {
		return ""
	}
	out += ": onset digest --day " + d.Day.String() + " --all"
	if d.Clock == tracker.ClockPublished {
		out += " --by published"
	}
	return out
}
