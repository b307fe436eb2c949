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
	ctx, stop := untilTold()
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// untilTold returns a context that ends when the program is told to: by Ctrl-C or
// SIGTERM.
func untilTold() (ctx context.Context, stop context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}
