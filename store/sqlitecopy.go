package store

import "context"

func (f *sqliteFile) hasTable(t *tx, name string) (there bool, err error) {
	_, err = t.get("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?)", []any{name}, &there)
	return there, err
}

func (f *sqliteFile) kinds(_ *tx, x table) ([]string, error) {
	kinds := make([]string, len(x.columns))
	for i, c := range x.columns {
		kinds[i] = c.kind
	}
	return kinds, nil
}

func (f *sqliteFile) triggers(t *tx, s schema, on bool) error {
	for _, g := range s.triggers {
		query := "DROP TRIGGER IF EXISTS " + g.name
		if there, err := t.hasTrigger(g.name); err != nil || there == on {
			return err // all or none are there
		}
		if on {
			query = g.text
		}
		if err := t.exec(query); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) hasTrigger(name string) (there bool, err error) {
	_, err = t.get("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = ?)", []any{name}, &there)
	return there, err
}

// lastNumber is kept where numbers are never given twice; elsewhere it is the largest.
func (f *sqliteFile) lastNumber(t *tx, x table) (n int64, err error) {
	found, err := t.get("SELECT seq FROM sqlite_sequence WHERE name = ?", []any{x.name}, &n)
	if err == nil && !found {
		_, err = t.get("SELECT coalesce(max("+x.counter+"), 0) FROM "+x.name, nil, &n)
	}
	return n, err
}

func (f *sqliteFile) setLastNumber(t *tx, x table, n int64) error {
	if err := t.exec("DELETE FROM sqlite_sequence WHERE name = ?", x.name); err != nil {
		return err
	}
	return t.exec("INSERT INTO sqlite_sequence (name, seq) SELECT name, ? FROM sqlite_schema WHERE name = ? AND sql LIKE '%AUTOINCREMENT%'", n, x.name)
}

func (f *sqliteFile) indexCopied(ctx context.Context, s *Store) error { return s.TidyIndex(ctx, true) }
