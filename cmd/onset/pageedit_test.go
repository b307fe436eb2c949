package main

import (
	"context"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// A line that somebody signed in puts into the rules file from a page is there
// with all comments, is taken by the daemon and matched over what is stored, and
// the journal tells who did it.
func TestAPageAddsToTheRulesOfADaemon(t *testing.T) {
	const secret = "0123456789abcdef-desk"
	t.Setenv(tokensVariable, "desk:"+secret)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(harbourFeed)) }))
	defer server.Close()
	dir := t.TempDir()
	config := filepath.Join(dir, "narratives.yaml")
	rules := "# the port desk\n" + strings.ReplaceAll(harbourRules, "SITE", server.URL) + "\n# the end\n"
	write(t, config, rules)

	ctx, stop := context.WithCancel(t.Context())
	log := newOverheard()
	ended := make(chan int)
	flags := []string{"--config", config, "--db", filepath.Join(dir, "onset.db")}
	go func() { ended <- run(ctx, append(flags, "run", "--listen", "127.0.0.1:0"), nil, log, log) }()
	site := log.address(t)
	log.waitFor(t, `"message":"polled"`)

	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	desk := &http.Client{Jar: jar}
	page := answer(t, desk.Get, site+"propose?title=Rain&match=rain&narrative=harbour&token="+secret)
	_, page, _ = strings.Cut(page, `action="/propose"><input`)
	form := url.Values{}
	for _, m := range hiddenField.FindAllStringSubmatch("<input"+page, -1) {
		if !form.Has(m[1]) {
			form.Set(m[1], html.UnescapeString(m[2]))
		}
	}
	answer(t, func(to string) (*http.Response, error) { return desk.PostForm(to, form) }, site+"propose")
	log.waitFor(t, "rules taken")
	log.waitFor(t, "changed rules matched over the archive")
	stop()
	if code := <-ended; code != exitFine {
		t.Errorf("the daemon ended with %d", code)
	}

	const point = "\n      - id: rain\n        title: >-\n          Rain\n        match: >-\n          rain\n"
	if got, err := os.ReadFile(config); err != nil || string(got) != strings.Replace(rules, "match: harbour}\n", "match: harbour}\n"+point, 1) {
		t.Errorf("the file reads\n%s", got)
	}
	var out strings.Builder
	for _, command := range [][]string{{"mentions"}, {"journal", "export"}} {
		if code := run(t.Context(), append(flags, command...), nil, &out, log); code != exitFine {
			t.Errorf("%s ended with %d", command, code)
		}
	}
	for _, want := range []string{"harbour/rain", `"about":"rules","who":"desk","text":"added on a page:\n      - id: rain`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("not told: %s in\n%s", want, out.String())
		}
	}
}

func answer(t *testing.T, ask func(string) (*http.Response, error), address string) string {
	t.Helper()
	r, err := ask(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v\n%s", address, r.Status, err, body)
	}
	return string(body)
}
