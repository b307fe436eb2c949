package web

import (
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"
)

// How many wrong secrets one address, and all strangers together, may try in a
// stretch of time. At this rate even the shortest token that is taken is never
// found; the limit also keeps a guesser from filling the log and the processor.
const (
	guessesAllowed = 20
	guessesPer     = time.Minute
	mostKnown      = 1000 // addresses remembered from which somebody was let in
)

// guesses counts wrong secrets by the address that they came from. Strangers,
// which are the addresses that never showed a right token, also share one
// limit: many addresses together try no more than one. A known address only has
// its own, so that strangers can't keep its people from coming back.
type guesses struct {
	mu        sync.Mutex
	since     time.Time      // when the stretch began
	by        map[string]int // at most those of strangers and of known addresses
	strangers int
	known     map[string]time.Time // when a right token last came from there
}

// weigh counts what an address shows. Whoever tried too much before has to
// wait, even with what is right: else the limit would limit nobody who guesses.
func (g *guesses) weigh(address string, shown int, right bool, now time.Time) (wait time.Duration, barred bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.begin(now)
	_, known := g.known[address]
	if g.by[address]+shown > guessesAllowed || !known && g.strangers+shown > guessesAllowed {
		return g.since.Add(guessesPer).Sub(now), true
	}
	if right {
		g.welcome(address, now)
		return 0, false
	}
	g.by[address] += shown
	if !known {
		g.strangers += shown
	}
	return 0, false
}

// begin forgets what lies before the stretch of now.
func (g *guesses) begin(now time.Time) {
	if g.by == nil || now.Sub(g.since) >= guessesPer || now.Before(g.since) {
		g.since, g.by, g.strangers = now, map[string]int{}, 0
	}
}

// welcome remembers an address, in place of the one that came longest ago
// where there are too many.
func (g *guesses) welcome(address string, now time.Time) {
	if g.known == nil {
		g.known = map[string]time.Time{}
	}
	g.known[address] = now
	if len(g.known) > mostKnown {
		delete(g.known, earliest(g.known, func(at time.Time) time.Time { return at }))
	}
}

// earliest returns the key of what is oldest.
func earliest[K comparable, V any](m map[K]V, when func(V) time.Time) (oldest K) {
	var at time.Time
	for k, v := range m {
		if t := when(v); at.IsZero() || t.Before(at) {
			oldest, at = k, t
		}
	}
	return oldest
}

// callerOf is where a request comes from: an address, or the network of an IPv6
// one, of which every household has more than can be counted. What a header
// says of it is not believed, because anybody can write one.
func callerOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if ip = ip.Unmap(); ip.Is4() {
		return ip.String()
	}
	network, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return host
	}
	return network.String()
}
