package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/mattn/go-sqlite3"

	"onset/tracker/archive"
)

// derived is the full-text index in a SQLite file of this machine, beside a database
// on a server that has none. It holds nothing that can't be made again: the database
// logs in the table document which texts are to be indexed, in the order in which they
// were committed, and whoever looks something up takes in first what is new there. All
// processes of a machine may share the file.
type derived struct {
	path    string
	turn    chan struct{} // holds one token; who has it opens, closes and feeds
	file    *sqliteFile   // nil while it is not open
	indexer indexer
	newest  logged      // which this process knows to be in the file, with all before it
	damaged atomic.Bool // found while looking something up
}

// logged is a row of the table document: a text, and when it was recorded, so that the
// same number of another database, or of one that was set back, is told apart. The
// table fed of the file has a copy of each that was taken in.
type logged struct{ n, revision, recorded int64 }

const (
	feedBatch = 500 // texts that one transaction takes in
	logAtOnce = 50  // rows that one statement inserts
)

func newDerived(path string) *derived {
	d := &derived{path: path, turn: make(chan struct{}, 1)}
	d.turn <- struct{}{}
	return d
}

// log notes in the database which texts each machine has to take into its index.
func (t *tx) log(docs []document) error {
	for part := range slices.Chunk(docs, logAtOnce) {
		args := make([]any, len(part))
		for i, d := range part {
			args[i] = d.revision
		}
		if err := t.exec("INSERT INTO document (revision) VALUES "+strings.TrimSuffix(strings.Repeat("(?), ", len(part)), ", "), args...); err != nil {
			return err
		}
	}
	return nil
}

// lookUp runs f on an index that has all texts of t.
func (d *derived) lookUp(t *tx, f func(index) error) error {
	file, err := d.feed(t, false)
	if err != nil {
		return err
	}
	r, err := file.read(t.ctx)
	if err != nil {
		return d.explain(err)
	}
	defer r.end(t.ctx)
	if err = f(index{&tx{session: r, ctx: t.ctx, postings: t.postings}}); isDamage(err) {
		d.damaged.Store(true)
		err = d.explain(fmt.Errorf("%w: it is made anew when something is looked up next", err))
	}
	return err
}

func (d *derived) explain(err error) error {
	return fmt.Errorf("the search index of this machine, %s: %w", d.path, err)
}

// feed takes in what t has logged, and returns the file. It gives up with
// archive.ErrIndexBehind when the time of t is over. With anew the index is built from
// nothing.
func (d *derived) feed(t *tx, anew bool) (*sqliteFile, error) {
	select {
	case <-d.turn:
	case <-t.ctx.Done():
		return nil, d.behind(t.ctx.Err())
	}
	defer func() { d.turn <- struct{}{} }()
	err := d.catchUp(t, anew)
	if isDamage(err) {
		if err = d.setAside(); err == nil {
			err = d.catchUp(t, false)
		}
	}
	var e sqlite3.Error
	switch {
	case err == nil:
		return d.file, nil
	case t.ctx.Err() != nil, errors.As(err, &e) && e.Code == sqlite3.ErrBusy:
		return nil, d.behind(err)
	}
	return nil, d.explain(err)
}

func (d *derived) behind(err error) error {
	return fmt.Errorf("%w (%s): %w", archive.ErrIndexBehind, d.path, err)
}

// catchUp takes in all that was logged; with anew, after everything was taken out.
func (d *derived) catchUp(t *tx, anew bool) error {
	if d.damaged.Swap(false) {
		return sqlite3.Error{Code: sqlite3.ErrCorrupt}
	}
	if err := d.open(t.ctx); err != nil {
		return err
	}
	newest, err := t.lastLogged()
	if err != nil {
		return err
	}
	for anew || newest != d.newest {
		if err := t.ctx.Err(); err != nil {
			return err
		}
		if err := d.step(t, newest, anew); err != nil {
			return err
		}
		anew = false
	}
	return nil
}

// step takes in the next texts of t in one transaction.
func (d *derived) step(t *tx, newest logged, anew bool) error {
	w, _, err := d.file.write(t.ctx, lazily, time.Time{})
	if err != nil {
		return err
	}
	x := &tx{session: w, ctx: context.WithoutCancel(t.ctx)}
	defer w.end(x.ctx)
	kept := false
	defer func() {
		if !kept { // it failed, or another process has written all of it
			d.indexer.forget()
		}
	}()
	last, err := d.goOnFrom(x, t, newest, anew)
	if err != nil || last == newest {
		d.newest = last
		return err
	}
	docs, taken, err := t.documentsAfter(last.n)
	if err != nil {
		return err
	}
	if len(taken) == 0 {
		return fmt.Errorf("the database lists texts after number %d that it does not have", last.n)
	}
	if err := d.indexer.add(x, docs); err != nil {
		return err
	}
	for _, l := range taken {
		if err := x.exec("INSERT INTO fed (n, revision, recorded) VALUES (?, ?, ?)", l.n, l.revision, l.recorded); err != nil {
			return err
		}
	}
	if err := w.commit(x.ctx); err != nil {
		return err
	}
	kept, d.newest = true, taken[len(taken)-1]
	return nil
}

// goOnFrom returns the row of the log that was taken in last; the newest of t where
// that has been, by whomever. Of an index that is of another database than t, or of
// another past of it, it is the zero value: it has been emptied.
func (d *derived) goOnFrom(x, t *tx, newest logged, anew bool) (logged, error) {
	if there, err := x.fed("n = ?", newest.n); err != nil || there == newest && !anew {
		return newest, err
	}
	last, err := x.fed("n = (SELECT max(n) FROM fed)")
	if err != nil {
		return last, err
	}
	if last != d.newest {
		d.indexer.forget() // another process has written, or emptied it
	}
	same, err := t.logged("WHERE d.n = ?", last.n)
	if err != nil || same == last && !anew {
		return last, err
	}
	stale, _, err := t.stale()
	if err != nil {
		return last, err
	}
	d.indexer.forget()
	return logged{}, x.makeIndex(stale)
}

// fed returns a row of the table; the zero value when there is none.
func (x *tx) fed(clause string, args ...any) (l logged, err error) {
	_, err = x.get("SELECT n, revision, recorded FROM fed WHERE "+clause, args, &l.n, &l.revision, &l.recorded)
	return l, err
}

// logged returns a row of the log; the zero value when there is none.
func (t *tx) logged(clause string, args ...any) (l logged, err error) {
	_, err = t.get("SELECT d.n, d.revision, r.recorded FROM document d JOIN revision r ON r.id = d.revision "+clause, args, &l.n, &l.revision, &l.recorded)
	return l, err
}

// lastLogged returns the newest row of the log.
func (t *tx) lastLogged() (logged, error) { return t.logged("ORDER BY d.n DESC LIMIT 1") }

// documentsAfter returns the next texts of the log, each once and without those that
// were let go since, and the rows that stand for them.
func (t *tx) documentsAfter(n int64) (docs []document, taken []logged, err error) {
	met := map[int64]bool{}
	err = t.each(`SELECT d.n, d.revision, r.recorded, s.id, r.title, r.text, r.language FROM document d JOIN revision r ON r.id = d.revision
		JOIN article a ON a.id = r.article JOIN source s ON s.n = a.source WHERE d.n > ? ORDER BY d.n LIMIT ?`, []any{n, feedBatch},
		func(scan func(...any) error) error {
			var l logged
			var source, title, language string
			var body sql.NullString
			if err := scan(&l.n, &l.revision, &l.recorded, &source, &title, &body, &language); err != nil {
				return err
			}
			taken = append(taken, l)
			if body.Valid && !met[l.revision] {
				met[l.revision] = true
				docs = append(docs, analysed(l.revision, source, title, body.String, language))
			}
			return nil
		})
	return docs, taken, err
}

// tidyFile takes in what is new, and builds the index anew when too much of it is
// stale, or with force.
func (s *Store) tidyFile(ctx context.Context, force bool) error {
	return s.look(ctx, "bringing the search index up to date with", func(t *tx) error {
		file, err := s.derived.feed(t, force)
		if err != nil || force {
			return err
		}
		then, err := staleAtFirst(ctx, file)
		if err != nil {
			return s.derived.explain(err)
		}
		stale, articles, err := t.stale()
		if err == nil && (stale-then)*staleShare > articles {
			_, err = s.derived.feed(t, true)
		}
		return err
	})
}

// staleAtFirst returns how many stale texts had been counted when an index was begun:
// they are not in it.
func staleAtFirst(ctx context.Context, file *sqliteFile) (n int, err error) {
	r, err := file.read(ctx)
	if err != nil {
		return 0, err
	}
	defer r.end(ctx)
	_, err = (&tx{session: r, ctx: ctx}).get("SELECT value FROM meta WHERE key = ?", []any{staleKey}, &n)
	return n, err
}

// IndexFile tells where the search index lies that is not part of the database, and
// how far it is behind. It makes none.
func (s *Store) IndexFile(ctx context.Context) (archive.IndexFile, error) {
	if s.derived == nil {
		return archive.IndexFile{}, nil
	}
	out := archive.IndexFile{Path: s.derived.path}
	var last logged
	var err error
	if out.Bytes, last, err = lastFed(ctx, out.Path); err != nil {
		return out, s.derived.explain(err)
	}
	err = s.look(ctx, "counting the texts of", func(t *tx) error {
		same, err := t.logged("WHERE d.n = ?", last.n)
		if err != nil {
			return err
		}
		_, err = t.get("SELECT count(*) FROM document WHERE n > ?", []any{same.n}, &out.Behind)
		return err
	})
	return out, err
}
