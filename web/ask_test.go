package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onset/tracker/archive"
)

// One sentence after the other is asked about, a button an answer; what was answered
// can be taken back from the next.
func TestAnswersNeedOnePress(t *testing.T) {
	for _, a := range []struct {
		form url.Values
		want []string // actions
	}{
		{url.Values{"answer": {"y"}}, []string{archive.Confirm}},
		{url.Values{"answer": {"p"}}, []string{archive.Reject}},
		{url.Values{"answer": {"n"}}, []string{archive.SetStance}},
		{url.Values{"answer": {"w"}, "speaker-text": {"the harbour master"}}, []string{archive.SetSpeaker, archive.Confirm}},
		{url.Values{"answer": {"d"}, "from": {"2026-01-28"}}, []string{archive.SetSaid, archive.Confirm}},
	} {
		s, f := serve(t)
		c := browser(t)
		_, page := get(t, c, s.URL+"/ask?skip=m9")
		for _, want := range []string{`value="y" data-key="y"`, `data-focus="w"`, "1 sentence to read", "Without it: nothing stands in its place", `href="/ask?skip=m9&amp;skip=m1"`} {
			if !strings.Contains(page, want) {
				t.Fatalf("the page lacks %q:\n%s", want, page)
			}
		}
		a.form.Set("csrf", csrf(t, page))
		a.form.Set("mention", "m1")
		a.form.Set("who", "Kim <b>")
		a.form.Set("skip", "m9")
		r, page := post(t, c, s.URL+"/ask", a.form)
		if r.Request.URL.String() != s.URL+"/ask?last=m1&skip=m9" || !strings.Contains(page, "Nothing is left to ask") || !strings.Contains(page, `value="undo"`) {
			t.Errorf("%v: at %s\n%s", a.form, r.Request.URL, page)
		}
		var got []string
		for _, v := range f.verdicts {
			got = append(got, v.Action)
			if v.Mention != "m1" || v.Who != "Kim <b>" {
				t.Errorf("%v: saved %+v", a.form, v)
			}
		}
		if strings.Join(got, " ") != strings.Join(a.want, " ") {
			t.Errorf("%v: saved %v, want %v", a.form, got, a.want)
		}
		r, _ = post(t, c, s.URL+"/ask", url.Values{"csrf": {csrf(t, page)}, "mention": {"m1"}, "answer": {"undo"}, "who": {"Kim"}})
		if r.StatusCode != http.StatusOK || f.verdicts[len(f.verdicts)-1].Action != archive.Undo {
			t.Errorf("undo: %s, %+v", r.Status, f.verdicts)
		}
	}
}

func TestAnswersAreChecked(t *testing.T) {
	s, f := serve(t)
	c := browser(t)
	_, page := get(t, c, s.URL+"/ask")
	for name, bad := range map[string]url.Values{
		"nobody":          {"answer": {"y"}},
		"no answer":       {"who": {"Kim"}},
		"unknown answer":  {"who": {"Kim"}, "answer": {"x"}},
		"unknown speaker": {"who": {"Kim"}, "answer": {"w"}, "speaker": {"nobody"}},
		"no day":          {"who": {"Kim"}, "answer": {"d"}, "from": {"Monday"}},
	} {
		bad.Set("csrf", csrf(t, page))
		bad.Set("mention", "m1")
		if r, text := post(t, c, s.URL+"/ask", bad); r.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %s %s", name, r.Status, text)
		}
	}
	if len(f.verdicts) > 0 {
		t.Errorf("saved %+v", f.verdicts)
	}
}
