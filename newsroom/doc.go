// Package newsroom runs Onset: what happens to an article, when a day closes,
// what is told and to whom. It decides nothing that is not about the order of
// work; what a text says and what follows from it is decided under tracker.
//
// A [Desk] is one rules file with everything that is built of it. An [Intake]
// takes what was fetched or imported all the way to what is stored, looks again
// at pages, closes days, carries changed rules over the archive. A [Reporter]
// makes the digest of a day, [Notices] find what is to be told at once, a
// [Postman] delivers both. A [Clockwork] says when.
package newsroom
