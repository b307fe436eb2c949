package digest

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// briefMost is how many characters a chat is sent: services cut longer messages,
// the strictest at 2,000.
const briefMost = 1800

// Brief writes the digest for a chat: the status line, and a line a heading
// entry; what doesn't fit is counted.
func Brief(d Digest) string {
	var b strings.Builder
	b.WriteString(d.opening() + d.Status + "\n")
	if d.Nothing() {
		b.WriteString("Nothing new.\n")
		return b.String()
	}
	sections := d.Sections()
	cut := left(sections)
	more := cut
	for _, s := range sections {
		names := make([]string, 0, len(s.Blocks))
		for _, e := range s.Blocks {
			names = append(names, e.Name())
		}
		for _, r := range s.Table.Rows {
			names = append(names, r.Cells[0])
		}
		for _, name := range names {
			line := "• " + s.Heading + ": " + strings.Join(strings.Fields(name), " ") + "\n"
			if more > cut || utf8.RuneCountInString(b.String()+line) > briefMost {
				more++
				continue
			}
			b.WriteString(line)
		}
	}
	if more > 0 {
		fmt.Fprintf(&b, "… and %d more\n", more)
	}
	return b.String()
}
