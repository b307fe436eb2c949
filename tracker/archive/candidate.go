package archive

import (
	"encoding/json"
	"time"
)

// CandidateRow is a candidate talking point as it is kept: its row is the caller's.
type CandidateRow struct {
	ID       string
	Status   string // candidate, emerging, established, faded, accepted, dismissed
	Row      json.RawMessage
	Recorded time.Time
}
