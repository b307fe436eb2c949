package feeds

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	for src, want := range map[string]string{
		"<p>One.</p><p>Two.</p>":                                       "One.\n\nTwo.",
		"<div>One<div>Two</div></div>":                                 "One\n\nTwo",
		"One<br>Two<br><br>Three":                                      "One\nTwo\n\nThree",
		"One<br/>Two<br />\n<br />Three":                               "One\nTwo\n\nThree",
		"<ul><li>a</li><li>b</li></ul>":                                "a\n\nb",
		"<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>":             "a b\n\nc",
		"peace<b>keep</b>ers and <i>third</i> world":                   "peacekeepers and third world",
		"world <b>war</b>":                                             "world war",
		"world<b> war</b>":                                             "world war",
		"world&nbsp;war\u00a0\u202f again":                             "world war again",
		"world\n   war":                                                "world war",
		"w&#111;rld war &amp; peace &lt;3 &mdash;":                     "world war & peace <3 —",
		"a<!-- world war -->b":                                         "ab",
		"a<img alt='world war'>b":                                      "ab",
		"a<script>world('war')</script>b<style>p{}</style>":            "ab",
		"<svg><title>x</title><path/></svg>a":                          "a",
		"a<svg/>b":                                                     "ab",
		"<iframe src=x>world</iframe>a":                                "a",
		"soft\u00adhyphen zero\u200bwidth \ufefffeff":                  "softhyphen zerowidth feff",
		"one\n\ntwo":                                                   "one\n\ntwo",
		"one\ntwo":                                                     "one two",
		"<b>one</b>\n\ntwo":                                            "one\n\ntwo",
		"<p>one\n\nstill</p>":                                          "one still",
		"<pre>one\n  two\n\nthree</pre>four":                           "one\ntwo\n\nthree\n\nfour",
		"&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two &amp;amp; three&lt;/p&gt;": "One\n\nTwo & three",
		"&amp;laquo;Port&amp;raquo;&amp;nbsp;&amp;#8212; open":         "«Port» — open",
		"write &amp;lt; for a sign":                                    "write &lt; for a sign",
		"5 < 6 and 7 > 3":                                              "5 < 6 and 7 > 3",
		"<![CDATA[one <b>two</b>]]>":                                   "one two",
		"  \n ":                                                        "",
		"":                                                             "",
		"<p></p><p> </p>":                                              "",
		"tail<":                                                        "tail<",
		"<p>a<p>b":                                                     "a\n\nb",
		"здоров&#39;я":                                                 "здоров'я",
		"a\x00\x01b":                                                   "a b",
		"<select><option>x</select>a":                                  "a",
	} {
		if got := Text(src); got != want {
			t.Errorf("%q\n got %q\nwant %q", src, got, want)
		}
	}
	if got := Line("<b>One</b><br>two<p>three"); got != "One two three" {
		t.Errorf("on one line: %q", got)
	}
	if got := Plain("one  two\r\nthree\n\n\nfour <b>&amp;</b>\t\u00a0x "); got != "one two\nthree\n\nfour <b>&amp;</b> x" {
		t.Errorf("plain: %q", got)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"<p>a</p>", "&lt;p&gt;x&lt;/p&gt;", "<script>", "<svg><svg></svg>", "<plaintext>a", "a\xffb", "<!--", "<![CDATA[", "<pre>\n\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		got := Text(strings.ToValidUTF8(src, ""))
		if !utf8.ValidString(got) || strings.TrimSpace(got) != got || strings.Contains(got, "\n\n\n") || strings.Contains(got, "  ") {
			t.Errorf("%q is not clean: %q", src, got)
		}
	})
}

func BenchmarkText(b *testing.B) {
	src := strings.Repeat("<p>The <b>port</b> stays open &amp; the <a href='https://outlet.example/ferries'>ferries</a> run as planned, said the harbour master on Tuesday.</p>\n", 40)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		Text(src)
	}
}
