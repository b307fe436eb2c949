package feeds

import (
	"strconv"
	"strings"
)

// Placeholders stand between characters that no feed may contain.
const (
	liftOpen  = '\uf8f0'
	liftClose = '\uf8f1'
)

// shortest is the length in bytes from which lifting a text pays.
const shortest = 200

// lifted holds the long texts of a feed, taken out before its XML is parsed.
// The parser then sees the structure alone: most of its work is gone, and bad
// markup inside a text can't break the document around it.
type lifted struct {
	texts []string // as they stood in the document
}

// lift replaces the long texts of doc by placeholders.
func lift(doc string) (string, *lifted) {
	l := &lifted{}
	if strings.ContainsRune(doc, liftOpen) {
		return doc, l
	}
	var out strings.Builder
	done := 0
	for at := 0; ; {
		i := strings.IndexByte(doc[at:], '<')
		if i < 0 {
			break
		}
		at += i
		if strings.HasPrefix(doc[at:], "<![CDATA[") || strings.HasPrefix(doc[at:], "<!--") {
			at = skipSection(doc, at)
			continue
		}
		start, end := textElement(doc, at)
		if start == 0 {
			at++
			continue
		}
		if end-start >= shortest {
			out.WriteString(doc[done:start])
			out.WriteRune(liftOpen)
			out.WriteString(strconv.Itoa(len(l.texts)))
			out.WriteRune(liftClose)
			done = end
			l.texts = append(l.texts, doc[start:end])
		}
		at = max(end, at+1)
	}
	if done == 0 {
		return doc, l
	}
	out.WriteString(doc[done:])
	return out.String(), l
}

// skipSection returns where the comment or CDATA section at i ends; one that
// never ends is stepped over.
func skipSection(doc string, i int) int {
	mark, n := "-->", 4
	if doc[i+2] == '[' {
		mark, n = "]]>", 9
	}
	if j := strings.Index(doc[i+n:], mark); j >= 0 {
		return i + n + j + len(mark)
	}
	return i + n
}

// textElements are those whose content is a text for people.
var textElements = []string{"content:encoded", "description", "content", "summary", "content_encoded", "yandex:full-text", "body", "fulltext", "full-text", "encoded", "media:description", "itunes:summary"}

// textElement returns the range of the content of the text element that begins
// at i, or 0 when there is none there that can be lifted.
func textElement(doc string, i int) (start, end int) {
	if i+1 >= len(doc) || !strings.ContainsRune("cdsybfemi", rune(doc[i+1])) {
		return 0, 0
	}
	name := ""
	for _, e := range textElements {
		if strings.HasPrefix(doc[i+1:], e) && i+1+len(e) < len(doc) && strings.IndexByte(" >\t\r\n", doc[i+1+len(e)]) >= 0 {
			name = e
			break
		}
	}
	if name == "" {
		return 0, 0
	}
	gt := strings.IndexByte(doc[i:], '>')
	if gt < 0 || doc[i+gt-1] == '/' {
		return 0, 0
	}
	attrs := doc[i+1+len(name) : i+gt]
	if needsParser(attrs) {
		return 0, 0
	}
	start = i + gt + 1
	if end = closing(doc, start, name); end < 0 {
		return 0, 0
	}
	return start, end
}

// needsParser tells from the attributes whether the content is more than text.
func needsParser(attrs string) bool {
	for _, s := range []string{"base64", "xhtml", "application/", "image/", "audio/", "video/"} {
		if strings.Contains(attrs, s) {
			return true
		}
	}
	return false
}

// closing finds the end tag of the element whose content begins at start, or
// -1. What stands in CDATA is no tag, and an element of the same name within
// says that the end tag can't be told.
func closing(doc string, start int, name string) int {
	at := start
	for {
		rest := doc[at:]
		end := strings.Index(rest, "</"+name)
		if end < 0 {
			return -1
		}
		if cdata := strings.Index(rest[:end], "<![CDATA["); cdata >= 0 {
			stop := strings.Index(rest[cdata:], "]]>")
			if stop < 0 {
				return -1
			}
			at += cdata + stop + 3
			continue
		}
		if strings.Contains(rest[:end], "<"+name+">") || strings.Contains(rest[:end], "<"+name+" ") {
			return -1
		}
		return at + end
	}
}

// restore returns the text that a placeholder stands for, its XML layer
// decoded, or s itself.
func (l *lifted) restore(s string) string {
	if len(l.texts) == 0 || !strings.HasPrefix(s, string(liftOpen)) {
		return s
	}
	n := strings.TrimSuffix(strings.TrimPrefix(s, string(liftOpen)), string(liftClose))
	i, err := strconv.Atoi(n)
	if err != nil || i >= len(l.texts) {
		return s
	}
	return decodeXML(l.texts[i])
}

// decodeXML removes one layer: CDATA marks, or the entities of XML. Named
// entities of HTML are left to the layer within.
func decodeXML(s string) string {
	s = strings.TrimSpace(s)
	if body, ok := strings.CutPrefix(s, "<![CDATA["); ok {
		if inner, ok := strings.CutSuffix(body, "]]>"); ok && !strings.Contains(inner, "]]>") {
			return inner
		}
	}
	if !strings.Contains(s, "<![CDATA[") {
		return decodeEntities(s)
	}
	var out strings.Builder
	for {
		before, after, ok := strings.Cut(s, "<![CDATA[")
		out.WriteString(decodeEntities(before))
		if !ok {
			return out.String()
		}
		inner, rest, _ := strings.Cut(after, "]]>")
		out.WriteString(inner)
		s = rest
	}
}

var xmlEntities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "&quot;", `"`, "&apos;", "'", "&#39;", "'", "&#34;", `"`,
	"&#60;", "<", "&#62;", ">", "&#38;", "&", "&#x3C;", "<", "&#x3E;", ">", "&#x26;", "&", "&#x3c;", "<", "&#x3e;", ">")

func decodeEntities(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return xmlEntities.Replace(s)
}
