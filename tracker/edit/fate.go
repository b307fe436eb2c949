package edit

import "onset/tracker"

// Fate is what becomes of a mention that stood in an article when another text of
// it is read.
type Fate int

// The fates.
const (
	Stays    Fate = iota // as it stood
	Anew                 // the text says it, or says it again, and is read otherwise
	TakenOut             // an edit took it out: it stays as evidence that it was there
	Dropped              // it never was on the page
)

// FateOf tells the fate of a mention by the cause of the new text: whether an edit
// had taken it out before, whether a person marked it, whether the new text holds
// it, and whether it says the same as before.
func FateOf(cause tracker.Cause, removed, marked, found, same bool) Fate {
	switch {
	case found && same && !removed:
		return Stays
	case found:
		return Anew
	case removed || cause != tracker.Edit && cause != tracker.Reextracted:
		return Stays
	case cause == tracker.Edit:
		return TakenOut
	case marked:
		return Stays // a person saw it on the page
	}
	return Dropped
}
