// Package hook runs commands of the user's own: one translates a sentence, one keeps
// a page. A command is a program with arguments, never read by a shell. What it
// writes is nobody's but its own, and whoever shows it says so.
package hook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
	"unicode"
	"unicode/utf8"
)

// The bounds of a command.
const (
	limit     = 15 * time.Second
	mostBytes = 32 << 10 // of its answer
	mostWords = 300      // bytes of its complaint that are told
)

// Answer is what a command wrote.
type Answer struct {
	By   string `json:"by"` // the program
	Text string `json:"text"`
	Cut  bool   `json:"cut,omitempty"` // it wrote more than is kept
}

// Words tells what a command wrote, as its words: "kept by your command …".
func (a Answer) Words(did string) string {
	text := strings.Join(strings.Fields(a.Text), " ")
	if a.Cut {
		text += " … (cut)"
	}
	return fmt.Sprintf("%s by your command %s, not by Onset: %s", did, a.By, text)
}

// Run runs a command and returns what it writes to standard output, as text without
// control characters. Its last argument {} stands for input, which otherwise comes on
// standard input. It ends with all that it started after 15 seconds, and at once when
// it writes more than 32 KB; variables of Onset's own are not handed on. The error
// says what it complained of.
func Run(ctx context.Context, argv []string, input string, env ...string) (Answer, error) {
	a := Answer{By: argv[0]}
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	args := append([]string(nil), argv[1:]...)
	named := len(args) > 0 && args[len(args)-1] == "{}"
	if named {
		args[len(args)-1] = input
	}
	cmd := exec.CommandContext(ctx, argv[0], args...)
	if !named {
		cmd.Stdin = strings.NewReader(input)
	}
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "ONSET_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, env...)
	out, complaint := &bounded{most: mostBytes, full: stop}, &bounded{most: mostWords}
	cmd.Stdout, cmd.Stderr = out, complaint
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	err := cmd.Run()
	a.Text, a.Cut = plain(out.kept.Bytes()), out.cut
	switch {
	case a.Cut:
		return a, nil
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return a, fmt.Errorf("running %s: it took longer than %v, and was ended", a.By, limit)
	case err != nil:
		if said := plain(complaint.kept.Bytes()); said != "" {
			err = fmt.Errorf("%w: %s", err, said)
		}
		return a, fmt.Errorf("running %s: %w", a.By, err)
	case a.Text == "":
		return a, fmt.Errorf("running %s: it wrote nothing", a.By)
	}
	return a, nil
}

// bounded keeps the first bytes that are written, and calls full at the first that
// is one too many.
type bounded struct {
	kept bytes.Buffer // no embedded one, whose ReadFrom knows no bounds
	most int
	cut  bool
	full func() // nil: what comes then is let go
}

// Write keeps what there is room for.
func (b *bounded) Write(p []byte) (int, error) {
	if room := b.most - b.kept.Len(); len(p) > room {
		b.cut = true
		b.kept.Write(p[:room])
		if b.full != nil {
			b.full()
		}
		return len(p), nil
	}
	return b.kept.Write(p)
}

// plain is the text in bytes: UTF-8, lines and tabs, no other control characters.
func plain(b []byte) string {
	text := strings.ToValidUTF8(string(b), string(utf8.RuneError))
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text))
}
