package feeds

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// The same words in each encoding that goes unnamed: read right in JSON lines
// and in tables, with lines in ASCII before them.
func TestFilesInOtherEncodings(t *testing.T) {
	for name, c := range map[string]struct {
		title string
		enc   encoding.Encoding
	}{
		"Russian, windows-1251":   {"Порт снова закрыт, сказал министр", charmap.Windows1251},
		"Russian, koi8-r":         {"Порт снова закрыт, сказал министр", charmap.KOI8R},
		"Russian, cp866":          {"Порт снова закрыт, сказал министр", charmap.CodePage866},
		"Ukrainian, windows-1251": {"Порт знову закрито, каже міністр, і їх більше немає", charmap.Windows1251},
		"German, windows-1252":    {"Der Hafen ist für „längere“ Zeit geschlossen – heißt es", charmap.Windows1252},
		"French, windows-1252":    {"Le port est fermé, déclare le ministère «à nouveau»", charmap.Windows1252},
		"Polish, windows-1250":    {"Port został zamknięty, mówi rzecznik „na długo”", charmap.Windows1250},
		"Polish, iso-8859-2":      {"Port został zamknięty, mówi źródło", charmap.ISO8859_2},
		"Russian, utf-16":         {"Порт снова закрыт", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		"Polish, utf-16 unmarked": {"Port został zamknięty", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	} {
		t.Run(name, func(t *testing.T) {
			for form, src := range map[string]string{
				"lines": `{"title":"Port closed","published":"2026-02-03"}` + "\n" + `{"title":"` + c.title + `","published":"2026-02-03"}` + "\n",
				"table": "title;published\nPort closed;2026-02-03\n" + c.title + ";2026-02-03\n",
			} {
				bytes, err := c.enc.NewEncoder().String(src)
				if err != nil {
					t.Fatal(err)
				}
				var got collector
				if form == "lines" {
					err = ReadJSONL(strings.NewReader(bytes), got.with())
				} else {
					err = ReadTable(strings.NewReader(bytes), Mapping{}, got.with())
				}
				if err != nil || len(got.records) != 2 || got.records[1].Item.Title != c.title {
					t.Errorf("%s: %v, %+v, rejected %q", form, err, got.records, got.rejected)
				}
			}
		})
	}
}

// A letter that was cut in two can't be mended: its line is named, and nothing of
// it is stored.
func TestDamagedLettersAreRefused(t *testing.T) {
	whole := `{"title":"Порт снова закрыт","published":"2026-02-03"}`
	cut := strings.Replace(whole, "закрыт", "закр\xd1т", 1)
	var c collector
	if err := ReadJSONL(strings.NewReader(whole+"\n"+cut+"\n"), c.with()); err != nil {
		t.Fatal(err)
	}
	if len(c.records) != 1 || len(c.rejected) != 1 || !strings.HasPrefix(c.rejected[0], "line 2: holds bytes that are no letters") {
		t.Errorf("%d records, rejected %q", len(c.records), c.rejected)
	}
}

// A file that is something else is one message, however long it is.
func TestWrongFiles(t *testing.T) {
	program := strings.Repeat("import json\nfor line in open('x'):\n    print(json.loads(line))\n", 40)
	for name, c := range map[string]struct{ src, says string }{
		"a program":      {program, "no article could be read of its first 20 lines"},
		"a page":         {"<!doctype html>\n<html><body>Port</body></html>\n", "no article could be read of its first 2 lines"},
		"an array":       {`[{"title":"One"},{"title":"Two"}]`, "jq -c '.[]'"},
		"a workbook":     {"PK\x03\x04\x14\x00\x06\x00", "save the sheet as CSV"},
		"an old one":     {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save the sheet as CSV"},
		"packed":         {"\x1f\x8b\x08\x00", "gunzip"},
		"a PDF":          {"%PDF-1.7\n", "PDF"},
		"a table":        {"title,url\nPort,https://outlet.example/1\n", "tables end in .csv"},
		"words and good": {"not json\n{\"title\":\"One\"}\n", ""},
	} {
		var got collector
		err := ReadJSONL(strings.NewReader(c.src), got.with())
		if c.says == "" {
			if err != nil || len(got.records) != 1 || len(got.rejected) != 1 {
				t.Errorf("%s: %v, %d records, rejected %q", name, err, len(got.records), got.rejected)
			}
			continue
		}
		if _, wrong := err.(WrongFile); !wrong || !strings.Contains(err.Error(), c.says) || len(got.rejected) > 0 {
			t.Errorf("%s: %v, rejected %q", name, err, got.rejected)
		}
	}
	var got collector
	err := ReadTable(strings.NewReader(program), Mapping{}, got.with())
	if _, wrong := err.(WrongFile); !wrong || len(got.rejected) > 0 {
		t.Errorf("a program as a table: %v, rejected %q", err, got.rejected)
	}
}

// Objects of others have other names for the same.
func TestFieldsOfOthers(t *testing.T) {
	var c collector
	var unused []string
	im := c.with()
	im.Unused = func(fields []string) { unused = fields }
	err := ReadJSONL(strings.NewReader(`{"headline":"Port closed","date":"2026-02-03","link":"https://outlet.example/1","body":"Shut.","authors":["A. Writer","B. Writer"],"media_name":"Herald","sentiment":-1,"tags":["port"]}`), im)
	if err != nil || len(c.records) != 1 {
		t.Fatalf("%v, rejected %q", err, c.rejected)
	}
	r := c.records[0]
	if r.Item.Title != "Port closed" || r.Item.Text != "Shut." || r.Item.URL != "https://outlet.example/1" || r.Source != "Herald" ||
		r.Item.Published[0].Stamp.String() != "2026-02-03" || r.Item.Author != "A. Writer, B. Writer" {
		t.Errorf("read as %+v", r)
	}
	if strings.Join(unused, " ") != "sentiment tags" {
		t.Errorf("unused %q", unused)
	}
}
