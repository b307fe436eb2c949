// Package notarytest is a timestamping service (RFC 3161) on loopback, for tests.
package notarytest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/digitorus/timestamp"
)

// Service vouches for hashes at the time At.
type Service struct {
	URL string
	At  time.Time
	// Alter changes a request before it is answered, as a service that is wrong does;
	// may be nil.
	Alter func(*timestamp.Request)

	root, signer *x509.Certificate
	key          *rsa.PrivateKey
	pem          []byte
}

// New starts a service that ends with the test.
func New(t testing.TB, at time.Time) *Service {
	t.Helper()
	s := &Service{At: at}
	if err := s.certify(); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(s.answer))
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// Root is the certificate by which the service is trusted, as PEM.
func (s *Service) Root() []byte { return s.pem }

// certify makes a root and a signer that may do nothing but stamp.
func (s *Service) certify() error {
	rootKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	if s.key, err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
		return err
	}
	root := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test Root"}, NotBefore: s.At.AddDate(-1, 0, 0), NotAfter: s.At.AddDate(20, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, root, root, &rootKey.PublicKey, rootKey)
	if err != nil {
		return err
	}
	s.pem = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if s.root, err = x509.ParseCertificate(der); err != nil {
		return err
	}
	usage, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
	if err != nil {
		return err
	}
	signer := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "Test Notary"}, NotBefore: root.NotBefore, NotAfter: root.NotAfter,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtraExtensions: []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: usage}}}
	if der, err = x509.CreateCertificate(rand.Reader, signer, s.root, &s.key.PublicKey, rootKey); err != nil {
		return err
	}
	s.signer, err = x509.ParseCertificate(der)
	return err
}

func (s *Service) answer(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil || r.Header.Get("Content-Type") != "application/timestamp-query" {
		http.Error(w, "no query", http.StatusBadRequest)
		return
	}
	ask, err := timestamp.ParseRequest(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if s.Alter != nil {
		s.Alter(ask)
	}
	stamp := timestamp.Timestamp{HashAlgorithm: ask.HashAlgorithm, HashedMessage: ask.HashedMessage, Time: s.At, Nonce: ask.Nonce,
		Policy: asn1.ObjectIdentifier{1, 2, 3, 4}, AddTSACertificate: ask.Certificates}
	answer, err := stamp.CreateResponseWithOpts(s.signer, s.key, crypto.SHA256)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	_, _ = w.Write(answer) // who does not read it is told by the test
}
