// Package draft decides how a rule is made from examples, and which words of an
// archive a rule could do with.
//
// A Tally counts words by the sentences they stand in; Telling compares two of
// them: what stands in some sentences far more often than elsewhere. A Draft is
// the rule that is made of example sentences: their rarest parts together, words
// as families, and as a term of the rules file where one has them.
package draft
