package archive

import (
	"time"

	"onset/tracker"
)

// Letter is a digest, or the notice of an event, for one channel. Day, Channel
// and Event name it: no second one is ever made, whatever restarts.
type Letter struct {
	Day     tracker.Day
	Channel string // "" is the archive: nothing is sent there
	Event   string // id, of a notice; "" for the digest of the day
	Body    string // as it was made
	Made    time.Time
	Due     time.Time // not to be tried before
	Trying  time.Time // a try began then and has not ended; zero otherwise
	Sent    time.Time // zero while it waits
	Tries   int
	Failure string // of the last try
}
