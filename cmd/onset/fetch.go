package main

import (
	"context"
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"strings"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/feeds/afar"
	"onset/tracker/rulefile"
)

// fetcherVariable and fetchersVariable name the environment variables of the
// token of a fetcher, and, at the desk, of all of them.
const (
	fetcherVariable  = "ONSET_FETCHER"
	fetchersVariable = "ONSET_FETCHERS"
)

func (a *app) fetchCommand() *cobra.Command {
	var to string
	var private []string
	f := afar.Fetcher{}
	cmd := &cobra.Command{
		Use:   "fetch --to ADDRESS",
		Short: "Ask for feeds and pages from here, for a daemon elsewhere",
		Long: `Asks for feeds and pages on behalf of a daemon elsewhere, from where a source
is not blocked or shows other things. It needs no rules and keeps nothing; it
may be ended and started at any time, and more than one may serve a place.

At the desk, give the place a name and a token of at least 16 characters in
` + fetchersVariable + `=kyiv:TOKEN, name it in the rules file (from: kyiv under a
source, or from: [kyiv, here] to compare what both see), and start onset run
with --listen behind https. Here, put the same token into ` + fetcherVariable + `.

The daemon decides what is asked, when, and with which headers; it keeps to
robots.txt and to what hosts bear. Addresses of this machine and of private
networks are refused, whatever the daemon asks.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if f.Desk, err = deskAddress(to); err != nil {
				return usagef("--to: %w", err)
			}
			if f.AllowPrivate, err = rulefile.Networks(private); err != nil {
				return usagef("--allow-private: %w", err)
			}
			if f.Token = strings.TrimSpace(os.Getenv(fetcherVariable)); f.Token == "" {
				return usagef("%s is Empty: put the token into it that the desk has for this place", fetcherVariable)
			}
			if f.AtOnce < 1 {
				return usagef("--at-once %d: it is at least 1", f.AtOnce)
			}
			return a.fetch(cmd.Context(), &f)
		},
	}
	cmd.Flags().StringVar(&to, "to", "", "the address of the daemon's pages, such as https://desk.example.org")
	cmd.Flags().IntVar(&f.AtOnce, "at-once", 16, "requests at once")
	cmd.Flags().StringSliceVar(&private, "allow-private", nil, "a private network that may be asked, such as 192.168.0.0/24")
	_ = cmd.MarkFlagRequired("to")
	return cmd
}

func (a *app) fetch(ctx context.Context, f *afar.Fetcher) error {
	log := a.logger(zerolog.InfoLevel)
	f.Tell = func(r afar.Report) {
		switch {
		case r.URL == "":
			log.Warn().Str("desk", f.Desk.Host).Msg(r.Trouble)
		case r.Trouble != "":
			log.Warn().Str("url", r.URL).Msg(r.Trouble)
		default:
			log.Info().Str("url", r.URL).Int("status", r.Status).Msg("brought")
		}
	}
	log.Info().Str("desk", f.Desk.Host).Msg("fetching")
	err := f.Run(ctx)
	log.Info().Msg("ended")
	return err
}

// deskAddress reads where the desk is. The token, and what is secret in headers
// of feeds, goes there: over the open net only by https.
func deskAddress(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%q is no address; write it whole, such as https://desk.example.org", raw)
	}
	ip, err := netip.ParseAddr(u.Hostname())
	within := u.Hostname() == "localhost" || err == nil && (ip.IsLoopback() || ip.IsPrivate())
	if u.Scheme == "http" && !within {
		return nil, fmt.Errorf("%s is not safe from listeners, and the token goes there: write https, or the private address of a tunnel", raw)
	}
	return u, nil
}
