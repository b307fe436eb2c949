package demo

import (
	"encoding/xml"
	"time"
)

// RSS 2.0, with the whole text in content:encoded.

type rssFeed struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Content string     `xml:"xmlns:content,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Description string    `xml:"description"`
	Language    string    `xml:"language"`
	Items       []rssItem `xml:"item"`
}

type rssItem struct {
	Title   string `xml:"title"`
	Link    string `xml:"link"`
	GUID    string `xml:"guid"`
	PubDate string `xml:"pubDate"`
	Encoded string `xml:"content:encoded"`
}

func rssOf(source string, o outlet, articles []Article) rssFeed {
	out := rssFeed{
		Version: "2.0", Content: "http://purl.org/rss/1.0/modules/content/",
		Channel: rssChannel{Title: o.title(), Link: home(source), Description: o.mark, Language: o.lang},
	}
	for _, a := range articles {
		out.Channel.Items = append(out.Channel.Items, rssItem{
			Title: a.Title, Link: a.URL, GUID: a.URL,
			PubDate: a.Published.Format(time.RFC1123Z), Encoded: paragraphs(a.Text),
		})
	}
	return out
}

// Atom 1.0.

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated,omitempty"`
	Link    atomLink    `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
}

type atomEntry struct {
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Link      atomLink `xml:"link"`
	Published string   `xml:"published"`
	Updated   string   `xml:"updated"`
	Content   atomText `xml:"content"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Body string `xml:",chardata"`
}

func atomOf(source string, o outlet, articles []Article) atomFeed {
	out := atomFeed{Lang: o.lang, ID: home(source), Title: o.title(), Link: atomLink{home(source), "alternate"}}
	for i, a := range articles {
		when := a.Published.Format(time.RFC3339)
		if i == 0 {
			out.Updated = when
		}
		out.Entries = append(out.Entries, atomEntry{
			ID: a.URL, Title: a.Title, Link: atomLink{a.URL, "alternate"},
			Published: when, Updated: when, Content: atomText{"html", paragraphs(a.Text)},
		})
	}
	return out
}

// JSON Feed 1.1.

type jsonFeedPage struct {
	Version  string     `json:"version"`
	Title    string     `json:"title"`
	HomePage string     `json:"home_page_url"`
	Language string     `json:"language"`
	Items    []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Published string `json:"date_published"`
	HTML      string `json:"content_html"`
}

func jsonOf(source string, o outlet, articles []Article) jsonFeedPage {
	out := jsonFeedPage{
		Version: "https://jsonfeed.org/version/1.1", Title: o.title(), HomePage: home(source),
		Language: o.lang, Items: []jsonItem{},
	}
	for _, a := range articles {
		out.Items = append(out.Items, jsonItem{
			ID: a.URL, URL: a.URL, Title: a.Title,
			Published: a.Published.Format(time.RFC3339), HTML: paragraphs(a.Text),
		})
	}
	return out
}
