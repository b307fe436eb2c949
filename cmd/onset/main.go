// Command onset is a narrative timeline tracker: it says when a talking point
// appeared, who said it, where it was carried, and how sure that is.
//
// This package runs and shows: one file per command, flags, wiring and
// rendering. It decides nothing about articles: that is package tracker's.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
