package main

import (
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var ourLinks = regexp.MustCompile(`href="(/[^"]*)"`)

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

// way is one that people take.
type way struct {
	name string
	walk func(*testing.T, *tab)
}

// inABrowser walks ways through a site, in one browser.
func inABrowser(t *testing.T, s site, ways ...way) {
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
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			tab := openTab(t, root, s)
			way.walk(t, tab)
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
	b.ctx, stop = context.WithTimeout(ctx, patience)
	t.Cleanup(stop)
	return b
}

// hear notes exceptions and what the browser complains of.
func (b *tab) hear(ev any) {
	fault := ""
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		fault = ev.ExceptionDetails.Text
		if e := ev.ExceptionDetails.Exception; e != nil {
			fault += " " + e.Description
		}
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

// follow does what leads to another page, and waits for it. On a busy machine a
// click may fall beside a page that is still moving, so it is done again.
func (b *tab) follow(action chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	var err error
	for b.ctx.Err() == nil {
		ctx, stop := context.WithTimeout(b.ctx, 30*time.Second)
		_, err = chromedp.RunResponse(ctx, action)
		stop()
		if err == nil {
			return
		}
	}
	b.t.Fatalf("waiting for the next page: %v", err)
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

// choose sets a field of a form as a person would, and tells the page.
func (b *tab) choose(selector, value string) {
	b.t.Helper()
	b.eval(`(() => { const f = document.querySelector(` + quoted(selector) + `); f.value = ` + quoted(value) + `; f.dispatchEvent(new Event("change", {bubbles: true})); return f.value; })()`)
}

func quoted(s string) string { return strconv.Quote(s) }

// everyPage lists one address of each kind of page.
func (b *tab) everyPage() []string {
	b.t.Helper()
	b.open(worldWar)
	event := b.eval(`document.querySelector('.card a[href^="/event/"]').getAttribute("href")`)
	b.open(event)
	mention := b.eval(`document.querySelector('a[href^="/mention/"]').getAttribute("href")`)
	b.open("/mark/1")
	return []string{"/", "/timeline", "/repertoire", "/speaker/kremlin", "/source/rt", "/narrative/guarantees-are-a-threat", compareLines, "/propose?match=grain+port&feed=https%3A%2F%2Fport.example%2Frss", worldWar, event, mention, "/digest/2026-02-04", "/articles?q=troops", "/article?ref=1", "/mark/1",
		b.eval(`document.querySelector(".text a.pick").getAttribute("href")`), "/feeds", "/emerging", "/help"}
}

// expect404 forgives the browser that it noted a page which isn't there.
func (b *tab) expect404() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faults = slices.DeleteFunc(b.faults, func(f string) bool { return strings.Contains(f, "status of 404") })
}
