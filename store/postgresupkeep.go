package store

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"onset/tracker/archive"
)

// pinned is nothing that is told in bytes here; server tells the age of the oldest
// transaction.
func (p *postgres) pinned(context.Context) (int64, error) { return 0, nil }

// check asks for the damage that the server knows of. To look through every page is
// the business of its own tools: pg_amcheck.
func (p *postgres) check(ctx context.Context, _ bool) error {
	var invalid, failures int64
	if err := p.readers.QueryRow(ctx, `SELECT (SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
			WHERE c.relnamespace = current_schema()::regnamespace AND NOT i.indisvalid),
		(SELECT coalesce(sum(checksum_failures), 0)::bigint FROM pg_stat_database WHERE datname = current_database())`).Scan(&invalid, &failures); err != nil {
		return err
	}
	switch {
	case failures > 0:
		return fmt.Errorf("the server has met %d pages whose checksums are wrong; look at its log, and restore a backup", failures)
	case invalid > 0:
		return fmt.Errorf("%d indexes are not valid; make them anew: REINDEX DATABASE", invalid)
	}
	return nil
}

func (p *postgres) views() string {
	return `SELECT c.table_name AS view, string_agg(c.column_name, ', ' ORDER BY c.ordinal_position) AS columns
	FROM information_schema.columns c JOIN information_schema.views v USING (table_schema, table_name)
	WHERE c.table_schema = current_schema() GROUP BY c.table_name ORDER BY c.table_name`
}

// fetchAtOnce is how many rows of a person's query are fetched at a time.
const fetchAtOnce = 500

// ask reads through a cursor, for which the server takes nothing but a query, on a
// connection that nothing else will use. EXPLAIN, which takes none, reads as well.
func (p *postgres) ask(ctx context.Context, query string, row func([]string, []any) error) error {
	config := p.config.ConnConfig.Copy()
	config.AfterConnect = onlyReading("on")
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return explain(p, "opening", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return err
	}
	if first, _, _ := strings.Cut(strings.TrimSpace(query), " "); strings.EqualFold(first, "EXPLAIN") {
		_, err := handRows(ctx, tx, query, row)
		return err
	}
	if _, err := tx.Exec(ctx, "DECLARE asked NO SCROLL CURSOR FOR "+strings.TrimRight(query, "; \t\r\n")); err != nil {
		return fmt.Errorf("the query was refused: only SELECT on this database is possible (%w)", err)
	}
	for {
		n, err := handRows(ctx, tx, "FETCH "+strconv.Itoa(fetchAtOnce)+" FROM asked", row)
		if err != nil || n < fetchAtOnce {
			return err
		}
	}
}

// handRows hands over the rows of a statement, and returns how many they are.
func handRows(ctx context.Context, tx pgx.Tx, statement string, row func([]string, []any) error) (n int, err error) {
	found, err := tx.Query(ctx, statement, pgx.QueryExecModeDescribeExec, pgx.QueryResultFormats{pgx.TextFormatCode})
	if err != nil {
		return 0, err
	}
	defer found.Close()
	var columns []string
	for ; found.Next(); n++ {
		fields, raw := found.FieldDescriptions(), found.RawValues()
		values := make([]any, len(fields))
		if columns == nil {
			for _, f := range fields {
				columns = append(columns, f.Name)
			}
		}
		for i, f := range fields {
			if values[i], err = shownValue(f.DataTypeOID, raw[i]); err != nil {
				return n, fmt.Errorf("reading the column %s: %w", f.Name, err)
			}
		}
		if err := row(columns, values); err != nil {
			return n, err
		}
	}
	return n, found.Err()
}

// shownValue reads a value as SQLite gives it: numbers, bytes, or text.
func shownValue(oid uint32, raw []byte) (any, error) {
	if raw == nil {
		return nil, nil
	}
	s := string(raw)
	switch oid {
	case pgtype.Int2OID, pgtype.Int4OID, pgtype.Int8OID, pgtype.NumericOID, pgtype.Float4OID, pgtype.Float8OID:
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return n, nil
		}
		f, err := strconv.ParseFloat(s, 64)
		if err != nil && !errors.Is(err, strconv.ErrRange) {
			return s, nil // NaN of a numeric that has no number
		}
		return f, nil
	case pgtype.BoolOID:
		if s == "t" {
			return int64(1), nil
		}
		return int64(0), nil
	case pgtype.ByteaOID:
		return hex.DecodeString(strings.TrimPrefix(s, `\x`))
	}
	return s, nil
}

func (p *postgres) server(ctx context.Context) (z archive.Server, err error) {
	var waiting, oldest, behind float64
	var follows bool
	err = p.readers.QueryRow(ctx, `SELECT current_setting('server_version'),
		coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), FALSE),
		inet_server_addr() IS NULL OR inet_server_addr() = inet_client_addr(),
		(SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
		(SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'), current_setting('max_connections')::integer,
		coalesce((SELECT extract(epoch FROM max(clock_timestamp() - query_start)) FROM pg_stat_activity
			WHERE datname = current_database() AND wait_event_type = 'Lock'), 0)::float8,
		coalesce((SELECT extract(epoch FROM max(clock_timestamp() - xact_start)) FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid()), 0)::float8,
		pg_is_in_recovery(), coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0)::float8`).
		Scan(&z.Version, &z.Encrypted, &z.Near, &z.Almighty, &z.Used, &z.Most, &waiting, &oldest, &follows, &behind)
	if err != nil {
		return z, err
	}
	z.Version, _, _ = strings.Cut(z.Version, " ") // what a distribution adds
	z.Waiting, z.Oldest = lasting(waiting), lasting(oldest)
	if follows {
		z.Following = &archive.Standby{Name: "this server", State: "streaming", Behind: lasting(behind)}
		return z, nil
	}
	found, err := p.readers.Query(ctx, `SELECT coalesce(nullif(application_name, ''), host(client_addr), 'a standby'), coalesce(state, 'out of sight of this role'),
		coalesce(extract(epoch FROM replay_lag), 0)::float8 FROM pg_stat_replication ORDER BY 1`)
	if err != nil {
		return z, err
	}
	z.Standbys, err = pgx.CollectRows(found, func(row pgx.CollectableRow) (f archive.Standby, err error) {
		err = row.Scan(&f.Name, &f.State, &behind)
		f.Behind = lasting(behind)
		return f, err
	})
	return z, err
}

func lasting(n float64) time.Duration { return time.Duration(n * float64(time.Second)) }
