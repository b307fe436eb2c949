// Package onset holds the rules file that Onset ships with, so that the program
// can show itself without any file beside it, and what of it belongs together.
package onset

import _ "embed"

// Narratives is the text of narratives.yaml.
//
//go:embed narratives.yaml
var Narratives []byte

// Packs is the text of packs.yaml: choices of the sources of narratives.yaml.
//
//go:embed packs.yaml
var Packs []byte
