package digest

import (
	"slices"

	"onset/tracker"
)

// Only returns what of a digest a reader asked for: entries whose narrative and
// kind wants accepts. Lines that merely went on are asked for with the kind "",
// candidates with the narrative "". The status line counts what is left, and
// names the feeds as before.
func (d Digest) Only(wants func(narrative string, kind tracker.EventKind) bool) Digest {
	d = d.Where(func(e Entry) bool { return wants(e.Narrative, e.Kind) })
	d.Carried = slices.DeleteFunc(slices.Clone(d.Carried), func(c Carried) bool { return !wants(c.Narrative, "") })
	if !wants("", tracker.Emerged) {
		d.Emerging, d.Subjects, d.MaybeLines = []Candidate{}, []Candidate{}, nil
	}
	return d.sum()
}

// sum fills in what follows from the entries.
func (d Digest) sum() Digest {
	d.Quiet = d.quiet()
	d.Status, d.Matters = status(d), d.Weigh(d.Before)
	d.More = left(d.Sections())
	return d
}

// Where returns the digest with those entries alone for which keep holds.
func (d Digest) Where(keep func(Entry) bool) Digest {
	some := func(es []Entry) []Entry {
		return slices.DeleteFunc(slices.Clone(es), func(e Entry) bool { return !keep(e) })
	}
	d.Corrections, d.Shifts, d.Turns, d.New = some(d.Corrections), some(d.Shifts), some(d.Turns), some(d.New)
	d.LearnedLate, d.NowTracked, d.Returned, d.ToConfirm = some(d.LearnedLate), some(d.NowTracked), some(d.Returned), some(d.ToConfirm)
	return d.sum()
}

// How an entry differs from the digest that was sent.
const (
	Added   = "added"
	Changed = "changed"
)

// Since returns the digest of a day as it is known now, with each entry marked
// that the digest sent then did not have, or told otherwise (then with what was
// told), and with those that it had and that are gone.
func Since(sent, now Digest) Digest {
	before := map[key]Entry{}
	for _, e := range sent.entries() {
		before[entryKey(e)] = e
	}
	mark := func(es []Entry) []Entry {
		es = slices.Clone(es)
		for i, e := range es {
			was, told := before[entryKey(e)]
			delete(before, entryKey(e))
			switch {
			case !told:
				es[i].Since = Added
			case was.Kind != e.Kind || was.At != e.At || !slices.Equal(was.Lines, e.Lines):
				es[i].Since = Changed
				es[i].Then = slices.DeleteFunc(slices.Clone(was.Lines), func(l string) bool { return slices.Contains(e.Lines, l) })
			}
		}
		return es
	}
	now.Corrections, now.Shifts, now.Turns, now.New = mark(now.Corrections), mark(now.Shifts), mark(now.Turns), mark(now.New)
	now.LearnedLate, now.NowTracked, now.Returned = mark(now.LearnedLate), mark(now.NowTracked), mark(now.Returned)
	now.Gone = []Entry{}
	for _, e := range sent.entries() {
		if _, left := before[entryKey(e)]; left {
			now.Gone = append(now.Gone, e)
		}
	}
	now.More = left(now.Sections())
	return now
}

// entryKey names what an entry is about; a narrative may have several shifts, and a
// talking point entries of speakers beside its own.
func entryKey(e Entry) key {
	if e.TalkingPoint == "" || e.Kind == tracker.Turn || e.Kind == tracker.Joined {
		return key{e.Narrative, e.TalkingPoint + "\x00" + string(e.Scope.Kind) + e.Scope.ID}
	}
	return key{e.Narrative, e.TalkingPoint}
}

func (d Digest) entries() []Entry {
	return slices.Concat(d.Corrections, d.Turns, d.Shifts, d.New, d.LearnedLate, d.NowTracked, d.Returned)
}

// quiet tells that nothing in it is new.
func (d Digest) quiet() bool { return len(d.entries())+len(d.Emerging) == 0 }
