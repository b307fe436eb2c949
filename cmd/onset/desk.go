package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"onset/store"
	"onset/tracker"
	"onset/tracker/reader"
	"onset/tracker/rulefile"
)

// desk is one rules file with everything that is built of it.
type desk struct {
	file    *rulefile.File
	reader  *reader.Reader
	sources map[string]tracker.Source      // by id
	feeds   map[string]tracker.FeedAddress // by address as the user wrote it
}

// openDesk reads and checks a rules file, its examples included.
func openDesk(name string) (*desk, error) {
	src, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usagef("reading the rules: there is no file %s; name yours with --config, or copy the narratives.yaml that comes with Onset", name)
	}
	if err != nil {
		return nil, refused(fmt.Errorf("reading the rules: %w", err))
	}
	return newDesk(name, src)
}

// newDesk builds a desk of the text of a rules file.
func newDesk(name string, src []byte) (*desk, error) {
	file, err := rulefile.Load(name, src)
	if err != nil {
		return nil, refused(err)
	}
	d := &desk{file: file, reader: reader.New(file), sources: map[string]tracker.Source{}, feeds: map[string]tracker.FeedAddress{}}
	for _, s := range file.Sources {
		d.sources[s.ID] = s
		for _, f := range s.Feeds {
			d.feeds[f.URL] = f
		}
	}
	return d, nil
}

// points lists the talking points of all narratives.
func (d *desk) points() []tracker.TalkingPoint {
	var out []tracker.TalkingPoint
	for _, n := range d.file.Narratives {
		out = append(out, n.TalkingPoints...)
	}
	return out
}

// rules is what the store keeps of the file.
func (d *desk) rules() store.Rules {
	return store.Rules{
		Text: d.file.Text, Hash: d.file.Hash, Zone: d.file.Zone,
		Sources: d.file.Sources, Speakers: d.file.Speakers, Points: d.points(),
	}
}

// source returns the configured source of an id or name; an unknown one is of
// kind other, as an import may name any.
func (d *desk) source(idOrName string) tracker.Source {
	if s, ok := d.sources[idOrName]; ok {
		return s
	}
	for _, s := range d.file.Sources {
		if s.Name == idOrName {
			return s
		}
	}
	return tracker.Source{ID: idOrName, Name: idOrName, Kind: tracker.OtherKind, Zone: d.file.Zone}
}

// openStore opens the database. One of an older version is copied before it is
// brought up to date.
func (a *app) openStore(ctx context.Context, o store.Options) (*store.Store, error) {
	o.Now = a.now
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
func (a *app) openBoth(ctx context.Context, o store.Options) (*desk, *store.Store, error) {
	d, err := openDesk(a.config)
	if err != nil {
		return nil, nil, err
	}
	s, err := a.openStore(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	if err := d.put(ctx, s); err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	return d, s, nil
}

// put makes the rules of the desk those in force. Where nothing is stored yet
// there is nothing to match them against.
func (d *desk) put(ctx context.Context, s *store.Store) error {
	if _, err := s.SetRules(ctx, d.rules()); err != nil {
		return err
	}
	matched, err := s.Meta(ctx, matchedRules)
	if err != nil || matched != "" {
		return err
	}
	size, err := s.Size(ctx)
	if err != nil || size.Articles > 0 {
		return err
	}
	return (&intake{desk: d, store: s}).rulesMatched(ctx)
}
