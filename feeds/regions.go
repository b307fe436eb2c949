package feeds

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// namesOf are the words of an element's class names and id, in lower case:
// "commentList" and "comment-list" are both "comment list".
func namesOf(n *html.Node) [][]string {
	var out [][]string
	for _, name := range strings.Fields(attr(n, "class") + " " + attr(n, "id")) {
		var b strings.Builder
		lower := false
		for _, r := range name {
			if lower && unicode.IsUpper(r) {
				b.WriteByte(' ')
			}
			lower = unicode.IsLower(r)
			b.WriteRune(unicode.ToLower(r))
		}
		out = append(out, strings.FieldsFunc(b.String(), func(r rune) bool { return !unicode.IsLetter(r) }))
	}
	return out
}

// commentWords name what readers wrote; nextToComments are the words that such a
// name may have besides.
var (
	commentWords   = wordSet("comment comments commentlist commentsection commentary-list disqus discussions respond replies hypercomments cackle livefyre kommentar kommentare kommentarer kommentarbereich leserkommentare commentaire commentaires comentarios commenti komentarze komentarz komentari reacties комментарии комментарий комментариев коментарі")
	nextToComments = wordSet("list section area wrap wrapper container block body content thread box item items post article user users reader readers entry story page news site js b c m l the root inner outer feed widget module holder form reply replies all fb facebook vk wp dsq div ul ol new latest single nested children parent child depth even odd template app embed main tree count counter id region panel tab tabs")
)

func wordSet(words string) map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// areComments tells whether a block is named for what readers wrote.
func areComments(n *html.Node) bool {
	if attr(n, "itemprop") == "comment" || strings.HasSuffix(attr(n, "itemtype"), "schema.org/Comment") || strings.HasSuffix(attr(n, "itemtype"), "schema.org/UserComments") {
		return true
	}
	for _, words := range append(namesOf(n), strings.Fields(strings.ToLower(attr(n, "aria-label")))) {
		found, others := false, false
		for _, w := range words {
			found = found || commentWords[w]
			others = others || !commentWords[w] && !nextToComments[w] && len(w) > 1
		}
		if found && !others {
			return true
		}
	}
	return false
}

// dropComments takes what readers wrote out of a page. A block that has the
// headline or the text of the article in it is none, whatever it is called.
func dropComments(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type != html.ElementNode || c.Data == "head":
		case c.Data != "body" && c.Data != "main" && areComments(c) && !holdsArticle(c):
			n.RemoveChild(c)
		default:
			dropComments(c)
		}
		c = next
	}
}

// holdsArticle tells whether the article itself stands in a block.
func holdsArticle(n *html.Node) bool {
	if n.Type == html.ElementNode && (n.Data == "h1" || n.Data == "main" || attr(n, "itemprop") == "articleBody") {
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if holdsArticle(c) {
			return true
		}
	}
	return false
}

// besideNames are what sites call, by class or id, the blocks that lead to other
// articles.
var besideNames = regexp.MustCompile(`(?i)(^|[-_ ])(side-?bar|aside|related|recommend(ed|ations?)?|most-?(read|popular|viewed)|popular|trending|latest|teasers?|promo|newsletter|widget|carousel|ticker|rail|more-(on|news|stories)|read-(more|also|next)|see-also|also|archive|footer|nav|menu|banner|copyright)($|[-_ ])`)

// standsBeside tells whether a block leads to other articles or to the site, so
// that its dates are not the article's.
func standsBeside(n *html.Node, inArticle bool) bool {
	switch n.Data {
	case "nav", "aside", "form":
		return true
	case "footer":
		return !inArticle
	case "html", "head", "body", "main", "article", "h1", "time":
		return false
	}
	return besideNames.MatchString(attr(n, "class")+" "+attr(n, "id")) && !holdsArticle(n)
}

// leastTeaser is how many words a link has at least that is a headline.
const leastTeaser = 4

// isTeaser tells whether a date stands beside the headline of another article:
// a link of some words within the next blocks around it.
func isTeaser(n *html.Node, title string) bool {
	for range 3 {
		if n = n.Parent; n == nil || n.Data == "body" || n.Data == "main" || n.Data == "article" || holdsArticle(n) {
			return false
		}
		if link := longestLink(n); link != "" {
			return len(strings.Fields(link)) >= leastTeaser && !strings.Contains(title, link)
		}
	}
	return false
}

func longestLink(n *html.Node) string {
	if n.Type == html.ElementNode && n.Data == "a" {
		return textOf(n, 300)
	}
	longest := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if s := longestLink(c); len(s) > len(longest) {
			longest = s
		}
	}
	return longest
}
