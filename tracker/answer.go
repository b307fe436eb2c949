package tracker

import "time"

// Answer is what a server answered with, as it came, so that what was read out of it
// can be held against it.
type Answer struct {
	Address     string    // that answered, redirects followed; what is secret in it is blotted out
	At          time.Time // when it was asked
	Status      int
	ContentType string // as sent
	Body        []byte // its content encoding undone
}
