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

// finder looks for strings in a document from ever later places. It remembers
// what comes next of each, so that a document made to be searched in vain again
// and again is searched once.
type finder struct {
	doc  string
	next map[string][2]int // from where it was looked for, and where it is; -1 when nowhere
}

func newFinder(doc string) *finder { return &finder{doc, make(map[string][2]int)} }

// find returns where s is at or after a place, or -1.
func (f *finder) find(s string, from int) int {
	if known, ok := f.next[s]; ok && known[0] <= from && (known[1] < 0 || known[1] >= from) {
		return known[1]
	}
	at := strings.Index(f.doc[from:], s)
	if at >= 0 {
		at += from
	}
	f.next[s] = [2]int{from, at}
	return at
}

// section returns where the comment or CDATA section that begins at i ends, or
// 0 when none begins there. One that never ends is stepped over.
func (f *finder) section(i int) int {
	mark, n := "", 0
	switch {
	case strings.HasPrefix(f.doc[i:], "<![CDATA["):
		mark, n = "]]>", len("<![CDATA[")
	case strings.HasPrefix(f.doc[i:], "<!--"):
		mark, n = "-->", len("<!--")
	default:
		return 0
	}
	if end := f.find(mark, i+n); end >= 0 {
		return end + len(mark)
	}
	return i + n
}

// lift replaces the long texts of doc by placeholders.
func lift(doc string) (string, *lifted) {
	l := &lifted{}
	if strings.ContainsRune(doc, liftOpen) {
		return doc, l
	}
	f := newFinder(doc)
	var out strings.Builder
	done := 0
	for at := 0; ; {
		i := strings.IndexByte(doc[at:], '<')
		if i < 0 {
			break
		}
		at += i
		if end := f.section(at); end > 0 {
			at = end
			continue
		}
		start, end := f.textElement(at)
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

// textElements are those whose content is a text for people.
var textElements = []string{"content:encoded", "description", "content", "summary", "content_encoded", "yandex:full-text", "body", "fulltext", "full-text", "encoded", "media:description", "itunes:summary"}

// textElement returns the range of the content of the text element that begins
// at i, or 0 when there is none there that can be lifted.
func (f *finder) textElement(i int) (start, end int) {
	doc := f.doc
	if i+1 >= len(doc) || strings.IndexByte("cdsybfemi", doc[i+1]) < 0 {
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
	gt := f.find(">", i)
	if gt < 0 || doc[gt-1] == '/' || needsParser(doc[i+1+len(name):gt]) {
		return 0, 0
	}
	start = gt + 1
	if end = f.closing(start, name); end < 0 {
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
func (f *finder) closing(start int, name string) int {
	for at := start; ; {
		end := f.find("</"+name, at)
		if end < 0 {
			return -1
		}
		stop := end
		inner := f.find("<"+name, at)
		if inner >= 0 {
			stop = min(stop, inner)
		}
		if cdata := f.find("<![CDATA[", at); cdata >= 0 && cdata < stop {
			over := f.find("]]>", cdata)
			if over < 0 {
				return -1
			}
			at = over + len("]]>")
			continue
		}
		if stop < end {
			return -1
		}
		return end
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

// decodeEntities decodes the entities that hide markup from XML: the five that
// it names, also as numbers.
func decodeEntities(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for i >= 0 {
		out.WriteString(s[:i])
		s = s[i:]
		c, n := markupEntity(s)
		out.WriteByte(c)
		s = s[n:]
		i = strings.IndexByte(s, '&')
	}
	out.WriteString(s)
	return out.String()
}

// markupEntity returns the character that the entity at the start of s stands
// for and its length; an ampersand for itself where it is another.
func markupEntity(s string) (c byte, n int) {
	end := strings.IndexByte(s[:min(len(s), 8)], ';')
	if end < 0 {
		return '&', 1
	}
	switch s[1:end] {
	case "lt", "#60", "#x3C", "#x3c":
		return '<', end + 1
	case "gt", "#62", "#x3E", "#x3e":
		return '>', end + 1
	case "amp", "#38", "#x26":
		return '&', end + 1
	case "quot", "#34", "#x22":
		return '"', end + 1
	case "apos", "#39", "#x27":
		return '\'', end + 1
	}
	return '&', 1
}
