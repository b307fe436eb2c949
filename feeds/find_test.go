package feeds

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"onset/tracker"
)

func TestFind(t *testing.T) {
	for name, c := range map[string]struct {
		page  string
		paths []string // where feeds are
		want  []string // path and how it was found
	}{
		"named":         {`<head><link rel="alternate" type="application/rss+xml" href="/a.xml"><link rel="alternate" type="application/atom+xml" href="b.xml"><link rel="alternate" hreflang="de" href="/de"></head>`, []string{"/a.xml", "/b.xml"}, []string{"/a.xml link", "/b.xml link"}},
		"named wrongly": {`<link rel="alternate" type="application/rss+xml" href="/gone.xml"><a href="/rss.xml">RSS</a>`, []string{"/rss.xml"}, []string{"/rss.xml anchor"}},
		"with a base":   {`<base href="/deep/"><link rel=alternate type="application/feed+json" href="feed.json">`, []string{"/deep/feed.json"}, []string{"/deep/feed.json link"}},
		"usual place":   {`<p>Welcome</p>`, []string{"/feed/"}, []string{"/feed/ usual place"}},
		"itself":        {stories(2), nil, []string{"/ the address itself"}},
		"none":          {`<p>Welcome <a href="/feedback">feedback</a></p>`, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.on("/", body(c.page))
			for _, p := range c.paths {
				s.on(p, body(stories(3)))
			}
			p := newPoller(t, "")
			found, err := p.Find(context.Background(), s.URL+"/")
			var got []string
			for _, f := range found {
				got = append(got, strings.TrimPrefix(f.URL, s.URL)+" "+f.Via)
				if f.Items == 0 || f.Title != "Outlet" {
					t.Errorf("found as %+v", f)
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) || (err != nil) != (len(c.want) == 0) {
				t.Errorf("found %q (%v), want %q", got, err, c.want)
			}
		})
	}
}

func TestCheck(t *testing.T) {
	s := newSite(t)
	undated := strings.Replace(strings.Replace(story(3), "<pubDate>", "<x>", 1), "</pubDate>", "</x>", 1)
	s.on("/feed", body(rssOf(story(1), strings.Replace(story(2), "+0000", "", 1), undated)))
	p := newPoller(t, "")
	r := p.Check(context.Background(), tracker.Source{Content: tracker.ContentFeed}, tracker.FeedAddress{URL: s.URL + "/feed"})
	if r.Excerpts != 3 || r.Dated != 2 || r.Assumed.Zone == "" || r.Flags["none"] != 1 || r.Rungs[tracker.ByURL] != 3 || r.Newest.String() != "2026-02-04T02:00:00Z" {
		t.Errorf("%+v", r)
	}
	notes := strings.Join(r.Notes, "\n")
	for _, part := range []string{"3 of 3 items carry only a title or an excerpt", "1 of 3 items have no date", "no time zone"} {
		if !strings.Contains(notes, part) {
			t.Errorf("notes %q lack %q", notes, part)
		}
	}
	if r := p.Check(context.Background(), tracker.Source{}, tracker.FeedAddress{URL: s.URL + "/none"}); r.Fetch.Class != tracker.FetchStatus || len(r.Notes) != 0 {
		t.Errorf("%+v", r)
	}
}

func TestOPML(t *testing.T) {
	src := `<?xml version="1.0" encoding="UTF-8"?><opml version="1.0"><head><title>x</title></head><body>
<outline text="News &amp; more"><outline text="Outlet & Sons" type="rss" xmlUrl="https://outlet.example/feed?a=1&b=2" htmlUrl="https://outlet.example/"/>
<outline text="Deeper"><outline title="Wire" xmlUrl="feed://wire.example/rss"/></outline></outline>
<outline text="again" xmlUrl="http://www.outlet.example/feed?a=1&amp;b=2"/><outline text="known" xmlUrl="https://known.example/"/>
<outline text="bad" xmlUrl="file:///etc/passwd"/><outline text="empty" type="rss"/></body></opml>`
	r, err := ReadOPML([]byte(src), []string{"http://known.example"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, group := range [][]Listed{r.Added, r.Duplicate, r.Refused} {
		for _, l := range group {
			got = append(got, strings.TrimRight(l.Folder+"|"+l.Title+"|"+l.URL, "|"))
		}
		got = append(got, "-")
	}
	want := "News & more|Outlet & Sons|https://outlet.example/feed?a=1&b=2\nNews & more / Deeper|Wire|http://wire.example/rss\n-\n|again|http://www.outlet.example/feed?a=1&b=2\n|known|https://known.example/\n-\n|bad|file:///etc/passwd\n|empty\n-"
	if strings.Join(got, "\n") != want {
		t.Errorf("read\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	if r.Refused[0].Reason == "" || r.Refused[1].Reason == "" {
		t.Error("refused without a reason")
	}
	out, err := WriteOPML("Mine", noon, r.Added)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ReadOPML(out, nil)
	if err != nil || len(again.Added) != 2 || again.Added[0] != r.Added[0] || again.Added[1].URL != r.Added[1].URL {
		t.Errorf("written and read again: %v %+v", err, again)
	}
	if _, err := ReadOPML([]byte("hello"), nil); err == nil {
		t.Error("no OPML read as OPML")
	}
	if _, err := ReadOPML([]byte("<opml><body>"+strings.Repeat(`<outline text="a">`, 1<<16)), nil); err == nil {
		t.Error("too many folders in each other are read")
	}
}

// Names of attributes come in any case, entities are those of HTML, and text in
// other encodings is read.
func TestOPMLAsProgramsWriteIt(t *testing.T) {
	for name, doc := range map[string]string{
		"attribute names":  `<OPML><opml><body><outline TEXT="Küste" XMLURL="https://a.example/rss"/></body></opml></OPML>`,
		"entities of HTML": `<opml><body><outline text="K&uuml;ste" xmlUrl="https://a.example/rss"/></body></opml>`,
		"windows-1252":     "<?xml version=\"1.0\" encoding=\"windows-1252\"?><opml><body><outline text=\"K\xfcste\" xmlUrl=\"https://a.example/rss\"></outline></body></opml>",
	} {
		r, err := ReadOPML([]byte(doc), nil)
		if err != nil || len(r.Added) != 1 || r.Added[0].Title != "Küste" || r.Added[0].URL != "https://a.example/rss" {
			t.Errorf("%s: %v %+v", name, err, r)
		}
	}
}

// One odd name, or a list that breaks off, costs no other feed of it.
func TestBrokenOPML(t *testing.T) {
	whole := `<opml version="1.0"><body><outline text="Press"><outline text="First" xmlUrl="https://first.example/rss"/>
<outline text="The "Second". Main" title="The "Second". Main" description="" xmlUrl="https://second.example/rss?a=1&amp;b=2" type="rss" />
<outline text="Third" xmlUrl="https://third.example/rss"></outline></outline></body></opml>`
	for name, c := range map[string]struct {
		doc  string
		want int
	}{
		"a quotation mark in a name": {whole, 3},
		"broken off":                 {strings.ReplaceAll(whole[:strings.Index(whole, "</outline></outline>")], `"Second"`, "Second"), 3},
		"broken off in a feed":       {whole[:strings.Index(whole, "type=")], 1},
		"nothing closed":             {`<opml><body><outline text="Press"><outline text="First" xmlUrl="https://first.example/rss">`, 1},
	} {
		r, err := ReadOPML([]byte(c.doc), nil)
		if err != nil || len(r.Added) != c.want || r.Added[0].URL != "https://first.example/rss" || r.Added[0].Folder != "Press" {
			t.Errorf("%s: %v %+v", name, err, r.Added)
		} else if c.want == 3 && (!strings.Contains(r.Added[1].Title, "Second") || r.Added[1].URL != "https://second.example/rss?a=1&b=2") {
			t.Errorf("%s: %+v", name, r.Added[1])
		}
	}
}

// walked lists what a walk yields.
func walked(p *poller, h History) (urls, done, failed []string) {
	for o, err := range p.Backfill(context.Background(), h) {
		switch {
		case err != nil:
			failed = append(failed, o.Document)
		case o.Finished:
			done = append(done, o.Document)
		default:
			urls = append(urls, o.Item.URL)
		}
	}
	return urls, done, failed
}

func TestBackfillBySitemaps(t *testing.T) {
	s := newSite(t)
	page := func(path, rest string) string { return "<url><loc>" + s.URL + path + "</loc>" + rest + "</url>" }
	s.on("/", body("<html><body>Welcome</body></html>"))
	s.on("/robots.txt", body("User-agent: *\nSitemap: "+s.URL+"/maps.xml\n"))
	s.on("/maps.xml", body(`<sitemapindex>`+
		`<sitemap><loc>`+s.URL+`/2026-01.xml.gz</loc></sitemap><sitemap><loc>`+s.URL+`/2019-05.xml</loc></sitemap>`+
		`<sitemap><loc>`+s.URL+`/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap><sitemap><loc>`+s.URL+`/broken.xml</loc></sitemap>`+
		`<sitemap><loc>`+s.URL+`/news.xml</loc></sitemap></sitemapindex>`))
	s.on("/2026-01.xml.gz", body(string(packed(t, "<urlset>"+page("/2026/01/15/a", "")+page("/2025/12/31/b", "")+page("/about", "")+page("/2026/01/15/a", "")+"</urlset>"))))
	s.on("/news.xml", body(`<?xml version="1.0"?><urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">`+
		page("/c", `<lastmod>2026-02-03</lastmod><news:news><news:publication_date>2026-02-02T10:00:00Z</news:publication_date><news:title>C &amp; D</news:title></news:news>`)+
		page("/d", `<lastmod>2025-02-03</lastmod>`)+`<url><loc>`+s.URL+`/e</loc>`)) // breaks off
	s.on("/broken.xml", body("<html>no</html>"))
	p := newPoller(t, "")
	urls, done, failed := walked(p, History{Address: s.URL + "/", Since: tracker.Date(2026, 1, 1)})
	want := []string{s.URL + "/2026/01/15/a", s.URL + "/about", s.URL + "/c"}
	if fmt.Sprint(urls) != fmt.Sprint(want) || len(done) != 2 || len(failed) != 1 {
		t.Errorf("walked %q, done %q, failed %q", urls, done, failed)
	}
	if s.count("/2019-05.xml")+s.count("/old.xml") != 0 {
		t.Error("a sitemap that is too old was asked for")
	}
	urls, _, _ = walked(p, History{Address: s.URL + "/", Since: tracker.Date(2026, 1, 1), Done: func(d string) bool { return strings.HasSuffix(d, ".gz") }})
	if fmt.Sprint(urls) != fmt.Sprint([]string{s.URL + "/c"}) {
		t.Errorf("resumed, it walked %q", urls)
	}
}

func TestBackfillByPaging(t *testing.T) {
	s := newSite(t)
	feed := func(next string, from int) string {
		var items []string
		for i := range 3 {
			at := noon.AddDate(0, 0, -from-i)
			items = append(items, fmt.Sprintf("<item><title>S%d</title><link>https://outlet.example/%d</link><pubDate>%s</pubDate></item>", from+i, from+i, at.Format(time.RFC1123Z)))
		}
		return strings.Replace(rssOf(items...), "<channel>", `<channel><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="`+next+`"/>`, 1)
	}
	s.on("/feed", body(feed("/feed2", 0)))
	s.on("/feed2", body(feed("/feed3", 3)))
	s.on("/feed3", body(feed("/feed4", 6)))
	s.on("/feed4", body(feed("/feed", 9)))
	p := newPoller(t, "")
	urls, done, failed := walked(p, History{Address: s.URL + "/feed", Since: tracker.DayOf(noon) - 4})
	if len(urls) != 5 || len(done) != 3 || len(failed) != 0 || s.count("/feed4") != 0 {
		t.Errorf("walked %q, done %q, failed %q", urls, done, failed)
	}
	urls, _, _ = walked(p, History{Address: s.URL + "/feed", Since: tracker.DayOf(noon) - 400})
	if len(urls) != 12 {
		t.Errorf("a feed that pages in a circle gave %d of 12", len(urls))
	}
}

func TestBackfillOfNothing(t *testing.T) {
	s := newSite(t)
	s.on("/", body("<html>Welcome</html>"))
	p := newPoller(t, "")
	if _, _, failed := walked(p, History{Address: s.URL + "/"}); len(failed) != 1 {
		t.Errorf("failed %q", failed)
	}
	if _, _, failed := walked(p, History{Address: s.URL + "/none"}); len(failed) != 1 {
		t.Errorf("failed %q", failed)
	}
	s.on("/alone", body(`<rss version="2.0"><channel><title>Alone</title><item><title>One</title><link>`+s.URL+`/1</link></item></channel></rss>`))
	// A feed alone leads to nothing older, and says so also where a walk goes on.
	before := func(done string) History {
		return History{Address: s.URL + "/alone", Done: func(document string) bool { return document == done }}
	}
	if urls, _, failed := walked(p, before(s.URL+"/other")); len(urls) != 1 || len(failed) != 1 {
		t.Errorf("walked %d, failed %q", len(urls), failed)
	}
	// What was walked before is no sitemap that is missing.
	if _, _, failed := walked(p, before(s.URL+"/sitemap.xml")); len(failed) != 0 {
		t.Errorf("failed %q", failed)
	}
	// A reader that has enough is not pressed.
	s.on("/feed", body(stories(5)))
	for range p.Backfill(context.Background(), History{Address: s.URL + "/feed"}) {
		break
	}
}
