package feeds

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"code.dny.dev/ssrf"
	"golang.org/x/time/rate"

	"onset/tracker"
)

// The limits that a Client has unless its fields say otherwise.
const (
	defaultTimeout  = 60 * time.Second
	defaultMaxBytes = 32 << 20 // of a decoded body
	defaultMinEvery = 15 * time.Minute
	defaultMaxEvery = 4 * time.Hour
	defaultPerHost  = 2
	defaultRate     = rate.Limit(1) // requests a second and host
	defaultBurst    = 4
	defaultWorkers  = 32

	maxRedirects = 8
	maxHeader    = 64 << 10 // bytes of an answer's header
	dialTimeout  = 10 * time.Second
	headTimeout  = 30 * time.Second // until the header is there
	onTheWay     = 2 * time.Minute  // beside Timeout, for a request that somebody elsewhere has to come for
)

// Version is the release that the client names itself by.
const Version = "1.0"

// Client asks for feeds and pages. Its zero value works; one Client serves a
// whole process, so that feeds and pages share what a host is asked of.
type Client struct {
	Contact      string         // in the User-Agent, so that a webmaster can ask: an address of mail or web
	UserAgent    string         // instead of Onset's own
	AllowPrivate []netip.Prefix // of the private addresses, those that may be asked, see tracker.PrivateNetworks
	Now          func() time.Time
	Timeout      time.Duration // of one request, body included
	MaxBytes     int64         // of a decoded body
	MinEvery     time.Duration // no feed is polled more often, unless its own setting says so
	MaxEvery     time.Duration // none is polled less often
	PerHost      int           // requests at once
	Rate         rate.Limit    // requests a second and host; loopback is not limited
	Transport    http.RoundTripper
	// Elsewhere asks from another place, see package afar; nil: this process asks
	// from here only.
	Elsewhere func(place string) http.RoundTripper

	once   sync.Once
	http   *http.Client
	mu     sync.Mutex
	hosts  map[string]*host
	robots map[string]robotsEntry
}

func (c *Client) now() time.Time {
	if c.Now != nil {
		return c.Now().UTC()
	}
	return time.Now().UTC()
}

func or[T int | int64 | time.Duration | rate.Limit](v, otherwise T) T {
	if v > 0 {
		return v
	}
	return otherwise
}

// agent names the program and whom to ask about it.
func (c *Client) agent() string {
	if c.UserAgent != "" {
		return c.UserAgent
	}
	if c.Contact == "" {
		return "Onset/" + Version + " (narrative timeline tracker)"
	}
	return "Onset/" + Version + " (narrative timeline tracker; +" + c.Contact + ")"
}

// client builds the HTTP client once.
func (c *Client) client() *http.Client {
	c.once.Do(func() {
		transport := c.Transport
		if transport == nil {
			transport = Transport(c.AllowPrivate)
		}
		c.http = stepwise(transport)
	})
	return c.http
}

// asker returns the HTTP client that asks from a place.
func (c *Client) asker(place string) (*http.Client, error) {
	switch {
	case place == "":
		return c.client(), nil
	case c.Elsewhere == nil:
		return nil, Told{tracker.FetchUnattended, "this is asked for from " + place + ", which only the daemon (onset run) can have done"}
	}
	return stepwise(c.Elsewhere(place)), nil
}

// stepwise follows no redirects: each step is a request of its own, with its own
// host's limits.
func stepwise(t http.RoundTripper) *http.Client {
	return &http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// Transport dials nothing private but what is allowed. The check stands behind name
// resolution, so that what is checked is what is dialled; for the same reason
// there is no proxy, which would resolve names itself.
func Transport(private []netip.Prefix) http.RoundTripper {
	dialer := &net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}
	four, six := families(private)
	dialer.Control = ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(four...), ssrf.WithAllowedV6Prefixes(six...)).Safe
	return &http.Transport{
		DialContext: dialer.DialContext, ForceAttemptHTTP2: true, DisableCompression: true,
		TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}, TLSHandshakeTimeout: dialTimeout,
		ResponseHeaderTimeout: headTimeout, MaxResponseHeaderBytes: maxHeader,
		MaxIdleConns: 128, MaxIdleConnsPerHost: 2, IdleConnTimeout: 60 * time.Second,
	}
}

func families(all []netip.Prefix) (four, six []netip.Prefix) {
	for _, p := range all {
		if p.Addr().Is4() {
			four = append(four, p)
		} else {
			six = append(six, p)
		}
	}
	return four, six
}

// Close ends idle connections.
func (c *Client) Close() { c.client().CloseIdleConnections() }

// host is what is known of one host, as it is met from one place: who may ask it now.
type host struct {
	slots   chan struct{}
	pages   chan struct{} // one less: feeds do not wait for pages
	limit   *rate.Limiter
	until   time.Time            // nobody asks before
	limited map[string]time.Time // addresses that are to rest, with the end of their pause, see hold
}

func (c *Client) host(u *url.URL, place string) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	name := place + "@" + strings.ToLower(u.Host)
	h := c.hosts[name]
	if h == nil {
		if c.hosts == nil {
			c.hosts = make(map[string]*host)
		}
		limit, slots := or(c.Rate, defaultRate), or(c.PerHost, defaultPerHost)
		if isLoopback(u) {
			limit, slots = rate.Inf, 8
		}
		h = &host{slots: make(chan struct{}, slots), pages: make(chan struct{}, max(1, slots-1)), limit: rate.NewLimiter(limit, defaultBurst), limited: make(map[string]time.Time)}
		c.hosts[name] = h
	}
	return h
}

// isLoopback tells whether the address names this machine, which needs no
// politeness.
func isLoopback(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return ip != nil && ip.IsLoopback() || u.Hostname() == "localhost"
}

// enter waits until the host may be asked, and returns how to leave it.
func (c *Client) enter(ctx context.Context, u *url.URL, r request) (leave func(), err error) {
	h, page := c.host(u, r.from), r.page
	leave = func() { <-h.slots }
	if page {
		select {
		case h.pages <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		leave = func() { <-h.slots; <-h.pages }
	}
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		if page {
			<-h.pages
		}
		return nil, ctx.Err()
	}
	if err := h.limit.Wait(ctx); err != nil {
		leave()
		return nil, err
	}
	return leave, nil
}
