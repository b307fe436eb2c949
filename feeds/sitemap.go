package feeds

import (
	"encoding/xml"
	"fmt"
	"strings"

	"golang.org/x/net/html/charset"
)

// place is one line of a sitemap: a page, or a sitemap below.
type place struct {
	Loc       string `xml:"loc"`
	LastMod   string `xml:"lastmod"`
	Published string `xml:"news>publication_date"`
	Title     string `xml:"news>title"`
}

// readSitemap reads a sitemap, a news sitemap or an index of sitemaps. What
// stands before a break in it is kept.
func readSitemap(body []byte, contentType string) (pages, maps []place, err error) {
	doc := dropDeclaration(strings.TrimSpace(decode(body, contentType)))
	if !strings.HasPrefix(doc, "<") {
		return plainSitemap(doc)
	}
	dec := xml.NewDecoder(strings.NewReader(doc))
	dec.Strict, dec.Entity, dec.CharsetReader = false, xml.HTMLEntity, charset.NewReaderLabel
	root := ""
	for {
		tok, err := dec.Token()
		if err != nil {
			break
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if root == "" {
			root = start.Name.Local
		}
		if start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		var p place
		if err := dec.DecodeElement(&p, &start); err != nil || strings.TrimSpace(p.Loc) == "" {
			continue
		}
		p.Loc = strings.TrimSpace(p.Loc)
		if start.Name.Local == "url" {
			pages = append(pages, p)
		} else {
			maps = append(maps, p)
		}
	}
	if root != "urlset" && root != "sitemapindex" {
		return nil, nil, fmt.Errorf("it is no sitemap but %s", looksLike(doc))
	}
	return pages, maps, nil
}

// plainSitemap reads the text form: one address a line.
func plainSitemap(doc string) (pages, maps []place, err error) {
	for line := range strings.Lines(doc) {
		if _, err := allowed(line); err == nil {
			pages = append(pages, place{Loc: strings.TrimSpace(line)})
		}
	}
	if len(pages) == 0 {
		return nil, nil, fmt.Errorf("it is no sitemap: it lists no address")
	}
	return pages, nil, nil
}
