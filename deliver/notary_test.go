package deliver

import (
	"bytes"
	"crypto/sha256"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/digitorus/timestamp"

	"onset/deliver/notarytest"
)

var stampedAt = time.Date(2026, 2, 5, 6, 0, 0, 0, time.UTC)

// What a service vouched for is read back, for this hash and no other.
func TestAServiceVouchesForAHash(t *testing.T) {
	service := notarytest.New(t, stampedAt)
	sum := sha256.Sum256([]byte("a list"))
	answer, err := Notary{Agent: "Onset/test"}.Stamp(t.Context(), service.URL, sum)
	if err != nil {
		t.Fatal(err)
	}
	if at, signer, err := Stamped(answer, sum); err != nil || !at.Equal(stampedAt) || signer != "CN=Test Notary" {
		t.Errorf("%s %q %v", at, signer, err)
	}
	other := sha256.Sum256([]byte("another"))
	if _, _, err := Stamped(answer, other); err == nil {
		t.Error("it vouches for another list")
	}
	if _, _, err := Stamped(bytes.Replace(answer, sum[:], other[:], 1), other); err == nil {
		t.Error("an altered answer is believed")
	}
}

// An answer to another question, or none at all, is no timestamp.
func TestAnswersThatVouchForNothing(t *testing.T) {
	sum := sha256.Sum256([]byte("a list"))
	says := func(status int, body string) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body)) // the test sees what is missing
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	altering := func(alter func(*timestamp.Request)) string {
		s := notarytest.New(t, stampedAt)
		s.Alter = alter
		return s.URL
	}
	refusal, err := timestamp.CreateErrorResponse(timestamp.Rejection, timestamp.BadAlgorithm)
	if err != nil {
		t.Fatal(err)
	}
	for want, url := range map[string]string{
		"another hash":                    altering(func(r *timestamp.Request) { r.HashedMessage = make([]byte, sha256.Size) }),
		"the nonce differs":               altering(func(r *timestamp.Request) { r.Nonce = big.NewInt(7) }),
		"the nonce differs)":              altering(func(r *timestamp.Request) { r.Nonce = nil }),
		"no certificate":                  altering(func(r *timestamp.Request) { r.Certificates = false }),
		"503 Service Unavailable":         says(http.StatusServiceUnavailable, ""),
		"reading the answer":              says(http.StatusOK, "<html>welcome</html>"),
		"larger than":                     says(http.StatusOK, strings.Repeat("x", largestStamp+1)),
		"rejected":                        says(http.StatusOK, string(refusal)),
		"asking the timestamping service": "http://127.0.0.1:1/",
	} {
		if _, err := (Notary{}).Stamp(t.Context(), url, sum); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", want, err)
		}
	}
}
