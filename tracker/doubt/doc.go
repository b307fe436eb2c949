// Package doubt learns from what people said of the mentions of a talking point
// which other mentions to doubt: those that resemble one that was rejected more
// than any that was confirmed, and all of a rule most of whose checked mentions
// were wrong.
//
// It is a nearest-neighbour rule (Cover and Hart, Nearest Neighbor Pattern
// Classification, 1967) over judged sentences. Two sentences resemble each other
// by the cosine of their stems; the words that the rule matched weigh less, since
// all mentions of a talking point have them. What is learned is a function of the
// mentions that stand and of the verdicts on them, in whatever order they came,
// and gone when the verdicts are.
package doubt
