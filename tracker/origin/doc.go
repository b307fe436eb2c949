// Package origin decides which articles share their text and which claims are
// one occasion of speech.
//
// Words. An origin is a group of articles with the same text: wire copy, a
// reprint, an excerpt. It bears the id of the article that came first. An
// utterance is a group of claims of one speaker, said on overlapping days,
// that make the same statement. It bears the id of its first claim.
//
// Method. Articles are compared by the containment of their word 5-grams:
// the shared ones over those of the shorter text, at least 0.5, or 0.3 where
// both credit the same agency. Containment, not resemblance, so that an
// excerpt belongs to its whole. Statements are compared by the overlap of
// their stems, each weighted by how rare it is; see Overlap.
//
// Promises. Everything is decided one item at a time, in constant time, from
// a window of recent days that is bounded in size. The same items in the same
// order give the same groups. An Index is rebuilt by adding the articles of
// its window again in the order in which they were added first.
//
// Rewritten agency copy shares too little to be recognised, so two origins
// are not proof of two independent reports; show origins beside articles,
// sources and utterances, never in their place.
package origin
