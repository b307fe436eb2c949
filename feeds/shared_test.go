package feeds

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
)

// Real and odd feeds of several public collections: no crash, and no feed reads
// worse than by gofeed alone. What is no feed by any account is left out.
func TestSharedFeeds(t *testing.T) {
	const root = "../../shared/data/feeds"
	if _, err := os.Stat(root); err != nil {
		t.Skip(root + " is not here")
	}
	files, ours, theirs, onlyOurs, repeated := 0, 0, 0, 0, 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".serde.json") || strings.HasSuffix(path, ".eslintrc.json") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		alone := -1
		if f, err := gofeed.NewParser().Parse(bytes.NewReader(src)); err == nil {
			alone = len(f.Items)
			theirs += alone
		}
		f, err := Parse(src, Reading{Now: noon})
		if err != nil && alone < 0 {
			return nil
		}
		files++
		if err != nil {
			t.Errorf("%s: gofeed reads %d items, here: %v", path, alone, err)
			return nil
		}
		ours, repeated = ours+len(f.Items), repeated+f.Repeated
		if alone < 0 {
			onlyOurs++
		}
		if len(f.Items)+f.Repeated+f.Rejected < alone || f.Rejected > 0 && alone > len(f.Items)+f.Repeated {
			t.Errorf("%s: %d items (%d repeated, %d rejected), gofeed alone reads %d", path, len(f.Items), f.Repeated, f.Rejected, alone)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d feeds: %d items, and %d that repeat another; gofeed alone reads %d and fails on %d of the feeds", files, ours, repeated, theirs, onlyOurs)
}
