package text

import (
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"", 10, ""},
		{"one two", 7, "one two"},
		{"one two", 6, "one|two"},
		{"  one\n two ", 20, "one two"},
		{"a harbourmaster b", 5, "a|harbourmaster|b"},
		{"порт закрыт", 11, "порт закрыт"},
		{"порт закрыт", 10, "порт|закрыт"},
		{"a b", 0, "a|b"},
	} {
		if got := strings.Join(Lines(c.in, c.width), "|"); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
	}{
		{"the harbour is closed", 21, "the harbour is closed"},
		{"the harbour is closed", 20, "the harbour is…"},
		{"the\nharbour ", 11, "the harbour"},
		{"a harbourmaster", 10, "a harbour…"},
		{"порт закрыт навсегда", 12, "порт закрыт…"},
	} {
		if got := Within(c.in, c.n); got != c.want {
			t.Errorf("%q within %d: %q, want %q", c.in, c.n, got, c.want)
		}
	}
}

func TestCapital(t *testing.T) {
	for in, want := range map[string]string{"": "", "a b": "A b", "это": "Это", "1st": "1st"} {
		if got := Capital(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := Small("Это"); got != "это" {
		t.Errorf("small: %q", got)
	}
}
