package wordtable

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRows(t *testing.T) {
	var got []string
	for n, row := range Rows("# head\n\nverbs: say # to say\n  tell\t\r\n   \n#\nlast") {
		got = append(got, fmt.Sprint(n, "|", row))
	}
	if d := cmp.Diff([]string{"3|verbs: say", "4|  tell", "7|last"}, got); d != "" {
		t.Error(d)
	}
}

func TestPoints(t *testing.T) {
	known := func(name string) bool { return name == "near" || name == "far" }
	got, err := Points("near +3 # close by\n\n far  -2\n", known)
	if d := cmp.Diff(map[string]int{"near": 3, "far": -2}, got); d != "" || err != nil {
		t.Error(d, err)
	}
	for _, row := range []string{"near", "near 1 2", "nowhere 1", "far x", "far 1.5", "near 1"} {
		if _, err := Points("near 3\n"+row, known); err == nil || !strings.HasPrefix(err.Error(), "line 2: ") {
			t.Errorf("%q: got %v, want that line 2 is refused", row, err)
		}
	}
}
