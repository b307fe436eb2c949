package feeds

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"
)

// cpu is what this process has calculated; what others do on the machine is not in it.
func cpu(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Documents made to exhaust a reader cost no more than others of their size.
func TestHostileDocuments(t *testing.T) {
	const n = 8_000
	repeat := func(s string) string { return strings.Repeat(s, n) }
	for name, doc := range map[string]string{
		"nested elements":        "<rss><channel><item>" + repeat("<a>") + "</item></channel></rss>",
		"nested items":           "<rss><channel>" + repeat("<item>"),
		"unclosed texts":         "<rss><channel><item>" + repeat("<description>"),
		"texts, one end":         "<rss><channel><item>" + repeat("<description>") + "</description>",
		"unclosed CDATA":         "<rss><channel><item>" + repeat("<title><![CDATA["),
		"unclosed comments":      "<rss><channel><item>" + repeat("<!--"),
		"texts of CDATA":         "<rss><channel><item>" + repeat("<description><![CDATA["),
		"tags without end":       "<rss><channel><item>" + repeat("<description "),
		"empty items":            "<rss><channel>" + repeat("<item></item>") + "</channel></rss>",
		"nested extensions":      `<rss xmlns:a="urn:a"><channel><item>` + repeat("<a:b>"),
		"nested JSON":            `{"items":[` + repeat("["),
		"ampersands":             "<rss><channel><item><title>" + repeat("&amp"),
		"tags in a text":         rssOf(story(1, "<content:encoded><![CDATA["+repeat("<b>")+"]]></content:encoded>")),
		"dropped tags in a text": rssOf(story(1, "<content:encoded><![CDATA["+repeat("<svg>")+"]]></content:encoded>")),
		"a date":                 rssOf(strings.Replace(story(1), "Wed,", repeat("may 1 "), 1)),
		"an address":             rssOf(strings.Replace(story(1), "news/1", "news/"+repeat("20"), 1)),
	} {
		t.Run(name, func(t *testing.T) {
			begin := cpu(t)
			Parse([]byte(doc), Reading{Address: "https://outlet.example/", Now: noon}) // whatever it makes of it
			if d := cpu(t) - begin; d > 10*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

// Lesson 7: a page is no safer than a feed.
func TestHostilePages(t *testing.T) {
	for _, page := range []string{strings.Repeat("<div>", 10_000), strings.Repeat("<a><table>", 5_000), strings.Repeat("<b><i>", 10_000), fmt.Sprintf("<script type='application/ld+json'>%s</script>", strings.Repeat("[", 10_000))} {
		ReadPage([]byte("<html><body>"+page), Reading{Address: "https://outlet.example/a", Now: noon}) // whatever it makes of it
	}
}
