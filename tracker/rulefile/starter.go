package rulefile

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"onset/tracker"
	"onset/tracker/text"
)

// Starter is what a rules file of one's own begins with.
type Starter struct {
	Subject   string           // a sentence or some words, the title of its first narrative
	Match     string           // the rule of its first talking point
	Languages []string         // two letters each, of all sources
	Zone      string           // of the IANA database
	Sources   []tracker.Source // that are described already
	Feeds     []string         // addresses, a source each
}

// Text writes the file. It is not yet checked: Load says what is wrong with it.
func (s Starter) Text() string {
	var b strings.Builder
	b.WriteString(starterHead)
	fmt.Fprintf(&b, "timezone: %s\n\n%s", cmp.Or(s.Zone, "UTC"), starterSources)
	taken := map[string]bool{}
	for _, src := range s.Sources {
		b.WriteString(SourceStanza(src))
		taken[src.ID] = true
	}
	for _, feed := range s.Feeds {
		src := SourceOf("", feed, func(id string) bool { return taken[id] })
		src.Languages, taken[src.ID] = s.Languages, true
		b.WriteString(SourceStanza(src))
	}
	b.WriteString(starterSpeakers)
	id := cmp.Or(ID(s.Subject), "subject")
	b.WriteString(Draft{ID: id, Title: s.Subject, Match: s.Match, Examples: []string{s.Subject}}.Stanza())
	return b.String()
}

// SourceOf is a source of kind other for a feed, with an id that is not taken. One
// without a name, or with one mostly in letters that ids don't have, is called as
// its site is.
func SourceOf(name, feed string, taken func(id string) bool) tracker.Source {
	site := siteOf(feed)
	id := cmp.Or(latinID(name), ID(site), "source")
	free := id
	for n := 2; taken(free); n++ {
		free = fmt.Sprintf("%s-%d", id, n)
	}
	return tracker.Source{ID: free, Name: cmp.Or(text.OneLine(name), site, free), Kind: tracker.OtherKind, Feeds: []tracker.FeedAddress{{URL: feed}}}
}

// latinID is the id that a name makes; "" where most of its letters are others.
func latinID(name string) string {
	latin, letters := 0, 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
			if r < unicode.MaxASCII {
				latin++
			}
		}
	}
	if latin*2 < letters {
		return ""
	}
	return ID(name)
}

// siteOf is the host of a feed without what every other host has too; "" of none.
func siteOf(feed string) string {
	u, err := url.Parse(feed)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	for _, usual := range []string{"www.", "rss.", "feeds."} {
		host = strings.TrimPrefix(host, usual)
	}
	return host
}

const starterHead = `# What Onset watches for you: sources, speakers, and the talking points of
# narratives. After each change: onset check. The rule language: onset help rules

# Whose midnight a day has: a name of the IANA time zone database.
`

const starterSources = `# Outlets. onset feeds find SITE --add puts another here. kind is official,
# state_media, wire, independent, think_tank, fact_checker or other; languages are
# those that the outlet writes in; country (two letters) gives its zone.
sources:
`

const starterSpeakers = `
# Persons and groups whose words count as said by them:
# speakers:
#   - {id: miller, name: Anna Miller, aliases: [Miller], roles: [minister of ports]}

# What is looked for. The first rule is made of the words of your subject: change it
# as you see what it finds (onset search, onset try), and add examples to both sides.
narratives:
`

// Site is the site of the first feed; Empty: there is none.
func (s Starter) Site() string {
	feed := ""
	for _, src := range s.Sources {
		for _, f := range src.Feeds {
			feed = cmp.Or(feed, f.URL)
		}
	}
	if len(s.Feeds) > 0 {
		feed = s.Feeds[0]
	}
	u, err := url.Parse(feed)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host + "/"
}
