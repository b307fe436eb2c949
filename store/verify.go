package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"onset/tracker/archive"
)

// Verify computes the chain of seals anew and holds what is recorded against it.
func (s *Store) Verify(ctx context.Context) (archive.Verification, error) {
	v := verifier{out: archive.Verification{Added: []string{}, Changed: []string{}, Broken: []string{}}, sealed: map[string]string{}, again: map[string]bool{}}
	err := s.look(ctx, "verifying", func(t *tx) error {
		v.tx = t
		if err := v.chain(); err != nil {
			return err
		}
		if err := v.facts(); err != nil {
			return err
		}
		return v.answers()
	})
	return v.out, err
}

// verifier is the work of one Verify.
type verifier struct {
	*tx
	out    archive.Verification
	sealed map[string]string // hashes by name without version, as they were sealed last
	again  map[string]bool   // names that were sealed more than once
}

func (v *verifier) broken(format string, args ...any) {
	v.out.Broken = append(v.out.Broken, fmt.Sprintf(format, args...))
}

// chain goes through the lists, oldest first.
func (v *verifier) chain() error {
	var before archive.Seal
	return v.seals("ORDER BY day", true, func(s archive.Seal) error {
		if sum := hexSum(s.List); sum != s.SHA256 {
			v.broken("the list of %s has the hash %s, not the %s that was kept of it", s.Day, sum, s.SHA256)
		}
		lines := strings.Split(strings.TrimSuffix(string(s.List), "\n"), "\n")
		if before.Day != 0 {
			if want := before.SHA256 + "  " + archive.ListName(before.Day); lines[0] != want {
				v.broken("the list of %s does not begin with the hash of that of %s: the chain is broken there", s.Day, before.Day)
			}
			lines = lines[1:]
		}
		for _, line := range lines {
			sum, name, _ := strings.Cut(line, "  ")
			if kind, n, ok := nameOf(name); ok {
				name = factName(kind, n)
			}
			if _, known := v.sealed[name]; known {
				v.again[name] = true
			}
			v.sealed[name] = sum
		}
		v.out.Days++
		s.List = nil
		before, v.out.Newest = s, &s
		return nil
	})
}

// nameOf reads a versioned name.
func nameOf(name string) (kind string, n int64, ok bool) {
	rest, isFact := strings.CutPrefix(name, "facts/")
	kind, rest, cut := strings.Cut(rest, "-")
	number, _, versioned := strings.Cut(rest, ".")
	n, err := strconv.ParseInt(number, 10, 64)
	return kind, n, isFact && cut && versioned && err == nil
}

// facts compares each fact with the hash that was sealed of it last.
func (v *verifier) facts() error {
	pending := map[string]bool{}
	if err := v.each("SELECT kind, n FROM unsealed", nil, func(scan func(...any) error) error {
		var kind string
		var n int64
		err := scan(&kind, &n)
		pending[factName(kind, n)] = true
		return err
	}); err != nil {
		return err
	}
	there := map[string]bool{}
	for _, kind := range []string{"event", "mention", "verdict", "note", "answer", "import"} {
		if err := v.each("SELECT n, json FROM fact WHERE kind = ? ORDER BY n", []any{kind}, func(scan func(...any) error) error {
			var n int64
			var text sql.RawBytes
			if err := scan(&n, &text); err != nil {
				return err
			}
			name := factName(kind, n)
			there[name] = true
			v.compare(name, text, pending[name])
			return nil
		}); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(v.sealed)) {
		if strings.HasPrefix(name, "facts/") && !there[name] {
			v.broken("%s was sealed and is gone", name)
		}
	}
	return nil
}

func (v *verifier) compare(name string, text []byte, pending bool) {
	sealed, known := v.sealed[name]
	switch {
	case pending && known:
		v.out.Changed = append(v.out.Changed, titled(name, text))
	case pending:
		v.out.Added = append(v.out.Added, titled(name, text))
	case !known:
		v.broken("%s was put in behind Onset's back: no list names it", titled(name, text))
	case sealed != hexSum(text):
		v.broken("%s is not as it was sealed", titled(name, text))
	default:
		v.out.Facts++
		if v.again[name] {
			v.out.Again++
		}
	}
}

// titled names a fact for a person, with the id that other commands take.
func titled(name string, text []byte) string {
	var f struct{ ID, Mention, About string }
	if err := json.Unmarshal(text, &f); err != nil {
		return name
	}
	name = strings.TrimPrefix(name, "facts/")
	for _, part := range []string{f.ID, f.Mention, f.About} {
		if part != "" {
			return name + " (" + part + ")"
		}
	}
	return name
}

// answers compares the bytes that are kept of answers with their hashes.
func (v *verifier) answers() error {
	return v.each("SELECT n, sha256, body FROM answer", nil, func(scan func(...any) error) error {
		var n int64
		var sum string
		var body []byte
		if err := scan(&n, &sum, &body); err != nil {
			return err
		}
		v.out.Answers++
		if sealed, known := v.sealed[answerName(n)]; known && sealed != sum {
			v.broken("answer %d has another hash than was sealed", n)
		}
		if body == nil {
			v.out.LetGo++
			return nil
		}
		if b, err := inflated(body); err != nil || hexSum(b) != sum {
			v.broken("the bytes of answer %d are not those that its hash %s was taken of", n, sum)
		}
		return nil
	})
}
