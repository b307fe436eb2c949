// Package tracker holds the words of Onset: what a source, an article, a
// claim, a mention and an event are, and the clocks that date them. It decides
// nothing itself; its sub-packages do, each named for what it decides:
//
//	text      how a text falls into paragraphs, sentences, words and stems
//	query     whether a rule of the rule language holds for a text
//	said      which days a text names, and which of them a claim was said on
//	claim     who says what in a text, and how the outlet carries it
//	rulefile  whether a narratives.yaml is valid, and what it defines
//	reader    text → claims → mentions, in one reading
//	furniture which paragraphs belong to an outlet's pages, not to an article
//	edit      what changed between two texts, and whether it matters
//	origin    which articles share their text, which claims are one utterance
//	timeline  which events stand, given the mentions that are valid
//	discover  which talking points are new that nobody defined
//	digest    what of a day is worth telling, in which order
//
// Nothing here reads files, clocks or networks: time is always handed in.
// Packages under tracker import only each other, never feeds, store or web.
package tracker
