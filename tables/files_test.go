package tables

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// odd is a table with everything that breaks exports.
var odd = Table{
	Columns: []string{"day", "count", "text"},
	Rows: [][]string{
		{"2026-02-04", "12", `=HYPERLINK("http://x.example","click")`},
		{"2026-02-05", "007", "plain, \"quoted\"\nsecond line; Ёлки — “x”"},
		{"", "-3", "@SUM(1)"},
		{"2.50", "2.35", "1.2.3"},
		{"2026-02-30", "123456789012345678", "+1\x00\x0b"},
	},
	Note: "a note\nof two lines",
}

func TestPlainCSVIsReadBackAsItWas(t *testing.T) {
	var b bytes.Buffer
	if err := odd.Write(&b, Layout{Format: "csv"}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 1+len(odd.Rows) {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for i, row := range rows[1:] {
		if strings.Join(row, "|") != strings.Join(odd.Rows[i], "|") {
			t.Errorf("row %d is %q", i, row)
		}
	}
}

func TestCSVForExcelIsHarmless(t *testing.T) {
	for _, separator := range []string{",", ";", "\t"} {
		var b bytes.Buffer
		if err := odd.Write(&b, Layout{Format: "csv", Separator: separator}); err != nil {
			t.Fatal(err)
		}
		text, marked := strings.CutPrefix(b.String(), "\xef\xbb\xbf")
		if !marked || !strings.Contains(text, "\r\n") {
			t.Error("no byte order mark, or no CRLF")
		}
		in := csv.NewReader(strings.NewReader(text))
		in.Comma = rune(separator[0])
		rows, err := in.ReadAll()
		if err != nil || len(rows) != 1+len(odd.Rows) {
			t.Fatalf("%d rows: %v", len(rows), err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
					t.Errorf("a program may run %q", cell)
				}
			}
		}
		if rows[2][2] != strings.ReplaceAll(odd.Rows[1][2], "\r\n", "\n") {
			t.Errorf("letters were lost: %q", rows[2][2])
		}
	}
	if odd.Rows[0][2][0] != '=' {
		t.Error("the table itself was altered")
	}
}

// openWorkbook writes a table as a workbook and reads it as another program does.
func openWorkbook(t *testing.T, table Table) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := table.Write(&b, Layout{Format: "xlsx", Now: time.Now()}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestWorkbook(t *testing.T) {
	f := openWorkbook(t, odd)
	for cell, want := range map[string]struct {
		kind  excelize.CellType
		value string
	}{
		"A1": {excelize.CellTypeInlineString, "day"},
		"A2": {excelize.CellTypeUnset, "2026-02-04"}, // a number with the form of a day
		"B2": {excelize.CellTypeUnset, "12"},
		"B3": {excelize.CellTypeInlineString, "007"},
		"C2": {excelize.CellTypeInlineString, `=HYPERLINK("http://x.example","click")`},
		"C3": {excelize.CellTypeInlineString, odd.Rows[1][2]},
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
}

// What a cell can't hold, or what a spreadsheet program would read as something else,
// is the text that stands in the table, as far as it fits.
func TestCellsOfAWorkbookThatNoCellHolds(t *testing.T) {
	long := strings.Repeat("ё", 40_000)
	pairs := strings.Repeat("😀", 20_000) // two units of UTF-16 each
	days := []string{"1899-12-30", "1900-02-28", "1900-03-01", "9999-12-31"}
	wide := make([]string, 800)
	for i := range wide {
		wide[i] = "c" + strconv.Itoa(i)
	}
	odd := Table{Columns: wide, Rows: [][]string{
		append([]string{long, pairs, "_x0041_ and _x00e9_x_", " two  blanks ", "<b>&amp;</b>"}, wide[5:]...),
		append(days, wide[4:]...)}}
	f := openWorkbook(t, odd)
	for cell, want := range map[string]string{
		"A2": long[:2*32_766] + "…", "B2": pairs[:4*16_383] + "…",
		"C2": "_x0041_ and _x00e9_x_", "D2": " two  blanks ", "E2": "<b>&amp;</b>",
		"A3": "1899-12-30", "B3": "1900-02-28", "C3": "1900-03-01", "D3": "9999-12-31",
		"Z1": "c25", "AA1": "c26", "AZ1": "c51", "BA1": "c52", "ZZ1": "c701", "AAA1": "c702", "ADT1": "c799",
	} {
		if got, err := f.GetCellValue("Onset", cell); err != nil || got != want {
			t.Errorf("%s is %.60q (%d bytes), want %.60q (%d bytes): %v", cell, got, len(got), want, len(want), err)
		}
	}
	for cell, want := range map[string]excelize.CellType{"B3": excelize.CellTypeInlineString, "C3": excelize.CellTypeUnset} {
		if got, err := f.GetCellType("Onset", cell); err != nil || got != want {
			t.Errorf("%s is of type %v, want %v: %v", cell, got, want, err)
		}
	}
}

// The rows of a workbook are written as they come, so that none are held.
func TestAWorkbookIsWrittenAsItComes(t *testing.T) {
	var b bytes.Buffer
	out, err := NewLong(&b, Layout{Format: "xlsx", Now: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 4 {
		before := b.Len()
		rows := make([][]string, 5000)
		for i := range rows {
			rows[i] = []string{strconv.Itoa(i), strconv.FormatUint(uint64(5000*n+i+1)*0x9E3779B97F4A7C15, 36)}
		}
		if err := out.Add(Table{Columns: []string{"n", "text"}, Rows: rows}); err != nil {
			t.Fatal(err)
		}
		if b.Len()-before < 5000*8 {
			t.Errorf("of 5,000 rows more, %d bytes were written", b.Len()-before)
		}
	}
	if err := out.End(); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if rows, err := f.GetRows("Onset"); err != nil || len(rows) != 20_001 {
		t.Errorf("%d rows: %v", len(rows), err)
	}
}

func TestJSONLines(t *testing.T) {
	for want, v := range map[int]any{0: []int{}, 2: []map[string]string{{"a": "<1>\n"}, {"a": "2"}}, 1: map[string]int{"a": 1}} {
		var b bytes.Buffer
		if err := writeJSONLines(&b, v); err != nil {
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

// A list that comes a stretch at a time is written as it is when all of it is there.
func TestLongListsAreWrittenAsShortOnes(t *testing.T) {
	type item struct {
		N    int      `json:"n"`
		Text string   `json:"text"`
		List []string `json:"list"`
	}
	for _, n := range []int{0, 1, 7, 500} {
		whole := Table{Columns: []string{"n", "text"}, Empty: "Nothing.", Note: "a note", Wide: &Table{Columns: []string{"text", "n", "more"}}}
		items := []item{}
		for i := range n {
			row := []string{strconv.Itoa(i), strings.Repeat("<ж>\n", i%5)}
			whole.Rows, items = append(whole.Rows, row), append(items, item{i, row[1], []string{}})
			whole.Wide.Rows = append(whole.Wide.Rows, []string{row[1], row[0], "=1"})
		}
		whole.JSON = items
		for _, format := range Formats {
			for _, separator := range []string{"", ";"} {
				l := Layout{Format: format, Separator: separator, Now: time.Unix(0, 0)}
				var want, got bytes.Buffer
				if err := whole.Write(&want, l); err != nil {
					t.Fatal(err)
				}
				out, err := NewLong(&got, l)
				for from := 0; err == nil; from += 3 {
					to := min(from+3, n)
					part, wide := whole, *whole.Wide
					wide.Rows, part.Rows, part.JSON, part.Wide = wide.Rows[min(from, to):to], part.Rows[min(from, to):to], items[min(from, to):to], &wide
					if err = out.Add(part); from+3 > n {
						break
					}
				}
				if err != nil || out.End() != nil {
					t.Fatal(err)
				}
				if format == "xlsx" {
					sameSheets(t, want.Bytes(), got.Bytes())
				} else if got.String() != want.String() {
					t.Errorf("%d rows as %s: %q, want %q", n, format, got.String(), want.String())
				}
			}
		}
	}
}

// sameSheets compares two workbooks, whose archives differ in the times of their entries.
func sameSheets(t *testing.T, a, b []byte) {
	t.Helper()
	var rows [2][][]string
	for i, book := range [][]byte{a, b} {
		f, err := excelize.OpenReader(bytes.NewReader(book))
		if err != nil {
			t.Fatal(err)
		}
		if rows[i], err = f.GetRows("Onset"); err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(rows[0], rows[1]) {
		t.Errorf("the workbooks differ: %q, %q", rows[0], rows[1])
	}
}
