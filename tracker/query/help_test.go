package query_test

import (
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/query"
	"onset/tracker/text"
)

// The examples of the manual are true.
func TestHelp(t *testing.T) {
	blocks := strings.Split(query.Help, "```example\n")[1:]
	if len(blocks) < 15 {
		t.Fatalf("only %d examples", len(blocks))
	}
	for _, b := range blocks {
		runExample(t, strings.SplitN(b, "```", 2)[0])
	}
}

func runExample(t *testing.T, block string) {
	values := map[string]string{"lang": "en"}
	terms := query.Terms{}
	var cases [][2]string
	for line := range strings.Lines(block) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case !ok:
			t.Errorf("odd line %q", line)
		case key == "match" || key == "skip":
			cases = append(cases, [2]string{key, value})
		case key == "terms":
			name, src, _ := strings.Cut(value, " = ")
			terms[name] = src
		default:
			values[key] = value
		}
	}
	e, err := query.Parse(values["rule"], terms)
	if err != nil {
		t.Errorf("%s: %v", values["rule"], err)
		return
	}
	if len(cases) == 0 {
		t.Errorf("%s: no case", e)
	}
	for _, c := range cases {
		doc := &query.Doc{Title: text.Analyse(values["title"], values["lang"]), Body: text.Analyse(c[1], values["lang"]), Lang: values["lang"]}
		if got := len(e.Match(doc, tracker.Within(values["within"]))) > 0; got != (c[0] == "match") {
			t.Errorf("%s on %q: %v", e, c[1], got)
		}
	}
}
