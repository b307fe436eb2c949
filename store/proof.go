package store

import (
	"context"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
)

// Proof returns what a stranger needs to check the facts behind chains of evidence.
func (s *Store) Proof(ctx context.Context, chains []archive.Chain) (archive.Proof, error) {
	p := prover{listed: map[string]bool{}}
	err := s.look(ctx, "gathering the proof in", func(t *tx) error {
		p.tx = t
		for i := range chains {
			if err := p.gather(&chains[i]); err != nil {
				return err
			}
		}
		return p.seal()
	})
	return p.out, err
}

// prover is the work of one Proof.
type prover struct {
	*tx
	out    archive.Proof
	listed map[string]bool // names that are in out
}

// gather takes the facts behind one chain.
func (p *prover) gather(c *archive.Chain) error {
	if c.Event != nil {
		if err := p.add("event", "SELECT n FROM event WHERE id = ?", c.Event.ID); err != nil {
			return err
		}
		if err := p.add("note", "SELECT n FROM note WHERE about = ?", c.Event.ID); err != nil {
			return err
		}
	}
	if c.Mention == nil {
		return nil
	}
	for _, of := range []struct{ kind, query string }{
		{"mention", "SELECT n FROM mention WHERE id = ?"},
		{"verdict", "SELECT n FROM verdict WHERE mention = ?"},
		{"note", "SELECT n FROM note WHERE about = ?"},
	} {
		if err := p.add(of.kind, of.query, c.Mention.ID); err != nil {
			return err
		}
	}
	if c.Article == nil {
		return nil
	}
	for _, r := range c.Article.Revisions {
		if err := p.add("answer", "SELECT answer FROM proof WHERE revision = ?", r.ID); err != nil {
			return err
		}
	}
	return p.add("import", "SELECT n FROM import_file WHERE run = ?", c.Article.Import)
}

// add takes the facts whose numbers a query finds, in their order, and the bytes of answers.
func (p *prover) add(kind, query string, arg any) error {
	var numbers []int64
	if err := p.each(query+" ORDER BY 1", []any{arg}, func(scan func(...any) error) error {
		var n int64
		err := scan(&n)
		numbers = append(numbers, n)
		return err
	}); err != nil {
		return err
	}
	for _, n := range numbers {
		name := factName(kind, n)
		if p.listed[name] {
			continue
		}
		p.listed[name] = true
		f := archive.Fact{Name: name + ".json"}
		if _, err := p.get("SELECT json FROM fact WHERE kind = ? AND n = ?", []any{kind, n}, &f.JSON); err != nil {
			return err
		}
		p.out.Facts = append(p.out.Facts, f)
		if kind == "answer" {
			if err := p.answer(n); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *prover) answer(n int64) error {
	a := archive.KeptAnswer{Name: answerName(n)}
	var at int64
	var body []byte
	if _, err := p.get("SELECT sha256, address, at, status, content_type, body FROM answer WHERE n = ?", []any{n},
		&a.SHA256, &a.Address, &at, &a.Status, &a.ContentType, &body); err != nil {
		return err
	}
	a.At = moment(at)
	var err error
	if body != nil {
		a.Body, err = inflated(body)
	}
	p.out.Answers = append(p.out.Answers, a)
	return err
}

// seal finds the lists that name the facts as they are now, and takes those from
// there on to one that was stamped, or to the newest.
func (p *prover) seal() error {
	var latest tracker.Day // that names one of the facts
	done := false
	return p.seals("ORDER BY day", true, func(s archive.Seal) error {
		if p.find(s) {
			latest, done = s.Day, false
		}
		if latest != 0 && !done {
			p.out.Seals = append(p.out.Seals, s)
			done = s.Stamp != nil
		}
		return nil
	})
}

// find gives the facts that a list names as they are now the names they have there.
func (p *prover) find(s archive.Seal) (any bool) {
	list := string(s.List)
	for i := range p.out.Facts {
		f := &p.out.Facts[i]
		kept := strings.TrimSuffix(f.Name, ".json")
		if f.Sealed != 0 {
			continue
		}
		begin := hexSum(f.JSON) + "  " + kept + "."
		at := strings.Index(list, begin)
		if at < 0 {
			continue
		}
		line, _, _ := strings.Cut(list[at:], "\n")
		_, f.Name, _ = strings.Cut(line, "  ")
		f.Sealed, any = s.Day, true
	}
	return any
}
