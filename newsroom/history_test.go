package newsroom

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"onset/feeds"
	"onset/tracker"
	"onset/tracker/archive"
)

// rulesOf is a rules file in one of its states: in which zone it lies, whom it knows, who counts for the
// ministry, whether it names the Post, what sort of outlet that is and where, how
// wide its rule is, and whether it has a second one, and another narrative.
type rulesOf struct {
	petrov, alias, member, post, state, wide, second, other bool
	file, zone, country, languages                          string
}

func anyRules(t *rapid.T) rulesOf {
	is := func(what string) bool { return rapid.Bool().Draw(t, what) }
	one := func(what string, of ...string) string { return rapid.SampledFrom(of).Draw(t, what) }
	return rulesOf{petrov: is("petrov"), alias: is("alias"), member: is("member"), post: rapid.IntRange(0, 3).Draw(t, "post") > 0, state: is("state"),
		wide: is("wide"), second: is("second"), other: is("other"),
		file: one("file", "UTC", "UTC", "Asia/Vladivostok", "America/Los_Angeles"),
		zone: one("zone", "UTC", "Asia/Vladivostok", "America/Los_Angeles"), country: one("country", "GB", "US"),
		languages: one("languages", "[en]", "[de]", "[en, de]")}
}

func (r rulesOf) text() string {
	var b strings.Builder
	kind, names, members, match := "independent", "[Orlov]", "[orlov]", "port AND shut"
	if r.state {
		kind = "state_media"
	}
	if r.alias {
		names = "[Orlov, the harbour master]"
	}
	if r.petrov && r.member {
		members = "[orlov, petrov]"
	}
	if r.wide {
		match = "(port OR quay) AND (shut OR closed)"
	}
	b.WriteString("timezone: " + r.file + "\nsources:\n  - {id: herald, name: Herald, languages: [en]}\n")
	if r.post {
		fmt.Fprintf(&b, "  - {id: post, name: Post, kind: %s, languages: %s, country: %s, timezone: %s}\n",
			kind, r.languages, r.country, r.zone)
	}
	fmt.Fprintf(&b, "speakers:\n  - {id: orlov, name: Ivan Orlov, aliases: %s}\n", names)
	if r.petrov {
		b.WriteString("  - {id: petrov, name: Ivan Petrov, aliases: [Petrov]}\n")
	}
	fmt.Fprintf(&b, "  - {id: ministry, name: Foreign Ministry, members: %s}\n", members)
	fmt.Fprintf(&b, "narratives:\n  - id: port\n    talking_points:\n      - {id: shut, match: %q, speakers: [ministry]}\n", match)
	if r.second {
		fmt.Fprintf(&b, "      - {id: any, match: %q}\n", match)
	}
	if r.other {
		fmt.Fprintf(&b, "  - id: harbour\n    talking_points:\n      - {id: closed, match: %q, not: 'kind:state_media'}\n", match)
	}
	return b.String()
}

// unknown is the file as if none of its speakers bore the names that they do.
func (r rulesOf) unknown() string {
	return strings.NewReplacer("Ivan Orlov", "Nobody Known", "[Orlov", "[Knowable", "the harbour master", "the other master",
		"Ivan Petrov", "Noone Known", "[Petrov", "[Nameable").Replace(r.text())
}

// page is one text of an article, as an outlet gives it.
type page struct {
	source, text, date, language, method string
	n                                    int
	depth                                tracker.Depth
}

func (p page) key() string { return fmt.Sprintf("https://%s.example/%d", p.source, p.n) }

// item is the page as it is read when it is fetched.
func (p page) item(src tracker.Source, at time.Time) tracker.Item {
	it := tracker.Item{Key: p.key(), URL: p.key(), Rung: tracker.ByURL, Title: fmt.Sprint("Report ", p.n), Text: p.text, Language: p.language,
		Depth: p.depth, Method: p.method, Seen: at}
	if p.date != "" {
		it.Published = []tracker.DateClaim{feeds.Dating{Zone: src.Zone, Country: src.Country, Now: at}.Read("rss:pubDate", p.date)}
	}
	return it
}

// arrived are the pages of an import with the moment at which they came.
type arrived struct {
	at    time.Time
	pages map[string][]page
}

// says is what an article of the history may say.
func says(t *rapid.T) string {
	who := rapid.SampledFrom([]string{"Ivan Petrov", "Ivan Orlov", "The harbour master", "Anna Novak", "He"}).Draw(t, "who")
	verb := rapid.SampledFrom([]string{"said", "said", "denied"}).Draw(t, "verb")
	what := rapid.SampledFrom([]string{"the port will be shut", "the quay would be closed", "bread costs more"}).Draw(t, "what")
	if rapid.IntRange(0, 4).Draw(t, "voice") == 0 {
		return "Nothing else is new: " + what + "."
	}
	return fmt.Sprintf("%s %s%s that %s.", who, verb, rapid.SampledFrom([]string{" on Monday", ""}).Draw(t, "day"), what)
}

// dated is the day of an article, week after week, in one of the ways of writing
// it: with a zone, without, with day and month in either order, or not at all.
func dated(t *rapid.T, n int) string {
	at := time.Date(2025, 6, 2, 22, 30, 0, 0, time.UTC).AddDate(0, 0, 7*n)
	layout := rapid.SampledFrom([]string{time.RFC3339, time.RFC3339, "2006-01-02 15:04", "2006-01-02", "02/01/2006 15:04", ""}).Draw(t, "date")
	return at.Format(layout)
}

// frame are the lines that stand above and below many pages of a history, so that they
// become furniture: read as the article's they give it a mouth, a date and a mention.
type frame struct{ head, foot string }

func anyFrame(t *rapid.T) frame {
	return frame{
		rapid.SampledFrom([]string{"", "Ivan Orlov met the press on 2 May 2025.\n\n"}).Draw(t, "head"),
		rapid.SampledFrom([]string{"", "\n\nIvan Orlov said on 3 May 2025 that readers are welcome.", "\n\nMost read: Ivan Petrov said that the port will be shut."}).Draw(t, "foot"),
	}
}

// batch draws pages, some of them of articles that came before and were edited
// since; those whose texts were let go do not come again. What a person marked in a
// text that was extracted wrongly is held to the order in which it was done, so
// that texts are only extracted otherwise where nobody marks. Some are copies, and most
// have the frame around them.
func batch(t *rapid.T, at time.Time, pruned map[string]*tombstone, otherwise bool, around frame) arrived {
	a := arrived{at: at, pages: map[string][]page{}}
	one := func(what string, of ...string) string { return rapid.SampledFrom(of).Draw(t, what) }
	met := map[string]bool{}
	most := 4
	if around != (frame{}) {
		most = 9 // furniture takes many pages
	}
	for range rapid.IntRange(1, most).Draw(t, "articles") {
		p := page{source: one("source", "herald", "post"), n: rapid.IntRange(0, 7).Draw(t, "n"), text: says(t), language: one("language", "", "", "en", "de"),
			method: one("method", "feed", "feed", "feed", "page"), depth: tracker.Depth(one("depth", "full", "full", "excerpt"))}
		if p.date = dated(t, p.n); !otherwise {
			p.method = "feed"
		}
		for range rapid.IntRange(0, 1).Draw(t, "more") {
			p.text += "\n\n" + says(t)
		}
		if rapid.IntRange(0, 2).Draw(t, "own") > 0 {
			p.text += fmt.Sprintf("\n\nFrom issue %d of the %s.", p.n, p.source)
		}
		if around != (frame{}) && rapid.IntRange(0, 4).Draw(t, "framed") > 0 {
			p.text = around.head + p.text + fmt.Sprintf("\n\nSeen by the %s on quay %d.", p.source, p.n) + around.foot
		}
		if met[p.key()] || pruned[p.key()] != nil {
			continue
		}
		met[p.key()] = true
		a.pages[p.source] = append(a.pages[p.source], p)
	}
	return a
}

// anyPassage draws a sentence of what came, as a person marks it; nil where nothing
// did.
func anyPassage(t *rapid.T, came []arrived) *archive.Passage {
	var pages []page
	for _, a := range came {
		pages = append(append(pages, a.pages["herald"]...), a.pages["post"]...)
	}
	if len(pages) == 0 {
		return nil
	}
	p := pages[rapid.IntRange(0, len(pages)-1).Draw(t, "marked")]
	sentence, _, _ := strings.Cut(p.text, "\n")
	return &archive.Passage{Source: p.source, Article: p.key(), Narrative: "port", TalkingPoint: "shut", Part: tracker.Body, Text: sentence,
		Hits: []tracker.Span{}, Speakers: []tracker.ClaimSpeaker{{ID: "orlov", Text: "Ivan Orlov"}}, Form: tracker.Indirect,
		Stance: tracker.Affirms, Treatment: tracker.Reports}
}

func marking(p archive.Passage) archive.Verdict {
	value, err := json.Marshal(p)
	if err != nil {
		panic(err)
	}
	return archive.Verdict{Action: archive.Add, Value: value, Who: "me"}
}
