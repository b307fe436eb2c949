package feeds

import (
	"fmt"
	"testing"

	"onset/tracker"
)

// The items of an aggregate feed belong to the outlets that they name; a feed
// that names itself alone is an outlet's own.
func TestPublishersOfAnAggregateFeed(t *testing.T) {
	rssItem := func(title, name, site string) string {
		return fmt.Sprintf(`<item><title>%s</title><source url="%s">%s</source></item>`, title, site, name)
	}
	atomEntry := func(id, title, name, site string) string {
		return fmt.Sprintf(`<entry><id>%s</id><title>%s</title><source><title>%s</title><link rel="alternate" href="%s"/></source></entry>`, id, title, name, site)
	}
	rss := func(items string) string {
		return `<rss version="2.0"><channel><title>t</title>` + items + `</channel></rss>`
	}
	atom := func(entries string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>` + entries + `</feed>`
	}
	two := rssItem("Port closed - Evening News", "Evening News", "https://evening.example") + rssItem("Port open | The Tribune", "The Tribune", "https://tribune.example")
	for name, c := range map[string]struct {
		doc        string
		aggregator bool
		want       string // title and publisher of each
	}{
		"two outlets":               {rss(two), false, "[Port closed/Evening News Port open/The Tribune]"},
		"one, itself":               {rss(rssItem("Port closed - Evening News", "Evening News", "https://evening.example")), false, "[Port closed - Evening News/]"},
		"one, of an aggregator":     {rss(rssItem("Port closed - Evening News", "Evening News", "https://evening.example")), true, "[Port closed/Evening News]"},
		"a name that is no tail":    {rss(two + rssItem("Well-Known", "Known", "https://known.example")), false, "[Port closed/Evening News Port open/The Tribune Well-Known/Known]"},
		"another name at the end":   {rss(two + rssItem("Talks - live", "Dagens Bladet", "https://dagens.example")), false, "[Port closed/Evening News Port open/The Tribune Talks - live/Dagens Bladet]"},
		"letters of another script": {rss(two + rssItem("Порт закрыт — Вечерняя газета", "Вечерняя газета", "https://vech.example")), false, "[Port closed/Evening News Port open/The Tribune Порт закрыт/Вечерняя газета]"},
		"atom":                      {atom(atomEntry("1", "Port closed", "Evening News", "https://evening.example") + atomEntry("2", "Port open", "The Tribune", "https://tribune.example")), false, "[Port closed/Evening News Port open/The Tribune]"},
		"one without a name":        {rss(two + `<item><title>Bare</title><source url="https://www.bare.example/feed"></source></item>`), false, "[Port closed/Evening News Port open/The Tribune Bare/bare.example]"},
		"one that names none":       {rss(two + `<item><title>Own</title></item>`), true, "[Port closed/Evening News Port open/The Tribune Own/]"},
	} {
		f, err := Parse([]byte(c.doc), Reading{Source: tracker.Source{ID: "agg", Aggregator: c.aggregator}, Now: noon})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got []string
		for _, it := range f.Items {
			got = append(got, it.Title+"/"+it.Publisher.Name)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: items %v, want %s", name, got, c.want)
		}
	}
}
