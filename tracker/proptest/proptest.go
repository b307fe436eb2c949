// Package proptest gives the property tests the same cases in every run, so that
// a run tells of the code and never of its luck. A test file that draws cases
// imports it for its effect:
//
//	import _ "onset/tracker/proptest"
//
// Cases are drawn from Seed, and Checks of them. For a longer search, or another
// one each time, say so on the command line: -rapid.checks=10000, -rapid.seed=0. Where
// tests of several packages are run, not all of which know these flags, the variable
// ONSET_TEST_CHECKS says how many.
package proptest

import (
	"cmp"
	"flag"
	"os"

	_ "pgregory.net/rapid" // whose flags must stand before they are set
)

// What a run draws unless its command line says otherwise. Few cases suffice
// where each is a whole history.
const (
	Seed   = "1"
	Checks = "40"
)

func init() {
	for name, value := range map[string]string{"rapid.seed": Seed, "rapid.checks": cmp.Or(os.Getenv("ONSET_TEST_CHECKS"), Checks)} {
		if err := flag.Set(name, value); err != nil {
			panic("setting how properties are tested: " + err.Error())
		}
	}
}
