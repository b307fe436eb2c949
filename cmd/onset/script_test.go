package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"onset/newsroom"
	"onset/store"
	"onset/store/pgtest"
)

// TestMain lets the scripts run this very program as `onset`.
func TestMain(m *testing.M) {
	testscript.Main(withServer{m}, map[string]func(){
		"onset": func() {
			ctx, _ := untilTold()
			if lease, err := time.ParseDuration(os.Getenv(leaseEnv)); err == nil {
				leaseTime = lease
			}
			os.Exit(runAt(ctx, laterClock(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		},
	})
}

// withServer stops the PostgreSQL of the tests when they are over.
type withServer struct{ *testing.M }

func (w withServer) Run() int { return pgtest.Run(w.M) }

// leaseEnv is how long a daemon that is silent keeps others waiting.
const leaseEnv = "ONSET_TEST_LEASE"

// laterEnv is how much later than it is a child believes it to be.
const laterEnv = "ONSET_TEST_LATER"

func laterClock() func() time.Time {
	later, err := time.ParseDuration(os.Getenv(laterEnv))
	if err != nil {
		return time.Now
	}
	return func() time.Time { return time.Now().Add(later) }
}

// TestScripts tells the command line as scripts, one story a file. Beside the
// usual commands they have `serve DIR`, which serves a folder of the script on
// loopback and sets $SITE to its address, and `fill FILE...`, which replaces
// $SITE in files by that address, and `exits CODE COMMAND...`, which wants that exit
// code. `env ONSET_TEST_LATER=48h` sets the clock. What is about files of SQLite alone
// stands behind `[files]`.
func TestScripts(t *testing.T) {
	testscript.Run(t, scripts(testscript.Params{Dir: "testdata/script"}, pgtest.Chosen()))
}

// Some of the stories are told on PostgreSQL too; with ONSET_TEST_DB=postgres all are.
func TestScriptsOnPostgres(t *testing.T) {
	if pgtest.Chosen() {
		t.Skip("TestScripts runs all of them there")
	}
	emptyDatabase(t)
	var some []string
	for _, name := range []string{"import", "review", "search", "poll", "edits"} {
		some = append(some, "testdata/script/"+name+".txtar")
	}
	testscript.Run(t, scripts(testscript.Params{Files: some}, true))
}

// emptyDatabase returns the address of a new database on the PostgreSQL of the tests.
func emptyDatabase(t *testing.T) string {
	t.Helper()
	return pgtest.Database(t, "empty", makeTables)
}

func makeTables(address string) error {
	s, err := store.Open(context.Background(), address, store.Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		return err
	}
	return s.Close()
}

// scripts completes what runs scripts, each with a database of its own.
func scripts(p testscript.Params, onServer bool) testscript.Params {
	p.RequireExplicitExec = true
	p.Condition = func(name string) (bool, error) {
		if name != "files" {
			return false, fmt.Errorf("the condition %s is not known", name)
		}
		return !onServer, nil
	}
	p.Setup = func(e *testscript.Env) error {
		if !onServer {
			return nil
		}
		address, err := pgtest.New("empty", makeTables)
		e.Setenv("ONSET_DB", address)
		e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, ".cache"))
		return err
	}
	p.Cmds = map[string]func(*testscript.TestScript, bool, []string){
		"serve": serveFolder,
		"fill":  fillAddress,
		"exits": exitsWith,
	}
	return p
}

func exitsWith(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	code := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("%s ended with exit code %d, not %s", strings.Join(args[1:], " "), code, args[0])
	}
}

func serveFolder(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: serve DIR")
	}
	dir := ts.MkAbs(args[0])
	// No validators: a script that replaces a file within a second wants it read.
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path.Clean("/"+r.URL.Path))))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Write(body)
	}))
	ts.Defer(server.Close)
	ts.Setenv("SITE", server.URL)
}

func fillAddress(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: fill FILE...")
	}
	for _, name := range args {
		text := ts.ReadFile(name)
		filled := os.Expand(text, func(key string) string {
			if key == "SITE" {
				return ts.Getenv("SITE")
			}
			return "$" + key
		})
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(filled), 0o644))
	}
}
