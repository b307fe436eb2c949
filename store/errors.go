package store

import "fmt"

// explain says what was being done to the database, and what can be done
// about an error. It keeps the error for errors.Is and As.
func (s *Store) explain(doing string, err error) error { return explain(s.engine, doing, err) }

func explain(e engine, doing string, err error) error {
	if err == nil {
		return nil
	}
	if hint := e.hint(err); hint != "" {
		return fmt.Errorf("%s the database %s: %w: %s", doing, e.name(), err, hint)
	}
	return fmt.Errorf("%s the database %s: %w", doing, e.name(), err)
}
