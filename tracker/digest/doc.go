// Package digest decides what of a day is worth telling, in which order, and
// writes it as text, Markdown, HTML and data.
//
// A digest covers what was recorded in the window of a civil day, or, by the
// clock "published", looks back at what was published on it. It opens with a
// status line that tells whether the day matters, and has five headings:
// Corrections to what we told you; New; Back; Same lines again; Emerging, which
// tells lines; what is one event told by many is named in a line under them.
//
// A talking point has at most one entry, beside those of speakers who turned or
// who say for the first time what others say. Its strongest event is the headline:
// a correction, a first of all, a comeback, a first by a speaker or in a
// language. What is narrower is folded into one line. What was said more than
// three days before it was recorded was learned late; what a new rule found in
// the archive is now tracked; neither alerts. A first found as watching began
// (baseline) and imported history are no news at all. What an event replaced
// that was never told corrects nothing.
//
// A first says whether a person confirmed its sentence. One that is doubtful is no
// headline: before the lines that went on it stands under To confirm, until a person
// has. So does what an attempt to refute it refuted (package refute).
//
// The wording is neutral: a line appeared in an outlet, and was found first in
// this archive, back to a day that is named. Each entry ends with the sentence
// that proves it, and its link.
package digest
