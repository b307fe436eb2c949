package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// demoWays are those through the demo.
var demoWays = []way{
	{"newcomer", newcomer}, {"the digest", digestOfTheDay}, {"since Friday", sinceFriday}, {"the picture by hand", pictureByHand}, {"keyboard", keyboard}, {"accept a candidate", acceptCandidate},
	{"correct a date", correctDate}, {"correct a speaker", correctSpeaker}, {"correct on a phone", correctOnAPhone}, {"mark a missed passage", markPassage},
	{"without JavaScript", withoutScript}, {"dark", dark}, {"phone", phone}, {"print", paper}, {"accessibility", accessible},
}

// worldWar is the page of a talking point that is new in the demo.
const worldWar = "/point/guarantees-are-a-threat/world-war"

// ultimatum is that of one which the start page has.
const ultimatum = "/point/guarantees-are-a-threat/ultimatum-to-russia"

// compareLines is the page of two talking points side by side.
const compareLines = "/compare?a=guarantees-are-a-threat%2Fworld-war&b=ukraine-is-the-provocateur%2Ffalse-flag"

// newcomer goes from the start page to the sentence that proves a date.
func newcomer(t *testing.T, b *tab) {
	b.open("/")
	b.click(`.entry a[href="` + ultimatum + `"]`)
	if title := b.text("h1"); !strings.Contains(title, "ultimatum to Russia") {
		t.Fatalf("came to %q", title)
	}
	if said := b.eval(`document.querySelector(".card .date").firstChild.textContent.trim()`); said != "4 Feb 2026" {
		t.Errorf("first said %q", said)
	}
	b.click(`.card a[href^="/event/"]`)
	b.click(`a[href^="/mention/"]`)
	if sentence := b.text(".context .evidence"); len(sentence) < 40 || b.text(".evidence mark") == "" {
		t.Errorf("the evidence is %q", sentence)
	}
	if cite := b.eval(`document.getElementById("citation").value`); !strings.Contains(cite, "accessed 4 Feb 2026") {
		t.Errorf("the citation is %q", cite)
	}
	if hidden := b.eval(`document.querySelector("button.copy").hidden`); hidden != "false" {
		t.Error("the citation can't be copied by a click")
	}
}

// keyboard reaches the content, a mark of the chart and its evidence by Tab
// and Enter alone.
func keyboard(t *testing.T, b *tab) {
	b.open("/timeline?narrative=guarantees-are-a-threat")
	b.do(chromedp.KeyEvent(kb.Tab))
	if b.eval(`document.activeElement.className`) != "skip" {
		t.Error("the first stop doesn't lead past the navigation")
	}
	for range 120 {
		b.do(chromedp.KeyEvent(kb.Tab))
		if strings.HasPrefix(b.eval(`document.activeElement.getAttribute("href") || ""`), "/event/") {
			break
		}
	}
	if outline := b.eval(`getComputedStyle(document.activeElement).outlineStyle`); outline == "none" {
		t.Error("it isn't seen where one stands")
	}
	b.follow(chromedp.KeyEvent(kb.Enter))
	if got := b.eval(`location.pathname`); !strings.HasPrefix(got, "/event/") {
		t.Errorf("Enter led to %s", got)
	}
}

// withoutScript reviews a mention with scripts forbidden.
func withoutScript(t *testing.T, b *tab) {
	set(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.open("/point/ukraine-must-be-neutral/neutrality")
	b.click(`.mention a[href^="/mention/"]`)
	b.do(chromedp.Click(chromedp.CSS(`input[value="confirm"]`)), chromedp.SendKeys(chromedp.CSS(`input[name="who"]`), "Kim"))
	b.click(`.review button`)
	if got := b.text("h1"); got != "What this moves" {
		t.Fatalf("came to %q", got)
	}
	b.click(`main form button`)
	if got := b.text(".done"); !strings.HasPrefix(got, "Saved") {
		t.Errorf("after saving: %q", got)
	}
	b.open("/article?ref=1")
	b.click(`a[href="/mark/1"]`)
	b.click(".text a.pick")
	b.do(chromedp.SendKeys(chromedp.CSS(`select[name="point"]`), "Ukraine must be neutral"))
	b.click(".review button")
	if got := b.text("main"); !strings.Contains(got, "The new mention") || !strings.Contains(got, "Talking point: Ukraine must be neutral") {
		t.Errorf("marking leads to %q", got)
	}
}

// digestOfTheDay walks from the start page through days, and from an entry to the
// sentence that it quotes.
func digestOfTheDay(t *testing.T, b *tab) {
	b.open("/")
	if words := b.text("h1"); !strings.HasPrefix(words, "A day that matters: ") {
		t.Errorf("the start page begins with %q", words)
	}
	b.click(`.walk a[href="/digest/2026-02-02"]`)
	b.click(`a[href="/digest/2026-02-03"]`)
	b.click(`a[href="/digest/2026-02-04"]`)
	if line := b.text(".status"); !strings.HasPrefix(line, "Wed 4 Feb 2026, Europe/Warsaw · ") || !strings.Contains(line, "archive from 2022-01-01") {
		t.Errorf("the status line is %q", line)
	}
	if heads := b.eval(`[...document.querySelectorAll("main h2")].map(h => h.textContent).filter(h => ["Corrections to what we told you", "New", "Back", "Same lines again", "Emerging"].includes(h)).join()`); heads != "Corrections to what we told you,New,Back,Same lines again,Emerging" {
		t.Errorf("the headings are %q", heads)
	}
	sentence := b.text(".entry:has(a[href='" + ultimatum + "']) blockquote")
	b.click(".entry:has(a[href='" + ultimatum + "']) a[href^='/event/']")
	if proof := b.text("blockquote"); proof != sentence {
		t.Errorf("the entry quotes %q, its event is proved by %q", sentence, proof)
	}
}

// acceptCandidate decides on a candidate that discovery found.
func acceptCandidate(t *testing.T, b *tab) {
	b.open("/emerging")
	if label := b.text(".candidate h2"); label != "the hidden corridor" {
		t.Fatalf("the candidate is %q", label)
	}
	b.do(chromedp.SetValue(chromedp.CSS(`.candidate input[name="who"]`), "Kim"))
	b.click(`.candidate button[value="accept"]`)
	if done := b.text(".done"); !strings.HasPrefix(done, "Accepted") {
		t.Errorf("after accepting: %q", done)
	}
	b.open("/emerging")
	if rest := b.text("main"); !strings.Contains(rest, "No candidate waits") {
		t.Errorf("it waits still: %q", rest)
	}
	b.open("/emerging?all=yes")
	if flag := b.text("#corridor .flag"); flag != "accepted" {
		t.Errorf("it is %q", flag)
	}
}

// correctDate moves a first date, sees it move, and takes it back.
func correctDate(t *testing.T, b *tab) {
	b.open(worldWar)
	first := b.text(".card .date")
	b.click(`.card a[href^="/event/"]`)
	b.click(`a[href^="/mention/"]`)
	b.do(chromedp.SetValue(chromedp.CSS(`input[name="from"]`), "2026-01-28"), chromedp.SetValue(chromedp.CSS(`input[name="to"]`), "2026-01-28"),
		chromedp.Click(chromedp.CSS(`input[value="said"]`)), chromedp.SetValue(chromedp.CSS(`input[name="who"]`), "Kim"))
	b.click(`.review button`)
	if moves := b.text("main"); !strings.Contains(moves, "First said: was "+first) || !strings.Contains(moves, "now 28 Jan 2026") {
		t.Errorf("before saving one reads %q", moves)
	}
	b.click(`main form button`)
	mention := b.eval(`location.pathname`)
	b.open(worldWar)
	if got := b.text(".card .date"); got != "28 Jan 2026" {
		t.Errorf("after saving: %q", got)
	}
	b.open("/digest/2026-02-05")
	if told := b.text("main"); !strings.Contains(told, "Corrections to what we told you") || !strings.Contains(told, "28 Jan") {
		t.Errorf("the digest of the day doesn't tell the correction: %q", told)
	}
	b.undo(mention)
	b.open(worldWar)
	if got := b.text(".card .date"); got != first {
		t.Errorf("after undoing: %q, was %q", got, first)
	}
}

// correctSpeaker takes words out of a wrong mouth, sees a first date move, and
// the correction in the digest of the day.
func correctSpeaker(t *testing.T, b *tab) {
	b.open(worldWar)
	first := b.text(".card .date")
	b.click(`.card a[href^="/event/"]`)
	b.click(`a[href^="/mention/"]`)
	mention := b.eval(`location.pathname`)
	b.choose(`select[name="speaker"]`, "")
	b.choose(`input[name="speaker-text"]`, "a retired general")
	b.choose(`input[name="who"]`, "Kim")
	b.choose(`input[name="why"]`, "the sentence is his")
	if chosen := b.eval(`document.querySelector("input[name=action]:checked").value`); chosen != "speaker" {
		t.Errorf("touching the field chose %q", chosen)
	}
	b.click(`.review button`)
	if moves := b.text("main"); !strings.Contains(moves, "Speaker: Kremlin officials → a retired general") || !strings.Contains(moves, "First said: was "+first) {
		t.Errorf("before saving one reads %q", moves)
	}
	b.click(`main form button`)
	b.open(worldWar)
	if moved := b.text(".card .date"); moved == first {
		t.Errorf("the first date is %s still", moved)
	}
	b.open("/digest/2026-02-05")
	if told := b.text("main"); !strings.Contains(told, "Corrections to what we told you") || !strings.Contains(told, "Foreign troops in Ukraine would lead to a third world war") {
		t.Errorf("the next digest doesn't tell the correction: %q", told)
	}
	b.undo(mention)
	b.open(worldWar)
	if got := b.text(".card .date"); got != first {
		t.Errorf("after undoing: %q, was %q", got, first)
	}
}

// sinceFriday asks what is new since last Friday: one click, and the lines that
// appeared first since then stand on top.
func sinceFriday(t *testing.T, b *tab) {
	b.open("/")
	b.click(`a[href="/timeline?from=2026-01-30"]`)
	if words := b.text("h1"); !strings.Contains(words, "new from 30") || !strings.HasPrefix(words, "Three lines") {
		t.Errorf("the answer is %q", words)
	}
	got := b.eval(`[...document.querySelectorAll(".row.new .name a")].map(a => a.getAttribute("href").split("/").pop()).sort().join()`)
	if got != "false-flag,ultimatum-to-russia,world-war" {
		t.Errorf("new since Friday: %s", got)
	}
	if first := b.text(".events tbody tr .what"); !strings.Contains(b.text(".row.new .name"), first) && first == "" {
		t.Errorf("the table begins with %q", first)
	}
}

// pictureByHand reads the picture as a mouse and a keyboard do: a mark tells its
// sentence at once, and days that are drawn over fill the picture.
func pictureByHand(t *testing.T, b *tab) {
	b.open("/timeline")
	b.do(chromedp.Focus(chromedp.CSS(`.board a.mark`)))
	if tip := b.text(".tip"); len(tip) < 30 {
		t.Errorf("a mark that is reached by keyboard tells %q", tip)
	}
	b.follow(drag(b, ".board .row.new .plot", 0.5, 0.9))
	q := b.eval(`location.search`)
	var from, to string
	if _, err := fmt.Sscanf(q, "?from=%10s&to=%10s", &from, &to); err != nil || from >= to || from < "2025-11" || to > "2026-02-04" {
		t.Errorf("drawing over days leads to %q", q)
	}
}

// drag draws over a part of an element with the mouse.
func drag(b *tab, selector string, from, to float64) chromedp.Action[chromedp.Void] {
	b.t.Helper()
	var x, y, width float64
	at := b.eval(`(() => { const e = document.querySelector(` + quoted(selector) + `); e.scrollIntoView({block: "center", behavior: "instant"}); const r = e.getBoundingClientRect(); return [r.left, r.top + 3, r.width].join(" "); })()`)
	if _, err := fmt.Sscan(at, &x, &y, &width); err != nil {
		b.t.Fatal(err)
	}
	return func(ctx context.Context, target *chromedp.Target) (out chromedp.Void, err error) {
		for _, step := range []struct {
			kind input.DispatchMouseEventType
			x    float64
		}{
			{input.DispatchMouseEventTypeMousePressed, x + from*width}, {input.DispatchMouseEventTypeMouseMoved, x + (from+to)/2*width},
			{input.DispatchMouseEventTypeMouseMoved, x + to*width}, {input.DispatchMouseEventTypeMouseReleased, x + to*width},
		} {
			if _, err := chromedp.Call(ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: step.kind, X: step.x, Y: y, Button: "left", Buttons: 1, ClickCount: 1}); err != nil {
				return out, err
			}
		}
		return out, nil
	}
}

// correctOnAPhone puts a wrong speaker right on a screen of 390 pixels, from the
// start page.
func correctOnAPhone(t *testing.T, b *tab) {
	set(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 390, Height: 844, DeviceScaleFactor: 2, Mobile: true})
	b.open("/")
	b.click(`.entry a[href*="choose=speaker"]`)
	mention := b.eval(`location.pathname`)
	if chosen := b.eval(`document.querySelector("input[name=action]:checked").value`); chosen != "speaker" {
		t.Errorf("the form opens with %q", chosen)
	}
	b.choose(`select[name="speaker"]`, "zakharova")
	b.choose(`input[name="who"]`, "Kim")
	if wide := b.eval(`document.documentElement.scrollWidth`); wide != "390" {
		t.Errorf("the form is %s wide", wide)
	}
	b.click(`.review button`)
	if moves := b.text("main"); !strings.Contains(moves, "→ Maria Zakharova") {
		t.Errorf("before saving one reads %q", moves)
	}
	b.click(`main form button`)
	if done := b.text(".done"); !strings.HasPrefix(done, "Saved") {
		t.Errorf("after saving: %q", done)
	}
	b.undo(mention)
}

// undo takes back all verdicts on a mention.
func (b *tab) undo(mention string) {
	b.t.Helper()
	b.open(mention)
	b.do(chromedp.Click(chromedp.CSS(`input[value="undo"]`)))
	b.click(`.review button`)
	b.click(`main form button`)
}

// markPassage finds an article, selects words that a rule missed, and sees the
// first date move by years.
func markPassage(t *testing.T, b *tab) {
	b.open(worldWar)
	first := b.text(".card .date")
	b.open("/articles?q=inevitability")
	b.click(".hit h2 a")
	b.eval(`(() => { const text = [...document.querySelectorAll("[data-part=text] *, [data-part=text]")].flatMap(e => [...e.childNodes]).find(n => n.nodeType == 3 && n.data.includes("not a possibility"));
		const at = text.data.indexOf("not a possibility"); getSelection().setBaseAndExtent(text, at, text, at + 17); return at; })()`)
	b.do(chromedp.WaitVisible(chromedp.CSS("a[data-mark]")))
	b.click("a[data-mark]")
	if words := b.text("blockquote mark"); words != "not a possibility" || !strings.Contains(b.text("blockquote"), "an inevitability, Dmitry Peskov said on Tuesday.") {
		t.Errorf("chosen: %q in %q", words, b.text("blockquote"))
	}
	if who := b.eval(`document.querySelector("select[name=speaker]").selectedOptions[0].text`); who != "Dmitry Peskov" {
		t.Errorf("the form is filled in with the speaker %q", who)
	}
	b.choose(`select[name="point"]`, strings.TrimPrefix(worldWar, "/point/"))
	b.choose(`input[name="who"]`, "Kim")
	b.choose(`input[name="why"]`, "a clash of nuclear powers")
	b.click(".review button")
	if moves := b.text("main"); !strings.Contains(moves, "First said: was "+first) || !strings.Contains(moves, "now 27 Feb 2024") {
		t.Errorf("before saving one reads %q", moves)
	}
	b.click("main form button")
	mention := b.eval("location.pathname")
	if page := b.text("main"); !strings.Contains(page, "marked by a person") || !strings.Contains(page, "a clash of nuclear powers") {
		t.Errorf("the mention doesn't tell who marked it and why: %q", page)
	}
	b.open(worldWar)
	if got := b.text(".card .date"); got != "27 Feb 2024 confirmed" {
		t.Errorf("after marking: %q", got)
	}
	if counts := b.text(".cards"); !strings.Contains(counts, "People marked 1 passage that the rule misses") {
		t.Errorf("the rule's recall isn't told: %q", counts)
	}
	b.undo(mention)
	if gone := b.text("main"); !strings.Contains(gone, "no longer stands") {
		t.Errorf("after undoing: %q", gone)
	}
	b.open(worldWar)
	if got := b.text(".card .date"); got != first {
		t.Errorf("after undoing: %q, was %q", got, first)
	}
}

func dark(t *testing.T, b *tab) {
	set(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	b.open("/timeline")
	for _, selector := range []string{"body", ".board .head", "button", "select"} {
		paper := b.eval(`getComputedStyle(document.querySelector("` + selector + `")).backgroundColor`)
		var red, green, blue int
		if _, err := fmt.Sscanf(paper, "rgb(%d, %d, %d)", &red, &green, &blue); err != nil {
			t.Errorf("%s: %s", selector, paper)
		}
		if selector != "button" && red+green+blue > 150 {
			t.Errorf("%s is %s in the dark", selector, paper)
		}
	}
}

// phone looks for pages that are wider than a phone.
func phone(t *testing.T, b *tab) {
	set(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 390, Height: 844, DeviceScaleFactor: 2, Mobile: true})
	for _, path := range b.everyPage() {
		b.open(path)
		if wide := b.eval(`document.documentElement.scrollWidth`); wide != "390" {
			t.Errorf("%s is %s wide", path, wide)
		}
	}
}

// paper looks at a page as it is printed: no controls, what matched underlined,
// the rule's text told, and dark screens print dark on white.
func paper(t *testing.T, b *tab) {
	set(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print", Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	b.open(worldWar)
	b.click(`.card a[href^="/event/"]`)
	for selector, want := range map[string]string{".top nav": "none", ".skip": "none", "button.copy": "none", "blockquote mark": "inline", ".chain": "grid"} {
		if got := b.eval(`getComputedStyle(document.querySelector(` + quoted(selector) + `)).display`); got != want {
			t.Errorf("%s is printed as %q, want %q", selector, got, want)
		}
	}
	if ink := b.eval(`getComputedStyle(document.body).color + getComputedStyle(document.body).backgroundColor + getComputedStyle(document.querySelector("mark")).textDecorationLine`); ink != "rgb(0, 0, 0)rgb(255, 255, 255)underline" {
		t.Errorf("the ink is %s", ink)
	}
	if high := b.eval(`document.querySelector("details pre").getBoundingClientRect().height > 10`); high != "true" {
		t.Error("the rule's text is not printed")
	}
	r, err := chromedp.Call(b.ctx, page.PrintToPDF, page.PrintToPDFParams{})
	if err != nil || !bytes.HasPrefix(r.Data, []byte("%PDF-")) {
		t.Errorf("printing: %v", err)
	}
}

// accessible runs axe-core over every page, in light and in dark, where its
// file is named.
func accessible(t *testing.T, b *tab) {
	file := os.Getenv("ONSET_AXE")
	if file == "" {
		t.Skip("ONSET_AXE names no axe.min.js (npm install axe-core, as .ci/run does): pages are not looked through for barriers")
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	pages := b.everyPage()
	for _, scheme := range []string{"light", "dark"} {
		set(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		for _, path := range append(pages, "/nowhere") {
			b.open(path)
			b.lookForBarriers(string(axe), path, scheme)
		}
		b.open(pages[slices.IndexFunc(pages, func(p string) bool { return strings.HasPrefix(p, "/mention/") })])
		b.do(chromedp.SetValue(chromedp.CSS(`input[name="who"]`), "Kim"))
		b.click(".review button")
		b.lookForBarriers(string(axe), "what a verdict moves", scheme)
	}
	b.expect404()
}

// lookForBarriers names what axe-core calls serious or worse on the open page.
// In the dark only colours are others than by light.
func (b *tab) lookForBarriers(axe, name, scheme string) {
	b.t.Helper()
	rules := `{}`
	if scheme == "dark" {
		rules = `{runOnly: {type: "rule", values: ["color-contrast", "link-in-text-block"]}}`
	}
	b.do(chromedp.Evaluate[chromedp.Void](axe))
	faults, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](fmt.Sprintf(barriers, rules), chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	for _, f := range faults {
		b.t.Errorf("%s (%s): %s", name, scheme, f)
	}
}

const barriers = `axe.run(document, %s).then(r => r.violations.filter(v => v.impact == "serious" || v.impact == "critical")
	.map(v => v.id + ": " + v.help + " " + v.nodes.slice(0, 3).map(n => n.target + " " + n.failureSummary).join("; ")))`
