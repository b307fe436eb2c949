package feeds

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"onset/tracker"
)

// pageFacts is what a page says of itself beside its text.
type pageFacts struct {
	canonical, title, plainTitle, author, language string
	meta, linked, marked, times, shown, loose      []rawDate
}

// metaDates are the names under which pages state when they were published.
var metaDates = map[string]bool{
	"article:published_time": true, "og:published_time": true, "article:published": true, "datepublished": true, "date": true,
	"pubdate": true, "publishdate": true, "publish-date": true, "publish_date": true, "publication_date": true, "dc.date": true,
	"dc.date.issued": true, "dcterms.created": true, "dcterms.issued": true, "dcterms.date": true, "sailthru.date": true,
	"parsely-pub-date": true, "cxenseparse:recs:publishtime": true, "mediator_published_time": true, "ya:ovs:upload_date": true,
	"article.published": true, "published": true, "published-date": true, "citation_publication_date": true, "last-published": true,
}

var metaChanges = map[string]bool{"article:modified_time": true, "og:updated_time": true, "dcterms.modified": true,
	"datemodified": true, "lastmod": true, "last-modified": true, "revised": true, "article:modified": true}

// factsOf walks the page once.
func factsOf(root *html.Node) pageFacts {
	var f pageFacts
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch n.Type {
		case html.ElementNode:
			f.element(n)
		case html.TextNode:
			f.looseDate(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return f
}

func (f *pageFacts) element(n *html.Node) {
	switch n.Data {
	case "html":
		f.language = first(f.language, attr(n, "lang"), attr(n, "xml:lang"))
	case "title":
		f.plainTitle = first(f.plainTitle, textOf(n, 300))
	case "link":
		if strings.EqualFold(attr(n, "rel"), "canonical") {
			f.canonical = first(f.canonical, attr(n, "href"))
		}
	case "meta":
		f.metaTag(n)
	case "script":
		if strings.Contains(attr(n, "type"), "ld+json") && n.FirstChild != nil {
			f.linkedData(n.FirstChild.Data)
		}
	case "time":
		f.times = append(f.times, rawDate{"page:time", first(attr(n, "datetime"), textOf(n, 60)), strings.Contains(attr(n, "class")+attr(n, "itemprop"), "odified")})
	default:
		f.shownDate(n)
	}
	if prop := attr(n, "itemprop"); prop == "datePublished" || prop == "dateCreated" || prop == "dateModified" {
		f.marked = append(f.marked, rawDate{"page:itemprop", first(attr(n, "content"), attr(n, "datetime"), textOf(n, 60)), prop == "dateModified"})
	}
}

func (f *pageFacts) metaTag(n *html.Node) {
	name := strings.ToLower(first(attr(n, "property"), attr(n, "name"), attr(n, "http-equiv"), attr(n, "itemprop")))
	content := attr(n, "content")
	switch {
	case content == "":
	case metaDates[name]:
		f.meta = append(f.meta, rawDate{"page:meta", content, false})
	case metaChanges[name]:
		f.meta = append(f.meta, rawDate{"page:meta", content, true})
	case name == "og:title":
		f.title = first(f.title, content)
	case name == "author", name == "article:author", name == "dc.creator", name == "parsely-author":
		if !strings.HasPrefix(content, "http") {
			f.author = first(f.author, content)
		}
	case name == "content-language", name == "og:locale":
		f.language = first(f.language, content)
	}
}

// shownDate notes short texts in elements that are named for a date.
func (f *pageFacts) shownDate(n *html.Node) {
	name := strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
	if len(f.shown) >= 5 || !strings.Contains(name, "date") && !strings.Contains(name, "publish") && !strings.Contains(name, "timestamp") {
		return
	}
	if s := textOf(n, 61); len(s) >= 6 && len(s) <= 60 {
		f.shown = append(f.shown, rawDate{"page:text", s, strings.Contains(name, "update") || strings.Contains(name, "modif")})
	}
}

var linkedDate = regexp.MustCompile(`"(datePublished|dateCreated|dateModified)"\s*:\s*"([^"]+)"`)

var yearInText = regexp.MustCompile(`(?:^|\D)(?:19|20)\d\d(?:\D|$)`)

// looseDate notes a short text that has a year in it. It counts only where
// nothing better is found.
func (f *pageFacts) looseDate(text string) {
	if len(f.loose) < 8 && len(text) >= 8 && len(text) <= 120 {
		if s := strings.TrimSpace(text); len(s) >= 8 && len(s) <= 60 && yearInText.MatchString(s) {
			f.loose = append(f.loose, rawDate{"page:text", s, false})
		}
	}
}

// linkedData reads JSON-LD; where it is no valid JSON, its dates are picked out.
func (f *pageFacts) linkedData(src string) {
	var v any
	if err := json.Unmarshal([]byte(strings.TrimSpace(src)), &v); err != nil {
		for _, m := range linkedDate.FindAllStringSubmatch(src, 4) {
			f.linked = append(f.linked, rawDate{"page:json-ld", m[2], m[1] == "dateModified"})
		}
		return
	}
	f.linkedNode(v, 0)
}

func (f *pageFacts) linkedNode(v any, depth int) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			f.linkedNode(e, depth+1)
		}
	case map[string]any:
		for _, name := range []string{"datePublished", "dateCreated", "dateModified"} {
			if s, ok := v[name].(string); ok {
				f.linked = append(f.linked, rawDate{"page:json-ld", s, name == "dateModified"})
			}
		}
		if _, dated := v["datePublished"]; dated {
			f.author = first(f.author, nameOf(v["author"]))
			if s, ok := v["inLanguage"].(string); ok {
				f.language = first(f.language, s)
			}
		}
		f.linkedNode(v["@graph"], depth+1)
		f.linkedNode(v["mainEntity"], depth+1)
	}
}

func nameOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		if len(v) > 0 {
			return nameOf(v[0])
		}
	case map[string]any:
		return nameOf(v["name"])
	}
	return ""
}

// maxTimes is how many <time> elements are looked at; further ones belong to
// comments and teasers.
const maxTimes = 3

// published reads the dates, the machine-readable first.
func (f *pageFacts) published(d Dating, address string) []tracker.DateClaim {
	var claims []tracker.DateClaim
	for _, group := range [][]rawDate{f.linked, f.meta, f.marked, f.times[:min(len(f.times), maxTimes)], f.shown} {
		claims = addDates(claims, group, d)
	}
	if u, err := url.Parse(address); err == nil {
		if c, ok := d.fromAddress(u.Path); ok {
			claims = append(claims, c)
		}
	}
	if len(claims) == 0 {
		claims = addDates(claims, f.loose, d)
		claims = claims[:min(len(claims), 1)]
	}
	return d.order(claims)
}

// addDates reads a group of dates; text that is no whole date is none at all.
func addDates(claims []tracker.DateClaim, group []rawDate, d Dating) []tracker.DateClaim {
	for _, r := range group {
		c := d.understand(r.from, r.raw)
		if a := c.Stamp.Assumed; (r.from == "page:text" || r.from == "page:time") && (!c.Stamp.Known() || a.NoYear || a.NoDay || strings.Contains(c.Flag, FlagFuture)) {
			continue
		}
		if r.updated {
			c = changed(c)
		}
		claims = append(claims, newClaims(claims, []tracker.DateClaim{c})...)
	}
	return claims
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf returns the text of a node, up to a length in bytes.
func textOf(n *html.Node, limit int) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil && b.Len() < 4*limit; c = c.NextSibling {
			walk(c)
			b.WriteByte(' ')
		}
	}
	walk(n)
	s := strings.Join(strings.Fields(b.String()), " ")
	if len(s) > limit {
		return strings.ToValidUTF8(s[:limit], "")
	}
	return s
}
