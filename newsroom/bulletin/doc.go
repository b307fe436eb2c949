// Package bulletin tells what happened: which digests and notices are made, what
// became of those that were, and how they get to whom they are for. What is worth
// telling, and its wording, is decided in tracker/digest; what is due is read from
// the archive, which the newsroom fills.
//
// # A digest
//
// A [Reporter] makes the digest of a day, or shows the one that was made, and what
// became of its entries since. A [Press] makes those that are due, each once, with
// the letters that go out of them; it lets the days be closed first.
//
// # A notice
//
// [Notices] find what is to be told at once: news, and whatever happened to an event
// that somebody reported on ([Follow]).
//
// # Sending
//
// Both lie in the outbox until a [Postman] has delivered them; none is ever made
// twice. A letter that fails waits, longer each time, and is given up when it is
// too old to be news.
package bulletin
