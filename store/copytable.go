package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// schema is what both engines have in common: the tables, each after those that it
// refers to, and the triggers of SQLite.
type schema struct {
	tables   []table
	triggers []trigger
}

type trigger struct{ name, text string }

// table is a table as SQLite's migrations make it.
type table struct {
	name    string
	columns []column
	keys    []int  // columns of the primary key, in its order
	seeded  bool   // a new database has rows in it
	counter string // the column that is numbered; "" where none is
}

type column struct {
	name string
	kind string // as it was declared: INTEGER, TEXT, BLOB, ANY
}

// leftBehind are tables that are made anew, the full-text index and its log, or of the
// moment: who works on the archive.
const leftBehind = "'form', 'ft', 'document', 'copying', 'daemon', 'lease'"

// schemaOf reads the tables of a new database.
func schemaOf(ctx context.Context) (out schema, err error) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return out, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := migrate(ctx, db); err != nil {
		return out, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return out, err
	}
	defer conn.Close()
	t := &tx{session: &sqliteTx{conn: conn, stmts: map[string]*sql.Stmt{}}, ctx: ctx}
	if err := t.each("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'ft~_%' ESCAPE '~' AND name NOT IN ("+leftBehind+") ORDER BY rowid", nil,
		func(scan func(...any) error) error {
			var x table
			err := scan(&x.name)
			out.tables = append(out.tables, x)
			return err
		}); err != nil {
		return out, err
	}
	for i := range out.tables {
		if err := t.describe(&out.tables[i]); err != nil {
			return out, err
		}
	}
	return out, t.each("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid", nil, func(scan func(...any) error) error {
		var g trigger
		err := scan(&g.name, &g.text)
		out.triggers = append(out.triggers, g)
		return err
	})
}

// describe fills in what SQLite says of a table.
func (t *tx) describe(x *table) error {
	places := map[int]int{}
	if err := t.each("SELECT name, type, pk FROM pragma_table_info(?)", []any{x.name}, func(scan func(...any) error) error {
		var c column
		var place int
		err := scan(&c.name, &c.kind, &place)
		if place > 0 {
			places[place] = len(x.columns)
		}
		x.columns = append(x.columns, c)
		return err
	}); err != nil {
		return err
	}
	for place := 1; place <= len(places); place++ {
		x.keys = append(x.keys, places[place])
	}
	if len(x.keys) == 0 {
		return fmt.Errorf("the table %s has no key to copy it by", x.name)
	}
	if c := x.columns[x.keys[0]]; len(x.keys) == 1 && c.kind == "INTEGER" {
		x.counter = c.name
	}
	_, err := t.get("SELECT EXISTS (SELECT 1 FROM "+x.name+")", nil, &x.seeded)
	return err
}

// names returns the columns, each behind a prefix.
func (x table) names(prefix string) string {
	var b strings.Builder
	for i, c := range x.columns {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(prefix + c.name)
	}
	return b.String()
}

// keyNames returns the columns of the key.
func (x table) keyNames() string {
	names := make([]string, len(x.keys))
	for i, k := range x.keys {
		names[i] = "c." + x.columns[k].name
	}
	return strings.Join(names, ", ")
}

// key returns the values of a row's key.
func (x table) key(row []any) []any {
	out := make([]any, len(x.keys))
	for i, k := range x.keys {
		out[i] = row[k]
	}
	return out
}

// condition leaves out the rows of meta that say how far the index has come.
func (x table) condition() string {
	if x.name == "meta" {
		return "c.key NOT IN ('" + staleKey + "', '" + rebuiltKey + "')"
	}
	return "TRUE"
}

func (t *tx) counts(s schema) ([]int, error) {
	out := make([]int, len(s.tables))
	for i, x := range s.tables {
		if _, err := t.get("SELECT count(*) FROM "+x.name+" c WHERE "+x.condition(), nil, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// rowsAfter returns the next rows in the order of the key; after nil the first.
func (t *tx) rowsAfter(x table, last []any, most int) (out [][]any, err error) {
	clause, args := x.condition(), slices.Clone(last)
	if last != nil {
		clause += " AND (" + x.keyNames() + ") > (" + placeholders(len(last)) + ")"
	}
	err = t.each("SELECT "+x.names("c.")+" FROM "+x.name+" c WHERE "+clause+" ORDER BY "+x.keyNames()+" LIMIT "+strconv.Itoa(most), args,
		func(scan func(...any) error) error {
			row, dest := make([]any, len(x.columns)), make([]any, len(x.columns))
			for i := range row {
				dest[i] = &row[i]
			}
			if err := scan(dest...); err != nil {
				return err
			}
			for i, v := range row {
				row[i] = stored(v)
			}
			out = append(out, row)
			return nil
		})
	return out, err
}

// lastKey returns the key of the last row; nil when there is none.
func (t *tx) lastKey(x table) ([]any, error) {
	key, dest := make([]any, len(x.keys)), make([]any, len(x.keys))
	var order []string
	for i, k := range x.keys {
		dest[i] = &key[i]
		order = append(order, x.columns[k].name+" DESC")
	}
	found, err := t.get("SELECT "+x.keyNames()+" FROM "+x.name+" c ORDER BY "+strings.Join(order, ", ")+" LIMIT 1", nil, dest...)
	if err != nil || !found {
		return nil, err
	}
	for i, v := range key {
		key[i] = stored(v)
	}
	return key, nil
}

// copyRows writes rows into columns of some kinds, and notes the key of the last.
func (t *tx) copyRows(x table, kinds []string, rows [][]any, last []any) error {
	query := "INSERT INTO " + x.name + " (" + x.names("") + ") VALUES (" + placeholders(len(x.columns)) + ")"
	for _, row := range rows {
		values := make([]any, len(row))
		for i, v := range row {
			values[i] = fitted(v, kinds[i])
		}
		if err := t.exec(query, values...); err != nil {
			return fmt.Errorf("row %s: %w", encode(x.key(row)), err)
		}
	}
	return t.exec("INSERT INTO copying (name, last) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET last = ?2", x.name, encode(last))
}

// stored returns a value as one of int64, float64, string, []byte and nil.
func stored(v any) any {
	switch v := v.(type) {
	case bool:
		if v {
			return int64(1)
		}
		return int64(0)
	case int32:
		return int64(v)
	}
	return v
}

// sameRows holds a table of one database against that of another; told hears how many
// rows are the same so far.
func sameRows(from, to *tx, x table, told func(rows int)) error {
	var last []any
	for rows := 0; ; {
		want, err := from.rowsAfter(x, last, copyBatch)
		if err != nil {
			return err
		}
		got, err := to.rowsAfter(x, last, copyBatch)
		if err != nil {
			return err
		}
		for i := range max(len(want), len(got)) {
			switch {
			case i >= len(got):
				return fmt.Errorf("row %s is missing", encode(x.key(want[i])))
			case i >= len(want):
				return fmt.Errorf("row %s is too many", encode(x.key(got[i])))
			}
			if c := differs(want[i], got[i]); c >= 0 {
				return fmt.Errorf("row %s differs in %s", encode(x.key(want[i])), x.columns[c].name)
			}
		}
		rows += len(want)
		told(rows)
		if len(want) < copyBatch {
			return nil
		}
		last = x.key(want[len(want)-1])
	}
}

// differs returns the first column in which two rows differ, -1 for none. Engines have
// different types for what is the same.
func differs(a, b []any) int {
	for i := range a {
		if (a[i] == nil) != (b[i] == nil) || !bytes.Equal(bare(a[i]), bare(b[i])) {
			return i
		}
	}
	return -1
}

// bare is the text of a value, whatever type it is kept in.
func bare(v any) []byte {
	switch v := v.(type) {
	case []byte:
		return v
	case string:
		return []byte(storableText(v)) // where a server is, bytes that are no text have gone
	case int64:
		return strconv.AppendInt(nil, v, 10)
	case float64:
		return strconv.AppendFloat(nil, v, 'g', -1, 64)
	}
	return nil
}

// fitted returns a value as a column of a kind takes it: the engines differ in the
// types of flags, of packed texts and of what meta holds.
func fitted(v any, kind string) any {
	switch v := v.(type) {
	case int64:
		switch kind {
		case "boolean":
			return v != 0
		case "text":
			return strconv.FormatInt(v, 10)
		}
	case string:
		switch kind {
		case "bytea":
			return []byte(v)
		case "ANY":
			if n, err := strconv.ParseInt(v, 10, 64); err == nil && strconv.FormatInt(n, 10) == v {
				return n
			}
		}
	case []byte:
		if kind == "TEXT" && (len(v) == 0 || v[0] >= ' ') { // plain, not packed
			return string(v)
		}
	}
	return v
}
