package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/web"
)

// Without scripts every sentence is a link; with them the words that somebody
// selected lead to the same form.
func TestSentencesAreChosen(t *testing.T) {
	s, _ := serve(t)
	c := browser(t)
	_, page := get(t, c, s.URL+"/article?ref=7")
	if !strings.Contains(page, `href="/mark/7"`) {
		t.Error("the article doesn't lead to marking")
	}
	_, page = get(t, c, s.URL+"/mark/7")
	if n := strings.Count(page, `class="pick"`); n != 2 || !strings.Contains(page, `href="/mark/7?at=10-`) || !strings.Contains(page, "◆") {
		t.Errorf("%d sentences can be chosen: %s", n, page)
	}
	_, page = get(t, c, s.URL+"/mark/7?part=text&at=12-16")
	for _, want := range []string{"Th<mark>ey w</mark>ould risk", `<option value="*" selected>The Boss, a clerk`, `<option selected>affirms</option>`, `<option selected>reports</option>`,
		`name="to" value="2026-02-04"`, `<option value="story/war">`, "It is a mention already of"} {
		if !strings.Contains(page, want) {
			t.Errorf("the form lacks %s", want)
		}
	}
	for path, status := range map[string]int{"/mark/7?part=text&at=no": 400, "/mark/7?part=text&at=9-2": 400, "/mark/7?part=text&at=-4-2": 400, "/mark/7?part=foot&at=1-2": 404,
		"/mark/7?part=text&at=90000-90001": 404, "/mark/8": 404, "/mark/../7": 404} {
		if r := ask(t, "GET", s.URL+path, "", nil); r.StatusCode != status && r.StatusCode != http.StatusTemporaryRedirect {
			t.Errorf("%s: %s", path, r.Status)
		}
	}
}

func TestPassageIsShownBeforeItIsMarked(t *testing.T) {
	s, f := serve(t)
	c := browser(t)
	_, page := get(t, c, s.URL+"/mark/7?part=text&at=10-40")
	form := url.Values{"csrf": {csrf(t, page)}, "part": {"text"}, "at": {"10-40"}, "point": {"story/quiet"}, "speaker": {"*"}, "stance": {"denies"}, "treatment": {"reports"},
		"from": {""}, "to": {"2026-02-04"}, "who": {"Kim <b>"}, "why": {"plainly so"}}
	r, page := post(t, c, s.URL+"/mark/7", form)
	if r.StatusCode != 200 || len(f.marks) != 0 {
		t.Fatalf("%s, saved %v", r.Status, f.marks)
	}
	for _, want := range []string{"was 3 Feb 2026, now 2–3 Feb 2026", "Speaker: The Boss, a clerk", "Stance: denies", "Nothing is saved yet", `name="save" value="yes"`, "Kim &lt;b&gt;", `name="at" value="10-40"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the preview lacks %q", want)
		}
	}
	form.Set("save", "yes")
	r, page = post(t, c, s.URL+"/mark/7", form)
	if r.Request.URL.Path != "/mention/m1" || !strings.Contains(page, "Saved.") || len(f.marks) != 1 {
		t.Fatalf("after saving at %s", r.Request.URL)
	}
	m := f.marks[0]
	if m.Article != "7" || m.TalkingPoint != "quiet" || m.Words.End != 40 || len(m.Speakers) != 2 || m.Said == nil || m.Said.Precision != tracker.UnknownTime || m.Who != "Kim <b>" {
		t.Errorf("saved %+v", m)
	}
	form.Set("speaker", "boss")
	form.Set("from", "2026-02-02")
	post(t, c, s.URL+"/mark/7", form)
	if m := f.marks[1]; len(m.Speakers) != 1 || m.Said.From != tracker.Date(2026, 2, 2) || m.Said.To != tracker.Date(2026, 2, 4) || m.Said.Precision != tracker.ToDay {
		t.Errorf("what the form says doesn't count: %+v", m)
	}
}

func TestMarksAreChecked(t *testing.T) {
	s, f := serve(t)
	c := browser(t)
	_, page := get(t, c, s.URL+"/mark/7?part=text&at=10-40")
	good := url.Values{"csrf": {csrf(t, page)}, "part": {"text"}, "at": {"10-40"}, "point": {"story/quiet"}, "stance": {"affirms"}, "treatment": {"reports"}, "who": {"Kim"}, "save": {"yes"}}
	for field, bad := range map[string]string{"who": " ", "point": "story/none", "stance": "likes", "treatment": "", "from": "Monday", "speaker": "nobody", "at": "x"} {
		form := url.Values{}
		for k, v := range good {
			form[k] = v
		}
		form.Set(field, bad)
		if r, text := post(t, c, s.URL+"/mark/7", form); r.StatusCode != http.StatusBadRequest {
			t.Errorf("%s %q: %s %s", field, bad, r.Status, text)
		}
	}
	form := url.Values{}
	for k, v := range good {
		form[k] = v
	}
	form.Del("csrf")
	if r, _ := post(t, c, s.URL+"/mark/7", form); r.StatusCode != 403 {
		t.Errorf("without the form's token: %s", r.Status)
	}
	if len(f.marks) > 0 {
		t.Errorf("saved %v", f.marks)
	}
	reading, _ := serve(t, func(o *web.Options) { o.Review = nil })
	for _, method := range []string{"GET", "POST"} {
		if r := ask(t, method, reading.URL+"/mark/7", "", nil); r.StatusCode != 403 {
			t.Errorf("for reading only, %s: %s", method, r.Status)
		}
	}
	if _, page := get(t, browser(t), reading.URL+"/article?ref=7"); strings.Contains(page, "/mark/") {
		t.Error("an article for reading only offers to mark")
	}
}

// What was marked is told as that, wherever the chain is shown.
func TestWhyTellsThatAPersonMarkedIt(t *testing.T) {
	s, f := serve(t)
	f.chain = func(c *web.Chain) {
		c.Rule, c.Mention.Marked, c.Mention.Verdict = nil, true, "confirmed"
		c.Verdicts = []archive.Verdict{{Mention: "m1", Action: "add", Value: json.RawMessage(`{"text":"x"}`), Who: "Kim", Why: "plainly so", Recorded: f.now()}}
		c.Versions = []archive.MentionVersion{{Recorded: f.now()}}
	}
	_, page := get(t, browser(t), s.URL+"/mention/m1")
	for _, want := range []string{"marked by a person", "none takes it", "<b>add</b> by Kim, 10 Feb 2026", "plainly so"} {
		if !strings.Contains(page, want) {
			t.Errorf("the mention lacks %q", want)
		}
	}
	if strings.Contains(page, "no longer stands") {
		t.Error("it stands")
	}
	f.chain = func(c *web.Chain) { c.Versions = []archive.MentionVersion{{Recorded: f.now(), Superseded: f.now()}} }
	if _, page := get(t, browser(t), s.URL+"/mention/m1"); !strings.Contains(page, "no longer stands") {
		t.Error("a mention that was taken back is shown as if it stood")
	}
}
