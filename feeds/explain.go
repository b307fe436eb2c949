package feeds

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"

	"code.dny.dev/ssrf"

	"onset/tracker"
)

// secretNames are parts of parameter names whose values are nobody's business.
var secretNames = []string{"key", "token", "auth", "pass", "pwd", "secret", "sig", "session", "credential", "login"}

// Shown returns an address fit for messages and logs: without user, password
// and the values of parameters that look like keys.
func Shown(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		before, _, _ := strings.Cut(raw, "?")
		if i := strings.LastIndexByte(before, '@'); i >= 0 {
			before = "…" + before[i:]
		}
		return before
	}
	u.User = nil
	parts := strings.Split(u.RawQuery, "&")
	for i, p := range parts {
		name, _, ok := strings.Cut(p, "=")
		for _, secret := range secretNames {
			if ok && strings.Contains(strings.ToLower(name), secret) {
				parts[i] = name + "=…"
			}
		}
	}
	u.RawQuery = strings.Join(parts, "&")
	return u.String()
}

// ShownMoves is the history of an address without what is secret in it.
func ShownMoves(moves []tracker.Move) []tracker.Move {
	out := make([]tracker.Move, len(moves))
	for i, m := range moves {
		m.From, m.To = Shown(m.From), Shown(m.To)
		out[i] = m
	}
	return out
}

// explain says in words why no answer came, and what to do about it. The error
// itself is not quoted where it could hold the whole address.
func explain(err error, u *url.URL) answer {
	at, host := Shown(u.String()), u.Hostname()
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var unknown x509.UnknownAuthorityError
	var alert tls.AlertError
	var op *net.OpError
	var timeout net.Error
	var told Told
	switch {
	case errors.As(err, &told):
		return answer{class: told.Class, message: told.Message}
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return failed(tracker.FetchRefused, "%s is refused: %s is a private or local address; name its address under allow_private_networks in the rules file if this is meant", at, host)
	case errors.Is(err, errEncoding):
		return failed(tracker.FetchMalformed, "%s is %v; ask the site to send gzip, br, zstd or nothing", at, err)
	case errors.As(err, &dns) && !dns.IsTimeout:
		return failed(tracker.FetchDNS, "%s: the name %s is not known; check the spelling, or the site is gone", at, host)
	case errors.As(err, &cert), errors.As(err, &record), errors.As(err, &unknown), errors.As(err, &alert), isTLS(err):
		return failed(tracker.FetchTLS, "%s: no secure connection to %s (%s); the site has to renew its certificate, or it has no https", at, host, cause(err))
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return failed(tracker.FetchTimeout, "%s: %s did not answer in time; it is asked again later", at, host)
	case errors.Is(err, context.Canceled):
		return failed(tracker.FetchTimeout, "%s: given up because the program is ending", at)
	case errors.As(err, &op):
		return failed(tracker.FetchConnect, "%s: no connection to %s (%s); it is asked again later", at, host, cause(err))
	case strings.Contains(cause(err), "server response headers exceeded"):
		return failed(tracker.FetchTooLarge, "%s: the header of the answer is larger than %d KB; it is not read", at, maxHeader>>10)
	}
	return failed(tracker.FetchConnect, "%s: %s broke the connection off (%s); it is asked again later", at, host, cause(err))
}

// Told is why no answer came, as it is told to somebody elsewhere.
type Told struct {
	Class   tracker.FetchClass
	Message string // for a person
}

// Error returns the words.
func (t Told) Error() string { return t.Message }

// Explain says why no answer came from an address, and what to do about it.
func Explain(err error, at *url.URL) Told {
	a := explain(err, at)
	return Told{a.class, a.message}
}

// isTLS recognises what has no type of its own: alerts of the other side before
// the handshake is done, and servers without https.
func isTLS(err error) bool {
	text := cause(err)
	return strings.Contains(text, "tls: ") || strings.Contains(text, "x509: ") || strings.Contains(text, "HTTP response to HTTPS")
}

// cause is the innermost words of an error, which hold no address.
func cause(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	var op *net.OpError
	if errors.As(err, &op) {
		err = op.Err
	}
	return err.Error()
}

// explainStatus says in words what a status other than 200 and 304 means.
func explainStatus(a answer, at string) answer {
	switch {
	case a.status == http.StatusGone:
		a.class = tracker.FetchGone
		a.message = at + " is gone for good (410); it is not asked again. Remove it from the rules file, or put the new address in its place"
	case a.status == http.StatusTooManyRequests:
		a.class = tracker.FetchRateLimited
		a.message = at + " asks for fewer requests (429); it is left alone for as long as it wants"
	case challenge(a) != "":
		a.class = tracker.FetchBlocked
		a.message = at + " shows " + challenge(a) + " instead of an answer; Onset does not get around it. Ask the site to allow its agent, or use another feed"
	case a.status == http.StatusUnauthorized || a.status == http.StatusForbidden || a.status == http.StatusUnavailableForLegalReasons:
		a.class = tracker.FetchBlocked
		a.message = at + " refuses this program (" + statusText(a.status) + "); set another user_agent or headers for the feed if the site allows it, or ask the site"
	case a.status == http.StatusNotFound:
		a.class = tracker.FetchStatus
		a.message = at + " is not there (404); it may come back. If not, look for its new address with: onset feeds find SITE"
	case a.status >= 500:
		a.class = tracker.FetchStatus
		a.message = at + " has trouble of its own (" + statusText(a.status) + "); it is asked again later"
	default:
		a.class = tracker.FetchStatus
		a.message = at + " answered " + statusText(a.status) + "; check the address"
	}
	return a
}

func statusText(status int) string {
	text := http.StatusText(status)
	if text == "" {
		text = "an unknown status"
	}
	return strings.TrimSpace(itoa(status) + " " + text)
}
