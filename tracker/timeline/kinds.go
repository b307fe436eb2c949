package timeline

import (
	"fmt"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/surge"
)

// kind is what this package adds to what tracker.KindInfo says of a kind of
// event.
type kind struct {
	words   func(e tracker.Event, year int) string       // for people
	states  func(e tracker.Event) []string               // its substance beside line, scope and day; nil: its source
	becomes func(e, other tracker.Event, near bool) bool // whether other may be what became of e; near: within a week; nil: it has the same scope
}

var kinds = map[tracker.EventKind]kind{
	tracker.FirstSaid:  {words: saidWords, states: whoSaid},
	tracker.FirstSeen:  {words: seenWords},
	tracker.Shift:      {words: shiftWords, states: shifted, becomes: sameShift},
	tracker.Turn:       {words: turnWords, states: turned},
	tracker.Joined:     {words: joinedWords},
	tracker.Resurgence: {words: returnWords, states: returned},
	tracker.Surge:      {words: surgeWords, states: surged},
	tracker.Spread:     {words: spreadWords, states: reached, becomes: sameReach},
	tracker.Adopted:    {words: adoptedWords},
	tracker.Faded:      {words: fadedWords, states: faded},
	tracker.Debunked:   {words: seenWords},
	tracker.EditedIn:   {words: changeWords, states: onPage, becomes: samePage},
	tracker.EditedOut:  {words: changeWords, states: onPage, becomes: samePage},
	tracker.Withdrawn:  {words: changeWords, states: onPage, becomes: samePage},
	tracker.Correction: {words: correctionWords},
	tracker.Emerged:    {words: plainWords},
}

func whoSaid(e tracker.Event) []string {
	return []string{e.Source, strings.Join(known(e.Speakers), " ")}
}

func shifted(e tracker.Event) []string {
	s, _ := Detail[Shifted](e)
	return []string{"new " + linePoints(s.New), "back " + linePoints(s.Back), "silent " + linePoints(s.Silent)}
}

func sameShift(e, other tracker.Event, near bool) bool {
	return near && (other.Scope == e.Scope || sharesLine(e, other))
}

func returned(e tracker.Event) []string {
	r, _ := Detail[Return](e)
	return []string{r.LastSeen.String(), fmt.Sprint(r.Silent)}
}

func surged(e tracker.Event) []string {
	s, _ := Detail[surge.Surge](e)
	return []string{fmt.Sprint(s.Origins), s.From.String()}
}

func reached(e tracker.Event) []string {
	r, _ := Detail[Reach](e)
	return []string{r.Of, fmt.Sprint(r.Count), strings.Join(slices.Sorted(slices.Values(r.Reached)), " ")}
}

func sameReach(e, other tracker.Event, near bool) bool {
	was, _ := Detail[Reach](e)
	is, _ := Detail[Reach](other)
	return near && was.Of == is.Of && was.Count == is.Count
}

func faded(e tracker.Event) []string {
	f, _ := Detail[surge.Fade](e)
	return []string{f.Surge.String(), f.LastSeen.String()}
}

func onPage(e tracker.Event) []string { return []string{e.Article.URL} }

func samePage(e, other tracker.Event, _ bool) bool { return other.Article.URL == e.Article.URL }
