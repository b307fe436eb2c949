package store

import "context"

func (p *postgres) hasTable(t *tx, name string) (there bool, err error) {
	_, err = t.get("SELECT to_regclass(?) IS NOT NULL", []any{name}, &there)
	return there, err
}

func (p *postgres) kinds(t *tx, x table) ([]string, error) {
	types := map[string]string{}
	err := t.each("SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ?", []any{x.name},
		func(scan func(...any) error) error {
			var name, kind string
			err := scan(&name, &kind)
			types[name] = kind
			return err
		})
	kinds := make([]string, len(x.columns))
	for i, c := range x.columns {
		kinds[i] = types[c.name]
	}
	return kinds, err
}

func (p *postgres) triggers(t *tx, s schema, on bool) error {
	how := "DISABLE"
	if on {
		how = "ENABLE"
	}
	for _, x := range s.tables {
		if err := t.exec("ALTER TABLE " + x.name + " " + how + " TRIGGER USER"); err != nil {
			return err
		}
	}
	return nil
}

// sequence names what numbers the rows of a table; "" where nothing does.
func (t *tx) sequence(x table) (name string, err error) {
	_, err = t.get("SELECT coalesce(pg_get_serial_sequence(?, ?), '')", []any{x.name, x.counter}, &name)
	return name, err
}

func (p *postgres) lastNumber(t *tx, x table) (n int64, err error) {
	sequence, err := t.sequence(x)
	if err != nil || sequence == "" {
		return 0, err
	}
	_, err = t.get("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM "+sequence, nil, &n)
	return n, err
}

func (p *postgres) setLastNumber(t *tx, x table, n int64) error {
	sequence, err := t.sequence(x)
	if err != nil || sequence == "" {
		return err
	}
	return t.exec("SELECT setval(?, ?, ?)", sequence, max(n, 1), n > 0)
}

// indexCopied lists the texts in the order in which an index takes them fastest, and
// has what is recorded from now on be later than all of them.
func (p *postgres) indexCopied(ctx context.Context, s *Store) error {
	last, err := s.LastRecorded(ctx)
	if err != nil {
		return err
	}
	return s.change(ctx, "finishing", func(t *tx) error {
		if err := t.exec("INSERT INTO document (revision) SELECT id FROM revision WHERE text IS NOT NULL AND NOT EXISTS (SELECT 1 FROM document) ORDER BY id"); err != nil {
			return err
		}
		return t.exec("UPDATE onset SET recorded = greatest(recorded, ?)", millis(last))
	})
}
