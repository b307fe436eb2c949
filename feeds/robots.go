package feeds

import (
	"bytes"
	"context"
	"net/url"
	"time"

	"github.com/temoto/robotstxt"

	"onset/tracker"
)

// robotsFor is how long a robots.txt is believed.
const robotsFor = 24 * time.Hour

// robotsSize is how much of a robots.txt is read, in bytes; RFC 9309 asks for
// 500 KiB at least.
const robotsSize = 512 << 10

// robotsName is the name that robots.txt files address this program by.
const robotsName = "Onset"

type robotsEntry struct {
	rules   *robotstxt.RobotsData
	until   time.Time
	trouble *answer // why it could not be read; nil when it could
}

// barred says why a page may not be asked for: its class is empty when it may. A
// site without robots.txt allows everything; one whose server is in trouble,
// nothing for now, as the standard (RFC 9309) has it: then the class is that of
// the trouble, because the page may be read another time.
func (c *Client) barred(ctx context.Context, page, place string) answer {
	u, err := allowed(page)
	if err != nil {
		return failed(tracker.FetchRefused, "%v", err)
	}
	e := c.rulesOf(ctx, u, place)
	switch {
	case e.trouble != nil:
		a := *e.trouble
		a.message = Shown(page) + " is not read for now, because the robots.txt of its site is not to be had: " + a.message
		return a
	case e.rules == nil || e.rules.TestAgent(u.RequestURI(), robotsName):
		return answer{}
	}
	return failed(tracker.FetchRefused, "%s is not read: the site's robots.txt asks programs to keep off; set content: feed for this source", Shown(page))
}

// rulesOf returns the rules of a site as it tells them to a place, asked for when
// they are not known or old.
func (c *Client) rulesOf(ctx context.Context, u *url.URL, place string) robotsEntry {
	site := u.Scheme + "://" + u.Host
	key := place + "@" + site
	c.mu.Lock()
	e, ok := c.robots[key]
	c.mu.Unlock()
	if ok && c.now().Before(e.until) {
		return e
	}
	e = c.askRobots(ctx, site, place)
	if ctx.Err() != nil {
		return e // nothing was learned
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.robots == nil {
		c.robots = make(map[string]robotsEntry)
	}
	c.robots[key] = e
	return e
}

// wholeLines is what came of a file, without the line in which it breaks off:
// half a path would forbid more than the whole one.
func wholeLines(a answer) []byte {
	if i := bytes.LastIndexByte(a.body, '\n'); a.cut && i >= 0 {
		return a.body[:i]
	}
	return a.body
}

func (c *Client) askRobots(ctx context.Context, site, place string) robotsEntry {
	at := site + "/robots.txt"
	a := c.get(ctx, request{url: at, from: place, accept: "text/plain, */*;q=0.5", maxBytes: robotsSize, prefix: true, page: true})
	e := robotsEntry{until: c.now().Add(robotsFor)}
	switch {
	case a.class == tracker.FetchOK && a.status < 500:
		rules, err := robotstxt.FromStatusAndBytes(a.status, wholeLines(a))
		if err == nil { // what can't be read forbids nothing
			e.rules = rules
		}
	default:
		if !a.class.Failed() {
			a = explainStatus(a, at)
		}
		e.until, e.trouble = c.now().Add(defaultMinEvery), &answer{class: a.class, status: a.status, message: a.message}
	}
	return e
}
