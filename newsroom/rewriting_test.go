package newsroom

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A rules file is replaced as a whole or not at all: never by faulty rules, never
// over what somebody else wrote, and a link and a mode stay.
func TestRewrite(t *testing.T) {
	const old, fresh = "# ours\ntimezone: UTC\n", "# ours\ntimezone: Europe/Warsaw\n"
	dir := t.TempDir()
	file, link := filepath.Join(dir, "shared", "rules.yaml"), filepath.Join(dir, "narratives.yaml")
	if err := errors.Join(os.Mkdir(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(old), 0o600), os.Symlink(file, link)); err != nil {
		t.Fatal(err)
	}
	reads := func(want string) {
		t.Helper()
		got, err := os.ReadFile(file)
		if err != nil || string(got) != want {
			t.Errorf("the file reads %q, %v", got, err)
		}
	}
	if err := Rewrite(link, old, "timezone: nowhere\n"); err == nil || !strings.Contains(err.Error(), "stays as it was") {
		t.Errorf("faulty rules: %v", err)
	}
	if err := Rewrite(link, "# older\n", fresh); !errors.Is(err, ErrChanged) {
		t.Errorf("over what somebody else wrote: %v", err)
	}
	reads(old)
	if err := Rewrite(link, old, fresh); err != nil {
		t.Fatal(err)
	}
	reads(fresh)
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v", err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the mode is %v, %v", info.Mode(), err)
	}
	if left, err := os.ReadDir(filepath.Dir(file)); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if err := Rewrite(filepath.Join(dir, "none.yaml"), old, fresh); err == nil {
		t.Error("a file that is not there is written")
	}
}
