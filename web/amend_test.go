package web_test

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onset/web"
)

// paper is a rules file in memory; who wrote it is kept.
type paper struct {
	text    string
	meant   func(*paper) // happens between looking and writing
	journal []string
}

func (p *paper) RulesFile(context.Context) (string, error) { return p.text, nil }

func (p *paper) Replace(_ context.Context, old, text, who, added string) error {
	if p.meant != nil {
		p.meant(p)
	}
	if p.text != old {
		return fmt.Errorf("%w: by another", web.ErrChanged)
	}
	p.text, p.journal = text, append(p.journal, who+": "+added)
	return nil
}

const rules = `# ours
sources:
  - {id: daily, name: Daily, feeds: ["https://daily.example/rss?api_key=hunter2"]} # wet

narratives:
  - id: story # the story
    title: Story
    talking_points:
      - {id: war, match: war} # wide

# the end
timezone: UTC
`

// signedIn opens a desk whose rules file is a paper, with a token of a name.
func signedIn(t *testing.T, name string) (address string, c *http.Client, p *paper) {
	t.Helper()
	p = &paper{text: rules}
	s, _ := serve(t, func(o *web.Options) { o.Edit, o.Tokens = p, []web.Token{{Name: name, Secret: token}} })
	c = browser(t)
	if r, _ := get(t, c, s.URL+"/propose?token="+token); r.StatusCode != http.StatusOK {
		t.Fatal(r.Status)
	}
	return s.URL, c, p
}

// offered reads the form that puts a draft into the file.
func offered(t *testing.T, page string) url.Values {
	t.Helper()
	_, form, found := strings.Cut(page, `<form method="post" action="/propose">`)
	if !found {
		t.Fatalf("nothing is offered: %s", page)
	}
	form, _, _ = strings.Cut(form, "</form>")
	out := url.Values{}
	for field := range strings.SplitSeq(form, `<input type="hidden" name="`) {
		if name, value, ok := strings.Cut(field, `" value="`); ok {
			value, _, _ = strings.Cut(value, `"`)
			out.Set(name, html.UnescapeString(value))
		}
	}
	return out
}

// What is drafted is shown as it will stand in the file, and stands there once it
// is sent; all other lines are the same, and who did it is kept.
func TestDraftsArePutIntoTheRulesFile(t *testing.T) {
	for name, c := range map[string]struct{ query, after, added, shown string }{
		"a source": {"feed=https%3A%2F%2Fport.example%2Frss&name=The+Port&country=pl&language=en", "# wet\n",
			"  - id: the-port\n    name: >-\n      The Port\n    kind: other\n    country: PL\n    languages: [en]\n    feeds:\n      - \"https://port.example/rss\"\n", "+   - id: the-port"},
		"a narrative": {"title=The+grain+port&match=grain+port", "# wide\n",
			"  - id: the-grain-port\n    title: >-\n      The grain port\n    talking_points:\n      - id: the-grain-port\n        title: >-\n          The grain port\n        match: >-\n          grain AND port\n", "+   - id: the-grain-port"},
		"a talking point": {"title=Peace&match=peace&narrative=story&examples=They+want+peace.", "# wide\n",
			"\n      - id: peace\n        title: >-\n          Peace\n        match: >-\n          peace\n        examples:\n          match:\n            - >-\n              They want peace.\n", "+       - id: peace"},
	} {
		address, browser, p := signedIn(t, "desk")
		_, page := get(t, browser, address+"/propose?"+c.query)
		for _, want := range []string{c.shown, "added by <b>desk</b>", "Put it into narratives.yaml"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page lacks %q", name, want)
			}
		}
		if strings.Contains(page, "hunter2") {
			t.Errorf("%s: a secret of the file is shown", name)
		}
		if p.text != rules {
			t.Errorf("%s: looking at it changed the file", name)
		}
		r, page := post(t, browser, address+"/propose", offered(t, page))
		if r.Request.URL.RequestURI() != "/propose?done=yes" || !strings.Contains(page, "It stands in narratives.yaml now") {
			t.Errorf("%s: %s at %s", name, r.Status, r.Request.URL)
		}
		if want := strings.Replace(rules, c.after, c.after+c.added, 1); p.text != want {
			t.Errorf("%s: the file reads\n%s", name, p.text)
		}
		if len(p.journal) != 1 || !strings.HasPrefix(p.journal[0], "desk: ") || strings.TrimSpace(p.journal[0][6:]) != strings.TrimSpace(c.added) {
			t.Errorf("%s: the journal has %q", name, p.journal)
		}
	}
}

// Whoever changes the file first is never overwritten.
func TestAFileThatChangedMeanwhileIsLeftAlone(t *testing.T) {
	change := func(p *paper) { p.text = "# changed\n" + p.text }
	for name, when := range map[string]func(*paper){"before it is sent": change, "while it is written": func(p *paper) { p.meant = change }} {
		address, browser, p := signedIn(t, "desk")
		_, page := get(t, browser, address+"/propose?match=grain+port")
		form := offered(t, page)
		when(p)
		if r, page := post(t, browser, address+"/propose", form); r.StatusCode != http.StatusConflict || !strings.Contains(page, "Nothing was changed") {
			t.Errorf("%s: %s", name, r.Status)
		}
		if p.text != "# changed\n"+rules || len(p.journal) > 0 {
			t.Errorf("%s: the file reads\n%s", name, p.text)
		}
	}
}

// Who has no name, no token, no form of ours or a draft with a fault changes
// nothing, and may still copy the stanza.
func TestWhoMayNotChangeTheRulesFile(t *testing.T) {
	address, desk, p := signedIn(t, "desk")
	_, page := get(t, desk, address+"/propose?match=grain+port")
	form := offered(t, page)

	forged := url.Values{"match": form["match"], "base": form["base"], "csrf": {"0000"}}
	if r, _ := post(t, desk, address+"/propose", forged); r.StatusCode != http.StatusForbidden {
		t.Errorf("a forged form: %s", r.Status)
	}
	elsewhere, err := http.NewRequest("POST", address+"/propose", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	elsewhere.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	elsewhere.Header.Set("Origin", "https://evil.example")
	r, err := desk.Do(elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	if body(t, r); r.StatusCode != http.StatusForbidden {
		t.Errorf("from another site: %s", r.Status)
	}
	bad := offered(t, page)
	bad.Set("match", `"open`)
	if r, _ := post(t, desk, address+"/propose", bad); r.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a rule with a fault: %s", r.Status)
	}
	if _, page := get(t, desk, address+"/propose?match=%22open"); strings.Contains(page, "Put it into") {
		t.Error("a rule with a fault is offered for the file")
	}
	if p.text != rules {
		t.Errorf("the file reads\n%s", p.text)
	}

	nameless, someone, q := signedIn(t, web.Nameless)
	open, _ := serve(t, func(o *web.Options) { o.Edit = q })
	reading, _ := serve(t, asked)
	for name, at := range map[string]string{"a token without a name": nameless, "no token": open.URL, "reading only": reading.URL} {
		c := someone
		if name != "a token without a name" {
			c = browser(t)
			get(t, c, at+"/?token="+token)
		}
		_, page := get(t, c, at+"/propose?match=grain+port")
		if !strings.Contains(page, "grain AND port</textarea>") && !strings.Contains(page, "grain AND port\n") || strings.Contains(page, "Put it into") {
			t.Errorf("%s: the stanza is not there to copy, or more is offered", name)
		}
		_, page = get(t, c, at+"/mention/m1") // has a form with the right token
		form.Set("csrf", csrf(t, page))
		if r, _ := post(t, c, at+"/propose", form); r.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s", name, r.Status)
		}
	}
	if q.text != rules {
		t.Errorf("the file reads\n%s", q.text)
	}
}
