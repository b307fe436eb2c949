package newsroom

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"onset/tracker/archive"
)

// judgement is what a person made of a candidate, as a journal holds it.
type judgement struct {
	Candidate string    `json:"candidate"`
	Status    string    `json:"status"` // accepted or dismissed
	Reason    string    `json:"reason,omitempty"`
	Recorded  time.Time `json:"recorded_at"`
}

// Journal is all that people decided. Each line of a file is one of it, told
// apart by its first field: mention, candidate or about.
type Journal struct {
	verdicts   []archive.Verdict
	judgements []judgement
	notes      []archive.Note
}

// ReadJournal collects what the archive holds, in the order of a journal.
func ReadJournal(ctx context.Context, s Journals) (Journal, error) {
	var j Journal
	var err error
	if j.verdicts, err = s.Verdicts(ctx); err != nil {
		return j, err
	}
	found, err := s.Emerging(ctx, time.Time{})
	if err != nil {
		return j, err
	}
	for _, f := range found {
		if f.Status != Accepted && f.Status != Dismissed {
			continue
		}
		var c Candidate
		if err := json.Unmarshal(f.Row, &c); err != nil {
			return j, fmt.Errorf("reading candidate %s: %w", f.ID, err)
		}
		j.judgements = append(j.judgements, judgement{f.ID, f.Status, c.Reason, f.Recorded})
	}
	slices.SortFunc(j.judgements, func(a, b judgement) int { return cmp.Compare(a.Candidate, b.Candidate) })
	if j.notes, err = s.Notes(ctx, ""); err != nil {
		return j, err
	}
	slices.SortStableFunc(j.notes, func(a, b archive.Note) int {
		return cmp.Or(cmp.Compare(a.About, b.About), a.Recorded.Compare(b.Recorded))
	})
	return j, nil
}

// Judgements reads what people decided and noted.
type Judgements interface {
	Verdicts(context.Context) ([]archive.Verdict, error)
	Notes(ctx context.Context, about string) ([]archive.Note, error)
}

// Journals keeps all that is in a journal.
type Journals interface {
	Findings
	Judgements
	AddVerdicts(context.Context, []archive.Verdict) (added int, err error)
	AddNotes(context.Context, []archive.Note) (added int, err error)
}

// Write writes a line for each.
func (j Journal) Write(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return errors.Join(written(out, j.verdicts), written(out, j.judgements), written(out, j.notes))
}

func written[T any](out *json.Encoder, list []T) error {
	for _, line := range list {
		if err := out.Encode(line); err != nil {
			return fmt.Errorf("writing the journal: %w", err)
		}
	}
	return nil
}

// longestLine is that of a journal, in bytes.
const longestLine = 1 << 20

// ParseJournal reads the lines that can be read; rejected is told of the others, and
// bad is how many these are.
func ParseJournal(r io.Reader, rejected func(line int, err error)) (j Journal, bad int, err error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestLine)
	for n := 1; lines.Scan(); n++ {
		if err := j.add(lines.Bytes()); err != nil {
			rejected(n, err)
			bad++
		}
	}
	if err := lines.Err(); err != nil {
		return j, bad, fmt.Errorf("reading the journal: %w", err)
	}
	return j, bad, nil
}

// add reads a line.
func (j *Journal) add(line []byte) error {
	var of struct{ Mention, Candidate, About string }
	if err := json.Unmarshal(line, &of); err != nil {
		return err
	}
	switch {
	case of.Mention != "":
		return appended(line, &j.verdicts)
	case of.Candidate != "":
		return appended(line, &j.judgements)
	case of.About != "":
		return appended(line, &j.notes)
	}
	return errors.New("it names no mention, no candidate and nothing that it is about")
}

func appended[T any](line []byte, list *[]T) error {
	var v T
	if err := json.Unmarshal(line, &v); err != nil {
		return err
	}
	*list = append(*list, v)
	return nil
}

// TakenIn counts what became of the lines of a journal.
type TakenIn struct {
	Added    int `json:"added"`
	Known    int `json:"known"`
	Rejected int `json:"rejected"`
}

// TakeIn keeps what is not known yet. Strange is told of the candidates that can't be
// judged here, and why.
func (j Journal) TakeIn(ctx context.Context, s Journals, strange func(candidate, why string)) (n TakenIn, err error) {
	verdicts, err := s.AddVerdicts(ctx, j.verdicts)
	if err != nil {
		return n, err
	}
	notes, err := s.AddNotes(ctx, j.notes)
	if err != nil {
		return n, err
	}
	if n, err = takeJudgements(ctx, s, j.judgements, strange); err != nil {
		return n, err
	}
	n.Added += verdicts + notes
	n.Known = len(j.verdicts) + len(j.notes) + len(j.judgements) - n.Rejected - n.Added
	return n, nil
}

// takeJudgements applies what was made of candidates to those that were found here
// too.
func takeJudgements(ctx context.Context, s Findings, list []judgement, strange func(candidate, why string)) (n TakenIn, err error) {
	here, err := s.Emerging(ctx, time.Time{})
	if err != nil {
		return n, err
	}
	for _, v := range list {
		i := slices.IndexFunc(here, func(f archive.CandidateRow) bool { return f.ID == v.Candidate })
		switch {
		case i < 0:
			strange(v.Candidate, " was not found in this archive; take the journal in again once it is")
			n.Rejected++
		case v.Status != Accepted && v.Status != Dismissed:
			strange(v.Candidate, fmt.Sprintf(": unknown status %q: want %s or %s", v.Status, Accepted, Dismissed))
			n.Rejected++
		case here[i].Status != v.Status:
			if _, err := JudgeCandidate(ctx, s, v.Candidate, v.Status, v.Reason); err != nil {
				return n, err
			}
			n.Added++
		}
	}
	return n, nil
}
