package web

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
)

// The limits of a request.
const (
	maxAddress = 8 << 10          // bytes of path and query
	maxForm    = 64 << 10         // bytes of a body
	patience   = 20 * time.Second // until an answer is given up
	minToken   = 16               // characters of an access token
)

// pagePolicy lets a page load our own style, script and pictures, and nothing
// else from anywhere.
const pagePolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

type requestKey struct{}

// guard stands before every handler: it numbers the request, limits it, names
// the rules that browsers shall keep, and turns away who may not look.
func (s *Server) guard(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := s.o.Now()
		id := rand.Text()[:12]
		ctx, stop := context.WithTimeout(context.WithValue(r.Context(), requestKey{}, id), patience)
		defer stop()
		r = r.WithContext(ctx)
		out := &counted{ResponseWriter: w}
		setHeaders(out.Header(), id)
		defer s.finish(out, r, began)
		if err := s.admit(r, origin); err != nil {
			s.fail(out, r, err)
			return
		}
		if s.exchange(out, r) {
			return
		}
		r.Body = http.MaxBytesReader(out, r.Body, maxForm)
		next.ServeHTTP(out, r)
	})
}

func setHeaders(h http.Header, id string) {
	h.Set("X-Request-Id", id)
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Cache-Control", "no-store")
}

// finish answers for a handler that panicked, and reports the request.
func (s *Server) finish(w *counted, r *http.Request, began time.Time) {
	if p := recover(); p != nil {
		if p == http.ErrAbortHandler {
			panic(p)
		}
		s.fail(w, r, fmt.Errorf("panic: %v", p))
	}
	if s.o.Log != nil {
		s.o.Log(Request{ID: requestID(r), Method: r.Method, Path: r.URL.Path, Status: w.status, Bytes: w.bytes,
			Took: s.o.Now().Sub(began), Err: w.err})
	}
}

// admit refuses what no handler should see.
func (s *Server) admit(r *http.Request, origin *http.CrossOriginProtection) error {
	switch {
	case len(r.URL.RequestURI()) > maxAddress:
		return refusal{http.StatusRequestURITooLong, "This address is longer than any of Onset's."}
	case r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodPost:
		return refusal{http.StatusMethodNotAllowed, "Onset only knows GET, HEAD and POST."}
	case !s.knows(r.Host):
		return refusal{http.StatusMisdirectedRequest, fmt.Sprintf("Onset doesn't answer to the name %q. Ask for 127.0.0.1 or localhost, or allow the name where Onset is started.", shorten(r.Host, 80))}
	}
	if err := origin.Check(r); err != nil {
		return refusal{http.StatusForbidden, "This form was sent from another site. Nothing was changed."}
	}
	if s.o.Token == "" || r.URL.Path == "/healthz" || s.remembered(r) {
		return nil
	}
	if wait, barred := s.guesses.barred(r, s.o.Now()); barred {
		return refusal{http.StatusTooManyRequests, fmt.Sprintf("Too many wrong tokens came from your address. Try again in %.0f seconds.", wait.Seconds())}
	}
	if s.bears(r) {
		return nil
	}
	if r.Header.Get("Authorization") != "" || r.URL.Query().Get("token") != "" {
		s.guesses.wrong(r, s.o.Now())
	}
	return refusal{http.StatusUnauthorized, "Onset asks for its token here: open the address with ?token=… once, or send it as “Authorization: Bearer …”."}
}

// knows tells whether Onset answers to a name: those of this machine, those
// that were allowed, and, where a token is asked for, bare addresses. A page
// elsewhere that points its own name at Onset is not answered.
func (s *Server) knows(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if name == "localhost" || slices.Contains(s.o.Hosts, name) {
		return true
	}
	ip, err := netip.ParseAddr(name)
	return err == nil && (ip.IsLoopback() || s.o.Token != "")
}

const accessCookie = "onset_access"

// remembered tells whether a browser has shown the token before.
func (s *Server) remembered(r *http.Request) bool {
	c, err := r.Cookie(accessCookie)
	return err == nil && same(c.Value, s.pass())
}

// bears tells whether a request bears the token, as header or in the address.
func (s *Server) bears(r *http.Request) bool {
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return same(bearer, s.o.Token)
	}
	return s.asksIn(r)
}

func (s *Server) asksIn(r *http.Request) bool {
	return r.Method == http.MethodGet && same(r.URL.Query().Get("token"), s.o.Token)
}

// pass is what the cookie holds: it proves the token without being it, and
// stays good over a restart.
func (s *Server) pass() string { return seal(s.o.Token, "access") }

// exchange turns a token in the address into a cookie, so that it doesn't stay
// in the history, and sends the browser on.
func (s *Server) exchange(w http.ResponseWriter, r *http.Request) bool {
	if s.o.Token == "" || !r.URL.Query().Has("token") || !s.asksIn(r) {
		return false
	}
	http.SetCookie(w, s.cookie(r, accessCookie, s.pass()))
	q := r.URL.Query()
	q.Del("token")
	to := url.URL{Path: "/" + strings.TrimLeft(r.URL.Path, "/\\"), RawQuery: q.Encode()}
	http.Redirect(w, r, to.String(), http.StatusSeeOther)
	return true
}

// cookie makes a cookie that scripts can't read and other sites can't send with
// a form. Links from a mail still work, which Strict would forbid.
func (s *Server) cookie(r *http.Request, name, value string) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteLaxMode, MaxAge: 90 * 24 * 3600}
}

// same compares in a time that tells nothing about the secret.
func same(given, secret string) bool {
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(secret))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

func requestID(r *http.Request) string {
	id, _ := r.Context().Value(requestKey{}).(string)
	return id
}

// counted remembers how a request was answered.
type counted struct {
	http.ResponseWriter
	status int
	bytes  int64
	err    error
}

// WriteHeader notes the status.
func (c *counted) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (c *counted) Write(b []byte) (int, error) {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	n, err := c.ResponseWriter.Write(b)
	c.bytes += int64(n)
	return n, err
}

// seal returns what only the holder of a secret can make for a purpose.
func seal(secret, purpose string) string {
	sum := sha256.Sum256([]byte("onset\x00" + purpose + "\x00" + secret))
	return hex.EncodeToString(sum[:])
}
