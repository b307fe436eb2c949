package feeds

import (
	"strings"
	"testing"
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/text"
)

// checkItem holds for every item: it is valid text within its bounds, without
// characters that a terminal obeys.
func checkItem(t *testing.T, it tracker.Item) {
	t.Helper()
	if len(it.Text) > text.MaxBytes || len(it.Title) > maxTitle {
		t.Fatalf("a title of %d and a text of %d bytes", len(it.Title), len(it.Text))
	}
	for _, s := range []string{it.Title, it.Text, it.Author, it.GUID, it.URL} {
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\x1b\x00\u202e\u2066") {
			t.Fatalf("%+q", s)
		}
	}
}

// mostFuzzed keeps an input of a fuzzer within what is read in a moment.
const mostFuzzed = 64 << 10

func FuzzReadPage(f *testing.F) {
	f.Add([]byte(pageOf(`<script type="application/ld+json">{"@graph":[null,{"@type":["Article"],"datePublished":1}]}</script>`, "<article><h1>T</h1>"+paragraphs+`<div class="comments"><p>x</p></div></article>`)))
	f.Add([]byte("<noscript><p>a<script>{"))
	f.Fuzz(func(t *testing.T, page []byte) {
		if len(page) > mostFuzzed {
			t.Skip()
		}
		if it, _, err := ReadPage(page, Reading{Address: "https://outlet.example/a", Now: noon}); err == nil {
			checkItem(t, it)
		} else if strings.Contains(err.Error(), "a fault of Onset") {
			t.Fatal(err)
		}
	})
}

func FuzzParseJSON(f *testing.F) {
	for _, seed := range []string{`{"items":[null,{"id":1,"title":["x"]},7]}`, `{"items":{"0":{"authors":{"name":null}}}}`, "{\"version\":\"jsonfeed\",\"items\":[{\"title\":\"a\nb\"}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		if len(doc) > mostFuzzed {
			t.Skip()
		}
		got, err := Parse(doc, Reading{Address: "https://outlet.example/", Now: noon})
		if err != nil && strings.Contains(err.Error(), "a fault of Onset") {
			t.Fatal(err)
		}
		for _, it := range got.Items {
			checkItem(t, it)
		}
	})
}
