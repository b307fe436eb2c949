package archive

import (
	"time"

	"onset/tracker"
)

// Closed is how far closing days has come. In a note of it, what is zero stays as it
// is, but that a Day ends the closing that had come to UpTo.
type Closed struct {
	Day    tracker.Day // the newest closed day; 0: none
	At     time.Time   // when closing ended last
	Judged time.Time   // up to when verdicts were heeded in between
	UpTo   tracker.Day // how far a closing has come that has not ended; 0: there is none
	Began  time.Time   // when that one began
}

// Followed is what was told last of an event that was reported on. It is kept beside
// the event, so that each change is told once, whatever its kind: most kinds have no
// corrections of their own in the timeline.
type Followed struct {
	Stands *tracker.Event // what stood in its place; nil: nothing
	Page   string         // id of the event that told that its page was changed or is gone
	At     time.Time
}

// Notices are letters that are told at once, with what is told once they lie in the
// outbox.
type Notices struct {
	Letters  []Letter
	Told     map[string]int64    // by channel: the mark of the newest event, as EventsAfter gives it
	Followed map[string]Followed // by event
}

// Empty tells whether there is nothing to keep.
func (n Notices) Empty() bool { return len(n.Letters)+len(n.Told)+len(n.Followed) == 0 }

// Remembered is what discovery goes on from.
type Remembered struct {
	State    []byte      // nil: nothing is remembered
	Later    bool        // it is written after a later day, and a crash before that has this one closed again
	Day      tracker.Day // the newest that it closed
	Articles int         // that it has learned from
	Written  time.Time
}

// Carried is what of a rules file was carried over the archive.
type Carried struct {
	Known bool              // false for an archive that was begun before this was kept
	Rules map[string]string // hash of each rule, by talking point
	Scene map[string]string // of the speakers, groups and sources, as package rulefile has it
}

// RematchMark says how far an interrupted rematch has come.
type RematchMark struct {
	Of   string // names what is carried over the archive; empty: nothing is
	UpTo int64  // the newest revision that was read
}

// Held is an address whose server wants it left alone.
type Held struct {
	Address string
	Place   string // from which it was asked; empty: here
	Until   time.Time
}
