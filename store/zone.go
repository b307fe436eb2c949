package store

import (
	"context"
	"fmt"
	"time"
)

// Zone returns whose midnight a day has, by the rules that were in force last;
// UTC before there were any.
func (s *Store) Zone(ctx context.Context) (*time.Location, error) {
	name := "UTC"
	if err := s.look(ctx, "reading the zone of the rules of", func(t *tx) error {
		_, err := t.get("SELECT zone FROM rule_file ORDER BY n DESC LIMIT 1", nil, &name)
		return err
	}); err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("reading the zone of the rules: %w", err)
	}
	return zone, nil
}
