package said

import (
	"time"

	"onset/tracker"
	"onset/tracker/text"
)

// Kind tells what an expression names.
type Kind string

// The kinds of expressions.
const (
	NamesDay     Kind = "day"      // "February 4", "2 and 3 March", "2026-02-04"
	NamesMonth   Kind = "month"    // "in April 2022", "late January"
	NamesYear    Kind = "year"     // "2008", "the 1990s"
	NamesSeason  Kind = "season"   // "spring 2022", "the third quarter of 2021"
	NamesWeekday Kind = "weekday"  // "Wednesday", "last Friday"
	NamesOffset  Kind = "offset"   // "yesterday", "two days ago"
	NamesPeriod  Kind = "period"   // "last week", "this year", "earlier this month"
	NamesStretch Kind = "stretch"  // "in recent months", "the past two weeks"
	NamesAnnual  Kind = "occasion" // a day that has a name of its own: "the Sept. 11 attacks"
)

// Outlet is what must be known of where a text was published.
type Outlet struct {
	Published tracker.Day // civil day in the outlet's zone; 0 when unknown
	Country   string      // ISO 3166-1 alpha-2, decides 4/2/2026; empty when unknown
}

// Expr is a date expression of a text. The embedded From, To and Precision are
// those of the content sense; Spoken gives those of the said sense. Where the
// words can't be resolved (no year and an unknown published day, or an order of
// day and month that nobody knows) Precision is unknown and both days are 0.
type Expr struct {
	tracker.DateExpr
	Kind     Kind
	Basis    tracker.Basis // explicit or relative
	Sentence int           // index into the sentences of the text
	// Lead is the word before the expression that makes it a bound of
	// something and not its day, as a class: "since", "until", "before",
	// "after"; empty otherwise.
	Lead string
	// Noun tells that the expression stands before a noun of speech, as in
	// "a February 4 interview" or "Monday's statement".
	Noun bool
	// Possessive tells that it belongs to what follows: "Monday's".
	Possessive bool
	// Attributive tells that it stands between an article and a noun: "the
	// February 4 attack", or before a word of birth: «1932 года рождения».
	Attributive bool
	// Future tells that the words around it speak of the future.
	Future bool
	// Minute is the instant, where the text gives a time and its zone.
	Minute time.Time
	// Flag says why the expression is quarantined; it then dates nothing.
	Flag string

	val value
}

// Written tells whether the words name their year.
func (e *Expr) Written() bool { return e.val.year.n > 0 }

// Find returns every date expression of t in order, none overlapping another.
// It never fails: what can't be understood is not a date.
func Find(t *text.Text, at Outlet) []Expr { return FindIn(nil, t, at) }

// FindIn is Find in the memory of earlier expressions, which are needed no more.
func FindIn(old []Expr, t *text.Text, at Outlet) []Expr {
	f := finders.Get().(*finder)
	defer f.rest()
	f.lang, f.raw, f.at, f.out = languageFor(t.Lang), t.Raw, at, old[:0]
	f.lex.lang, f.lex.raw, f.lex.order = f.lang, t.Raw, orderOf(at.Country, t.Lang)
	for i := range t.Sentences {
		if f.mayDate(t, &t.Sentences[i]) {
			f.sentence(i, t.Sentences[i].Span)
		}
	}
	quarantine(f.out, at.Published)
	return f.out
}

// Plain returns the expressions as other packages and the JSON show them.
func Plain(exprs []Expr, part tracker.Part) []tracker.DateExpr {
	out := make([]tracker.DateExpr, 0, len(exprs))
	for _, e := range exprs {
		d := e.DateExpr
		d.Part = part
		out = append(out, d)
	}
	return out
}
