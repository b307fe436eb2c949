package deliver

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"time"

	"github.com/digitorus/timestamp"
)

// Notary asks timestamping services (RFC 3161, over HTTP) to vouch for hashes. They
// see a hash and nothing else.
type Notary struct {
	Agent string // User-Agent
}

// Bounds of a request to a timestamping service.
const (
	notaryWaits  = 30 * time.Second
	largestStamp = 1 << 20
)

// Stamp returns the answer of a service, by its address, as it came, which says that
// it was shown the SHA-256 sum; an answer that speaks of anything else, or is not what
// was asked for now, is an error.
func (n Notary) Stamp(ctx context.Context, service string, sum [sha256.Size]byte) ([]byte, error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 63))
	if err != nil {
		return nil, err
	}
	ask := timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: sum[:], Certificates: true, Nonce: nonce}
	body, err := ask.Marshal()
	if err != nil {
		return nil, err
	}
	answer, err := n.post(ctx, service, body)
	if err != nil {
		return nil, fmt.Errorf("asking the timestamping service: %w", err)
	}
	got, err := readStamp(answer)
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading the answer of the timestamping service: %w", err)
	case got.HashAlgorithm != crypto.SHA256 || !bytes.Equal(got.HashedMessage, sum[:]):
		return nil, errors.New("the timestamping service vouched for another hash than the one that it was asked about")
	case got.Nonce == nil || got.Nonce.Cmp(nonce) != 0:
		return nil, errors.New("the answer of the timestamping service is not to this request (the nonce differs)")
	}
	return answer, nil
}

// post sends a request and returns the answer.
func (n Notary) post(ctx context.Context, service string, body []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, notaryWaits)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, service, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/timestamp-query")
	req.Header.Set("Accept", "application/timestamp-reply")
	req.Header.Set("User-Agent", n.Agent)
	res, err := poster.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answered %s", res.Status)
	}
	answer, err := io.ReadAll(io.LimitReader(res.Body, largestStamp+1))
	if err == nil && len(answer) > largestStamp {
		err = fmt.Errorf("its answer is larger than %d bytes", largestStamp)
	}
	return answer, err
}

// Stamped reads what a timestamping service answered: when it was shown a SHA-256
// sum, and who signed that. Whether the signer is to be trusted it does not say.
func Stamped(answer []byte, sum [sha256.Size]byte) (at time.Time, signer string, err error) {
	got, err := readStamp(answer)
	if err != nil {
		return at, "", fmt.Errorf("reading the answer of the timestamping service: %w", err)
	}
	if got.HashAlgorithm != crypto.SHA256 || !bytes.Equal(got.HashedMessage, sum[:]) {
		return at, "", errors.New("the timestamping service vouched for another hash")
	}
	return got.Time.UTC(), got.Certificates[0].Subject.String(), nil
}

// readStamp reads an answer and checks its signature with the certificate in it.
func readStamp(answer []byte) (got *timestamp.Timestamp, err error) {
	defer func() {
		if p := recover(); p != nil { // the answer is anybody's, and the library reads ASN.1
			got, err = nil, fmt.Errorf("it is no timestamp: %v", p)
		}
	}()
	got, err = timestamp.ParseResponse(answer)
	if err == nil && len(got.Certificates) == 0 {
		err = errors.New("it holds no certificate, so that its signature can't be checked")
	}
	return got, err
}
