package feeds

import "time"

const (
	// patience is how long an answer may take before the feed that waits for it
	// gives its place to another.
	patience = 100 * time.Millisecond
	// wardPlaces is how many feeds may wait beside those that are worked on: each
	// costs a connection and what has come of its answer.
	wardPlaces = 512
)

// lanes bound how many feeds are held at once, and keep those that wait for
// others from holding up those for which there is work. Work is done in the
// room; who waits for long does so in the ward.
//
// Nobody in the room waits for the ward before the room can be left, so the two
// cannot block each other.
type lanes struct{ room, ward chan struct{} }

func newLanes(rooms int) *lanes {
	return &lanes{room: make(chan struct{}, rooms), ward: make(chan struct{}, wardPlaces)}
}

// seat is where one feed is.
type seat struct {
	*lanes
	inWard bool
}

// enter takes a place: in the ward for a feed that failed last time, since it
// will probably wait again.
func (l *lanes) enter(sick bool) *seat {
	p := &seat{l, sick}
	p.lane() <- struct{}{}
	return p
}

func (s *seat) lane() chan struct{} {
	if s.inWard {
		return s.ward
	}
	return s.room
}

func (s *seat) leave() { <-s.lane() }

// patiently does what waits for an answer. Should it take long, it goes on from
// the ward, if that has a place.
func (s *seat) patiently(wait func()) {
	if s.inWard {
		wait()
		return
	}
	over, settled := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(settled)
		long := time.NewTimer(patience)
		defer long.Stop()
		select {
		case <-over:
			return
		case <-long.C:
		}
		select {
		case <-over:
		case s.ward <- struct{}{}:
			<-s.room
			s.inWard = true
		}
	}()
	wait()
	close(over)
	<-settled
}

// work takes the place back into the room, for as long as it takes to find one.
func (s *seat) work() {
	if s.inWard {
		s.room <- struct{}{}
		<-s.ward
		s.inWard = false
	}
}

// aside does what waits for many answers, outside of the room.
func (s *seat) aside(wait func()) {
	<-s.lane()
	s.inWard = true
	s.ward <- struct{}{}
	wait()
	s.work()
}
