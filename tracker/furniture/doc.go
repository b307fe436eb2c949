// Package furniture decides which paragraphs belong to the pages of an outlet
// and not to its articles: "Updated 10 months ago", lists of other articles,
// comment policies, notes that stand below every report.
//
// A paragraph is furniture of a source when it stands at the top or bottom of
// at least Enough of its last pages, the numbers in headings apart, and stays so: it
// follows from the texts and the order in which they came, and from no rule. Who reads
// a text takes none for furniture in which a rule finds a talking point: that is
// evidence, however often it is repeated.
//
//	l := furniture.New(known)          // what was learned before
//	learned := l.Add(furniture.Page{…}) // for each page, as it comes
//	l.Holds(paragraph)
//
// Nothing is cut from a text. Who reads it leaves these paragraphs out of what
// is read: claims, dates, copies, discovery.
package furniture
