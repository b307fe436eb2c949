package evidence

import (
	"fmt"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
)

// namedMost is how many facts of each sort are named to a person.
const namedMost = 20

// Verified tells a verification to a person; stamp is that of the newest seal, nil where
// there is none.
func Verified(v archive.Verification, stamp *Stamp) string {
	var b strings.Builder
	if v.Newest == nil {
		b.WriteString("Nothing is sealed yet: onset run, poll and import seal when they close a day.\n")
	} else {
		fmt.Fprintf(&b, "%s, sealed on %s up to %s, as they were sealed", text.Count(v.Facts, "fact"), text.Count(v.Days, "day"), v.Newest.Day)
		if v.Again > 0 {
			fmt.Fprintf(&b, " (%d of them again after a change)", v.Again)
		}
		fmt.Fprintf(&b, ".\nThe newest seal is %s", v.Newest.SHA256)
		if stamp != nil {
			fmt.Fprintf(&b, ", stamped %s by %s", tracker.Instant(stamp.At), stamp.Signer)
		}
		b.WriteString(".\n")
	}
	fmt.Fprintf(&b, "The bytes of %s are kept", text.Count(v.Answers-v.LetGo, "answer"))
	if v.LetGo > 0 {
		fmt.Fprintf(&b, ", of %d more their hashes alone", v.LetGo)
	}
	b.WriteString(".\n")
	for _, part := range []struct {
		names []string
		says  string
	}{
		{v.Added, "Added since, and not sealed yet"},
		{v.Changed, "Superseded or told otherwise since"},
		{v.Broken, "NOT AS SEALED"},
	} {
		if len(part.names) == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s: %d\n", part.says, len(part.names))
		for i, name := range part.names {
			if i == namedMost {
				fmt.Fprintf(&b, "  … and %d more; --format json names all\n", len(part.names)-i)
				break
			}
			fmt.Fprintf(&b, "  %s\n", name)
		}
	}
	return b.String()
}
