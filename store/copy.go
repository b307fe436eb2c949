package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"onset/tracker/archive"
)

// copyable is what an engine has to know for a copy.
type copyable interface {
	hasTable(t *tx, name string) (bool, error)
	// kinds returns the types of a table's columns.
	kinds(t *tx, x table) ([]string, error)
	// triggers takes all triggers out, or puts them in again.
	triggers(t *tx, s schema, on bool) error
	// lastNumber returns the number that was given last in a table that numbers its
	// rows itself; 0 for others.
	lastNumber(t *tx, x table) (int64, error)
	setLastNumber(t *tx, x table, n int64) error
	// indexCopied has the texts of a copy indexed.
	indexCopied(ctx context.Context, s *Store) error
}

// CopyOptions say how a database is copied.
type CopyOptions struct {
	Decisions Decisions
	Now       func() time.Time // nil is time.Now
	Step      func(CopyStep)   // told after each step; may be nil
}

// CopyStep is how far a copy has come.
type CopyStep struct {
	Table     string
	Rows      int  // of the table that are done
	Of        int  // of its rows
	Comparing bool // both are there, and held against each other
}

// Copied is what a copy came to.
type Copied struct {
	Tables int `json:"tables"`
	Rows   int `json:"rows"`
	Before int `json:"before"` // rows that an interrupted copy had brought
	Events int `json:"events"` // that both tell alike, those that were superseded included
}

// Copy copies a database to a new one, of the other engine or of the same: a file by
// its path, a database of a server by its address. What is copied is one moment of it,
// in batches; interrupted, a copy goes on where it stopped. At the end every row of
// every table and the timelines are compared; until then the target can't be used. A
// target that holds something else is refused.
func Copy(ctx context.Context, from, to string, o CopyOptions) (Copied, error) {
	source, err := Open(ctx, from, Options{ReadOnly: true, Daemon: IsAddress(from) || !frozen(from), alone: true, Now: o.Now})
	if err != nil {
		return Copied{}, err
	}
	defer source.Close()
	part, err := unnamed(to)
	if err != nil {
		return Copied{}, err
	}
	target, err := Open(ctx, part, Options{Decisions: o.Decisions, Now: o.Now, Daemon: true, alone: true})
	if err != nil {
		return Copied{}, err
	}
	c := copier{from: source, to: target, told: o.Step, finished: part != to}
	if err := errors.Join(c.copy(ctx), target.Close()); err != nil {
		return c.out, fmt.Errorf("copying %s to %s: %w", source.engine.name(), Shown(to), err)
	}
	if part != to {
		err = errors.Join(os.Rename(part, to), removeIfThere(part+".lock"))
	}
	return c.out, err
}

// unnamed names where a copy is made: a file gets its name when it is whole.
func unnamed(to string) (string, error) {
	if IsAddress(to) {
		return to, nil
	}
	if _, err := os.Stat(to); !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("copying to %s: the file exists; name a new one, or remove it first", to)
	}
	return to + ".copying", nil
}

// copier is a copy under way.
type copier struct {
	from, to *Store
	told     func(CopyStep)
	finished bool // a target in which nothing is noted may be a copy that lacks only its name
	schema   schema
	out      Copied
}

// copyBatch is how many rows one transaction copies.
const copyBatch = 500

// Names under which the table copying keeps, beside each table's, what the rows are of.
const copyOf = ""

func (c *copier) copy(ctx context.Context) (err error) {
	if c.schema, err = schemaOf(ctx); err != nil {
		return err
	}
	moment, release, err := c.from.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer release()
	return c.from.look(moment, "reading", func(from *tx) error {
		counts, err := c.begin(ctx, from)
		if err != nil {
			return err
		}
		for i, table := range c.schema.tables {
			if err := c.table(ctx, from, table, counts[i]); err != nil {
				return fmt.Errorf("table %s: %w", table.name, err)
			}
		}
		if err := c.compare(ctx, moment, from, counts); err != nil {
			return err
		}
		return c.finish(ctx, from)
	})
}

// begin prepares the target, and returns how many rows there are to copy of each
// table.
func (c *copier) begin(ctx context.Context, from *tx) (counts []int, err error) {
	if counts, err = from.counts(c.schema); err != nil {
		return nil, err
	}
	of := encode(counts)
	return counts, c.to.change(ctx, "preparing", func(to *tx) error {
		noted, err := c.to.engine.hasTable(to, "copying")
		if err != nil {
			return err
		}
		if noted {
			var was string
			if _, err := to.get("SELECT last FROM copying WHERE name = ?", []any{copyOf}, &was); err != nil || was == of {
				return err
			}
		} else if whole, err := c.whole(to); whole || err != nil {
			return err
		}
		return c.clear(to, of)
	})
}

// whole tells whether the target, in which nothing of a copy is noted, has rows, as a
// copy that lacks only its name; that of another is refused.
func (c *copier) whole(to *tx) (bool, error) {
	for _, table := range c.schema.tables {
		var used bool
		if _, err := to.get("SELECT EXISTS (SELECT 1 FROM "+table.name+")", nil, &used); err != nil {
			return false, err
		}
		switch {
		case table.seeded || !used:
		case c.finished:
			return true, nil
		default:
			return false, fmt.Errorf("it holds something already (table %s), and nothing is copied over it; name an empty one", table.name)
		}
	}
	return false, nil
}

// clear empties the target, whose triggers would do again what has been done.
func (c *copier) clear(to *tx, of string) error {
	if err := c.to.engine.triggers(to, c.schema, false); err != nil {
		return err
	}
	for i := range c.schema.tables {
		if err := to.exec("DELETE FROM " + c.schema.tables[len(c.schema.tables)-1-i].name); err != nil {
			return err
		}
	}
	if err := to.exec("CREATE TABLE IF NOT EXISTS copying (name TEXT PRIMARY KEY, last TEXT NOT NULL)"); err != nil {
		return err
	}
	if _, err := c.to.engine.hasTable(to, "copying"); err != nil { // asked for it to be made before it is named
		return err
	}
	if err := to.exec("DELETE FROM copying"); err != nil {
		return err
	}
	return to.exec("INSERT INTO copying (name, last) VALUES (?, ?)", copyOf, of)
}

// table copies the rows of a table that have not been.
func (c *copier) table(ctx context.Context, from *tx, table table, total int) error {
	last, before, err := c.copiedTo(ctx, table)
	if err != nil {
		return err
	}
	c.out.Tables++
	c.out.Rows += total
	c.out.Before += before
	kinds, err := c.kinds(ctx, table)
	if err != nil {
		return err
	}
	for rows := before; ; {
		batch, err := from.rowsAfter(table, last, copyBatch)
		if err != nil || len(batch) == 0 {
			return err
		}
		last = table.key(batch[len(batch)-1])
		if err := c.to.change(ctx, "writing", func(to *tx) error { return to.copyRows(table, kinds, batch, last) }); err != nil {
			return err
		}
		rows += len(batch)
		c.tell(CopyStep{Table: table.name, Rows: rows, Of: total})
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

func (c *copier) tell(step CopyStep) {
	if c.told != nil {
		c.told(step)
	}
}

// kinds returns which types the columns of a table have in the target.
func (c *copier) kinds(ctx context.Context, table table) (kinds []string, err error) {
	err = c.to.look(ctx, "reading", func(to *tx) error {
		kinds, err = c.to.engine.kinds(to, table)
		return err
	})
	return kinds, err
}

// copiedTo returns the key of the row that was copied last, nil for none, and how many
// were.
func (c *copier) copiedTo(ctx context.Context, table table) (last []any, rows int, err error) {
	err = c.to.look(ctx, "reading", func(to *tx) error {
		if noted, err := c.to.engine.hasTable(to, "copying"); err != nil {
			return err
		} else if !noted { // it is whole
			last, err = to.lastKey(table)
			return err
		}
		var text string
		if found, err := to.get("SELECT last FROM copying WHERE name = ?", []any{table.name}, &text); err != nil || !found {
			return err
		}
		if last, err = decodeKey(text); err != nil {
			return err
		}
		_, err := to.get("SELECT count(*) FROM "+table.name+" c WHERE "+table.condition(), nil, &rows)
		return err
	})
	return last, rows, err
}

// decodeKey reads a key as encode wrote it.
func decodeKey(text string) (key []any, err error) {
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	if err := d.Decode(&key); err != nil {
		return nil, err
	}
	for i, v := range key {
		if n, ok := v.(json.Number); ok {
			if key[i], err = n.Int64(); err != nil {
				return nil, err
			}
		}
	}
	return key, nil
}

// compare holds every row and the timelines against each other. A copy that differs is
// begun anew next time: somebody has written to one of them meanwhile.
func (c *copier) compare(ctx, moment context.Context, from *tx, counts []int) error {
	err := c.to.look(ctx, "comparing", func(to *tx) error {
		for i, table := range c.schema.tables {
			if err := sameRows(from, to, table, func(rows int) {
				c.tell(CopyStep{Table: table.name, Rows: rows, Of: counts[i], Comparing: true})
			}); err != nil {
				return fmt.Errorf("table %s: %w", table.name, err)
			}
		}
		return nil
	})
	if err == nil {
		err = c.compareTimelines(ctx, moment)
	}
	if err == nil || ctx.Err() != nil {
		return err
	}
	noted := c.to.change(ctx, "noting a difference in", func(to *tx) error {
		return to.exec("UPDATE copying SET last = '' WHERE name = ?", copyOf)
	})
	return errors.Join(fmt.Errorf("%w; stop what writes to them, and copy again, which begins anew", err), noted)
}

func (c *copier) compareTimelines(ctx, moment context.Context) error {
	all := archive.Filter{All: true}
	want, err := c.from.Timeline(moment, all)
	if err != nil {
		return err
	}
	got, err := c.to.Timeline(ctx, all)
	if err != nil {
		return err
	}
	c.out.Events = len(want)
	if encode(got) != encode(want) {
		return fmt.Errorf("the timelines differ: %d events and %d", len(want), len(got))
	}
	return nil
}

// finish makes the target one that can be used.
func (c *copier) finish(ctx context.Context, from *tx) error {
	err := c.to.change(ctx, "finishing", func(to *tx) error {
		for _, table := range c.schema.tables {
			if table.counter == "" {
				continue
			}
			n, err := c.from.engine.lastNumber(from, table)
			if err != nil {
				return err
			}
			if err := c.to.engine.setLastNumber(to, table, n); err != nil {
				return err
			}
		}
		return c.to.engine.triggers(to, c.schema, true)
	})
	if err != nil {
		return err
	}
	if err := c.to.engine.indexCopied(ctx, c.to); err != nil {
		return err
	}
	return c.to.change(ctx, "finishing", func(to *tx) error { return to.exec("DROP TABLE IF EXISTS copying") })
}
