package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"onset/tracker"
	"onset/tracker/archive"
)

// errOvertaken tells that another process sealed meanwhile.
var errOvertaken = errors.New("another process has sealed it")

// Seal closes a day, unless it or a later one is sealed already or there is nothing
// to seal: it adds a list of the hashes of all facts that were recorded or superseded
// since the newest list, and of that list. It returns the newest seal, without its
// list; its Day is 0 where there is none.
func (s *Store) Seal(ctx context.Context, day tracker.Day) (newest archive.Seal, err error) {
	var drawn drawnSeal
	err = s.look(ctx, "listing what is to be sealed in", func(t *tx) error {
		if newest, err = t.newestSeal(); err != nil || newest.Day >= day {
			return err
		}
		drawn, err = t.drawSeal(newest, day)
		return err
	})
	if err != nil || drawn.Facts == 0 {
		return newest, err
	}
	err = s.promise(ctx, "sealing a day of", func(t *tx) error {
		now, err := t.newestSeal()
		if err != nil {
			return err
		}
		if now.Day != newest.Day {
			newest = now
			return errOvertaken
		}
		drawn.At = t.now
		if err := t.exec("INSERT INTO seal (day, at, sha256, facts, list) VALUES (?, ?, ?, ?, ?)",
			int64(day), millis(t.now), drawn.SHA256, drawn.Facts, deflated(drawn.List)); err != nil {
			return err
		}
		err = t.exec("DELETE FROM unsealed WHERE version <= ?", drawn.upTo)
		return err
	})
	if errors.Is(err, errOvertaken) {
		return newest, nil
	}
	drawn.List = nil
	return drawn.Seal, err
}

// drawnSeal is a seal that is not kept yet, of all facts up to a version.
type drawnSeal struct {
	archive.Seal
	upTo int64
}

// drawSeal lists what is unsealed.
func (t *tx) drawSeal(before archive.Seal, day tracker.Day) (drawnSeal, error) {
	d := drawnSeal{Seal: archive.Seal{Day: day}}
	var list bytes.Buffer
	if before.Day != 0 {
		fmt.Fprintf(&list, "%s  %s\n", before.SHA256, archive.ListName(before.Day))
	}
	// Each fact is looked up: a join would make the JSON of all that was ever recorded.
	err := t.each("SELECT u.version, u.kind, u.n, (SELECT f.json FROM fact f WHERE f.kind = u.kind AND f.n = u.n) FROM unsealed u ORDER BY u.version", nil,
		func(scan func(...any) error) error {
			var version, n int64
			var kind string
			var json sql.RawBytes
			if err := scan(&version, &kind, &n, &json); err != nil {
				return err
			}
			d.upTo = version
			if json == nil {
				return nil // it was deleted again
			}
			d.Facts++
			fmt.Fprintf(&list, "%s  %s\n", hexSum(json), versionedName(kind, n, version))
			return nil
		})
	if err != nil {
		return d, err
	}
	err = t.each("SELECT w.n, w.sha256 FROM unsealed u JOIN answer w ON w.n = u.n WHERE u.kind = 'answer' AND u.version <= ? ORDER BY w.n", []any{d.upTo},
		func(scan func(...any) error) error {
			var n int64
			var sum string
			err := scan(&n, &sum)
			fmt.Fprintf(&list, "%s  %s\n", sum, answerName(n))
			return err
		})
	d.List = list.Bytes()
	d.SHA256 = hexSum(d.List)
	return d, err
}

// factName names a fact; as it was sealed it has the version as well, since a list
// may name it anew when it changed.
func factName(kind string, n int64) string { return fmt.Sprintf("facts/%s-%d", kind, n) }

func versionedName(kind string, n, version int64) string {
	return fmt.Sprintf("%s.%d.json", factName(kind, n), version)
}

// answerName names the bytes of an answer.
func answerName(n int64) string { return fmt.Sprintf("answers/%d", n) }

// newestSeal returns the newest seal without its list; Day is 0 where there is none.
func (t *tx) newestSeal() (archive.Seal, error) {
	var out archive.Seal
	err := t.seals("ORDER BY day DESC LIMIT 1", false, func(s archive.Seal) error {
		out = s
		return nil
	})
	return out, err
}

// seals hands over the seals that a clause selects.
func (t *tx) seals(clause string, lists bool, each func(archive.Seal) error, args ...any) error {
	return t.each("SELECT day, at, sha256, facts, iif(?, list, NULL), stamp FROM seal "+clause, append([]any{lists}, args...), func(scan func(...any) error) error {
		var s archive.Seal
		var day, at int64
		var list []byte
		err := scan(&day, &at, &s.SHA256, &s.Facts, &list, &s.Stamp)
		if err != nil {
			return err
		}
		s.Day, s.At = tracker.Day(day), moment(at)
		if lists {
			if s.List, err = inflated(list); err != nil {
				return fmt.Errorf("the list of %s: %w", s.Day, err)
			}
		}
		return each(s)
	})
}

// KeepStamp keeps what a timestamping service answered about the seal of a day.
func (s *Store) KeepStamp(ctx context.Context, day tracker.Day, answer []byte) error {
	return s.promise(ctx, "keeping a timestamp in", func(t *tx) error {
		return t.exec("UPDATE seal SET stamp = ? WHERE day = ?", answer, int64(day))
	})
}
