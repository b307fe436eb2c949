package store

import (
	"time"

	"onset/tracker"
	"onset/tracker/timeline"
)

// Decisions follow from what is stored, and are no business of a database: a Store
// asks for them within its transactions, hands in what it read, and keeps what comes
// back. What each has to return is told by the function of its name in tracker.
type Decisions interface {
	// Revise says how the events of a talking point change, and which witnesses are
	// needed again.
	Revise(timeline.Evidence) (c timeline.Changes, needed []string)
	// Close says how the events of a narrative change that rest on the counts of a day.
	Close(timeline.Closing) timeline.Changes
	// Appearances are the appearances among witnesses, as a Closing counts them.
	Appearances(tracker.TalkingPoint, []tracker.Witness, timeline.Context) []timeline.Appearance
	// Statements are what witnesses state, as a Closing looks for turns among it.
	Statements(tracker.TalkingPoint, []tracker.Witness, timeline.Context) []timeline.Stated
	// Withdrawn tells whether a page that was gone so many times in a row, since an
	// instant, is gone for good.
	Withdrawn(times int, since, now time.Time) bool
}
