package digest

import "strings"

// Brief writes the digest for a chat: the status line, and a line a heading
// entry.
func Brief(d Digest) string {
	var b strings.Builder
	b.WriteString(d.Status + "\n")
	if d.nothing() {
		b.WriteString("Nothing new.\n")
		return b.String()
	}
	for _, s := range d.sections() {
		for _, e := range s.Blocks {
			label := s.Heading
			if e.Label != "" {
				label = e.Label
			}
			b.WriteString("• " + label + ": " + strings.Join(strings.Fields(e.Title), " ") + "\n")
		}
	}
	return b.String()
}
