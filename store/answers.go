package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"github.com/klauspost/compress/flate"

	"onset/tracker"
	"onset/tracker/archive"
)

// keepAnswers keeps what the servers answered that a revision was read out of, where
// its article has ever held a mention, of which some may have appeared just now: what is second today is the first once a
// verdict takes the first away, and the page without a sentence proves that it was
// taken out.
func (r *recorder) keepAnswers(it *archive.ReadItem, rev tracker.Revision, appeared int) error {
	if len(it.Answers) == 0 {
		return nil
	}
	holds := appeared > 0
	if !holds && rev.Number > 1 {
		if _, err := r.get("SELECT EXISTS (SELECT 1 FROM mention WHERE article = ?)", []any{rev.Article}, &holds); err != nil {
			return err
		}
	}
	if !holds {
		return nil
	}
	for _, a := range it.Answers {
		n, err := r.keepAnswer(a)
		if err != nil {
			return err
		}
		if err := r.exec("INSERT INTO proof (revision, answer) VALUES (?, ?) ON CONFLICT DO NOTHING", rev.ID, n); err != nil {
			return err
		}
	}
	return nil
}

// keepAnswer returns the number of an answer; the same bytes are kept once.
func (r *recorder) keepAnswer(a *tracker.Answer) (int64, error) {
	if n := r.answers[a]; n != 0 {
		return n, nil
	}
	sum := hexSum(a.Body)
	var n int64
	var letGo bool
	found, err := r.get("SELECT n, body IS NULL FROM answer WHERE sha256 = ?", []any{sum}, &n, &letGo)
	switch {
	case err != nil:
		return 0, err
	case found && letGo:
		err = r.exec("UPDATE answer SET body = ? WHERE n = ?", deflated(a.Body), n)
	case !found:
		n, err = r.insert("INSERT INTO answer (sha256, address, at, status, content_type, bytes, body) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING n",
			sum, a.Address, millis(a.At), a.Status, a.ContentType, len(a.Body), deflated(a.Body))
	}
	if r.answers == nil {
		r.answers = map[*tracker.Answer]int64{}
	}
	r.answers[a] = n
	return n, err
}

// unproving are the answers of articles that prove no event that was ever recorded.
const unproving = `body IS NOT NULL AND at < ? AND n NOT IN (SELECT f.answer FROM proof f JOIN revision r ON r.id = f.revision
	WHERE r.article IN (SELECT m.article FROM event e JOIN mention m ON m.id = e.mention))`

// pruneAnswers lets go the bytes of answers of before an instant that prove no event;
// their hashes stay.
func (t *tx) pruneAnswers(before time.Time, dryRun bool) (n int, size int64, err error) {
	_, err = t.get("SELECT count(*), coalesce(sum(octet_length(body)), 0) FROM answer WHERE "+unproving, []any{millis(before)}, &n, &size)
	if err != nil || n == 0 || dryRun {
		return n, size, err
	}
	err = t.exec("UPDATE answer SET body = NULL WHERE "+unproving, millis(before))
	return n, size, err
}

// KeepImported notes the files that an import read to their end.
func (s *Store) KeepImported(ctx context.Context, files []archive.ImportedFile) error {
	return s.change(ctx, "noting imported files in", func(t *tx) error {
		for _, f := range files {
			if err := t.exec("INSERT INTO import_file (run, name, sha256, bytes, at) VALUES (?, ?, ?, ?, ?)",
				f.Run, f.Name, f.SHA256, f.Bytes, millis(t.now)); err != nil {
				return err
			}
		}
		return nil
	})
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// deflateLevel makes a feed 7 % larger than the highest does, in a ninth of its time, and 3 %
// larger than the level that is usual, in two thirds.
const deflateLevel = 3

var deflaters = sync.Pool{New: func() any {
	z, err := flate.NewWriter(nil, deflateLevel)
	if err != nil {
		panic(err) // the level is one that there is
	}
	return z
}}

// deflated is b by RFC 1951.
func deflated(b []byte) []byte {
	out := bytes.NewBuffer(make([]byte, 0, len(b)/2))
	z := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(z)
	z.Reset(out)
	_, _ = z.Write(b) // a buffer takes all
	_ = z.Close()
	return out.Bytes()
}

func inflated(b []byte) ([]byte, error) {
	out, err := unpack(b, "")
	if err != nil {
		err = fmt.Errorf("inflating what is stored: %w", err)
	}
	return []byte(out), err
}
