package query

import _ "embed"

// Help is the manual of the rule language, in Markdown. Its examples are run by
// the tests.
//
//go:embed rules.md
var Help string
