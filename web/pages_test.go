package web_test

import (
	"encoding/xml"
	"errors"
	"html"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"onset/tracker"
	"onset/web"
)

var everyPage = []string{
	"/", "/timeline", "/timeline?scope=all&all=yes&from=2026-01-01&to=2026-02-10&narrative=story&source=daily&kind=wire&speaker=boss&language=en",
	"/timeline?event=correction&page=2", "/point/story/war", "/point/story/quiet", "/emerging", "/emerging?all=yes&as-of=2026-02-04",
	"/digest/2026-02-04", "/digest/2026-02-04?now=yes", "/articles", "/articles?q=great+war", "/articles?q=great+AND", "/article?ref=7",
	"/article?ref=7&from=2&to=1", "/article?ref=https%3A%2F%2Fdaily.example%2F7", "/feeds", "/mention/m1", "/event/e1", "/help",
	"/narrative/story", "/speaker/boss", "/source/daily", "/speaker/boss?from=2026-02-01&to=2026-02-05", "/repertoire", "/compare", "/propose", "/propose?title=%3Cscript%3E&match=grain+port&examples=Grain+in+port.", "/propose?match=%22open", "/propose?feed=https%3A%2F%2Fa.example%2Frss&country=pl&language=en+pl", "/articles?q=great+war&after=7", "/compare?a=story%2Fwar&b=story%2Fquiet",
	"/mark/7", "/mark/7?part=text&at=10-40", "/mark/7?part=title&at=0-400&point=story%2Fwar",
}

// tags finds what would be markup if a stranger's text were not escaped.
var tags = regexp.MustCompile(`<script>|<img|onerror=alert\(2\)>|href="javascript:`)

func TestPagesAreWholeAndNeverRunWhatTheyShow(t *testing.T) {
	s, _ := serve(t)
	for _, path := range everyPage {
		r, page := get(t, http.DefaultClient, s.URL+path)
		if r.StatusCode != http.StatusOK || !strings.HasSuffix(strings.TrimSpace(page), "</html>") {
			t.Errorf("%s: %s, ends in %q", path, r.Status, page[max(0, len(page)-80):])
		}
		if found := tags.FindString(page); found != "" {
			t.Errorf("%s holds %q of a stranger as markup", path, found)
		}
		if strings.Contains(page, "style=") || strings.Contains(page, "<style") || regexp.MustCompile(` on[a-z]+="`).MatchString(page) {
			t.Errorf("%s has style or script in line, which its own policy forbids", path)
		}
		if strings.Contains(page, "ZgotmplZ") {
			t.Errorf("%s: a value was refused by the template", path)
		}
	}
}

// TestTheDigestPageTellsWhatItsTextTells holds the page to every word of the
// sections that are mailed and printed.
func TestTheDigestPageTellsWhatItsTextTells(t *testing.T) {
	s, _ := serve(t)
	_, page := get(t, http.DefaultClient, s.URL+"/digest/2026-02-04")
	page = html.UnescapeString(strings.NewReplacer("<mark>", "", "</mark>", "").Replace(page))
	d := told(tracker.Date(2026, 2, 4))
	want := append([]string{d.Status}, d.FeedLines()...)
	for _, section := range d.Sections() {
		want = append(want, section.Heading)
		if len(section.Blocks) == 0 {
			want = append(want, section.Empty)
		}
		for _, b := range section.Blocks {
			want = append(append(want, b.Label, b.Title, b.Older.Words, b.Sentence, b.Page), b.Lines...)
		}
	}
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("the page lacks %q", w)
		}
	}
	for _, w := range []string{"New speaker", "Nearest older by The Boss: Daily 5 Jan: “A war was near", `href="https://daily.example/1"`} {
		if !strings.Contains(page, w) {
			t.Errorf("the page lacks %q", w)
		}
	}
	if strings.Contains(page, "not found today") || strings.Contains(page, "onset emerging accept") {
		t.Error("the page tells what its text doesn't, or what is typed elsewhere")
	}
}

func TestHostileQueriesAreShownAsText(t *testing.T) {
	s, _ := serve(t)
	for _, path := range []string{"/timeline?from=<script>", "/timeline?kind=<script>alert(1)</script>", "/articles?q=<script>alert(1)</script>",
		"/point/<script>/x", "/digest/<script>", "/article?ref=<script>", "/event/<script>", "/<script>"} {
		r, page := get(t, http.DefaultClient, s.URL+strings.NewReplacer("<", "%3C", ">", "%3E").Replace(path))
		if tags.MatchString(page) {
			t.Errorf("%s: %s, with the script in it", path, r.Status)
		}
	}
}

func TestChartsAndFeedAreXML(t *testing.T) {
	s, _ := serve(t)
	for path, kind := range map[string]string{"/timeline.svg": "image/svg+xml", "/point/story/war/chart.svg": "image/svg+xml", "/narrative/story/picture.svg": "image/svg+xml", "/feed.atom": "application/atom+xml"} {
		r, text := get(t, http.DefaultClient, s.URL+path)
		if !strings.HasPrefix(r.Header.Get("Content-Type"), kind) {
			t.Errorf("%s: %s", path, r.Header.Get("Content-Type"))
		}
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if e, ok := token.(xml.StartElement); ok && (e.Name.Local == "script" || e.Name.Local == "img") {
				t.Errorf("%s holds a stranger's <%s>", path, e.Name.Local)
			}
		}
		if strings.HasSuffix(path, ".svg") && (!strings.Contains(text, "archive from 1 Jan 2026") || !strings.Contains(text, "days in UTC")) {
			t.Errorf("%s doesn't say from when and in which zone", path)
		}
	}
}

func TestTimelineHoldsItsStateInTheAddress(t *testing.T) {
	s, _ := serve(t)
	_, page := get(t, http.DefaultClient, s.URL+"/timeline?narrative=story&speaker=boss&from=2026-02-01&to=2026-02-08&scope=all")
	for _, want := range []string{`<option value="story" selected>`, `<option value="boss" selected>`, `name="from" value="2026-02-01"`, `name="scope" value="all" checked`,
		"/timeline?from=2026-01-28&amp;narrative=story&amp;scope=all&amp;speaker=boss&amp;to=2026-02-04", "/timeline.svg?from=2026-02-01", "<b>4 events</b>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	_, page = get(t, http.DefaultClient, s.URL+"/timeline")
	if !strings.Contains(page, "<b>3 events</b>") || !strings.Contains(page, "1 narrower firsts") {
		t.Error("narrower firsts are neither left out nor told")
	}
}

func TestBadAddressesAreToldNotIgnored(t *testing.T) {
	s, _ := serve(t)
	for path, status := range map[string]int{
		"/timeline?from=yesterday": 400, "/timeline?kind=tabloid": 400, "/timeline?event=party": 400, "/timeline?page=0": 400,
		"/api/v1/timeline?limit=0": 400, "/api/v1/mentions?after=x": 400, "/api/v1/search?q=a+AND": 400, "/article": 400,
		"/event/m1": 404, "/mention/e1": 404, "/event/none": 404, "/point/no/such": 404, "/digest/2026-13-01": 404, "/nowhere": 404, "/api/v1/nowhere": 404,
		"/article?ref=7&from=5": 404, "/static/none.css": 404,
	} {
		r, page := get(t, http.DefaultClient, s.URL+path)
		if r.StatusCode != status {
			t.Errorf("%s: %s, want %d", path, r.Status, status)
		}
		if api := strings.HasPrefix(path, "/api/"); api != strings.HasPrefix(page, "{") {
			t.Errorf("%s answers with %.40q", path, page)
		}
		if strings.Contains(page, "aria-current") {
			t.Errorf("%s is said to be a page of the navigation", path)
		}
	}
}

func TestWhatGoesWrongInsideStaysInside(t *testing.T) {
	var seen []web.Request
	s, f := serve(t, func(o *web.Options) { o.Log = func(r web.Request) { seen = append(seen, r) } })
	f.broken = errors.New("secret path /var/lib")
	r, page := get(t, http.DefaultClient, s.URL+"/timeline")
	if r.StatusCode != 500 || strings.Contains(page, "secret") || !strings.Contains(page, r.Header.Get("X-Request-Id")) {
		t.Errorf("%s %s", r.Status, page)
	}
	f.broken, f.panics = nil, true
	if r, _ := get(t, http.DefaultClient, s.URL+"/timeline"); r.StatusCode != 500 {
		t.Errorf("after a panic: %s", r.Status)
	}
	if len(seen) != 2 || seen[0].Err == nil || seen[1].Err == nil || seen[0].ID == seen[1].ID {
		t.Errorf("logged %+v", seen)
	}
}

func TestEveryMarkLeadsSomewhere(t *testing.T) {
	s, _ := serve(t)
	_, page := get(t, http.DefaultClient, s.URL+"/timeline?scope=all")
	for _, m := range regexp.MustCompile(`href="(/[^"#]*)"`).FindAllStringSubmatch(page, -1) {
		path := strings.ReplaceAll(m[1], "&amp;", "&")
		if strings.HasPrefix(path, "/event/e") && path != "/event/e1" {
			continue // the fake only knows one chain
		}
		if r, _ := get(t, http.DefaultClient, s.URL+path); r.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", path, r.Status)
		}
	}
}

func TestArticleShowsDifferencesAndEvidence(t *testing.T) {
	s, _ := serve(t)
	_, page := get(t, http.DefaultClient, s.URL+"/article?ref=7")
	for _, want := range []string{"<del>", "<ins>", `id="m1"`, "<mark>great war</mark>", "revision 1 to 2"} {
		if !strings.Contains(page, want) {
			t.Errorf("the article lacks %s", want)
		}
	}
}

func TestMentionIsCited(t *testing.T) {
	s, _ := serve(t)
	_, page := get(t, http.DefaultClient, s.URL+"/mention/m1")
	for _, want := range []string{"4 Feb 2026", "(accessed 4 Feb 2026 09:31 UTC)", "<mark>great war</mark>", "in force since"} {
		if !strings.Contains(page, want) {
			t.Errorf("the mention lacks %q", want)
		}
	}
}

func TestAProposalIsWrittenOrItsFaultsAreTold(t *testing.T) {
	s, _ := serve(t)
	for path, want := range map[string]string{
		"/propose?title=Grain+is+stolen&match=grain+stolen&examples=Grain+was+stolen.": "id: grain-is-stolen",
		"/propose?title=Story&match=grain":                                             "id: story-2", // the file has one of this id
		"/propose?title=x&match=grain&examples=Nothing+of+it.":                         "refused",
		"/propose?match=grain+AND":                                                     "refused",
		"/propose?feed=https%3A%2F%2Fwww.port.example%2Frss&kind=wire&country=pl":      "country: PL",
		"/propose?name=Port&kind=tabloid":                                              "The kind is one of",
	} {
		if _, page := get(t, http.DefaultClient, s.URL+path); !strings.Contains(page, want) {
			t.Errorf("%s lacks %q", path, want)
		}
	}
}

func TestSearchTellsHowManyWhenAndOfWhom(t *testing.T) {
	s, _ := serve(t)
	_, page := get(t, http.DefaultClient, s.URL+"/articles?q=great+war")
	page = html.UnescapeString(page)
	for _, want := range []string{"At least 3 articles, at most 1,204 by the words alone: the newest were counted, back to", "Searched as <code>great AND war</code>", "The Boss", "%28great+AND+war%29+AND+source%3Adaily", "Make this a talking point"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// What comes in today was often published yesterday: the start page is the last day
// that was looked at, not the last on which anything was published.
func TestTheStartPageIsTheDayThatWasLookedAt(t *testing.T) {
	s, f := serve(t)
	for now, want := range map[time.Time]string{f.now(): "Tuesday, 10 February 2026", f.now().AddDate(0, 1, 0): "Tuesday, 10 February 2026", f.now().AddDate(0, 0, -1): "Monday, 9 February 2026"} {
		s, _ := serve(t, func(o *web.Options) { o.Now = func() time.Time { return now } })
		if _, page := get(t, http.DefaultClient, s.URL+"/"); !strings.Contains(page, want) {
			t.Errorf("on %s the start page isn't that of %s", now, want)
		}
	}
	if _, page := get(t, http.DefaultClient, s.URL+"/"); strings.Contains(page, "Nothing has been looked at since") {
		t.Error("an archive that was looked at today is called old")
	}
}
