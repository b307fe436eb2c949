package web

import (
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"

	"onset/tracker/text"
)

const visitCookie = "onset_visit"

// visit returns the number of this visitor's browser, a new one when it has
// none, and remembers it there.
func (s *Server) visit(w http.ResponseWriter, r *http.Request) string {
	if c, err := r.Cookie(visitCookie); err == nil && len(c.Value) == visitLength {
		return c.Value
	}
	id := rand.Text()
	http.SetCookie(w, s.cookie(r, visitCookie, id))
	return id
}

// visitLength is the length of what rand.Text returns.
const visitLength = 26

// formToken is what a form of ours holds: made of the visitor's cookie and a
// secret of this process, so that no other page can know it.
func (s *Server) formToken(visit string) string {
	m := hmac.New(sha256.New, s.secret)
	m.Write([]byte(visit))
	return hex.EncodeToString(m.Sum(nil))
}

// readForm reads a form that was sent, and refuses one that isn't ours.
func (s *Server) readForm(r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return refusal{http.StatusRequestEntityTooLarge, "The form is too large. Nothing was changed."}
		}
		return refusal{http.StatusBadRequest, "The form could not be read. Nothing was changed."}
	}
	c, err := r.Cookie(visitCookie)
	if err != nil || !same(r.PostForm.Get("csrf"), s.formToken(c.Value)) {
		return refusal{http.StatusForbidden, "The form is no longer valid, perhaps because Onset was started again since. Nothing was changed; open the page again and send it once more."}
	}
	return nil
}

const whoCookie = "onset_who"

// who returns the name under which this browser reviewed last, or else that of
// the token by which it was let in.
func who(r *http.Request) string {
	if b, err := hex.DecodeString(cookieOf(r, whoCookie)); err == nil && len(b) > 0 {
		return text.Within(string(b), 80)
	}
	return visitorOf(r).name
}

// signer returns who signs a form: whom it names, or else the token by which
// its sender was let in.
func signer(r *http.Request) string {
	return cmp.Or(text.Within(strings.TrimSpace(r.PostForm.Get("who")), 80), visitorOf(r).name)
}

// rememberWho keeps a name for the next form. That of the token is known
// without, and another token may be shown next.
func (s *Server) rememberWho(w http.ResponseWriter, r *http.Request, name string) {
	if name == visitorOf(r).name {
		s.forget(w, r, whoCookie)
		return
	}
	http.SetCookie(w, s.cookie(r, whoCookie, hex.EncodeToString([]byte(name))))
}
