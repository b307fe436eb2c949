package main

import (
	"io"
	"os"
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
