package newsroom

import (
	"time"

	"onset/tracker"
	"onset/tracker/revisit"
	"onset/tracker/timeline"
)

// Decisions are what the newsroom lets whoever keeps things ask for within a
// transaction, because what is decided has to be kept with what it follows from.
type Decisions struct{}

// Revise is timeline.Revise.
func (Decisions) Revise(e timeline.Evidence) (timeline.Changes, []string) { return timeline.Revise(e) }

// Close is timeline.Close.
func (Decisions) Close(c timeline.Closing) timeline.Changes { return timeline.Close(c) }

// Appearances is timeline.Appearances.
func (Decisions) Appearances(p tracker.TalkingPoint, ws []tracker.Witness, scene timeline.Context) []timeline.Appearance {
	return timeline.Appearances(p, ws, scene)
}

// Statements is timeline.Statements.
func (Decisions) Statements(p tracker.TalkingPoint, ws []tracker.Witness, scene timeline.Context) []timeline.Stated {
	return timeline.Statements(p, ws, scene)
}

// Withdrawn is revisit.Withdrawn.
func (Decisions) Withdrawn(times int, since, now time.Time) bool {
	return revisit.Withdrawn(times, since, now)
}
