package feeds

import (
	"regexp"
	"strings"
)

// itemStart finds where an item begins; prefixes occur in RDF and in wrappers.
var itemStart = regexp.MustCompile(`(?i)<(?:rss:|atom:|a:)?(item|entry)[\s>]`)

// rootStart finds the root element of a feed.
var rootStart = regexp.MustCompile(`(?i)<((?:[a-z0-9_]+:)?(?:rss|rdf|feed|channel))(?:\s[^>]*)?>`)

// itemStarts returns where items begin, outside CDATA and comments.
func itemStarts(doc string) []int {
	f := newFinder(doc)
	var starts []int
	for at := 0; at < len(doc); {
		m := itemStart.FindStringIndex(doc[at:])
		if m == nil {
			break
		}
		start := at + m[0]
		if end := f.sectionAround(at, start); end > 0 {
			at = end
			continue
		}
		at += m[1]
		if gt := f.find(">", at-1); gt < 1 || doc[gt-1] != '/' {
			starts = append(starts, start)
		}
	}
	return starts
}

// sectionAround returns the end of the CDATA section or comment that begins
// between from and i and ends after i, or 0.
func (f *finder) sectionAround(from, i int) int {
	for at := from; ; {
		if at = f.find("<!", at); at < 0 || at >= i {
			return 0
		}
		end := f.section(at)
		if end > i {
			return end
		}
		at = max(end, at+2)
	}
}

// rootTag returns the start tag of the feed's root, with its namespaces. A
// document that is a single item has the root that it ought to have.
func rootTag(doc string) string {
	if m := itemStart.FindStringSubmatchIndex(doc); m != nil && m[0] == 0 {
		if strings.EqualFold(doc[m[2]:m[3]], "entry") {
			return `<feed xmlns="http://www.w3.org/2005/Atom">`
		}
		return `<rss version="2.0">`
	}
	return rootStart.FindString(doc[:min(len(doc), 16384)])
}

// maxSalvaged is how many items of a broken document are read one by one;
// nobody publishes more, and each costs a parse of its own.
const maxSalvaged = 5000

// maxFields is how many fields of one item are looked at.
const maxFields = 60

// salvage reads a broken document item by item: each is put alone into a
// document of its own; where that fails too, its fields are picked out of the
// raw text.
func salvage(doc, root string, starts []int, l *lifted) (document, int) {
	rejected := max(0, len(starts)-maxSalvaged)
	starts = starts[:len(starts)-rejected]
	open, end := envelope(root)
	d, err := parseWhole(open+headOf(doc[:starts[0]])+end, l)
	if err != nil {
		d, _ = parseWhole(open+end, l) // the title is lost, the items are not
	}
	d.entries = nil
	for i, start := range starts {
		stop, cut := len(doc), true
		if i+1 < len(starts) {
			stop, cut = starts[i+1], false
		}
		if e, ok := salvageItem(doc[start:stop], open, end, cut, l); ok {
			d.entries = append(d.entries, e)
		} else {
			rejected++
		}
	}
	return d, rejected
}

// envelope returns what stands around the items of a document with this root.
func envelope(root string) (open, end string) {
	name := strings.ToLower(root[1:strings.IndexAny(root, " \t\r\n>")])
	switch {
	case strings.HasSuffix(name, "feed"):
		return root, "</" + root[1:1+len(name)] + ">"
	case strings.HasSuffix(name, "channel"):
		return "<rss>" + root, "</" + root[1:1+len(name)] + "></rss>"
	}
	return root + "<channel>", "</channel></" + root[1:1+len(name)] + ">"
}

// headOf returns what describes the feed, before its first item.
func headOf(head string) string {
	if i := strings.Index(head, "<channel"); i >= 0 {
		if j := strings.IndexByte(head[i:], '>'); j >= 0 {
			return head[i+j+1:]
		}
	}
	if m := rootStart.FindStringIndex(head); m != nil {
		return head[m[1]:]
	}
	return ""
}

func salvageItem(raw, open, end string, last bool, l *lifted) (entry, bool) {
	name := strings.ToLower(itemStart.FindStringSubmatch(raw)[1])
	closed := strings.Index(strings.ToLower(raw), "</"+name+">")
	if closed >= 0 {
		raw = raw[:closed+len(name)+3]
		d, err := parseWhole(open+raw+end, l)
		if err == nil && len(d.entries) == 1 && complete(&d.entries[0]) {
			d.entries[0].about(raw)
			return d.entries[0], true
		}
	}
	e, whole := pick(raw, l)
	e.about(raw)
	if e.nameless() || closed < 0 && last && !whole {
		return entry{}, false
	}
	return e, true
}

// aboutItem finds the address of an item of RSS 1.0 in its start tag.
var aboutItem = regexp.MustCompile(`^<[^<>]*\s(?:rdf:)?about\s*=\s*["']([^"'<>]+)["']`)

// langItem finds the language of an item in its start tag.
var langItem = regexp.MustCompile(`^<[^<>]*\sxml:lang\s*=\s*["']([A-Za-z-]{2,20})["']`)

// about takes from the start tag of an item, with which raw begins, its address,
// if it has no link, and its language.
func (e *entry) about(raw string) {
	raw = raw[:min(len(raw), 2048)]
	if m := aboutItem.FindStringSubmatch(raw); m != nil && e.link == "" {
		e.link = decodeEntities(m[1])
	}
	if m := langItem.FindStringSubmatch(raw); m != nil {
		e.language = first(e.language, m[1])
	}
}

// complete tells whether gofeed found what an item consists of; an unclosed
// element before them swallows title and link.
func complete(e *entry) bool { return !e.broken() && (e.title != "" || e.link != "") }

// fields are the elements of an item that are picked out of raw text.
var fields = regexp.MustCompile(`(?is)<(?:[a-z0-9]+:)?(title|link|guid|id|description|summary|content|encoded|pubdate|date|published|updated|creator|author|full-text)((?:\s[^>]*)?)>`)

var href = regexp.MustCompile(`(?i)href\s*=\s*["']([^"']+)["']`)

// pick reads the fields of an item without regard to how they nest. whole is
// false when a field was opened and never closed.
func pick(raw string, l *lifted) (e entry, whole bool) {
	whole = true
	for at, n := 0, 0; ; n++ {
		m := fields.FindStringSubmatchIndex(raw[at:])
		if m == nil || n > maxFields {
			return e, whole
		}
		name, attrs := strings.ToLower(raw[at+m[2]:at+m[3]]), raw[at+m[4]:at+m[5]]
		tag := raw[at+m[0]+1 : at+m[4]]
		at += m[1]
		if h := href.FindStringSubmatch(attrs); name == "link" && h != nil {
			if !strings.Contains(attrs, `rel="self"`) {
				e.link = first(e.link, decodeEntities(h[1]))
			}
			continue
		}
		if strings.HasSuffix(attrs, "/") {
			continue
		}
		end := strings.Index(raw[at:], "</"+tag)
		if end < 0 && isLong(name) {
			whole = false
			continue
		}
		if end < 0 || !isLong(name) && strings.Contains(raw[at:at+end], "<") && !strings.Contains(raw[at:at+end], "<![") {
			end = max(0, strings.IndexByte(raw[at:], '<')) // it was never closed: up to the next tag
		}
		e.set(name, tag, l.restore(decodeXML(raw[at:at+end])))
		at += end
	}
}

// isLong tells whether a field is a text, in which tags may stand.
func isLong(name string) bool {
	switch name {
	case "description", "summary", "content", "encoded", "full-text":
		return true
	}
	return false
}

// set keeps the first value of a field.
func (e *entry) set(name, tag, text string) {
	text = strings.TrimSpace(text)
	switch name {
	case "title":
		e.title = first(e.title, text)
	case "link":
		e.link = first(e.link, text)
	case "guid", "id":
		e.guid = first(e.guid, text)
	case "content", "encoded", "full-text":
		e.content = first(e.content, text)
	case "description", "summary":
		e.summary = first(e.summary, text)
	case "creator", "author":
		e.author = first(e.author, text)
	case "pubdate":
		e.date("rss:pubDate", text)
	case "date":
		e.date("dc:date", text)
	case "published":
		e.date("atom:published", text)
	case "updated":
		e.changed("atom:updated", text)
	}
}
