// Package newsroom runs Onset: what happens to an article, and when a day closes.
// What a text says, and what follows from it, is decided under tracker; here stands
// in which order things are done, and what is kept in between. Its rooms build on it:
// bulletin tells, pages is read, daemon runs everything by itself, checkup looks
// whether all is well.
//
// # An article
//
// A [Desk] is one rules file with everything that is built of it; [Desk.Put]
// makes its rules those in force. An [Intake] takes items all the way to what is
// stored: it asks the store what is new of them, takes missing texts from their
// pages, has them read, finds out which articles share their text, and records a
// feed in one transaction.
//
//	Poll        asks feeds, side by side; a broken one disturbs no other
//	Relook      asks pages again: what was edited, what is gone
//	Files       reads articles out of files, and counts what was made of their rows
//	Importer    stores them, or plays them under a simulated clock
//	Backfill    walks the history of one outlet
//	Rematch     carries changed rules over the archive
//
// Each may be interrupted at any moment, and goes on from there when it is
// started again: what is done is recorded with the work itself.
//
// # A day
//
// CloseAll lets discovery look at the days that are over, and decides what rests on
// counts. CloseJudged does the latter again where people gave verdicts.
//
// # Whom it asks
//
// Store and the interfaces in it are what the newsroom asks of whoever keeps things,
// who asks it for [Decisions] in turn.
// Whoever runs it hands in a [Progress] for what takes long, and a [Counter] for
// what is measured. A [Refused] error is one that the user can mend. A [Clockwork]
// runs jobs by their schedules.
package newsroom
