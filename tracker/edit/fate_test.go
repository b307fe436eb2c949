package edit

import (
	"testing"

	"onset/tracker"
)

func TestFateOf(t *testing.T) {
	for name, c := range map[string]struct {
		cause                        tracker.Cause
		removed, marked, found, same bool
		want                         Fate
	}{
		"still there":                          {tracker.Edit, false, false, true, true, Stays},
		"now somebody else says it":            {tracker.Edit, false, false, true, false, Anew},
		"back after an edit took it out":       {tracker.Edit, true, false, true, true, Anew},
		"an edit took it out":                  {tracker.Edit, false, false, false, false, TakenOut},
		"an edit took out what was marked":     {tracker.Edit, false, true, false, false, TakenOut},
		"out, and a further edit beside it":    {tracker.Edit, true, false, false, false, Stays},
		"extracted otherwise":                  {tracker.Reextracted, false, false, false, false, Dropped},
		"extracted otherwise, out before":      {tracker.Reextracted, true, false, false, false, Stays},
		"extracted otherwise, a person saw":    {tracker.Reextracted, false, true, false, false, Stays},
		"more of the text, read without it":    {tracker.Fuller, false, false, false, false, Stays},
		"more of the text says who said it":    {tracker.Fuller, false, false, true, false, Anew},
		"a rule takes what a person marked":    {tracker.Edit, false, true, true, false, Anew},
		"back, extracted otherwise, removed":   {tracker.Reextracted, true, false, true, true, Anew},
		"the first text has nothing before it": {tracker.First, false, false, false, false, Stays},
	} {
		if got := FateOf(c.cause, c.removed, c.marked, c.found, c.same); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
