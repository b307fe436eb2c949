package feeds

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"onset/tracker"
)

// limitedAddresses is how many addresses of a host must ask for a pause until
// the whole host is left alone.
const limitedAddresses = 3

// Pause is an address whose server wants it left alone: it answered 429, or said
// with Retry-After when to come again.
type Pause struct {
	Address string
	Place   string // from which it was asked; empty: here
	Until   time.Time
}

// Equal tells whether two pauses are the same.
func (p Pause) Equal(o Pause) bool {
	return p.Address == o.Address && p.Place == o.Place && p.Until.Equal(o.Until)
}

// Pauses returns what is to be left alone now, by address, so that it can be kept
// over a restart.
func (c *Client) Pauses() []Pause {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []Pause
	for name, h := range c.hosts {
		place, _, _ := strings.Cut(name, "@")
		for a, until := range h.limited {
			if until.After(c.now()) {
				out = append(out, Pause{a, place, until})
			}
		}
	}
	slices.SortFunc(out, func(a, b Pause) int {
		return cmp.Or(strings.Compare(a.Address, b.Address), strings.Compare(a.Place, b.Place))
	})
	return out
}

// Recall takes up pauses that were kept. One that no server could have asked for
// was kept under a clock that has jumped, and is forgotten.
func (c *Client) Recall(pauses []Pause) {
	for _, h := range pauses {
		if now := c.now(); h.Until.After(now) && !h.Until.After(now.Add(tracker.LongestPause+24*time.Hour)) {
			c.hold(h.Address, h.Place, h.Until)
		}
	}
}

// heldUntil returns until when an address, or all of its host, is to be left
// alone by a place; the zero time when it may be asked.
func (c *Client) heldUntil(address, place string) time.Time {
	u, err := url.Parse(address)
	if err != nil {
		return time.Time{}
	}
	h := c.host(u, place)
	c.mu.Lock()
	defer c.mu.Unlock()
	until := h.until
	if own := h.limited[address]; own.After(until) {
		until = own
	}
	if until.After(c.now()) {
		return until
	}
	return time.Time{}
}

// hold notes that a place is to let an address rest until then. The third address of a host
// whose pauses overlap holds back all of it.
func (c *Client) hold(address, place string, until time.Time) {
	u, err := url.Parse(address)
	if err != nil {
		return
	}
	h := c.host(u, place)
	c.mu.Lock()
	defer c.mu.Unlock()
	h.limited[address] = until
	last := time.Time{}
	for a, t := range h.limited {
		if !t.After(c.now()) {
			delete(h.limited, a)
		} else if t.After(last) {
			last = t
		}
	}
	if len(h.limited) >= limitedAddresses {
		h.until = last
	}
}
