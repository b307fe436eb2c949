package mcp

import (
	"context"
	"net/http"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"onset/web"
)

// Options say what the tools read; all but Snapshot and Version are needed.
type Options struct {
	Events  web.Events
	Archive web.Archive
	Desk    web.Desk
	Search  web.Searcher
	Version string
	// Snapshot keeps one moment of the archive for all that a call reads; nil: each
	// reading is of its own moment.
	Snapshot func(context.Context) (moment context.Context, release func(), err error)
}

// instructions are what an agent is told before it asks.
const instructions = `Onset says when a talking point was first said, by whom, where it appeared next, and how sure that is.
Every answer holds statements. Repeat a statement's date only together with the rest of its sentence: its basis, and what was looked through, are part of the finding.
"First found in this archive" is never "first ever". A line "appears in" an outlet: that implies neither link nor intent.
Cite the sentence and the address that stand beside a statement. Begin with coverage (what was looked through) or timeline (what changed).`

// New returns a server with every tool.
func New(o Options) *sdk.Server {
	s := sdk.NewServer(&sdk.Implementation{Name: "onset", Title: "Onset: when a talking point appeared", Version: o.Version},
		&sdk.ServerOptions{Instructions: instructions})
	t := tools{o}
	add(s, o, "timeline", "What changed when: first said, first appeared, back, shift, surge, spread, debunked, corrected. Newest first.", t.timeline)
	add(s, o, "firsts", "Who said a talking point first, and where it appeared first: by speaker, source and language. Oldest first.", t.firsts)
	add(s, o, "mentions", "The evidence: every sentence in which a talking point was found, with who said it and with which sign. Newest first.", t.mentions)
	add(s, o, "why", "The whole chain behind an event or a mention: sentence, text, fetch, the rule as it was then, verdicts of people, what was believed before.", t.why)
	add(s, o, "search", "Articles in which words stand, in Onset's rule language: plain words joined by AND, OR, NOT, \"phrases\", NEAR/8. It finds words, not who said them.", t.search)
	add(s, o, "emerging", "Statements that are repeated and that nobody has defined as a talking point yet.", t.emerging)
	add(s, o, "article", "One article by its number or address: its dates with their provenance, its text, what was found in it.", t.article)
	add(s, o, "coverage", "What was looked through, by source: from when to when, how deep, with which gaps. What lies outside was not looked at.", t.coverage)
	return s
}

// Handler serves the tools over HTTP, one request at a time and without sessions.
// Who may ask is for the caller to decide.
func Handler(o Options) http.Handler {
	s := New(o)
	return sdk.NewStreamableHTTPHandler(func(*http.Request) *sdk.Server { return s },
		&sdk.StreamableHTTPOptions{Stateless: true, JSONResponse: true})
}

// Serve answers over standard input and output until ctx or the input ends.
func Serve(ctx context.Context, o Options) error {
	return New(o).Run(ctx, &sdk.StdioTransport{})
}

// patience is how long a call may take.
const patience = 20 * time.Second

// add offers a tool that only reads, at one moment of the archive, for a bounded
// time.
func add[In, Out any](s *sdk.Server, o Options, name, does string, do func(context.Context, In) (Out, error)) {
	closed := false
	tool := &sdk.Tool{Name: name, Description: does, Annotations: &sdk.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &closed}}
	sdk.AddTool(s, tool, func(ctx context.Context, _ *sdk.CallToolRequest, in In) (*sdk.CallToolResult, Out, error) {
		ctx, stop := context.WithTimeout(ctx, patience)
		defer stop()
		out, err := at(ctx, o, in, do)
		return nil, out, err
	})
}

func at[In, Out any](ctx context.Context, o Options, in In, do func(context.Context, In) (Out, error)) (out Out, err error) {
	if o.Snapshot == nil {
		return do(ctx, in)
	}
	ctx, release, err := o.Snapshot(ctx)
	if err != nil {
		return out, err
	}
	defer release()
	return do(ctx, in)
}
