package spelling

import "testing"

func TestNearest(t *testing.T) {
	known := []string{"lavrov", "peskov", "Захарова", "id", "language", "herald"}
	for unknown, want := range map[string]string{
		"lavrof": "lavrov", "LAVROV": "lavrov", "pskov": "peskov", "Захаровa": "Захарова", "langauge": "language", "heraldo": "herald",
		"merkel": "", "x": "", "": "", "di": "",
	} {
		if got := Nearest(unknown, known); got != want {
			t.Errorf("nearest to %q is %q, want %q", unknown, got, want)
		}
	}
}
