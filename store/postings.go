package store

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"onset/tracker/archive"
	"onset/tracker/query"
)

// posting is the docids for which a MATCH or a plan holds, newest first: all of them
// from floor on.
type posting struct {
	ids   []int64
	floor int64 // 0: there are no others
}

// postings remembers those of a moment that is held, in which much is asked: of a day
// with hundreds of firsts the same words again and again, each time together with
// others, and FTS4 looks a word up in every segment each time.
type postings struct {
	read map[string]posting // by MATCH
	kept int                // docids in all of them

	atOnce, longest, most int

	vocabularies map[archive.Sample]vocabulary
}

func newPostings() *postings {
	return &postings{read: map[string]posting{}, atOnce: 256, longest: 10_000, most: 1 << 20, vocabularies: map[archive.Sample]vocabulary{}}
}

// posting returns the docids for which a MATCH holds, as far as readPostings reads them.
func (x index) posting(match string, down, up int64) (posting, error) {
	if err := x.readPostings([]string{match}, down, up); err != nil {
		return posting{}, err
	}
	return x.postings.read[match], nil
}

// readPostings reads of each MATCH the docids from down on, of which those below up are
// asked for. A list that is too long is not read to its end, nor one whose first docids
// don't come down to them: the index finds its way there sooner. Lists of many words are
// read together, and as texts: a row for each docid would take longer than finding it.
// Few docids suffice of most; of others ever more are read at a time.
func (x index) readPostings(matches []string, down, up int64) error {
	k := x.postings
	if k.kept > k.most {
		k.read, k.kept = map[string]posting{}, 0
	}
	for some := k.atOnce; ; some *= 4 {
		wanted := map[string]int64{} // below which more is wanted
		for _, m := range matches {
			if l, met := k.read[m]; !met {
				wanted[m] = 1 << 62
			} else if l.floor > down && l.floor <= up && len(l.ids) < k.longest {
				wanted[m] = l.floor
			}
		}
		if len(wanted) == 0 {
			return nil
		}
		if err := x.each(`SELECT asked.key, coalesce((SELECT group_concat(docid) FROM
			(SELECT docid FROM ft WHERE ft MATCH asked.key AND docid < asked.value ORDER BY docid DESC LIMIT ?)), '') FROM json_each(?) asked`,
			[]any{some, encode(wanted)}, func(scan func(...any) error) error { return k.add(scan, some) }); err != nil {
			return err
		}
	}
}

// add adds what was read of a list, so many at most.
func (k *postings) add(scan func(...any) error, most int) error {
	var match, list string
	if err := scan(&match, &list); err != nil {
		return err
	}
	l, read := k.read[match], 0
	for word := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' }) {
		id, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			return fmt.Errorf("reading a number of the search index: %w", err)
		}
		l.ids = append(l.ids, id)
		read++
	}
	slices.SortFunc(l.ids, newestFirst)
	l.floor = 0
	if read == most {
		l.floor = l.ids[len(l.ids)-1]
	}
	k.read[match] = l
	k.kept += read
	return nil
}

func newestFirst(a, b int64) int { return cmp.Compare(b, a) }

// posting returns the docids for which a plan holds, where those below one are asked
// for; known is false where the index can't narrow it.
func (t asker) posting(p *query.Plan, up int64) (out posting, known bool, err error) {
	switch p.Op {
	case query.PlanAnd, query.PlanOr:
	default:
		a, err := t.ask(p)
		if err != nil || a.text == everything {
			return out, false, err
		}
		out, err = t.index.posting(a.text, 0, up)
		return out, true, err
	}
	for _, kid := range p.Kids {
		l, narrows, err := t.posting(kid, up)
		switch {
		case err != nil, !narrows && p.Op == query.PlanOr:
			return out, false, err
		case !narrows:
		case !known:
			out, known = l, true
		case p.Op == query.PlanAnd:
			out = out.and(l)
		default:
			out = out.or(l)
		}
	}
	return out, known, nil
}

// and are the docids in both.
func (l posting) and(o posting) posting {
	both := posting{floor: max(l.floor, o.floor)}
	for _, id := range l.from(both.floor) {
		if _, found := slices.BinarySearchFunc(o.ids, id, newestFirst); found {
			both.ids = append(both.ids, id)
		}
	}
	return both
}

// or are the docids in either.
func (l posting) or(o posting) posting {
	floor := max(l.floor, o.floor)
	ids := slices.Concat(l.from(floor), o.from(floor))
	slices.SortFunc(ids, newestFirst)
	return posting{slices.Compact(ids), floor}
}

// from are the docids from one on.
func (l posting) from(floor int64) []int64 {
	n, _ := slices.BinarySearchFunc(l.ids, floor-1, newestFirst)
	return l.ids[:n]
}

// below are those that are less than one.
func (l posting) below(id int64) []int64 {
	return l.ids[len(l.from(id)):]
}
