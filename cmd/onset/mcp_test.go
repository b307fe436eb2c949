package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/rs/zerolog"

	"onset/newsroom"
)

const agentRules = `
sources:
  - {id: herald, name: Herald, languages: [en]}
speakers:
  - {id: varga, name: Ilona Varga, aliases: [Varga]}
narratives:
  - id: harbour
    title: The harbour
    talking_points:
      - {id: strike, title: A strike will close the harbour, match: strike AND harbour}
`

const agentArticles = `{"url":"https://herald.example/1","source":"herald","published":"2026-01-12","title":"On the quays","text":"Ilona Varga said on Monday that a strike would close the harbour."}
{"url":"https://herald.example/2","source":"herald","published":"2026-03-02","title":"Again","text":"Ilona Varga denied on Monday that a strike would close the harbour."}
`

// agentArchive is an archive of two articles.
func agentArchive(t *testing.T) (a *app) {
	t.Helper()
	dir := t.TempDir()
	a = &app{now: time.Now, config: filepath.Join(dir, "narratives.yaml"), db: filepath.Join(dir, "onset.db")}
	lines := filepath.Join(dir, "articles.jsonl")
	write(t, a.config, agentRules)
	write(t, lines, agentArticles)
	var talk strings.Builder
	if code := run(t.Context(), []string{"--config", a.config, "--db", a.db, "import", lines}, nil, &talk, &talk); code != exitFine {
		t.Fatalf("importing ended with %d: %s", code, talk.String())
	}
	return a
}

// ask calls a tool and returns its answer as JSON, and whether it was refused.
func ask(t *testing.T, s *sdk.ClientSession, tool string, args map[string]any) (answer string, refused bool) {
	t.Helper()
	r, err := s.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		t.Fatalf("%s %v: %v", tool, args, err)
	}
	b, err := json.Marshal(r.Content)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), r.IsError
}

// lookThrough asks every tool, and some of them what they refuse.
func lookThrough(t *testing.T, s *sdk.ClientSession) {
	for _, c := range []struct {
		tool    string
		args    map[string]any
		has     []string
		refused bool
	}{
		{"timeline", nil, []string{"first_said", "said 12 Jan by Ilona Varga, reported by Herald 12 Jan 2026", "looked through from 2026-01-12 on in 1 article of 1 source", "https://herald.example/1"}, false},
		{"firsts", map[string]any{"talking_point": "harbour/strike"}, []string{"Ilona Varga said on Monday that a strike would close the harbour."}, false},
		{"firsts", nil, []string{"name a talking_point or a narrative"}, true},
		{"mentions", map[string]any{"speaker": "varga"}, []string{"varga denies it", "varga affirms it", "no person has looked at it"}, false},
		{"mentions", map[string]any{"speaker": "vargo"}, []string{"no speaker has the id", "vargo", "known are: varga"}, true},
		{"mentions", map[string]any{"source": "'; DROP TABLE mention; --"}, []string{"no source has the id"}, true},
		{"timeline", map[string]any{"since": "last week"}, []string{"YYYY-MM-DD"}, true},
		{"timeline", map[string]any{"kinds": []string{"rumour"}}, []string{"no event is of the kind"}, true},
		{"why", map[string]any{"id": "nothing"}, []string{"take one from timeline"}, true},
		{"search", map[string]any{"query": "harbour AND strike"}, []string{"https://herald.example/2", "The words stand in an article of herald"}, false},
		{"search", map[string]any{"query": "harbour AND ("}, []string{"1:"}, true},
		{"search", map[string]any{"query": strings.Repeat("(", 5000)}, nil, true},
		{"emerging", nil, []string{"defined by nobody"}, false},
		{"article", map[string]any{"article": "https://herald.example/1"}, []string{"On the quays", "published_at"}, false},
		{"article", map[string]any{"article": "/etc/passwd"}, []string{"no stored article"}, true},
		{"coverage", map[string]any{"source": "herald"}, []string{"holds 2 articles of 1 source", "herald: imported 2026-01-12 to 2026-03-02"}, false},
	} {
		answer, refused := ask(t, s, c.tool, c.args)
		if refused != c.refused {
			t.Errorf("%s %v: refused %v, want %v: %s", c.tool, c.args, refused, c.refused, answer)
		}
		for _, words := range c.has {
			if !strings.Contains(answer, words) {
				t.Errorf("%s %v: no %q in %s", c.tool, c.args, words, answer)
			}
		}
	}
	answer, _ := ask(t, s, "firsts", map[string]any{"talking_point": "strike"})
	_, id, _ := strings.Cut(answer, `\"id\":\"`)
	id, _, _ = strings.Cut(id, `\"`)
	if why, refused := ask(t, s, "why", map[string]any{"id": id}); refused || !strings.Contains(why, "strike AND harbour") {
		t.Errorf("why %q does not lead to the rule: %s", id, why)
	}
}

func agent() *sdk.Client {
	return sdk.NewClient(&sdk.Implementation{Name: "tester", Version: "1"}, nil)
}

func TestAnAgentAsksOverStandardInput(t *testing.T) {
	a := agentArchive(t)
	child, _ := program(t, "mcp", "--config", a.config, "--db", a.db)
	s, err := agent().Connect(t.Context(), &sdk.CommandTransport{Command: child}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	lookThrough(t, s)
}

func TestAnAgentAsksOverHTTPUnderTheToken(t *testing.T) {
	a := agentArchive(t)
	t.Setenv(tokenVariable, "sixteen letters, or more")
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		t.Fatal(err)
	}
	st, err := a.openToRead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	handler, err := a.pageHandler(serveFlags{listen: usualAddress}, zerolog.Nop(), newFront(st, d), nil)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	connect := func(token string) (*sdk.ClientSession, error) {
		return agent().Connect(t.Context(), &sdk.StreamableClientTransport{Endpoint: server.URL + "/mcp", MaxRetries: -1,
			HTTPClient: &http.Client{Transport: bearer(token)}}, nil)
	}
	s, err := connect("sixteen letters, or more")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	lookThrough(t, s)
	for _, wrong := range []string{"", "sixteen letters, or less"} {
		if s, err := connect(wrong); err == nil {
			s.Close()
			t.Errorf("the token %q opens /mcp", wrong)
		}
	}
}

// bearer sends a token with every request.
type bearer string

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	if b != "" {
		r = r.Clone(r.Context())
		r.Header.Set("Authorization", "Bearer "+string(b))
	}
	return http.DefaultTransport.RoundTrip(r)
}
