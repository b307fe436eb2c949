package rulefile

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"onset/tracker"
)

// source reads one outlet or institution.
func (d *decoder) source(n *node) {
	s := tracker.Source{Kind: tracker.OtherKind, Content: tracker.ContentAuto}
	var speaker *node
	ok := d.fields(n, "a source",
		field{name: "id", required: true, read: func(n *node) { s.ID = d.id(n, "source", "") }},
		field{name: "name", read: d.into(&s.Name, "the name of a source")},
		field{name: "kind", read: func(n *node) { s.Kind = oneOf(d, n, "kind", tracker.Kinds) }},
		field{name: "country", read: func(n *node) { s.Country = d.country(n) }},
		field{name: "languages", read: func(n *node) {
			d.each(n, "languages", func(n *node) { s.Languages = d.language(s.Languages, n) })
		}},
		field{name: "timezone", read: func(n *node) { s.Zone = d.zone(n) }},
		field{name: "content", read: func(n *node) {
			s.Content = oneOf(d, n, "content", []tracker.Content{tracker.ContentFeed, tracker.ContentPage, tracker.ContentAuto})
		}},
		field{name: "aggregator", read: func(n *node) { s.Aggregator = d.boolean(n, "aggregator") }},
		field{name: "from", read: func(n *node) {
			d.each(listed(n, scalar), "from", func(n *node) { s.From = d.from(s.From, n) })
		}},
		field{name: "speaker", read: func(n *node) { speaker, s.Speaker = n, d.text(n, "the speaker of a source") }},
		field{name: "feeds", read: func(n *node) {
			d.each(listed(n, mapping), "feeds", func(n *node) { d.feed(n, &s) })
		}},
	)
	if !ok {
		return
	}
	if s.Name == "" {
		s.Name = s.ID
	}
	if s.Speaker != "" {
		d.named = append(d.named, reference{speaker, "the speaker of source " + s.ID})
		if s.Kind != tracker.Official {
			d.add(speaker.at, "remove speaker, or set kind: official",
				"source %q has a speaker, but only a page of kind official speaks with its speaker's voice", s.ID)
		}
	}
	d.file.Sources = append(d.file.Sources, s)
}

// from adds a place from which a source is asked to those before it.
func (d *decoder) from(before []string, n *node) []string {
	s := d.text(n, "a place")
	switch {
	case s == "":
		return before
	case !placeName().MatchString(s):
		d.add(n.at, "write the name that the token of its fetcher has, such as kyiv, or here", "%q can't be the name of a place", s)
		return before
	case slices.Contains(before, s):
		d.add(n.at, "remove it here or there", "the place %s was given before", s)
		return before
	}
	return append(before, s)
}

// listed lets one value of a shape stand for a list of one.
func listed(n *node, alone shape) *node {
	if n.shape == alone {
		return &node{shape: list, at: n.at, items: []*node{n}}
	}
	return n
}

// feed reads one feed: an address, or a mapping with one.
func (d *decoder) feed(n *node, s *tracker.Source) {
	f := tracker.FeedAddress{}
	if n.shape != mapping {
		f.URL = d.address(n)
	} else {
		d.fields(n, "a feed",
			field{name: "url", required: true, read: func(n *node) { f.URL = d.address(n) }},
			field{name: "user_agent", read: func(n *node) { f.UserAgent = d.header(n, "user_agent") }},
			field{name: "headers", read: func(n *node) { f.Headers = d.headers(n) }},
			field{name: "every", read: func(n *node) { f.Every = d.every(n) }},
		)
	}
	if f.URL != "" {
		s.Feeds = append(s.Feeds, f)
	}
}

// address reads the URL of a feed, which may stand in the file only once.
func (d *decoder) address(n *node) string {
	s := d.text(n, "the address of a feed")
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https":
		d.add(n.at, "write the whole address, such as https://example.org/feed.xml", "%q is no http or https address", s)
		return ""
	case u.Hostname() == "":
		d.add(n.at, "write the whole address, such as https://example.org/feed.xml", "%q names no host", s)
		return ""
	case u.User != nil:
		d.add(n.at, "send it as headers: {Authorization: …} and keep the file private", "%q holds a password", u.Scheme+"://"+u.Host)
		return ""
	}
	if before, ok := d.urls[s]; ok {
		d.add(n.at, "a feed belongs to one source: remove it here or there", "feed %s was given before, on line %d", s, before.line)
		return ""
	}
	d.urls[s] = n.at
	return s
}

var (
	placeName   = pattern(`^[\p{L}\p{N}._-]{1,40}$`)                  // as web.Token has them
	headerName  = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$") // a token of RFC 9110
	unprintable = regexp.MustCompile(`[\x00-\x1f\x7f]`)
)

// headers reads what is sent with each request for a feed.
func (d *decoder) headers(n *node) map[string]string {
	if n.shape == broken {
		return nil
	}
	if n.shape != mapping {
		d.add(n.at, "write {Name: value}", "headers must be a mapping, not %s", describe(n))
		return nil
	}
	out := map[string]string{}
	for _, p := range n.pairs {
		if !headerName.MatchString(p.key.text) {
			d.add(p.key.at, "a header's name has letters, digits and dashes", "%q can't be the name of a header", p.key.text)
			continue
		}
		out[p.key.text] = d.header(p.value, "header "+p.key.text)
	}
	return out
}

// header reads the value of a header.
func (d *decoder) header(n *node, what string) string {
	s := d.text(n, what)
	if unprintable.MatchString(s) {
		d.add(n.at, "write it on one line, without control characters", "%s can't be sent", what)
		return ""
	}
	return s
}

// shortestPause is the least time between two requests for a feed.
const shortestPause = time.Minute

// every reads how often a feed is asked.
func (d *decoder) every(n *node) time.Duration {
	s := d.text(n, "every")
	if s == "" {
		return 0
	}
	pause, err := time.ParseDuration(s)
	if err != nil || pause < shortestPause {
		d.add(n.at, "write a duration such as 30m or 6h, at least 1m", "%q is no pause between two requests", s)
		return 0
	}
	return pause
}

// cron reads a schedule into target.
func (d *decoder) cron(n *node, what string, target *string) {
	s := d.text(n, what)
	if s == "" {
		return
	}
	const hint = `write five fields (minute hour day month weekday), such as "0 7 * * *", or "@every 15m"`
	if strings.Contains(s, "TZ=") {
		d.add(n.at, "set timezone at the top of the file instead", "%s %q sets a zone of its own", what, s)
		return
	}
	if pause, ok := strings.CutPrefix(s, "@every "); ok {
		if every, err := time.ParseDuration(strings.TrimSpace(pause)); err != nil || every < time.Second {
			d.add(n.at, hint, "%s %q is no schedule: the pause must be at least a second", what, s)
			return
		}
	} else if _, err := cron.ParseStandard(s); err != nil {
		d.add(n.at, hint, "%s %q is no schedule: %v", what, s, err)
		return
	}
	*target = s
}

// country reads an ISO 3166-1 code.
func (d *decoder) country(n *node) string {
	s := d.text(n, "country")
	if s == "" {
		return ""
	}
	if _, ok := capitals[s]; ok {
		return s
	}
	hint := "write a two-letter code of ISO 3166-1 in capitals, such as PL"
	switch up := strings.ToUpper(s); {
	case up == "UK":
		hint = "the United Kingdom is GB"
	case capitals[up] != "":
		hint = "write " + up
	}
	d.add(n.at, hint, "unknown country %q", s)
	return ""
}

// language adds an ISO 639-1 code to those before it.
func (d *decoder) language(before []string, n *node) []string {
	s := d.text(n, "a language")
	if s == "" || d.knownLanguage(n, s) {
		return append(before, nonEmpty(s)...)
	}
	return before
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// knownLanguage tells whether s is a language code, noting it when not.
func (d *decoder) knownLanguage(n *node, s string) bool {
	if languages[s] {
		return true
	}
	d.add(n.at, languageHint(s), "unknown language %q", s)
	return false
}

// CheckLanguage returns an error that says what to write where a word is no language
// code of ISO 639-1.
func CheckLanguage(s string) error {
	if languages[s] {
		return nil
	}
	return fmt.Errorf("unknown language %q: %s", s, languageHint(s))
}

// languageHint says what to write in place of a word that is no language code: the code
// where it is the English name of a language.
func languageHint(s string) string {
	if s == "ua" {
		return "Ukrainian is uk"
	}
	names := display.English.Languages()
	for _, code := range slices.Sorted(maps.Keys(languages)) {
		tag := language.Make(code)
		if tag.String() == code && strings.EqualFold(names.Name(tag), s) {
			return "write " + code
		}
	}
	return "write a two-letter code of ISO 639-1, such as en, ru, uk (Ukrainian)"
}

// zones gives every source without a zone that of its country's capital, or
// that of the file.
func (f *File) zones() {
	for i := range f.Sources {
		s := &f.Sources[i]
		if s.Zone != nil {
			continue
		}
		s.Zone = f.Zone
		if name, ok := capitals[s.Country]; ok {
			if z, err := time.LoadLocation(name); err == nil {
				s.Zone = z
			}
		}
	}
}
