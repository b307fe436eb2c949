package feeds

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"onset/tracker"
)

const atomFeed = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"><title>Outlet</title><link href="https://outlet.example/"/>
<link rel="next" href="/feed?page=2"/>
<entry><title type="html">Talks &amp;amp; more</title><id>tag:outlet.example,2026:1</id><link rel="self" href="https://outlet.example/a.atom"/><link href="/news/1"/>
<published>2026-02-04T10:00:00+02:00</published><updated>2026-02-04T11:00:00Z</updated><author><name>A. Writer</name></author>
<summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First &lt;part&gt;.</p><p>Second part.</p></div></content></entry></feed>`

const rdfFeed = `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://outlet.example/"><title>Outlet</title><link>https://outlet.example/</link></channel>
<item rdf:about="https://outlet.example/news/1"><title>Talks</title><link>https://outlet.example/news/1</link><dc:date>2026-02-04T10:00+02:00</dc:date><dc:creator>A. Writer</dc:creator></item></rdf:RDF>`

const oldFeed = `<rss version="0.91"><channel><title>Outlet</title><link>https://outlet.example/</link><item><title>Talks</title><link>https://outlet.example/news/1</link></item></channel></rss>`

const jsonFeed = `{"version":"https://jsonfeed.org/version/1.1","title":"Outlet","home_page_url":"https://outlet.example/","items":[
{"id":1,"url":"https://outlet.example/news/1","title":"Talks","content_text":"3 < 5 & so on.\n\nSecond.","date_published":"2026-02-04T10:00:00+02:00"}]}`

func TestFormats(t *testing.T) {
	for name, doc := range map[string]string{"atom": atomFeed, "rdf": rdfFeed, "rss 0.91": oldFeed, "json": jsonFeed, "rss 2": rssOf(story(1))} {
		t.Run(name, func(t *testing.T) {
			f := read(t, doc)
			if f.Title != "Outlet" || f.Site != "https://outlet.example/" || len(f.Items) != 1 || !f.Whole {
				t.Fatalf("read as %+v", f)
			}
			it := f.Items[0]
			if it.URL != "https://outlet.example/news/1" || it.Rung != tracker.ByURL || it.Key != "//outlet.example/news/1" {
				t.Errorf("identified as %q %q %q", it.URL, it.Rung, it.Key)
			}
			if name != "rss 0.91" && !strings.HasPrefix(it.Published[0].Stamp.String(), "2026-02-04T") {
				t.Errorf("dates %+v", it.Published)
			}
		})
	}
}

func TestAtomInDetail(t *testing.T) {
	f := read(t, atomFeed)
	it := f.Items[0]
	if it.Title != "Talks & more" || it.Text != "First <part>.\n\nSecond part." || it.Author != "A. Writer" || it.Language != "en" {
		t.Errorf("title %q, text %q, author %q, language %q", it.Title, it.Text, it.Author, it.Language)
	}
	if f.Older != "https://outlet.example/feed?page=2" {
		t.Errorf("older items at %q", f.Older)
	}
	want := "[{atom:published 2026-02-04T10:00:00+02:00 2026-02-04T08:00:00Z false } {atom:updated 2026-02-04T11:00:00Z 2026-02-04T11:00:00Z false date of the last change}]"
	if got := fmt.Sprint(it.Published); got != want {
		t.Errorf("dates %s, want %s", got, want)
	}
	if got := read(t, jsonFeed).Items[0].Text; got != "3 < 5 & so on.\n\nSecond." {
		t.Errorf("plain text of JSON read as %q", got)
	}
}

// Lesson 14: every item that can be read is read.
func TestBrokenDocuments(t *testing.T) {
	long := strings.Repeat("The port stays open. ", 30)
	items := []string{story(1), story(2), story(3), story(4)}
	with := func(i int, s string) string {
		c := append([]string{}, items...)
		c[i] = s
		return rssOf(c...)
	}
	cut := func(doc string, at string) string { return doc[:strings.Index(doc, at)] }
	for name, c := range map[string]struct {
		doc  string
		want int
	}{
		"bare ampersand":                {with(1, strings.Replace(items[1], "Story 2", "Fish & chips & more", 1)), 4},
		"bare ampersand in the address": {with(1, strings.Replace(items[1], "news/2", "news?id=2&part=1", 1)), 4},
		"unclosed element before title": {with(1, strings.Replace(items[1], "<item>", "<item><broken>A & B", 1)), 4},
		"unclosed title":                {with(1, strings.Replace(items[1], "</title>", "", 1)), 4},
		"unclosed link":                 {with(1, strings.Replace(items[1], "</link>", "", 1)), 4},
		"unclosed item":                 {with(1, strings.Replace(items[1], "</item>", "", 1)), 4},
		"unknown entity":                {with(1, strings.Replace(items[1], "Story 2", "Story&nbsp;2 &bogus; 2", 1)), 4},
		"forbidden character":           {with(1, strings.Replace(items[1], "Story 2", "Story \x01\x0b2 &#11; &#0;", 1)), 4},
		"less-than sign in a title":     {with(1, strings.Replace(items[1], "Story 2", "5 < 6", 1)), 4},
		"bare markup in a text":         {with(1, strings.Replace(items[1], "What happened", "<p>"+long+"<br><img src=x>&nbsp;What <b>happened</i>", 1)), 4},
		"item tags in CDATA":            {with(1, story(2, "<content:encoded><![CDATA[<p>See &lt;item&gt; <item> and </item> here.</p>]]></content:encoded>")), 4},
		"description end in CDATA":      {with(1, strings.Replace(items[1], "What happened in story 2.", "<![CDATA["+long+"</description><title>no</title>]]>", 1)), 4},
		"never-ending CDATA":            {with(3, strings.Replace(items[3], "What happened in story 4.", "<![CDATA["+long, 1)), 4},
		"cut between items":             {cut(rssOf(items...), "<item><title>Story 4"), 3},
		"cut inside the last item":      {cut(rssOf(items...), "in story 4."), 3},
		"no end of the document":        {cut(rssOf(items...), "</channel>"), 4},
		"text before the declaration":   {"\n\n  " + rssOf(items...), 4},
		"a mark and rubbish before":     {"\ufeff\n" + rssOf(items...), 4},
		"warnings after the end":        {rssOf(items...) + "<b>Warning</b>: out of memory", 4},
		"items beside the channel":      {strings.Replace(strings.Replace(rssOf(items...), "<item>", "</channel><item>", 1), "</item></channel>", "</item>", 1), 4},
		"mixed case":                    {strings.NewReplacer("<item>", "<Item>", "</item>", "</Item>", "<title>", "<Title>", "</title>", "</Title>").Replace(rssOf(items...)), 4},
		"no root":                       {strings.Join(items, ""), 4},
		"undeclared prefix":             {with(1, story(2, "<media:thumbnail url='x'/><foo:bar>1</foo:bar>")), 4},
	} {
		t.Run(name, func(t *testing.T) {
			f := read(t, c.doc)
			if len(f.Items) != c.want {
				t.Fatalf("%d items, want %d", len(f.Items), c.want)
			}
			for _, it := range f.Items {
				if it.URL == "" || it.Title == "" || it.Text == "" || len(it.Published) == 0 {
					t.Errorf("read only in part: %+v", it)
				}
			}
		})
	}
}

func TestBrokenJSON(t *testing.T) {
	good := `{"id":"a","url":"https://outlet.example/1","title":"One","content_text":"x"}`
	for name, c := range map[string]struct {
		doc      string
		items    int
		rejected int
	}{
		"one bad item": {`{"version":"1","items":[` + good + `,7,` + strings.ReplaceAll(good, "1", "2") + `]}`, 2, 1},
		"cut":          {`{"version":"1","items":[` + good + `,{"id":"b","ti`, 1, 1},
	} {
		f := read(t, c.doc)
		if len(f.Items) != c.items || f.Rejected != c.rejected || f.Whole {
			t.Errorf("%s: %d items, %d rejected, whole %v; want %d, %d, false", name, len(f.Items), f.Rejected, f.Whole, c.items, c.rejected)
		}
	}
}

func TestNotFeeds(t *testing.T) {
	for doc, want := range map[string]error{
		"": ErrNotFeed, "   ": ErrNotFeed, "hello": ErrNotFeed, "<html><body>x</body></html>": ErrNotFeed, `{"a":1}`: ErrNotFeed, "{": ErrNotFeed,
		"<rss><channel><item><title>cut": ErrMalformed, "\x1f\x8b\x08": ErrNotFeed,
	} {
		if _, err := Parse([]byte(doc), Reading{}); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", doc, err, want)
		}
	}
}

// Lesson 14: header, declaration, then detection; a bad byte costs itself only.
func TestEncodings(t *testing.T) {
	const russian = "Порты остаются открытыми, сообщило ведомство"
	const french = "Les ports restent ouverts à l’été, « dit-on »"
	const japaneseText = "港は開いたままです"
	doc := func(label, text string) string {
		decl := ""
		if label != "" {
			decl = `<?xml version="1.0" encoding="` + label + `"?>`
		}
		return decl + `<rss version="2.0"><channel><title>x</title><item><title>` + text + `</title><link>https://outlet.example/1</link></item></channel></rss>`
	}
	enc := func(e encoding.Encoding, s string) string {
		out, err := encoding.ReplaceUnsupported(e.NewEncoder()).String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	utf16le, utf32be := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	for name, c := range map[string]struct{ body, contentType, want string }{
		"declared windows-1251":           {enc(charmap.Windows1251, doc("windows-1251", russian)), "text/xml", russian},
		"declared koi8-r":                 {enc(charmap.KOI8R, doc("koi8-r", russian)), "", russian},
		"only the header knows":           {enc(charmap.Windows1251, doc("", russian)), "text/xml; charset=windows-1251", russian},
		"the header wins":                 {enc(charmap.Windows1251, doc("koi8-r", russian)), "text/xml; charset=windows-1251", russian},
		"nobody knows, 1251":              {enc(charmap.Windows1251, doc("", russian)), "", russian},
		"nobody knows, koi8":              {enc(charmap.KOI8R, doc("", russian)), "", russian},
		"says UTF-8, is windows-1251":     {enc(charmap.Windows1251, doc("UTF-8", russian)), "text/xml; charset=utf-8", russian},
		"says UTF-8, is windows-1252":     {enc(charmap.Windows1252, doc("UTF-8", french)), "text/xml; charset=utf-8", french},
		"says latin1, is windows-1252":    {enc(charmap.Windows1252, doc("iso-8859-1", french)), "", french},
		"says windows-1251, is UTF-8":     {doc("windows-1251", russian), "text/xml; charset=windows-1251", russian},
		"says UTF-16, is UTF-8":           {doc("utf-16", russian), "", russian},
		"UTF-16 with a mark":              {enc(utf16le, doc("utf-16", russian)), "", russian},
		"UTF-16 without a mark":           {enc(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), doc("", russian)), "", russian},
		"UTF-32":                          {enc(utf32be, doc("", russian)), "", russian},
		"UTF-8 with a mark":               {"\ufeff" + doc("utf-8", russian), "", russian},
		"shift_jis":                       {enc(japanese.ShiftJIS, doc("shift_jis", japaneseText)), "", japaneseText},
		"iso-2022-jp":                     {enc(japanese.ISO2022JP, doc("iso-2022-jp", japaneseText)), "", japaneseText},
		"one bad byte":                    {strings.Replace(doc("utf-8", russian), "ведомство", "ведомство\x93", 1), "", russian + "“"},
		"unknown label":                   {doc("x-made-up", russian), "text/xml; charset=none", russian},
		"named entity and quoted charset": {doc("utf-8", "caf&eacute;"), `text/xml; charset="utf-8"`, "café"},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Parse([]byte(c.body), Reading{ContentType: c.contentType})
			if err != nil {
				t.Fatal(err)
			}
			if got := f.Items[0].Title; got != c.want {
				t.Errorf("read %q, want %q", got, c.want)
			}
		})
	}
}

func TestDepthAndMethod(t *testing.T) {
	long := strings.Repeat("The port stays open, and the ferries run as planned. ", 20)
	for name, c := range map[string]struct {
		item   string
		depth  tracker.Depth
		method string
		needs  bool
	}{
		"whole text":            {story(1, "<content:encoded>"+long+"</content:encoded>"), tracker.FullText, "feed:content", false},
		"short text":            {story(1, "<content:encoded>The port stays open, for now and for all.</content:encoded>"), tracker.FullText, "feed:content", true},
		"summary":               {story(1), tracker.Excerpt, "feed:summary", true},
		"cut text":              {story(1, "<content:encoded>"+long+" Read more »</content:encoded>"), tracker.Excerpt, "feed:content", true},
		"summary of an article": {strings.Replace(story(1), "What happened", long+long, 1), tracker.FullText, "feed:summary", false},
		"title alone":           {strings.Replace(story(1), "What happened in story 1.", "", 1), tracker.TitleOnly, "feed:summary", true},
		"text of an aggregator": {story(1, `<yandex:full-text xmlns:yandex="http://news.yandex.ru">`+long+`</yandex:full-text>`), tracker.FullText, "feed:content", false},
	} {
		it := read(t, rssOf(c.item)).Items[0]
		if it.Depth != c.depth || it.Method != c.method {
			t.Errorf("%s: depth %s by %s, want %s by %s", name, it.Depth, it.Method, c.depth, c.method)
		}
		if got := NeedsPage(tracker.Source{Content: tracker.ContentAuto}, it); got != c.needs {
			t.Errorf("%s: needs its page: %v", name, got)
		}
		if NeedsPage(tracker.Source{Content: tracker.ContentFeed}, it) || !NeedsPage(tracker.Source{Content: tracker.ContentPage}, it) {
			t.Errorf("%s: content: feed or page is not kept to", name)
		}
	}
}

// Lifting changes nothing of what is read.
func TestLiftedTextsReadAlike(t *testing.T) {
	long := strings.Repeat("<p>Fish &amp; chips, 5 &lt; 6, caf&#233; &quot;x&quot; &#8220;y&#8221;.</p>", 5)
	for _, text := range []string{long, "<![CDATA[" + long + "]]>", strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(long), "a <![CDATA[" + long + "]]> b <![CDATA[<i>c</i>]]>"} {
		item := strings.Replace(story(1), "What happened in story 1.", text, 1)
		doc := rssOf(item)
		slim, l := lift(doc)
		if len(l.texts) != 1 || strings.Contains(slim, "chips") {
			t.Fatalf("not lifted: %.200s", slim)
		}
		short, err := parseWhole(slim, l)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := parseWhole(doc, &lifted{})
		if err != nil {
			t.Fatal(err)
		}
		if a, b := Text(short.entries[0].summary), Text(plain.entries[0].summary); a != b {
			t.Errorf("lifted: %q\nplain: %q", a, b)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{atomFeed, rdfFeed, oldFeed, jsonFeed, stories(2), rssOf(story(1, "<content:encoded><![CDATA["+strings.Repeat("<p>x</p>", 40)+"]]></content:encoded>")),
		"<rss><channel><item><title>cut", "<item/><item ><entry>", "{\"items\":[{}", "\xff\xfe<\x00r\x00", "<feed><entry><title>x</title></feed>", "<rss>\uf8f00\uf8f1<item><description>\uf8f05\uf8f1</description></item></rss>"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		feed, err := Parse(body, Reading{Address: "https://outlet.example/feed", Now: noon})
		if err != nil && len(feed.Items) > 0 {
			t.Error("an error and items")
		}
		keys := make(map[string]bool)
		for _, it := range feed.Items {
			if it.Key == "" || keys[it.Key] {
				t.Errorf("key %q is empty or repeated", it.Key)
			}
			keys[it.Key] = true
			if !utf8.ValidString(it.Title + it.Text + it.URL) {
				t.Errorf("not UTF-8: %q", it.Title+it.Text+it.URL)
			}
			if strings.ContainsRune(it.Text+it.Title, liftOpen) && !strings.ContainsRune(string(body), liftOpen) {
				t.Error("a placeholder was left in a text")
			}
		}
	})
}

// An entry may be in another language than its feed; what the feed says of
// itself counts where the source may be in that.
func TestLanguagesOfEntries(t *testing.T) {
	const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>t</title><entry xml:lang="uk-UA"><title>One</title><id>1</id></entry><entry><title>Two</title><id>2</id></entry></feed>`
	const rss = `<rss version="2.0"><channel><title>t</title><language>en-us</language><item xml:lang='de'><title>One</title></item><item><title>Two</title></item></channel></rss>`
	for name, c := range map[string]struct {
		doc, source, want string
	}{
		"atom":                     {atom, "", "uk en"},
		"rss":                      {rss, "", "de en"},
		"a default of the program": {rss, "pl", "de "},
		"one of the source's":      {rss, "pl en", "de en"},
		"broken":                   {strings.Replace(rss, "</channel></rss>", "", 1), "", "de en"},
	} {
		f, err := Parse([]byte(c.doc), Reading{Source: tracker.Source{Languages: strings.Fields(c.source)}, Now: noon})
		if err != nil || len(f.Items) != 2 {
			t.Fatalf("%s: %v, %d items", name, err, len(f.Items))
		}
		if got := f.Items[0].Language + " " + f.Items[1].Language; got != c.want {
			t.Errorf("%s: languages %q, want %q", name, got, c.want)
		}
	}
}
