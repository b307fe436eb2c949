package feeds

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// names are the headers under which the fields of an article are recognised
// without a mapping, the surest first: in English, German, French, Polish,
// Russian and Ukrainian, and as services write them whose exports people have:
// Brandwatch, Cision, Factiva, GDELT, LexisNexis, Media Cloud, Meltwater,
// Talkwalker. They are compared as plain makes them. A lead and a time of day are
// no fields of their own: they complete text and published.
var names = map[string][]string{
	"url": {"url", "article url", "document url", "original url", "url link", "link", "article link", "document link", "permalink", "href", "web address", "address", "document identifier", "documentidentifier", "v2documentidentifier",
		"adresse", "webadresse", "internetadresse", "lien", "lien url", "adresse url", "adres url", "adres", "odnosnik", "ссылка", "ссылка на статью", "ссылка на публикацию", "ссылка на источник", "адрес", "адрес страницы",
		"посилання", "посилання на статтю", "посилання на публікацію", "посилання на джерело", "адреса", "адреса сторінки", "лінк", "thread url", "parent url", "url mobile", "mobile url", "mobileurl"},
	"guid": {"guid", "id", "article id", "document id", "resource id", "story id", "stories id", "accession no", "accession number", "an", "gkgrecordid"},
	"title": {"title", "headline", "article title", "document title", "story title", "news headline", "news title", "title headline", "hd", "titel", "überschrift", "schlagzeile", "artikeltitel", "beitragstitel", "titelzeile",
		"titre", "titre de l article", "intitulé", "tytuł", "tytuł artykułu", "tytuł publikacji", "nagłówek", "заголовок", "название", "название статьи", "название публикации", "заголовок статьи", "заглавие",
		"назва", "назва статті", "назва публікації", "заголовок статті"},
	"text": {"text", "full text", "fulltext", "article text", "news text", "full article", "body", "article body", "body text", "content", "article content", "story", "td",
		"volltext", "artikeltext", "inhalt", "beitragstext", "haupttext", "texte", "texte intégral", "texte de l article", "contenu", "corps", "corps de l article",
		"treść", "treść artykułu", "treść publikacji", "tekst", "pełny tekst", "pełna treść", "текст", "текст статьи", "текст публикации", "полный текст", "содержание", "содержимое", "тело",
		"текст статті", "текст публікації", "повний текст", "зміст", "вміст",
		"snippet", "hit sentence", "extract", "excerpt", "article snippet", "content snippet", "auszug", "textauszug", "extrait", "fragment", "wycinek", "фрагмент", "отрывок", "уривок",
		"summary", "abstract", "description", "zusammenfassung", "kurzfassung", "résumé", "streszczenie", "opis", "аннотация", "краткое содержание", "описание", "анотація", "опис", "стислий зміст"},
	"lead": {"lead", "lead paragraph", "lead text", "lede", "intro", "opening text", "hlead", "lp", "vorspann", "anriss", "teaser", "chapô", "chapeau", "accroche", "zajawka", "wstęp", "лид", "подзаголовок", "лід", "підзаголовок"},
	"html": {"html", "content html", "body html"},
	"published": {"published", "published at", "published on", "published date", "publish date", "publication date", "publication datetime", "date published", "datepublished", "date of publication", "publishdate", "publisheddate", "publicationdate", "pubdate", "pub date", "pd",
		"article date", "story date", "news date", "issue date", "release date", "air date", "posted", "posted on", "post date", "date", "datetime", "date time", "date and time", "date extracted", "v2 1date", "v21date", "seendate", "seen date", "timestamp",
		"veröffentlichungsdatum", "erscheinungsdatum", "publikationsdatum", "veröffentlicht", "veröffentlicht am", "erschienen", "erschienen am", "erscheinungstag", "datum der veröffentlichung", "sendedatum", "datum", "datum uhrzeit", "datum zeit", "datum und uhrzeit", "tag",
		"date de publication", "date de parution", "date de diffusion", "date publication", "date parution", "publié le", "publié", "paru le", "date et heure", "date heure",
		"data publikacji", "data wydania", "data emisji", "data ukazania się", "opublikowano", "data opublikowania", "data i godzina", "data", "dzień",
		"дата публикации", "дата выхода", "дата размещения", "дата и время", "дата время", "дата и время публикации", "время публикации", "опубликовано", "опубликована", "дата", "день",
		"дата публікації", "дата виходу", "дата оприлюднення", "дата і час", "дата та час", "дата й час", "дата час", "дата і час публікації", "час публікації", "опубліковано"},
	"time": {"time", "time of day", "publication time", "published time", "publish time", "et", "uhrzeit", "zeit", "heure", "heure de publication", "godzina", "godzina publikacji", "czas", "время", "час", "час публікації"},
	"source": {"source name", "source", "media outlet", "outlet name", "outlet", "media name", "media title", "publication name", "publication title", "publication", "newspaper", "extra source attributes name", "site name", "sn", "source common name", "sourcecommonname", "v2sourcecommonname", "media", "news source", "publisher name", "publisher",
		"quelle", "quellenname", "medium", "medienname", "medientitel", "name des mediums", "zeitung", "publikation", "titel des mediums", "sender", "nom du média", "nom de la source", "média", "support", "titre de presse", "journal", "nom du support",
		"źródło", "nazwa źródła", "nazwa medium", "tytuł prasowy", "gazeta", "redakcja", "wydawca", "источник", "название источника", "сми", "название сми", "издание", "наименование сми", "медиа", "ресурс",
		"джерело", "назва джерела", "змі", "назва змі", "видання", "медіа", "source domain", "domain", "domain url", "host url", "domäne", "домен"},
	"language": {"language", "lang", "language code", "languagecode", "lang code", "la", "sprache", "langue", "język", "язык", "мова"},
	"author": {"author", "authors", "author name", "byline", "article author", "journalist", "by", "extra author attributes name", "autor", "autoren", "verfasser", "verfasserin", "auteur", "auteurs", "journaliste", "signature",
		"autorzy", "dziennikarz", "автор", "авторы", "журналист", "автори", "журналіст"},
	"seen": {"seen", "seen at"},
}

// plain makes headers comparable: small letters without marks, words parted by
// one blank, nothing in brackets. A capital within a word begins another.
func plain(header string) string {
	if i := strings.IndexAny(header, "([{"); i > 0 {
		header = header[:i]
	}
	var b strings.Builder
	gap, small := false, false
	for _, r := range norm.NFD.String(header) {
		gap = gap || small && unicode.IsUpper(r) // pubDate
		small = unicode.IsLower(r)
		switch r = unicode.ToLower(r); {
		case unicode.Is(unicode.Mn, r), r == '\ufeff':
		case r == 'ł':
			b.WriteRune('l')
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return b.String()
}

// fieldNames are names as plain makes them, with their ranks.
var fieldNames = func() map[string]map[string]int {
	out := map[string]map[string]int{}
	for field, all := range names {
		out[field] = map[string]int{}
		for rank, name := range all {
			name = plain(name)
			if _, twice := out[field][name]; !twice {
				out[field][name] = rank
			}
		}
	}
	return out
}()

// layout says which columns of a table hold which field.
type layout struct {
	width  int              // cells of the header
	at     map[string][]int // columns by field
	unused []string         // headers of columns that no field is taken from
}

// has tells whether a field has a column.
func (l layout) has(field string) bool { return len(l.at[field]) > 0 }

// told tells whether a column holds what articles say.
func (l layout) told() bool { return l.has("title") || l.has("text") || l.has("lead") || l.has("html") }

// prose tells whether a column holds text, in which delimiters may stand.
func (l layout) prose(column int) bool {
	for _, field := range []string{"title", "text", "lead"} {
		if slices.Contains(l.at[field], column) {
			return true
		}
	}
	return false
}

// dated tells whether a column says when articles were published.
func (l layout) dated() bool { return l.has("published") }

// locate finds the columns of each field among the header's cells: those that
// the mapping names, then those with a usual name. missing are names of the
// mapping that the header lacks.
func (m *Mapping) locate(cells []string) (l layout, missing []string) {
	l = layout{width: len(cells), at: map[string][]int{}}
	free := map[int]string{}
	for i, c := range cells {
		free[i] = plain(c)
	}
	for _, field := range slices.Sorted(maps.Keys(m.Columns)) {
		for _, name := range m.Columns[field] {
			i := slices.IndexFunc(cells, func(c string) bool { return strings.EqualFold(strings.TrimSpace(c), strings.TrimSpace(name)) })
			if i < 0 {
				missing = append(missing, name)
				continue
			}
			l.at[field] = append(l.at[field], i)
			delete(free, i)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(fieldNames)) {
		if i, ok := best(fieldNames[field], free); ok && !l.has(field) && m.completes(field) {
			l.at[field] = []int{i}
			delete(free, i)
		}
	}
	if !l.has("published") && l.has("time") {
		l.at["published"], l.at["time"] = l.at["time"], nil
	}
	l.nameUnused(cells, free)
	return l, missing
}

// completes tells whether a field is looked for under its usual names: what
// completes another field, unless the mapping says what that is made of.
func (m *Mapping) completes(field string) bool {
	switch field {
	case "lead":
		return m.Columns["text"] == nil
	case "time":
		return m.Columns["published"] == nil
	}
	return true
}

// best returns the free column with the surest name.
func best(ranks map[string]int, free map[int]string) (at int, ok bool) {
	least := len(ranks) + 1000
	for _, i := range slices.Sorted(maps.Keys(free)) {
		if rank, known := ranks[free[i]]; known && rank < least {
			at, least, ok = i, rank, true
		}
	}
	return at, ok
}

func (l *layout) nameUnused(cells []string, free map[int]string) {
	for _, i := range slices.Sorted(maps.Keys(free)) {
		if name := strings.TrimSpace(cells[i]); name != "" {
			l.unused = append(l.unused, name)
		}
	}
}
