package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"onset/tracker/archive"
	"onset/web"
)

func TestVerdictIsShownBeforeItIsSaved(t *testing.T) {
	s, f := serve(t)
	c := browser(t)
	_, page := get(t, c, s.URL+"/mention/m1")
	form := url.Values{"csrf": {csrf(t, page)}, "action": {"said"}, "from": {"2026-01-28"}, "who": {"Kim <b>"}, "why": {"the text says so"}}
	r, page := post(t, c, s.URL+"/mention/m1", form)
	if r.StatusCode != 200 || len(f.verdicts) != 0 {
		t.Fatalf("%s, saved %v", r.Status, f.verdicts)
	}
	for _, want := range []string{"was 3 Feb 2026, now 2–3 Feb 2026", "not checked → rejected", "Nothing is saved yet", `name="save" value="yes"`, "Kim &lt;b&gt;"} {
		if !strings.Contains(page, want) {
			t.Errorf("the preview lacks %q", want)
		}
	}
	form.Set("save", "yes")
	form.Set("csrf", csrf(t, page))
	r, page = post(t, c, s.URL+"/mention/m1", form)
	if r.Request.URL.String() != s.URL+"/mention/m1?done=yes" || !strings.Contains(page, "Saved.") || !strings.Contains(page, `value="Kim &lt;b&gt;"`) {
		t.Errorf("after saving at %s", r.Request.URL)
	}
	if len(f.verdicts) != 1 || f.verdicts[0].Who != "Kim <b>" || !strings.Contains(string(f.verdicts[0].Value), `"from":"2026-01-28","to":"2026-01-28"`) {
		t.Errorf("saved %+v", f.verdicts)
	}
}

func TestVerdictsAreChecked(t *testing.T) {
	s, f := serve(t)
	c := browser(t)
	_, page := get(t, c, s.URL+"/mention/m1")
	for name, bad := range map[string]url.Values{
		"nobody":           {"action": {"reject"}},
		"no action":        {"who": {"Kim"}},
		"unknown action":   {"who": {"Kim"}, "action": {"delete"}},
		"unknown speaker":  {"who": {"Kim"}, "action": {"speaker"}, "speaker": {"nobody"}},
		"unknown stance":   {"who": {"Kim"}, "action": {"stance"}, "stance": {"likes"}},
		"unknown handling": {"who": {"Kim"}, "action": {"treatment"}, "treatment": {"hides"}},
		"no day":           {"who": {"Kim"}, "action": {"said"}, "from": {"Monday"}},
		"backwards":        {"who": {"Kim"}, "action": {"said"}, "from": {"2026-02-03"}, "to": {"2026-02-01"}},
	} {
		bad.Set("csrf", csrf(t, page))
		bad.Set("save", "yes")
		if r, text := post(t, c, s.URL+"/mention/m1", bad); r.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %s %s", name, r.Status, text)
		}
	}
	if len(f.verdicts) > 0 {
		t.Errorf("saved %v", f.verdicts)
	}
	for value, form := range map[string]url.Values{
		`[{"id":"boss","text":"The Boss"}]`: {"action": {"speaker"}, "speaker": {"boss"}},
		`[{"id":null,"text":"A clerk"}]`:    {"action": {"speaker"}, "speaker-text": {" A  clerk "}},
		`[]`:                                {"action": {"speaker"}},
		`"denies"`:                          {"action": {"stance"}, "stance": {"denies"}},
		`"debunks"`:                         {"action": {"treatment"}, "treatment": {"debunks"}},
		`null`:                              {"action": {"said"}},
		``:                                  {"action": {"undo"}},
	} {
		form.Set("csrf", csrf(t, page))
		form.Set("save", "yes")
		form.Set("who", "Kim")
		post(t, c, s.URL+"/mention/m1", form)
		if got := string(f.verdicts[len(f.verdicts)-1].Value); got != value {
			t.Errorf("%v saved %s, want %s", form, got, value)
		}
	}
}

func TestReadingOnlyTakesNoReview(t *testing.T) {
	s, f := serve(t, func(o *web.Options) { o.Review, o.Judge = nil, nil })
	c := browser(t)
	_, page := get(t, c, s.URL+"/mention/m1")
	if strings.Contains(page, "<form method=\"post\"") || !strings.Contains(page, "for reading only") {
		t.Error("a form is offered")
	}
	if r, _ := post(t, c, s.URL+"/mention/m1", url.Values{"action": {"reject"}, "who": {"Kim"}, "save": {"yes"}}); r.StatusCode != 403 || len(f.verdicts) > 0 {
		t.Errorf("%s %v", r.Status, f.verdicts)
	}
}

func TestCandidatesAreJudged(t *testing.T) {
	s, f := serve(t)
	c := browser(t)
	_, page := get(t, c, s.URL+"/emerging")
	if strings.Contains(page, "Gone") {
		t.Error("a faded candidate waits for a decision")
	}
	if strings.Contains(page, "Storm") || strings.Contains(page, "Now and then") || !strings.Contains(page, "A line: modal &#43;7.0.") {
		t.Error("a subject stands among the lines, or a line without its reasons")
	}
	if _, page := get(t, c, s.URL+"/emerging?kind=subject"); !strings.Contains(page, "Storm") || strings.Contains(page, "Label ") {
		t.Error("a line stands among the subjects, or the subject is missing")
	}
	if _, page := get(t, c, s.URL+"/emerging?kind=repeated"); !strings.Contains(page, "Now and then") || strings.Contains(page, "Storm") {
		t.Error("what is repeated over a year is missing, or not alone")
	}
	if r, _ := get(t, c, s.URL+"/emerging?kind=rumour"); r.StatusCode != 400 {
		t.Errorf("kind=rumour: %s", r.Status)
	}
	form := url.Values{"csrf": {csrf(t, page)}, "decision": {"accept"}, "who": {"Kim"}}
	if r, page := post(t, c, s.URL+"/emerging/c1", form); r.StatusCode != 200 || !strings.Contains(page, "Accepted") {
		t.Errorf("%s", r.Status)
	}
	form.Set("decision", "burn")
	if r, _ := post(t, c, s.URL+"/emerging/c1", form); r.StatusCode != 400 {
		t.Errorf("burn: %s", r.Status)
	}
	if len(f.judged) != 1 || f.judged[0] != "c1trueKim" {
		t.Errorf("judged %q", f.judged)
	}
}

// A form says how many verdicts its page showed, and a visitor who was overtaken
// is told by whom, with what and when.
func TestAnOvertakenVisitorIsTold(t *testing.T) {
	s, f := serve(t)
	c := browser(t)
	_, page := get(t, c, s.URL+"/mention/m1")
	shown := regexp.MustCompile(`name="seen" value="([0-9]+)"`).FindStringSubmatch(page)
	if shown == nil {
		t.Fatal("the form doesn't say what its page showed")
	}
	form := url.Values{"csrf": {csrf(t, page)}, "action": {"confirm"}, "who": {"Kim"}, "seen": {shown[1]}}
	if _, preview := post(t, c, s.URL+"/mention/m1", form); !strings.Contains(preview, `name="seen" value="`+shown[1]+`"`) {
		t.Error("the preview forgets what was seen")
	}
	form.Set("save", "yes")
	if post(t, c, s.URL+"/mention/m1", form); len(f.verdicts) != 1 || f.verdicts[0].Seen == nil || strconv.Itoa(*f.verdicts[0].Seen) != shown[1] {
		t.Errorf("saved %+v", f.verdicts)
	}
	f.overtook = &archive.Verdict{Action: "reject", Who: "Ada", Recorded: f.now()}
	r, text := post(t, c, s.URL+"/mention/m1", form)
	if r.StatusCode != http.StatusConflict || !strings.Contains(text, "Ada decided otherwise since you opened the page: reject, 10 Feb 2026") {
		t.Errorf("overtaken: %s %s", r.Status, text)
	}
	form.Set("seen", "all")
	if r, _ := post(t, c, s.URL+"/mention/m1", form); r.StatusCode != http.StatusBadRequest {
		t.Errorf("no count: %s", r.Status)
	}
}
