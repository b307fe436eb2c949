package store

import (
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"onset/newsroom"
)

// noting is an engine that notes what it is asked.
type noting struct {
	engine
	mu    sync.Mutex
	asked map[string]bool
}

func (n *noting) read(ctx context.Context) (session, error) {
	s, err := n.engine.read(ctx)
	return notingSession{s, n}, err
}

func (n *noting) write(ctx context.Context, how syncing, now time.Time) (session, time.Time, error) {
	s, recorded, err := n.engine.write(ctx, how, now)
	return notingSession{s, n}, recorded, err
}

func (n *noting) note(query string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.asked[query] = true
}

type notingSession struct {
	session
	noting *noting
}

func (s notingSession) exec(ctx context.Context, query string, args []any) error {
	s.noting.note(query)
	return s.session.exec(ctx, query, args)
}

func (s notingSession) query(ctx context.Context, query string, args []any) (rows, error) {
	s.noting.note(query)
	return s.session.query(ctx, query, args)
}

// wholeArchive are the statements that may go through all articles, texts or mentions,
// by how they begin, and why.
var wholeArchive = map[string]string{
	"SELECT a.latest FROM article a WHERE a.pruned IS NULL":              "all are read anew, or those that a changed rule may be about, where the index can't tell",
	"SELECT id FROM article WHERE recorded < ? ORDER BY id DESC LIMIT 1": "it ends at the first, from the newest on",
	"SELECT count(*) FROM article WHERE pruned IS NOT NULL":              "counted when somebody prunes",
	"SELECT count(*), coalesce(sum(octet_length(body)), 0) FROM answer":  "counted when somebody prunes",
	"SELECT n, json FROM fact WHERE kind = ? ORDER BY n":                 "all is verified",
	"INSERT INTO article (":                                  "texts are looked for only where one came before its article, which none does",
	"WITH m AS (SELECT DISTINCT point, article, part, start": "all talking points are compared; m is none of the tables",
}

// No statement goes through all that an archive holds: each of the history and of the
// questions that both engines are asked, by the plan that SQLite makes for it.
func TestNoStatementReadsAllOfTheArchive(t *testing.T) {
	file := ruled(t, false)()
	n := &noting{asked: map[string]bool{}}
	rapid.Custom(func(rt *rapid.T) int {
		w := &world{t: rt, c: &clock{t: start}, ctx: context.Background()}
		var err error
		w.s, err = Open(w.ctx, file, Options{Decisions: newsroom.Decisions{}, Now: w.c.now})
		w.check(err)
		defer w.s.Close()
		n.engine, w.s.engine = w.s.engine, n
		for i := range 12 {
			w.step()
			w.settle(i)
		}
		answers(w)
		return 0
	}).Example(0)
	if len(n.asked) < 250 {
		t.Errorf("only %d statements were met", len(n.asked))
	}
	s, err := openSQLite(t.Context(), file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	if _, err := s.writer.conn.ExecContext(t.Context(), createIndex("ft_new")); err != nil { // it is there while the index is built anew
		t.Fatal(err)
	}
	for _, query := range slices.Sorted(maps.Keys(n.asked)) {
		steps := scans(t, s, query)
		may := false
		for how := range wholeArchive {
			may = may || strings.HasPrefix(query, how)
		}
		if len(steps) > 0 && !may {
			t.Errorf("%s\n%s", strings.Join(steps, ", "), query)
		}
	}
}

// scans lists the steps of a statement in which it goes through all articles, texts or
// mentions, and through no index.
func scans(t *testing.T, f *sqliteFile, query string) (out []string) {
	t.Helper()
	word, _, _ := strings.Cut(query, " ")
	if !slices.Contains([]string{"SELECT", "UPDATE", "DELETE", "WITH", "INSERT"}, strings.ToUpper(word)) {
		return nil
	}
	rows, err := f.writer.conn.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, make([]any, strings.Count(query, "?"))...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		if wholeTable.MatchString(step) {
			out = append(out, step)
		}
	}
	return out
}

// wholeTable is a step that goes through a table, by its name or by the one that statements
// give it.
var wholeTable = regexp.MustCompile(`^SCAN (article|a|revision|r|mention|m)$`)
