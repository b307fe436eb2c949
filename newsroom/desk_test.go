package newsroom

import (
	"os"
	"path/filepath"
	"testing"

	"onset/store"
	"onset/tracker"
)

// What a program read out of the rules in force it need not read again; other
// rules, and another program, read the file.
func TestRulesAreRecalled(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "narratives.yaml")
	one := "narratives:\n  - {id: n, title: N, talking_points: [{id: tp, title: T, match: mine}]}\n"
	two := one + "contact: desk@example.org\n"
	s, err := store.Open(t.Context(), filepath.Join(dir, "onset.db"), store.Options{Decisions: Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for i, step := range []struct {
		rules, program string
		recalled       bool
	}{
		{one, "a", false}, {one, "a", true}, {one, "b", false}, {one, "b", true}, {two, "b", false}, {one, "b", false}, {one, "b", true}, {one, "", false},
	} {
		if err := os.WriteFile(name, []byte(step.rules), 0o600); err != nil {
			t.Fatal(err)
		}
		d, err := RecallDesk(t.Context(), name, step.program, s)
		if err != nil {
			t.Fatal(err)
		}
		if d.recalled != step.recalled {
			t.Errorf("step %d: recalled is %v", i, d.recalled)
		}
		if err := d.Put(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		r := d.Reader().Read(tracker.Source{ID: "a"}, tracker.Item{Title: "The mine is shut", Language: "en"})
		if len(r.Mentions) != 1 {
			t.Errorf("step %d: %d mentions", i, len(r.Mentions))
		}
	}
	if err := os.WriteFile(name, []byte("narratives: ["), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := RecallDesk(t.Context(), name, "b", s); err == nil {
		t.Error("faulty rules were taken")
	}
}
