package feeds

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"onset/tracker"
)

// collector gathers what a reader hands out.
type collector struct {
	records  []Record
	rejected []string
}

func (c *collector) with() Import {
	return Import{Now: noon, Each: func(r Record) error { c.records = append(c.records, r); return nil },
		Reject: func(r Trouble) { c.rejected = append(c.rejected, r.String()) }}
}

func doubts(r Record) string {
	var all []string
	for _, d := range r.Doubts {
		all = append(all, d.String())
	}
	return strings.Join(all, "; ")
}

func TestReadJSONL(t *testing.T) {
	src := strings.Join([]string{
		`{"url":"https://outlet.example/1","title":"One","text":"First line.\nSecond line.","published":"2026-02-03","source":"outlet","language":"en","author":"A. Writer"}`,
		``,
		`{"url":"https://outlet.example/2","title":"Two","html":"<p>a</p><p>b</p>","published":"2026-02-03T10:00:00Z","seen":"2026-02-03T10:05:00Z"}`,
		`{"url":"https://outlet.example/3","title":"Three","text":"half wri`,
		`{"title":"Four","text":"without an address","published":1770112800}`,
		`{"url":"https://outlet.example/5"}`,
		`{"url":5,"title":"Six"}`,
		`[{"title":"x"}]`,
		`not json`,
		`{"title":"Seven","published":"some day"} {"title":"Eight"}`,
		`{"title":"Nine","published":"some day","unknown":true}`,
		`{"title":"Ten","text":"<p>markup in</p> the <b>wrong</b> field"}`,
		`{"url":"urn:archive:11","title":"Eleven"}`,
		`{"url":"https://outlet.example/12","title":"the last line has no end"}`,
	}, "\n")
	var c collector
	if err := ReadJSONL(strings.NewReader("\ufeff"+src), c.with()); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range c.records {
		it := r.Item
		date := ""
		if len(it.Published) > 0 {
			date = it.Published[0].Stamp.String()
		}
		got = append(got, fmt.Sprintf("%d|%s|%s|%s|%s|%s|%s", r.Line, it.Rung, it.Title, strings.ReplaceAll(it.Text, "\n", "/"), it.Depth, date, doubts(r)))
	}
	want := []string{
		"1|url|One|First line./Second line.|excerpt|2026-02-03|",
		"3|url|Two|a//b|excerpt|2026-02-03T10:00:00Z|",
		"5|hash|Four|without an address|excerpt|2026-02-03T10:00:00Z|",
		`11|hash|Nine||title||line 11: the date can't be read: "some day" is not understood`,
		"12|hash|Ten|markup in//the wrong field|excerpt||",
		"13|guid|Eleven||title||",
		"14|url|the last line has no end||title||",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("read\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if c.records[0].Source != "outlet" || c.records[1].Item.Seen.IsZero() {
		t.Errorf("source %q, seen %v", c.records[0].Source, c.records[1].Item.Seen)
	}
	says := []string{"line 4: is half-written", "line 6: has neither title nor text", "line 7: url must be a string, not number", "line 8: is a JSON array",
		"line 9: is no valid JSON at byte", "line 10: has more than one"}
	if len(c.rejected) != len(says) {
		t.Fatalf("rejected %q", c.rejected)
	}
	for i, s := range says {
		if !strings.HasPrefix(c.rejected[i], s) {
			t.Errorf("rejected %q, want %q", c.rejected[i], s)
		}
	}
}

func TestReadingStopsWhenTheStoreFails(t *testing.T) {
	full := errors.New("disk full")
	err := ReadJSONL(strings.NewReader(`{"title":"One"}`+"\n"+`{"title":"Two"}`), Import{Each: func(Record) error { return full }})
	if !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
}

// An export as a monitoring service writes it: UTF-16, tabs, a preamble, local
// times, the text in two columns.
const monitoring = "Report: port\t\t\t\n\t\t\t\nDate\tTime\tOutlet\tHeadline\tLead\tBody\tLink\n" +
	"03.02.2026\t10:15\tOutlet\t\"Port \"\"stays\"\" open\"\t\"First\nline\"\tSecond\thttps://outlet.example/1\n" +
	"04.02.2026\t09:00\tWire\tFerries run\t\tText\thttps://wire.example/2\n"

const monitoringMap = `
encoding: utf-16
delimiter: tab
zone: Europe/Moscow
date_format: DD.MM.YYYY HH:mm
depth: excerpt
columns:
  published: [Date, Time]
  source: Outlet
  title: Headline
  text: [Lead, Body]
  url: Link
values:
  language: ru
`

func TestReadTableWithAMapping(t *testing.T) {
	zone(t, "Europe/Moscow")
	m, err := ParseMapping([]byte(monitoringMap))
	if err != nil {
		t.Fatal(err)
	}
	for _, utf16 := range []unicode.BOMPolicy{unicode.UseBOM, unicode.IgnoreBOM} {
		src, err := unicode.UTF16(unicode.LittleEndian, utf16).NewEncoder().String(monitoring)
		if err != nil {
			t.Fatal(err)
		}
		var c collector
		if err := ReadTable(strings.NewReader(src), m, c.with()); err != nil || len(c.records) != 2 || len(c.rejected) != 0 {
			t.Fatalf("%v, %d records, rejected %q", err, len(c.records), c.rejected)
		}
		r := c.records[0]
		it := r.Item
		if r.Line != 4 || r.Source != "Outlet" || it.Title != `Port "stays" open` || it.Text != "First\nline\n\nSecond" || it.Language != "ru" || it.Depth != tracker.Excerpt ||
			it.Published[0].Stamp.String() != "2026-02-03T07:15:00Z" || it.URL != "https://outlet.example/1" {
			t.Errorf("read as %+v", r)
		}
		if c.records[1].Line != 6 {
			t.Errorf("the row after one of two lines is line %d, want 6", c.records[1].Line)
		}
	}
}

func TestReadTableWithoutAMapping(t *testing.T) {
	russian, err := charmap.Windows1251.NewEncoder().String("sep=;\nЗаголовок;Ссылка;Дата;Текст\nПорт открыт;https://outlet.example/1;03.02.2026;Паромы ходят; как обычно\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ src, title, date string }{
		"comma":               {"url,title,published,text\nhttps://outlet.example/1,\"Port, open\",2026-02-03,x\n", "Port, open", "2026-02-03"},
		"semicolon, 1251":     {russian, "Порт открыт", "2026-02-03"},
		"tab with bare quote": {"title\turl\tdate\nThe 5\" gun\thttps://outlet.example/1\t2026-02-03\n", `The 5" gun`, "2026-02-03"},
		"windows line ends":   {"TITLE,URL,Date\r\nPort,https://outlet.example/1,2026-02-03\r\n", "Port", "2026-02-03"},
		"no end":              {"title,url,date\nPort,https://outlet.example/1,2026-02-03", "Port", "2026-02-03"},
	} {
		t.Run(name, func(t *testing.T) {
			var got collector
			if err := ReadTable(strings.NewReader(c.src), Mapping{}, got.with()); err != nil || len(got.records) != 1 {
				t.Fatalf("%v, %d records, rejected %q", err, len(got.records), got.rejected)
			}
			it := got.records[0].Item
			if it.Title != c.title || it.Published[0].Stamp.String() != c.date || it.Key != "//outlet.example/1" {
				t.Errorf("read as %+v", it)
			}
		})
	}
}

// A quotation mark that is never closed costs its own row only.
func TestOpenQuotationCostsItsRow(t *testing.T) {
	var rows []string
	for i := range 20 {
		rows = append(rows, fmt.Sprintf("https://outlet.example/%d,Title %d", i, i))
	}
	rows[7] = `https://outlet.example/7,"Title 7`
	var c collector
	im := c.with()
	im.NoDates = true
	if err := ReadTable(strings.NewReader("url,title\n"+strings.Join(rows, "\n")), Mapping{}, im); err != nil {
		t.Fatal(err)
	}
	if len(c.records) != 19 || len(c.rejected) != 1 || !strings.HasPrefix(c.rejected[0], "line 9:") {
		t.Errorf("%d records, rejected %q", len(c.records), c.rejected)
	}
	if last := c.records[18]; last.Line != 21 || last.Item.Title != "Title 19" {
		t.Errorf("the last row is line %d, %q", last.Line, last.Item.Title)
	}
}

func TestTablesWithoutAHeader(t *testing.T) {
	var c collector
	err := ReadTable(strings.NewReader("a,b\n1,2\n"), Mapping{}, c.with())
	if err == nil || !strings.Contains(err.Error(), "a | b") {
		t.Errorf("error %v does not show what stands there", err)
	}
	err = ReadTable(strings.NewReader("title,b\n1,2\n"), Mapping{Columns: map[string]columns{"text": {"Body"}}}, c.with())
	if err == nil {
		t.Error("a mapped column that is missing goes unnoticed")
	}
}

func TestMappingErrorsComeTogether(t *testing.T) {
	_, err := ParseMapping([]byte("zone: Nowhere/Else\nencoding: klingon\ndate_format: hh\ndelimiter: ab\ndepth: deep\ncolumns: {headline: A}\nvalues: {colour: red}\n"))
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range []string{"Nowhere/Else", "klingon", "hh", "ab", "deep", "headline", "colour"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%v does not name %q", err, part)
		}
	}
	if _, err := ParseMapping([]byte("columns:\n  title: A\ncolour: red\n")); err == nil || !strings.Contains(err.Error(), "[3:1]") {
		t.Errorf("an unknown field is answered by: %v", err)
	}
	if _, err := ParseMapping(nil); err != nil {
		t.Errorf("an empty mapping: %v", err)
	}
}

// A year of a public stream is read without a loss.
func TestSharedStream(t *testing.T) {
	files, _ := filepath.Glob("../../shared/data/1tv/2022.csv")
	if len(files) == 0 {
		t.Skip("../../shared/data/1tv is not here")
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		keys := make(map[string]bool)
		n, undated := 0, 0
		err = ReadTable(f, Mapping{}, Import{Now: noon, Each: func(r Record) error {
			n++
			keys[r.Item.Key] = true
			if len(r.Item.Published) == 0 || !r.Item.Published[0].Stamp.Known() {
				undated++
			}
			return nil
		}, Reject: func(r Trouble) { t.Error(r) }})
		f.Close()
		if err != nil || n < 1000 || undated > 0 {
			t.Errorf("%s: %v, %d rows, %d without a date", filepath.Base(name), err, n, undated)
		}
		t.Logf("%s: %d rows, %d keys", filepath.Base(name), n, len(keys))
	}
}

func FuzzReadTable(f *testing.F) {
	for _, s := range []string{"url,title\na,b\n", "title\t\"\n\"\"\"", "title\n\"", monitoring, "sep=,\ntitle,url\n\"a\"\"b\",c", "title;text\n;\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		last := 0
		err := ReadTable(strings.NewReader(src), Mapping{}, Import{Each: func(r Record) error {
			if r.Line <= last {
				t.Errorf("line %d after line %d", r.Line, last)
			}
			last = r.Line
			return nil
		}})
		_ = err // most random tables have no header
	})
}
