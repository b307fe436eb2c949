package feeds

import (
	"hash/fnv"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"onset/tracker"
)

// longestBackOff is the longest pause after failures.
const longestBackOff = 24 * time.Hour

// next says when a feed that answered well is polled again: as the user set it,
// else by its own rhythm within the bounds, but not before it allows. A tenth
// of the interval is taken off, by the address, so that feeds don't come all at
// once and none misses its round.
func (c *Client) next(now time.Time, s *tracker.FeedState, addr tracker.FeedAddress, asked time.Duration) time.Time {
	if addr.Every > 0 {
		return now.Add(addr.Every)
	}
	least, most := or(c.MinEvery, defaultMinEvery), or(c.MaxEvery, defaultMaxEvery)
	every := least
	if s.Every > 0 {
		every = s.Every
	}
	every = min(max(every, asked, least), most)
	return now.Add(every - spread(s.URL, every/10))
}

// backOff is how long a failing feed is left alone: longer by one interval for
// each failure in a row, a tenth of it spread by the address.
func (c *Client) backOff(s *tracker.FeedState, addr tracker.FeedAddress) time.Duration {
	step := or(addr.Every, or(c.MinEvery, defaultMinEvery))
	pause := min(step*time.Duration(min(s.Failures, 1000)), longestBackOff)
	return pause - spread(s.URL+strconv.Itoa(s.Failures), pause/10)
}

// spread returns a duration in [0, within) that depends on the key alone.
func spread(key string, within time.Duration) time.Duration {
	if within <= 0 {
		return 0
	}
	h := fnv.New64a()
	h.Write([]byte(key)) // never fails
	return time.Duration(h.Sum64() % uint64(within))
}

// rhythm is half the median time between a feed's recent items: often enough
// to see each soon, and long before it falls out of the feed. A feed that has
// fallen silent is asked less and less often. 0 when its dates don't tell.
func rhythm(items []tracker.Item, now time.Time) time.Duration {
	var times []time.Time
	for _, it := range items {
		if len(it.Published) > 0 && !it.Published[0].Stamp.Time.IsZero() && !it.Published[0].Stamp.Time.After(now) {
			times = append(times, it.Published[0].Stamp.Time)
		}
	}
	if len(times) < 3 {
		return 0
	}
	slices.SortFunc(times, func(a, b time.Time) int { return b.Compare(a) })
	times = times[:min(len(times), 30)]
	gaps := make([]time.Duration, 0, len(times))
	for i := 1; i < len(times); i++ {
		gaps = append(gaps, times[i-1].Sub(times[i]))
	}
	slices.Sort(gaps)
	return max(gaps[len(gaps)/2]/2, now.Sub(times[0])/20, time.Second)
}

// retryAfter reads Retry-After in seconds or as a date.
func retryAfter(h http.Header, now time.Time) time.Duration {
	raw := strings.TrimSpace(h.Get("Retry-After"))
	if raw == "" {
		return 0
	}
	if n, err := strconv.Atoi(raw); err == nil {
		return min(max(0, time.Duration(min(n, 1<<30))*time.Second), tracker.LongestPause)
	}
	if t, err := http.ParseTime(raw); err == nil {
		return min(max(0, t.Sub(now)), tracker.LongestPause)
	}
	return 0
}

// maxAge is how long the server says that its answer stays fresh.
func maxAge(h http.Header, now time.Time) time.Duration {
	for part := range strings.SplitSeq(strings.ToLower(h.Get("Cache-Control")), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			n, err := strconv.Atoi(strings.Trim(value, `" `))
			if err == nil && n > 0 {
				return min(time.Duration(min(n, 1<<30))*time.Second, tracker.LongestPause)
			}
			return 0
		}
	}
	if t, err := http.ParseTime(h.Get("Expires")); err == nil && t.After(now) {
		return min(t.Sub(now), tracker.LongestPause)
	}
	return 0
}
