package feeds

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"onset/tracker"
)

// request is one thing to get.
type request struct {
	url          string
	from         string // the place; empty: here
	etag         string
	lastModified string
	agent        string // empty: the client's own
	headers      map[string]string
	accept       string
	maxBytes     int64
	prefix       bool // of a body that is larger, the beginning will do
	page         bool // not a feed: waits so that a feed of the host can always be asked for
}

// answer is what came back, redirects followed.
type answer struct {
	class   tracker.FetchClass // ok, unchanged, or why there is no body
	message string             // for a person, when there is no body
	status  int
	header  http.Header
	body    []byte
	cut     bool   // the body ended early; what came is in body
	address string // that answered in the end
	moved   string // where permanent redirects led, before any temporary one
}

func failed(class tracker.FetchClass, format string, args ...any) answer {
	return answer{class: class, message: fmt.Sprintf(format, args...)}
}

const acceptFeed = "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"

const acceptPage = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"

// get asks for an address and follows redirects step by step. What it waits for
// the host's other requests does not count as time of the answer.
func (c *Client) get(ctx context.Context, r request) answer {
	at, err := allowed(r.url)
	if err != nil {
		return failed(tracker.FetchRefused, "%v", err)
	}
	left := or(c.Timeout, defaultTimeout)
	if r.from != "" {
		left += onTheWay
	}
	first, permanent, moved := at, true, ""
	for range maxRedirects + 1 {
		leave, err := c.enter(ctx, at, r)
		if err != nil {
			return explain(err, at)
		}
		began := time.Now()
		a, to := c.step(ctx, r, at, at.Host == first.Host && !stepsDown(first, at), left)
		leave()
		left -= time.Since(began)
		if to == nil {
			a.address, a.moved = at.String(), moved
			return a
		}
		permanent = permanent && (a.status == http.StatusMovedPermanently || a.status == http.StatusPermanentRedirect)
		if permanent {
			moved = to.String()
		}
		at = to
	}
	return failed(tracker.FetchStatus, "%s redirects more than %d times: it probably wants cookies, or leads in a circle; look at it in a browser and use the address that it ends at",
		Shown(r.url), maxRedirects)
}

// step asks once: it returns the whole answer, or where that redirects to.
func (c *Client) step(ctx context.Context, r request, at *url.URL, own bool, within time.Duration) (answer, *url.URL) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	res, err := c.send(ctx, r, at, own)
	if err != nil {
		return explain(err, at), nil
	}
	defer res.Body.Close()
	to, err := redirect(res, at)
	switch {
	case err != nil:
		return answer{class: tracker.FetchStatus, status: res.StatusCode, message: err.Error()}, nil
	case to != nil:
		return answer{status: res.StatusCode}, to
	}
	return c.take(res, r), nil
}

// allowed refuses what is not an http or https address.
func allowed(raw string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return nil, fmt.Errorf("%s is not an address", Shown(raw))
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%s is refused: only http:// and https:// addresses are asked for", Shown(raw))
	}
	return u, nil
}

// stepsDown tells whether what is secret on the way to one address would be
// open to all on the way to another.
func stepsDown(from, to *url.URL) bool { return from.Scheme == "https" && to.Scheme != "https" }

// send makes one request. What the user configured for an address (headers,
// credentials) goes to its own host only, and never in the open when it was
// meant for https.
func (c *Client) send(ctx context.Context, r request, u *url.URL, own bool) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", c.agent())
	req.Header.Set("Accept", r.accept)
	req.Header.Set("Accept-Encoding", "gzip, deflate")
	if r.agent != "" {
		req.Header.Set("User-Agent", r.agent)
	}
	if r.etag != "" {
		req.Header["If-None-Match"] = []string{r.etag}
	}
	if r.lastModified != "" {
		req.Header["If-Modified-Since"] = []string{r.lastModified}
	}
	if own {
		for k, v := range r.headers {
			req.Header.Set(k, v)
		}
	}
	asker, err := c.asker(r.from)
	if err != nil {
		return nil, err
	}
	return asker.Do(req)
}

// redirect returns where the answer leads, nil when it leads nowhere.
func redirect(res *http.Response, from *url.URL) (*url.URL, error) {
	switch res.StatusCode {
	case 301, 302, 303, 307, 308:
	default:
		return nil, nil
	}
	target := res.Header.Get("Location")
	if target == "" {
		return nil, fmt.Errorf("%s answered with a redirect (%d) that leads nowhere; ask the site, or use another address", Shown(from.String()), res.StatusCode)
	}
	to, err := from.Parse(target)
	if err == nil {
		to, err = allowed(to.String())
	}
	if err != nil {
		return nil, fmt.Errorf("%s leads to %s, which is not an http or https address", Shown(from.String()), Shown(target))
	}
	return to, nil
}

// take reads the answer to its end.
func (c *Client) take(res *http.Response, r request) answer {
	a := answer{class: tracker.FetchOK, status: res.StatusCode, header: res.Header}
	if res.StatusCode == http.StatusNotModified {
		a.class = tracker.FetchUnchanged
		return a
	}
	limit := or(r.maxBytes, or(c.MaxBytes, defaultMaxBytes))
	body, cut, err := readAll(res, limit)
	switch {
	case errors.Is(err, errTooLarge) && r.prefix:
		cut = true
	case errors.Is(err, errTooLarge):
		return answer{class: tracker.FetchTooLarge, status: res.StatusCode, header: res.Header,
			message: fmt.Sprintf("%s is larger than %d MB when decoded; it is not read, because a feed of that size is usually a mistake of the site", Shown(r.url), limit>>20)}
	case err != nil && len(body) == 0:
		if u, perr := url.Parse(r.url); perr == nil {
			ex := explain(err, u)
			ex.status, ex.header = res.StatusCode, res.Header
			return ex
		}
	}
	a.body, a.cut = body, cut
	return a
}
