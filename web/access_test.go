package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"onset/web"
)

// gate is a server at a time that the test sets, asked from any address.
type gate struct {
	http.Handler
	now  time.Time
	fake *fake
}

const night = "fedcba9876543210-late"

func newGate(t *testing.T) *gate {
	t.Helper()
	g := &gate{now: time.Date(2026, 2, 10, 12, 0, 0, 0, time.UTC)}
	s, f := serve(t, asked, func(o *web.Options) {
		o.Tokens = append(o.Tokens, web.Token{Name: "night", Secret: night})
		o.Now = func() time.Time { return g.now }
	})
	g.Handler, g.fake = s.Config.Handler, f
	return g
}

// from asks from an address, which a header may not hide.
func (g *gate) from(address string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", "http://localhost/api/v1/status", nil)
	r.RemoteAddr = address
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	g.ServeHTTP(w, r)
	return w
}

func byHeader(secret string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+secret) }
}

func byAddress(secret string) func(*http.Request) {
	return func(r *http.Request) { r.URL.RawQuery = url.Values{"token": {secret}}.Encode() }
}

func byCookie(secret string) func(*http.Request) {
	return func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "onset_access", Value: secret}) }
}

// signIn returns what the cookie of a new session holds.
func (g *gate) signIn(t *testing.T, address, secret string) string {
	t.Helper()
	w := g.from(address, byAddress(secret))
	for _, c := range w.Result().Cookies() {
		if c.Name == "onset_access" && c.MaxAge > 0 && w.Code == http.StatusSeeOther {
			return c.Value
		}
	}
	t.Fatalf("not signed in from %s: %d", address, w.Code)
	return ""
}

// Guessers get 20 tries a minute, by whatever way and from however many
// addresses, even where the next would be right. Nobody who is signed in
// notices, nor does a program at an address that is known.
func TestGuessingIsStopped(t *testing.T) {
	ways := map[string]func(string) func(*http.Request){"header": byHeader, "address": byAddress, "cookie": byCookie}
	places := map[string]func(int) string{
		"one address":      func(int) string { return "192.0.2.7:5000" },
		"10,000 addresses": func(i int) string { return fmt.Sprintf("10.1.%d.%d:5000", i/250, i%250) },
		"one IPv6 network": func(i int) string { return fmt.Sprintf("[2001:db8:1:2::%x]:5000", i+1) },
	}
	for way, by := range ways {
		for place, at := range places {
			t.Run(way+" from "+place, func(t *testing.T) {
				g := newGate(t)
				reader := byCookie(g.signIn(t, "198.51.100.1:80", token))
				for minute, tries := range []int{10_000, 500} {
					g.guess(t, by, at, reader, minute, tries)
					g.now = g.now.Add(time.Minute)
				}
				if w := g.from(at(0), byHeader(token)); w.Code != 200 {
					t.Errorf("the right one, when the minute is over: %d", w.Code)
				}
			})
		}
	}
}

// guess tries many secrets in one minute.
func (g *gate) guess(t *testing.T, by func(string) func(*http.Request), at func(int) string, reader func(*http.Request), minute, tries int) {
	t.Helper()
	got := map[int]int{}
	for i := range tries {
		forwarded := func(r *http.Request) { r.Header.Set("X-Forwarded-For", fmt.Sprintf("203.0.113.%d", i%250)) }
		got[g.from(at(i), by(fmt.Sprintf("%d-%030d", minute, i)), forwarded).Code]++
		if i%250 != 0 {
			continue
		}
		for _, address := range []string{"198.51.100.1:81", "203.0.113.9:81", at(i)} {
			if w := g.from(address, reader); w.Code != 200 {
				t.Fatalf("a reader who is signed in, at %s: %d", address, w.Code)
			}
		}
		if w := g.from("198.51.100.1:90", byHeader(night)); w.Code != 200 {
			t.Fatalf("a program at a known address: %d", w.Code)
		}
	}
	if got[401] != 20 || got[429] != tries-20 {
		t.Errorf("answered %v, want 20 times 401", got)
	}
	if w := g.from(at(tries), by(token)); w.Code != 429 {
		t.Errorf("the right one after too many: %d", w.Code)
	}
	if w := g.from(at(tries)); w.Code != 401 {
		t.Errorf("who shows nothing: %d", w.Code)
	}
}

// A known address has a limit too, and a session is no licence to guess other
// tokens.
func TestKnownAddressesAndSessionsGuessNoMore(t *testing.T) {
	g := newGate(t)
	reader := byCookie(g.signIn(t, "192.0.2.7:1", token))
	for i := range 20 {
		if w := g.from("192.0.2.7:2", byHeader("wrong, and long enough"), reader); w.Code != 200 {
			t.Fatalf("a session with wrong token %d: %d", i, w.Code)
		}
	}
	if w := g.from("192.0.2.7:3", byAddress(night), reader); w.Code != 200 {
		t.Errorf("a session learns which token is right: %d", w.Code)
	}
	if w := g.from("192.0.2.7:4", byHeader(token)); w.Code != 429 {
		t.Errorf("a known address after 20 wrong ones: %d", w.Code)
	}
	if w := g.from("192.0.2.8:4", byHeader(token)); w.Code != 200 {
		t.Errorf("strangers pay for a known address: %d", w.Code)
	}
}

// Two secrets in one request are two guesses.
func TestEachSecretCounts(t *testing.T) {
	g := newGate(t)
	for i := range 10 {
		if w := g.from("192.0.2.7:1", byHeader("wrong"), byCookie("wrong")); w.Code != 401 {
			t.Fatalf("request %d: %d", i, w.Code)
		}
	}
	if w := g.from("192.0.2.7:1", byHeader("wrong")); w.Code != 429 {
		t.Errorf("the 21st guess: %d", w.Code)
	}
}

func TestSessionsAreRandomAndEnd(t *testing.T) {
	g := newGate(t)
	one, two := g.signIn(t, "192.0.2.7:1", token), g.signIn(t, "192.0.2.7:1", token)
	if one == two || len(one) < 26 {
		t.Errorf("sessions %q and %q", one, two)
	}
	if w := newGate(t).from("192.0.2.7:1", byCookie(one)); w.Code != 401 {
		t.Errorf("a session of another process: %d", w.Code)
	}
	g.now = g.now.Add(30*24*time.Hour - time.Second)
	if w := g.from("192.0.2.7:1", byCookie(one)); w.Code != 200 {
		t.Errorf("a session of 30 days: %d", w.Code)
	}
	g.now = g.now.Add(time.Second)
	w := g.from("192.0.2.7:1", byCookie(one))
	if w.Code != 401 {
		t.Errorf("a session of more than 30 days: %d", w.Code)
	}
	if c := w.Result().Cookies(); len(c) != 1 || c[0].Name != "onset_access" || c[0].MaxAge >= 0 {
		t.Errorf("the old cookie stays in the browser: %v", c)
	}
}

// Leaving ends a session for every copy of its cookie, and no other session.
func TestLeavingEndsASession(t *testing.T) {
	s, _ := serve(t, asked)
	c, other := browser(t), browser(t)
	get(t, other, s.URL+"/timeline?token="+token)
	_, page := get(t, c, s.URL+"/timeline?token="+token)
	if !strings.Contains(page, "Signed in as desk") {
		t.Error("the page doesn't say who is signed in")
	}
	home, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	var copied string
	for _, k := range c.Jar.Cookies(home) {
		if k.Name == "onset_access" {
			copied = "onset_access=" + k.Value
		}
	}
	if r, _ := post(t, c, s.URL+"/leave", nil); r.StatusCode != 403 {
		t.Errorf("leaving without our form: %s", r.Status)
	}
	if r := ask(t, "GET", s.URL+"/timeline", "", map[string]string{"Cookie": copied}); r.StatusCode != 200 {
		t.Errorf("before leaving: %s", r.Status)
	}
	if r, page := post(t, c, s.URL+"/leave", url.Values{"csrf": {csrf(t, page)}}); r.StatusCode != 401 || strings.Contains(page, "Signed in") {
		t.Errorf("after leaving: %s", r.Status)
	}
	if r := ask(t, "GET", s.URL+"/timeline", "", map[string]string{"Cookie": copied}); r.StatusCode != 401 {
		t.Errorf("a copy of the cookie: %s", r.Status)
	}
	if r, _ := get(t, other, s.URL+"/timeline"); r.StatusCode != 200 {
		t.Errorf("another browser: %s", r.Status)
	}
}

// The token's name signs what nobody else does.
func TestTokensSignForms(t *testing.T) {
	s, f := serve(t, asked)
	c := browser(t)
	_, page := get(t, c, s.URL+"/mention/m1?token="+token)
	if !strings.Contains(page, `name="who" required maxlength="80" value="desk"`) {
		t.Error("the form doesn't offer the token's name")
	}
	form := url.Values{"csrf": {csrf(t, page)}, "action": {"reject"}, "save": {"yes"}, "decision": {"dismiss"}, "who": {" "}}
	post(t, c, s.URL+"/mention/m1", form)
	post(t, c, s.URL+"/emerging/c1", form)
	form.Set("who", "Kim")
	post(t, c, s.URL+"/mention/m1", form)
	if len(f.verdicts) != 2 || f.verdicts[0].Who != "desk" || f.verdicts[1].Who != "Kim" {
		t.Errorf("verdicts %+v", f.verdicts)
	}
	if len(f.judged) != 1 || !strings.HasSuffix(f.judged[0], "desk") {
		t.Errorf("judged %q", f.judged)
	}
	if _, page := get(t, c, s.URL+"/mention/m1"); !strings.Contains(page, `value="Kim"`) {
		t.Error("the name given last is forgotten")
	}
}

func TestTokensThatCannotBeToldApartAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"desk:" + token + ",night:" + night: "", "": "", "# none\n": "", "a:" + token + "\n\n b : " + night + " \r\n": "",
		token: "no name", ":" + token: "name of no. 1", "the desk:" + token: "name of no. 1", "desk:secret": "6 characters",
		"desk:ключключключ": "12 characters", "desk:" + token + ",desk:" + night: "two are named", "desk:" + token + ",night:" + token: "same token",
	} {
		_, err := web.ParseTokens(text)
		if (err == nil) != (want == "") || err != nil && (!strings.Contains(err.Error(), want) || strings.Contains(err.Error(), token)) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := web.New(web.Options{Tokens: []web.Token{{Name: "desk", Secret: "secret"}}}); err == nil {
		t.Error("a token of six letters was taken")
	}
}
