package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onset/deliver/notarytest"
	"onset/tracker"
)

const provenRules = `allow_private_networks: true
timestamps: NOTARY
sources:
  - {id: herald, name: The Herald, feeds: ["SITE/feed.xml"]}
speakers:
  - {id: orlov, name: Ivan Orlov}
narratives:
  - id: port
    talking_points:
      - {id: shut, title: It will be shut, match: port AND shut}
`

const (
	provenFeed = `<rss version="2.0"><channel><title>The Herald</title><item><title>On the port</title><link>SITE/1</link>
<pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate><description>A talk.</description></item></channel></rss>`
	provenPage = `<html><head><title>On the port</title></head><body><article><h1>On the port</h1>
<p>Ivan Orlov said on Sunday that the port will be shut in spring, because the quays are older than anybody who works on them, and nobody pays for new ones.</p>
<p>The council met in the evening and heard him to the end. It will meet again in a week, and then decide what is to become of the cranes and of those who drive them.</p></article></body></html>`
)

// proven is an archive whose only article was read from a page, sealed and stamped.
type proven struct {
	dir    string
	now    time.Time
	notary *notarytest.Service
}

func openProven(t *testing.T) *proven {
	t.Helper()
	p := &proven{dir: t.TempDir(), now: time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)}
	p.notary = notarytest.New(t, p.now)
	var site *httptest.Server
	site = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed.xml":
			io.WriteString(w, strings.ReplaceAll(provenFeed, "SITE", site.URL))
		case "/1":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, provenPage)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(site.Close)
	rules := strings.NewReplacer("SITE", site.URL, "NOTARY", p.notary.URL).Replace(provenRules)
	if err := os.WriteFile(filepath.Join(p.dir, "narratives.yaml"), []byte(rules), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

// onset runs a command and wants an exit code.
func (p *proven) onset(t *testing.T, code int, args ...string) string {
	t.Helper()
	var out, talk strings.Builder
	args = append(args, "--db", filepath.Join(p.dir, "onset.db"), "--config", filepath.Join(p.dir, "narratives.yaml"))
	if got := runAt(t.Context(), func() time.Time { return p.now }, args, strings.NewReader(""), &out, &talk); got != code {
		t.Fatalf("onset %s ended with %d:\n%s%s", strings.Join(args, " "), got, out.String(), talk.String())
	}
	return out.String()
}

// first returns the id of the event that tells who said it first.
func (p *proven) first(t *testing.T) string {
	t.Helper()
	var events []tracker.Event
	if err := json.Unmarshal([]byte(p.onset(t, exitFine, "timeline", "--kind", "first_said", "--format", "json")), &events); err != nil || len(events) == 0 {
		t.Fatal(len(events), err)
	}
	return events[0].ID
}

// unzip writes the files of a bundle into a folder.
func unzip(t *testing.T, bundle []byte, dir string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(bundle), int64(len(bundle)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// A bundle of evidence is checked by somebody who has no Onset, with the commands
// that its README names: the bytes, the chain, and the time at which it was stamped.
func TestAStrangerChecksTheEvidence(t *testing.T) {
	p := openProven(t)
	p.onset(t, exitFine, "poll")
	if said := p.onset(t, exitFine, "verify"); !strings.Contains(said, "sealed on 1 day up to 2026-03-02") || !strings.Contains(said, "stamped 2026-03-03T12:00:00Z by CN=Test Notary") {
		t.Errorf("verify says:\n%s", said)
	}
	dir := t.TempDir()
	unzip(t, []byte(p.onset(t, exitFine, "evidence", p.first(t), "--format", "zip")), dir)
	readme, err := os.ReadFile(filepath.Join(dir, "README.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"answers/2: the bytes", "openssl ts -verify -data days/2026-03-02.txt -in days/2026-03-02.tsr", "2026-03-03T12:00:00Z (UTC), CN=Test Notary"} {
		if !strings.Contains(string(readme), want) {
			t.Errorf("the README lacks %q:\n%s", want, readme)
		}
	}
	page, err := os.ReadFile(filepath.Join(dir, "answers", "2"))
	if err != nil || string(page) != provenPage {
		t.Errorf("the page is not as it came (%v):\n%s", err, page)
	}
	if err := os.WriteFile(filepath.Join(dir, "CA.pem"), p.notary.Root(), 0o600); err != nil {
		t.Fatal(err)
	}
	check := func(want, command string) {
		t.Helper()
		name, _, _ := strings.Cut(command, " ")
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("%s is not installed", name)
		}
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%s: %v\n%s", command, err, out)
		}
	}
	check("index.html: OK", "sha256sum -c SHA256SUMS")
	check("answers/2: OK", "sha256sum -c --ignore-missing days/2026-03-02.txt")
	check("Verification: OK", "openssl ts -verify -data days/2026-03-02.txt -in days/2026-03-02.tsr -CAfile CA.pem")
}

// A service that does not answer holds up no poll; the next seal is stamped for all
// before it. What comes after a seal is told as added, and what is altered in the
// file ends with exit code 1.
func TestVerifyTellsAddedFromAltered(t *testing.T) {
	p := openProven(t)
	silent := p.notary.URL
	rules, err := os.ReadFile(filepath.Join(p.dir, "narratives.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.dir, "narratives.yaml"), bytes.ReplaceAll(rules, []byte(silent), []byte("http://127.0.0.1:1/")), 0o600); err != nil {
		t.Fatal(err)
	}
	if said := p.onset(t, exitFine, "poll") + p.onset(t, exitFine, "verify"); strings.Contains(said, "stamped") {
		t.Errorf("who stamped it?\n%s", said)
	}
	event := p.first(t)
	p.onset(t, exitFine, "reported", event, "our story", "--who", "ann")
	if said := p.onset(t, exitFine, "verify"); !strings.Contains(said, fmt.Sprintf("Added since, and not sealed yet: 1\n  note-1 (%s)", event)) {
		t.Errorf("verify says:\n%s", said)
	}
	dir := t.TempDir()
	unzip(t, []byte(p.onset(t, exitFine, "evidence", event, "--format", "zip")), dir)
	if readme, err := os.ReadFile(filepath.Join(dir, "README.txt")); err != nil || !strings.Contains(string(readme), "facts/note-1.json is not sealed yet") ||
		!strings.Contains(string(readme), "No timestamping service was asked") {
		t.Errorf("%v:\n%s", err, readme)
	}
	if err := os.WriteFile(filepath.Join(p.dir, "narratives.yaml"), rules, 0o600); err != nil {
		t.Fatal(err)
	}
	p.now = p.now.AddDate(0, 0, 1)
	p.onset(t, exitFine, "poll")
	if said := p.onset(t, exitFine, "verify"); !strings.Contains(said, "sealed on 2 days up to 2026-03-03") || !strings.Contains(said, "stamped") {
		t.Errorf("verify says:\n%s", said)
	}
	db, err := sql.Open("sqlite3", filepath.Join(p.dir, "onset.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("UPDATE mention SET said = NULL"); err != nil {
		t.Fatal(err)
	}
	if said := p.onset(t, exitFailed, "verify"); !strings.Contains(said, "NOT AS SEALED: 1\n  mention-1 (") {
		t.Errorf("verify says:\n%s", said)
	}
}

// What was imported is proved by the hash of its file.
func TestAnImportIsProvedByItsFile(t *testing.T) {
	p := openProven(t)
	file := filepath.Join(t.TempDir(), "history.jsonl")
	row := `{"source":"herald","url":"https://herald.example/old","title":"Old","published":"2025-01-12","text":"Ivan Orlov said on Friday that the port will be shut."}` + "\n"
	if err := os.WriteFile(file, []byte(row), 0o600); err != nil {
		t.Fatal(err)
	}
	p.onset(t, exitFine, "import", file)
	dir := t.TempDir()
	unzip(t, []byte(p.onset(t, exitFine, "evidence", p.first(t), "--format", "zip")), dir)
	sums, err := filepath.Glob(filepath.Join(dir, "facts", "import-*.json"))
	if err != nil || len(sums) != 1 {
		t.Fatal(sums, err)
	}
	var fact struct{ Name, SHA256 string }
	text, err := os.ReadFile(sums[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &fact); err != nil || fact.Name != "history.jsonl" || fact.SHA256 != fmt.Sprintf("%x", sha256.Sum256([]byte(row))) {
		t.Errorf("%s %v", text, err)
	}
	p.onset(t, exitFine, "import", file)
	if n := strings.TrimSpace(p.onset(t, exitFine, "sql", "SELECT count(*) AS n FROM import_file", "--format", "csv")); !strings.HasSuffix(n, "1") {
		t.Errorf("a file that brought nothing was noted: %s", n)
	}
}
