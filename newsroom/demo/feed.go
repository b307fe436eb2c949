package demo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"
	"time"
)

// outlet is how a source's sample feed looks.
type outlet struct {
	name   string
	format format
	lang   string
	mark   string // last paragraph of each article
}

type format int

const (
	rss format = iota
	atom
	jsonFeed
)

// The mark that tells readers what they look at.
const (
	markEnglish   = "Sample text, written for the demonstration of Onset."
	markRussian   = "Образец текста, написанный для демонстрации Onset."
	markUkrainian = "Зразок тексту, написаний для демонстрації Onset."
)

// outlets are the sources that have samples, by id.
var outlets = map[string]outlet{
	"antiwar":          {"Antiwar.com", atom, "en", markEnglish},
	"bbc":              {"BBC News", rss, "en", markEnglish},
	"guardian":         {"The Guardian", atom, "en", markEnglish},
	"isw":              {"Institute for the Study of War", atom, "en", markEnglish},
	"kyiv-independent": {"The Kyiv Independent", jsonFeed, "en", markEnglish},
	"osw":              {"OSW", rss, "en", markEnglish},
	"politico-eu":      {"POLITICO Europe", rss, "en", markEnglish},
	"pravda-ua":        {"Українська правда", atom, "uk", markUkrainian},
	"ria":              {"РИА Новости", rss, "ru", markRussian},
	"rt":               {"RT", rss, "en", markEnglish},
	"stopfake":         {"StopFake", jsonFeed, "en", markEnglish},
	"tass-ru":          {"ТАСС", rss, "ru", markRussian},
}

// Sources returns the ids of the sources that have a sample feed, sorted.
func Sources() []string { return slices.Sorted(maps.Keys(outlets)) }

// Page is a feed as it is served.
type Page struct {
	Body         []byte
	ContentType  string
	ETag         string    // quoted; the same as long as the body is
	LastModified time.Time // when its newest article appeared; zero for an empty feed
}

// itemsShown is how many articles a feed holds, as real feeds hold few.
const itemsShown = 15

// Feed returns the feed of a source as it stood at a moment: its newest
// articles that were published by then, newest first.
func Feed(source string, now time.Time) (Page, error) {
	o, ok := outlets[source]
	if !ok {
		return Page{}, fmt.Errorf("there is no sample feed for source %q; there are %s", source, strings.Join(Sources(), ", "))
	}
	all, err := Load()
	if err != nil {
		return Page{}, err
	}
	var shown []Article
	for _, a := range slices.Backward(all) {
		if a.Source == source && !a.Published.After(now) && len(shown) < itemsShown {
			shown = append(shown, a)
		}
	}
	page := Page{}
	switch o.format {
	case rss:
		page.ContentType = "application/rss+xml; charset=utf-8"
		page.Body, err = marshalXML(rssOf(source, o, shown))
	case atom:
		page.ContentType = "application/atom+xml; charset=utf-8"
		page.Body, err = marshalXML(atomOf(source, o, shown))
	case jsonFeed:
		page.ContentType = "application/feed+json"
		page.Body, err = json.MarshalIndent(jsonOf(source, o, shown), "", " ")
	}
	if err != nil {
		return Page{}, fmt.Errorf("writing the sample feed of %s: %w", source, err)
	}
	sum := sha256.Sum256(page.Body)
	page.ETag = `"` + hex.EncodeToString(sum[:8]) + `"`
	if len(shown) > 0 {
		page.LastModified = shown[0].Published.UTC()
	}
	return page, nil
}

func (o outlet) title() string { return "Sample feed: " + o.name }

func home(source string) string { return "https://" + source + ".example/" }

// paragraphs writes a text as HTML.
func paragraphs(text string) string {
	var b strings.Builder
	for p := range strings.SplitSeq(text, "\n\n") {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(p))
	}
	return b.String()
}

func marshalXML(v any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
