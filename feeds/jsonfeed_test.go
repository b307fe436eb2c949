package feeds

import (
	"fmt"
	"strings"
	"testing"
)

// No field of a JSON Feed loses its item by being of another type than it
// should, and what can be read of the field is.
func TestFieldsOfOtherTypes(t *testing.T) {
	for field, want := range map[string]string{
		`"tags":"port,war"`:                                 "",
		`"tags":null`:                                       "",
		`"tags":{"a":1}`:                                    "",
		`"authors":{"name":"A. Desk"}`:                      "by A. Desk",
		`"authors":"A. Desk"`:                               "by A. Desk",
		`"authors":["A. Desk"]`:                             "by A. Desk",
		`"authors":[null,{"name":"A. Desk"}]`:               "by A. Desk",
		`"authors":[{"name":null}],"author":"A. Desk"`:      "by A. Desk",
		`"author":"A. <Desk>"`:                              "by A. <Desk>",
		`"author":["A. Desk","B. Desk"]`:                    "by A. Desk",
		`"author":{"name":["A. Desk"]}`:                     "by A. Desk",
		`"author":false`:                                    "",
		`"date_published":1770206400`:                       "on 2026-02-04",
		`"date_published":1770206400000`:                    "on 2026-02-04",
		`"date_published":1.7702064e9`:                      "on 2026-02-04",
		`"date_published":["2026-02-04T12:00:00Z"]`:         "on 2026-02-04",
		`"date_published":{"$date":"2026-02-04T12:00:00Z"}`: "on 2026-02-04",
		`"date_published":null`:                             "",
		`"attachments":{"url":"https://a.example/a.mp3"}`:   "",
		`"image":{"url":"https://a.example/a.png"}`:         "",
		`"image":false`:                                     "",
		`"language":["uk","en"]`:                            "in uk",
		`"language":7`:                                      "",
		`"title":2026`:                                      "titled 2026",
		`"title":{"rendered":"Port mined"}`:                 "titled Port mined",
		`"title":false`:                                     "",
		`"content_text":["The port.","It is mined."]`:       "saying The port.\n\nIt is mined.",
		`"content_html":{"rendered":"<p>The port.</p>"}`:    "saying The port.",
		`"content_text":null,"summary":"In short."`:         "saying In short.",
		`"id":17`:                            "known as 17",
		`"id":1e3`:                           "known as 1000",
		`"url":["https://outlet.example/x"]`: "at https://outlet.example/x",
		`"url":null,"external_url":{"url":"https://outlet.example/y"}`: "at https://outlet.example/y",
	} {
		item := `{` + field
		for _, other := range []string{`"title":"One"`, `"url":"https://outlet.example/1"`, `"content_text":"x"`} {
			if name, _, _ := strings.Cut(other, ":"); !strings.Contains(field, name) {
				item += "," + other
			}
		}
		f := read(t, `{"version":"https://jsonfeed.org/version/1.1","items":[`+item+`},{"title":"Two","url":"https://outlet.example/2"}]}`)
		if len(f.Items) != 2 || f.Rejected != 0 || !f.Whole {
			t.Errorf("%s: %d items, %d rejected", field, len(f.Items), f.Rejected)
			continue
		}
		it := f.Items[0]
		day := ""
		if len(it.Published) > 0 {
			day = it.Published[0].Stamp.Day.String()
		}
		got := fmt.Sprintf("by %s|on %s|in %s|titled %s|saying %s|known as %s|at %s|", it.Author, day, it.Language, it.Title, it.Text, it.GUID, it.URL)
		if want != "" && !strings.Contains(got, want+"|") {
			t.Errorf("%s: %s, want %q", field, got, want)
		}
	}
}

// What is null or no object costs itself; a list that a program made an object
// is still a list; line ends within strings are no reason to lose an item.
func TestItemsOfOtherTypes(t *testing.T) {
	good := func(n int) string { return fmt.Sprintf(`{"id":"%d","title":"Title %d"}`, n, n) }
	for name, c := range map[string]struct {
		doc             string
		items, rejected int
	}{
		"null first":           {`{"items":[null,` + good(1) + `]}`, 1, 0},
		"null between":         {`{"items":[` + good(1) + `,null,` + good(2) + `,null]}`, 2, 0},
		"a number and a list":  {`{"items":[7,` + good(1) + `,[],"x",true]}`, 1, 4},
		"an empty object":      {`{"items":[{},` + good(1) + `]}`, 1, 1},
		"numbered by a script": {`{"items":{"0":` + good(1) + `,"2":` + good(2) + `}}`, 2, 0},
		"items before all":     {`{"items":[` + good(1) + `],"version":"https://jsonfeed.org/version/1"}`, 1, 0},
		"a line end":           {"{\"items\":[{\"id\":\"1\",\"title\":\"Title\n1\"}," + good(2) + "]}", 2, 0},
		"breaks off":           {`{"items":[` + good(1) + `,{"id":"2","tit`, 1, 1},
		"garbage behind":       {`{"items":[` + good(1) + `],"x":NaN}`, 1, 0},
		"items twice":          {`{"items":[` + good(1) + `],"items":[` + good(2) + `]}`, 1, 0},
		"no items yet":         {`{"version":"https://jsonfeed.org/version/1.1","items":[]}`, 0, 0},
		"items are null":       {`{"version":"https://jsonfeed.org/version/1.1","items":null}`, 0, 0},
	} {
		f := read(t, c.doc)
		if len(f.Items) != c.items || f.Rejected != c.rejected {
			t.Errorf("%s: %d items, %d rejected; want %d, %d", name, len(f.Items), f.Rejected, c.items, c.rejected)
		}
	}
	f := read(t, `{"version":"https://jsonfeed.org/version/1.1","title":"The <Desk>","home_page_url":["https://outlet.example/"],"language":"uk-UA","items":[null,`+good(1)+`,{"id":"b","ti`)
	if f.Title != "The <Desk>" || f.Site != "https://outlet.example/" || f.Language != "uk" {
		t.Errorf("the feed says of itself %+v", f)
	}
}
