package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Whatever is asked of a database on a server, well or in vain: its password stands in
// no line of what commands print.
func TestThePasswordOfADatabaseIsNeverShown(t *testing.T) {
	const secret = "hunter2-xyz"
	good := emptyDatabase(t) + "&password=" + secret
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	rules := write("narratives.yaml", "sources:\n  - {id: herald, name: The Herald}\nnarratives:\n  - id: harbour\n    talking_points:\n      - {id: closed, title: Closed, match: harbour}\n")
	history := write("history.jsonl", `{"url":"https://herald.example/a","title":"On fish","text":"The harbour will be shut, we hear.","published":"2025-01-10","source":"herald"}`)
	addresses := map[string]string{
		"good":        good,
		"no database": strings.Replace(good, "postgres:///", "postgres:///no", 1),
		"no server":   "postgres://ann:" + secret + "@127.0.0.1:1/onset",
		"no address":  "postgres://ann:" + secret + "@[::1/onset",
		"no port":     "postgres://ann:" + secret + "@host:port/onset",
	}
	for name, address := range addresses {
		for _, way := range []string{"--db", dbVariable} {
			t.Run(name+" "+way, func(t *testing.T) {
				before := []string{"--config", rules, "--index", filepath.Join(dir, "index.db")}
				if way == "--db" {
					before = append(before, "--db", address)
				} else {
					t.Setenv(dbVariable, address)
				}
				for _, args := range [][]string{
					{"import", history}, {"--log-level", "trace", "poll"}, {"doctor", "--offline", "--deep"}, {"doctor", "--format", "json"}, {"check"}, {"timeline"},
					{"search", "harbour"}, {"digest", "--day", "2025-01-10", "--by", "published"}, {"sql", "SELECT nothing"}, {"backup", filepath.Join(dir, "copy.db")},
					{"copy", "--from", address, "--to", address}, {"verify"}, {"evidence", "nothing"}, {"--help"}, {"timeline", "--help"},
				} {
					var out, errs bytes.Buffer
					code := runAt(t.Context(), time.Now, append(before[:len(before):len(before)], args...), strings.NewReader(""), &out, &errs)
					if said := out.String() + errs.String(); strings.Contains(said, secret) {
						t.Errorf("%s tells the password: %s", args, said)
					}
					if args[0] == "import" && (code == 0) != (name == "good") {
						t.Errorf("%s ended with %d: %s", args, code, errs.String())
					}
				}
			})
		}
	}
}
