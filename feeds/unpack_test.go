package feeds

import (
	"bytes"
	"compress/flate"
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/time/rate"

	"onset/tracker"
)

// Servers pack as they like, whatever was asked for, and name it badly.
func TestPackingsThatNobodyAskedFor(t *testing.T) {
	plain, gz := stories(3), string(packed(t, stories(3)))
	br := through(t, plain, func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) })
	zst := through(t, plain, func(w io.Writer) io.WriteCloser {
		z, err := zstd.NewWriter(w)
		if err != nil {
			t.Fatal(err)
		}
		return z
	})
	raw := through(t, plain, func(w io.Writer) io.WriteCloser {
		z, err := flate.NewWriter(w, 5)
		if err != nil {
			t.Fatal(err)
		}
		return z
	})
	for name, c := range map[string]struct{ encoding, body string }{
		"brotli":                      {"br", br},
		"Brotli in capitals":          {"BR", br},
		"brotli that is none":         {"br", plain},
		"zstd":                        {"zstd", zst},
		"zstd unsaid":                 {"", zst},
		"zstd that is gzip":           {"zstd", gz},
		"gzip, then brotli":           {"gzip, br", through(t, gz, func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) })},
		"a character set":             {"utf-8", plain},
		"another character set":       {"windows-1251", plain},
		"none":                        {"none", plain},
		"aws-chunked":                 {"aws-chunked", plain},
		"a character set and gzip":    {"utf-8", gz},
		"gzip with zeros behind":      {"gzip", gz + strings.Repeat("\x00", 700)},
		"gzip with a line end behind": {"gzip", gz + "\r\n"},
		"gzip in two members":         {"gzip", string(packed(t, plain[:300])) + string(packed(t, plain[300:]))},
		"deflate without its header":  {"deflate", raw},
		"deflate that is none":        {"deflate", plain},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.on("/feed", body(c.body, "Content-Encoding", c.encoding, "ETag", `"v"`))
			if f := newPoller(t, s.URL+"/feed").want(tracker.FetchOK); len(f.Items) != 3 || f.State.ETag == "" || f.Message != "" {
				t.Errorf("%d items, ETag %q, %q; want 3 of a whole feed", len(f.Items), f.State.ETag, f.Message)
			}
		})
	}
	s := newSite(t)
	s.on("/feed", body(gz[3:], "Content-Encoding", "compress"))
	if f := newPoller(t, s.URL+"/feed").want(tracker.FetchMalformed); !strings.Contains(f.Message, `"compress"`) {
		t.Errorf("what is packed as nobody can unpack: %s", f.Message)
	}
}

func through(t *testing.T, s string, pack func(io.Writer) io.WriteCloser) string {
	t.Helper()
	var b bytes.Buffer
	w := pack(&b)
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A bomb is refused in any packing.
func TestBombsInOtherPackings(t *testing.T) {
	for encoding, bomb := range map[string]string{
		"br": through(t, strings.Repeat(" ", 3<<20), func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }),
		"zstd": through(t, strings.Repeat(" ", 3<<20), func(w io.Writer) io.WriteCloser {
			z, err := zstd.NewWriter(w)
			if err != nil {
				t.Fatal(err)
			}
			return z
		}),
	} {
		s := newSite(t)
		s.on("/feed", body(bomb, "Content-Encoding", encoding))
		p := newPoller(t, s.URL+"/feed")
		p.MaxBytes = 1 << 20
		p.want(tracker.FetchTooLarge)
	}
}

// A robots.txt that goes on for ever is read to the mark that the standard
// sets, so that what it forbids at its top is forbidden.
func TestLongRobots(t *testing.T) {
	s := newSite(t)
	s.on("/robots.txt", body("User-agent: *\nDisallow: /secret\n"+strings.Repeat("# nothing here\n", robotsSize/10)+"Disallow: /late\n"))
	s.on("/secret", body(articlePage(8)))
	s.on("/open", body(articlePage(8)))
	p := newPoller(t, s.URL+"/feed")
	if got := p.page(s.URL + "/secret"); got.Class != tracker.FetchRefused || s.count("/secret") != 0 {
		t.Errorf("a page that is forbidden at the top is %s, asked %d times", got.Class, s.count("/secret"))
	}
	if got := p.page(s.URL + "/open"); got.Class != tracker.FetchOK {
		t.Errorf("an open page is %s: %s", got.Class, got.Message)
	}
	if got := string(wholeLines(answer{body: []byte("Disallow: /a\nDisallow: /b"), cut: true})); got != "Disallow: /a" {
		t.Errorf("of a file that breaks off %q is read", got)
	}
}

// What was configured for https never travels in the open: not by a redirect,
// and not when the feed is said to have moved there for good.
func TestHeadersNeverStepDown(t *testing.T) {
	var open, safe []string
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		open = append(open, r.Header.Get("X-Key"))
		io.WriteString(w, stories(1))
	}))
	t.Cleanup(plain.Close)
	secure := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		safe = append(safe, r.Header.Get("X-Key"))
		http.Redirect(w, r, "http://outlet.example/feed", http.StatusMovedPermanently)
	}))
	t.Cleanup(secure.Close)
	p := newPoller(t, "https://outlet.example/feed")
	p.addr.Headers = map[string]string{"X-Key": "secret"}
	p.Transport, p.Rate = toTestServers(plain, secure), rate.Inf
	for range confirmations + 1 {
		p.want(tracker.FetchOK)
		p.state.BodySHA256 = "" // the same body is read again
	}
	if p.state.Address != "http://outlet.example/feed" || len(safe) != confirmations || len(open) != confirmations+1 {
		t.Fatalf("the feed is at %s; asked %d times by https, %d times by http", p.state.Address, len(safe), len(open))
	}
	if strings.Join(safe, "") != strings.Repeat("secret", confirmations) || strings.Join(open, "") != "" {
		t.Errorf("the key went out by https as %q and in the open as %q", safe, open)
	}
}

// toTestServers leads every name to one server for each scheme.
func toTestServers(plain, secure *httptest.Server) http.RoundTripper {
	return transport(func(r *http.Request) (*http.Response, error) {
		r = r.Clone(context.Background())
		r.URL.Host = plain.Listener.Addr().String()
		if r.URL.Scheme == "https" {
			r.URL.Host = secure.Listener.Addr().String()
		}
		t := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true} // a certificate of the test
		return t.RoundTrip(r)
	})
}

// Where one private address is allowed the others stay closed, and link-local
// ones stay closed wherever they are not named.
func TestOnlyNamedAddressesAreAsked(t *testing.T) {
	s := newSite(t)
	s.on("/feed", body(stories(1)))
	prefix := netip.MustParsePrefix
	for name, c := range map[string]struct {
		allowed []netip.Prefix
		address string
		class   tracker.FetchClass
	}{
		"its address":             {[]netip.Prefix{prefix("127.0.0.1/32")}, s.URL + "/feed", tracker.FetchOK},
		"its range":               {[]netip.Prefix{prefix("127.0.0.0/8")}, s.URL + "/feed", tracker.FetchOK},
		"all private ones":        {tracker.PrivateNetworks, s.URL + "/feed", tracker.FetchOK},
		"another address":         {[]netip.Prefix{prefix("127.0.0.2/32"), prefix("10.0.0.0/8")}, s.URL + "/feed", tracker.FetchRefused},
		"link-local":              {tracker.PrivateNetworks, "http://169.254.169.254/feed", tracker.FetchRefused},
		"link-local of version 6": {tracker.PrivateNetworks, "http://[fe80::1]/feed", tracker.FetchRefused},
		"the unspecified address": {tracker.PrivateNetworks, "http://0.0.0.0:1/feed", tracker.FetchRefused},
	} {
		p := newPoller(t, c.address)
		p.AllowPrivate = c.allowed
		if f := p.poll(); f.Class != c.class {
			t.Errorf("%s: %s: %s, want %s", name, f.Class, f.Message, c.class)
		}
	}
}
