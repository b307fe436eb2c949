package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"onset/tracker/archive"
	"onset/web"
	"onset/web/mcp"
)

// usualAddress is where the pages are served unless the user says otherwise.
const usualAddress = "127.0.0.1:8765"

// tokenVariable and tokensVariable name the environment variables of one access
// token and of several with names; flags would show them to everyone who lists
// the processes.
const (
	tokenVariable  = "ONSET_TOKEN"
	tokensVariable = "ONSET_TOKENS"
)

// serveFlags say where pages are served, and to whom.
type serveFlags struct {
	listen string
	hosts  []string
	tokens string // file
}

func (f *serveFlags) add(flags *pflag.FlagSet, usual string) {
	flags.StringVar(&f.listen, "listen", usual, "serve the pages on this address; any but a loopback one needs a token in "+tokenVariable)
	flags.StringVar(&f.tokens, "tokens", "", "a file of access tokens, one name:token a line, beside those of "+tokenVariable+" and "+tokensVariable)
	flags.StringSliceVar(&f.hosts, "host", nil, "a further name under which the pages are asked for, such as that of a proxy")
}

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "The pages, for reading only",
		Long: `Serves the pages and the API of a database, for reading only, on loopback. It
works beside a running daemon, which serves the same pages with --listen and
takes reviews. Any address that others can reach needs a token of at least 16
characters: one in ` + tokenVariable + `, several with names in ` + tokensVariable + ` as
desk:TOKEN,night:TOKEN, or in the file of --tokens, one a line. The name stands
under verdicts whose form names nobody, and whoever has one may put sources and
lines into the rules file of a daemon. A token is revoked by taking it out; it
and the browsers that it signed in are refused from the next start on.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), f) },
	}
	f.add(cmd.Flags(), usualAddress)
	return cmd
}

func (a *app) serve(ctx context.Context, f serveFlags) error {
	d, s, err := a.openDeskToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	log := a.logger(zerolog.InfoLevel)
	wait, err := a.servePages(ctx, f, log, newFront(s, d), nil)
	if err != nil {
		return err
	}
	return wait()
}

// servePages serves until ctx ends. It returns once it listens; wait returns
// when all has ended. Reviews are taken by reviewer, if there is one.
func (a *app) servePages(ctx context.Context, f serveFlags, log zerolog.Logger, p front, reviewer web.Reviewer) (wait func() error, err error) {
	handler, err := a.pageHandler(f, log, p, reviewer)
	if err != nil {
		return nil, err
	}
	var listen net.ListenConfig
	l, err := listen.Listen(ctx, "tcp", f.listen)
	if err != nil {
		return nil, fmt.Errorf("serving the pages on %s: %w; --listen names another address", f.listen, err)
	}
	log.Info().Str("address", "http://"+l.Addr().String()+"/").Bool("reviews", reviewer != nil).Msg("serving pages")
	warming, cold := context.WithCancel(ctx)
	warm := make(chan struct{})
	go func() { defer close(warm); p.Warm(warming) }()
	serving := web.Serve(ctx, l, handler)
	return func() error {
		defer func() { <-warm }()
		defer cold()
		return serving()
	}, nil
}

// serve shows the pages while the daemon runs, and takes reviews. Where the
// usual address is taken, by another daemon perhaps, it polls without pages.
func (dm *running) serve(ctx context.Context, f serveFlags) (ended func(), err error) {
	if f.listen == "" {
		return func() {}, nil
	}
	ctx, stop := context.WithCancel(ctx)
	wait, err := dm.app.servePages(ctx, f, dm.Log, dm.front, dm.front)
	if err != nil {
		stop()
		if errors.Is(err, syscall.EADDRINUSE) && f.listen == usualAddress {
			dm.Log.Warn().Str("address", usualAddress).Msg("another program has the address: no pages; --listen names another")
			return func() {}, nil
		}
		return nil, err
	}
	return func() {
		stop()
		if err := wait(); err != nil {
			dm.Log.Error().Err(err).Msg("pages ended")
		}
	}, nil
}

// pageHandler builds the pages, and refuses to show them to strangers.
func (a *app) pageHandler(f serveFlags, log zerolog.Logger, p front, reviewer web.Reviewer) (http.Handler, error) {
	tokens, err := f.accessTokens()
	if err != nil {
		return nil, usagef("%w", err)
	}
	if !web.Loopback(f.listen) && len(tokens) == 0 {
		return nil, usagef("--listen %s can be reached by others: set %s to a token of at least 16 characters, or listen on %s", f.listen, tokenVariable, usualAddress)
	}
	o := web.Options{Events: p, Archive: p, Desk: p, Search: p, Maker: maker, Review: reviewer, Edit: p.editor, Translate: p, Snapshot: p.Snapshot, Now: a.now, Tokens: tokens, Log: logRequests(log), Metrics: p.metrics, Agents: mcp.Handler(p.tools())}
	if reviewer != nil {
		o.Judge = p // whoever may review may judge what is emerging
	}
	for _, h := range f.hosts {
		o.Hosts = append(o.Hosts, strings.ToLower(h))
	}
	handler, err := web.New(o)
	if err != nil {
		return nil, usagef("%w", err)
	}
	return besides(handler, p.fetchers), nil
}

// accessTokens gathers the tokens of the environment and of the file.
func (f serveFlags) accessTokens() ([]web.Token, error) {
	out, err := web.ParseTokens(os.Getenv(tokensVariable))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", tokensVariable, err)
	}
	if token := os.Getenv(tokenVariable); token != "" {
		out = append(out, web.Token{Name: web.Nameless, Secret: token})
	}
	if f.tokens == "" {
		return out, nil
	}
	text, err := os.ReadFile(f.tokens)
	if err != nil {
		return nil, fmt.Errorf("--tokens: %w", err)
	}
	list, err := web.ParseTokens(string(text))
	if err == nil && len(list) == 0 {
		err = errors.New("it names no token; write name:token on a line")
	}
	if err != nil {
		return nil, fmt.Errorf("--tokens %s: %w", f.tokens, err)
	}
	return append(out, list...), nil
}

// logRequests logs failures as errors and everything else for who debugs.
func logRequests(log zerolog.Logger) func(web.Request) {
	return func(r web.Request) {
		e := log.Debug()
		if r.Err != nil && !errors.Is(r.Err, archive.ErrNotFound) && !errors.Is(r.Err, context.Canceled) {
			e = log.Error().Err(r.Err)
		}
		e.Str("request", r.ID).Str("method", r.Method).Str("path", r.Path).Int("status", r.Status).Int64("bytes", r.Bytes).
			Dur("took", r.Took).Msg("page")
	}
}
