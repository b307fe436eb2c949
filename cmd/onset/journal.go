package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/store"
	"onset/tracker/archive"
)

func (a *app) journalCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "journal",
		Short: "What people decided, as sorted JSON lines, for git and for a colleague",
		Long: `One line each: verdicts on mentions and passages that were marked, then what
became of candidates, then notes and where events were reported. A copy of the
archive that takes a journal in believes the same; taking it in twice adds nothing.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		&cobra.Command{
			Use: "export", Short: "Write everything that people ever decided to stdout", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error { return a.journalExport(cmd.Context()) },
		},
		&cobra.Command{
			Use: "import FILE", Short: "Take in the journal of another copy; - is stdin", Args: cobra.ExactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error { return a.journalImport(cmd.Context(), args[0]) },
		},
	)
	return cmd
}

// judgement is what a person made of a candidate, as a journal holds it.
type judgement struct {
	Candidate string    `json:"candidate"`
	Status    string    `json:"status"` // accepted or dismissed
	Reason    string    `json:"reason,omitempty"`
	Recorded  time.Time `json:"recorded_at"`
}

// journal is all that people decided. Each line of a file is one of it, told
// apart by its first field: mention, candidate or about.
type journal struct {
	verdicts   []archive.Verdict
	judgements []judgement
	notes      []archive.Note
}

// readJournal collects what the archive holds, in the order of a journal.
func readJournal(ctx context.Context, s *store.Store) (journal, error) {
	var j journal
	var err error
	if j.verdicts, err = s.Verdicts(ctx); err != nil {
		return j, err
	}
	found, err := s.Emerging(ctx, time.Time{})
	if err != nil {
		return j, err
	}
	for _, f := range found {
		if f.Status != newsroom.Accepted && f.Status != newsroom.Dismissed {
			continue
		}
		var c newsroom.Candidate
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

func (a *app) journalExport(ctx context.Context) error {
	s, err := a.openStore(ctx, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	j, err := readJournal(ctx, s)
	if err != nil {
		return err
	}
	out := json.NewEncoder(a.out)
	out.SetEscapeHTML(false)
	var lines []any
	for _, v := range j.verdicts {
		lines = append(lines, v)
	}
	for _, v := range j.judgements {
		lines = append(lines, v)
	}
	for _, v := range j.notes {
		lines = append(lines, v)
	}
	for _, line := range lines {
		if err := out.Encode(line); err != nil {
			return fmt.Errorf("writing the journal: %w", err)
		}
	}
	return nil
}

func (a *app) journalImport(ctx context.Context, name string) error {
	in := a.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return refused(fmt.Errorf("reading the journal: %w", err))
		}
		defer f.Close()
		in = f
	}
	j, bad, err := a.parseJournal(name, in)
	if err != nil {
		return err
	}
	s, err := a.openStore(ctx, store.Options{Existing: true})
	if err != nil {
		return err
	}
	defer s.Close()
	added, err := s.AddVerdicts(ctx, j.verdicts)
	if err != nil {
		return err
	}
	notes, err := s.AddNotes(ctx, j.notes)
	if err != nil {
		return err
	}
	judged, strange, err := a.addJudgements(ctx, s, j.judgements)
	if err != nil {
		return err
	}
	added, bad = added+notes+judged, bad+strange
	known := len(j.verdicts) + len(j.notes) + len(j.judgements) - strange - added
	if err := a.print(table{
		columns: []string{"added", "known", "rejected"},
		rows:    [][]string{{fmt.Sprint(added), fmt.Sprint(known), fmt.Sprint(bad)}},
		json:    map[string]int{"added": added, "known": known, "rejected": bad},
	}); err != nil {
		return err
	}
	return rejected(bad, "lines")
}

// longestLine is that of a journal, in bytes.
const longestLine = 1 << 20

// parseJournal reads the lines that can be read, and names the others.
func (a *app) parseJournal(name string, in io.Reader) (j journal, bad int, err error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longestLine)
	for n := 1; lines.Scan(); n++ {
		if err := j.add(lines.Bytes()); err != nil {
			fmt.Fprintf(a.err, "%s: line %d: %v\n", name, n, err)
			bad++
		}
	}
	if err := lines.Err(); err != nil {
		return j, bad, fmt.Errorf("reading the journal: %w", err)
	}
	return j, bad, nil
}

// add reads a line.
func (j *journal) add(line []byte) error {
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

// addJudgements applies what was made of candidates to those that were found
// here too, and names the others.
func (a *app) addJudgements(ctx context.Context, s *store.Store, list []judgement) (added, strange int, err error) {
	here, err := s.Emerging(ctx, time.Time{})
	if err != nil {
		return 0, 0, err
	}
	for _, v := range list {
		i := slices.IndexFunc(here, func(f archive.CandidateRow) bool { return f.ID == v.Candidate })
		switch {
		case i < 0:
			fmt.Fprintf(a.err, "candidate %s was not found in this archive; take the journal in again once it is\n", v.Candidate)
			strange++
			continue
		case v.Status != newsroom.Accepted && v.Status != newsroom.Dismissed:
			fmt.Fprintf(a.err, "candidate %s: unknown status %q: want %s or %s\n", v.Candidate, v.Status, newsroom.Accepted, newsroom.Dismissed)
			strange++
			continue
		case here[i].Status == v.Status:
			continue
		}
		if _, err := newsroom.JudgeCandidate(ctx, s, v.Candidate, v.Status, v.Reason); err != nil {
			return added, strange, err
		}
		added++
	}
	return added, strange, nil
}
