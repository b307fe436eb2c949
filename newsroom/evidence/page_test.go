package evidence

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// The page proves the sentence: it is marked in the text, the text has the
// digest that stands beside it, and nothing of an article is markup.
func TestEvidencePage(t *testing.T) {
	text := "Before.\nThe <b>harbour</b> will be shut, he said. After & more.\nLast."
	sentence := "The <b>harbour</b> will be shut, he said."
	start := strings.Index(text, sentence)
	w := tracker.Witness{ID: "m", Narrative: "n", TalkingPoint: "p", Text: sentence, Part: tracker.Body, Span: tracker.Span{Start: start, End: start + len(sentence)}}
	c := archive.Chain{Mention: &w, Revision: &tracker.Revision{Text: text, SHA256: "raw"}, Article: &archive.Dossier{}}
	c.Article.URL, c.Article.Title = "javascript:alert(1)", "<script>alert(1)</script>"
	m := Maker{Version: "1", Now: time.Now(), Archive: "onset.db"}
	p := m.show(Proof{ID: "m", Chain: c})
	if p.Before != "" || p.After != " After & more." || p.URL != "" {
		t.Errorf("context %q … %q, link %q", p.Before, p.After, p.URL)
	}
	var b bytes.Buffer
	if err := m.Page(&b, []Proof{{ID: "m", Chain: c}}); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, bad := range []string{"<script", "<b>", `href="javascript`, "src=", "@import"} {
		if strings.Contains(page, bad) {
			t.Errorf("%s stands in the page", bad)
		}
	}
	const want = "<mark>The &lt;b&gt;harbour&lt;/b&gt; will be shut, he said.</mark>"
	if strings.Count(page, want) != 2 || !strings.Contains(page, p.TextSHA) || len(p.TextSHA) != 64 {
		t.Errorf("the sentence is not marked twice, or the digest is missing:\n%s", page)
	}
	c.Revision.Text = ""
	if gone := m.show(Proof{ID: "m", Chain: c}); gone.Text != nil || gone.Sentence != sentence {
		t.Error("a pruned text loses the sentence")
	}
}
