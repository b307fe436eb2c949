package feeds

import (
	"fmt"
	"strings"
	"testing"

	"onset/tracker"
)

// paragraphs are the text of a short article.
const paragraphs = `<p>The mayor of Odesa said on Friday that the port had been mined again, and that ships had turned back.</p>
<p>She was speaking to reporters after a long meeting of the council, which had lasted for most of the day.</p>
<p>The ministry declined to give further details of the plan, and officials in Ankara were not available.</p>`

// pageOf is a page around a head and a body.
func pageOf(head, body string) string {
	return `<!DOCTYPE html><html lang="en"><head><title>Port mined | The Desk</title>` + head + `</head><body><nav><a href="/">Home</a></nav>` + body + `<footer>Copyright 2019-2026 The Desk.</footer></body></html>`
}

func readThe(t *testing.T, page string) (tracker.Item, string) {
	t.Helper()
	it, _, err := ReadPage([]byte(page), Reading{Address: "https://outlet.example/news/port", Now: noon})
	if err != nil {
		t.Fatalf("%v\n%s", err, page)
	}
	if len(it.Published) == 0 {
		return it, ""
	}
	return it, it.Published[0].Stamp.Day.String()
}

// What readers wrote is no text of the article, under whatever name it stands
// and however much more it is, and its dates are not the article's.
func TestReadersComments(t *testing.T) {
	one := `<div><b>user</b> <time datetime="2020-05-05">5 May 2020</time><p>Lavrov said that the port is wide open, believe me, I have seen it with my own eyes!</p></div>`
	many := strings.Repeat(one, 12)
	for _, block := range []string{
		`<div id="comments">%s</div>`, `<section class="comments-area" id="x">%s</section>`, `<div id="disqus_thread">%s</div>`,
		`<ol class="commentlist">%s</ol>`, `<ul class="comment-list">%s</ul>`, `<div class="userComments">%s</div>`, `<div class="article-comments js">%s</div>`,
		`<div class="Comments_root__a8f3d">%s</div>`, `<div id="reader-comments-section">%s</div>`, `<section aria-label="Comments">%s</section>`,
		`<div id="kommentare">%s</div>`, `<div class="commentaires">%s</div>`, `<div class="Комментарии">%s</div>`, `<div id="respond">%s</div>`,
		`<div itemprop="comment">%s</div>`, `<div itemscope itemtype="https://schema.org/Comment">%s</div>`,
	} {
		for _, around := range []string{`<article><h1>Port mined</h1>%s</article>%s`, `<main><article><h1>Port mined</h1>%s%s</article></main>`} {
			page := pageOf("", fmt.Sprintf(around, paragraphs, fmt.Sprintf(block, many)))
			it, day := readThe(t, page)
			if strings.Contains(it.Text, "wide open") || !strings.Contains(it.Text, "mined again") || day != "" {
				t.Errorf("%s: published %q\n%s", block, day, it.Text)
			}
		}
	}
	for _, block := range []string{`<div class="content-with-comments">%s</div>`, `<div id="comments"><h1>Port mined</h1>%s</div>`, `<div class="no-comments"><h1>Port mined</h1>%s</div>`, `<div class="government-comment">%s</div>`} {
		it, _ := readThe(t, pageOf("", fmt.Sprintf(block, paragraphs)))
		if !strings.Contains(it.Text, "mined again") {
			t.Errorf("%s: the article is taken for comments", block)
		}
	}
}

// The article's own day is told from those of other articles around it.
func TestDaysOfOtherArticles(t *testing.T) {
	article := func(date string) string {
		return `<article><h1>Port mined</h1>` + date + paragraphs + `</article>`
	}
	own := `<div class="date">1 March 2024</div>`
	beside := []string{
		`<aside><a href="/x">Other news</a> <span class="date">28 February 2024</span></aside>`,
		`<div class="sidebar"><span class="date">28 February 2024</span> Quiet day</div>`,
		`<div class="most-read"><time datetime="2024-02-28">28 February</time> Quiet day</div>`,
		`<div class="col-4"><div><a href="/x">Ships go back to the quiet port</a><span class="date">28 February 2024</span></div></div>`,
		`<ul><li><a href="/x">Ships go back to the quiet port</a> <time datetime="2024-02-28">28 February</time></li></ul>`,
		`<div><p>28 February 2024</p></div>`,
		`<nav><span itemprop="datePublished">2024-02-28</span></nav>`,
	}
	for _, other := range beside {
		for name, body := range map[string]string{
			"before": other + article(own), "after": article(own) + other, "with a time before": other + article(`<p><time datetime="2024-03-01T10:00Z">1 March</time></p>`),
			"in plain text": other + article(`<p>Odesa, 1 March 2024</p>`), "with itemprop": other + article(`<span itemprop="datePublished" content="2024-03-01"></span>`),
			"above the headline":      other + `<article><p class="date">1 March 2024</p><h1>Port mined</h1>` + paragraphs + `</article>`,
			"in a header":             other + `<main><header><h1>Port mined</h1><div class="meta byline">By <a href="/d">A. Desk</a>, <span class="date">1 March 2024</span></div></header>` + paragraphs + `</main>`,
			"in the article's footer": other + `<article><h1>Port mined</h1>` + paragraphs + `<footer><time datetime="2024-03-01">1 March</time></footer></article>`,
		} {
			if name == "in the article's footer" && strings.HasPrefix(other, "<div><p>") || name == "in plain text" && strings.Contains(other, "itemprop") {
				continue // nothing tells them apart
			}
			if _, day := readThe(t, pageOf("", body)); day != "2024-03-01" {
				t.Errorf("%s, %s: published %q", other, name, day)
			}
		}
		if strings.HasPrefix(other, "<div><p>") {
			continue
		}
		if _, day := readThe(t, pageOf("", other+article(""))); day != "" {
			t.Errorf("%s: the day of another article, %s, is taken for this one's", other, day)
		}
	}
}

// Of what JSON-LD says, the article's own word counts before that of its page,
// and what is said of others not at all.
func TestLinkedData(t *testing.T) {
	node := func(kind, day, more string) string {
		return fmt.Sprintf(`{"@type":%s,"datePublished":"%s"%s}`, kind, day, more)
	}
	news, web := node(`"NewsArticle"`, "2024-03-01", ""), node(`"WebPage"`, "2018-01-01", "")
	for _, c := range []struct{ data, day string }{
		{`{"@graph":[` + web + `,` + news + `]}`, "2024-03-01"},
		{`[` + web + `,` + node(`["Thing","https://schema.org/ReportageNewsArticle"]`, "2024-03-01", "") + `]`, "2024-03-01"},
		{`[` + web + `,` + node(`"BlogPosting"`, "2024-03-01", "") + `]`, "2024-03-01"},
		{web + `</script><script type="application/ld+json">` + news, "2024-03-01"},
		{`{"@type":"WebPage","datePublished":"2018-01-01","mainEntity":` + news + `}`, "2024-03-01"},
		{`{"@type":"WebPage","datePublished":"2018-01-01","mainEntity":{"@type":"NewsArticle","headline":"Port mined"}}`, "2018-01-01"},
		{web, "2018-01-01"},
		{`[` + node(`"Comment"`, "2018-01-01", "") + `,` + news + `]`, "2024-03-01"},
		{node(`"VideoObject"`, "2018-01-01", ""), ""},
		{`[` + node(`"NewsArticle"`, "2018-01-01", `,"url":"https://outlet.example/news/other"`) + `,` + node(`"NewsArticle"`, "2024-03-01", `,"url":"https://www.outlet.example/news/port/"`) + `]`, "2024-03-01"},
		{`[` + node(`"Article"`, "2018-01-01", `,"headline":"Another thing"`) + `,` + node(`"Article"`, "2024-03-01", `,"headline":"Port mined"`) + `]`, "2024-03-01"},
		{node(`"Article"`, "2024-03-01", `,"mainEntityOfPage":{"@type":"WebPage","@id":"https://outlet.example/news/port","datePublished":"2018-01-01"}`), "2024-03-01"},
		{`{"@type":"NewsArticle","datePublished":["2024-03-01"]}`, "2024-03-01"},
		{`{"@type":"NewsArticle","articleBody":"Two` + "\n" + `lines","datePublished":"2024-03-01"}`, "2024-03-01"},
		{`{"@graph":[` + web + `,` + news + `,]}`, "2024-03-01"}, // no valid JSON
		{`{"@type":"Organization","name":"Desk"}`, ""},
	} {
		if _, day := readThe(t, pageOf(`<script type="application/ld+json">`+c.data+`</script>`, `<article><h1>Port mined</h1>`+paragraphs+`</article>`)); day != c.day {
			t.Errorf("%s: published %q, want %q", c.data, day, c.day)
		}
	}
}

// A page whose text is made by scripts may carry it along for others.
func TestTextForThoseWithoutScripts(t *testing.T) {
	text := strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(paragraphs, "<p>", ""), "</p>", ""), "\n", `\n\n`)
	ld := func(body string) string {
		return `<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Port mined","articleBody":"` + body + `"}]}</script>`
	}
	for name, c := range map[string]struct{ page, method string }{
		"JSON-LD":              {pageOf(ld(text), `<div id="app"></div>`), "page:json-ld"},
		"JSON-LD as HTML":      {pageOf(ld(strings.ReplaceAll(paragraphs, "\n", "")), `<div id="app">Loading …</div>`), "page:json-ld"},
		"noscript":             {pageOf("", `<div id="app"></div><noscript><article><h1>Port mined</h1>`+paragraphs+`</article></noscript>`), "page:noscript"},
		"a banner beside":      {pageOf(ld(text), `<div id="app"></div><p>We use cookies and ask for your consent.</p>`), "page:json-ld"},
		"the page has a text":  {pageOf(ld("Something else that nobody has to read, in a few words."), `<article><h1>Port mined</h1>`+paragraphs+`</article>`), "page:readability+trim"},
		"noscript has no text": {pageOf("", `<noscript><img src="/pixel"></noscript><article><h1>Port mined</h1>`+paragraphs+`</article>`), "page:readability+trim"},
	} {
		it, _ := readThe(t, c.page)
		if it.Method != c.method || strings.Count(it.Text, "\n\n") < 2 || !strings.Contains(it.Text, "mined again") {
			t.Errorf("%s: %s\n%s", name, it.Method, it.Text)
		}
	}
	if it, poor, err := ReadPage([]byte(pageOf("", `<div id="app"></div>`)), Reading{Address: "https://outlet.example/a", Now: noon}); err == nil && poor == "" {
		t.Errorf("a page without text has %q", it.Text)
	}
}

// A sentence that the outlet made a link of stays; ways to other articles go.
func TestLinkedParagraphs(t *testing.T) {
	claim := "Lavrov said that foreign troops would be targets, and that nobody should doubt it for a moment."
	for block, stays := range map[string]bool{
		`<p><a href="/live">` + claim + `</a></p>`:                                 true,
		`<p><a href="/live"><strong>` + claim + `</strong></a></p>`:                true,
		`<p><strong><a href="/live">` + claim + `</a></strong></p>`:                true,
		`<p>«<a href="/live">` + claim + `»</a></p>`:                               true,
		`<p><a href="/a">Lavrov said that foreign troops would be targets</a></p>`: false,
		`<p>Read also: <a href="/a">` + claim + `</a></p>`:                         false,
		`<p><a href="/a">Читайте также: ` + claim + `</a></p>`:                     false,
		`<ul><li><a href="/a">` + claim + `</a></li></ul>`:                         false,
	} {
		it, _ := readThe(t, pageOf("", `<article><h1>Port mined</h1>`+strings.Replace(paragraphs, "<p>She", block+"<p>She", 1)+`</article>`))
		if got := strings.Contains(it.Text, "Lavrov"); got != stays {
			t.Errorf("%s stays %v, want %v", block, got, stays)
		}
	}
}

// A page of any size and kind is read up to a bound that no article reaches, and
// what is cut says so.
func TestHugePages(t *testing.T) {
	sentence := "<p>The mayor said on Friday that the port had been mined again, and that ships had turned back.</p>"
	var names strings.Builder
	for i := range maxAttributes + 1 {
		fmt.Fprintf(&names, "a%d ", i)
	}
	for name, c := range map[string]struct {
		page string
		cut  bool
	}{
		"a long article": {strings.Repeat(sentence, 2000), false},
		"a library":      {strings.Repeat(sentence, 20_000), true},
		"tags":           {strings.Repeat(sentence, 100) + strings.Repeat("<i></i>", maxTags), true},
		"attributes":     {strings.Repeat(sentence, 100) + "<p " + names.String() + ">", true},
		"comments":       {strings.Repeat(sentence, 100) + strings.Repeat("<!---->", maxTags+1), true},
		"a long script":  {strings.Repeat(sentence, 100) + "<script>" + strings.Repeat("var a = 1;", 300_000) + "</script>", false},
		"one long line":  {"<p>" + strings.Repeat("Said again. ", 2*maxShown/12), true},
	} {
		it, poor, err := ReadPage([]byte(pageOf("", "<article><h1>Port mined</h1>"+c.page)), Reading{Address: "https://outlet.example/news/port", Now: noon})
		if err != nil || poor != "" || strings.HasSuffix(it.Method, CutMark) != c.cut || len(it.Text) < 5000 {
			t.Errorf("%s: %v %s %s %d bytes", name, err, poor, it.Method, len(it.Text))
		}
	}
}
