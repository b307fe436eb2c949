package web

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"onset/tracker/text"
)

// The limits of a request.
const (
	maxAddress = 8 << 10          // bytes of path and query
	maxForm    = 64 << 10         // bytes of a body
	patience   = 20 * time.Second // until an answer is given up
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
		v, err := s.letIn(r)
		if err != nil {
			if cookieOf(r, accessCookie) != "" {
				s.forget(out, r, accessCookie) // or an old one would count as a guess for ever
			}
			s.fail(out, r, err)
			return
		}
		r = v.sends(r)
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
		return refusal{http.StatusMisdirectedRequest, fmt.Sprintf("Onset doesn't answer to the name %q. Ask for 127.0.0.1 or localhost, or allow the name where Onset is started.", text.Within(r.Host, 80))}
	}
	if err := origin.Check(r); err != nil {
		return refusal{http.StatusForbidden, "This form was sent from another site. Nothing was changed."}
	}
	return nil
}

// letIn tells who sends a request, and refuses whoever shows nothing right. A
// session always passes; everything else that is shown, as cookie, header or in
// the address, is an attempt and counts.
func (s *Server) letIn(r *http.Request) (visitor, error) {
	if len(s.o.Tokens) == 0 || r.URL.Path == "/healthz" {
		return visitor{}, nil
	}
	cookie := cookieOf(r, accessCookie)
	name, live := s.sessions.of(cookie, s.o.Now())
	v, right, shown := s.tokenOf(r)
	if cookie != "" && !live {
		shown++
	}
	if shown > 0 {
		wait, barred := s.guesses.weigh(callerOf(r), shown, right, s.o.Now())
		if !barred && right {
			return v, nil
		}
		if barred && !live {
			return v, refusal{http.StatusTooManyRequests, fmt.Sprintf("Too many wrong tokens came from your address, or from everywhere. Try again in %.0f seconds.", wait.Seconds())}
		}
	}
	if live {
		return visitor{name: name, session: true}, nil
	}
	return v, refusal{http.StatusUnauthorized, "Onset asks for its token here: open the address with ?token=… once, or send it as “Authorization: Bearer …”."}
}

// tokenOf reads the tokens that a request shows, as header or in the address,
// and tells how many there are and who holds one of them.
func (s *Server) tokenOf(r *http.Request) (v visitor, right bool, shown int) {
	if header := r.Header.Get("Authorization"); header != "" {
		shown++
		if bearer, ok := strings.CutPrefix(header, "Bearer "); ok {
			v.name, right = s.holder(bearer)
		}
	}
	if token := r.URL.Query().Get("token"); token != "" && r.Method == http.MethodGet {
		shown++
		if name, ok := s.holder(token); ok {
			v, right = visitor{name: name, address: true}, true
		}
	}
	return v, right, shown
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
	return err == nil && (ip.IsLoopback() || len(s.o.Tokens) > 0)
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
