package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/newsroom"
	"onset/store"
)

func TestOthersNeedAToken(t *testing.T) {
	a := &app{now: time.Now}
	p := newFront(nil, nil)
	for listen, allowed := range map[string]bool{
		"127.0.0.1:0": true, "localhost:8765": true, "[::1]:1": true, "0.0.0.0:8765": false, ":8765": false, "192.0.2.1:80": false, "[::]:80": false, "nonsense": false,
	} {
		t.Setenv(tokenVariable, "")
		_, err := a.pageHandler(serveFlags{listen: listen}, zerolog.Nop(), p, nil)
		if allowed != (err == nil) || err != nil && exitCode(err) != 2 {
			t.Errorf("--listen %s without a token: %v", listen, err)
		}
		t.Setenv(tokenVariable, "sixteen letters, or more")
		if _, err := a.pageHandler(serveFlags{listen: listen}, zerolog.Nop(), p, nil); err != nil {
			t.Errorf("--listen %s with a token: %v", listen, err)
		}
	}
	t.Setenv(tokenVariable, "short")
	if _, err := a.pageHandler(serveFlags{listen: usualAddress}, zerolog.Nop(), p, nil); exitCode(err) != 2 {
		t.Errorf("a token of five letters: %v", err)
	}
}

// Tokens come from two variables and a file, each with its name; what is wrong
// with them is said without them.
func TestTokensOfEnvironmentAndFile(t *testing.T) {
	const secret = "0123456789abcdef"
	file := filepath.Join(t.TempDir(), "tokens")
	if err := os.WriteFile(file, []byte("# the night shift\r\nnight:"+secret+"N\r\n\nміст:"+secret+"M\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, []byte("# nobody\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ one, several, file, names string }{
		{"", "", "", ""},
		{secret, "", "", "token"},
		{secret, "desk:" + secret + "D, web-2:" + secret + ":2", file, "desk web-2 token night міст"},
		{"", "desk:" + secret, empty, "error"},
		{"", "desk:" + secret, file + ".gone", "error"},
		{"", "desk" + secret, "", "error"},
	} {
		t.Setenv(tokenVariable, c.one)
		t.Setenv(tokensVariable, c.several)
		list, err := serveFlags{tokens: c.file}.accessTokens()
		var names []string
		for _, tok := range list {
			names = append(names, tok.Name)
		}
		if got := strings.Join(names, " "); (err != nil) != (c.names == "error") || err == nil && got != c.names {
			t.Errorf("%+v: %q, %v", c, got, err)
		}
		if err != nil && strings.Contains(err.Error(), secret) {
			t.Errorf("the error shows a token: %v", err)
		}
	}
}

// emptySite is an archive without articles.
func emptySite(t *testing.T) (*app, front, *store.Store) {
	t.Helper()
	a := &app{now: time.Now, db: filepath.Join(t.TempDir(), "onset.db"), out: io.Discard, err: io.Discard}
	d, err := newsroom.NewDesk("narratives.yaml", []byte("timezone: Europe/Warsaw\n"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := a.openToWrite(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return a, newFront(s, d), s
}

var served = regexp.MustCompile(`http://[0-9.:]+/`)

func TestPagesEndWithTheProgram(t *testing.T) {
	a, p, _ := emptySite(t)
	ctx, stop := context.WithCancel(t.Context())
	var log bytes.Buffer
	wait, err := a.servePages(ctx, serveFlags{listen: "127.0.0.1:0"}, zerolog.New(zerolog.SyncWriter(&log)), p, nil)
	if err != nil {
		t.Fatal(err)
	}
	address := served.FindString(log.String())
	for _, path := range []string{"timeline", "digest/2026-02-04", "emerging", "feeds", "articles?q=word", "feed.atom", "timeline.svg", "readyz"} {
		r, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != http.StatusOK {
			t.Errorf("/%s of an empty archive: %s", path, r.Status)
		}
	}
	stop()
	if err := wait(); err != nil {
		t.Errorf("ended with %v", err)
	}
	if _, err := http.Get(address + "healthz"); err == nil {
		t.Error("the address still answers")
	}
}

// A daemon whose usual address is taken polls without pages; one that was told
// an address says that it can't have it.
func TestTakenAddress(t *testing.T) {
	a, p, _ := emptySite(t)
	var listen net.ListenConfig
	l, err := listen.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, err = a.servePages(t.Context(), serveFlags{listen: l.Addr().String()}, zerolog.Nop(), p, nil)
	if err == nil || !strings.Contains(err.Error(), "--listen") {
		t.Errorf("%v", err)
	}
}
