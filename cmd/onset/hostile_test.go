package main

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// strangerWrote is what strangers write where they may write.
const strangerWrote = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`

const hostileRules = `sources:
  - {id: herald, name: 'Herald HOSTILE', feeds: [https://herald.example/feed]}
speakers:
  - {id: mayor, name: 'Mayor HOSTILE', aliases: [mayor]}
narratives:
  - id: harbour
    title: 'The harbour HOSTILE'
    talking_points:
      - {id: closed, title: 'Closed HOSTILE', match: harbour AND close, notes: 'HOSTILE'}
`

const hostileFeed = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>TWICE</title>
<item><title>ESCAPED harbour TWICE</title><link>https://herald.example/2026/a</link><guid>javascript:alert(3)</guid><author>TWICE</author><pubDate>Tue, 03 Mar 2026 09:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p onclick="alert(4)">The mayor said on Monday that the harbour is closed ESCAPED.</p><script>alert(5)</script><iframe src="javascript:alert(6)"></iframe><svg onload=alert(7)>
<a href="javascript:alert(8)">here</a><style>body{display:none}</style>]]></content:encoded></item></channel></rss>`

// markup finds what a stranger's text would be if it were not escaped.
var markup = regexp.MustCompile(`(?i)<script>|<img|<iframe|<svg onload|onclick|href="javascript:|body\{display`)

// A feed and a rules file full of markup go the whole way, from the fetch to
// every page, the API, the exports and the evidence, and nothing of it is ever
// more than text.
func TestMarkupOfStrangersStaysText(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "narratives.yaml"), strings.ReplaceAll(hostileRules, "HOSTILE", strings.ReplaceAll(strangerWrote, "'", "''")))
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	once := escape.Replace(strangerWrote) // tags of a title, which are taken out; escaped again they are its words
	write(t, filepath.Join(dir, "feed.xml"), strings.NewReplacer("ESCAPED", once, "TWICE", escape.Replace(once)).Replace(hostileFeed))
	record, err := json.Marshal(map[string]string{"url": "https://herald.example/2026/b", "title": "Harbour " + strangerWrote, "author": strangerWrote, "source": "herald",
		"published": "2026-03-02", "text": "The harbour is closed, " + strangerWrote + " said on Monday."})
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "record.jsonl"), string(record))
	s := site{dir: dir}
	s.onset(t, "import", "--source", "herald", filepath.Join(dir, "feed.xml"))
	s.onset(t, "import", filepath.Join(dir, "record.jsonl"))
	s = serveSite(t, dir, time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC))
	var mentions, events []struct{ ID string }
	for command, list := range map[string]any{"mentions": &mentions, "timeline": &events} {
		if err := json.Unmarshal(s.onset(t, command, "--format", "json"), list); err != nil {
			t.Fatal(err)
		}
	}
	if len(mentions) == 0 || len(events) == 0 {
		t.Fatalf("the feed brought %d mentions and %d events", len(mentions), len(events))
	}
	id := mentions[0].ID
	for _, path := range []string{"/timeline", "/timeline.svg", "/point/harbour/closed", "/point/harbour/closed/chart.svg", "/mention/" + id, "/event/" + events[0].ID, "/article?ref=1", "/article?ref=2",
		"/mark/2", "/mark/2?part=title&at=0-9", "/mark/2?part=text&at=0-9", "/articles?q=harbour", "/feeds", "/digest/2026-03-03", "/feed.atom", "/help"} {
		text := s.get(t, path)
		if found := markup.FindString(text); found != "" {
			t.Errorf("%s holds %q as markup", path, found)
		}
		if path == "/article?ref=2" && strings.Count(text, "&lt;script&gt;alert(1)") < 3 {
			t.Error("what the stranger wrote is not shown as text")
		}
	}
	for _, args := range [][]string{{"evidence", id}, {"digest", "--day", "2026-03-04", "--format", "html"}, {"digest", "--by", "published", "--day", "2026-03-03", "--format", "html"}} {
		if found := markup.Find(s.onset(t, args...)); found != nil {
			t.Errorf("onset %v holds %q as markup", args, found)
		}
	}
}
