package claim

import (
	"os"
	"testing"
)

func TestZZSib(t *testing.T) {
	book := houseBook()
	right, all := map[string]int{}, map[string]int{}
	for _, m := range readMouths(t, os.Getenv("SIB")) {
		r := Open(document(t, m.body, m.lang), book)
		for _, w := range m.want {
			c, found := m.who(r, w.words)
			if !found {
				t.Fatalf("%d: %q is not in the text", w.line, w.words)
			}
			k := m.kind + " " + m.lang
			all[k]++
			if w.fits(c) {
				right[k]++
				continue
			}
			t.Logf("%d: %q is not %s, but:%s", w.line, m.body, w.speaker, show(r.Claims()))
		}
	}
	for k, n := range all {
		t.Logf("%3d of %3d  %s", right[k], n, k)
	}
}
