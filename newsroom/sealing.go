package newsroom

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"onset/tracker"
)

// Notary shows a timestamping service, by its address, a hash, and returns its answer
// that the hash was there at that time.
type Notary interface {
	Stamp(ctx context.Context, service string, sum [sha256.Size]byte) (answer []byte, err error)
}

// Seal closes the chain of hashes over what was recorded up to now, once a day, and
// has the newest seal stamped by a timestamping service, "" for none: who stamps one
// vouches for all before it. A service that does not answer holds nothing up; it is
// asked again when days are closed next.
func (in *Intake) Seal(ctx context.Context, last tracker.Day, service string) error {
	seal, err := in.Store.Seal(ctx, last)
	if err != nil || in.Notary == nil || service == "" || seal.Day == 0 || seal.Stamp != nil {
		return err
	}
	var sum [sha256.Size]byte
	if n, err := hex.Decode(sum[:], []byte(seal.SHA256)); err != nil || n != len(sum) {
		return fmt.Errorf("reading the hash of the seal of %s, %q: it is none", seal.Day, seal.SHA256)
	}
	answer, err := in.Notary.Stamp(ctx, service, sum)
	if err != nil {
		in.Log.Warn().Err(err).Str("day", seal.Day.String()).Msg("the seal has no timestamp yet; the service is asked again when days are closed next")
		return ctx.Err()
	}
	return in.Store.KeepStamp(ctx, seal.Day, answer)
}
