package store

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// ErrLocked is returned when another daemon holds the database.
var ErrLocked = errors.New("another daemon is using this database")

// lock is an advisory lock on a file beside the database. The kernel gives it
// up when the process ends, however it ends, so no stale lock can remain.
type lock struct{ file *os.File }

func takeLock(path string) (*lock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("making the lock %s: %w", path, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		held := holder(f)
		return nil, errors.Join(fmt.Errorf("%w%s: stop it first, or give this one a file of its own (--db)", ErrLocked, held), f.Close())
	}
	// Who holds it is only told; the lock holds without.
	if err := f.Truncate(0); err == nil {
		_, _ = fmt.Fprintf(f, "%d\n", os.Getpid())
	}
	return &lock{f}, nil
}

// holder returns ", process N" as the lock file tells, or "".
func holder(f *os.File) string {
	b := make([]byte, 16)
	n, err := f.Read(b)
	if err != nil || n == 0 {
		return ""
	}
	return ", process " + strings.TrimSpace(string(b[:n]))
}

func (l *lock) release() error {
	if l == nil {
		return nil
	}
	return l.file.Close()
}
