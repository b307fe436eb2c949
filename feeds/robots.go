package feeds

import (
	"context"
	"net/url"
	"time"

	"github.com/temoto/robotstxt"

	"onset/tracker"
)

// robotsFor is how long a robots.txt is believed.
const robotsFor = 24 * time.Hour

// robotsSize is how much of a robots.txt is read, in bytes.
const robotsSize = 512 << 10

// robotsName is the name that robots.txt files address this program by.
const robotsName = "Onset"

type robotsEntry struct {
	rules *robotstxt.RobotsData
	until time.Time
}

// mayRead tells whether the site's robots.txt allows the page. A site without
// one allows everything; one whose server is in trouble, nothing for now, as
// the standard (RFC 9309) has it.
func (c *Client) mayRead(ctx context.Context, page string) bool {
	u, err := allowed(page)
	if err != nil {
		return false
	}
	rules := c.rulesOf(ctx, u)
	return rules == nil || rules.TestAgent(u.RequestURI(), robotsName)
}

func (c *Client) rulesOf(ctx context.Context, u *url.URL) *robotstxt.RobotsData {
	site := u.Scheme + "://" + u.Host
	c.mu.Lock()
	e, ok := c.robots[site]
	c.mu.Unlock()
	var err error
	if ok && c.now().Before(e.until) {
		return e.rules
	}
	a := c.get(ctx, request{url: site + "/robots.txt", accept: "text/plain, */*;q=0.5", maxBytes: robotsSize})
	e = robotsEntry{until: c.now().Add(robotsFor)}
	switch {
	case a.class == tracker.FetchOK:
		e.rules, err = robotstxt.FromStatusAndBytes(a.status, a.body)
	case a.class == tracker.FetchTooLarge:
		// more rules than anyone means: as if there were none
	default:
		e.rules, err = robotstxt.FromStatusAndBytes(503, nil)
	}
	if err != nil {
		e.rules = nil // what can't be read forbids nothing
	}
	if a.class != tracker.FetchOK || a.status >= 500 {
		e.until = c.now().Add(defaultMinEvery)
	}
	if ctx.Err() != nil {
		return e.rules // nothing was learned
	}
	c.mu.Lock()
	if c.robots == nil {
		c.robots = make(map[string]robotsEntry)
	}
	c.robots[site] = e
	c.mu.Unlock()
	return e.rules
}
