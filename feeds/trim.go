package feeds

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// asides are elements that HTML itself sets apart from the running text.
var asides = map[string]bool{"figcaption": true, "nav": true, "footer": true, "aside": true, "form": true, "button": true, "time": true, "address": true}

// asideNames are what sites call, by class or id, the blocks that stand in an
// article and are none of it.
var asideNames = regexp.MustCompile(`(?i)(^|[-_ ])(related|share|sharing|social|newsletter|comments?|breadcrumbs?|promo|teaser|sidebar|author-?(bio|box|info)|tags?|tag-?list|cookie|` +
	`recommend(ed|ations?)?|more-?on|most-?read|popular|subscribe|signup|paywall|ads?|advert(isement)?|sponsored|byline|meta|caption|copyright|toolbar|pagination|nav)($|[-_ ])`)

const (
	// linksOnly is the share of links in a block that only leads elsewhere.
	linksOnly = 0.8
	// mostOfIt is the share of a text that no block which is left out may have:
	// such a block is the article, whatever it is called.
	mostOfIt = 0.3
)

// trim takes out of an extracted article what is none of it: blocks that are
// nothing but links, and those that say by their element, class or id that they
// stand aside.
func trim(n *html.Node) {
	most := int(mostOfIt * float64(textBytes(n)))
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			switch {
			case c.Type != html.ElementNode:
			case standsAside(c) && textBytes(c) <= most:
				n.RemoveChild(c)
			default:
				walk(c)
			}
			c = next
		}
	}
	walk(n)
}

func standsAside(n *html.Node) bool {
	return asides[n.Data] || asideNames.MatchString(attr(n, "class")+" "+attr(n, "id")) || leadsElsewhere(n)
}

// leadsElsewhere tells whether a block is nothing but links.
func leadsElsewhere(n *html.Node) bool {
	switch n.Data {
	case "p", "li", "h2", "h3", "h4", "h5", "h6", "div", "ul", "ol", "section", "td", "blockquote", "figure":
		linked := linkedBytes(n, false)
		return linked > 0 && float64(linked) >= linksOnly*float64(textBytes(n)) && !isSentence(n)
	}
	return false
}

// otherReading begins what leads to another article.
var otherReading = regexp.MustCompile(`(?i)^\W*(?:read|see|watch|more|also|related|listen|lire|voir|mehr|lesen|siehe|leer|leggi|czytaj|zobacz|читайте|читать|читай|смотрите|подробнее|также|ещё|еще|дивіться|також|більше|детальніше)`)

// isSentence tells whether a paragraph is a sentence that the outlet made a link
// of, and no way to another article.
func isSentence(n *html.Node) bool {
	if n.Data != "p" {
		return false
	}
	s := textOf(n, 10_000)
	last, _ := utf8.DecodeLastRuneInString(s)
	return len(s) >= leastProse && strings.ContainsRune(".!?…»”\"", last) && !otherReading.MatchString(s)
}

func textBytes(n *html.Node) int {
	if n.Type == html.TextNode {
		return len(strings.TrimSpace(n.Data))
	}
	total := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		total += textBytes(c)
	}
	return total
}

// leastProse is the length from which on a paragraph is a paragraph, in bytes.
const leastProse = 80

// prose is how much of a text stands in paragraphs that end as sentences do, in
// bytes: what is left of menus, tables of contents and teasers does not.
func prose(text string) int {
	n := 0
	for p := range strings.SplitSeq(text, "\n\n") {
		p = strings.TrimSpace(p)
		if last, _ := utf8.DecodeLastRuneInString(p); len(p) >= leastProse && strings.ContainsRune(".!?…»”\"“)':", last) {
			n += len(p)
		}
	}
	return n
}

// possibleProse is about how much prose a page can have: its longer pieces of
// text outside of links.
func possibleProse(n *html.Node) int {
	if n.Type == html.TextNode {
		if text := strings.TrimSpace(n.Data); len(text) >= leastProse/2 {
			return len(text)
		}
		return 0
	}
	switch n.Data {
	case "a", "script", "style", "noscript", "template", "head":
		return 0
	}
	total := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		total += possibleProse(c)
	}
	return total
}
