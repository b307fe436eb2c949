// Package spelling finds the name that somebody meant who wrote another.
package spelling

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Nearest returns the known name with the fewest edits to the unknown one, letter
// case apart; "" when all are further than two edits, or a third of its letters.
// A name that would have to change nearly wholly is none that was meant.
func Nearest(unknown string, known []string) string {
	best, least := "", 1+max(2, utf8.RuneCountInString(unknown)/3)
	for _, k := range known {
		if d := levenshtein.ComputeDistance(strings.ToLower(unknown), strings.ToLower(k)); d < least && d < utf8.RuneCountInString(k)-1 {
			best, least = k, d
		}
	}
	return best
}

// fewKnown is how many names are listed when none is near.
const fewKnown = 12

// Instead says, behind a name that is unknown, which one may be meant, or which there
// are: "; did you mean lavrov?".
func Instead(name string, known []string) string {
	switch near := Nearest(name, known); {
	case near != "":
		return "; did you mean " + near + "?"
	case len(known) == 0:
		return ", nor any other yet"
	case len(known) > fewKnown:
		return fmt.Sprintf("; there are %s and %d more", strings.Join(known[:fewKnown], ", "), len(known)-fewKnown)
	}
	return "; there are: " + strings.Join(known, ", ")
}
