// Package mcp answers agents: it offers what the archive tells as read-only tools
// of the Model Context Protocol (revision 2025-06-18), over standard input and
// output or over HTTP.
//
// A language model drops what stands apart from the sentence it repeats. Each
// answer is therefore made of statements: a statement holds a date together with
// its basis and what limits it, in one sentence, and beside it stand the sentence
// of the article that proves it and its address. Nothing that the tools return is
// written by a model, and no tool writes.
//
// What is unknown, an id or a day, is refused in words that name what is known.
package mcp
