package web

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// How many wrong tokens one address may try in a stretch of time. At this rate
// even the shortest token that is taken is never found; the limit also keeps a
// guesser from filling the log and the processor.
const (
	guessesAllowed = 20
	guessesPer     = time.Minute
	mostGuessers   = 10_000 // addresses remembered
)

// guesses counts wrong tokens by the address that they came from.
type guesses struct {
	mu    sync.Mutex
	since time.Time // when the stretch began
	by    map[string]int
}

// barred tells whether an address has guessed too often, and for how long it
// has to wait then.
func (g *guesses) barred(r *http.Request, now time.Time) (time.Duration, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.begin(now)
	return g.since.Add(guessesPer).Sub(now), g.by[guesser(r)] >= guessesAllowed
}

// wrong notes a token that was not the right one.
func (g *guesses) wrong(r *http.Request, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.begin(now)
	if len(g.by) < mostGuessers {
		g.by[guesser(r)]++
	}
}

// begin forgets what lies before the stretch of now.
func (g *guesses) begin(now time.Time) {
	if g.by == nil || now.Sub(g.since) >= guessesPer || now.Before(g.since) {
		g.since, g.by = now, map[string]int{}
	}
}

func guesser(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
