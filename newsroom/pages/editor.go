package pages

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

	"onset/newsroom"
	"onset/tracker/archive"
	"onset/tracker/rulefile"
	"onset/web"
)

// Editor puts what people add on a page into the rules file; who did it stands in
// the journal.
type Editor struct {
	name    string
	journal Journal
	written func()
	mu      sync.Mutex
}

// Journal keeps what people did; notes that it has are left out.
type Journal interface {
	AddNotes(context.Context, []archive.Note) (added int, err error)
}

// rulesNote is what notes on additions to the rules file are about.
const rulesNote = "rules"

// NewEditor returns an Editor of the rules file of a name. written is called after
// each change, to have the file read again.
func NewEditor(name string, j Journal, written func()) *Editor {
	return &Editor{name: name, journal: j, written: written}
}

// RulesFile implements web.Editor.
func (e *Editor) RulesFile(context.Context) (string, error) {
	text, err := os.ReadFile(e.name)
	if err != nil {
		return "", fmt.Errorf("reading the rules: %w", err)
	}
	return string(text), nil
}

// Replace implements web.Editor.
func (e *Editor) Replace(ctx context.Context, old, text, who, added string) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	err := newsroom.Rewrite(e.name, old, text)
	if errors.Is(err, newsroom.ErrChanged) {
		return fmt.Errorf("%w (%w)", web.ErrChanged, err)
	}
	if err != nil {
		return err
	}
	e.written()
	note := "added on a page:\n" + rulefile.Conceal(strings.TrimRight(added, "\n"))
	if _, err := e.journal.AddNotes(ctx, []archive.Note{{About: rulesNote, Who: who, Text: note}}); err != nil {
		return fmt.Errorf("the rules file is written, but not who did it: %w", err)
	}
	return nil
}
