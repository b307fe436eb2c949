package feeds

import (
	"net/url"
	"strings"

	"onset/tracker"
)

// publisherOf is the outlet that an entry names as its source; one without a
// name goes by its host.
func publisherOf(name, address string) tracker.Publisher {
	p := tracker.Publisher{Name: Line(name)}
	if u, err := url.Parse(strings.TrimSpace(address)); err == nil && u.Host != "" {
		p.URL = u.String()
		p.Name = first(p.Name, plainHost(u.Host))
	}
	return p
}

// attribute leaves the items of an aggregate feed with their publishers, without
// whose name behind their titles, and all others without one: a feed whose
// items name no two outlets is an outlet's own, unless its source is said to be
// an aggregator.
func attribute(items []tracker.Item, src tracker.Source) {
	named := map[string]bool{}
	for _, it := range items {
		if it.Publisher.Name != "" {
			named[strings.ToLower(it.Publisher.Name)] = true
		}
	}
	for i := range items {
		it := &items[i]
		if !src.Aggregator && len(named) < 2 {
			it.Publisher = tracker.Publisher{}
		}
		it.Title = withoutTail(it.Title, it.Publisher.Name)
	}
}

// withoutTail takes the name of the outlet from the end of a title.
func withoutTail(title, name string) string {
	if name == "" || len(title) <= len(name) || !strings.EqualFold(title[len(title)-len(name):], name) {
		return title
	}
	head := strings.TrimRight(title[:len(title)-len(name)], " ")
	for _, dash := range []string{"-", "–", "—", "|", "·"} {
		if rest, ok := strings.CutSuffix(head, dash); ok && strings.HasSuffix(rest, " ") {
			return strings.TrimSpace(rest)
		}
	}
	return title
}

// SameSite tells whether two addresses are of one host, or one of them of a
// host below the other's.
func SameSite(a, b string) bool {
	u, errA := url.Parse(a)
	v, errB := url.Parse(b)
	if errA != nil || errB != nil || u.Host == "" || v.Host == "" {
		return false
	}
	x, y := plainHost(u.Host), plainHost(v.Host)
	return x == y || strings.HasSuffix(x, "."+y) || strings.HasSuffix(y, "."+x)
}
