package store

import (
	"errors"
	"testing"
	"time"

	"onset/tracker/archive"
	"onset/tracker/query"
)

// TestSurveyCountsWhatSearchFinds holds the counts to the hits, for searches of
// every form.
func TestSurveyCountsWhatSearchFinds(t *testing.T) {
	s, _ := sample(t)
	for _, src := range searches {
		e, err := query.Parse(src, nil)
		if err != nil {
			continue // refused, as another test holds
		}
		q := archive.Search{Expr: e, Limit: 1000}
		found, err := s.Search(t.Context(), q)
		if err != nil {
			if v, other := s.Survey(t.Context(), q); !errors.Is(other, archive.ErrTooWide) {
				t.Errorf("%s: %v, a survey gives %+v, %v", src, err, v, other)
			}
			continue
		}
		v, err := s.Survey(t.Context(), q)
		if err != nil {
			t.Fatalf("%s: %v", src, err)
		}
		days, sources, languages := 0, map[string]int{}, map[string]int{}
		for _, n := range v.Days {
			days += n
		}
		for _, h := range found.Hits {
			sources[h.Source]++
			languages[h.Language]++
		}
		if v.Articles != len(found.Hits) || days != v.Articles || v.Stopped || v.Looked != found.Looked {
			t.Errorf("%s: %+v, the search finds %d and looks at %d", src, v, len(found.Hits), found.Looked)
		}
		for id, n := range sources {
			if v.Sources[id] != n {
				t.Errorf("%s: %d in %s, want %d", src, v.Sources[id], id, n)
			}
		}
		for l, n := range languages {
			if v.Languages[l] != n {
				t.Errorf("%s: %d in %q, want %d", src, v.Languages[l], l, n)
			}
		}
	}
}

func TestSurveySaysThatItStopped(t *testing.T) {
	s, _ := sample(t)
	v, err := s.Survey(t.Context(), archive.Search{Expr: expr(t, "troops"), Time: time.Nanosecond})
	found, other := s.Search(t.Context(), archive.Search{Expr: expr(t, "troops"), Limit: 1000})
	if err != nil || other != nil || !v.Stopped || v.Most < len(found.Hits) || v.Most > found.Looked {
		t.Errorf("%+v %v; the search finds %d and looks at %d: %v", v, err, len(found.Hits), found.Looked, other)
	}
}
