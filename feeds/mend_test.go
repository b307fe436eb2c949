package feeds

import (
	"strings"
	"testing"
)

// Brackets that are no markup stay in titles, whatever the format and however
// they were escaped; markup does not.
func TestBracketsInTitles(t *testing.T) {
	rss := func(title string) string {
		return strings.Replace(rssOf(story(1)), "<title>Story 1</title>", "<title>"+title+"</title>", 1)
	}
	atom := func(title string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry>` + title + `<id>urn:1</id><link href="https://outlet.example/1"/><published>2026-02-04T10:00:00Z</published><summary>Said.</summary></entry></feed>`
	}
	for doc, want := range map[string]string{
		rss("Losses <5% and gains >3%"):                                 "Losses <5% and gains >3%",
		rss("Prices < 3 euro"):                                          "Prices < 3 euro",
		rss("I <3 the port"):                                            "I <3 the port",
		rss("a<=b & c<>d"):                                              "a<=b & c<>d",
		rss("Use <port> here"):                                          "Use <port> here",
		rss("Use &lt;port&gt; here"):                                    "Use <port> here",
		rss("Use &amp;lt;port&amp;gt; here"):                            "Use <port> here",
		rss("<![CDATA[Use <порт> here]]>"):                              "Use <порт> here",
		rss("The <b>port</b> is <i>mined</i>"):                          "The port is mined",
		rss("<![CDATA[The <b>port</b> is mined<br/>again]]>"):           "The port is mined again",
		rss("<![CDATA[Less than <5%]]>"):                                "Less than <5%",
		rss("The &lt;em&gt;port&lt;/em&gt;"):                            "The port",
		rss("Ends ]]> here"):                                            "Ends ]]> here",
		rss("<![CDATA[The <![CDATA[port]]> is mined]]>"):                "The port is mined",
		atom(`<title type="text">What does &lt;port&gt; mean?</title>`): "What does <port> mean?",
		atom(`<title type="text">The &lt;b&gt; tag</title>`):            "The <b> tag",
		atom(`<title type='text'><![CDATA[a <b> c]]></title>`):          "a <b> c",
		atom(`<title type="html">The &lt;b&gt;port&lt;/b&gt;</title>`):  "The port",
		atom(`<title>The &lt;b&gt;port&lt;/b&gt;</title>`):              "The port",
		atom(`<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The <b>port</b></div></title>`): "The port",
	} {
		f := read(t, doc)
		if len(f.Items) != 1 || f.Items[0].Title != want || len(f.Items[0].Published) == 0 || f.Rejected > 0 {
			t.Errorf("%s\nread as %+v, want %q", doc, f.Items, want)
		}
	}
}

// A text that is said to be plain is, long or short, unless it plainly is not.
func TestPlainTextsInAtom(t *testing.T) {
	long := strings.Repeat("The port is mined. ", 20)
	for content, want := range map[string]string{
		`<summary type="text">Write &lt;em&gt; around it.</summary>`:                             "Write <em> around it.",
		`<content type="text">` + long + `Write &lt;em&gt; around it.</content>`:                 long + "Write <em> around it.",
		`<content type="text/plain"><![CDATA[` + long + `if a <b> c]]></content>`:                long + "if a <b> c",
		`<summary type="text">&lt;p&gt;The port&lt;/p&gt;&lt;p&gt;is mined.&lt;/p&gt;</summary>`: "The port\n\nis mined.",
		`<summary type="html">Write &lt;em&gt;it&lt;/em&gt;.</summary>`:                          "Write it.",
		`<summary type="text">First.` + "\n\n" + `Second.</summary>`:                             "First.\n\nSecond.",
	} {
		f := read(t, `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>T</title><id>urn:1</id>`+content+`</entry></feed>`)
		if len(f.Items) != 1 || f.Items[0].Text != want {
			t.Errorf("%s\nread as %+v, want %q", content, f.Items, want)
		}
	}
}

// Sections within sections cost neither the text nor the date behind it.
func TestNestedSections(t *testing.T) {
	for _, text := range []string{
		"<![CDATA[<p>Lavrov <![CDATA[said]]> it.</p>]]>",
		"<![CDATA[Lavrov <![CDATA[said]]> it.]]>",
		"<![CDATA[<![CDATA[Lavrov said it.]]>]]>",
		"<![CDATA[<![CDATA[<p>Lavrov</p><p><![CDATA[said]]> it.</p>]]> ]]>\n",
		"<![CDATA[Lavrov <![CDATA[said]]]]><![CDATA[> it.]]>",
	} {
		for _, element := range []string{"description", "content:encoded", "title"} {
			doc := rssOf(strings.Replace(story(1), "<description>What happened in story 1.</description>", "", 1))
			if element == "title" {
				doc = strings.Replace(doc, "<title>Story 1</title>", "<title>"+text+"</title>", 1)
			} else {
				doc = strings.Replace(doc, "<pubDate>", "<"+element+">"+text+"</"+element+"><pubDate>", 1)
			}
			f := read(t, doc)
			if len(f.Items) != 1 || f.Rejected != 0 || len(f.Items[0].Published) != 1 {
				t.Errorf("%s in %s: %+v", text, element, f)
				continue
			}
			got := strings.Join(strings.Fields(f.Items[0].Text+f.Items[0].Title), " ")
			if !strings.Contains(got, "Lavrov") || !strings.Contains(got, "it.") || strings.Contains(got, "CDATA") || strings.Contains(got, "]]>") {
				t.Errorf("%s in %s: %q", text, element, got)
			}
		}
	}
}

// RSS 1.0 names an item by rdf:about; that is its address where no link is, and
// never instead of one.
func TestAddressInRDF(t *testing.T) {
	item := func(about, inner string) string {
		return `<item rdf:about="` + about + `"><title>T</title>` + inner + `<dc:date>2026-02-04T10:00:00Z</dc:date></item>`
	}
	doc := func(items ...string) string {
		return `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://outlet.example/"><title>t</title></channel>` + strings.Join(items, "") + `</rdf:RDF>`
	}
	for _, c := range []struct{ doc, want string }{
		{doc(item("https://outlet.example/1", "")), "https://outlet.example/1"},
		{doc(item("https://outlet.example/1?a=1&amp;b=2", "")), "https://outlet.example/1?a=1&b=2"},
		{doc(item("https://outlet.example/1", "<link>https://outlet.example/2</link>")), "https://outlet.example/2"},
		{doc(item("urn:uuid:1", "")), ""},
		{doc(item("https://outlet.example/1", "<p>"), item("https://outlet.example/2", "")), "https://outlet.example/1"}, // broken: read one by one
	} {
		if f := read(t, c.doc); len(f.Items) == 0 || f.Items[0].URL != c.want {
			t.Errorf("%s\nread as %+v, want %q", c.doc, f.Items, c.want)
		}
	}
}

// No text of others moves a cursor, turns its neighbours around or rings a bell.
func TestControlCharacters(t *testing.T) {
	const evil = "a\x1b[31mb\u202ec\u2066d\u2069e\u200ef\u0007g\u009bh\u061ci\x7fj"
	f := read(t, `{"items":[{"id":"`+strings.ReplaceAll(strings.ReplaceAll(evil, "\x1b", `\u001b`), "\a", `\u0007`)+`","title":"`+evil[6:]+`","content_html":"<p>`+evil[6:]+`</p>","authors":["`+evil[6:]+`"]}]}`)
	it := f.Items[0]
	for _, s := range []string{it.GUID, it.Title, it.Text, it.Author, Name(evil), Line(evil), Plain(evil)} {
		if strings.ContainsAny(s, "\x1b\u202e\u2066\u2069\u200e\a\u009b\u061c\x7f") || !strings.Contains(s, "j") {
			t.Errorf("%+q", s)
		}
	}
	for _, s := range []string{"می\u200cخواهم", "👩‍🚒", "Źródło", "O’Neil"} {
		if Name(s) != s {
			t.Errorf("%+q became %+q", s, Name(s))
		}
	}
}
