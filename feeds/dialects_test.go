package feeds

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// dialectRows asks for more rows of each dialect than the usual few hundred.
const dialectRows = "ONSET_DIALECT_ROWS"

// dialect is how one service or one language writes a table.
type dialect struct {
	name   string
	header string // parted by the delimiter
	comma  string
	before string // lines before the header
	cells  func(a made) []string
	enc    encoding.Encoding // nil: UTF-8
	all    bool              // every cell stands in quotation marks
}

// made is an article as it was before it became a row.
type made struct {
	n                                 int
	title, lead, text, source, author string
	at                                time.Time
}

func (a made) url() string                { return fmt.Sprintf("https://outlet%d.example/news/%d", a.n%7, a.n) }
func (a made) accession() string          { return fmt.Sprintf("HRLD0000%d", a.n) }
func (a made) on(layout string) string    { return a.at.Format(layout) }
func (a made) domain() string             { return fmt.Sprintf("outlet%d.example", a.n%7) }
func (a made) words() (title, all string) { return a.title, withLead(a.lead, a.text) }

// dialects are written after the headers that the services' exports have, and
// after what offices make of them by hand.
var dialects = []dialect{
	{name: "English", header: "Published Date,Outlet,Headline,Text,Author,Link", comma: ",",
		cells: func(a made) []string {
			return []string{a.on("January 2, 2006"), a.source, a.title, a.text, a.author, a.url()}
		}},
	{name: "German", header: "Datum;Uhrzeit;Medium;Titel;Vorspann;Volltext;Autor;Link", comma: ";", enc: charmap.Windows1252,
		cells: func(a made) []string {
			return []string{a.on("02.01.2006"), a.on("15:04") + " Uhr", a.source, a.title, a.lead, a.text, a.author, a.url()}
		}},
	{name: "French", header: "Date de parution;Heure;Support;Titre;Texte;Auteur;Lien", comma: ";", enc: charmap.Windows1252,
		cells: func(a made) []string {
			return []string{a.on("02.01.2006"), a.on("15h04"), a.source, a.title, a.text, a.author, a.url()}
		}},
	{name: "Polish", header: "Data publikacji;Źródło;Tytuł;Treść;Autor;Adres URL", comma: ";", enc: charmap.Windows1250,
		cells: func(a made) []string {
			return []string{a.on("02.01.2006 15:04"), a.source, a.title, a.text, a.author, a.url()}
		}},
	{name: "Russian", header: "Дата;Время;СМИ;Заголовок;Текст;Автор;Ссылка", comma: ";", enc: charmap.Windows1251,
		cells: func(a made) []string {
			return []string{a.on("02.01.2006"), a.on("15:04:05"), a.source, a.title, a.text, a.author, a.url()}
		}},
	{name: "Ukrainian", header: "Дата публікації\tДжерело\tЗаголовок\tТекст\tАвтор\tПосилання", comma: "\t", enc: unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		cells: func(a made) []string {
			return []string{a.on("02.01.2006, 15:04"), a.source, a.title, a.text, a.author, a.url()}
		}},
	{name: "Meltwater", header: "Date\tHeadline\tURL\tOpening Text\tHit Sentence\tSource\tInfluencer\tCountry\tReach\tAVE\tSentiment\tInput Name", comma: "\t", enc: unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		cells: func(a made) []string {
			return []string{a.on("02-Jan-2006 03:04PM"), a.title, a.url(), a.lead, a.text, a.source, a.author, "Poland", "12000", "111", "Neutral", "port"}
		}},
	{name: "Meltwater, newer", header: "Date,Time,Document ID,URL,Input Name,Keywords,Information Type,Source Type,Source Name,Source Domain,Content Type,Author Name,Title,Opening Text,Hit Sentence", comma: ",", all: true,
		cells: func(a made) []string {
			return []string{a.on("2 Jan 2006"), a.on("03:04 PM"), "d" + strconv.Itoa(a.n), a.url(), "port", "port, ship", "News", "Online", a.source, a.domain(), "article", a.author, a.title, a.lead, a.text}
		}},
	{name: "Cision", header: "News Date,News Headline,Outlet Name,Medium,Contact Name,UV,Article URL,News Text", comma: ",", before: "Cision Report\n\n",
		cells: func(a made) []string {
			return []string{a.on("Jan 2, 2006"), a.title, a.source, "Online", a.author, "3", a.url(), a.text}
		}},
	{name: "Factiva", header: "Title,Author,Word Count,Publication Date,Source Name,Lead Paragraph,Full Text,Accession No", comma: ",",
		cells: func(a made) []string {
			return []string{a.title, a.author, "321", a.on("2 January 2006"), a.source, a.lead, a.text, a.accession()}
		}},
	{name: "Factiva, codes", header: "HD\tBY\tWC\tPD\tET\tSN\tSC\tLA\tLP\tTD\tAN", comma: "\t",
		cells: func(a made) []string {
			return []string{a.title, a.author, "321", a.on("2 January 2006"), a.on("15:04"), a.source, "HRLD", "EN", a.lead, a.text, a.accession()}
		}},
	{name: "LexisNexis", header: "Published date,Publication,Publication Type,Headline,Byline,Section,Length,Body,Language,Load Date,Document Link", comma: ",",
		cells: func(a made) []string {
			return []string{a.on("January 2, 2006 Monday"), a.source, "Newspaper", a.title, a.author, "News", "300 words", a.text, "English", a.at.AddDate(0, 0, 9).Format("January 2, 2006"), a.url()}
		}},
	{name: "LexisNexis, feed", header: "publishedDate,harvestDate,title,content,sourceName,url,languageCode,author", comma: ",",
		cells: func(a made) []string {
			return []string{a.on("2006-01-02T15:04:05Z"), a.at.AddDate(0, 0, 3).Format(time.RFC3339), a.title, a.text, a.source, a.url(), "en", a.author}
		}},
	{name: "Brandwatch", header: "Query Id,Query Name,Date,Title,Snippet,Url,Domain,Sentiment,Page Type,Language,Country Code,Author,Added,Full Text", comma: ",", all: true,
		before: "Report:,Bulk Mentions Download\nBrand:,Port\nFrom:,Mon Jan 01 00:00:00 UTC 2024\nTo:,Tue Dec 31 00:00:00 UTC 2024\nLabel:,All\n\n",
		cells: func(a made) []string {
			return []string{"1999", "port", a.on("2006-01-02 15:04:05.0"), a.title, "…port…", a.url(), a.source, "neutral", "news", "en", "GBR", a.author, a.at.AddDate(0, 0, 5).Format("2006-01-02 15:04:05.0"), a.text}
		}},
	{name: "Talkwalker", header: "url;indexed;search_indexed;published;title;content;lang;sentiment;source_type;extra_source_attributes.name;extra_author_attributes.name;domain_url", comma: ";",
		cells: func(a made) []string {
			later := strconv.FormatInt(a.at.AddDate(0, 0, 2).UnixMilli(), 10)
			return []string{a.url(), later, later, strconv.FormatInt(a.at.UnixMilli(), 10), a.title, a.text, "en", "0", "ONLINENEWS", a.source, a.author, "http://" + a.domain() + "/"}
		}},
	{name: "Media Cloud", header: "id,indexed_date,language,media_name,media_url,publish_date,title,url", comma: ",",
		cells: func(a made) []string {
			return []string{fmt.Sprintf("%032x", a.n), a.at.AddDate(0, 0, 4).Format("2006-01-02 15:04:05.000000"), "en", a.source, a.domain(), a.on("2006-01-02"), a.title, a.url()}
		}},
	{name: "GDELT", header: "URL,MobileURL,Date,Title", comma: ",",
		cells: func(a made) []string { return []string{a.url(), "", a.on("2006-01-02 15:04:05"), a.title} }},
	{name: "GDELT, query", header: "url,url_mobile,title,seendate,socialimage,domain,language,sourcecountry", comma: ",",
		cells: func(a made) []string {
			return []string{a.url(), "", a.title, a.on("20060102T150405Z"), "", a.source, "English", "United Kingdom"}
		}},
}

// A table of any known dialect comes in whole, each row with its own day.
func TestDialectsLoseNothing(t *testing.T) {
	rows, err := strconv.Atoi(cmp.Or(os.Getenv(dialectRows), "300"))
	if err != nil {
		t.Fatalf("%s: %v", dialectRows, err)
	}
	for i, d := range dialects {
		t.Run(d.name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(2026, uint64(i)))
			var articles []made
			var b strings.Builder
			b.WriteString(d.before + d.header + "\n")
			for n := range rows {
				a := makeArticle(random, n, d.enc)
				articles = append(articles, a)
				b.WriteString(d.line(a))
			}
			src := b.String()
			if d.enc != nil {
				if src, err = d.enc.NewEncoder().String(src); err != nil {
					t.Fatal(err)
				}
			}
			var c collector
			if err := ReadTable(strings.NewReader(src), Mapping{}, c.with()); err != nil {
				t.Fatal(err)
			}
			compare(t, d, articles, c)
		})
	}
}

// One quotation mark too many, in some of the rows: they may be lost, no other
// is, and none has the day of another.
func TestDialectsWithBrokenRows(t *testing.T) {
	for i, d := range dialects {
		t.Run(d.name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(11, uint64(i)))
			var b strings.Builder
			b.WriteString(d.before + d.header + "\n")
			var articles []made
			broken, begins := map[int]bool{}, map[int]int{}
			for n := range 400 {
				a := makeArticle(random, n, nil)
				line := d.line(a)
				if broken[n] = n > 3 && random.IntN(20) == 0; broken[n] {
					line = breakRow(random, d, a)
				}
				articles = append(articles, a)
				begins[n] = 1 + strings.Count(b.String(), "\n")
				b.WriteString(line)
			}
			var c collector
			if err := ReadTable(strings.NewReader(b.String()), Mapping{}, c.with()); err != nil {
				t.Fatal(err)
			}
			seen := map[string]Record{}
			for _, r := range c.records {
				seen[cmp.Or(r.Item.URL, r.Item.GUID)] = r
			}
			for n, a := range articles {
				r, here := seen[a.url()]
				if !here {
					r, here = seen[a.accession()]
				}
				day := ""
				if here && len(r.Item.Published) > 0 {
					day = r.Item.Published[0].Stamp.Day.String()
				}
				switch want := a.on(time.DateOnly); {
				case here && day != want && (day != "" || !broken[n] || len(r.Doubts) == 0):
					t.Errorf("row %d at line %d has the day %q, not %s: %+v", n, r.Line, day, want, r.Item)
				case !here && !broken[n]:
					t.Errorf("row %d is lost with another", n)
				case !here && !named(c.rejected, begins[n]):
					t.Errorf("row %d at line %d is lost and not named: %q", n, begins[n], c.rejected)
				}
			}
		})
	}
}

// named tells whether a rejection names a line, or lines among which it is.
func named(rejected []string, line int) bool {
	for _, r := range rejected {
		var from int
		if _, err := fmt.Sscanf(r, "line %d:", &from); err != nil {
			continue
		}
		to := from
		if _, rest, ok := strings.Cut(r, "up to line "); ok {
			to, _ = strconv.Atoi(rest) // 0 fails the test
		}
		if from <= line && line <= to {
			return true
		}
	}
	return false
}

// breakRow writes an article with a mark that opens a cell and is never closed,
// or lacks the one that closes it.
func breakRow(r *rand.Rand, d dialect, a made) string {
	cells := d.cells(a)
	at := r.IntN(len(cells))
	for i, c := range cells {
		switch {
		case i == at:
			cells[i] = `"` + strings.ReplaceAll(c, `"`, `""`)
		case d.all || strings.ContainsAny(c, "\"\n"+d.comma):
			cells[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
	}
	return strings.Join(cells, d.comma) + "\r\n"
}

// line writes an article as the dialect does.
func (d dialect) line(a made) string {
	cells := d.cells(a)
	for i, c := range cells {
		if d.all || strings.ContainsAny(c, "\"\n"+d.comma) {
			cells[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
	}
	return strings.Join(cells, d.comma) + "\r\n"
}

// compare looks for loss, and for what moved from row to row.
func compare(t *testing.T, d dialect, articles []made, c collector) {
	if len(c.rejected) > 0 {
		t.Errorf("rejected %q", c.rejected[:min(3, len(c.rejected))])
	}
	if len(c.records) != len(articles) {
		t.Fatalf("%d of %d rows came in", len(c.records), len(articles))
	}
	wrong := 0
	for i, a := range articles {
		r := c.records[i]
		title, all := a.words()
		whole := !strings.Contains(strings.ToLower(d.header), "text") || fold(r.Item.Text) == fold(all) || fold(r.Item.Text) == fold(a.text)
		dated := len(r.Item.Published) > 0 && r.Item.Published[0].Stamp.Day.String() == a.on(time.DateOnly) && len(r.Doubts) == 0
		outlet := r.Source == a.source || !strings.Contains(strings.Join(d.cells(a), "\n"), a.source)
		if fold(r.Item.Title) != fold(title) || !whole || !dated || !outlet {
			if wrong++; wrong <= 3 {
				t.Errorf("line %d: %+v, source %q, of %+v", r.Line, r.Item, r.Source, a)
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d rows are wrong", wrong, len(articles))
	}
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// alphabets are the words of made articles, by what their encoding can hold.
var alphabets = map[encoding.Encoding][]string{
	charmap.Windows1252: strings.Fields("der Hafen bleibt geschlossen über größer façade déjà où çà – „Nein“ »gut«"),
	charmap.Windows1250: strings.Fields("port będzie zamknięty łódź źródło żółw ćma „nie” – też"),
	charmap.Windows1251: strings.Fields("порт снова закрыт «нет» – сказал министр ещё объезд її ґанок"),
	nil:                 strings.Fields("the port stays shut порт закрито łódź über 港口 «нет» “no” – déjà"),
}

// makeArticle makes an article with what tables break on: delimiters, quotation marks,
// line ends, numbers, words that look like dates.
func makeArticle(r *rand.Rand, n int, enc encoding.Encoding) made {
	words := alphabets[enc]
	if words == nil {
		words = alphabets[nil]
	}
	hard := []string{",", ";", "\t", `"`, `""`, "12,5", "05.01.2024", `"quoted, twice"`, "a;b", "|", "'", "http://x.example/1,2"}
	text := func(n int, ends bool) string {
		var b strings.Builder
		for range n {
			w := words[r.IntN(len(words))]
			switch k := r.IntN(12); {
			case k == 0:
				w = hard[r.IntN(len(hard))]
			case k == 1 && ends:
				w += "\n\n"
			}
			b.WriteString(w + " ")
		}
		return "A " + b.String() + "z"
	}
	at := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.IntN(3*365*24*60)) * time.Minute)
	return made{n: n, title: text(3+r.IntN(6), false), lead: text(5+r.IntN(9), false), text: text(20+r.IntN(40), true),
		source: fmt.Sprintf("Outlet %d", n%7), author: "A. Writer", at: at}
}
