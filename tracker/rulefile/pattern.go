package rulefile

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first asked for: one
// with classes of letters takes a good part of a millisecond, which every command
// would pay, and few read a rules file anew.
func pattern(s string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(s) })
}
