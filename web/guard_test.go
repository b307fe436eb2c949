package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onset/web"
)

const token = "0123456789abcdef-long"

// asked makes a server ask for a token.
func asked(o *web.Options) { o.Tokens = []web.Token{{Name: "desk", Secret: token}} }

func TestHeadersForbidWhatPagesDontNeed(t *testing.T) {
	s, _ := serve(t)
	r, _ := get(t, http.DefaultClient, s.URL+"/timeline")
	policy := r.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy %q lacks %s", policy, want)
		}
	}
	if strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is unsafe: %q", policy)
	}
	for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY", "Cache-Control": "no-store"} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if r.Header.Get("Access-Control-Allow-Origin") != "" || r.Header.Get("X-Request-Id") == "" {
		t.Error("another origin may read, or the request has no number")
	}
	for _, c := range r.Cookies() {
		if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode {
			t.Errorf("cookie %s is open to scripts or other sites", c.Name)
		}
	}
}

// ask sends a request with a changed host or headers.
func ask(t *testing.T, method, address, host string, headers map[string]string) *http.Response {
	t.Helper()
	req, err := http.NewRequest(method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = host
	for k, v := range headers {
		req.Header.Set(k, v)
	}
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	body(t, r)
	return r
}

func TestOnlyNamesOfThisMachineAreAnswered(t *testing.T) {
	s, _ := serve(t, func(o *web.Options) { o.Hosts = []string{"onset.lan"} })
	for host, want := range map[string]int{
		"127.0.0.1:8765": 200, "localhost": 200, "LOCALHOST:1": 200, "[::1]:8765": 200, "onset.lan": 200, "onset.lan.": 200,
		"evil.example": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example": 421, "192.0.2.7": 421, "169.254.169.254": 421,
	} {
		if r := ask(t, "GET", s.URL+"/timeline", host, nil); r.StatusCode != want {
			t.Errorf("asked as %s: %s, want %d", host, r.Status, want)
		}
	}
}

func TestTokenIsAskedOfEveryPage(t *testing.T) {
	for _, guess := range []string{"", "Bearer ", "Bearer 0123456789abcdef", "Basic " + token, "Bearer " + strings.ToUpper(token)} {
		s, _ := serve(t, asked)
		for _, path := range []string{"/timeline", "/api/v1/timeline", "/feed.atom", "/static/style.css", "/readyz", "/?token=guess", "/timeline?token="} {
			if r := ask(t, "GET", s.URL+path, "", map[string]string{"Authorization": guess}); r.StatusCode != http.StatusUnauthorized {
				t.Errorf("%s with %q: %s", path, guess, r.Status)
			}
		}
	}
	s, _ := serve(t, asked)
	if r := ask(t, "GET", s.URL+"/api/v1/status", "192.0.2.7:80", map[string]string{"Authorization": "Bearer " + token}); r.StatusCode != 200 {
		t.Errorf("with the token: %s", r.Status)
	}
	if r := ask(t, "GET", s.URL+"/healthz", "", nil); r.StatusCode != 200 {
		t.Errorf("healthz: %s", r.Status)
	}
}

func TestTokenInTheAddressBecomesACookie(t *testing.T) {
	s, _ := serve(t, asked)
	r := ask(t, "GET", s.URL+"/timeline?narrative=story&token="+token, "", nil)
	if to := r.Header.Get("Location"); r.StatusCode != http.StatusSeeOther || to != "/timeline?narrative=story" {
		t.Errorf("%s to %q", r.Status, to)
	}
	if r := ask(t, "GET", s.URL+"//evil.example/?token="+token, "", nil); strings.HasPrefix(r.Header.Get("Location"), "//") {
		t.Errorf("sent on to %q", r.Header.Get("Location"))
	}
	c := browser(t)
	if r, _ := get(t, c, s.URL+"/timeline?token="+token); r.StatusCode != 200 {
		t.Errorf("with the token: %s", r.Status)
	}
	if r, _ := get(t, c, s.URL+"/feeds"); r.StatusCode != 200 {
		t.Errorf("with the cookie: %s", r.Status)
	}
	for _, cookie := range r.Cookies() {
		if strings.Contains(cookie.Value, token) {
			t.Error("the cookie is the token")
		}
	}
}

func TestReviewsComeFromOurOwnForms(t *testing.T) {
	s, f := serve(t)
	c := browser(t)
	_, page := get(t, c, s.URL+"/mention/m1")
	form := url.Values{"action": {"reject"}, "who": {"Kim"}, "save": {"yes"}}
	if r, _ := post(t, c, s.URL+"/mention/m1", form); r.StatusCode != 403 {
		t.Errorf("without the form's token: %s", r.Status)
	}
	form.Set("csrf", csrf(t, page))
	if r, _ := post(t, browser(t), s.URL+"/mention/m1", form); r.StatusCode != 403 {
		t.Errorf("with the token of another browser: %s", r.Status)
	}
	for name, value := range map[string]string{"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site", "Origin ": "null"} {
		for _, path := range []string{"/mention/m1", "/mark/7", "/emerging/c1"} {
			if r := ask(t, "POST", s.URL+path, "", map[string]string{strings.TrimSpace(name): value}); r.StatusCode != 403 {
				t.Errorf("%s, %s %s: %s", path, name, value, r.Status)
			}
		}
	}
	if len(f.verdicts)+len(f.marks)+len(f.judged) > 0 {
		t.Fatalf("saved all the same: %v %v %v", f.verdicts, f.marks, f.judged)
	}
	if r, _ := post(t, c, s.URL+"/mention/m1", form); r.StatusCode != 200 || len(f.verdicts) != 1 {
		t.Errorf("our own form: %s, %v", r.Status, f.verdicts)
	}
}

func TestOddRequestsAreRefused(t *testing.T) {
	s, _ := serve(t)
	for _, c := range []struct {
		method, path string
		want         int
	}{
		{"PUT", "/timeline", 405}, {"DELETE", "/mention/m1", 405}, {"TRACE", "/", 405}, {"OPTIONS", "/api/v1/timeline", 405},
		{"POST", "/timeline", 404}, {"GET", "/timeline?q=" + strings.Repeat("x", 9000), 414}, {"HEAD", "/timeline", 200},
		{"GET", "/static/..%2fserver.go", 404}, {"GET", "/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404}, {"GET", "/%2e%2e/%2e%2e/etc/passwd", 404},
		{"GET", "/static/", 404}, {"GET", "/pages/layout.gohtml", 404},
	} {
		if r := ask(t, c.method, s.URL+c.path, "", nil); r.StatusCode != c.want && r.StatusCode != 307 {
			t.Errorf("%s %.60s: %s, want %d", c.method, c.path, r.Status, c.want)
		}
	}
	large, _ := post(t, browser(t), s.URL+"/mention/m1", url.Values{"why": {strings.Repeat("x", 100_000)}})
	if large.StatusCode != 413 {
		t.Errorf("a large form: %s", large.Status)
	}
}

func TestAssetsKeepForGood(t *testing.T) {
	s, _ := serve(t)
	_, page := get(t, http.DefaultClient, s.URL+"/timeline")
	at := strings.Index(page, "/static/style.css?v=")
	path, _, _ := strings.Cut(page[at:], `"`)
	r, css := get(t, http.DefaultClient, s.URL+path)
	if !strings.Contains(r.Header.Get("Cache-Control"), "immutable") || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/css") || strings.Contains(css, "http") && strings.Contains(css, "url(http") {
		t.Error(fmt.Sprint(r.Header))
	}
}
