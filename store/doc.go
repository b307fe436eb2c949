// Package store keeps everything in one SQLite file, or in a database of a PostgreSQL
// server: the same tables, statements and promises over two engines. The values that go in and come
// out are those of package archive; newsroom and web ask for them through interfaces
// of their own.
//
// How things are kept is decided here: under which number an article is found, in
// which order facts were recorded. What follows from them is not: which events stand,
// and when a page is gone for good, is asked for inside of transactions (Decisions,
// handed to Open), and what comes back is written.
//
// # Promises
//
// All that one feed brings — its state, articles, revisions, readings,
// mentions, events and the full-text index — is one transaction: a crash loses
// and doubles nothing, because the feed's ETag is saved with its articles or
// not at all. Recording the same batch twice adds nothing. Facts are only
// added: what is no longer believed gets the time at which it was superseded,
// so that Timeline can show what was believed on any day.
//
// A crash of the process loses nothing that was acknowledged. A power cut may take
// the last moments of what was fetched, which the next poll fetches again; verdicts,
// notes, letters, decisions on candidates and seals are on the disk before whoever
// gave or gets them is told.
//
// One connection writes, in immediate transactions that never leave this
// package and stay open during no I/O but the file's; others only read, and so
// may any other program. Articles cost the same to record however many there
// are: an article is looked up by one number, events are folded from the few
// mentions that package timeline says are needed.
//
// # Words
//
// Fresh tells what of a fetched feed is new before its pages are fetched and
// read; Record keeps the result; SetRules keeps each version of the rules and
// says what changed; Candidates and Rematch carry a changed rule over the
// archive; Review records what a person decided about a mention. Timeline,
// Mentions, Article, Why, Coverage, Health, Window and Search read.
// Snapshot keeps one moment for several readings. What is asked for again and
// again (Events, Coverage, Sources) is kept in memory for as long as versions in
// the file say that nothing was altered, whoever writes.
//
// Times of recording are Options.Now, so that a replay can set the clock.
package store
