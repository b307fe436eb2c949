package rulefile

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Wherever a secret was put by mistake, no error about the file repeats it.
func TestAnErrorRepeatsNoSecret(t *testing.T) {
	const secret = "hunter2-XyZ0123456789"
	for name, text := range map[string]string{
		"a password in the file":               "channels:\n  - {id: desk, kind: smtp, password: " + secret + "}\n",
		"a password instead of its variable":   "channels:\n  - id: desk\n    kind: smtp\n    password_env: \"" + secret + "\"\n",
		"a password with blanks and marks":     "channels:\n  - id: desk\n    kind: smtp\n    password: my " + secret + " is long: yes\n",
		"in the address of a mail server":      "channels:\n  - {id: desk, kind: smtp, address: \"smtp://me:" + secret + "@mail.example.org\"}\n",
		"an address of a chat":                 "channels:\n  - {id: room, kind: chat, address: \"slack://hook:" + secret + "@webhook\"}\n",
		"an address of a chat, as a webhook":   "channels:\n  - {id: room, kind: webhook, address: \"telegram://" + secret + "@telegram?chats=1\"}\n",
		"a webhook of another kind":            "channels:\n  - {id: hook, kind: chat, address: https://hooks.example.org/services/" + secret + "}\n",
		"an address that can't be read":        "channels:\n  - {id: hook, kind: webhook, address: \"hooks.example.org/" + secret + "\"}\n",
		"a parameter of a feed":                "sources:\n  - {id: a, name: A, feeds: [\"https://a.example/feed?lang=en&api_key=" + secret + "\", \"https://a.example/feed?lang=en&api_key=" + secret + "\"]}\n",
		"a password of a feed":                 "sources:\n  - {id: a, name: A, feeds: [\"https://me:" + secret + "@a.example/feed\"]}\n",
		"a header":                             "sources:\n  - {id: a, name: A, feeds: [{url: \"https://a.example/\", headers: {Authorization: Bearer " + secret + ", \"bad name\": x}}]}\n",
		"a header in the middle of bad YAML":   "sources:\n  - id: a\n    headers: {Cookie: session=" + secret + "\n  - id: b\n",
		"a cookie beside an unknown field":     "sources:\n  - {id: a, name: A, cookie: " + secret + ", nonsense: 1}\n",
		"a token that is no field of anything": "token: " + secret + "\nnarratives: []\nunknown: 1\n",
	} {
		_, err := Parse("narratives.yaml", []byte(text))
		if err == nil {
			t.Errorf("%s: taken", name)
			continue
		}
		if strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the error shows it:\n%v", name, err)
		}
	}
}

// What is no secret is shown: an error must be understood.
func TestWhatIsNoSecretIsShown(t *testing.T) {
	for _, line := range []string{
		`  - {id: desk, kind: smtp, address: "smtp://mail.example.org:587", password_env: ONSET_MAIL_PASSWORD}`,
		`    match: token AND "secret weapon"`,
		`      feeds: ["https://a.example/world/feed.xml?lang=en"]`,
		`    title: The password is "swordfish"`,
		`  poll: "@every 15m"`,
	} {
		if got := Conceal(line); got != line {
			t.Errorf("%s\nis shown as\n%s", line, got)
		}
	}
	line := `address: "https://me:ёжик@a.example/x", token: абв`
	if got := Conceal(line); utf8.RuneCountInString(got) != utf8.RuneCountInString(line) || strings.Contains(got, "ёжик") || strings.Contains(got, "абв") {
		t.Errorf("shown as %s", got)
	}
}
