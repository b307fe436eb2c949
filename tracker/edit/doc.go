// Package edit decides what changed between two texts of one article, word by
// word, and whether it matters.
//
//	for _, c := range edit.Words(old, now) { … } // what stayed, went and came
//	edit.Judge(before, after)                    // same, cosmetic, substance
//
// Cosmetic is what leaves every statement as it was: white space, punctuation
// and case, lines that only tell when the page was made or how often it was
// read, a corrected slip of spelling, a word joined, parted or written twice. A
// number, a name, a question mark, quotation marks around a word, or any word
// that came or went is substance. In doubt it is substance: an edit too many
// can be overlooked, one too few cannot be seen.
package edit
