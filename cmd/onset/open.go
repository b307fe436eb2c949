package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"onset/newsroom"
	"onset/store"
)

// openStore opens the database. One of an older version is copied before it is
// brought up to date.
func (a *app) openStore(ctx context.Context, o store.Options) (*store.Store, error) {
	o.Now, o.Decisions, o.Index = a.now, newsroom.Decisions{}, a.index
	if !o.ReadOnly {
		copied, err := store.BackupOlder(ctx, a.db)
		if err != nil {
			return nil, fmt.Errorf("copying the database before it is brought up to date: %w", err)
		}
		if copied != "" {
			fmt.Fprintf(a.err, "%s is brought up to date; as it was, it is kept in %s\n", a.db, copied)
		}
	}
	return store.Open(ctx, a.db, o)
}

// openToRead opens the database for a command that only looks.
func (a *app) openToRead(ctx context.Context) (*store.Store, error) {
	return a.openStore(ctx, store.Options{ReadOnly: true})
}

// openToWrite opens the database, and makes it where there is none.
func (a *app) openToWrite(ctx context.Context) (*store.Store, error) {
	return a.openStore(ctx, store.Options{})
}

// openExisting opens a database that must be there already.
func (a *app) openExisting(ctx context.Context) (*store.Store, error) {
	return a.openStore(ctx, store.Options{Existing: true})
}

// openBoth opens the rules and the database for a command that takes something in.
func (a *app) openBoth(ctx context.Context) (*newsroom.Desk, *store.Store, error) {
	return a.openBothFor(ctx, store.Options{})
}

// openBothFor opens the rules and the database, and makes the rules those in force.
// Events that wait to be folded are, and a search index that is out of date is built
// anew.
func (a *app) openBothFor(ctx context.Context, o store.Options) (*newsroom.Desk, *store.Store, error) {
	var d *newsroom.Desk
	if !a.made() { // faulty rules leave no database behind
		var err error
		if d, err = newsroom.RecallDesk(ctx, a.config, thisBuild(), nil); err != nil {
			return nil, nil, err
		}
	}
	s, err := a.openStore(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	if d == nil {
		if d, err = newsroom.RecallDesk(ctx, a.config, thisBuild(), s); err != nil {
			return nil, nil, errors.Join(err, s.Close())
		}
	}
	_, folded := s.Fold(ctx) // what a round that was cut short had brought
	if err := errors.Join(folded, d.Put(ctx, s), s.TidyIndex(ctx, false)); err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	return d, s, nil
}

// made tells whether there is a database; on a server there is.
func (a *app) made() bool {
	_, err := os.Stat(a.db)
	return err == nil || store.IsAddress(a.db)
}

// thisBuild is a name that no other build of the program has: when its file was
// written, and how large it is. It is empty where that can't be known.
func thisBuild() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	file, err := os.Stat(name)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%d bytes of %d", file.Size(), file.ModTime().UnixNano())
}

// openDeskToRead opens the rules and the database for a command that changes neither.
func (a *app) openDeskToRead(ctx context.Context) (*newsroom.Desk, *store.Store, error) {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return nil, nil, err
	}
	s, err := a.openToRead(ctx)
	return d, s, err
}
