package mcp

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/web"
)

// Ask selects events or mentions. Whatever is left out selects all.
type Ask struct {
	Narrative    string   `json:"narrative,omitempty" jsonschema:"id of a narrative"`
	TalkingPoint string   `json:"talking_point,omitempty" jsonschema:"id of a talking point, or narrative/talking-point"`
	Source       string   `json:"source,omitempty" jsonschema:"id of an outlet"`
	Speaker      string   `json:"speaker,omitempty" jsonschema:"id of a person or group"`
	Kinds        []string `json:"kinds,omitempty" jsonschema:"kinds of events, such as first_said, first_seen, resurgence, shift, correction"`
	Since        string   `json:"since,omitempty" jsonschema:"first day, YYYY-MM-DD"`
	Until        string   `json:"until,omitempty" jsonschema:"last day, YYYY-MM-DD"`
	AsOf         string   `json:"as_of,omitempty" jsonschema:"what was believed at the end of this day, YYYY-MM-DD"`
	Limit        int      `json:"limit,omitempty" jsonschema:"rows at most; 50 unless said, 500 at most"`
}

// The sizes of an answer.
const (
	usualRows = 50
	mostRows  = 500
)

func rows(limit int) int {
	if limit <= 0 {
		return usualRows
	}
	return min(limit, mostRows)
}

// filter reads an Ask against the rules in force.
func (a Ask) filter(r web.Rules) (archive.Filter, error) {
	f := archive.Filter{Narrative: a.Narrative, TalkingPoint: a.TalkingPoint, Source: a.Source, Speaker: a.Speaker, Limit: rows(a.Limit)}
	if n, p, both := strings.Cut(a.TalkingPoint, "/"); both {
		f.Narrative, f.TalkingPoint = n, p
	}
	if err := known(f, r); err != nil {
		return f, err
	}
	for _, k := range a.Kinds {
		kind := tracker.EventKind(k)
		if !slices.Contains(tracker.EventKinds, kind) {
			return f, fmt.Errorf("no event is of the kind %q; the kinds are %v", k, tracker.EventKinds)
		}
		f.Kinds = append(f.Kinds, kind)
	}
	var err error
	if f.Since, err = day("since", a.Since); err != nil {
		return f, err
	}
	if f.Until, err = day("until", a.Until); err != nil {
		return f, err
	}
	f.AsOf, err = endOf("as_of", a.AsOf, r.Zone)
	return f, err
}

// known refuses an id that nothing bears: an empty answer would look like one.
func known(f archive.Filter, r web.Rules) error {
	var narratives, points, sources, speakers []string
	for _, n := range r.Narratives {
		narratives = append(narratives, n.ID)
		for _, tp := range n.TalkingPoints {
			points = append(points, tp.ID)
		}
	}
	for _, s := range r.Sources {
		sources = append(sources, s.ID)
	}
	for _, s := range r.Speakers {
		speakers = append(speakers, s.ID)
	}
	for _, asked := range []struct {
		what, id string
		all      []string
	}{{"narrative", f.Narrative, narratives}, {"talking point", f.TalkingPoint, points}, {"source", f.Source, sources}, {"speaker", f.Speaker, speakers}} {
		if asked.id != "" && !slices.Contains(asked.all, asked.id) {
			return fmt.Errorf("no %s has the id %q; known are: %s", asked.what, asked.id, some(asked.all))
		}
	}
	return nil
}

// some lists ids, as many as help.
func some(ids []string) string {
	const most = 60
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) == 0 {
		return "none"
	}
	if len(ids) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(ids[:most], ", "), len(ids)-most)
	}
	return strings.Join(ids, ", ")
}

func day(field, text string) (tracker.Day, error) {
	if text == "" {
		return 0, nil
	}
	d, err := tracker.ParseDay(text)
	if err != nil {
		return 0, fmt.Errorf("%s %q is no day: write it as YYYY-MM-DD", field, text)
	}
	return d, nil
}

// endOf reads a day and returns the instant at which it was over.
func endOf(field, text string, zone *time.Location) (time.Time, error) {
	d, err := day(field, text)
	if err != nil || d == 0 {
		return time.Time{}, err
	}
	return (d + 1).In(zone), nil
}

// tools answer calls.
type tools struct{ o Options }

// asked reads an Ask and the titles that answers name.
func (t tools) asked(ctx context.Context, a Ask) (archive.Filter, titles, error) {
	r, err := t.o.Desk.Rules(ctx)
	if err != nil {
		return archive.Filter{}, nil, fmt.Errorf("reading the rules: %w", err)
	}
	f, err := a.filter(r)
	return f, titlesOf(r), err
}

// titles are those of talking points, by narrative/talking-point, and of
// narratives, by id.
type titles map[string]string

func titlesOf(r web.Rules) titles {
	t := titles{}
	for _, n := range r.Narratives {
		t[n.ID] = n.Title
		for _, tp := range n.TalkingPoints {
			t[n.ID+"/"+tp.ID] = tp.Title
		}
	}
	return t
}

// of names a talking point, or of a shift its narrative.
func (t titles) of(narrative, point string) (id, title string) {
	if id = narrative; point != "" {
		id += "/" + point
	}
	if title = t[id]; title == "" {
		title = id
	}
	return id, title
}
