package main

import (
	"context"
	"errors"
	"fmt"

	"onset/newsroom"
	"onset/store"
)

// openStore opens the database. One of an older version is copied before it is
// brought up to date.
func (a *app) openStore(ctx context.Context, o store.Options) (*store.Store, error) {
	o.Now, o.Decisions = a.now, newsroom.Decisions{}
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

// openBoth opens the rules and the database, and makes the rules those in force.
// Events that wait to be folded are, and a search index that is out of date is built
// anew.
func (a *app) openBoth(ctx context.Context, o store.Options) (*newsroom.Desk, *store.Store, error) {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return nil, nil, err
	}
	s, err := a.openStore(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	_, folded := s.Fold(ctx) // what a round that was cut short had brought
	if err := errors.Join(folded, d.Put(ctx, s), s.TidyIndex(ctx, false)); err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	return d, s, nil
}
