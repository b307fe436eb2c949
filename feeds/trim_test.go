package feeds

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// What says by its element, class or links that it is none of the article goes;
// the article stays, whatever its blocks are called.
func TestTrim(t *testing.T) {
	const told = `<p>The harbour master said on Tuesday that the port stays open, that <a href="/x">ferries run as planned</a>, and that nobody has to wait.</p>`
	article := strings.Repeat(told, 4)
	for name, c := range map[string]struct {
		page string
		goes bool
	}{
		"a caption":                  {"<figure><img><figcaption>QQQ at the quays. Photo: Agency</figcaption></figure>", true},
		"a box of related articles":  {`<div class="article__box related-articles"><p>QQQ wins the cup after all</p></div>`, true},
		"a line that leads away":     {`<p>» <a href="/y">Read also: QQQ wins the cup after all</a></p>`, true},
		"a list of links":            {`<ul><li><a href="/y">QQQ</a></li><li><a href="/z">More of it</a></li></ul>`, true},
		"a line about the author":    {`<div id="author-bio">QQQ writes on harbours.</div>`, true},
		"a sentence with a link":     {`<p>The mayor said <a href="/y">that QQQ</a> was not to be waited for this year, and went home.</p>`, false},
		"a list":                     {"<ul><li>QQQ stays open</li><li>the port too</li></ul>", false},
		"a name that only begins so": {`<div class="advertised-metal">QQQ is loaded at the quays.</div>`, false},
		"a quotation":                {"<blockquote><p>QQQ, and nothing else.</p></blockquote>", false},
	} {
		for _, wrapper := range []string{"<div>", `<div class="post-meta social">`} {
			root, err := html.Parse(strings.NewReader("<html><body>" + wrapper + article + c.page + "</div></body></html>"))
			if err != nil {
				t.Fatal(err)
			}
			trim(root)
			var b strings.Builder
			if err := html.Render(&b, root); err != nil {
				t.Fatal(err)
			}
			if got := Text(b.String()); strings.Contains(got, "QQQ") == c.goes || strings.Count(got, "harbour master") != 4 {
				t.Errorf("%s in %s: %q", name, wrapper, got)
			}
		}
	}
}

// Prose is what ends as sentences do; what a page can have of it is its longer
// texts outside of links and scripts.
func TestProse(t *testing.T) {
	long := strings.Repeat("The harbour master said on Tuesday that the port stays open, and that nobody has to wait at the quays. ", 3)
	if got := prose(long + "\n\nHome\n\nA headline that does not end as sentences do, though it is longer than eighty bytes are"); got != len(strings.TrimSpace(long)) {
		t.Errorf("prose of %d bytes, want %d", got, len(long)-1)
	}
	root, err := html.Parse(strings.NewReader("<body><script>" + long + "</script><a>" + long + "</a><div>" + long + "<b>now</b></div></body>"))
	if err != nil {
		t.Fatal(err)
	}
	if got := possibleProse(root); got != len(strings.TrimSpace(long)) {
		t.Errorf("possible prose of %d bytes, want %d", got, len(long)-1)
	}
}
