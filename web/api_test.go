package web_test

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"
)

// document is the part of OpenAPI that the test reads.
type document struct {
	Paths map[string]struct {
		Get struct {
			Responses map[string]struct {
				Content map[string]struct{ Schema schema }
			}
		}
	}
	Components struct{ Schemas map[string]schema }
}

type schema struct {
	Ref                  string `json:"$ref"`
	Type                 any
	Properties           map[string]schema
	Required             []string
	Items                *schema
	AnyOf                []schema
	AdditionalProperties any
}

func readDocument(t *testing.T) document {
	t.Helper()
	var d document
	b, err := os.ReadFile("openapi.json")
	if err == nil {
		err = json.Unmarshal(b, &d)
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The addresses under which each documented path is tried.
var examples = map[string]string{
	"/timeline": "/timeline?all=yes", "/mentions": "/mentions", "/points": "/points", "/points/{narrative}/{id}": "/points/story/war",
	"/why/{id}": "/why/e1", "/article": "/article?ref=7", "/search": "/search?q=great", "/emerging": "/emerging?all=yes", "/digest/{day}": "/digest/2026-02-04",
	"/feeds": "/feeds", "/coverage": "/coverage", "/sources": "/sources", "/status": "/status", "/openapi.json": "/openapi.json",
}

func TestEveryAnswerIsAsDocumented(t *testing.T) {
	s, _ := serve(t)
	d := readDocument(t)
	for path := range d.Paths {
		if examples[path] == "" {
			t.Errorf("%s is documented, and not tried", path)
		}
	}
	for path, example := range examples {
		p, documented := d.Paths[path]
		if !documented {
			t.Errorf("%s is served, and not documented", path)
			continue
		}
		r, text := get(t, http.DefaultClient, s.URL+"/api/v1"+example)
		if r.StatusCode != 200 || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
			t.Errorf("%s: %s %s", example, r.Status, text)
			continue
		}
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		if path != "/openapi.json" {
			d.check(t, path, v, p.Get.Responses["200"].Content["application/json"].Schema)
		}
	}
}

// check compares a value with its schema: no field that isn't documented, none
// missing that is required, no null for a list.
func (d document) check(t *testing.T, at string, v any, s schema) {
	t.Helper()
	if s.Ref != "" {
		s = d.Components.Schemas[s.Ref[strings.LastIndex(s.Ref, "/")+1:]]
	}
	if len(s.AnyOf) > 0 {
		if v != nil {
			d.check(t, at, v, s.AnyOf[0])
		}
		return
	}
	switch v := v.(type) {
	case nil:
		if s.Type == "array" || s.Type == "object" || s.Type == "string" {
			t.Errorf("%s is null, documented as %v", at, s.Type)
		}
	case []any:
		if s.Items == nil {
			t.Errorf("%s is a list, documented as %v", at, s.Type)
			return
		}
		for _, item := range v {
			d.check(t, at+"[]", item, *s.Items)
		}
	case map[string]any:
		d.checkObject(t, at, v, s)
	}
}

func (d document) checkObject(t *testing.T, at string, v map[string]any, s schema) {
	t.Helper()
	for _, name := range s.Required {
		if _, ok := v[name]; !ok {
			t.Errorf("%s lacks %s", at, name)
		}
	}
	if s.Properties == nil {
		return
	}
	for name, value := range v {
		property, ok := s.Properties[name]
		switch {
		case !ok && s.AdditionalProperties == nil:
			t.Errorf("%s.%s is not documented", at, name)
			continue
		case !ok:
			continue
		}
		d.check(t, at+"."+name, value, property)
	}
}

func TestListsGoOnByCursor(t *testing.T) {
	s, _ := serve(t)
	seen := map[string]bool{}
	for next, pages := "/api/v1/timeline?limit=1&narrative=story", 0; next != ""; pages++ {
		r, text := get(t, http.DefaultClient, s.URL+next)
		var events []struct{ ID string }
		if err := json.Unmarshal([]byte(text), &events); err != nil || len(events) != 1 || pages > 4 {
			t.Fatalf("%v %s", err, text)
		}
		seen[events[0].ID] = true
		link := r.Header.Get("Link")
		next, _, _ = strings.Cut(strings.TrimPrefix(link, "<"), ">")
	}
	if len(seen) != 4 {
		t.Errorf("met %v", seen)
	}
	if r, _ := get(t, http.DefaultClient, s.URL+"/api/v1/mentions"); !strings.Contains(r.Header.Get("Link"), "after=5") {
		t.Errorf("mentions go on at %q", r.Header.Get("Link"))
	}
}

func TestErrorsAreJSONForPrograms(t *testing.T) {
	s, _ := serve(t)
	r, text := get(t, http.DefaultClient, s.URL+"/api/v1/why/none")
	var e struct {
		Error string `json:"error"`
		ID    string `json:"request_id"`
	}
	if err := json.Unmarshal([]byte(text), &e); err != nil || r.StatusCode != 404 || e.Error == "" || e.ID != r.Header.Get("X-Request-Id") {
		t.Errorf("%s %s", r.Status, text)
	}
}
