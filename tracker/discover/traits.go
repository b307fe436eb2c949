package discover

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"onset/tracker/text"
	"onset/tracker/wordtable"
)

// trait is what can be seen of one statement without understanding it. The
// kind of a candidate is told by how many of its statements have which.
type trait uint8

// The traits, in the order in which they are stored: new ones go to the end.
const (
	modal    trait = iota // somebody must, can or will
	wants                 // somebody wants, tries, refuses or threatens
	judging               // calls somebody or something good or bad
	charging              // with a verb of saying that judges
	inPast
	inPresent
	asserted   // by somebody who is named: a claim that judges, or that holds now
	opening    // with a preposition, as news that begins with its place
	passive    // what is done is told of whom it is done to
	denying    // with a no
	counting   // with a number
	mentioning // says that something was spoken of, not what
	allTraits
)

var traitNames = [allTraits]string{"modal", "wants", "judging", "charging", "past", "present", "asserted", "opening", "passive", "denying", "counting", "mentioning"}

// traits is a set of them.
type traits uint16

func (t traits) has(x trait) bool { return t&(1<<x) != 0 }

// any tells whether one of several is in the set.
func (t traits) any(of ...trait) bool {
	for _, x := range of {
		if t.has(x) {
			return true
		}
	}
	return false
}

func (t *traits) add(x trait, holds bool) {
	if holds {
		*t |= 1 << x
	}
}

//go:embed traits.txt
var traitTable string

// shownBy tells by language which traits words show.
var shownBy = sync.OnceValue(func() map[text.Lang]shows {
	out, err := parseTraits(traitTable)
	if err != nil {
		panic(err) // a test reads the table
	}
	return out
})

// shows are the traits that folded words show, whole ones and beginnings.
type shows struct {
	whole map[string]traits
	begin *starts[traits]
}

// parseTraits reads rows of a trait, a language and its words; # begins a
// comment.
func parseTraits(table string) (map[text.Lang]shows, error) {
	out := map[text.Lang]shows{}
	for _, line := range wordtable.Rows(table) {
		head, words, found := strings.Cut(line, ":")
		name, code, _ := strings.Cut(head, " ")
		x, known := traitOf(name)
		lang := text.LangOf(code)
		if !found || !known || lang == text.Unknown {
			return nil, fmt.Errorf("words that show a trait: %q should be a trait, a language and a colon", head)
		}
		if out[lang].whole == nil {
			out[lang] = shows{map[string]traits{}, new(starts[traits])}
		}
		for _, w := range strings.Fields(words) {
			if begin, cut := strings.CutSuffix(w, "*"); cut {
				out[lang].begin.add(1<<x, begin)
			} else {
				out[lang].whole[w] |= 1 << x
			}
		}
	}
	return out, nil
}

func traitOf(name string) (trait, bool) {
	for i, n := range traitNames {
		if n == name {
			return trait(i), true
		}
	}
	return 0, false
}

// of returns what a form shows by its word, and of tense by its ending.
func (s shows) of(f *text.Form) traits {
	t := s.whole[f.Fold]
	s.begin.of(f.Fold, func(x traits) { t |= x })
	t.add(counting, f.Number())
	switch {
	case t.any(inPast, inPresent):
	case f.Lang == text.English:
		t.add(inPast, len(f.Fold) > 4 && strings.HasSuffix(f.Fold, "ed"))
	case f.Lang == text.Russian || f.Lang == text.Ukrainian:
		t.add(inPast, f.Verbal() && endsWith(f.Fold, pastEndings) || len(f.Fold) > shortVerb && endsWith(f.Fold, surelyPast))
		t.add(passive, len(f.Fold) > shortVerb && endsWith(f.Fold, passiveEndings))
		t.add(inPresent, f.Verbal() && endsWith(f.Fold, presentEndings) || len(f.Fold) > shortVerb && endsWith(f.Fold, surelyPresent))
	}
	return t
}

// Endings of Russian and Ukrainian verbs: those that are asked of forms that can
// be nothing else, and those that nearly no noun has (нул, but not нал).
var (
	pastEndings    = strings.Fields("л ла ло ли лся лась лось лись в вся")
	surelyPast     = strings.Fields("ил нул зал сал шал щал чал жал вал лся лась лось лись ував ював вся")
	presentEndings = strings.Fields("ют ут ят є ють уть ить ять ать")
	surelyPresent  = strings.Fields("ает яет еет ует юет ется ются утся ится ятся атся ає яє іє ує ють ється ються иться яться")
)

// passiveEndings are those of Russian and Ukrainian participles and of what is
// done by itself.
var passiveEndings = strings.Fields("ован ована овано ованы ован овано овані ены ено ена ется ются ється ються")

// shortVerb is how many bytes a word has that is too short to tell by its ending.
const shortVerb = 8

func endsWith(s string, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

// traitsOf reads the words of a stretch of text.
func traitsOf(t *text.Text, first, last int) traits {
	var all traits
	for i := first; i < last; i++ {
		x := lexemeOf(t.Form(i)).traits
		if i > first {
			x &^= 1 << opening
		}
		all |= x
	}
	return all
}

// judges tells whether a statement takes sides: by its words, or by those of
// whoever reports it.
func (t traits) judges() bool { return t.any(judging, charging, wants) }

// attribute adds to a unit what its claim tells.
func (u *unit) attribute(d *doc) {
	if u.claim < 0 {
		return
	}
	c := d.claims[u.claim]
	u.traits.add(asserted, c.affirms && len(c.speakers) > 0 && u.traits.any(inPresent, modal, judging))
}
