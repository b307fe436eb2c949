package main

import (
	"cmp"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"unicode"

	"onset/feeds"
	"onset/newsroom"
)

func (a *app) feedImport(name string) error {
	src, err := a.readText(name)
	if err != nil {
		return err
	}
	var have []string
	taken := map[string]int{}
	if _, err := os.Stat(a.config); err == nil {
		d, err := newsroom.OpenDesk(a.config)
		if err != nil {
			return err
		}
		have = sortedKeys(d.Feeds)
		for id := range d.Sources {
			taken[id] = 1
		}
	}
	report, err := feeds.ReadOPML([]byte(src), have)
	if err != nil {
		return refused(err)
	}
	for _, l := range report.Refused {
		fmt.Fprintf(a.err, "refused: %s %s: %s\n", l.Title, l.URL, l.Reason)
	}
	for _, l := range report.Duplicate {
		fmt.Fprintf(a.err, "known already: %s %s\n", l.Title, l.URL)
	}
	fmt.Fprintf(a.err, "%d added, %d duplicate, %d refused; put what follows under sources: in %s\n",
		len(report.Added), len(report.Duplicate), len(report.Refused), a.config)
	if _, err := io.WriteString(a.out, stanzas(report.Added, taken)); err != nil {
		return err
	}
	return rejected(len(report.Refused), "feeds")
}

// stanzas writes sources for the rules file, under ids that are not taken.
func stanzas(list []feeds.Listed, used map[string]int) string {
	var b strings.Builder
	for _, l := range list {
		id := cmp.Or(slug(l.Title), slug(siteName(l.URL)), "source")
		if used[id]++; used[id] > 1 {
			id = fmt.Sprintf("%s-%d", id, used[id])
		}
		fmt.Fprintf(&b, "  - {id: %s, name: %q, kind: other, feeds: [%q]}\n", id, l.Title, l.URL)
	}
	return b.String()
}

// slug makes an id of a name; "" of one that is mostly in other letters.
func slug(name string) string {
	var b strings.Builder
	latin, letters := 0, 0
	for _, r := range strings.ToLower(name) {
		if unicode.IsLetter(r) {
			letters++
		}
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			latin++
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	if latin*2 < letters {
		return ""
	}
	return strings.Trim(b.String(), "-")
}

// siteName is the host of a feed without what every other host has too: names
// in other letters than ours give no id.
func siteName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	for _, usual := range []string{"www.", "rss.", "feeds."} {
		host = strings.TrimPrefix(host, usual)
	}
	return host
}

func (a *app) feedExport() error {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return err
	}
	var list []feeds.Listed
	for _, s := range d.File.Sources {
		for _, f := range s.Feeds {
			list = append(list, feeds.Listed{URL: f.URL, Title: s.Name})
		}
	}
	out, err := feeds.WriteOPML("Sources of "+a.config, a.now(), list)
	if err != nil {
		return err
	}
	_, err = a.out.Write(out)
	return err
}
