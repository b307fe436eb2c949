package feeds

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mend corrects, before a document is parsed, what feeds write in it against
// the rules of XML and what a parser would take for markup though it is text.
func mend(doc string) string {
	m := mender{finder: newFinder(doc)}
	for at := 0; at < len(doc) && m.mended < maxMended; {
		i := strings.IndexAny(doc[at:], "<]")
		if i < 0 {
			break
		}
		at += i
		switch {
		case doc[at] == ']':
			if strings.HasPrefix(doc[at:], "]]>") { // outside a section it is text
				m.put(at, at+3, "]]&gt;")
				at += 2
			}
			at++
		case m.section(at) > 0:
			at = m.cdata(at)
		case !opensTag(doc[at+1:]):
			m.put(at, at+1, "&lt;")
			at++
		default:
			at = m.element(at)
		}
	}
	if m.mended == 0 {
		return doc
	}
	return m.out.String() + doc[m.done:]
}

// mender is a document in which pieces are replaced.
type mender struct {
	*finder
	out  strings.Builder
	done int // how far the document was copied

	mended int // how many pieces were replaced
}

// maxMended is how many pieces of a document are replaced; with more of them it
// is no careless feed but an attempt to make it grow.
const maxMended = 50_000

func (m *mender) put(from, to int, with string) {
	m.out.WriteString(m.doc[m.done:from])
	m.out.WriteString(with)
	m.done = to
	m.mended++
}

// opensTag tells whether a tag, a comment or the like can begin with what
// follows a "<".
func opensTag(rest string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(rest, "/"))
	return unicode.IsLetter(r) || r == '_' || r == ':' || strings.HasPrefix(rest, "!") || strings.HasPrefix(rest, "?")
}

// cdata steps over the section that begins at i. Sections don't nest, yet some
// programs write one around a text that has one already: then the inner marks
// go.
func (m *mender) cdata(i int) (next int) {
	const open, shut = "<![CDATA[", "]]>"
	end := m.section(i)
	if !strings.HasPrefix(m.doc[i:], open) || !strings.Contains(m.doc[i+len(open):end], open) {
		return end
	}
	depth, at := 1, i+len(open)
	for range maxInner {
		in, out := m.find(open, at), m.find(shut, at)
		switch {
		case out < 0:
			return end
		case in >= 0 && in < out:
			depth++
			at = in + len(open)
		default:
			depth--
			at = out + len(shut)
		}
		if depth > 0 {
			continue
		}
		if !strings.HasPrefix(strings.TrimLeft(m.doc[at:min(len(m.doc), at+80)], " \t\r\n"), "</") {
			return end
		}
		inner := m.doc[i+len(open) : at-len(shut)]
		m.put(i, at, open+strings.ReplaceAll(strings.ReplaceAll(inner, open, ""), shut, "")+shut)
		return at
	}
	return end
}

// maxInner is how many marks of sections within one are looked at.
const maxInner = 50

// textual finds the start of an element whose content is text in any case, or
// says that it is.
var textual = regexp.MustCompile(`^<((?:atom:|media:)?(?:title|summary|content|subtitle|description))(\s[^<>]*)?>`)

var saysPlain = regexp.MustCompile(`\stype\s*=\s*["'](?:text|text/plain|plain)["']`)

// element steps over the tag at i. Of an element that is said to be plain text
// the content is escaped once more, since what is read is markup; of a title,
// what no title has as markup.
func (m *mender) element(i int) (next int) {
	tag := textual.FindStringSubmatch(m.doc[i:min(len(m.doc), i+400)])
	if tag == nil || strings.HasSuffix(tag[0], "/>") || needsParser(tag[2]) {
		return i + 1
	}
	start := i + len(tag[0])
	end := m.closing(start, tag[1])
	if end < 0 {
		return i + 1
	}
	content := m.doc[start:end]
	switch {
	case len(content) > maxMarkup:
		return end
	case saysPlain.MatchString(tag[2]) && !mislabelled(content):
		m.put(start, end, html.EscapeString(html.EscapeString(decodeXML(content))))
	case strings.HasSuffix(tag[1], "title") && strings.Contains(content, "<") && !strings.Contains(content, "<![CDATA[") && !feedTag.MatchString(content):
		m.put(start, end, strings.ReplaceAll(bareBrackets(content), "]]>", "]]&gt;"))
	default:
		return start
	}
	return end
}

// mislabelled tells whether what is said to be plain text is markup after all:
// it begins with a block and has others.
func mislabelled(content string) bool {
	s := strings.ToLower(strings.TrimSpace(decodeXML(content)))
	return (strings.HasPrefix(s, "<p") || strings.HasPrefix(s, "<div") || strings.HasPrefix(s, "<a ") || strings.HasPrefix(s, "<img")) && showsTags(s)
}

// feedTag finds elements of a feed, which show that the one before them was
// never closed.
var feedTag = regexp.MustCompile(`(?i)<(?:item|entry|channel|link|guid|id|pubdate|description|summary|content|published|updated|author|dc:|/)`)

// htmlTag finds where an element of HTML that stands in lines begins or ends.
var htmlTag = regexp.MustCompile(`(?i)^</?(?:a|abbr|acronym|b|bdi|bdo|big|blink|br|cite|code|center|del|dfn|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|nobr|ol|p|pre|q|s|samp|script|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|title|tr|tt|u|ul|var|wbr|[a-z]+[:-][a-z:-]+)[\s/>]`)

// bareBrackets escapes each "<" of a title that begins no element that a title
// can have.
func bareBrackets(s string) string {
	var out strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			out.WriteString(s)
			return out.String()
		}
		out.WriteString(s[:i])
		s = s[i:]
		if htmlTag.MatchString(s) || strings.HasPrefix(s, "<!--") || strings.HasPrefix(s, "<![CDATA[") {
			out.WriteByte('<')
		} else {
			out.WriteString("&lt;")
		}
		s = s[1:]
	}
}
