package store

import (
	"context"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"time"
)

// The places of numbers in the shared memory beside a database, as SQLite
// documents them (Format of the WAL-index): how many frames the log has, and how
// many of them stand in the database too.
const (
	framesAt     = 16
	backfilledAt = 96
	shmHead      = 100
)

// PinnedLog returns how many bytes of what was overwritten can't be given back,
// because somebody goes on reading an older state: of a file, in the log beside it.
func (s *Store) PinnedLog(ctx context.Context) (int64, error) {
	n, err := s.engine.pinned(ctx)
	return n, s.explain("looking at the log of", err)
}

// pinned is 0 up to the size at which the log is written back anyway.
func (f *sqliteFile) pinned(ctx context.Context) (int64, error) {
	head := make([]byte, shmHead)
	shared, err := os.Open(f.path + "-shm")
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer shared.Close()
	if n, err := shared.ReadAt(head, 0); n < shmHead {
		return 0, err
	}
	var page int64
	if err := f.readers.QueryRowContext(ctx, "PRAGMA page_size").Scan(&page); err != nil {
		return 0, err
	}
	waiting := int64(binary.NativeEndian.Uint32(head[framesAt:])) - int64(binary.NativeEndian.Uint32(head[backfilledAt:]))
	if waiting <= checkpointPages+checkpointPages/4 {
		return 0, nil // the last transaction may be a large one
	}
	return waiting * page, nil
}

// LastRecorded returns the latest instant at which anything was recorded; zero in
// an empty database.
func (s *Store) LastRecorded(ctx context.Context) (at time.Time, err error) {
	err = s.look(ctx, "looking for the latest record of", func(t *tx) error {
		var last int64
		found, err := t.get(`SELECT max(at) FROM (SELECT max(recorded) AS at FROM article UNION ALL SELECT max(recorded) FROM event
			UNION ALL SELECT max(recorded) FROM verdict UNION ALL SELECT max(recorded) FROM rule_file UNION ALL SELECT max(at) FROM fetch) records HAVING max(at) IS NOT NULL`, nil, &last)
		if found {
			at = moment(last)
		}
		return err
	})
	return at, err
}
