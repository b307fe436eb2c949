// Package refute holds what would make a date false beside it, before it is told.
//
// Whoever says "first" or "back" says that nothing came before. An Attempt is the
// search for what did: older passages that the rule took and that don't count, those
// that have all but a part of the rule, and those that share the rarer words of the
// line's own passages (relevance feedback; Rocchio, 1971) without any of the rule's.
// The nearest are kept with why each is none. What articles themselves say of how new
// a line is ("began", "once again") is held against what is known.
//
// Who denies a line, asks about it or debunks it answers somebody: an older one of these
// shows that the line was about, and refutes that it is new, or that it was silent. It is
// told to a person and not as news until one confirmed it.
//
// How likely an earlier one would have been found is the share of what was looked
// through, and of what people judged the share that the rule finds: both are told, and
// where nobody judged anything it says so.
package refute
