// Package said finds the days that a text names, and decides which of them a
// claim was said on.
//
// A date expression is read in two steps. First its words are matched against
// the patterns of a language ([Find]): months, weekdays, "yesterday", "earlier
// this week", "in recent months". That gives a value that no clock has touched
// yet. Then the value is resolved against the day on which the outlet
// published, in one of two senses:
//
//   - as content, the nearest such day, helped by the tense of the words
//     around it ("will meet on Friday"), and
//   - as the day on which words were said, the latest such day that is not
//     after publication ([Expr.Spoken]); a day of tolerance is left for zones.
//
// [Attach] decides whether an expression is the said date of a claim, by its
// place in the frame of the speech verb. [Inherit] and [Bounded] make the said
// dates of claims that name no day themselves.
//
// Promises: every expression quotes the text at its offsets; From is never
// after To; a precision is never narrower than the words; what has no year and
// lies far from every other date of its text is flagged and dates nothing.
//
// The words and patterns of a language are a file under languages/, see the
// head of languages/en.txt for the notation. A language is added by adding a
// file named by its ISO 639-1 code; no code knows a word of any language.
package said
