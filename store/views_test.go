package store

import (
	"context"
	"strings"
	"testing"
	"time"
)

// What people ask of the views is answered by indexes, however much there is.
func TestViewsAreAskedWithoutScans(t *testing.T) {
	s, _ := open(t)
	file(t, s) // a server chooses by how much there is
	for _, q := range []string{
		"SELECT title FROM articles WHERE url = 'https://alpha.example/1'",
		"SELECT title FROM articles WHERE source = 'alpha'",
		"SELECT title FROM articles WHERE published_at >= '2026-02-01' AND published_at < '2026-03-01'",
		"SELECT title FROM articles ORDER BY published_at DESC LIMIT 10",
		"SELECT sentence FROM mentions WHERE url = 'https://alpha.example/1'",
	} {
		t.Run(q, func(t *testing.T) {
			err := s.SQL(context.Background(), "EXPLAIN QUERY PLAN "+q, time.Minute, func(_ []string, values []any) error {
				step, _ := values[3].(string)
				if strings.Contains(step, "TEMP B-TREE") || strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "USING INDEX") {
					t.Error(step)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}
