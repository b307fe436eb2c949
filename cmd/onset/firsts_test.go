package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sameFirsts compares who said a line first where, as the command line, the API
// and the page tell it.
func sameFirsts(t *testing.T, s site) {
	const name = "guarantees-are-a-threat/world-war"
	var cli []struct{ Speaker, Source, From, To, Clock, Mention string }
	var api struct {
		Firsts []struct {
			ID                               string `json:"speaker_id"`
			Speaker, Source, From, To, Clock string
			Mention                          string
		} `json:"first_dates"`
	}
	if err := json.Unmarshal(s.onset(t, "firsts", name, "--format", "json"), &cli); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(s.get(t, "/api/v1/points/"+name)), &api); err != nil {
		t.Fatal(err)
	}
	var one, other []string
	for _, c := range cli {
		one = append(one, fmt.Sprint(c))
	}
	page := s.get(t, "/point/"+name)
	for _, c := range api.Firsts {
		other = append(other, fmt.Sprint(struct{ Speaker, Source, From, To, Clock, Mention string }{c.ID, c.Source, c.From, c.To, c.Clock, c.Mention}))
		if !strings.Contains(page, `href="/mention/`+c.Mention+`"`) {
			t.Errorf("the page doesn't show that %s came first in %s", c.Speaker, c.Source)
		}
	}
	if len(cli) < 3 {
		t.Errorf("only %d first days", len(cli))
	}
	if diff := cmp.Diff(one, other); diff != "" {
		t.Errorf("command line and API differ:\n%s", diff)
	}
}
