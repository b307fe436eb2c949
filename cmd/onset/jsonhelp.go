package main

import (
	"reflect"

	"onset/newsroom"
	"onset/newsroom/checkup"
	"onset/tables"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/reader"
	"onset/tracker/timeline"
)

// answers are what commands print with --format json, each as a value of the type
// that is written: its help is made of the type itself.
var answers = []struct {
	command string
	value   any
}{
	{"check", newsroom.Check{}}, {"coverage", []archive.Covering{}}, {"digest", digest.Digest{}}, {"doctor", []checkup.Finding{}}, {"draft", newsroom.Drafted{}},
	{"emerging", []newsroom.Candidate{}}, {"explain", reader.Result{}.Reading}, {"firsts", []timeline.FirstDay{}},
	{"mentions", []tracker.MentionRow{}}, {"rematch", newsroom.RematchReport{}}, {"search", archive.HitPage{}}, {"timeline", []tracker.Event{}},
	{"try", newsroom.Trial{}}, {"why", toldChain{}},
}

// jsonHelp describes the answers: first each command's, then the objects in them.
func jsonHelp() string {
	var d tables.Shapes
	for _, a := range answers {
		d.Add("onset "+a.command, reflect.TypeOf(a.value))
	}
	return `What commands print with --format json. Fields are only ever added; one with ? is
left out where there is nothing to tell. day is YYYY-MM-DD or null, instant is
RFC 3339 in UTC, stamp is either of them or null, any is of a form that depends on
the kind beside it. The API has its own document: /api/v1/openapi.json
` + d.String()
}
