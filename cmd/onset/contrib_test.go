package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What the unit and the image start is a command line of this program.
func TestTheUnitAndTheImageStartWhatThereIs(t *testing.T) {
	for name, found := range map[string]*regexp.Regexp{
		"../../contrib/onset.service": regexp.MustCompile(`(?m)^ExecStart=\S+/onset (.*)$`),
		"../../Containerfile":         regexp.MustCompile(`(?m)^HEALTHCHECK .*CMD \["onset", (.*)\]$`),
	} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		m := found.FindSubmatch(text)
		if m == nil {
			t.Fatalf("%s starts nothing", name)
		}
		args := strings.Fields(strings.NewReplacer(`"`, "", ",", " ").Replace(string(m[1])))
		root := (&app{in: strings.NewReader(""), out: io.Discard, err: io.Discard}).root()
		cmd, rest, err := root.Find(args)
		if err != nil || cmd == root {
			t.Errorf("%s starts onset %v: %v", name, args, err)
			continue
		}
		if err := cmd.ParseFlags(rest); err != nil || cmd.Flags().NArg() != 0 {
			t.Errorf("%s starts onset %v: %v", name, args, err)
		}
	}
}

// systemd itself finds nothing wrong with the unit, but that this machine does
// not have it installed.
func TestSystemdTakesTheUnit(t *testing.T) {
	verify, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not installed")
	}
	unit, err := os.ReadFile("../../contrib/onset.service")
	if err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`(?m)^Documentation=.*$`).ReplaceAllString(string(unit), "")
	name := filepath.Join(t.TempDir(), "onset.service")
	write(t, name, strings.Replace(text, "/usr/local/bin/onset", os.Args[0], 1))
	if out, err := exec.Command(verify, "verify", name).CombinedOutput(); err != nil || strings.Contains(string(out), "onset.service") {
		t.Errorf("systemd-analyze verify: %v\n%s", err, out)
	}
}
