package main

import (
	"encoding/json"
	"io"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"onset/tables"
)

// What commands print as JSON about the demo has the shapes that the help describes:
// no field that it doesn't name, and every one that it doesn't call optional.
func TestAnswersAreAsDescribed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	a := &app{in: strings.NewReader(""), out: io.Discard, err: io.Discard, now: time.Now, format: "table"}
	if err := a.demo(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	flags := []string{"--config", filepath.Join(dir, "narratives.yaml"), "--db", filepath.Join(dir, "onset.db"), "--format", "json"}
	ask := func(command ...string) string {
		t.Helper()
		in := "Lavrov said on Monday that foreign troops in Ukraine would be legitimate targets."
		if command[0] == "try" {
			in = "troops AND (legitimate OR targets)"
		}
		var out, told strings.Builder
		if code := run(t.Context(), append(command, flags...), strings.NewReader(in), &out, &told); out.Len() == 0 {
			t.Fatalf("%s ends with %d: %s", command, code, told.String())
		}
		return out.String()
	}
	var events []struct{ ID string }
	if err := json.Unmarshal([]byte(ask("timeline")), &events); err != nil || len(events) == 0 {
		t.Fatalf("%d events: %v", len(events), err)
	}
	arguments := map[string][]string{
		"digest": {"--day", "2026-02-04"}, "draft": {"Ukraine will be neutral for ever."}, "explain": {"-"}, "doctor": {"--offline"},
		"firsts": {"guarantees-are-a-threat/world-war"}, "rematch": {"--dry-run"}, "search": {"troops"}, "try": {"-"}, "why": {events[0].ID},
		"check": {}, "coverage": {}, "emerging": {}, "mentions": {}, "timeline": {"--all-scopes"},
	}
	help := jsonHelp()
	for _, answer := range answers {
		args, tried := arguments[answer.command]
		if !tried || !strings.Contains(help, "\nonset "+answer.command+"\n") {
			t.Errorf("%s is not tried, or not in the help", answer.command)
			continue
		}
		var v any
		if err := json.Unmarshal([]byte(ask(append([]string{answer.command}, args...)...)), &v); err != nil {
			t.Fatal(err)
		}
		asDescribed(t, answer.command, v, reflect.TypeOf(answer.value))
	}
}

// asDescribed holds a value to the type that the help is made of.
func asDescribed(t *testing.T, at string, v any, of reflect.Type) {
	t.Helper()
	for of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	if words, ok := tables.Written[of]; ok {
		if _, object := v.(map[string]any); object != strings.HasPrefix(words, "{") && words != "any" && v != nil {
			t.Errorf("%s is %v, described as %s", at, v, words)
		}
		return
	}
	switch v := v.(type) {
	case []any:
		if of.Kind() != reflect.Slice && of.Kind() != reflect.Array {
			t.Errorf("%s is a list, described as %s", at, of)
			return
		}
		for _, item := range v {
			asDescribed(t, at+"[]", item, of.Elem())
		}
	case map[string]any:
		if of.Kind() == reflect.Map {
			for name, item := range v {
				asDescribed(t, at+"."+name, item, of.Elem())
			}
			return
		}
		if of.Kind() != reflect.Struct {
			t.Errorf("%s is an object, described as %s", at, of)
			return
		}
		left := map[string]any{}
		for name, item := range v {
			left[name] = item
		}
		for _, f := range tables.FieldsOf(of) {
			item, there := left[f.Name]
			if !there && !f.Optional {
				t.Errorf("%s lacks %s", at, f.Name)
			}
			if there {
				asDescribed(t, at+"."+f.Name, item, f.Of)
			}
			delete(left, f.Name)
		}
		for name := range left {
			t.Errorf("%s has %s, which is not described", at, name)
		}
	case nil:
		if of.Kind() == reflect.Slice {
			t.Errorf("%s is null, described as a list", at)
		}
	}
}
