package deliver

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"onset/tracker/rulefile"
)

// endings are those of files, by format.
var endings = map[string]string{"md": ".md", "text": ".txt", "html": ".html", "json": ".json"}

// file writes the message whole or not at all: a reader never sees half of it.
func (s Sender) file(c rulefile.Channel, m Message) error {
	dir := s.folder(c)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("making its folder: %w", err)
	}
	body := map[string][]byte{"md": []byte(m.Markdown), "text": []byte(m.Text), "html": []byte(m.HTML), "json": m.JSON}[c.Format]
	part, err := os.CreateTemp(dir, ".onset-*")
	if err != nil {
		return fmt.Errorf("writing into its folder: %w", err)
	}
	_, err = part.Write(body)
	if err == nil {
		err = part.Sync()
	}
	err = errors.Join(err, part.Close(), os.Chmod(part.Name(), 0o644))
	if err == nil {
		err = os.Rename(part.Name(), filepath.Join(dir, m.Name+endings[c.Format]))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", m.Name, err), os.Remove(part.Name()))
	}
	return nil
}

func (s Sender) folder(c rulefile.Channel) string {
	if filepath.IsAbs(c.Address) {
		return c.Address
	}
	return filepath.Join(s.Dir, c.Address)
}
