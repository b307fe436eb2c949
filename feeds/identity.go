package feeds

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"

	"onset/tracker"
)

// Canonical cleans the address of an article: trackers and the fragment are
// removed, a copy in a mirror's cache is led back to its page. key identifies
// the page beyond that: scheme, "www.", mobile and AMP variants, a trailing
// slash or index page make no difference to it. ok is false for anything but
// an absolute http or https address.
func Canonical(raw string) (clean, key string, ok bool) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", "", false
	}
	u = unwrapMirror(u)
	u.Host = strings.ToLower(u.Host)
	u.Host = strings.TrimSuffix(strings.TrimSuffix(u.Host, defaultPort(u.Scheme)), ".")
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	u.RawQuery = dropParameters(u.RawQuery, isTracking)
	u.ForceQuery = false
	clean = u.String()

	host := plainHost(u.Host)
	path := plainPath(u.EscapedPath())
	key = "//" + host + path
	if q := dropParameters(u.RawQuery, isVariant); q != "" {
		key += "?" + q
	}
	return clean, key, true
}

func defaultPort(scheme string) string {
	if scheme == "http" {
		return ":80"
	}
	return ":443"
}

// unwrapMirror leads from Google's AMP viewer and cache to the page itself.
func unwrapMirror(u *url.URL) *url.URL {
	rest := ""
	switch {
	case strings.HasPrefix(u.Path, "/amp/s/") && strings.HasPrefix(u.Hostname(), "www.google."):
		rest = u.Path[len("/amp/s/"):]
	case strings.HasSuffix(u.Hostname(), ".cdn.ampproject.org"):
		if _, after, ok := strings.Cut(u.Path, "/s/"); ok {
			rest = after
		}
	}
	if rest == "" {
		return u
	}
	inner, err := url.Parse("https://" + rest)
	if err != nil || inner.Host == "" {
		return u
	}
	inner.RawQuery = u.RawQuery
	return inner
}

// plainHost removes the labels under which outlets serve the same pages again.
func plainHost(host string) string {
	for _, label := range []string{"www.", "amp.", "m.", "mobile."} {
		if rest, ok := strings.CutPrefix(host, label); ok && strings.Contains(rest, ".") {
			host = rest
		}
	}
	return host
}

// plainPath removes AMP markers, index pages and the trailing slash.
func plainPath(p string) string {
	p = strings.TrimRight(p, "/")
	if i := strings.LastIndexByte(p, '/'); i >= 0 {
		switch strings.ToLower(p[i+1:]) {
		case "amp", "index.html", "index.htm", "index.php", "index.shtml", "index.asp", "index.aspx", "default.aspx":
			p = strings.TrimRight(p[:i], "/")
		}
	}
	if rest, ok := strings.CutPrefix(p, "/amp/"); ok {
		p = "/" + rest
	}
	p = strings.TrimSuffix(p, ".amp")
	if head, ok := strings.CutSuffix(p, ".amp.html"); ok {
		p = head + ".html"
	}
	return p
}

// dropParameters removes from a raw query the parameters that gone names, and
// keeps the others as they are and where they are.
func dropParameters(query string, gone func(name, value string) bool) string {
	if query == "" {
		return ""
	}
	kept := make([]string, 0, 4)
	for part := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(part, "=")
		if part != "" && !gone(strings.ToLower(name), strings.ToLower(value)) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

var tracking = map[string]bool{
	"fbclid": true, "gclid": true, "dclid": true, "gbraid": true, "wbraid": true, "msclkid": true, "yclid": true,
	"ysclid": true, "mc_cid": true, "mc_eid": true, "igshid": true, "twclid": true, "_openstat": true,
	"cmpid": true, "cmp": true, "ncid": true, "ocid": true, "xtor": true, "smid": true, "s_cid": true, "icid": true,
	"at_medium": true, "at_campaign": true, "at_source": true, "ns_campaign": true, "ns_mchannel": true,
	"ftag": true, "rss": true, "partner": true, "mkt_tok": true, "vero_id": true, "spm": true, "wt_mc": true,
	"__twitter_impression": true, "traffic_source": true, "_hsenc": true, "_hsmi": true, "oly_enc_id": true,
	"cvid": true, "feature": true, "maca": true, "srnd": true, "taid": true,
}

func isTracking(name, value string) bool {
	return tracking[name] || isReferrer(name, value) || strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "pk_") ||
		strings.HasPrefix(name, "mtm_") || strings.HasPrefix(name, "at_custom") || strings.HasPrefix(name, "hsa_")
}

// isReferrer tells whether the parameter only says through what the reader came.
func isReferrer(name, value string) bool {
	switch name {
	case "from", "ref", "source", "src", "via":
		switch value {
		case "rss", "feed", "rssfeed", "twitter", "facebook", "fb", "telegram", "tg", "vk", "yandex", "google", "newsletter":
			return true
		}
	}
	return false
}

// isVariant names parameters that choose a view of the same page.
func isVariant(name, _ string) bool {
	switch name {
	case "amp", "outputtype", "view_as", "print", "mobile":
		return true
	}
	return false
}

// identify gives each item its key, by the strongest rung that tells it from
// the other items of the same feed: page, the home page of the feed, never does.
func identify(items []tracker.Item, site string) {
	_, home, _ := Canonical(site)
	byURL := make(map[string][]int, len(items))
	byGUID := make(map[string][]int, len(items))
	for i := range items {
		it := &items[i]
		clean, key, ok := Canonical(it.URL)
		if ok {
			it.URL = clean
			byURL[key] = append(byURL[key], i)
		} else {
			it.URL = ""
		}
		if it.GUID != "" {
			byGUID[it.GUID] = append(byGUID[it.GUID], i)
		}
	}
	for key, at := range byURL {
		if key != home && !isHome(key) && sameArticle(items, at) {
			for _, i := range at {
				items[i].Key, items[i].Rung = key, tracker.ByURL
			}
		}
	}
	for i := range items {
		it := &items[i]
		switch {
		case it.Key != "":
		case it.GUID != "" && sameTitle(items, byGUID[it.GUID]):
			it.Key, it.Rung = "guid:"+it.GUID, tracker.ByGUID
		default:
			it.Key, it.Rung = hashKey(*it), tracker.ByHash
		}
	}
}

// Identify gives a single item its key, where there is no feed to compare with.
func Identify(it tracker.Item) tracker.Item {
	one := []tracker.Item{it}
	identify(one, "")
	return one[0]
}

// isHome tells whether a key is the front page of a host.
func isHome(key string) bool { return !strings.ContainsAny(key[2:], "/?") }

// sameArticle tells whether items that share a page are one article: listed
// twice, or under a new headline but the same GUID. A GUID that only repeats
// the address says nothing.
func sameArticle(items []tracker.Item, at []int) bool {
	first := items[at[0]]
	for _, i := range at[1:] {
		it := items[i]
		_, _, isURL := Canonical(it.GUID)
		if it.Title != first.Title && (it.GUID == "" || it.GUID != first.GUID || isURL) {
			return false
		}
	}
	return true
}

// sameTitle tells whether items that share a GUID are one article.
func sameTitle(items []tracker.Item, at []int) bool {
	for _, i := range at[1:] {
		if items[i].Title != items[at[0]].Title {
			return false
		}
	}
	return true
}

// distinct keeps the first item of each key.
func distinct(items []tracker.Item) []tracker.Item {
	seen := make(map[string]bool, len(items))
	out := items[:0]
	for _, it := range items {
		if !seen[it.Key] {
			seen[it.Key] = true
			out = append(out, it)
		}
	}
	return out
}

// hashKey identifies an item by title and date alone.
func hashKey(it tracker.Item) string {
	date := ""
	if len(it.Published) > 0 {
		date = it.Published[0].Raw
	}
	title := it.Title
	if title == "" {
		title = it.Text
	}
	sum := sha256.Sum256([]byte(strings.ToLower(title) + "\x00" + date))
	return "hash:" + hex.EncodeToString(sum[:16])
}
