package feeds

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// gap is what separates the text so far from the text to come.
type gap int8

const (
	noGap gap = iota
	space
	newLine
	blankLine
)

// role says what a tag does to the text around it; other tags are inline and
// do nothing.
type role int8

const (
	inline  role = iota
	block        // a paragraph of its own
	lineEnd      // <br>
	cell         // set apart by a space
	drop         // nobody reads what is in it
	pre          // a block whose line ends count
)

var roles = map[string]role{
	"address": block, "article": block, "aside": block, "blockquote": block, "body": block,
	"caption": block, "center": block, "dd": block, "details": block, "dialog": block, "div": block,
	"dl": block, "dt": block, "fieldset": block, "figcaption": block, "figure": block, "footer": block,
	"form": block, "h1": block, "h2": block, "h3": block, "h4": block, "h5": block, "h6": block,
	"header": block, "hr": block, "li": block, "main": block, "nav": block, "ol": block, "p": block,
	"section": block, "summary": block, "table": block, "tbody": block, "thead": block, "tr": block, "ul": block,
	"br": lineEnd, "td": cell, "th": cell, "option": cell, "pre": pre,
	"head": drop, "iframe": drop, "math": drop, "noembed": drop, "noframes": drop, "noscript": drop,
	"object": drop, "script": drop, "select": drop, "style": drop, "svg": drop, "template": drop,
	"textarea": drop, "title": drop, "audio": drop, "video": drop, "canvas": drop, "button": drop,
}

// Text turns HTML, or plain text, into clean text: paragraphs separated by a
// blank line, a <br> as a line end, entities decoded, white space collapsed,
// invisible characters, comments, attributes, scripts and styles dropped.
// Inline tags don't split words. It trusts nothing: the result has no markup.
func Text(src string) string {
	out := cleanText(src)
	// Some feeds escape their markup twice; the second layer shows as tags in
	// what should be clean.
	if strings.Contains(src, "&lt;") && showsTags(out) {
		out = cleanText(out)
	}
	if strings.Contains(src, "&amp;") && escapedTwice.MatchString(out) {
		out = strings.ReplaceAll(html.UnescapeString(out), "\u00a0", " ")
	}
	return out
}

// escapedTwice finds entities that show in clean text because they were escaped
// once too often. Those of markup stay: a text may well speak of them.
var escapedTwice = regexp.MustCompile(`&(?:#\d{2,5}|nbsp|quot|amp|[lr]aquo|[lr]dquo|[lr]squo|[mn]dash|hellip|apos);`)

// Line is Text on one line, for titles and names.
func Line(src string) string {
	return strings.ReplaceAll(strings.ReplaceAll(Text(src), "\n\n", " "), "\n", " ")
}

// Name tidies a name, an id or another short text that is no HTML: one line
// without control characters and what turns the direction of writing around.
func Name(src string) string {
	if !strings.ContainsFunc(src, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return src // nearly all ids are
	}
	return strings.Join(strings.Fields(Plain(src)), " ")
}

// Plain tidies a text that is no HTML and keeps its lines: white space within a
// line collapses, invisible characters go, blank lines part paragraphs.
func Plain(src string) string {
	c := cleaner{out: make([]byte, 0, len(src)), pre: 1}
	c.text(strings.ReplaceAll(src, "\r\n", "\n"))
	return string(c.out)
}

func cleanText(src string) string {
	c := cleaner{out: make([]byte, 0, len(src)), paragraphs: !marksParagraphs(src)}
	if !strings.ContainsAny(src, "<&") {
		c.text(src)
		return string(c.out)
	}
	if strings.Contains(src, "<![CDATA[") { // HTML takes it for a comment
		src = strings.ReplaceAll(strings.ReplaceAll(src, "<![CDATA[", ""), "]]>", "")
	}
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return string(c.out)
		case html.TextToken:
			if c.dropping == "" {
				c.bytes(z.Text())
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			c.open(name)
		case html.SelfClosingTagToken:
			name, _ := z.TagName()
			c.mark(roles[string(name)])
		case html.EndTagToken:
			name, _ := z.TagName()
			c.close(name)
		}
	}
}

// marksParagraphs tells whether src has markup that makes paragraphs; where it
// has none, its blank lines do.
func marksParagraphs(src string) bool {
	if !strings.Contains(src, "<") {
		return false
	}
	for _, tag := range []string{"<p", "<br", "<div", "<li", "<P", "<BR", "<DIV", "<LI", "<h", "<td"} {
		if strings.Contains(src, tag) {
			return true
		}
	}
	return false
}

func showsTags(s string) bool {
	for _, tag := range []string{"<p>", "</p>", "<br", "</a>", "</div>", "<img ", "</b>", "</strong>", "</em>", "</span>", "</i>", "</li>"} {
		if strings.Contains(s, tag) {
			return true
		}
	}
	return false
}

type cleaner struct {
	out        []byte
	next       gap
	dropping   string // the tag whose content is dropped
	depth      int    // of tags of that name
	pre        int
	paragraphs bool // blank lines of the text are paragraphs
}

func (c *cleaner) open(name []byte) {
	if c.dropping != "" {
		if string(name) == c.dropping {
			c.depth++
		}
		return
	}
	r := roles[string(name)]
	switch r {
	case drop:
		c.dropping, c.depth = string(name), 1
	case pre:
		c.pre++
	}
	c.mark(r)
}

func (c *cleaner) close(name []byte) {
	if c.dropping != "" {
		if string(name) == c.dropping {
			if c.depth--; c.depth == 0 {
				c.dropping = ""
			}
		}
		return
	}
	r := roles[string(name)]
	if r == pre && c.pre > 0 {
		c.pre--
	}
	if r != lineEnd {
		c.mark(r)
	}
}

func (c *cleaner) mark(r role) {
	switch r {
	case block, pre:
		c.next = blankLine
	case cell:
		c.next = max(c.next, space)
	case lineEnd:
		if c.next >= newLine {
			c.next = blankLine
		} else {
			c.next = newLine
		}
	}
}

func (c *cleaner) bytes(b []byte) {
	// The common case: a run of printable ASCII is appended at once.
	for i := 0; i < len(b); {
		j := i
		for j < len(b) && b[j] > ' ' && b[j] < 0x7f {
			j++
		}
		if j > i {
			c.flush()
			c.out = append(c.out, b[i:j]...)
			i = j
			continue
		}
		i += c.odd(b[i:])
	}
}

func (c *cleaner) text(s string) { c.bytes([]byte(s)) }

// odd handles what is not printable ASCII at the start of b and returns how
// many bytes that was.
func (c *cleaner) odd(b []byte) int {
	if b[0] <= ' ' {
		return c.white(b)
	}
	r, n := utf8.DecodeRune(b)
	switch {
	case r == 0x7f, r == 0xad, r == 0x200b, r == 0x2060, r == 0xfeff, r == utf8.RuneError && n == 1:
		// invisible, or not a character
	case r == 0x61c, r >= 0x200e && unicode.Is(unicode.Bidi_Control, r), r >= 0x206a && r <= 0x206f, r >= 0xfff9 && r <= 0xfffb:
		// turns the words around it
	case r == 0xa0, r == 0x85, r >= 0x2000 && r <= 0x200a, r == 0x202f, r == 0x205f, r == 0x3000:
		c.next = max(c.next, space)
	case r == 0x2028, r == 0x2029:
		c.next = max(c.next, newLine)
	case r >= 0x80 && r < 0xa0:
		// control characters
	default:
		c.flush()
		c.out = append(c.out, b[:n]...)
	}
	return n
}

// white collapses a run of white space and control characters.
func (c *cleaner) white(b []byte) int {
	i, lines := 0, 0
	for i < len(b) && b[i] <= ' ' {
		if b[i] == '\n' {
			lines++
		}
		i++
	}
	switch {
	case c.pre > 0 && lines > 1, c.paragraphs && lines > 1:
		c.next = blankLine
	case c.pre > 0 && lines == 1:
		c.next = max(c.next, newLine)
	default:
		c.next = max(c.next, space)
	}
	return i
}

func (c *cleaner) flush() {
	if c.next == noGap {
		return
	}
	if len(c.out) > 0 {
		switch c.next {
		case space:
			c.out = append(c.out, ' ')
		case newLine:
			c.out = append(c.out, '\n')
		case blankLine:
			c.out = append(c.out, '\n', '\n')
		}
	}
	c.next = noGap
}
