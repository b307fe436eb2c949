package store

import (
	"database/sql"
	"database/sql/driver"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// What PostgreSQL has to have otherwise in a statement, beside the functions that the
// first of its migrations makes under SQLite's names:
//
//	?, ?2          places of arguments are $1, $2
//	fetch, window  are words of its own, and stand in quotes
//	CROSS JOIN     tells SQLite in which order to look; here it would take no ON
//	INDEXED BY     so does that, with an index
//
// What stands in quotes is left alone.
var otherwise = regexp.MustCompile(`'[^']*'|\?\d*|\bfetch\b|\bwindow\b|\bCROSS JOIN\b|\bINDEXED BY \w+`)

// rewritten returns a statement as PostgreSQL takes it.
func rewritten(query string) string {
	if known, ok := rewrites.Load(query); ok {
		return known.(string)
	}
	last := 0
	out := otherwise.ReplaceAllStringFunc(query, func(s string) string {
		switch {
		case s[0] == '\'':
			return s
		case s == "?":
			last++
			return "$" + strconv.Itoa(last)
		case s[0] == '?':
			n, _ := strconv.Atoi(s[1:]) // digits, says the pattern
			last = max(last, n)
			return "$" + s[1:]
		case s == "CROSS JOIN":
			return "JOIN"
		case strings.HasPrefix(s, "INDEXED"):
			return ""
		}
		return `"` + s + `"`
	})
	rewrites.Store(query, out)
	return out
}

// rewrites are the statements that were met already; there are some hundreds.
var rewrites sync.Map

// storable returns arguments as PostgreSQL takes them, in a list of their own.
func storable(args []any) ([]any, error) {
	out := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case string:
			out[i] = storableText(a)
		case sql.NullString:
			a.String = storableText(a.String)
			out[i] = a
		case packed, replaced: // their columns hold bytes alone
			v, err := a.(driver.Valuer).Value()
			if err != nil {
				return nil, err
			}
			if s, ok := v.(string); ok {
				v = []byte(s)
			}
			out[i] = v
		default:
			out[i] = a
		}
	}
	return out, nil
}

// storableText puts a blank in the place of a byte that a text can't hold there: zero,
// or no UTF-8. The places of all others, which mentions are told by, stay.
func storableText(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	b := []byte(s)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == 0 || r == utf8.RuneError && n == 1 {
			b[i] = ' '
		}
		i += n
	}
	return string(b)
}
