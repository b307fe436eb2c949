package store

import (
	"context"
	"errors"
	"io"
	"net/url"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"onset/newsroom"
	"onset/store/pgtest"
	"onset/tracker/archive"
)

// onServer returns an empty store on a server, and the address of its database.
func onServer(t *testing.T) (*Store, *clock, string) {
	t.Helper()
	address, c := postgresDatabase(t), &clock{t: start}
	s, err := Open(t.Context(), address, Options{Decisions: newsroom.Decisions{}, Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, c, address
}

func TestStatementsAreRewritten(t *testing.T) {
	for query, want := range map[string]string{
		"SELECT a FROM b WHERE c = ? AND d = ?":                             "SELECT a FROM b WHERE c = $1 AND d = $2",
		"UPDATE a SET b = ?2, c = ?1, d = ?":                                "UPDATE a SET b = $2, c = $1, d = $3",
		"SELECT '?', 'a fetch', '''?' || ? FROM fetch":                      `SELECT '?', 'a fetch', '''?' || $1 FROM "fetch"`,
		"SELECT window, r.fetch, fetched, prefetch FROM feed":               `SELECT "window", r."fetch", fetched, prefetch FROM feed`,
		"SELECT n FROM a CROSS JOIN b INDEXED BY b_by_a ON TRUE WHERE TRUE": "SELECT n FROM a JOIN b  ON TRUE WHERE TRUE",
	} {
		if got := rewritten(query); got != want {
			t.Errorf("%s\n got %s\nwant %s", query, got, want)
		}
	}
}

// What a text there can't hold gives way to a blank, and every other byte stays in its
// place.
func TestWhatATextOnAServerCantHold(t *testing.T) {
	for text, want := range map[string]string{
		"all is well: дело, 你好, \ufffd": "all is well: дело, 你好, \ufffd",
		"a\x00b":                        "a b",
		"\xd0дело\xff\xfe":              " дело  ",
		"":                              "",
	} {
		if got := storableText(text); got != want || len(got) != len(text) {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	s, _, _ := onServer(t)
	setRules(t, s)
	it := article("alpha", 1, start)
	it.Text = "Before\x00after, \xffand \\ ' \" $1 ?."
	record(t, s, polled("alpha", start, it))
	v, err := s.Article(t.Context(), it.URL)
	if err != nil || len(v.Revisions) != 1 || v.Revisions[0].Text != "Before after,  and \\ ' \" $1 ?." {
		t.Errorf("%+v %v", v.Revisions, err)
	}
}

// Every step that the tables of SQLite took since those of PostgreSQL were made has
// one there of the same name.
func TestBothEnginesHaveEveryStep(t *testing.T) {
	files, err := steps()
	if err != nil {
		t.Fatal(err)
	}
	server, err := postgresSteps()
	if err != nil || len(server) == 0 {
		t.Fatal(server, err)
	}
	first := numberOf(server[0])
	want, got := []string{}, []string{}
	for _, f := range files {
		if numberOf(f) == 0 {
			t.Errorf("%s has no number", f)
		}
		if numberOf(f) > first {
			want = append(want, path.Base(f))
		}
	}
	for _, f := range server[1:] {
		got = append(got, path.Base(f))
	}
	if strings.Join(got, " ") != strings.Join(want, " ") || first > len(files) {
		t.Errorf("PostgreSQL has %v after %s, SQLite %v", got, server[0], want)
	}
}

// Instants of recording rise strictly, also under a clock that stands or goes back, as
// that of another machine may.
func TestRecordingGoesOnFromTheLastRecord(t *testing.T) {
	s, _, address := onServer(t)
	setRules(t, s)
	behind, err := Open(t.Context(), address, Options{Decisions: newsroom.Decisions{}, Now: func() time.Time { return start.AddDate(0, 0, -3) }})
	if err != nil {
		t.Fatal(err)
	}
	defer behind.Close()
	last := time.Time{}
	for n, writer := range []*Store{s, behind, behind, s, behind} {
		record(t, writer, polled("alpha", start, article("alpha", n, start)))
		at, err := s.LastRecorded(t.Context())
		if err != nil || !at.After(last) {
			t.Errorf("recorded at %s after %s: %v", at, last, err)
		}
		last = at
	}
}

// A second writer waits for the first: whoever goes on from the last event misses none.
func TestWritersTakeTurns(t *testing.T) {
	s, _, address := onServer(t)
	setRules(t, s)
	other, err := Open(t.Context(), address, Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	order := make(chan string, 2)
	waits := make(chan error)
	err = s.change(t.Context(), "writing to", func(*tx) error {
		go func() {
			waits <- other.change(context.WithoutCancel(t.Context()), "writing to", func(*tx) error { order <- "second"; return nil })
		}()
		for { // until the server says that it waits
			var waiting int
			if err := s.engine.(*postgres).readers.QueryRow(t.Context(), "SELECT count(*) FROM pg_locks WHERE NOT granted").Scan(&waiting); err != nil || waiting > 0 {
				order <- "first"
				return err
			}
		}
	})
	if err := errors.Join(err, <-waits); err != nil {
		t.Fatal(err)
	}
	if a, b := <-order, <-order; a != "first" || b != "second" {
		t.Errorf("%s, then %s", a, b)
	}
}

// Daemons work side by side, one of them leads, and who must be alone is told of them.
func TestDaemonsShareADatabase(t *testing.T) {
	address := postgresDatabase(t)
	first, err := Open(t.Context(), address, Options{Decisions: newsroom.Decisions{}, Daemon: true})
	if err != nil {
		t.Fatal(err)
	}
	second, err := Open(t.Context(), address, Options{Decisions: newsroom.Decisions{}, Daemon: true})
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range []*Store{first, second, first} {
		if leads, err := s.Lead(t.Context()); err != nil || leads != (s == first) {
			t.Errorf("question %d, who leads: %v %v", i, leads, err)
		}
	}
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	alone := Options{Decisions: newsroom.Decisions{}, Daemon: true, alone: true}
	_, err = Open(t.Context(), address, alone)
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), "since 2") {
		t.Errorf("beside a daemon: %v, want ErrLocked and since when", err)
	}
	// Jobs ask at the same time, and its connection may be lost.
	pgtest.SQL(t, address, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE classid = 1869509493")
	asked := make(chan error)
	for range 8 {
		go func() { asked <- first.Gone() }()
	}
	for range 8 {
		if err := <-asked; err != nil {
			t.Error(err)
		}
	}
	if _, err = Open(t.Context(), address, alone); !errors.Is(err, ErrLocked) {
		t.Errorf("after it had lost its connection: %v, want ErrLocked", err)
	}
	if err := errors.Join(first.Gone(), first.Close()); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), address, alone)
	if err != nil {
		t.Fatalf("after it has ended: %v", err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}

// Questions within questions are answered: the rest of the outer answer waits.
func TestQuestionsWithinQuestions(t *testing.T) {
	s, _, _ := onServer(t)
	var got []string
	err := s.look(t.Context(), "counting in", func(t *tx) error {
		return t.each("SELECT i, 'row ' || i FROM generate_series(1, 3) i", nil, func(scan func(...any) error) error {
			var outer int
			var text string
			if err := scan(&outer, &text); err != nil {
				return err
			}
			return t.each("SELECT i FROM generate_series(1, 2) i", nil, func(scan func(...any) error) error {
				var inner int
				err := scan(&inner)
				got = append(got, text+strings.Repeat(".", inner))
				return err
			})
		})
	})
	if want := "row 1. row 1.. row 2. row 2.. row 3. row 3.."; err != nil || strings.Join(got, " ") != want {
		t.Errorf("%q, want %q: %v", got, want, err)
	}
}

// Of a transaction that fails nothing is kept, whichever of its statements did.
func TestNothingIsKeptOfWhatFails(t *testing.T) {
	s, _, _ := onServer(t)
	setRules(t, s)
	for name, bad := range map[string]func(*tx) error{
		"a statement that waits": func(t *tx) error { return t.exec("INSERT INTO point (narrative, id) VALUES (?, NULL)", "x") },
		"a question": func(t *tx) error {
			_, err := t.get("SELECT 1 / 0", nil)
			return err
		},
		"whoever asks": func(*tx) error { return errors.New("no") },
	} {
		err := s.change(t.Context(), "trying", func(t *tx) error {
			if err := t.exec("INSERT INTO meta (key, value) VALUES ('lost', '1')"); err != nil {
				return err
			}
			return bad(t)
		})
		if n := count(t, s, "SELECT count(*) FROM meta WHERE key = 'lost'"); err == nil || n != 0 {
			t.Errorf("%s: %d rows were kept, %v", name, n, err)
		}
	}
	if err := s.KeepHeld(t.Context(), nil); err != nil {
		t.Errorf("writing afterwards: %v", err)
	}
}

func TestAServerThatWontDoIsToldOf(t *testing.T) {
	address := postgresDatabase(t)
	database := strings.SplitN(strings.TrimPrefix(address, "postgres:///"), "?", 2)[0]
	latin, foreigners, visitor := "latin_"+database, "foreigners_"+database, "visitor_"+database // all tests share a server
	pgtest.SQL(t, address, "CREATE DATABASE "+latin+" ENCODING 'LATIN1' TEMPLATE template0")
	pgtest.SQL(t, address, "CREATE DATABASE "+foreigners+" TEMPLATE template0")
	pgtest.SQL(t, strings.Replace(address, database, foreigners, 1), "CREATE TABLE article (x int)")
	pgtest.SQL(t, address, "CREATE ROLE "+visitor+" LOGIN; CREATE SCHEMA bare; GRANT USAGE ON SCHEMA bare TO "+visitor)
	for name, c := range map[string]struct {
		address string
		o       Options
		want    string
	}{
		"no server":           {"postgres://ann:secret@127.0.0.1:1/onset", Options{}, "can't be reached"},
		"no database":         {strings.Replace(address, database, "nowhere", 1), Options{}, "createdb"},
		"no such role":        {strings.Replace(address, "user=onset", "user=nobody", 1), Options{}, "refuses the role"},
		"another encoding":    {strings.Replace(address, database, latin, 1), Options{}, "encoding is LATIN1"},
		"another's tables":    {strings.Replace(address, database, foreigners, 1), Options{}, "another program"},
		"nothing to read yet": {address + "&search_path=bare", Options{ReadOnly: true}, "holds nothing of Onset yet"},
		"nothing that exists": {address + "&search_path=bare", Options{Existing: true}, "holds nothing of Onset yet"},
		"no right to make":    {strings.Replace(address, "user=onset", "user="+visitor, 1) + "&search_path=bare", Options{}, "lacks a right"},
		"no right to write":   {strings.Replace(address, "user=onset", "user="+visitor, 1), Options{}, "lacks a right"},
		"no schema":           {address + "&search_path=missing", Options{}, "CREATE SCHEMA"},
		"no address":          {"postgres://ann:secret@[::1/onset", Options{}, "postgres://USER@HOST:5432/DATABASE"},
		"no port":             {"postgres://ann:secret@host:port/onset", Options{}, "postgres://USER@HOST:5432/DATABASE"},
		"no sslmode":          {"postgres://ann:secret@host/onset?sslmode=perhaps", Options{}, "sslmode"},
		"another kind":        {address + "&target_session_attrs=standby", Options{}, "target_session_attrs"},
		"torn by a ?":         {"postgres://ann:12?secret@host/onset", Options{}, "%3F"},
		"torn by a /":         {"postgres://ann:12/secret@host/onset", Options{}, "%2F"},
		"torn by a #":         {"postgres://ann:12#secret@host/onset", Options{}, "%23"},
		"torn by @ and /":     {"postgres://ann:12@3/secret@host/onset", Options{}, "%40"},
		"torn by an &":        {"postgres://host/onset?password=12&secret", Options{}, "%26"},
		"torn by a %":         {"postgres://host/onset?password=12%secret", Options{}, "%25"},
		"settings":            {"host=host user=ann password=secret", Options{}, "postgres://USER@HOST:5432/DATABASE"},
		"another's address":   {"mysql://ann:secret@host/onset", Options{}, "postgres://USER@HOST:5432/DATABASE"},
	} {
		t.Run(name, func(t *testing.T) {
			c.o.Decisions = newsroom.Decisions{}
			s, err := Open(t.Context(), c.address, c.o)
			if err == nil {
				_, err = s.AddNotes(t.Context(), []archive.Note{{About: "x", Text: "y"}})
				s.Close()
			}
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret") {
				t.Errorf("got %v, want %q and no password", err, c.want)
			}
		})
	}
}

// Whoever names several servers and asks for the one that writes is served by it; the
// connections that only read are no standbys for that.
func TestTheServerThatWritesIsAskedFor(t *testing.T) {
	_, _, address := onServer(t)
	s, err := Open(t.Context(), address+"&target_session_attrs=read-write", Options{Decisions: newsroom.Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	mark := archive.RematchMark{Of: "the writer", UpTo: 1}
	if _, err := s.Rematch(t.Context(), archive.Rematch{Mark: mark}, false); err != nil {
		t.Error(err)
	}
	if got, err := s.RematchMark(t.Context()); err != nil || got != mark {
		t.Errorf("read %+v: %v", got, err)
	}
	if err := s.SQL(t.Context(), "SELECT 1 AS one", 0, func([]string, []any) error { return nil }); err != nil {
		t.Error(err)
	}
	_, err = s.engine.(*postgres).readers.Exec(t.Context(), "CREATE TABLE mine (x int)")
	if err == nil || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("a connection that reads wrote: %v", err)
	}
}

// What other things take that are in the database is not counted as Onset's.
func TestOnlyWhatIsOnsetsIsMeasured(t *testing.T) {
	s, _, address := onServer(t)
	before, err := s.Space(t.Context())
	if err != nil || before.File == 0 {
		t.Fatal(before, err)
	}
	pgtest.SQL(t, address, "CREATE SCHEMA beside; CREATE TABLE beside.large AS SELECT repeat('x', 100) FROM generate_series(1, 10000)")
	if after, err := s.Space(t.Context()); err != nil || after.File != before.File {
		t.Errorf("%d bytes became %d: %v", before.File, after.File, err)
	}
}

// A server that dies in the middle of an answer says nothing; what became of the step,
// and what to do, is told all the same.
func TestALostConnectionIsExplained(t *testing.T) {
	err := explain(&postgres{config: &pgxpool.Config{ConnConfig: &pgx.ConnConfig{}}}, "reading", io.ErrUnexpectedEOF)
	if !strings.Contains(err.Error(), "the connection was lost") || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
}

func TestShownNamesHaveNoPassword(t *testing.T) {
	for name, want := range map[string]string{
		"onset.db": "onset.db",
		"postgres://ann:secret@host:5433/desk?sslmode=require&password=secret": "postgres://ann@host:5433/desk",
		"postgresql://host/desk": "postgres://host/desk",
		"postgres://ann:secret@one:5432,two:5433/desk?target_session_attrs=read-write": "postgres://ann@one:5432,two:5433/desk",
		"postgres://%zz:secret@":             "postgres://…",
		"postgres://ann:12/secret@host/desk": "postgres://…",
		"postgres://ann:12?secret@host/desk": "postgres://…",
		"host=host password=secret":          "postgres://…",
		"mysql://ann:secret@host/desk":       "postgres://…",
	} {
		if got := Shown(name); got != want {
			t.Errorf("%s is shown as %s, want %s", name, got, want)
		}
	}
	const here = "postgres:///desk?host=%2Frun%2Fpostgresql&search_path=house"
	if got := Typed(here + "&password=secret&user=ann"); got != here+"&user=ann" {
		t.Errorf("it is typed again as %s", got)
	}
}

// What an older version kept as texts by name is read from the tables on a server too.
func TestTheLedgerMovesOutOfMetaOnAServer(t *testing.T) {
	s, _, address := onServer(t)
	moving, err := migrations.ReadFile("migrations/postgres/0027_carried.sql")
	if err != nil {
		t.Fatal(err)
	}
	pgtest.SQL(t, address, `DROP TABLE carried, rematch, held; INSERT INTO meta VALUES
		('named read with', '{"speaker a b":"[1]","source c":""}'), ('named matched rules', '{"n/a":"1f","n/b":"otherwise"}'), ('named rematch', 'ab12 up to 77'),
		('named held addresses', '[{"Address":"https://a.example/","Place":"kyiv","Until":"2026-02-04T15:00:00.5+03:00"}]');`+string(moving))
	carried := archive.Carried{Known: true, Rules: map[string]string{"n/a": "1f", "n/b": "otherwise"}, Scene: map[string]string{"speaker a b": "[1]", "source c": ""}}
	if got, err := s.Carried(t.Context()); err != nil || !cmp.Equal(got, carried) {
		t.Errorf("carried: %+v %v", got, err)
	}
	if m, err := s.RematchMark(t.Context()); err != nil || m != (archive.RematchMark{Of: "ab12", UpTo: 77}) {
		t.Errorf("rematch: %+v %v", m, err)
	}
	held := []archive.Held{{Address: "https://a.example/", Place: "kyiv", Until: time.Date(2026, 2, 4, 12, 0, 0, 5e8, time.UTC)}}
	if got, err := s.Held(t.Context()); err != nil || !cmp.Equal(got, held) {
		t.Errorf("held: %+v %v", got, err)
	}
	if n := count(t, s, "SELECT count(*) FROM meta WHERE key LIKE 'named %'"); n != 0 {
		t.Errorf("%d texts are left in meta", n)
	}
}

// The search index of a machine goes with the database, by whichever address it is
// reached.
func TestTheIndexFileIsOfTheDatabase(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	here, there := postgresDatabase(t), postgresDatabase(t)
	u, err := url.Parse(here)
	if err != nil {
		t.Fatal(err)
	}
	settings := u.Query()
	settings.Set("host", "127.0.0.1,"+settings.Get("host")) // where nobody answers, then where it is
	settings.Set("port", "1,5432")
	settings.Set("search_path", "public")
	u.RawQuery = settings.Encode()
	fileOf := func(address string) string {
		t.Helper()
		s, err := Open(t.Context(), address, Options{Decisions: newsroom.Decisions{}})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		return s.derived.path
	}
	if a, b := fileOf(here), fileOf(u.String()); a != b {
		t.Errorf("by another address the index is %s, not %s", b, a)
	}
	if a, b := fileOf(here), fileOf(there); a == b {
		t.Errorf("two databases share the index %s", a)
	}
}
