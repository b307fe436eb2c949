package store

import (
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"
)

// hints say what a person can do about an error of SQLite.
var hints = map[sqlite3.ErrNo]string{
	sqlite3.ErrFull:     "the disk is full; nothing of this step was kept and nothing stored before is lost: free some space and repeat",
	sqlite3.ErrReadonly: "the file or its folder can't be written; SQLite also needs to make FILE-wal and FILE-shm beside it: mend the permissions, or name another file (--db)",
	sqlite3.ErrCantOpen: "the file can't be opened; SQLite also needs to make FILE-wal and FILE-shm beside it: mend the permissions of the file and its folder, or name another file (--db)",
	sqlite3.ErrNotADB:   "the file is not a database of Onset; name another (--db)",
	sqlite3.ErrCorrupt:  "the file is damaged; restore a backup (onset backup), or save what can be read with: sqlite3 FILE .recover",
	sqlite3.ErrBusy:     "another program has been writing to it for a long time; repeat when it has finished",
	sqlite3.ErrIoErr:    "the disk gave an error; nothing of this step was kept: look at the disk and its free space, then repeat",
}

// explain says what was being done to the database, and what can be done
// about an error. It keeps the error for errors.Is and As.
func (s *Store) explain(doing string, err error) error {
	if err == nil {
		return nil
	}
	var e sqlite3.Error
	if errors.As(err, &e) {
		if hint := hints[e.Code]; hint != "" {
			return fmt.Errorf("%s the database %s: %w: %s", doing, s.path, err, hint)
		}
	}
	return fmt.Errorf("%s the database %s: %w", doing, s.path, err)
}
