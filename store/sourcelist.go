package store

import (
	"context"
	"sync"

	"onset/tracker"
)

// sourceList holds the sources in memory, as long as the table change tells that
// none was added or altered.
type sourceList struct {
	mu      sync.Mutex
	version int64
	sources []tracker.Source
}

// Sources returns all sources that were ever configured or imported, by id,
// without their feeds. The list may not be altered. A version that was returned
// before says that the sources are those returned then.
func (s *Store) Sources(ctx context.Context) (list []tracker.Source, version int64, err error) {
	err = s.look(ctx, "reading the sources of", func(t *tx) error {
		if _, err := t.get("SELECT version FROM change WHERE name = 'sources'", nil, &version); err != nil {
			return err
		}
		s.outlets.mu.Lock()
		defer s.outlets.mu.Unlock()
		if version == s.outlets.version {
			list = s.outlets.sources
			return nil
		}
		if list, err = t.sources(); err == nil && version > s.outlets.version { // else the moment is an older one
			s.outlets.version, s.outlets.sources = version, list
		}
		return err
	})
	return list, version, err
}
