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

// lastNumber is of a table whose numbers never come again what was counted, else the
// highest that is there.
func (p *postgres) lastNumber(t *tx, x table) (n int64, err error) {
	found, err := t.get("SELECT n FROM counter WHERE name = ?", []any{x.name}, &n)
	if err != nil || found {
		return n, err
	}
	_, err = t.get("SELECT coalesce(max("+x.counter+"), 0) FROM "+x.name, nil, &n)
	return n, err
}

func (p *postgres) setLastNumber(t *tx, x table, n int64) error {
	return t.exec("UPDATE counter SET n = ? WHERE name = ?", n, x.name)
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
