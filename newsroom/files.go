package newsroom

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"path/filepath"
	"strings"
	"time"

	"onset/feeds"
	"onset/tracker"
	"onset/tracker/archive"
)

// Files reads articles out of files, and counts what was made of their rows.
type Files struct {
	Desk    *Desk
	Mapping *feeds.Mapping // of a table; nil: its columns are known by their usual names
	Source  string         // id or name, of records that name none; empty: "import"
	NoDates bool           // take tables that have no date column
	Started time.Time      // by the real clock
	Replay  *Replay        // where records are placed; nil: nowhere

	Say  func(line string)                                // told of each row that is left out or not wholly read
	Each func(src tracker.Source, rec feeds.Record) error // given each row that goes in

	Rows  Rows
	Files []archive.ImportedFile // that were read
	Come  string                 // the last row that was read, in words
}

// Read reads one file, by the ending of its name. One that is not what it was taken
// for is counted, and named.
func (f *Files) Read(ctx context.Context, name string, r io.Reader) error {
	read := hashedReader{Reader: r, sum: sha256.New()}
	err := f.read(ctx, name, &read)
	var wrong feeds.WrongFile
	if errors.As(err, &wrong) {
		f.Rows.Wrong++
		f.Say(fmt.Sprintf("%s was not read: %s", name, wrong.Says))
		return nil
	}
	if err == nil {
		f.Files = append(f.Files, archive.ImportedFile{Name: filepath.Base(name), SHA256: hex.EncodeToString(read.sum.Sum(nil)), Bytes: read.bytes})
	}
	return err
}

// hashedReader takes the hash of what is read.
type hashedReader struct {
	io.Reader
	sum   hash.Hash
	bytes int64
}

func (r *hashedReader) Read(b []byte) (int, error) {
	n, err := r.Reader.Read(b)
	r.bytes += int64(n)
	r.sum.Write(b[:n])
	return n, err
}

func (f *Files) read(ctx context.Context, name string, r io.Reader) error {
	reading := feeds.Import{
		Now:     f.Started,
		Source:  f.sourceOf,
		Each:    func(rec feeds.Record) error { return f.take(ctx, name, rec) },
		Reject:  func(t feeds.Trouble) { f.reject(name, t) },
		Unused:  func(columns []string) { f.Rows.Leave(name, columns) },
		NoDates: f.NoDates,
	}
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case f.Mapping != nil:
		return feeds.ReadTable(r, *f.Mapping, reading)
	case ext == ".csv" || ext == ".tsv":
		return feeds.ReadTable(r, feeds.Mapping{}, reading)
	case ext == ".xml" || ext == ".rss" || ext == ".atom" || ext == ".rdf" || ext == ".json":
		return f.savedFeed(ctx, name, r)
	}
	return feeds.ReadJSONL(r, reading)
}

// savedFeed reads a feed that was saved as a file.
func (f *Files) savedFeed(ctx context.Context, name string, r io.Reader) error {
	var body bytes.Buffer
	if _, err := body.ReadFrom(r); err != nil {
		return err
	}
	feed, err := feeds.Parse(body.Bytes(), feeds.Reading{Source: f.sourceOf(""), Now: f.Started})
	if err != nil {
		return feeds.WrongFile{Says: err.Error()}
	}
	for range feed.Rejected {
		f.reject(name, feeds.Trouble{Kind: "is an item that could not be read"})
	}
	for _, item := range feed.Items {
		if err := f.take(ctx, name, feeds.Record{Item: item}); err != nil {
			return err
		}
	}
	return nil
}

// sourceOf is the source of a record: what it says, else what is said of all.
func (f *Files) sourceOf(said string) tracker.Source {
	return f.Desk.Source(cmp.Or(said, f.Source, "import"))
}

// reject names a row that is left out.
func (f *Files) reject(name string, t feeds.Trouble) {
	if f.Rows.Reject(name, t) {
		f.Say(fmt.Sprintf("%s: %s", name, t))
	}
}

// take counts a record and hands it on, unless it can't be replayed.
func (f *Files) take(ctx context.Context, name string, rec feeds.Record) error {
	src := f.sourceOf(rec.Source)
	f.Come = fmt.Sprintf("%s, line %d", name, rec.Line)
	if f.Replay != nil {
		if err := f.Replay.Place(src, rec.Item, f.Started); err != nil {
			f.reject(name, feeds.Trouble{Line: rec.Line, Kind: err.Error()})
			return ctx.Err()
		}
	}
	_, configured := f.Desk.Sources[src.ID]
	f.Rows.Keep(rec, configured, f.Started)
	for _, d := range rec.Doubts {
		if f.Rows.Doubt(name, d) {
			f.Say(fmt.Sprintf("%s: line %d: kept, but %s%s", name, d.Line, d.Kind, d.Detail))
		}
	}
	return f.Each(src, rec)
}
