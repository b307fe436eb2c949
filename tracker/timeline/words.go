package timeline

import (
	"cmp"
	"fmt"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"onset/tracker"
)

// Words says an event in one neutral line, its basis in brackets: "said 2–3
// Feb by Kremlin officials, reported by ISW 4 Feb 2026 (summarised, explicit
// date)". An event whose detail can't be read is said with fewer words.
func Words(e tracker.Event) string { return WordsIn(e, 0) }

// WordsIn is Words for a reader who knows the year: it is not repeated.
func WordsIn(e tracker.Event, year int) string {
	if k, known := kinds[e.Kind]; known {
		return k.words(e, year)
	}
	return plainWords(e, year)
}

// plainWords says the kind and the day.
func plainWords(e tracker.Event, year int) string {
	return e.Kind.Info().Word + " " + Days(e.At.From, e.At.To, year)
}

func saidWords(e tracker.Event, year int) string {
	d, _ := Detail[First](e)
	carried := "reported by"
	switch {
	case e.Hand == tracker.Primary:
		carried = "on the pages of"
	case d.Via == ViaDebunk:
		carried = "reported in a debunk by"
	case e.Hand == tracker.Quoted:
		carried = "quoted by"
	}
	saidYear := year
	if y := yearOf(e.PublishedAt.Day); y == yearOf(e.At.To) {
		saidYear = y // named once, with the day of publication
	}
	out := fmt.Sprintf("said %s by %s, %s %s", Days(e.At.From, e.At.To, saidYear), speakerWords(d, e), carried, source(d.Source, e))
	if e.PublishedAt.Known() {
		out += " " + dayWords(e.PublishedAt.Day, year)
	}
	return out + " (" + strings.Join(basisWords(d, e), ", ") + ")"
}

func basisWords(d First, e tracker.Event) []string {
	hand := map[tracker.Hand]string{tracker.Primary: "primary source", tracker.Quoted: "quotation", tracker.Summarised: "summarised",
		tracker.Relayed: "passed on", tracker.Alleged: "alleged"}[e.Hand]
	if len(d.PassedOnBy) > 0 {
		hand += " by " + list(d.PassedOnBy)
	}
	out := []string{cmp.Or(hand, "hand unknown"), cmp.Or(d.DateBasis, "unknown") + " date"}
	switch d.Speaker {
	case "group":
		out = append(out, "speaker named as a group")
	case "unknown":
		out = append(out, "speaker not in the rules file")
	}
	return append(append(out, doubtWords(e)...), assumedWords(e)...)
}

// doubtWords says why an event is doubtful, without the sentences that it resembles.
func doubtWords(e tracker.Event) []string {
	switch {
	case !e.Doubtful:
		return nil
	case len(e.Grounds) == 0:
		return []string{"doubtful"}
	}
	return []string{"doubtful: " + groundWords(e.Grounds, false)}
}

// assumedWords says what was assumed of the published date.
func assumedWords(e tracker.Event) []string {
	if e.Assumed == nil {
		return nil
	}
	return e.Assumed.Words()
}

func speakerWords(d First, e tracker.Event) string {
	names := d.SpeakerNames
	if len(names) == 0 {
		for _, s := range e.Speakers {
			names = append(names, cmp.Or(s.Text, s.ID))
		}
	}
	if len(names) == 0 {
		return "an unknown speaker"
	}
	if d.Speaker == "unknown" {
		return "“" + list(names) + "”"
	}
	return list(names)
}

func seenWords(e tracker.Event, year int) string {
	d, _ := Detail[First](e)
	verb := "appeared in"
	if e.Kind == tracker.Debunked {
		verb = "debunked by"
	}
	when := Days(e.At.From, e.At.To, year)
	switch {
	case d.Via == ViaEdit:
		when = "through an edit seen " + when
	case e.At.Clock == tracker.ClockSeen:
		when = "by " + when + ", when it was fetched; publication date unknown"
	}
	out := verb + " " + source(d.Source, e) + " " + when
	if e.Kind == tracker.FirstSeen && len(e.Speakers) > 0 {
		out += ", attributed to " + speakerWords(d, e)
	}
	var basis []string
	if e.Hand != "" && len(e.Speakers) > 0 {
		basis = append(basis, string(e.Hand))
	}
	if e.OrderUnknown {
		basis = append(basis, "order unknown")
	}
	basis = append(basis, doubtWords(e)...)
	if basis = append(basis, assumedWords(e)...); len(basis) > 0 {
		out += " (" + strings.Join(basis, ", ") + ")"
	}
	return out
}

func adoptedWords(e tracker.Event, year int) string {
	d, _ := Detail[Adoption](e)
	out := fmt.Sprintf("in %s’s own voice %s", source(d.Source, e), Days(e.At.From, e.At.To, year))
	if d.ReportedSince != 0 {
		out += ", which had reported it since " + dayWords(d.ReportedSince, year)
	}
	basis := assumedWords(e)
	if d.Confirmed {
		basis = append(basis, "confirmed by a person")
	}
	if len(basis) > 0 {
		out += " (" + strings.Join(basis, ", ") + ")"
	}
	return out
}

func changeWords(e tracker.Event, year int) string {
	d, _ := Detail[Change](e)
	what := map[tracker.EventKind]string{
		tracker.EditedIn:  "added to an article of %s by an edit seen %s",
		tracker.EditedOut: "removed from an article of %s by an edit seen %s",
		tracker.Withdrawn: "an article of %s that carried it was withdrawn, established %s",
	}[e.Kind]
	return fmt.Sprintf(what, source(d.Source, e), Days(e.At.From, e.At.To, year))
}

func correctionWords(e tracker.Event, year int) string {
	d, err := Detail[Revised](e)
	if err != nil {
		return "corrected"
	}
	var was Value
	if old, err := Detail[Value](tracker.Event{Detail: e.Was}); err == nil {
		was = old
	}
	what := cmp.Or(d.Of.Info().Dates, d.Of.Info().Word)
	if s := scopeWords(e.Scope); s != "" {
		what += " " + s
	}
	switch {
	case d.New == nil && d.Held != nil:
		return fmt.Sprintf("%s: was %s; %s is held back until a person confirms it (%s)", what, valueWords(was, year), valueWords(*d.Held, year), d.Cause)
	case d.New == nil:
		return fmt.Sprintf("%s: was %s; nothing stands in its place (%s)", what, valueWords(was, year), d.Cause)
	}
	return fmt.Sprintf("%s: was %s, now %s (%s)", what, valueWords(was, year), valueWords(*d.New, year), d.Cause)
}

func valueWords(v Value, year int) string {
	out := Days(v.At.From, v.At.To, year)
	if v.Kind == tracker.FirstSaid && len(v.Names) > 0 {
		out += " by " + list(v.Names)
	}
	return out
}

// scopeWords names a scope that is narrower than everything.
func scopeWords(s tracker.Scope) string {
	switch s.Kind {
	case tracker.BySource:
		return "in " + s.ID
	case tracker.BySpeaker:
		return "by " + s.ID
	case tracker.ByLanguage:
		return "in " + Language(s.ID)
	}
	return ""
}

// Caveats says what a reader must know beside the words of a first: what may
// be older, and what the text itself says of it; of a turn, what was said before.
func Caveats(e tracker.Event, year int) []string {
	if e.Kind == tracker.Turn {
		return turnedFrom(e, year)
	}
	d, err := Detail[First](e)
	if err != nil || e.Kind != tracker.FirstSaid && e.Kind != tracker.FirstSeen {
		return nil
	}
	var out []string
	if a := d.AppearedEarlier; a != nil {
		out = append(out, fmt.Sprintf("had appeared before, undated: in %s %s", a.Source, dayWords(a.Published, year)))
	}
	if e.OrderUnknown {
		out = append(out, Contested(e, year))
	}
	if h := d.HeldBack; h != nil {
		out = append(out, fmt.Sprintf("an earlier one is doubtful, and counts when a person confirms it: %s, in %s", heldDays(e, *h, year), h.Source))
	}
	for _, m := range d.MaybeEarlier {
		out = append(out, maybeWords(m, year))
	}
	for _, u := range d.Unread {
		out = append(out, fmt.Sprintf("words of it stood before in %s, which is not read: who says what there is unknown (%s %s)",
			Language(u.Language), u.Source, dayWords(u.Published, year)))
	}
	if d.Novelty == tracker.NovelRepeated || d.Novelty == tracker.NovelContinued {
		out = append(out, fmt.Sprintf("the text itself calls it not new (“%s”)", d.NoveltyCue))
	}
	if e.Baseline {
		out = append(out, "found as watching began: it may be older")
	}
	for _, u := range d.AlsoUsedBy {
		out = append(out, fmt.Sprintf("also used by %s (%s %s)", u.Name, u.Source, dayWords(u.Published, year)))
	}
	return out
}

// Contested says of a first whose order is unknown where it may have appeared
// before.
func Contested(e tracker.Event, year int) string {
	d, err := Detail[First](e)
	if err != nil || d.Contested == nil {
		return "order unknown"
	}
	c := d.Contested
	out := fmt.Sprintf("order unknown: first in %s or in %s, there %s", source(d.Source, e), c.Source, Days(c.Since, c.Published, year))
	if c.Assumed != nil {
		out += " (" + c.Assumed.String() + ")"
	}
	return out
}

// heldDays dates a doubtful first by the clock of the one that is believed.
func heldDays(e tracker.Event, h Earlier, year int) string {
	if e.Kind == tracker.FirstSaid {
		return Days(h.From, h.To, year)
	}
	return Days(h.Since, h.Published, year)
}

func maybeWords(m Earlier, year int) string {
	how := "may have been said earlier"
	if m.Certain {
		how = "was said earlier, on an unknown day"
	}
	if m.Cue != "" {
		how += " (“" + m.Cue + "”)"
	}
	return fmt.Sprintf("%s: by %s, in %s %s", how, m.Name, m.Source, dayWords(m.Published, year))
}

func source(name string, e tracker.Event) string { return cmp.Or(name, e.Source, "an unknown source") }

// list joins names: "A", "A and B", "A, B and C".
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// english names languages in English.
var english = display.English.Languages()

// Language names a language for people.
func Language(code string) string {
	if tag, err := language.Parse(code); err == nil && tag != language.Und {
		if name := english.Name(tag); name != "" {
			return name
		}
	}
	return "an unknown language"
}
