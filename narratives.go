// Package onset holds the rules file that Onset ships with, so that the program
// can show itself without any file beside it.
package onset

import _ "embed"

// Narratives is the text of narratives.yaml.
//
//go:embed narratives.yaml
var Narratives []byte
