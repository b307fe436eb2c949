package archive

import (
	"time"

	"onset/tracker"
)

// Seal is a list of hashes that closes a day: of each fact that was recorded or
// superseded since the list before it, and of that list, so that they make a chain.
type Seal struct {
	Day    tracker.Day `json:"day"`
	At     time.Time   `json:"at"`
	SHA256 string      `json:"sha256"` // of List, hex
	Facts  int         `json:"facts"`
	List   []byte      `json:"-"`               // lines as sha256sum writes them; nil where only the seal is asked for
	Stamp  []byte      `json:"stamp,omitempty"` // what a timestamping service answered (RFC 3161); nil: none did
}

// ListName names the list of a day in the list of the day after it.
func ListName(day tracker.Day) string { return "days/" + day.String() + ".txt" }

// Fact is one thing that was recorded, as it is sealed.
type Fact struct {
	Name   string      `json:"name"` // as in a list: facts/event-12.345.json; without its version where it is not sealed as it is
	Sealed tracker.Day `json:"sealed,omitzero"`
	JSON   []byte      `json:"-"`
}

// KeptAnswer is what a server answered, with the name of its bytes in a list.
type KeptAnswer struct {
	tracker.Answer // without Body where it was let go
	Name           string
	SHA256         string
}

// ImportedFile is a file that an import read to its end.
type ImportedFile struct {
	Run    string // as Batch.Import
	Name   string // without its folder
	SHA256 string // hex
	Bytes  int64
}

// Proof is what a stranger needs to check facts: their texts, the lists that seal
// them, every list from there to one that was stamped, and what servers answered.
type Proof struct {
	Facts   []Fact
	Answers []KeptAnswer
	Seals   []Seal // oldest first, with their lists
}

// Verification says how what is recorded compares with what was sealed.
type Verification struct {
	Days    int   `json:"days"`   // that were sealed
	Facts   int   `json:"facts"`  // that are as they were sealed last
	Again   int   `json:"again"`  // of them, those that changed after they were sealed first, and were sealed again
	Newest  *Seal `json:"newest"` // nil: nothing is sealed yet
	Answers int   `json:"answers"`
	LetGo   int   `json:"let_go"` // answers of which only the hash is kept

	Added   []string `json:"added"`   // since the newest seal
	Changed []string `json:"changed"` // since the newest seal: superseded, or told in more detail
	Broken  []string `json:"broken"`  // what is not as it was sealed though nothing that Onset does changed it, in words
}
