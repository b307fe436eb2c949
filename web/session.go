package web

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// How long a browser stays signed in, and how many may be at once by one token;
// one more ends the oldest.
const (
	sessionLasts = 30 * 24 * time.Hour
	mostSessions = 1000
)

const accessCookie = "onset_access"

// session is a browser that is signed in.
type session struct {
	name  string // of the token that it showed
	began time.Time
}

// sessions are the browsers that are signed in, by the hash of the random
// number in their cookie: a copy of the memory signs nobody in. They end with
// the process.
type sessions struct {
	mu sync.Mutex
	by map[[sha256.Size]byte]session
}

// begin signs a browser in, and returns what its cookie holds.
func (l *sessions) begin(name string, now time.Time) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	id := rand.Text()
	if l.by == nil {
		l.by = map[[sha256.Size]byte]session{}
	}
	ofName := map[[sha256.Size]byte]session{}
	for k, v := range l.by {
		if v.over(now) {
			delete(l.by, k)
		} else if v.name == name {
			ofName[k] = v
		}
	}
	if len(ofName) >= mostSessions {
		delete(l.by, earliest(ofName, func(v session) time.Time { return v.began }))
	}
	l.by[sha256.Sum256([]byte(id))] = session{name, now}
	return id
}

// of returns the name under which a cookie is signed in.
func (l *sessions) of(id string, now time.Time) (name string, live bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	v, found := l.by[sha256.Sum256([]byte(id))]
	return v.name, found && !v.over(now)
}

// end signs a browser out.
func (l *sessions) end(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.by, sha256.Sum256([]byte(id)))
}

func (v session) over(now time.Time) bool { return now.Sub(v.began) >= sessionLasts }

// visitor is who was let in.
type visitor struct {
	name    string // of the token; empty where none is asked for
	session bool   // by a cookie
	address bool   // by a token in the address
}

type visitorKey struct{}

// visitorOf returns who sent a request.
func visitorOf(r *http.Request) visitor {
	v, _ := r.Context().Value(visitorKey{}).(visitor)
	return v
}

func (v visitor) sends(r *http.Request) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), visitorKey{}, v))
}

// exchange turns a token in the address into a session, so that it doesn't stay
// in the history, and sends the browser on.
func (s *Server) exchange(w http.ResponseWriter, r *http.Request) bool {
	v := visitorOf(r)
	if !v.address {
		return false
	}
	s.sessions.end(cookieOf(r, accessCookie))
	c := s.cookie(r, accessCookie, s.sessions.begin(v.name, s.o.Now()))
	c.MaxAge = int(sessionLasts / time.Second)
	http.SetCookie(w, c)
	q := r.URL.Query()
	q.Del("token")
	to := url.URL{Path: "/" + strings.TrimLeft(r.URL.Path, "/\\"), RawQuery: q.Encode()}
	http.Redirect(w, r, to.String(), http.StatusSeeOther)
	return true
}

// leave ends the session of a browser, and takes from it what names a person.
func (s *Server) leave(w http.ResponseWriter, r *http.Request) error {
	if err := s.readForm(r); err != nil {
		return err
	}
	s.sessions.end(cookieOf(r, accessCookie))
	for _, name := range []string{accessCookie, whoCookie, visitCookie} {
		s.forget(w, r, name)
	}
	return redirect("/")(w, r)
}

// forget takes a cookie from a browser.
func (s *Server) forget(w http.ResponseWriter, r *http.Request, name string) {
	c := s.cookie(r, name, "")
	c.MaxAge = -1
	http.SetCookie(w, c)
}

func cookieOf(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}
