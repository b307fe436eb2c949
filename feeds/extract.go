package feeds

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"codeberg.org/readeck/go-readability/v2"
	distiller "github.com/markusmobius/go-domdistiller"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"onset/tracker"
)

// The quality that an extraction must have.
const (
	minArticle = 250  // bytes of text
	maxLinks   = 0.5  // share of the text that stands in links
	muchMore   = 1.25 // times the prose of readability that the distiller must have to be believed
)

var errNoText = errors.New("the page has no text that could be read")

// ReadPage reads an article out of its page: by readability, or by a distiller
// of text blocks where that looks wrong or has missed much of the page. poor says why even the
// better text is not to be trusted, "" when it is.
func ReadPage(body []byte, r Reading) (item tracker.Item, poor string, err error) {
	if fault := guarded(func() { item, poor, err = readPage(body, r) }); fault != nil {
		return tracker.Item{}, "", fault
	}
	return item, poor, err
}

func readPage(body []byte, r Reading) (item tracker.Item, poor string, err error) {
	doc, cut := boundedPage(decode(body, r.ContentType))
	address, err := url.Parse(r.Address)
	if err != nil {
		return item, "", fmt.Errorf("reading the address of the page: %w", err)
	}
	root, err := html.Parse(strings.NewReader(doc))
	if err != nil {
		return item, "", fmt.Errorf("reading the page's HTML: %w", err)
	}
	dropComments(root)
	facts := factsOf(root)
	titles := facts.title + "\n" + facts.plainTitle
	best := extract(root, address)
	if best.poor() != "" {
		best = better(best, facts.linked.body(address, titles), unscripted(doc, address))
	}
	if best.text == "" {
		return item, "", errNoText
	}
	best.text, best.method = clip(best.text, best.method, cut)
	sum := sha256.Sum256(body)
	item = tracker.Item{
		URL: r.Address, Title: headline(facts.title, best.title, facts.plainTitle), Text: best.text, Author: Line(first(facts.author, facts.linked.of("author", r.Address, titles), best.author)),
		Language: languageOf(facts.language, facts.linked.of("inLanguage", r.Address, titles), best.language), Method: best.method, Depth: tracker.FullText, SHA256: hex.EncodeToString(sum[:]), Seen: r.Now,
	}
	if canonical, err := address.Parse(facts.canonical); err == nil && facts.canonical != "" && sameSite(address, canonical) {
		if _, key, ok := Canonical(canonical.String()); ok && !isHome(key) {
			item.URL = canonical.String()
		}
	}
	item.Published = facts.published(Dating{Zone: r.Source.Zone, Country: r.Source.Country, Now: r.Now}, item.URL)
	return Identify(item), best.poor(), nil
}

// headline is the first title that there is, up to a length that none has.
func headline(titles ...string) string {
	title, _ := bounded(first(titles...), maxTitle)
	return Line(title)
}

// extract returns the better of what both methods make of a page. The distiller
// is only asked where readability did poorly, or where the page has enough text
// for it to have found much more.
func extract(root *html.Node, address *url.URL) extraction {
	best := readable(root, address)
	enough := int(muchMore * float64(prose(best.text)))
	if best.poor() == "" && possibleProse(root) <= enough {
		return best
	}
	other := distilled(root, address)
	switch {
	case best.poor() != "" || other.poor() != "":
		if other.score() > best.score() {
			return other
		}
	case prose(other.text) > enough:
		return other
	}
	return best
}

// unscripted extracts what a page shows to those who run no scripts.
func unscripted(doc string, address *url.URL) extraction {
	if !strings.Contains(doc, "<noscript") {
		return extraction{}
	}
	root, err := html.ParseWithOptions(strings.NewReader(doc), html.ParseOptionEnableScripting(false))
	if err != nil {
		return extraction{}
	}
	dropComments(root)
	for n := range root.Descendants() { // extractors drop it
		if n.DataAtom == atom.Noscript {
			n.Data, n.DataAtom = "div", atom.Div
		}
	}
	e := extract(root, address)
	e.method = "page:noscript"
	return e
}

// better returns the best of several extractions, the first among equals.
func better(best extraction, others ...extraction) extraction {
	for _, e := range others {
		if e.score() > best.score() {
			best = e
		}
	}
	return best
}

// extraction is what one method made of a page.
type extraction struct {
	method, title, author, language string
	text                            string
	linked                          float64 // share of the text that stands in links
}

// readable extracts by readability. The library meets every kind of broken
// page; should one break it, the page counts as unread.
func readable(root *html.Node, address *url.URL) (e extraction) {
	defer func() {
		if recover() != nil {
			e = extraction{}
		}
	}()
	p := readability.NewParser()
	a, err := p.ParseDocument(root, address)
	if err != nil || a.Node == nil {
		return extraction{}
	}
	return measured("page:readability+trim", a.Node, extraction{title: a.Title(), author: a.Byline(), language: a.Language()})
}

func distilled(root *html.Node, address *url.URL) (e extraction) {
	defer func() {
		if recover() != nil {
			e = extraction{}
		}
	}()
	res, err := distiller.Apply(root, &distiller.Options{OriginalURL: address, SkipPagination: true})
	if err != nil || res.Node == nil {
		return extraction{}
	}
	return measured("page:distiller+trim", res.Node, extraction{title: res.Title})
}

// measured cleans the text of a node, takes out of it what is no article, and
// measures how much of it is links.
func measured(method string, n *html.Node, e extraction) extraction {
	trim(n)
	var b strings.Builder
	if err := html.Render(&b, n); err != nil {
		return extraction{}
	}
	e.method, e.text = method, Text(b.String())
	if len(e.text) > 0 {
		e.linked = min(1, float64(linkedBytes(n, false))/float64(len(e.text)))
	}
	return e
}

func linkedBytes(n *html.Node, inLink bool) int {
	if n.Type == html.TextNode {
		if inLink {
			return len(strings.TrimSpace(n.Data))
		}
		return 0
	}
	total := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		total += linkedBytes(c, inLink || n.Type == html.ElementNode && n.Data == "a")
	}
	return total
}

// poor says what is wrong with an extraction, "" when nothing is.
func (e extraction) poor() string {
	switch {
	case len(e.text) < minArticle:
		return "too short"
	case e.linked > maxLinks:
		return "mostly links"
	case mostlyConsent(e.text):
		return "a consent banner"
	}
	return ""
}

// score compares extractions: a sound one beats any poor one, then the longer.
func (e extraction) score() int {
	n := int(float64(len(e.text)) * (1 - e.linked))
	if e.poor() == "" {
		n += 1 << 30
	}
	return n
}

var consentWords = []string{"cookie", "consent", "gdpr", "privacy policy", "third-party", "персональных данных", "политикой конфиденциальности", "файлы куки"}

// mostlyConsent tells whether half of the paragraphs ask for consent.
func mostlyConsent(text string) bool {
	asking, total := 0, 0
	for p := range strings.SplitSeq(strings.ToLower(text), "\n\n") {
		total++
		if containsAny(p, consentWords) {
			asking++
		}
	}
	return len(text) < 4000 && asking*2 >= total
}

// sameSubject tells whether a page's text is about what the feed says: of the
// longer words of the feed's text, or else of its title, enough occur in it.
func sameSubject(it tracker.Item, page string) bool {
	told := it.Text
	if len(told) < 80 {
		told = it.Title + " " + it.Text
	}
	words := longWords(told[:min(len(told), 1000)])
	if len(words) < 3 {
		return true
	}
	here := longWords(page)
	shared := 0
	for w := range words {
		if here[w] {
			shared++
		}
	}
	return shared*3 >= len(words)
}

// longWords are the words of at least five letters, cut to their first five so
// that inflections agree.
func longWords(s string) map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if letters := []rune(w); len(letters) >= 5 {
			out[string(letters[:5])] = true
		}
	}
	return out
}
