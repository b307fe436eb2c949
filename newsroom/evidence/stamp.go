package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"onset/deliver"
	"onset/tracker/archive"
)

// Stamp says what a timestamping service vouched for.
type Stamp struct {
	At     time.Time `json:"at"`
	Signer string    `json:"signer"`
}

// ReadStamp reads what a service answered about a seal.
func ReadStamp(s archive.Seal) (*Stamp, error) {
	var sum [sha256.Size]byte
	if n, err := hex.Decode(sum[:], []byte(s.SHA256)); err != nil || n != len(sum) {
		return nil, errors.New("the hash of the seal is none")
	}
	at, signer, err := deliver.Stamped(s.Stamp, sum)
	if err != nil {
		return nil, err
	}
	return &Stamp{at, signer}, nil
}
