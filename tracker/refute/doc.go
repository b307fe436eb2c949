// Package refute holds what would make a date false beside it, before it is told.
//
// Whoever says "first" or "back" says that nothing came before. An Attempt is the
// search for what did: older passages that the rule took and that don't count, those
// that have all but a part of the rule, those that share the rarer words of the line's own
// passages (relevance feedback; Rocchio, 1971) or their near-synonyms without any of the
// rule's, and those in which the same does the same to the same. The nearest are kept with
// why each is none. Of a line that nobody defined the same is tried, but for the rule. What
// articles themselves say of how new a line is ("began", "once again") is held against what
// is known.
//
// Who denies a line, asks about it or debunks it answers somebody, and who says it though
// the rule counts others says it: an older one of these shows that the line was about, as
// does one that says the same in other words, and refutes that it is new, or that it was
// silent. It is told to a person and not as news until one confirmed it.
//
// How likely an earlier one would have been found is the share of what was looked
// through, and of what people judged the share that the rule finds: both are told, and
// where nobody judged anything it says so.
package refute
