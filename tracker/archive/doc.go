// Package archive names what Onset keeps, as plain values: what goes in (a Batch
// of items that were read), what is asked for (a Filter, a Search, a Window of
// time), and what comes back (an Article as it stands, its whole Dossier, the
// Chain of evidence behind an event). Who keeps it and how is not said here:
// package store keeps it in SQLite; newsroom, web and cmd/onset know these values
// and interfaces of their own.
//
// What follows from such a value alone is decided here too: which events a Filter
// selects and how they stood at its moment, what the Verdict of a person makes of
// a mention.
package archive
