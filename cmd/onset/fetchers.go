package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"

	"onset/feeds/afar"
	"onset/newsroom"
	"onset/tracker"
	"onset/web"
)

// fetchers lets fetchers elsewhere work for the daemon, where there are tokens
// for them.
func (dm *running) fetchers(ctx context.Context, f serveFlags) error {
	tokens, err := fetcherTokens(f)
	if err != nil {
		return usagef("%s: %w", fetchersVariable, err)
	}
	for _, name := range unattended(dm.In.Desk, tokens) {
		dm.Log.Warn().Str("place", name).Msg("sources are to be asked from here, but no fetcher can come: there is no token of that name in " + fetchersVariable)
	}
	if len(tokens) == 0 {
		return nil
	}
	var x afar.Exchange
	dm.In.Client.Elsewhere = x.From
	dm.front.fetchers = x.Handler(ctx, tokens, func(place, fetcher string) {
		dm.Log.Info().Str("place", place).Str("fetcher", fetcher).Msg("a fetcher has come")
	})
	return nil
}

// fetcherTokens reads the tokens of fetchers. None of them opens the pages.
func fetcherTokens(f serveFlags) ([]afar.Token, error) {
	list, err := web.ParseTokens(os.Getenv(fetchersVariable))
	if err != nil || len(list) == 0 {
		return nil, err
	}
	if f.listen == "" {
		return nil, fmt.Errorf("fetchers come to the address of --listen, which is empty")
	}
	access, err := f.accessTokens()
	if err != nil {
		return nil, err
	}
	var out []afar.Token
	for _, t := range list {
		if slices.ContainsFunc(access, func(a web.Token) bool { return a.Secret == t.Secret }) {
			return nil, fmt.Errorf("the token of %q opens the pages too; make one of its own", t.Name)
		}
		if t.Name == tracker.Here {
			return nil, fmt.Errorf("%q is the place of the daemon itself; give the fetcher's another name", t.Name)
		}
		out = append(out, afar.Token{Place: t.Name, Secret: t.Secret})
	}
	return out, nil
}

// unattended lists the places of sources for which there is no token.
func unattended(d *newsroom.Desk, tokens []afar.Token) []string {
	var out []string
	for _, s := range d.Sources {
		for _, name := range s.From {
			known := name == tracker.Here || slices.ContainsFunc(tokens, func(t afar.Token) bool { return t.Place == name })
			if !known && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return out
}

// besides lets fetchers through to the exchange, and everybody else to the pages.
func besides(pages, fetchers http.Handler) http.Handler {
	if fetchers == nil {
		return pages
	}
	mux := http.NewServeMux()
	mux.Handle(afar.Prefix, fetchers)
	mux.Handle("/", pages)
	return mux
}
