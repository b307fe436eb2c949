package digest

import (
	"net/url"
	"strings"
)

// Markdown writes the digest for a note, an issue or a chat. Words of articles
// are escaped, and only links to web pages become links.
func Markdown(d Digest) string {
	var b strings.Builder
	if o := d.opening(); o != "" {
		b.WriteString("**" + escape(o) + "**\n\n")
	}
	b.WriteString("**" + escape(d.Status) + "**\n")
	if d.Nothing() {
		b.WriteString("\nNothing new.\n")
	} else {
		for _, s := range d.Sections() {
			markdownSection(&b, s)
		}
		if more := d.moreLine(); more != "" {
			b.WriteString("\n" + escape(more) + "\n")
		}
	}
	if lines := d.FeedLines(); len(lines) > 0 {
		b.WriteString("\n## Feeds\n\n")
		for _, l := range lines {
			b.WriteString("- " + escape(l) + "\n")
		}
	}
	return b.String()
}

func markdownSection(b *strings.Builder, s Section) {
	b.WriteString("\n## " + s.Heading + "\n\n")
	switch {
	case len(s.Table.Rows) > 0:
		markdownTable(b, s.Table)
	case len(s.Blocks) == 0:
		b.WriteString(escape(s.Empty) + "\n")
	}
	for _, e := range s.Blocks {
		b.WriteString("- **" + escape(e.Name()) + "**  \n")
		cite := strings.Trim(escape(e.Cite)+", "+markdownLink(e.Page, e.URL), ", ")
		switch {
		case e.Sentence != "":
			b.WriteString("  > “" + escape(e.Sentence) + "”" + strings.TrimSuffix(" ("+cite+")", " ()") + "\n\n")
		case cite != "":
			b.WriteString("  " + cite + "  \n")
		}
		for _, l := range e.Lines {
			b.WriteString("  " + escape(l) + "  \n")
		}
		if e.Older.Words != "" {
			b.WriteString("  " + strings.TrimSpace(escape(e.Older.Words)+" "+markdownLink(atOutlet, e.Older.URL)) + "  \n")
		}
		for _, l := range e.AlsoLines() {
			b.WriteString("  " + escape(l) + "  \n")
		}
		if c := e.Commands(); c != "" {
			b.WriteString("  " + escape(c) + "  \n")
		}
	}
	if s.Note != "" {
		b.WriteString("\n" + escape(s.Note) + "\n")
	}
}

// atOutlet is the name of a link to a text that is told of beside an entry.
const atOutlet = "at the outlet"

// markdownLink links a web page by its name or, where it has none, its address.
func markdownLink(name, address string) string {
	if !webAddress(address) {
		return ""
	}
	if name == "" {
		name = address
	}
	return "[" + escape(name) + "](<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "", "\r", "").Replace(address) + ">)"
}

// webAddress holds for what a reader can follow safely.
func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// marks are the characters that mean something in Markdown; parentheses don't
// without brackets before them.
const marks = "\\`*_{}[]#+!|~$&"

// escape puts a text on one line, every mark taken literally.
func escape(s string) string {
	var b strings.Builder
	for _, r := range strings.Join(strings.Fields(s), " ") {
		switch {
		case r == '<':
			b.WriteString("&lt;") // also where a renderer lets HTML through
		case r == '>':
			b.WriteString("&gt;")
		case strings.ContainsRune(marks, r):
			b.WriteString("\\" + string(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
