package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/discover"
	"onset/tracker/query"
	"onset/tracker/timeline"
	"onset/web"
)

// evil stands wherever a stranger may write: titles, sentences, names of rules.
const evil = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`

// fake is an archive with one mention of each of two talking points.
type fake struct {
	verdicts []archive.Verdict // saved ones
	marks    []web.Mark
	judged   []string
	chain    func(*web.Chain) // changes what Why returns
	broken   error            // returned by Timeline
	overtook *archive.Verdict // contrary to the next review
	panics   bool
}

func (f *fake) now() time.Time { return time.Date(2026, 2, 10, 12, 0, 0, 0, time.UTC) }

func (f *fake) witness() tracker.Witness {
	text := "They would risk a great war, " + evil + " he said."
	at := time.Date(2026, 2, 4, 9, 30, 0, 0, time.UTC)
	return tracker.Witness{
		ID: "m1", Narrative: "story", TalkingPoint: "war", Rule: tracker.RuleRef{ID: "story/war", Hash: "h1"},
		Source: "daily", Kind: tracker.Wire, Country: "PL", Language: "en", Article: 7, URL: "javascript:alert(3)", Title: "Title " + evil,
		Published: tracker.At(at, time.UTC), Seen: at.Add(time.Minute), Recorded: at.Add(time.Minute), Revision: 70, Cause: tracker.First,
		Part: tracker.Body, Span: tracker.Span{Start: 10, End: 10 + len(text)}, Text: text, Hits: []tracker.Span{{Start: 28, End: 37}},
		Speakers: []tracker.ClaimSpeaker{{ID: "boss", Text: "the boss " + evil}}, Form: tracker.Indirect, Stance: tracker.Affirms, Treatment: tracker.Reports,
		Said:   &tracker.Said{From: tracker.Date(2026, 2, 2), To: tracker.Date(2026, 2, 3), Precision: tracker.ToDay, Basis: tracker.Explicit, Cue: "2 and 3"},
		Origin: "o1", Utterance: "u1",
	}
}

func (f *fake) events() []tracker.Event {
	w := f.witness()
	e := tracker.Event{
		ID: "e1", Kind: tracker.FirstSaid, Narrative: "story", TalkingPoint: "war", Scope: tracker.Scope{Kind: tracker.Overall},
		At:          tracker.Moment{From: w.Said.From, To: w.Said.To, Precision: tracker.ToDay, Basis: tracker.Explicit, Clock: tracker.ClockSaid},
		PublishedAt: w.Published, SeenAt: w.Seen, RecordedAt: w.Recorded, Source: "daily", Speakers: w.Speakers, Stance: w.Stance, Treatment: w.Treatment,
		Article: tracker.ArticleRef{URL: w.URL, Title: w.Title}, Evidence: tracker.Evidence{Revision: 70, Part: w.Part, Start: w.Start, End: w.End, Text: w.Text},
		Rule: w.Rule, Mention: "m1", Detail: json.RawMessage(`{"source_name":"Daily","speaker_names":["The Boss"],"speaker":"named","date_basis":"explicit"}`),
		Coverage: &tracker.Coverage{From: tracker.Date(2026, 1, 1), Sources: 2, Articles: 900, Languages: []string{"en"}, Gaps: []tracker.Gap{}},
	}
	seen := e
	seen.ID, seen.Kind = "e2", tracker.FirstSeen
	seen.At = tracker.Moment{From: w.Published.Day, To: w.Published.Day, Clock: tracker.ClockPublished}
	narrow := seen
	narrow.ID, narrow.Scope = "e3", tracker.Scope{Kind: tracker.BySource, ID: "daily"}
	fixed := seen
	fixed.ID, fixed.Kind = "e4", tracker.Correction
	fixed.Was = json.RawMessage(`{"kind":"first_said","at":{"from":"2026-02-03","to":"2026-02-03"}}`)
	fixed.Detail = json.RawMessage(`{"of":"first_said","cause":"verdict","new":{"kind":"first_said","event":"e1","at":{"from":"2026-02-02","to":"2026-02-03"}}}`)
	return []tracker.Event{e, seen, narrow, fixed}
}

func (f *fake) Timeline(_ context.Context, q archive.Filter) ([]*tracker.Event, error) {
	if f.panics {
		panic("a fault of ours")
	}
	var out []*tracker.Event
	for _, e := range f.events() {
		if (q.Narrative == "" || q.Narrative == e.Narrative) && (q.TalkingPoint == "" || q.TalkingPoint == e.TalkingPoint) &&
			(q.Since == 0 || e.At.To >= q.Since) && (q.Until == 0 || e.At.From <= q.Until) && (len(q.Kinds) == 0 || q.Kinds[0] == e.Kind) {
			out = append(out, &e)
		}
	}
	return out, f.broken
}

func (f *fake) Mentions(_ context.Context, q archive.Filter) (archive.MentionPage, error) {
	if q.TalkingPoint != "" && q.TalkingPoint != "war" {
		return archive.MentionPage{}, nil
	}
	return archive.MentionPage{Mentions: []tracker.Witness{f.witness()}, Next: 5}, nil
}

func (f *fake) Mention(context.Context, string) (tracker.Witness, error) { return f.witness(), nil }

func (f *fake) Questions(context.Context, int) ([]timeline.Question, error) {
	if len(f.verdicts) > 0 {
		return nil, nil
	}
	return []timeline.Question{{Witness: f.witness(), Firsts: f.events()[:1], Weight: 1}}, nil
}

func (f *fake) Totals(_ context.Context, _, point string) (timeline.Totals, error) {
	rules, _ := f.Rules(context.Background())
	a := timeline.NewAccount(rules.Narratives[0].TalkingPoints[0], timeline.NewContext(rules.Speakers, rules.Sources, rules.Zone))
	if point == "war" {
		a.Add([]tracker.Witness{f.witness()})
	}
	return a.Totals(), nil
}

func (f *fake) Why(_ context.Context, id string) (web.Chain, error) {
	w, e := f.witness(), f.events()[0]
	a, _ := f.Article(context.Background(), "7")
	c := web.Chain{Mention: &w, Article: &a, Revision: &a.Revisions[0], Believed: []tracker.Event{}, Versions: []archive.MentionVersion{}, Notes: []archive.Note{},
		Fetch:    &web.Fetch{Feed: "https://daily.example/feed", At: w.Seen, Class: tracker.FetchOK},
		Rule:     &web.RuleVersion{Ref: w.Rule, Title: "War " + evil, Match: map[string]string{"en": `"great war"`}, Within: tracker.InSentence, Recorded: w.Seen},
		Verdicts: append([]archive.Verdict{}, f.verdicts...)}
	if f.chain != nil {
		f.chain(&c)
	}
	switch id {
	case "m1":
		return c, nil
	case "e1":
		c.Event = &e
		return c, nil
	}
	return c, fmt.Errorf("%w: %s", archive.ErrNotFound, id)
}

func (f *fake) Article(_ context.Context, ref string) (web.Article, error) {
	if ref != "7" && ref != "https://daily.example/7" {
		return web.Article{}, archive.ErrNotFound
	}
	w := f.witness()
	return web.Article{ID: 7, Source: "daily", URL: w.URL, Title: w.Title, Language: "en", Rung: tracker.ByURL, Published: w.Published, From: "rss:pubDate",
		Dates: []tracker.DateClaim{{From: "rss:pubDate", Raw: evil, Stamp: w.Published}}, Seen: w.Seen, Depth: tracker.FullText, Origin: "o1",
		Revisions: []web.Revision{
			{ID: 69, Number: 1, Cause: tracker.First, Method: "feed:content", SHA256: "aa", Fetched: w.Seen, Title: w.Title, Text: "0123456789old words"},
			{ID: 70, Number: 2, Cause: tracker.Edit, Method: "feed:content", SHA256: "bb", Fetched: w.Seen, Title: w.Title, Text: "0123456789" + w.Text + " more"},
		}, Mentions: []tracker.Witness{w}}, nil
}

func (f *fake) Coverage(context.Context) ([]archive.Interval, error) {
	day := func(m time.Month, d int) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, time.UTC) }
	return []archive.Interval{
		{Source: "daily", Kind: "observed", Since: day(1, 1), Until: day(1, 20), Articles: 3},
		{Source: "daily", Kind: "gap", Since: day(1, 20), Until: day(1, 25)},
		{Source: "daily", Kind: "observed", Since: day(1, 25), Until: day(2, 10), Articles: 3},
	}, nil
}

func (f *fake) Count(_ context.Context, list []archive.Interval) ([]archive.Interval, error) {
	return list, nil
}

func (f *fake) Published(_ context.Context, from, to tracker.Day) (map[tracker.Day]int, error) {
	out := map[tracker.Day]int{}
	for d := from; d <= to; d++ {
		out[d] = 10
	}
	return out, nil
}

func (f *fake) Size(context.Context) (archive.Size, error) {
	return archive.Size{Articles: 1204, Mentions: 1, Events: 4, Sources: 2, FirstDay: tracker.Date(2026, 1, 1), LastDay: tracker.Date(2026, 2, 4)}, nil
}

func (f *fake) Rules(context.Context) (web.Rules, error) {
	return web.Rules{
		Zone: time.UTC,
		Narratives: []tracker.Narrative{{ID: "story", Title: "Story " + evil, TalkingPoints: []tracker.TalkingPoint{
			{ID: "war", Narrative: "story", Title: "War " + evil, Match: map[string]string{"en": `"great war"`}, Within: tracker.InSentence, Notes: evil, Speakers: []string{"boss"}},
			{ID: "quiet", Narrative: "story", Title: "Quiet"}}}},
		Speakers: []tracker.Speaker{{ID: "boss", Name: "The Boss"}, {ID: "evil", Name: "Evil " + evil}},
		Sources:  []tracker.Source{{ID: "daily", Name: "Daily " + evil, Kind: tracker.Wire, Languages: []string{"en"}, Zone: time.UTC}},
	}, nil
}

func (f *fake) Feeds(context.Context) ([]archive.FeedRow, error) {
	return []archive.FeedRow{{Source: "daily", URL: "https://daily.example/feed", Class: tracker.FetchOK, State: "good", Volume: []int{0, 3, 1}, Total: 6}}, nil
}

// told is a digest with an entry of a kind that has a label, and of each other
// sort that a page shows.
func told(day tracker.Day) digest.Digest {
	d := digest.Build(digest.Input{Day: day, Zone: time.UTC, Articles: 3})
	d.New = []digest.Entry{{
		Narrative: "story", TalkingPoint: "war", Title: "War " + evil, Event: "e1", Kind: tracker.FirstSaid, Scope: tracker.Scope{Kind: tracker.BySpeaker, ID: "boss"},
		Lines: []string{"First found of The Boss.", "The line itself is older: first said 2 Jan."}, Sentence: "They would risk a great war.",
		NearestOlder: &digest.Older{Text: "A war was near " + evil, Source: "Daily", Published: day - 30, URL: "https://daily.example/1", Of: "by The Boss"},
	}}
	d.Carried = []digest.Carried{{Narrative: "story", TalkingPoint: "quiet", Title: "Quiet", Change: "In Daily’s own voice 4 Feb.",
		Article: tracker.ArticleRef{URL: "javascript:alert(3)", Title: "Title " + evil}}}
	d.Emerging = []digest.Candidate{{ID: "c1", Label: "Fish " + evil, Status: "emerging", Published: day, Utterances: 2, Origins: 3, Sources: 2,
		Nearest: &digest.Older{Text: "Fish once died", Source: "Daily", Published: day - 300, URL: "javascript:alert(3)"}}}
	d.Feeds.Trouble = []digest.Feed{{Name: "Daily", State: digest.FeedFailing, Message: "no answer " + evil}}
	d.Quiet = false
	return d
}

func (f *fake) Digest(_ context.Context, day tracker.Day, _ tracker.Clock, fresh bool) (digest.Digest, bool, error) {
	return told(day), !fresh, nil
}

func (f *fake) Emerging(context.Context, time.Time) ([]discover.Candidate, error) {
	return []discover.Candidate{
		{ID: "c1", Kind: discover.Line, Why: []discover.Reason{{Feature: "modal", Value: 1, Points: 7}}, Label: "Label " + evil, Phrases: []string{}, Status: discover.Emerging, FirstPublished: tracker.Date(2026, 2, 3), Stanza: evil, Examples: []discover.Example{{Text: evil, Source: "daily", URL: "javascript:alert(4)"}}},
		{ID: "c4", Sparse: true, Kind: discover.Line, Label: "Now and then", Phrases: []string{}, Status: discover.Established},
		{ID: "c3", Kind: discover.Subject, Label: "Storm", Phrases: []string{}, Status: discover.Emerging},
		{ID: "c2", Kind: discover.Line, Label: "Gone", Phrases: []string{}, Status: discover.Faded}}, nil
}

func (f *fake) Plain(text string) string { return query.Plain(text, nil) }

func (f *fake) Survey(_ context.Context, text string) (archive.Survey, error) {
	_, err := query.Parse(text, nil)
	day := tracker.Date(2026, 2, 4)
	return archive.Survey{Articles: 3, Days: map[tracker.Day]int{day: 2, day - 40: 1}, Sources: map[string]int{"daily": 2, evil: 1}, Languages: map[string]int{"en": 3},
		Speakers: map[string]int{"boss": 1}, Stopped: true, Back: day - 50, Most: 1204}, err
}

func (f *fake) Search(_ context.Context, text string, _ int, _ int64) (archive.HitPage, error) {
	if _, err := query.Parse(text, nil); err != nil {
		return archive.HitPage{}, err
	}
	return archive.HitPage{Next: 9, Hits: []archive.HitRow{{Article: 7, Source: "daily", Ref: tracker.ArticleRef{Title: evil},
		Snippets: []archive.Snippet{{Part: tracker.Body, Text: "a great " + evil, Marks: []tracker.Span{{Start: 2, End: 7}}}}}}}, nil
}

func (f *fake) Review(_ context.Context, v archive.Verdict, dryRun bool) (archive.Moved, error) {
	if f.overtook != nil {
		return archive.Moved{}, archive.Overtaken{By: *f.overtook}
	}
	if !dryRun {
		f.verdicts = append(f.verdicts, v)
	}
	after := f.witness()
	after.Verdict = "rejected"
	es := f.events()
	return archive.Moved{Before: f.witness(), After: after, Changes: timeline.Changes{Add: es[3:]}, Removed: es[:1]}, nil
}

func (f *fake) Sentences(_ context.Context, article string) ([]tracker.Sentence, error) {
	w := f.witness()
	said := tracker.Said{To: tracker.Date(2026, 2, 4), Precision: tracker.UnknownTime, Basis: tracker.Bounded}
	return []tracker.Sentence{
		{Part: tracker.Title, Span: tracker.Span{End: len(w.Title)}, Text: w.Title, Claim: tracker.Claim{Form: tracker.OwnVoice, Stance: tracker.Affirms, Treatment: tracker.Asserts}},
		{Part: tracker.Body, Span: tracker.Span{Start: 10, End: 10 + len(w.Text)}, Text: w.Text, Claim: tracker.Claim{Form: tracker.Direct, Stance: tracker.Affirms, Treatment: tracker.Reports, Said: &said,
			Speakers: []tracker.ClaimSpeaker{{ID: "boss", Text: "the boss"}, {Text: "a clerk " + evil}}}},
	}, nil
}

func (f *fake) Mark(_ context.Context, m web.Mark, dryRun bool) (archive.Moved, error) {
	if !dryRun {
		f.marks = append(f.marks, m)
	}
	after := f.witness()
	after.Text, after.Marked, after.Verdict = m.Sentence.Text, true, "confirmed"
	after.Speakers, after.Stance, after.Treatment, after.Said = m.Speakers, m.Stance, m.Treatment, m.Said
	es := f.events()
	return archive.Moved{After: after, Changes: timeline.Changes{Add: es[3:]}, Removed: es[:1]}, nil
}

func (f *fake) Judge(_ context.Context, id string, accept bool, who, _ string) error {
	f.judged = append(f.judged, fmt.Sprint(id, accept, who))
	return nil
}

// serve starts a server over the fake, changed by the options given.
func serve(t *testing.T, change ...func(*web.Options)) (*httptest.Server, *fake) {
	t.Helper()
	f := &fake{}
	o := web.Options{Events: f, Archive: f, Desk: f, Search: f, Review: f, Judge: f, Now: f.now}
	for _, c := range change {
		c(&o)
	}
	h, err := web.New(o)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s, f
}

// browser keeps cookies and follows no redirect to another place unseen.
func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

func get(t *testing.T, c *http.Client, address string) (*http.Response, string) {
	t.Helper()
	r, err := c.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	return r, body(t, r)
}

func post(t *testing.T, c *http.Client, address string, form url.Values) (*http.Response, string) {
	t.Helper()
	r, err := c.PostForm(address, form)
	if err != nil {
		t.Fatal(err)
	}
	return r, body(t, r)
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var csrfField = regexp.MustCompile(`name="csrf" value="([0-9a-f]+)"`)

// csrf takes the token out of a page's form.
func csrf(t *testing.T, page string) string {
	t.Helper()
	m := csrfField.FindStringSubmatch(page)
	if m == nil {
		t.Fatal("the page has no form with a token")
	}
	return m[1]
}
