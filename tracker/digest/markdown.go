package digest

import (
	"net/url"
	"strings"
)

// Markdown writes the digest for a note, an issue or a chat. Words of articles
// are escaped, and only links to web pages become links.
func Markdown(d Digest) string {
	var b strings.Builder
	b.WriteString("**" + escape(d.Status) + "**\n")
	if d.nothing() {
		b.WriteString("\nNothing new.\n")
	} else {
		for _, s := range d.sections() {
			markdownSection(&b, s)
		}
	}
	if lines := d.trouble(); len(lines) > 0 {
		b.WriteString("\n## Feeds\n\n")
		for _, l := range lines {
			b.WriteString("- " + escape(l) + "\n")
		}
	}
	return b.String()
}

func markdownSection(b *strings.Builder, s section) {
	b.WriteString("\n## " + s.Heading + "\n\n")
	if len(s.Blocks) == 0 {
		b.WriteString(escape(s.Empty) + "\n")
	}
	for _, e := range s.Blocks {
		label := ""
		if e.Label != "" {
			label = e.Label + ": "
		}
		b.WriteString("- **" + escape(label+e.Title) + "**  \n")
		for _, l := range e.Lines {
			b.WriteString("  " + escape(l) + "  \n")
		}
		if e.Sentence != "" {
			b.WriteString("  > “" + escape(e.Sentence) + "”\n")
		}
		if link := markdownLink(e); link != "" {
			b.WriteString("\n  " + link + "\n")
		}
	}
}

func markdownLink(e block) string {
	if !webAddress(e.URL) {
		return ""
	}
	name := e.Page
	if name == "" {
		name = e.URL
	}
	return "[" + escape(name) + "](<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "", "\r", "").Replace(e.URL) + ">)"
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
