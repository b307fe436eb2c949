package newsroom

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// ErrChanged is what Rewrite returns, wrapped, where the rules file is no longer
// the one that the new text was made of.
var ErrChanged = errors.New("the rules file has changed meanwhile; nothing was written")

// Amend puts something into a rules file: change makes the new text of the old one.
func Amend(name string, change func(old string) (string, error)) error {
	old, err := os.ReadFile(name)
	if err != nil {
		return refusedf("writing into the rules: %w", err)
	}
	text, err := change(string(old))
	if err != nil {
		return refusedf("writing into %s: %w", name, err)
	}
	return Rewrite(name, string(old), text)
}

// Rewrite puts a text in place of a rules file that still reads old, once the text
// is checked with all its examples. A file that is a link stays one, with the mode
// that it has.
func Rewrite(name, old, text string) error {
	if _, err := NewDesk(name, []byte(text)); err != nil {
		return fmt.Errorf("%s stays as it was, since with the change it would be wrong:\n%w", name, err)
	}
	target, err := filepath.EvalSymlinks(name)
	if err != nil {
		return refusedf("writing into the rules: %w", err)
	}
	is, err := os.ReadFile(target)
	if err != nil {
		return refusedf("writing into the rules: %w", err)
	}
	if string(is) != old {
		return fmt.Errorf("writing into %s: %w", name, ErrChanged)
	}
	if err := swap(target, text); err != nil {
		return fmt.Errorf("writing into the rules: %w", err)
	}
	return nil
}

// swap writes a text beside a file and puts it in its place at once, so that
// nobody ever reads half of it.
func swap(target, text string) (err error) {
	info, err := os.Stat(target)
	if err != nil {
		return err
	}
	fresh, err := os.CreateTemp(filepath.Dir(target), filepath.Base(target)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(fresh.Name()))
		}
	}()
	_, err = fresh.WriteString(text)
	if err = errors.Join(err, fresh.Chmod(info.Mode()), fresh.Sync(), fresh.Close()); err != nil {
		return err
	}
	return os.Rename(fresh.Name(), target)
}
