package feeds

import (
	"strings"

	"golang.org/x/net/html"
)

// What is read of a page at most. The largest of real articles have a tenth of
// it; without a bound a page of 8 MB would take more than a gigabyte.
const (
	maxTags       = 60_000
	maxAttributes = 200_000
	maxShown      = 1 << 20 // bytes of text outside of scripts
	smallPage     = 128 << 10
)

// boundedPage returns as much of a page as is read, and whether that is not all.
func boundedPage(doc string) (string, bool) {
	if len(doc) <= smallPage {
		return doc, false
	}
	z := html.NewTokenizer(strings.NewReader(doc))
	at, tags, attributes, shown, hidden := 0, 0, 0, 0, false
	for {
		kind := z.Next()
		size := len(z.Raw())
		switch kind {
		case html.ErrorToken:
			return doc, false
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			hidden = string(name) == "script" || string(name) == "style"
			for tags++; more; attributes++ {
				_, _, more = z.TagAttr()
			}
		case html.CommentToken:
			tags++
		case html.TextToken:
			if !hidden {
				shown += size
			}
		default:
			hidden = false
		}
		if tags > maxTags || attributes > maxAttributes || shown > maxShown {
			at += min(size, max(0, maxShown-(shown-size)))
			cut, _ := bounded(doc, min(at, len(doc)))
			return cut, true
		}
		at += size
	}
}
