package web_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onset/web"
)

// echo is a command that translates.
type echo struct {
	name  string
	asked []string
	fault error
}

func (e *echo) Translator() string { return e.name }

func (e *echo) Translate(_ context.Context, sentence, language string) (web.Foreign, error) {
	e.asked = append(e.asked, language+": "+sentence)
	return web.Foreign{By: e.name, Text: "A war " + evil, Cut: true}, e.fault
}

// A sentence is translated by a command of the user's own when somebody asks for it,
// by a form of ours, and what comes is told apart from what was read.
func TestTranslationIsAskedForAndMarked(t *testing.T) {
	e := &echo{name: "to-english"}
	s, f := serve(t, func(o *web.Options) { o.Translate = e })
	c := browser(t)
	_, page := get(t, c, s.URL+"/mention/m1")
	if !strings.Contains(page, "Translate by to-english") || len(e.asked) > 0 {
		t.Fatalf("asked %q before anybody wanted it, or nothing is offered", e.asked)
	}
	form := url.Values{"csrf": {csrf(t, page)}}
	r, page := post(t, c, s.URL+"/mention/m1/translate", form)
	for _, want := range []string{"Translated by a command of your own, <code>to-english</code>", "A war &lt;script&gt;", "… (cut)", "nothing rests on this", "<mark>great war</mark>"} {
		if !strings.Contains(page, want) {
			t.Errorf("%s: the page lacks %q", r.Status, want)
		}
	}
	if len(e.asked) != 1 || e.asked[0] != "en: "+f.witness().Text {
		t.Errorf("asked %q", e.asked)
	}
	if r, _ := post(t, c, s.URL+"/mention/m1/translate", url.Values{"csrf": {"0000"}}); r.StatusCode != http.StatusForbidden {
		t.Errorf("a forged form: %s", r.Status)
	}
	e.fault = errors.New("running to-english: exit status 3")
	if r, page := post(t, c, s.URL+"/mention/m1/translate", form); r.StatusCode != http.StatusBadGateway || !strings.Contains(page, "exit status 3") {
		t.Errorf("a command that fails: %s", r.Status)
	}
	for name, change := range map[string]func(*web.Options){
		"none is configured": func(o *web.Options) { o.Translate = &echo{} },
		"reading only":       func(o *web.Options) { o.Translate, o.Review = e, nil },
		"none at all":        func(o *web.Options) {},
	} {
		asked := len(e.asked)
		s, _ := serve(t, change)
		c := browser(t)
		if _, shown := get(t, c, s.URL+"/mention/m1"); strings.Contains(shown, "Translate by") {
			t.Errorf("%s: it is offered", name)
		}
		if r, _ := post(t, c, s.URL+"/mention/m1/translate", form); r.StatusCode != http.StatusForbidden || len(e.asked) != asked {
			t.Errorf("%s: %s", name, r.Status)
		}
	}
}
