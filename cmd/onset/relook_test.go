package main

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// outlet is an outlet on loopback whose page can be changed, under a clock
// that can be set.
type outlet struct {
	*httptest.Server
	page   string // body of the article's page
	status int    // of the page when it is not 200
	to     string // where it redirects to; "" nowhere
	text   string // of the article in the feed
	asked  int    // for the page
	whole  int    // how often it was sent, and not only confirmed
	retry  string // Retry-After beside status
	agents map[string]string
	clock  simulated
	app    app
	out    *strings.Builder
}

const roomRules = `allow_private_networks: true
sources:
  - {id: herald, name: The Herald, content: page, feeds: [{url: "SITE/feed", user_agent: Reader/7, headers: {X-Key: open}}]}
narratives:
  - id: harbour
    title: The harbour
    talking_points:
      - {id: closed, title: Closed, match: harbour AND (close OR shut)}
      - {id: dues, title: Dues, match: "\"harbour dues\""}
`

func openOutlet(t *testing.T) *outlet {
	n := &outlet{agents: map[string]string{}, clock: simulated{time.Date(2026, 3, 3, 10, 0, 0, 0, time.UTC)}, out: &strings.Builder{}}
	n.Server = httptest.NewServer(http.HandlerFunc(n.serve))
	t.Cleanup(n.Close)
	dir := t.TempDir()
	write(t, filepath.Join(dir, "n.yaml"), strings.ReplaceAll(roomRules, "SITE", n.URL))
	n.app = app{in: strings.NewReader(""), out: n.out, err: io.Discard, now: n.clock.time, format: "json",
		config: filepath.Join(dir, "n.yaml"), db: filepath.Join(dir, "n.db")}
	return n
}

func (n *outlet) serve(w http.ResponseWriter, r *http.Request) {
	n.agents[r.URL.Path] = r.UserAgent() + " " + r.Header.Get("X-Key")
	switch r.URL.Path {
	case "/feed":
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>The Herald</title><item><title>On the harbour</title><link>%s/2026/harbour</link>
			<pubDate>Tue, 03 Mar 2026 09:00:00 GMT</pubDate><description><![CDATA[%s]]></description></item></channel></rss>`, n.URL, cmp.Or(n.text, "The council met."))
	case "/front":
		fmt.Fprint(w, "<html><body><h1>Herald</h1><p>On the harbour. Rain is expected in the hills.</p></body></html>")
	case "/", "/2026/", "/2026/harbour-dues":
		fmt.Fprint(w, "<html><body><h1>Herald</h1><p>Rain is expected in the hills, and the mayor opens a bridge.</p></body></html>")
	case "/2026/harbour":
		n.asked++
		tag := fmt.Sprintf("%q", fmt.Sprint(len(n.page)))
		switch {
		case n.status != 0:
			w.Header().Set("Retry-After", n.retry)
			w.WriteHeader(n.status)
		case n.to != "":
			http.Redirect(w, r, n.to, http.StatusFound)
		case r.Header.Get("If-None-Match") == tag:
			w.WriteHeader(http.StatusNotModified)
		default:
			n.whole++
			w.Header().Set("Etag", tag)
			fmt.Fprintf(w, "<html><head><title>On the harbour</title></head><body><article><h1>On the harbour</h1>%s</article></body></html>", n.page)
		}
	default:
		http.NotFound(w, r)
	}
}

// poll runs onset poll some time later and returns what it prints.
func (n *outlet) poll(t *testing.T, later time.Duration) string {
	t.Helper()
	n.clock.now = n.clock.now.Add(later)
	n.out.Reset()
	if err := n.app.pollOnce(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	return n.out.String()
}

// sql asks the database.
func (n *outlet) sql(t *testing.T, query string) string {
	t.Helper()
	n.out.Reset()
	n.app.format = "csv"
	defer func() { n.app.format = "json" }()
	if err := n.app.sql(t.Context(), query, time.Minute); err != nil {
		t.Fatal(err)
	}
	_, rows, _ := strings.Cut(n.out.String(), "\n")
	return strings.Trim(strings.Join(strings.Fields(rows), " "), `"`)
}

const roomPage = `<p>The council of the old town met on Monday evening to talk about its accounts, as it does each year in March, and about what is to become of the quays.</p>
<p>Posted 1 hour ago</p>
<p>Ann Porter, who has led the council for nine years, told the members that the goverment had promised money for the quays and for the fishermen who use them.</p>
<p>Nobody spoke against her, and the meeting ended before the evening bell, with a song that the members have sung since the days of their grandfathers.</p>`

// An article whose page is its text is looked at again, politely; what changed
// in looks only is no edit, what was edited in and out is an event, and a page
// gone for three days is withdrawn while its evidence stays.
func TestPagesAreLookedAtAgain(t *testing.T) {
	n := openOutlet(t)
	n.page = roomPage
	expect := func(got, want string) {
		t.Helper()
		if !strings.Contains(got, want) {
			t.Errorf("want %s in\n%s", want, got)
		}
	}
	expect(n.poll(t, 0), `"new": 1`)
	if n.agents["/2026/harbour"] != "Reader/7 open" {
		t.Errorf("the page was asked for as %q", n.agents["/2026/harbour"])
	}
	n.poll(t, 20*time.Minute)
	if n.asked != 1 {
		t.Errorf("the page was asked for %d times within the hour", n.asked)
	}
	expect(n.poll(t, time.Hour), `"unchanged": 1,
    "cosmetic": 0`)
	if n.asked != 2 || n.whole != 1 {
		t.Errorf("the page was asked for %d times and sent %d times, want 2 and 1: the second look is conditional", n.asked, n.whole)
	}
	n.page = strings.NewReplacer("1 hour ago", "4 hours ago", "goverment", "government").Replace(roomPage)
	expect(n.poll(t, 2*time.Hour), `"cosmetic": 1`)
	n.page += "<p>Late in the night the harbour was shut for good, and the harbour dues were paid back to everybody who had paid them.</p>"
	expect(n.poll(t, 4*time.Hour), `"edited": 1`)
	expect(n.poll(t, 8*time.Hour), `"unchanged": 1`)
	n.page = strings.Replace(n.page, ", and the harbour dues were paid back to everybody who had paid them", "", 1)
	expect(n.poll(t, 12*time.Hour), `"edited": 1`)
	if got := n.sql(t, "SELECT group_concat(cause, ' ') FROM revision"); got != "first edit edit" {
		t.Errorf("revisions: %s", got)
	}
	n.status = http.StatusNotFound
	for range 4 {
		n.poll(t, 40*time.Hour)
	}
	if got := n.sql(t, "SELECT group_concat(DISTINCT kind) FROM (SELECT kind FROM timeline WHERE kind IN ('edited_in','edited_out','withdrawn') ORDER BY kind)"); got != "edited_in,edited_out,withdrawn" {
		t.Errorf("events: %s", got)
	}
	asked := n.asked
	if n.poll(t, 100*time.Hour); n.asked != asked {
		t.Error("a withdrawn page is asked for still")
	}
	n.out.Reset()
	n.app.format = "text"
	if err := n.app.article(t.Context(), n.URL+"/2026/harbour"); err != nil {
		t.Fatal(err)
	}
	expect(n.out.String(), "withdrawn: the page was gone for three days on 2026-03-0")
	expect(n.out.String(), "{+Late in the night the harbour was shut for good, and the harbour dues were paid back to everybody who had paid them.+}")
	expect(n.out.String(), "shut for good[-, and the harbour dues were paid back to everybody who had paid them-].")
}

// Many sites answer for an article that is gone with their front page, or the
// section above it: that counts as gone, unless its headline stands there.
func TestARedirectToTheFrontPageIsGone(t *testing.T) {
	for to, want := range map[string]string{"/": "withdrawn", "/2026/": "withdrawn", "/2026/harbour-dues": "", "/front": ""} {
		n := openOutlet(t)
		n.page = roomPage + "<p>Late in the night the harbour was shut for good, by all of those who had come to the quays.</p>"
		n.poll(t, 0)
		n.to = to
		for range 4 {
			n.poll(t, 40*time.Hour)
		}
		if got := n.sql(t, "SELECT group_concat(DISTINCT kind) FROM timeline WHERE kind = 'withdrawn'"); got != want {
			t.Errorf("redirected to %s: %q, want %q", to, got, want)
		}
	}
}

// Where the feed's text is the article's, its page is only asked whether it is
// there, and only where it is evidence; another wording of it is no edit.
func TestEvidenceOutOfAFeedIsWatchedForWithdrawal(t *testing.T) {
	long := strings.Repeat("The council of the old town said on Friday that nobody has to wait at the quays this spring. ", 20)
	for name, tt := range map[string]struct {
		content, text string
		asked         int
		want          string
	}{
		"evidence":               {"auto", long + "The harbour was shut.", 4, "withdrawn"},
		"nothing in it":          {"auto", long, 0, ""},
		"the page is not for us": {"feed", long + "The harbour was shut.", 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			n := openOutlet(t)
			write(t, n.app.config, strings.ReplaceAll(strings.ReplaceAll(roomRules, "content: page", "content: "+tt.content), "SITE", n.URL))
			n.text, n.page = tt.text, roomPage
			n.poll(t, 0)
			if n.poll(t, 2*time.Hour); n.asked != 0 {
				t.Errorf("asked %d times within a day", n.asked)
			}
			n.poll(t, 24*time.Hour)
			n.status = http.StatusNotFound
			for range 3 {
				n.poll(t, 60*time.Hour)
			}
			if n.asked != tt.asked {
				t.Errorf("asked %d times, want %d", n.asked, tt.asked)
			}
			if got := n.sql(t, "SELECT group_concat(DISTINCT kind) FROM timeline WHERE kind IN ('withdrawn', 'edited_out')"); got != tt.want {
				t.Errorf("events %q, want %q", got, tt.want)
			}
			if got := n.sql(t, "SELECT count(*) FROM revision"); got != "1" {
				t.Errorf("%s revisions", got)
			}
		})
	}
}

// A server that wants to be left alone is so by the next run of the program.
func TestHeldAddressesAreKept(t *testing.T) {
	n := openOutlet(t)
	n.status, n.retry = http.StatusTooManyRequests, "14400"
	n.poll(t, 0)
	n.poll(t, 3*time.Hour)
	if n.asked != 1 {
		t.Errorf("asked %d times within its four hours", n.asked)
	}
	n.status, n.page = 0, roomPage
	if n.poll(t, 2*time.Hour); n.asked != 2 || n.sql(t, "SELECT depth FROM articles") != "full" {
		t.Errorf("asked %d times after them, and has %s", n.asked, n.sql(t, "SELECT depth FROM articles"))
	}
}
