package store

import (
	"compress/gzip"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onset/newsroom"
	"onset/tracker/archive"
)

// firstVersion is the first schema that a database was written with.
const firstVersion = 3

// unpackVersion returns the path of a copy of the database that was written with
// a version of the schema.
func unpackVersion(t *testing.T, version int) string {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "versions", fmt.Sprintf("%02d.db.gz", version)))
	if err != nil {
		t.Fatalf("no database of version %d is kept (%v): go test ./cmd/onset -run EveryDatabase -update writes that of the newest migration", version, err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "onset.db")
	db, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, db, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// rowsOf lists what a query finds in a file, whatever its version.
func rowsOf(t *testing.T, path, query string) (out []string) {
	t.Helper()
	db, err := sql.Open("sqlite3", readerDSN(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var row string
		if err := rows.Scan(&row); err != nil {
			t.Fatal(err)
		}
		out = append(out, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// Bringing a database of any version up to date loses nothing of what was read,
// decided and told, and all of it can be read.
func TestAnUpgradeKeepsWhatWasWritten(t *testing.T) {
	names, err := steps()
	if err != nil {
		t.Fatal(err)
	}
	kept := []string{
		"SELECT id || ' ' || kind || ' ' || recorded || ' ' || coalesce(superseded, '') FROM event ORDER BY n",
		"SELECT id || ' ' || text || ' ' || recorded || ' ' || coalesce(superseded, '') FROM mention ORDER BY n",
		"SELECT mention || ' ' || action || ' ' || who || ' ' || why || ' ' || recorded FROM verdict ORDER BY n",
		"SELECT url || ' ' || title || ' ' || seen || ' ' || coalesce(published, published_day, '') FROM article ORDER BY id",
		"SELECT id || ' ' || cause || ' ' || sha256 || ' ' || text FROM revision ORDER BY id",
		"SELECT url || ' ' || covered_to || ' ' || state FROM feed ORDER BY n",
		"SELECT source || ' ' || kind || ' ' || since FROM cover ORDER BY n",
	}
	for version := firstVersion; version <= len(names); version++ {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			path := unpackVersion(t, version)
			before := make([][]string, len(kept))
			for i, query := range kept {
				if before[i] = rowsOf(t, path, query); len(before[i]) == 0 {
					t.Fatalf("nothing to keep: %s", query)
				}
			}
			if seen, _, err := Steps(t.Context(), path); err != nil || seen != version {
				t.Fatalf("it is of version %d: %v", seen, err)
			}
			closed := rowsOf(t, path, "SELECT value FROM meta WHERE key = 'named closed day'") // before there was a table
			s, err := Open(t.Context(), path, Options{Decisions: newsroom.Decisions{}})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if err := s.Check(t.Context(), true); err != nil {
				t.Error(err)
			}
			for i, query := range kept {
				if diff := cmp.Diff(before[i], rowsOf(t, path, query)); diff != "" {
					t.Errorf("%s\n%s", query, diff)
				}
			}
			if c, err := s.Closed(t.Context()); err != nil || c.Day == 0 || len(closed) > 0 && c.Day.String() != closed[0] {
				t.Errorf("closed up to %+v, before %v: %v", c, closed, err)
			}
			standing := rowsOf(t, path, "SELECT id FROM event WHERE superseded IS NULL")
			if events, err := s.Timeline(t.Context(), archive.Filter{}); err != nil || len(events) != len(standing) {
				t.Errorf("%d of %d events are read: %v", len(events), len(standing), err)
			}
			if page, err := s.Mentions(t.Context(), archive.Filter{}); err != nil || len(page.Mentions) == 0 {
				t.Errorf("%d mentions are read: %v", len(page.Mentions), err)
			}
		})
	}
}
