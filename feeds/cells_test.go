package feeds

import (
	"fmt"
	"strings"
	"testing"
)

const fiveColumns = "url,title,text,published,source\n"

// plainRows are n rows that nothing is wrong with.
func plainRows(n int) []string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprintf("https://outlet.example/%d,Title %d,The port is closed.,2026-01-%02d,s", i+1, i+1, i+1)
	}
	return rows
}

// One broken row among eight, the third: it is named, the others keep their
// day, whatever it breaks.
func TestABrokenRowCostsNoOther(t *testing.T) {
	for name, broken := range map[string]string{
		"title opens":        `https://outlet.example/3,"Title 3,The port is closed.,2026-01-03,s`,
		"text opens":         `https://outlet.example/3,Title 3,"The port is closed.,2026-01-03,s`,
		"date opens":         `https://outlet.example/3,Title 3,The port is closed.,"2026-01-03,s`,
		"last cell opens":    `https://outlet.example/3,Title 3,The port is closed.,2026-01-03,"s`,
		"address opens":      `"https://outlet.example/3,Title 3,The port is closed.,2026-01-03,s`,
		"after a sound cell": `https://outlet.example/3,"Title, 3","The port is closed.,2026-01-03,s`,
		"after a long cell":  "https://outlet.example/3,\"Title\n3\",\"The port is closed.,2026-01-03,s",
		"three marks":        `https://outlet.example/3,"Title ""3,The port is closed.,2026-01-03,s`,
		"cut off":            `https://outlet.example/3,Title 3`,
		"a line break":       "https://outlet.example/3,Tit\nle 3,The port is closed.,2026-01-03,s",
		"a comma":            `https://outlet.example/3,Title, 3,The port is closed.,2026-01-03,s`,
	} {
		t.Run(name, func(t *testing.T) {
			for after, sound := range map[string]string{
				"":        "https://outlet.example/4,Title 4,The port is closed.,2026-01-04,s",
				" quoted": `https://outlet.example/4,"Title ""4"", new","The port is closed.",2026-01-04,s`,
				" long":   "https://outlet.example/4,Title 4,\"The port\n\n\"\"is\"\", they say,\nclosed.\",2026-01-04,s",
				" closes": `https://outlet.example/4,Title 4",The port is closed.,2026-01-04,s`,
			} {
				rows := plainRows(8)
				rows[2], rows[3] = broken, sound
				var c collector
				if err := ReadTable(strings.NewReader(fiveColumns+strings.Join(rows, "\n")), Mapping{}, c.with()); err != nil {
					t.Fatal(err)
				}
				if got := days(c); got != "1:01 2:02 4:04 5:05 6:06 7:07 8:08" {
					t.Errorf("before a row%s: days %s, rejected %q", after, got, c.rejected)
				}
				if len(c.rejected) == 0 || !strings.HasPrefix(c.rejected[0], "line 4:") {
					t.Errorf("before a row%s: rejected %q", after, c.rejected)
				}
			}
		})
	}
}

// days tells of each record its address and the day of its date.
func days(c collector) string {
	var out []string
	for _, r := range c.records {
		day := "none"
		if len(r.Item.Published) > 0 && r.Item.Published[0].Stamp.Known() {
			day = r.Item.Published[0].Stamp.Day.String()[8:]
		}
		out = append(out, strings.TrimPrefix(r.Item.URL, "https://outlet.example/")+":"+day)
	}
	return strings.Join(out, " ")
}

// Legal cells stay whole, however much they look like rows.
func TestLegalCellsStayWhole(t *testing.T) {
	for name, c := range map[string]struct{ table, text string }{
		"lines":        {"url,title,text,published\nhttps://outlet.example/1,T,\"One\n\nTwo, three\nfour\",2026-01-01\n", "One\n\nTwo, three\nfour"},
		"marks":        {"url,title,text,published\nhttps://outlet.example/1,T,\"\"\"One\"\",\n\"\"two\"\"\",2026-01-01\n", "\"One\",\n\"two\""},
		"a dateline":   {"published,text\n2026-01-01,\"One\n5 March 2025, Kyiv\ntwo\"\n2026-01-02,Other\n", "One\n5 March 2025, Kyiv\ntwo"},
		"words' marks": {"url,title,published,text\nhttps://outlet.example/1,\"Port\" is closed,2026-01-01,One\n", "One"},
		"tab, no end":  {"url\tpublished\ttext\nhttps://outlet.example/1\t2026-01-01\tOne \"two\n", "One \"two"},
		"extra commas": {"url,published,text\nhttps://outlet.example/1,2026-01-01,One, two, three\n", "One, two, three"},
		"empty cells":  {"url,published,text,author\nhttps://outlet.example/1,2026-01-01,One,,,,\n", "One"},
	} {
		var got collector
		if err := ReadTable(strings.NewReader(c.table), Mapping{}, got.with()); err != nil || len(got.rejected) > 0 || len(got.records) == 0 {
			t.Errorf("%s: %v, %d records, rejected %q", name, err, len(got.records), got.rejected)
		} else if text := got.records[0].Item.Text; text != c.text {
			t.Errorf("%s: text %q, want %q", name, text, c.text)
		}
	}
}

// A mark that is open to the end of the file costs its row, and what stood
// before and after it stays.
func TestAnOpenMarkAtTheEnd(t *testing.T) {
	rows := plainRows(3)
	rows[2] = `https://outlet.example/3,"Title 3,The port is closed.,2026-01-03,s`
	var c collector
	if err := ReadTable(strings.NewReader(fiveColumns+strings.Join(rows, "\n")+"\n"), Mapping{}, c.with()); err != nil {
		t.Fatal(err)
	}
	if days(c) != "1:01 2:02" || len(c.rejected) != 1 || !strings.HasPrefix(c.rejected[0], "line 4: opens a quotation mark") {
		t.Errorf("days %s, rejected %q", days(c), c.rejected)
	}
}
