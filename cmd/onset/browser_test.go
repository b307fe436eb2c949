package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

var ourLinks = regexp.MustCompile(`href="(/[^"]*)"`)

// worldWar is the page of a talking point that is new in the demo.
const worldWar = "/point/guarantees-are-a-threat/world-war"

// findBrowser returns a Chromium of this machine, or skips.
func findBrowser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium on this machine: the pages are not tried in a browser (Debian: apt-get install chromium)")
	return ""
}

// inABrowser walks the ways that people take, in one browser.
func inABrowser(t *testing.T, s site) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(findBrowser(t)), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 900), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("no-proxy-server", true))
	browser, stop := chromedp.NewExecAllocator(t.Context(), options...)
	defer stop()
	root, end := chromedp.NewContext(browser)
	defer end()
	if err := chromedp.Do(root); err != nil {
		t.Fatalf("starting the browser: %v", err)
	}
	for name, way := range map[string]func(*testing.T, *tab){
		"newcomer": newcomer, "keyboard": keyboard, "without JavaScript": withoutScript, "dark": dark,
		"phone": phone, "correct a date": correctDate, "accessibility": accessible,
	} {
		t.Run(name, func(t *testing.T) {
			tab := openTab(t, root, s)
			way(t, tab)
			tab.mu.Lock()
			defer tab.mu.Unlock()
			if len(tab.faults) > 0 {
				t.Errorf("the console shows %q", tab.faults)
			}
		})
	}
}

// tab is a tab of the browser on a site; it notes what its console shows.
type tab struct {
	ctx    context.Context
	t      *testing.T
	site   site
	mu     sync.Mutex
	faults []string
}

func openTab(t *testing.T, root context.Context, s site) *tab {
	ctx, end := chromedp.NewContext(root)
	t.Cleanup(end)
	b := &tab{t: t, site: s}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatalf("opening a tab: %v", err)
	}
	var stop context.CancelFunc
	b.ctx, stop = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stop)
	return b
}

// hear notes exceptions and what the browser complains of.
func (b *tab) hear(ev any) {
	fault := ""
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		fault = ev.ExceptionDetails.Text
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError || ev.Entry.Level == log.EntryLevelWarning {
			fault = ev.Entry.Text
		}
	}
	if fault != "" {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.faults = append(b.faults, fault)
	}
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.site.URL + path))
}

// follow does what leads to another page, and waits for it.
func (b *tab) follow(action chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if _, err := chromedp.RunResponse(b.ctx, action); err != nil {
		b.t.Fatalf("waiting for the next page: %v", err)
	}
}

// click follows a link or sends a form.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.follow(chromedp.Click(chromedp.CSS(selector)))
}

func (b *tab) text(selector string) string {
	b.t.Helper()
	out, err := chromedp.Run(b.ctx, chromedp.Text(chromedp.CSS(selector)))
	if err != nil {
		b.t.Fatalf("reading %s: %v", selector, err)
	}
	return strings.TrimSpace(out)
}

func (b *tab) eval(script string) string {
	b.t.Helper()
	out, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](script))
	if err != nil {
		b.t.Fatalf("%s: %v", script, err)
	}
	return fmt.Sprint(out)
}

// set gives a command of the browser's protocol.
func set[P any](b *tab, cmd cdp.Command[P, cdp.Empty], params P) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, cmd, params); err != nil {
		b.t.Fatal(err)
	}
}

// newcomer goes from the timeline to the sentence that proves a date.
func newcomer(t *testing.T, b *tab) {
	b.open("/")
	b.click(`svg a[href="` + worldWar + `"]`)
	if title := b.text("h1"); !strings.Contains(title, "third world war") {
		t.Fatalf("came to %q", title)
	}
	if said := b.text(".card .date"); said != "2 Feb 2026" && said != "2–3 Feb 2026" {
		t.Errorf("first said %q", said)
	}
	b.click(`.card a[href^="/event/"]`)
	b.click(`a[href^="/mention/"]`)
	if sentence := b.text(".context .evidence"); len(sentence) < 40 || b.text(".evidence mark") == "" {
		t.Errorf("the evidence is %q", sentence)
	}
	if cite := b.eval(`document.getElementById("citation").value`); !strings.Contains(cite, "accessed 2 Feb 2026") {
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
	b.open(mention)
	b.do(chromedp.Click(chromedp.CSS(`input[value="undo"]`)))
	b.click(`.review button`)
	b.click(`main form button`)
	b.open(worldWar)
	if got := b.text(".card .date"); got != first {
		t.Errorf("after undoing: %q, was %q", got, first)
	}
}

func dark(t *testing.T, b *tab) {
	set(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	b.open("/timeline")
	for _, selector := range []string{"body", "svg.chart .paper", "button", "select"} {
		paper := b.eval(`(() => { const s = getComputedStyle(document.querySelector("` + selector + `")); return s.fill && "` + selector + `".includes("svg") ? s.fill : s.backgroundColor; })()`)
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
	set(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 375, Height: 740, DeviceScaleFactor: 2, Mobile: true})
	for _, path := range []string{"/timeline", worldWar, "/digest/2026-02-04", "/articles?q=troops", "/article?ref=1", "/feeds", "/emerging", "/help"} {
		b.open(path)
		if wide := b.eval(`document.documentElement.scrollWidth`); wide != "375" {
			t.Errorf("%s is %s wide", path, wide)
		}
	}
}

// accessible runs axe-core over the pages, where its file is named.
func accessible(t *testing.T, b *tab) {
	file := os.Getenv("ONSET_AXE")
	if file == "" {
		t.Skip("ONSET_AXE names no axe.min.js (npm install axe-core): pages are not looked through for barriers")
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/timeline", worldWar, "/digest/2026-02-04", "/articles?q=troops", "/article?ref=1", "/feeds", "/emerging", "/help"} {
		b.open(path)
		b.do(chromedp.Evaluate[chromedp.Void](string(axe)))
		faults, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](lookForBarriers, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range faults {
			t.Errorf("%s: %s", path, f)
		}
	}
}

// lookForBarriers tells what axe-core calls serious or worse.
const lookForBarriers = `axe.run().then(r => r.violations.filter(v => v.impact == "serious" || v.impact == "critical")
	.map(v => v.id + ": " + v.help + " " + v.nodes.slice(0, 3).map(n => n.target + " " + n.failureSummary).join("; ")))`
