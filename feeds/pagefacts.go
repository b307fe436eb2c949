package feeds

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"onset/tracker"
)

// pageFacts is what a page says of itself beside its text.
type pageFacts struct {
	canonical, title, plainTitle, author, language string
	linked                                         linked
	meta                                           []rawDate
	marked, times, shown, loose                    []placed
	text                                           int // bytes of text so far
	heading                                        int // bytes of text before the end of the headline; 0 when there is none
}

// placed is a date and where in the page it stands, in bytes of text before it.
type placed struct {
	rawDate
	at int
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
	f.walk(root, false, false)
	return f
}

// walk notes what a page says. What stands beside the article dates others.
func (f *pageFacts) walk(n *html.Node, beside, inArticle bool) {
	switch n.Type {
	case html.ElementNode:
		beside = beside || standsBeside(n, inArticle)
		inArticle = inArticle || n.Data == "article"
		f.element(n)
		if !beside {
			f.dates(n)
		}
	case html.TextNode:
		if n.Parent == nil || roles[n.Parent.Data] == drop {
			break
		}
		if !beside {
			f.looseDate(n)
		}
		f.text += len(strings.TrimSpace(n.Data))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		f.walk(c, beside, inArticle)
	}
	if n.Type == html.ElementNode && n.Data == "h1" && !beside && (f.heading == 0 || f.titled(n)) {
		f.heading = f.text
	}
}

// titled tells whether a headline is the page's title.
func (f *pageFacts) titled(n *html.Node) bool {
	s := textOf(n, 300)
	return s != "" && strings.Contains(f.title+"\n"+f.plainTitle, s)
}

// element notes what an element says of the page as a whole.
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
			f.linked.read(n.FirstChild.Data)
		}
	}
}

// maxDates is how many dates of one sort are looked at.
const maxDates = 50

// dates notes the dates that an element shows.
func (f *pageFacts) dates(n *html.Node) {
	prop := attr(n, "itemprop")
	switch {
	case len(f.marked) < maxDates && (prop == "datePublished" || prop == "dateCreated" || prop == "dateModified"):
		f.marked = append(f.marked, placed{rawDate{"page:itemprop", first(attr(n, "content"), attr(n, "datetime"), textOf(n, 60)), prop == "dateModified"}, f.text})
	case n.Data == "time" && len(f.times) < maxDates && !isTeaser(n, f.title+"\n"+f.plainTitle):
		f.times = append(f.times, placed{rawDate{"page:time", first(attr(n, "datetime"), textOf(n, 60)), strings.Contains(attr(n, "class")+prop, "odified")}, f.text})
	case n.Data != "time" && n.Data != "meta" && n.Data != "script" && n.Data != "html" && n.Data != "body":
		f.shownDate(n)
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
	if len(f.shown) >= maxDates || !strings.Contains(name, "date") && !strings.Contains(name, "publish") && !strings.Contains(name, "timestamp") {
		return
	}
	if s := textOf(n, 61); len(s) >= 6 && len(s) <= 60 && !isTeaser(n, f.title+"\n"+f.plainTitle) {
		f.shown = append(f.shown, placed{rawDate{"page:text", s, strings.Contains(name, "update") || strings.Contains(name, "modif")}, f.text})
	}
}

var yearInText = regexp.MustCompile(`(?:^|\D)(?:19|20)\d\d(?:\D|$)`)

// looseDate notes a short text that has a year in it. It counts only where
// nothing better is found.
func (f *pageFacts) looseDate(n *html.Node) {
	if len(f.loose) < maxDates && len(n.Data) >= 8 && len(n.Data) <= 120 {
		if s := strings.TrimSpace(n.Data); len(s) >= 8 && len(s) <= 60 && yearInText.MatchString(s) && !isTeaser(n, f.title+"\n"+f.plainTitle) {
			f.loose = append(f.loose, placed{rawDate{"page:text", s, false}, f.text})
		}
	}
}

// nearest returns dates in the order in which they stand near the headline,
// behind it rather than before it.
func (f *pageFacts) nearest(dates []placed) []rawDate {
	far := func(p placed) int {
		if d := p.at - f.heading; d < 0 {
			return -d
		}
		return p.at - f.heading
	}
	sorted := slices.SortedStableFunc(slices.Values(dates), func(a, b placed) int { return cmp.Compare(far(a), far(b)) })
	out := make([]rawDate, len(sorted))
	for i, p := range sorted {
		out[i] = p.rawDate
	}
	return out
}

// maxTimes is how many <time> elements are looked at; further ones belong to
// comments and teasers.
const maxTimes = 3

// published reads the dates, the machine-readable first.
func (f *pageFacts) published(d Dating, address string) []tracker.DateClaim {
	var claims []tracker.DateClaim
	times := f.nearest(f.times)
	for _, group := range [][]rawDate{f.linked.dates(address, f.title+"\n"+f.plainTitle), f.meta, f.nearest(f.marked), times[:min(len(times), maxTimes)], f.nearest(f.shown)} {
		claims = addDates(claims, group, d)
	}
	if u, err := url.Parse(address); err == nil {
		if c, ok := d.fromAddress(u.Path); ok {
			claims = append(claims, c)
		}
	}
	if len(claims) == 0 {
		claims = addDates(claims, f.nearest(f.loose), d)
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
