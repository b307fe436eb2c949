package rulefile

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestBrokenFiles holds what a user reads when a file is wrong: each file in
// testdata/broken has its messages beside it.
func TestBrokenFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/broken/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no broken files to read: %v", err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			_, err = Load(filepath.Base(path), src)
			if err == nil {
				t.Fatal("accepted")
			}
			checkOrder(t, err)
			golden := strings.TrimSuffix(path, ".yaml") + ".txt"
			got := err.Error() + "\n"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("messages changed (go test -update writes them anew)\ngot:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// checkOrder wants Problems, each with a place, in the order of the file.
func checkOrder(t *testing.T, err error) {
	t.Helper()
	var ps Problems
	if !errors.As(err, &ps) {
		t.Fatalf("error is %T, want Problems", err)
	}
	if !slices.IsSortedFunc(ps, func(a, b Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	}) {
		t.Error("problems are not in the order of the file")
	}
	for _, p := range ps {
		if p.Line < 1 || p.Column < 1 || p.Message == "" {
			t.Errorf("problem without a place or message: %+v", p)
		}
	}
}
