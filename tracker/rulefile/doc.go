// Package rulefile decides whether a narratives.yaml is valid, and what it
// defines: sources, speakers, terms, narratives and their talking points.
//
// Parse reports everything that is wrong at once, sorted by place, and each
// [Problem] says where (file, line, column, the line itself with a caret),
// what, and what to do. Only YAML that is broken as YAML stops at its first
// error, because what follows it can't be trusted.
//
//	f, err := rulefile.Parse("narratives.yaml", src)
//	if err != nil { … each of err.(rulefile.Problems) … }
//	for _, failure := range f.CheckExamples() { … }
//
// Fields that Onset does not know are refused: a misspelt field that is
// silently ignored costs an analyst weeks of wrong results.
//
// A [File] is a value: nothing in it changes after Parse. Its Text and Hash
// name the version of the rules; each talking point's Hash changes exactly
// when what its rule can match changes, so a corrected title or note is not a
// changed rule.
//
// The package reads no files and asks no network. Time zones come from the
// database built into the program, so that a file means the same everywhere.
package rulefile
