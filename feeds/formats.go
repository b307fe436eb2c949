package feeds

import (
	"strings"

	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

// document is a feed of any format, taken apart by gofeed.
type document struct {
	format, title, link, language string
	ttl                           string // minutes, of RSS
	period, frequency             string // of the syndication module
	next, archive                 string // where older items are
	generator                     string
	entries                       []entry
}

func fromRSS(f *rss.Feed, l *lifted) document {
	d := document{format: "rss " + f.Version, title: f.Title, link: f.Link, language: f.Language, ttl: f.TTL,
		period: value(f.Extensions, "sy", "updatePeriod"), frequency: value(f.Extensions, "sy", "updateFrequency"),
		next: atomLink(f.Extensions, "next"), archive: atomLink(f.Extensions, "prev-archive"), generator: f.Generator}
	if d.link == "" {
		d.link = atomLink(f.Extensions, "alternate")
	}
	if d.language == "" {
		d.language = value(f.Extensions, "dc", "language")
	}
	for _, it := range f.Items {
		d.entries = append(d.entries, rssEntry(it, l))
	}
	return d
}

func rssEntry(it *rss.Item, l *lifted) entry {
	x := it.Extensions
	e := entry{
		title:    first(it.Title, value(x, "dc", "title"), value(x, "media", "title"), value(x, "atom", "title")),
		link:     first(value(x, "feedburner", "origLink"), it.Link, atomLink(x, "alternate")),
		content:  l.restore(first(it.Content, fullText(x), value(x, "atom", "content"), it.Custom["encoded"], it.Custom["fulltext"], it.Custom["full-text"])),
		summary:  l.restore(first(it.Description, value(x, "dc", "description"), value(x, "itunes", "summary"), value(x, "atom", "summary"), value(x, "media", "description"), it.Custom["summary"], it.Custom["body"])),
		author:   first(it.Author, value(x, "dc", "creator"), value(x, "itunes", "author"), value(x, "dc", "author")),
		language: value(x, "dc", "language"),
	}
	if it.Source != nil {
		e.publisher = publisherOf(it.Source.Title, it.Source.URL)
	}
	if it.GUID != nil {
		e.guid = it.GUID.Value
		if e.link == "" && !strings.EqualFold(it.GUID.IsPermalink, "false") && strings.HasPrefix(e.guid, "http") {
			e.link = e.guid
		}
	}
	e.date("rss:pubDate", it.PubDate)
	e.date("dc:date", value(x, "dc", "date"))
	e.date("dcterms:issued", value(x, "dcterms", "issued"))
	e.date("dcterms:created", value(x, "dcterms", "created"))
	e.date("prism:publicationDate", value(x, "prism", "publicationDate"))
	e.date("atom:published", value(x, "atom", "published"))
	e.date("rss:date", first(it.Custom["date"], it.Custom["published"]))
	e.changed("atom:updated", value(x, "atom", "updated"))
	e.changed("dcterms:modified", value(x, "dcterms", "modified"))
	return e
}

// fullText finds the whole article in an extension of its own, as Russian
// outlets carry it for aggregators.
func fullText(x ext.Extensions) string {
	for prefix, elements := range x {
		for _, name := range []string{"full-text", "fulltext"} {
			if es := elements[name]; len(es) > 0 && prefix != "media" {
				return es[0].Value
			}
		}
	}
	return ""
}

func fromAtom(f *atom.Feed, l *lifted) document {
	d := document{format: "atom " + f.Version, title: f.Title, link: atomHref(f.Links, "alternate"), language: f.Language,
		next: atomHref(f.Links, "next"), archive: atomHref(f.Links, "prev-archive"),
		period: value(f.Extensions, "sy", "updatePeriod"), frequency: value(f.Extensions, "sy", "updateFrequency")}
	for _, it := range f.Entries {
		e := entry{title: it.Title, guid: it.ID, summary: l.restore(it.Summary),
			link: first(value(it.Extensions, "feedburner", "origLink"), atomHref(it.Links, "alternate"))}
		if it.Content != nil {
			e.content = l.restore(it.Content.Value)
			e.link = first(e.link, it.Content.Src)
		}
		if e.content == "" && e.summary == "" {
			e.summary = l.restore(mediaDescription(it.Extensions))
		}
		if e.link == "" && strings.HasPrefix(it.ID, "http") {
			e.link = it.ID
		}
		for _, a := range it.Authors {
			e.author = first(e.author, a.Name)
		}
		if it.Source != nil {
			e.publisher = publisherOf(it.Source.Title, first(atomHref(it.Source.Links, "alternate"), atomHref(it.Source.Links, "self"), it.Source.ID))
		}
		e.date("atom:published", it.Published)
		e.date("dc:date", value(it.Extensions, "dc", "date"))
		e.changed("atom:updated", it.Updated)
		d.entries = append(d.entries, e)
	}
	return d
}

func mediaDescription(x ext.Extensions) string {
	for _, g := range x["media"]["group"] {
		for _, d := range g.Children["description"] {
			return d.Value
		}
	}
	return value(x, "media", "description")
}

// first returns the first string that is not blank.
func first(candidates ...string) string {
	for _, s := range candidates {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// value returns the text of an extension element, "" when absent.
func value(x ext.Extensions, prefix, name string) string {
	if es := x[prefix][name]; len(es) > 0 {
		return es[0].Value
	}
	return ""
}

// atomLink returns the address of an Atom link embedded in RSS.
func atomLink(x ext.Extensions, rel string) string {
	for _, prefix := range []string{"atom", "atom10", "atom03"} {
		for _, l := range x[prefix]["link"] {
			if r := l.Attrs["rel"]; r == rel || r == "" && rel == "alternate" {
				return l.Attrs["href"]
			}
		}
	}
	return ""
}

// atomHref returns the address of a link, a page before other media.
func atomHref(links []*atom.Link, rel string) string {
	found := ""
	for _, l := range links {
		if l.Rel != rel {
			continue
		}
		if l.Type == "" || strings.Contains(l.Type, "html") {
			return l.Href
		}
		found = first(found, l.Href)
	}
	return found
}
