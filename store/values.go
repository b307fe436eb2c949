package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/bits"
	"strings"
	"time"
	"unicode"

	"onset/tracker"
)

// millis returns the instant as it is stored; NULL for the zero time.
func millis(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// instant reads what millis wrote.
func instant(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return time.UnixMilli(ms.Int64).UTC()
}

// moment is instant for a column that is never NULL.
func moment(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// civil returns the day as it is stored; NULL for the unknown day.
func civil(d tracker.Day) any {
	if d == 0 {
		return nil
	}
	return int64(d)
}

// dayColumn is civil for what is compared as it is stored.
func dayColumn(d tracker.Day) sql.NullInt64 { return sql.NullInt64{Int64: int64(d), Valid: d != 0} }

// inOneGo is how many rows are asked about at a time.
const inOneGo = 500

// listed returns what stands after IN for some values, at least one, and these as
// arguments. The last is repeated until they are a power of two, so that few
// statements are prepared for all lengths.
func listed[T int64 | string](among []T) (list string, args []any) {
	for _, v := range among {
		args = append(args, v)
	}
	for len(args)&(len(args)-1) != 0 {
		args = append(args, among[len(among)-1])
	}
	return "(" + placeholders(len(args)) + ")", args
}

// rowsAtOnce is how many rows one statement inserts at most.
const rowsAtOnce = 32

// insertRows inserts rows, whose values are given one after another, between the
// beginning and the end of a statement. It writes a power of two at a time, so that
// few statements are prepared for all numbers of rows.
func (t *tx) insertRows(begin string, columns int, values []any, end string) error {
	row := "(" + placeholders(columns) + ")"
	for len(values) > 0 {
		n := min(rowsAtOnce, 1<<(bits.Len(uint(len(values)/columns))-1))
		if err := t.exec(begin+row+strings.Repeat(", "+row, n-1)+end, values[:n*columns]...); err != nil {
			return err
		}
		values = values[n*columns:]
	}
	return nil
}

// encode returns v as JSON text. What the store encodes always can be.
func encode(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("store: encoding a %T: %v", v, err))
	}
	return string(b)
}

// decode reads JSON text of a column; NULL and "" leave v as it is.
func decode(text sql.NullString, v any) error {
	if text.String == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(text.String), v); err != nil {
		return fmt.Errorf("reading a stored %T: %w", v, err)
	}
	return nil
}

// hashOf returns 63 bits of the parts, which are told apart by a zero byte.
func hashOf(parts ...string) int64 {
	h := fnv.New64a()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return int64(h.Sum64() >> 1)
}

// textHash returns 63 bits of title and text with every run of white space
// taken as one blank, so that a cosmetic change is none.
func textHash(title, text string) int64 {
	h := uint64(14695981039346656037)
	h = hashWords(h, title)
	h *= 1099511628211 // a zero byte between them
	return int64(hashWords(h, text) >> 1)
}

// hashWords goes on with FNV-1a over the words of s.
func hashWords(h uint64, s string) uint64 {
	const prime = 1099511628211
	blank, begun := false, false
	for i, r := range s {
		if r <= ' ' || r >= 0x80 && unicode.IsSpace(r) {
			blank = true
			continue
		}
		if blank && begun {
			h = (h ^ ' ') * prime
		}
		blank, begun = false, true
		if r < 0x80 {
			h = (h ^ uint64(s[i])) * prime
		} else {
			h = (h ^ uint64(r)) * prime
		}
	}
	return h
}
