package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"onset/tracker"
	"onset/tracker/archive"
)

// odd is a table with everything that breaks exports.
var odd = table{
	columns: []string{"day", "count", "text"},
	rows: [][]string{
		{"2026-02-04", "12", `=HYPERLINK("http://x.example","click")`},
		{"2026-02-05", "007", "plain, \"quoted\"\nsecond line; Ёлки — “x”"},
		{"", "-3", "@SUM(1)"},
		{"2.50", "2.35", "1.2.3"},
		{"2026-02-30", "123456789012345678", "+1\x00\x0b"},
	},
	note: "a note\nof two lines",
}

func TestPlainCSVIsReadBackAsItWas(t *testing.T) {
	var b bytes.Buffer
	if err := printCSV(&b, odd, ""); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 1+len(odd.rows) {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for i, row := range rows[1:] {
		if strings.Join(row, "|") != strings.Join(odd.rows[i], "|") {
			t.Errorf("row %d is %q", i, row)
		}
	}
}

func TestCSVForExcelIsHarmless(t *testing.T) {
	for _, separator := range []string{",", ";", "\t"} {
		var b bytes.Buffer
		if err := printCSV(&b, odd, separator); err != nil {
			t.Fatal(err)
		}
		text, marked := strings.CutPrefix(b.String(), "\xef\xbb\xbf")
		if !marked || !strings.Contains(text, "\r\n") {
			t.Error("no byte order mark, or no CRLF")
		}
		in := csv.NewReader(strings.NewReader(text))
		in.Comma = rune(separator[0])
		rows, err := in.ReadAll()
		if err != nil || len(rows) != 1+len(odd.rows) {
			t.Fatalf("%d rows: %v", len(rows), err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
					t.Errorf("a program may run %q", cell)
				}
			}
		}
		if rows[2][2] != strings.ReplaceAll(odd.rows[1][2], "\r\n", "\n") {
			t.Errorf("letters were lost: %q", rows[2][2])
		}
	}
	if odd.rows[0][2][0] != '=' {
		t.Error("the table itself was altered")
	}
}

func TestWorkbook(t *testing.T) {
	var b bytes.Buffer
	if err := printWorkbook(&b, odd, time.Now()); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]struct {
		kind  excelize.CellType
		value string
	}{
		"A1": {excelize.CellTypeInlineString, "day"},
		"A2": {excelize.CellTypeUnset, "2026-02-04"}, // a number with the form of a day
		"B2": {excelize.CellTypeUnset, "12"},
		"B3": {excelize.CellTypeInlineString, "007"},
		"C2": {excelize.CellTypeInlineString, `=HYPERLINK("http://x.example","click")`},
		"C3": {excelize.CellTypeInlineString, odd.rows[1][2]},
		"B4": {excelize.CellTypeUnset, "-3"},
		"A5": {excelize.CellTypeInlineString, "2.50"}, // as a number it would lose a digit
		"B5": {excelize.CellTypeUnset, "2.35"},
		"C5": {excelize.CellTypeInlineString, "1.2.3"},
		"A6": {excelize.CellTypeInlineString, "2026-02-30"},
		"B6": {excelize.CellTypeInlineString, "123456789012345678"},
		"C6": {excelize.CellTypeInlineString, "+1"},
	} {
		kind, err := f.GetCellType("Onset", cell)
		value, err2 := f.GetCellValue("Onset", cell)
		if err != nil || err2 != nil || kind != want.kind || value != want.value {
			t.Errorf("%s is %q of type %v, want %q of %v (%v %v)", cell, value, kind, want.value, want.kind, err, err2)
		}
		if formula, err := f.GetCellFormula("Onset", cell); err != nil || formula != "" {
			t.Errorf("%s has the formula %q", cell, formula)
		}
	}
	if note, err := f.GetCellValue("Notes", "A3"); err != nil || note != "of two lines" {
		t.Errorf("the note is %q, %v", note, err)
	}
	long := table{columns: []string{"x"}, rows: [][]string{{strings.Repeat("ё", 40_000)}}}
	if err := printWorkbook(&b, long, time.Now()); err != nil {
		t.Errorf("a long cell: %v", err)
	}
}

func TestJSONLines(t *testing.T) {
	for want, v := range map[int]any{0: []int{}, 2: []map[string]string{{"a": "<1>\n"}, {"a": "2"}}, 1: map[string]int{"a": 1}} {
		var b bytes.Buffer
		if err := printJSONLines(&b, v); err != nil {
			t.Fatal(err)
		}
		lines := 0
		for line := range strings.Lines(b.String()) {
			lines++
			if !json.Valid([]byte(line)) || strings.Contains(line, `\u003c`) {
				t.Errorf("line %q", line)
			}
		}
		if lines != want {
			t.Errorf("%d lines, want %d: %s", lines, want, b.String())
		}
	}
}

func TestOutIsWrittenWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out.csv")
	a := &app{export: exportFlags{out: name}}
	for _, fails := range []bool{true, false} {
		if err := a.beginOut(); err != nil {
			t.Fatal(err)
		}
		a.out.Write([]byte("rows"))
		err := a.endOut(map[bool]error{true: os.ErrClosed}[fails])
		_, missing := os.Stat(name)
		files, _ := os.ReadDir(dir)
		if (err != nil) != fails || (missing != nil) != fails || len(files) != map[bool]int{false: 1}[fails] {
			t.Errorf("the command failed %v: %v, file %v, %d files", fails, err, missing, len(files))
		}
	}
}

// The page proves the sentence: it is marked in the text, the text has the
// digest that stands beside it, and nothing of an article is markup.
func TestEvidencePage(t *testing.T) {
	text := "Before.\nThe <b>harbour</b> will be shut, he said. After & more.\nLast."
	sentence := "The <b>harbour</b> will be shut, he said."
	start := strings.Index(text, sentence)
	w := tracker.Witness{ID: "m", Narrative: "n", TalkingPoint: "p", Text: sentence, Part: tracker.Body, Span: tracker.Span{Start: start, End: start + len(sentence)}}
	c := archive.Chain{Mention: &w, Revision: &tracker.Revision{Text: text, SHA256: "raw"}, Article: &archive.Dossier{}}
	c.Article.URL, c.Article.Title = "javascript:alert(1)", "<script>alert(1)</script>"
	a := &app{now: time.Now, db: "onset.db"}
	p := a.proofOf("m", c)
	if p.Before != "" || p.After != " After & more." || p.URL != "" {
		t.Errorf("context %q … %q, link %q", p.Before, p.After, p.URL)
	}
	var b bytes.Buffer
	if err := evidencePage.Execute(&b, map[string]any{"Version": "1", "Made": "now", "Archive": a.db, "Proofs": []proof{p}}); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, bad := range []string{"<script", "<b>", `href="javascript`, "src=", "@import"} {
		if strings.Contains(page, bad) {
			t.Errorf("%s stands in the page", bad)
		}
	}
	const want = "<mark>The &lt;b&gt;harbour&lt;/b&gt; will be shut, he said.</mark>"
	if strings.Count(page, want) != 2 || !strings.Contains(page, p.TextSHA) || len(p.TextSHA) != 64 {
		t.Errorf("the sentence is not marked twice, or the digest is missing:\n%s", page)
	}
	c.Revision.Text = ""
	if gone := a.proofOf("m", c); gone.Text != nil || gone.Sentence != sentence {
		t.Error("a pruned text loses the sentence")
	}
}
