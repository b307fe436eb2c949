package feeds

import (
	"fmt"
	"strings"
	"testing"
)

// Each header with one row under it: what is made of it without a mapping.
func TestHeadersAreKnown(t *testing.T) {
	const want = "https://outlet.example/1|Port closed|The port is closed.|2026-02-04|Herald|"
	for name, c := range map[string]struct{ table, unused string }{
		"English":             {"Published Date,Outlet,Headline,Article Text,Link\n2026-02-04,Herald,Port closed,The port is closed.,https://outlet.example/1", ""},
		"English with zone":   {"Date (UTC),Source,Title,Content,URL\n2026-02-04,Herald,Port closed,The port is closed.,https://outlet.example/1", ""},
		"English, underlined": {"publish_date,media_name,title,full_text,url\n2026-02-04,Herald,Port closed,The port is closed.,https://outlet.example/1", ""},
		"English, camel":      {"datePublished\tsourceName\theadline\tbody\turl\n2026-02-04\tHerald\tPort closed\tThe port is closed.\thttps://outlet.example/1", ""},
		"German":              {"Erscheinungsdatum;Medium;Überschrift;Volltext;Link\n04.02.2026;Herald;Port closed;The port is closed.;https://outlet.example/1", ""},
		"German, capitals":    {"DATUM;QUELLE;TITEL;TEXT;URL;Auflage\n04.02.2026;Herald;Port closed;The port is closed.;https://outlet.example/1;12000", "Auflage"},
		"French":              {"Date de parution;Média;Titre;Texte intégral;Lien\n04.02.2026;Herald;Port closed;The port is closed.;https://outlet.example/1", ""},
		"French, no accents":  {"Publie le;Media;Titre;Contenu;Lien\n04.02.2026;Herald;Port closed;The port is closed.;https://outlet.example/1", ""},
		"Polish":              {"Data publikacji;Źródło;Tytuł;Treść;Adres URL;Zasięg\n04.02.2026;Herald;Port closed;The port is closed.;https://outlet.example/1;5", "Zasięg"},
		"Polish, no marks":    {"Data;Zrodlo;Tytul;Tresc;Link\n04.02.2026;Herald;Port closed;The port is closed.;https://outlet.example/1", ""},
		"Russian":             {"Дата публикации;СМИ;Заголовок;Текст;Ссылка\n04.02.2026;Herald;Port closed;The port is closed.;https://outlet.example/1", ""},
		"Russian, other":      {"Дата;Издание;Название статьи;Полный текст;Адрес страницы;Тональность\n04.02.2026;Herald;Port closed;The port is closed.;https://outlet.example/1;0", "Тональность"},
		"Ukrainian":           {"Дата публікації;Джерело;Заголовок;Текст;Посилання\n04.02.2026;Herald;Port closed;The port is closed.;https://outlet.example/1", ""},
		"Ukrainian, other":    {"Дата виходу;ЗМІ;Назва;Повний текст;Лінк\n04.02.2026;Herald;Port closed;The port is closed.;https://outlet.example/1", ""},
		"two dates":           {"Date Added,Date,Publication Date,Source,Title,Text,URL\n2026-11-01,2026-10-01,2026-02-04,Herald,Port closed,The port is closed.,https://outlet.example/1", "Date Added | Date"},
		"kind is no outlet":   {"Date,Outlet,Medium,Title,Text,URL\n2026-02-04,Herald,Online,Port closed,The port is closed.,https://outlet.example/1", "Medium"},
		"lead and text":       {"Date,Source,Title,Lead,Text,URL\n2026-02-04,Herald,Port closed,The port,The port is closed.,https://outlet.example/1", ""},
		"title row before":    {"Text,Title\nDate,Source,Title,Text,URL\n2026-02-04,Herald,Port closed,The port is closed.,https://outlet.example/1", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got collector
			var unused []string
			im := got.with()
			im.Unused = func(columns []string) { unused = columns }
			if err := ReadTable(strings.NewReader(c.table), Mapping{}, im); err != nil || len(got.records) != 1 {
				t.Fatalf("%v, %d records, rejected %q", err, len(got.records), got.rejected)
			}
			r := got.records[0]
			row := fmt.Sprintf("%s|%s|%s|%s|%s|%s", r.Item.URL, r.Item.Title, r.Item.Text, r.Item.Published[0].Stamp.Day, r.Source, doubts(r))
			if row != want || strings.Join(unused, " | ") != c.unused {
				t.Errorf("read as %q, unused %q", row, unused)
			}
		})
	}
}

// What would be stored without dates is refused, unless that is wanted.
func TestATableWithoutADateColumnIsRefused(t *testing.T) {
	const table = "Outlet,Headline,Link,Sentiment\nHerald,Port closed,https://outlet.example/1,neutral\n"
	var c collector
	err := ReadTable(strings.NewReader(table), Mapping{}, c.with())
	if _, wrong := err.(WrongFile); !wrong || !strings.Contains(err.Error(), "Outlet | Headline | Link | Sentiment") || len(c.records) != 0 {
		t.Fatalf("error %v, %d records", err, len(c.records))
	}
	im := c.with()
	im.NoDates = true
	if err := ReadTable(strings.NewReader(table), Mapping{}, im); err != nil || len(c.records) != 1 {
		t.Errorf("with NoDates: %v, %d records", err, len(c.records))
	}
	day := Mapping{Values: map[string]string{"published": "2026-02-04"}}
	if err := ReadTable(strings.NewReader(table), day, c.with()); err != nil || c.records[1].Item.Published[0].Stamp.String() != "2026-02-04" {
		t.Errorf("with the date in the mapping: %v", err)
	}
}

func TestDateFormats(t *testing.T) {
	table := func(dates ...string) string {
		out := "title,url,date\n"
		for i, d := range dates {
			out += fmt.Sprintf("Title %d,https://outlet.example/%d,\"%s\"\n", i, i, d)
		}
		return out
	}
	for _, c := range []struct {
		format string
		dates  []string
		want   string // days, or a part of the error
	}{
		{"DD.MM.YYYY HH:mm", []string{"05.01.2026 08:15"}, "2026-01-05"},
		{"DD.MM.YYYY HH:mm Uhr", []string{"05.01.2026 08:15 Uhr"}, "2026-01-05"},
		{"MM/DD/YYYY", []string{"03/02/2026", "03/12/2026"}, "2026-03-02 2026-03-12"},
		{"DD/MM/YYYY", []string{"03/02/2026"}, "2026-02-03"},
		{"D MMM YYYY, H:mm", []string{"5 Jan 2026, 8:15"}, "2026-01-05"},
		{"dd.MM.yyyy", []string{"05.01.2026"}, "2026-01-05"},
		{"YYYYMMDDHHmmss", []string{"20260105081500"}, "2026-01-05"},
		{"MM/DD/YYYY hh:mm A", []string{"03/02/2026 08:15 PM"}, "2026-03-02"},
		{"YYYY/MM/DD", []string{"05.01.2026", "06.01.2026"}, `fits none of the first 2 rows; line 2 has "05.01.2026"`},
		{"DD.MM.YYYY", []string{"2026-01-05", "06.01.2026"}, "2026-01-05 2026-01-06"},
	} {
		m, err := ParseMapping([]byte("date_format: " + c.format + "\n"))
		if err != nil {
			t.Fatal(err)
		}
		var got collector
		err = ReadTable(strings.NewReader(table(c.dates...)), m, got.with())
		var days []string
		for _, r := range got.records {
			days = append(days, r.Item.Published[0].Stamp.Day.String())
		}
		if said := strings.Join(days, " "); said != c.want && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s of %q: %v, %v", c.format, c.dates, days, err)
		}
	}
}
