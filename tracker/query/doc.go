// Package query decides whether a rule of the rule language holds for a text,
// and by which words. The language is documented for users in Help.
//
//	terms := query.Terms{"western": "foreign OR Western OR NATO"}
//	e, err := query.Parse(`"world war" AND $western`, terms) // err is an ErrorList
//	ix := query.NewIndex([]query.Rule{{ID: "n/world-war", Match: query.Any(e)}})
//	hits := ix.Match(&query.Doc{Title: title, Body: body, Lang: "en"})
//
// # Units
//
// A rule looks at one unit at a time: a sentence, a paragraph or the whole
// article. The title is a unit of its own for the first two, and part of the
// article for the third. Phrases and NEAR never run over the end of a paragraph.
// A rule holds for a unit only by words in it: `lang:en` alone holds nowhere,
// and a word found under `title:` is no evidence for a sentence of the body.
//
// # The index
//
// An Index holds any number of rules. Each rule is filed under its rarest
// required part: for every unit where the rule holds, one of its triggers
// occurs. A trigger is a word, a pair of adjacent stems, or the first bytes of
// the literal text that a regular expression needs. A text is walked once to note
// where each word that any rule asks for stands; then only rules whose triggers
// occur are evaluated, on the unit of the trigger, and they look at those places
// alone. Cost therefore grows with what matches. Rules without any trigger (a regular
// expression without literal text) are evaluated on every unit.
package query
