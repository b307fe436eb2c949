package hook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain is also the command of the tests: with ACT set it does what that says.
func TestMain(m *testing.M) {
	switch os.Getenv("ACT") {
	case "":
		os.Exit(m.Run())
	case "echo":
		in, _ := io.ReadAll(os.Stdin)
		fmt.Printf("args %q, in %q, language %q, token %q", os.Args[1:], in, os.Getenv("ONSET_LANGUAGE"), os.Getenv("ONSET_TOKEN"))
	case "fail":
		fmt.Fprint(os.Stderr, "no such \x1b[31mlanguage\n")
		os.Exit(3)
	case "odd":
		os.Stdout.WriteString("\x1b]0;title\x07a\xffb\nc\r\n")
	case "flood":
		for {
			fmt.Println(strings.Repeat("x", 1000))
		}
	case "hang":
		fifo, _ := os.OpenFile(os.Args[1], os.O_WRONLY, 0)
		child := exec.Command(os.Args[0]) // that would live on
		child.Env = append(os.Environ(), "ACT=sleep")
		child.Stdout = os.Stdout
		_ = child.Start()
		fmt.Fprintln(fifo, "begun")
		time.Sleep(time.Hour)
	case "sleep":
		time.Sleep(time.Hour)
	}
}

func TestRun(t *testing.T) {
	t.Setenv("ONSET_TOKEN", "sixteen letters, or more")
	self := os.Args[0]
	for _, c := range []struct {
		name, act, input string
		args             []string
		want, fault      string
	}{
		{"on standard input", "echo", "Воду відключать; $(rm -rf /)\n", nil, `args [], in "Воду відключать; $(rm -rf /)\n", language "uk", token ""`, ""},
		{"as the last argument", "echo", "https://a.example/$HOME", []string{"--keep", "{}"}, `args ["--keep" "https://a.example/$HOME"], in "", language "uk", token ""`, ""},
		{"elsewhere it is no placeholder", "echo", "x", []string{"{}", "-"}, `args ["{}" "-"], in "x", language "uk", token ""`, ""},
		{"it fails", "fail", "x", nil, "", "exit status 3: no such [31mlanguage"},
		{"odd bytes", "odd", "x", nil, "]0;titlea�b\nc", ""},
	} {
		t.Setenv("ACT", c.act)
		got, err := Run(t.Context(), append([]string{self}, c.args...), c.input, "ONSET_LANGUAGE=uk")
		if got.Text != c.want || got.By != self || got.Cut {
			t.Errorf("%s: %+v", c.name, got)
		}
		if (err == nil) != (c.fault == "") || err != nil && !strings.HasSuffix(err.Error(), c.fault) {
			t.Errorf("%s: %v, want %s", c.name, err, c.fault)
		}
	}
	t.Setenv("ACT", "flood")
	got, err := Run(t.Context(), []string{self}, "")
	if err != nil || !got.Cut || len(got.Text) > mostBytes || len(got.Text) < mostBytes/2 {
		t.Errorf("a flood: %d bytes, cut %v, %v", len(got.Text), got.Cut, err)
	}
	if _, err := Run(t.Context(), []string{filepath.Join(t.TempDir(), "none")}, ""); err == nil {
		t.Error("a command that is not there answers")
	}
	if _, err := Run(t.Context(), []string{"/bin/cat"}, " \n"); err == nil || !strings.Contains(err.Error(), "wrote nothing") {
		t.Errorf("nothing: %v", err)
	}
}

// A command that is ended takes with it whatever it started: else the pipe of its
// answer would stay open.
func TestWhatACommandStartedEndsWithIt(t *testing.T) {
	t.Setenv("ACT", "hang")
	begun := filepath.Join(t.TempDir(), "begun")
	if err := syscall.Mkfifo(begun, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		_, err := Run(ctx, []string{os.Args[0], begun}, "")
		ended <- err
	}()
	f, err := os.Open(begun)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(io.LimitReader(f, 5)); err != nil {
		t.Fatal(err)
	}
	stop()
	if err := <-ended; err == nil || errors.Is(err, exec.ErrWaitDelay) {
		t.Errorf("it ended with %v", err)
	}
	late, end := context.WithTimeout(t.Context(), 0)
	defer end()
	if _, err := Run(late, []string{os.Args[0]}, ""); err == nil || !strings.Contains(err.Error(), "took longer than 15s") {
		t.Errorf("too late: %v", err)
	}
}
