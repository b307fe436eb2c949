// Package timeline decides which events stand, given the mentions that are
// valid, and what is worth recording when they change. It reads no clock, file
// or network, and its results do not depend on the order in which evidence
// arrives.
//
// # What counts
//
// A witness is a mention with its claim, article, source and clocks. It is an
// appearance when its speaker affirms (a denial or a question is none), its
// outlet does not debunk it, nobody rejected it, and — where the talking point
// names speakers — one of them, or a member of one of them, says it. Only
// appearances date a first or enter a count. A debunk fires debunked alone; but
// a claim that it reports with a known speaker and an explicit date may date
// first_said, overall and by speaker, marked via "debunk".
//
// # Which witness is first
//
// Of what was said: the smallest from, then the smallest to, among unflagged
// intervals of at most seven days. Of what appeared: the published instant; a
// day without a time stands at its end; where nobody says when, and for words
// that an edit brought in later, the day on which Onset saw them stands in as
// an upper bound, after everything that was published on that day. Ties are
// broken by published, source, article, part, start and id: a total order.
//
// # What is believed
//
// A first has a state: confirmed, unconfirmed or doubtful. It is doubtful where its
// speaker is unsure or only alleged to have said it, and where verdicts on other mentions
// speak against it (package doubt). Beside the first that is believed an earlier one
// that is doubtful may stand; where that is so for its speaker alone, the later one is
// doubtful with it. A doubtful first is held back: nobody is told, so that it comes
// and falls without a correction. The state is no part of the id.
//
// # How to use it
//
// Keep what is needed of each talking point. When witnesses arrive,
// hand in those needed, the new ones, and every valid witness of the articles
// that the new ones belong to; the result is the same as from all witnesses.
// When something is taken away or altered (a verdict, a changed rule, a new
// reading), or one arrives on which there is a verdict already, hand in all of them. Then
//
//	change, needed := timeline.Revise(evidence)
//
// which is Fold and then Diff, and record change in the same transaction: mark Superseded, write Add (its
// RecordedAt is set), overwrite Updated, which differ only in what is beside
// the point. An id may stand, be superseded and stand again, when a verdict is
// undone: the key of a recorded event is its id with its RecordedAt. Coverage
// is left empty: whoever records an added event looks it up once.
//
// When a day closes, Close has Daily give the events that rest on counts
// (resurgence, surge, spread, faded), and Shifts those of a narrative. They too go
// through Diff, old and new of the same day, so that closing a day again adds nothing.
//
// # Detail, by kind
//
//	first_said, first_seen   First
//	adopted                  Adoption
//	debunked                 First
//	edited_in, edited_out,
//	withdrawn                Change
//	correction               Revised; the old value stands in Was, as Value
//	resurgence               Return
//	surge                    surge.Surge
//	spread                   Reach
//	faded                    surge.Fade
//	shift                    Shifted
//
// Words says the same for people: "said 2–3 Feb by Kremlin officials, reported
// by ISW 4 Feb 2026 (summarised, explicit date)". Its wording is neutral: a line
// appears in an outlet; nothing is spread by anyone.
package timeline
