package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// herald is an outlet with a year of history in its sitemap, whose newest article
// says that the harbour will be closed.
func herald(t *testing.T, now time.Time) *httptest.Server {
	t.Helper()
	type article struct {
		path, text string
		at         time.Time
	}
	list := []article{{"/closed", "The old harbour will be closed, Mayor Anna Miller said on Wednesday. Ferries will leave from the new quay.", now.Add(-20 * time.Hour)}}
	for week := range 40 {
		list = append(list, article{fmt.Sprintf("/old-%d", week), "The council met on Monday to speak about roads and schools. Nothing was decided on that evening.", now.AddDate(0, 0, -7*week-8)})
	}
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	var sites, feed strings.Builder
	for i, a := range list {
		page := fmt.Sprintf(`<html lang="en"><head><title>News %d</title><meta property="article:published_time" content="%s"></head><body><article><h1>News %d</h1><p>%s</p></article></body></html>`,
			i, a.at.Format(time.RFC3339), i, strings.Repeat(a.text+"</p><p>It was said in the town hall, and written down by the clerk of the council as it was said.", 2))
		mux.HandleFunc(a.path, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, page) })
		if i == 0 {
			continue // no sitemap has it yet
		}
		fmt.Fprintf(&sites, "<url><loc>%s%s</loc><lastmod>%s</lastmod></url>", server.URL, a.path, a.at.Format(time.RFC3339))
	}
	fmt.Fprintf(&feed, `<rss version="2.0"><channel><title>The Herald</title><item><title>News 0</title><link>%s/closed</link><pubDate>%s</pubDate></item></channel></rss>`,
		server.URL, list[0].at.Format(time.RFC1123Z))
	mux.HandleFunc("/sitemap.xml", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`+sites.String()+"</urlset>")
	})
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html><body>The Herald</body></html>") })
	mux.HandleFunc("/rss.xml", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, feed.String()) })
	return server
}

// Three commands lead from nothing to a first of one's own that is no baseline, three
// clicks and a name to one that is confirmed.
func TestFromInitToAConfirmedFirst(t *testing.T) {
	t.Parallel()
	findBrowser(t)
	now := time.Date(2026, 2, 5, 8, 0, 0, 0, time.UTC)
	outlet, dir := herald(t, now), t.TempDir()
	config := filepath.Join(dir, "narratives.yaml")
	for _, command := range []string{
		"init --subject=The_old_harbour_will_be_closed --languages en --zone Europe/Warsaw --feed " + outlet.URL + "/rss.xml",
		"feeds backfill " + outlet.URL + "/ --since 2025-02-05",
		"poll",
	} {
		args := strings.Fields(command)
		for i := range args {
			args[i] = strings.ReplaceAll(args[i], "_", " ")
		}
		var out strings.Builder
		args = append([]string{"--config", config, "--db", filepath.Join(dir, "onset.db")}, args...)
		if code := runAt(context.Background(), func() time.Time { return now }, args, strings.NewReader(""), &out, &out); code != exitFine {
			t.Fatalf("%s ends with %d: %s", command, code, out.String())
		}
		if strings.HasPrefix(command, "init") { // an outlet on this machine has to be allowed
			text, err := os.ReadFile(config)
			if err != nil {
				t.Fatal(err)
			}
			write(t, config, "allow_private_networks: [127.0.0.1]\n"+string(text))
		}
	}
	inABrowser(t, serveSite(t, dir, now), way{"confirm the first", confirmTheFirst})
}

// confirmTheFirst goes from the start page to a confirmed first date.
func confirmTheFirst(t *testing.T, b *tab) {
	b.open("/")
	if words := b.text("h1"); !strings.Contains(words, "nobody here had met before") {
		t.Errorf("the start page begins with %q", words)
	}
	if title := b.text(".cards-of.new .entry h3"); !strings.Contains(title, "The old harbour will be closed") {
		t.Errorf("new is %q", title)
	}
	b.click(`.cards-of.new .entry a[href*="choose=confirm"]`)
	b.do(chromedp.SetValue(chromedp.CSS(`input[name="who"]`), "Kim"))
	b.click(".review button")
	b.click("main form button")
	if done := b.text(".done"); !strings.HasPrefix(done, "Saved") {
		t.Errorf("after saving: %q", done)
	}
	b.open("/timeline")
	if flags := b.text(".events tbody"); !strings.Contains(flags, "confirmed") || strings.Contains(flags, "baseline") {
		t.Errorf("the first is told as %q", flags)
	}
}
