package query_test

import (
	"testing"

	"onset/tracker/query"
)

func TestPlainWordsMustAllBeThere(t *testing.T) {
	terms := query.Terms{"west": "NATO OR Europe"}
	for src, want := range map[string]string{
		"troops":                            "troops",
		"Wagner Bakhmut":                    "Wagner AND Bakhmut",
		"grain  corridor Odesa":             "grain  AND corridor AND Odesa",
		`"grain corridor" Odesa`:            `"grain corridor" AND Odesa`,
		"grain OR wheat":                    "grain OR wheat",
		"grain wheat OR barley":             "grain AND wheat OR barley",
		"grain source:tass":                 "grain AND source:tass",
		"lang:ru зерно порт":                "lang:ru AND зерно AND порт",
		"grain NOT wheat":                   "grain NOT wheat",
		"(grain OR wheat) port":             "(grain OR wheat) AND port",
		"$west troops":                      "$west AND troops",
		"grain NEAR/4 port ships":           "grain NEAR/4 port AND ships",
		"What did the minister say, today?": "What AND did AND the AND minister AND say AND today",
		"Putin’s war":                       "Putin’s AND war",
		`"unclosed phrase`:                  `"unclosed phrase`,
		"$nobody troops":                    "$nobody troops",
	} {
		if got := query.Plain(src, terms); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", src, got, want)
		}
	}
}
